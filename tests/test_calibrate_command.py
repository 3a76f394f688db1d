"""`fullstride calibrate` compares a simulated phone with a simulated video of the same jumps."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fullstride.domain.motion import Jumping, Position
from fullstride.formats.profile import read_profile
from fullstride.measure.simulate_jumps import Jumps, JumpScene, SimulatedMotion, Stand, Style
from fullstride.measure.simulate_phone import Phone
from helpers import Ran, run_here, run_program

PROFILE = '# mine, keep this\r\n[runner]\r\nevent = "10k"  # a remark\r\n'


def filmed(truth: SimulatedMotion, *, fps: float = 240.0, start_s: float = 0.0, few: int = 99) -> str:
    """The marks of a camera that was started `start_s` into the log."""
    rows = [f"# fps: {fps:g}", "# exercise: squat jumps", "# date: 2027-01-29", "frame,event"]
    for jump in truth.sets[0].jumps[:few]:
        rows.append(f"{int(np.ceil((jump.takeoff_s - start_s) * fps))},take-off")
        rows.append(f"{int(np.ceil((jump.landing_s - start_s) * fps))},landing")
    return "\n".join(rows) + "\n"


def logged(truth: SimulatedMotion) -> str:
    rows = ["time (s),x (m/s^2),y (m/s^2),z (m/s^2)"]
    for at, axes in zip(truth.log.time_s.tolist(), truth.log.acceleration_mps2.tolist(), strict=True):
        rows.append(",".join(f"{value:.4f}" for value in (at, *axes)))
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def scene() -> SimulatedMotion:
    acts = (Stand(), Jumps(count=8, style=Style.RESET, scatter_cm=1.5), Stand())
    return JumpScene(acts=acts, phone=Phone(position=Position.BELT)).record(seed=4)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, scene: SimulatedMotion) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("calibrate")
    log, marks = folder / "log.csv", folder / "marks.csv"
    log.write_text(logged(scene))
    marks.write_text(filmed(scene, start_s=0.7))
    return log, marks


def calibrate(*arguments: object) -> Ran:
    return run_here("calibrate", *arguments)


def test_it_shows_phone_and_video_jump_by_jump(files: tuple[Path, Path]) -> None:
    ran = calibrate(*files, "--position", "belt")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Your phone shows flights ")
    assert "over 8 jumps" in ran.out
    assert "--profile FILE keeps it" in ran.out
    assert all(len(line) <= 80 for line in ran.out.splitlines())


def test_the_same_in_json(files: tuple[Path, Path], scene: SimulatedMotion) -> None:
    ran = calibrate(*files, "--position", "belt", "--json")
    answer = json.loads(ran.out)
    assert ran.code == 0
    assert answer["refused"] is None
    assert answer["calibration"]["position"] == "belt"
    assert answer["calibration"]["date"] == "2027-01-29"
    assert len(answer["jumps"]) == 8
    for jump, truth in zip(answer["jumps"], scene.sets[0].jumps, strict=True):
        assert jump["video_s"] == pytest.approx(truth.takeoff_s - 0.7, abs=0.006)
        assert jump["video_flight_ms"] == pytest.approx(1000 * truth.flight_s, abs=5)
        assert jump["longer_ms"] == pytest.approx(jump["phone_flight_ms"] - jump["video_flight_ms"], abs=0.2)


def test_with_a_profile_the_offset_is_kept_and_the_rest_stays(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    profile = tmp_path / "runner.toml"
    profile.write_bytes(PROFILE.encode())
    ran = calibrate(*files, "--position", "belt", "--profile", profile)
    assert ran.code == 0
    assert f"Keptin{profile}" in "".join(ran.out.split())
    assert json.loads(calibrate(*files, "--position", "belt", "--json").out)["profile"] is None
    kept = profile.read_bytes().decode()
    assert kept.startswith(PROFILE)
    assert kept.count("\n") == kept.count("\r\n")
    (calibration,) = read_profile(profile).calibrations
    assert calibration.position is Position.BELT
    assert calibration.jumps == 8
    assert calibration.jumping is Jumping.ONE_BY_ONE


def test_what_is_kept_makes_the_heights_truer(
    files: tuple[Path, Path], tmp_path: Path, scene: SimulatedMotion
) -> None:
    profile = tmp_path / "runner.toml"
    profile.write_text("")
    assert calibrate(*files, "--position", "belt", "--profile", profile).code == 0
    asked = ("measure", files[0], "--as", "squat_jumps", "--position", "belt", "--profile", profile, "--json")
    (one,) = json.loads(run_here(*asked).out)["recordings"][0]["motion"]["sets"]
    height = one["height_cm"]
    assert abs(height["value"] - scene.sets[0].height_cm) < 3 * height["error"]


def test_jumps_of_another_kind_keep_the_usual_offset_and_are_told_why(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    """An older calibration, which does not say its kind, is still used for all."""
    profile, hops = tmp_path / "runner.toml", tmp_path / "hops.csv"
    profile.write_text("")
    assert calibrate(*files, "--position", "belt", "--profile", profile).code == 0
    act = Jumps(count=10, style=Style.HOPS, height_cm=20, contact_s=0.2)
    hops.write_text(logged(JumpScene(acts=(Stand(), act, Stand())).record(seed=4)))
    asked = ("measure", hops, "--as", "hops", "--position", "belt")

    def motion(*more: object) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(run_here(*asked, *more, "--json").out)["recordings"][0]["motion"]
        return told

    usual, unlike = motion(), motion("--profile", profile)
    assert unlike["sets"] == usual["sets"]
    assert (unlike["calibrated"], usual["seen"]) == (False, [])
    assert unlike["seen"] == [
        "Your calibration here is of jumps one by one; hops would need one of their own"
    ]
    profile.write_text("".join(line for line in profile.open() if not line.startswith("jumping")))
    assert read_profile(profile).calibrations[0].jumping is Jumping.UNKNOWN
    older = motion("--profile", profile)
    assert (older["calibrated"], older["seen"]) == (True, [])
    assert older["sets"] != usual["sets"]


def test_three_marked_jumps_are_enough_and_two_are_not(
    files: tuple[Path, Path], scene: SimulatedMotion, tmp_path: Path
) -> None:
    for few, code in ((4, 0), (2, 1)):
        marks = tmp_path / f"{few}.csv"
        marks.write_text(filmed(scene, few=few, start_s=-3.0))
        ran = calibrate(files[0], marks, "--position", "belt")
        assert ran.code == code, ran.out
    assert "cannot be said yet" in ran.out
    assert "Mark take-off and landing of three jumps or more." in " ".join(ran.out.split())


def test_frames_too_coarse_are_the_reason_given(
    files: tuple[Path, Path], scene: SimulatedMotion, tmp_path: Path
) -> None:
    marks = tmp_path / "marks.csv"
    marks.write_text(filmed(scene, fps=30))
    ran = calibrate(files[0], marks, "--position", "belt", "--json")
    answer = json.loads(ran.out)
    assert (ran.code, answer["calibration"]) == (1, None)
    assert answer["refused"]["why"].startswith("the video gives no flights: 30 frames a second")


def test_a_hand_and_a_place_nobody_names_are_refused(files: tuple[Path, Path]) -> None:
    assert calibrate(*files, "--position", "hand").code == 1
    ran = calibrate(*files)
    assert ran.code == 2
    assert "--position belt" in ran.err


def test_bad_usage_is_one_sentence(files: tuple[Path, Path], tmp_path: Path) -> None:
    nonsense = tmp_path / "x.csv"
    nonsense.write_text("hello\nworld\n")
    missing = tmp_path / "no.toml"
    for arguments, word in (
        ((files[1], files[0], "--position", "belt"), "the log comes first"),
        ((files[0], files[0], "--position", "belt"), "the log comes first"),
        ((nonsense, files[1], "--position", "belt"), "x.csv"),
        ((files[0], nonsense, "--position", "belt"), "names its columns"),
        ((*files, "--position", "hat"), "--position"),
        ((*files, "--position", "belt", "--profile", missing), "fullstride init"),
        ((files[0], tmp_path / "gone.csv", "--position", "belt"), "no such file"),
    ):
        ran = calibrate(*arguments)
        assert ran.code == 2, arguments
        assert ran.out == ""
        assert word in ran.err
        assert len(ran.err.strip().splitlines()) == 1


def test_plain_characters_only_where_they_are_asked_for(files: tuple[Path, Path]) -> None:
    for ran in (
        calibrate(*files, "--position", "belt", "--ascii"),
        run_program("calibrate", *files, "--position", "belt", LC_ALL="C"),
    ):
        assert ran.code == 0
        assert ran.out.isascii()


def test_the_same_files_give_the_same_answer(files: tuple[Path, Path]) -> None:
    asked = (*files, "--position", "belt", "--json")
    assert calibrate(*asked).out == calibrate(*asked).out
