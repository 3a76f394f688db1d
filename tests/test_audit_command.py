"""`fullstride audit` and `fullstride init --from` keep the contract, whatever folder they are given."""

import datetime as dt
import json
import re
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len

from fullstride.cli.audit_picture import audit_picture
from fullstride.cli.style import Style, drawn
from fullstride.domain.history import Audit
from fullstride.formats.audit_answer import audit_answer
from fullstride.formats.profile import read_profile
from fullstride.measure.history import Auditor
from fullstride.rules.load import load_book
from helpers import EXAMPLES, ROOT, run_here, run_program
from made_history import TODAY, Season, effort, summary

DATA = ROOT.parent / "shared" / "data" / "runs"
BOOK = load_book()


def audit(runs: object) -> Audit:
    return Auditor(rules=BOOK.audit).audit(runs, TODAY)  # type: ignore[arg-type]


def gpx(start: dt.datetime, *, minutes: int = 12, metres: float = 3.0) -> str:
    """A run due north at `metres` a second."""
    points = "".join(
        f'<trkpt lat="{metres * second / 111_195:.7f}" lon="0"><ele>10</ele>'
        f"<time>{start + dt.timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}</time></trkpt>"
        for second in range(minutes * 60)
    )
    head = '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
    return f"{head}<trk><type>running</type><trkseg>{points}</trkseg></trk></gpx>"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two runs, one of them twice, a broken file and a note; today is some days later."""
    made = tmp_path / "runs"
    (made / "2026").mkdir(parents=True)
    text = gpx(dt.datetime(2026, 12, 1, 7, tzinfo=dt.UTC))
    (made / "a.gpx").write_text(text)
    (made / "2026" / "again.gpx").write_text(text)
    (made / "b.gpx").write_text(gpx(dt.datetime(2026, 12, 8, 7, tzinfo=dt.UTC), metres=3.5))
    (made / "broken.fit").write_bytes(b"\x0e\x10\x00\x00\x00\x00\x00\x00.FIT")
    (made / "notes.txt").write_text("legs were fine")
    monkeypatch.setenv("FULLSTRIDE_TODAY", TODAY.isoformat())
    return made


def test_one_object_on_stdout_with_the_contracts_keys(folder: Path) -> None:
    ran = run_here("audit", folder, "--json")
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    assert {"recordings", "span", "last_max_effort", "speed_range", "unvisited"} <= set(told)
    assert (told["recordings"], told["runs"]) == (2, 2)
    assert [Path(each["file"]).name for each in told["duplicates"]] in (["again.gpx"], ["a.gpx"])
    assert [Path(each["file"]).name for each in told["unreadable"]] == ["broken.fit"]
    assert told["span"]["to"] == TODAY.isoformat()
    assert told["span"]["distance_m"] == pytest.approx(720 * 6.5, rel=0.02)


def test_every_key_has_its_word_in_the_reference() -> None:
    page = (ROOT / "docs/reference/commands.md").read_text()
    section = page.partition("## `fullstride audit")[2].partition("\n## ")[0]
    found = audit_answer(audit(Season(weeks=8, sprints=(1,)).runs()), [("a", "b")], [("a", "b")])

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | set().union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    told_elsewhere = {"rule", "text", "source", "grade"}  # a reason, as in explain
    assert [key for key in sorted(keys(found) - told_elsewhere) if f"`{key}`" not in section] == []


def test_the_screen_says_the_same_sentence_and_names_the_broken_file(folder: Path) -> None:
    said = json.loads(run_here("audit", folder, "--json").out)["say"]
    ran = run_here("audit", folder)
    assert ran.code == 0
    flat = " ".join(ran.out.split())
    assert " ".join(said.replace("\u2009", " ").split()) in flat
    assert "broken.fit" in ran.out and "1 recording left out: the same run is here already" in flat


def test_ascii_and_no_colour_are_honoured(folder: Path) -> None:
    assert run_here("audit", folder, "--ascii").out.isascii()
    assert "\x1b" not in run_program("audit", folder, NO_COLOR="1", FULLSTRIDE_TODAY="2026-12-14").out


@pytest.mark.parametrize("width", [24, 30, 44, 60, 80])
@pytest.mark.parametrize("plain", [False, True])
def test_no_line_is_wider_than_the_terminal(width: int, plain: bool) -> None:
    style = Style(width=width, ascii=plain, encoding="ascii" if plain else "utf-8")
    for runs in (
        Season(weeks=60, sprints=(1, 30), hills=(3,), strides=range(9)).runs(),
        Season(weeks=3, tests=False).runs(),
        [summary(TODAY)],
        [],
    ):
        told = audit_picture(
            audit(runs), [("some/where/" + "long" * 12 + ".fit", "is cut")] * 12, 3, style=style
        )
        for line in drawn(told, style).splitlines():
            assert cell_len(line) <= width, line
            assert line == line.rstrip()


def test_a_sign_for_many_efforts_is_explained_where_it_stands() -> None:
    for count, is_said in ((9, False), (10, True)):
        run = summary(TODAY, efforts=(effort("strides", 5.0),) * count)
        runs = [run, summary(TODAY - dt.timedelta(weeks=3))]
        text = drawn(audit_picture(audit(runs), style=Style()), Style())
        assert ("+ is 10 or more" in text) == is_said


def test_a_band_that_nobody_visited_is_called_never() -> None:
    text = drawn(audit_picture(audit(Season().runs()), style=Style()), Style())
    (sprint,) = re.findall(r"^» sprint .*$", text, re.M)
    assert "never" in sprint and "min" not in sprint.partition("never")[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--weeks", "0"), "--weeks 0"),
        (("--weeks", "4", "--from", "2026-01-01"), "--from and --weeks"),
        (("--from", "2026-12-01", "--to", "2026-11-01"), "is after"),
        (("--jobs", "0"), "--jobs 0"),
        (("--engine", "spark"), "--engine spark"),
        (("--address", "here:1"), "--address"),
        (("--from", "soon"), "is no date"),
        (("--profile", "nowhere.toml"), "nowhere.toml"),
    ],
)
def test_bad_usage_is_one_sentence_and_exit_code_2(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = run_here("audit", folder, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err and ran.err.count("\n") == 1


def test_the_days_that_are_asked_for_are_told(folder: Path) -> None:
    told = json.loads(run_here("audit", folder, "--json", "--from", "2026-12-05", "--to", "2026-12-10").out)
    assert (told["runs"], told["recordings"]) == (1, 2)
    assert (told["span"]["from"], told["span"]["to"], told["span"]["weeks"]) == (
        "2026-12-05",
        "2026-12-10",
        1,
    )


def test_no_run_is_a_no_and_nothing_readable_an_error(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = run_here("audit", empty, "--json")
    assert ran.code == 1 and json.loads(ran.out)["say"] == "There is no run in these recordings."
    (empty / "x.fit").write_bytes(b"\x0e\x10")
    assert run_here("audit", empty).code == 2
    ran = run_here("audit", tmp_path / "missing")
    assert (ran.code, ran.out) == (2, "") and "missing" in ran.err


def test_a_single_file_is_a_history_too() -> None:
    ran = run_program("audit", EXAMPLES / "tuesday-run.fit", "--json", FULLSTRIDE_TODAY="2027-06-01")
    assert ran.code == 0
    told = json.loads(ran.out)
    assert told["runs"] == 1 and told["say"].startswith("In one run you ran ")


def test_a_top_speed_in_the_profile_is_taken(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "runner.toml").write_text("[measured]\ntop_speed_mps = 8.1\n")
    told = json.loads(run_here("audit", folder, "--json", "--profile", tmp_path / "runner.toml").out)
    assert told["top_speed"]["from_profile"] and told["range_top_mps"] == 8.1


def test_init_takes_from_recordings_what_they_show(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "runner.toml"
    ran = run_here("init", file, "--yes", "--from", folder, "--json")
    assert ran.code == 0 and json.loads(ran.out)["say"].startswith("In 3 weeks you ran ")
    assert "1 file could not be read" in ran.err
    runner = read_profile(file)
    assert (runner.running_base_weeks, runner.strides) == (0, "none")
    assert "# In 3 weeks you ran" in file.read_text().replace("\u2009", " ")


def test_init_writes_nothing_where_the_recordings_are_missing(tmp_path: Path) -> None:
    ran = run_here("init", tmp_path / "runner.toml", "--yes", "--from", tmp_path / "nowhere")
    assert ran.code == 2 and "nowhere" in ran.err
    assert not (tmp_path / "runner.toml").exists()


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared recordings are not beside the repository")
def test_real_recordings_of_many_runners_give_a_whole_answer(tmp_path: Path) -> None:
    for place, file in enumerate(sorted(DATA.glob("*/*"))):
        shutil.copy(file, tmp_path / f"{place}{file.suffix}")
    ran = run_here("audit", tmp_path, "--json", "--from", "2010-01-01", "--jobs", 1)
    assert ran.code == 0
    told = json.loads(ran.out)
    assert told["unreadable"] == [] and told["recordings"] >= 27
    assert 5 < told["top_speed"]["speed_mps"]["value"] < 9
    assert sum(week["runs"] for week in told["weeks"]) == told["runs"]
