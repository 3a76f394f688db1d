"""FIT workouts, read back by an independent reader: every step says what the script says."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import fitdecode
import pytest
from fitdecode.profile import FIELD_TYPES
from hypothesis import given, settings
from hypothesis import strategies as st

import made_plans as made
from fullstride.domain.session import Dose, Session
from fullstride.formats.fit_workout import MOVES, plain, write_workout, write_workouts
from fullstride.formats.fit_writer import Base, Field, Message, checksum, cut, write_fit
from fullstride.guide.script import write_scripts
from fullstride.guide.words import Script

SAMPLES = Path(__file__).parent.parent.parent / "shared" / "data" / "interop" / "samples"
Row = dict[str, object]


def read(content: bytes) -> dict[str, list[Row]]:
    """Messages by name, as the independent reader sees them; a wrong checksum is an error."""
    rows: dict[str, list[Row]] = {}
    with fitdecode.FitReader(
        io.BytesIO(content),
        check_crc=fitdecode.CrcCheck.RAISE,
        error_handling=fitdecode.ErrorHandling.RAISE,
    ) as reader:
        for frame in reader:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                row = {field.name: field.value for field in frame.fields if field.value is not None}
                rows.setdefault(frame.name, []).append(row)
    return rows


def script(exercise: str, **fields: object) -> Script:
    return made.script(exercise, **fields)


def test_strides_are_a_running_workout_with_repeats_and_lap_press_recoveries() -> None:
    rows = read(write_workout(script("strides", dose=Dose(sets=1, reps=6, work_s=20.0), rest_s=80))[0])
    assert rows["file_id"][0]["type"] == "workout"
    workout = rows["workout"][0]
    assert (workout["sport"], workout["sub_sport"], workout["wkt_name"]) == (
        "running",
        "generic",
        "Strides 6x20 s",
    )
    warm, rep, rest, repeat, close = rows["workout_step"]
    assert workout["num_valid_steps"] == 5
    assert (warm["intensity"], warm["duration_type"]) == ("warmup", "open")
    assert (rep["intensity"], rep["duration_type"], rep["duration_time"]) == ("active", "time", 20.0)
    assert "Quick feet under the hips." in str(rep["notes"])
    assert (rest["intensity"], rest["duration_type"]) == ("rest", "open")
    assert str(rest["notes"]).startswith("Start the next after 80 s or more")
    assert (repeat["duration_type"], repeat["duration_step"], repeat["repeat_steps"]) == (
        "repeat_until_steps_cmplt",
        1,
        6,
    )
    assert close["intensity"] == "cooldown"
    assert "exercise_title" not in rows


def test_sprints_in_metres_are_distance_steps() -> None:
    rows = read(write_workout(script("flat_sprints"))[0])
    rep = rows["workout_step"][1]
    assert (rep["duration_type"], rep["duration_distance"]) == ("distance", 30.0)


def test_squat_jumps_are_a_strength_workout_with_a_plyo_exercise() -> None:
    content, _ = write_workout(script("squat_jumps", dose=Dose(sets=3, reps=1, work_s=15.0), rest_s=150))
    rows = read(content)
    assert (rows["workout"][0]["sport"], rows["workout"][0]["sub_sport"]) == ("training", "strength_training")
    jump = rows["workout_step"][1]
    assert (jump["duration_time"], jump["exercise_category"]) == (15.0, "plyo")
    assert FIELD_TYPES["plyo_exercise_name"].enum[jump["exercise_name"]] == "jump_squat"
    assert rows["workout_step"][3]["repeat_steps"] == 3
    assert "2:30 or more" in str(rows["workout_step"][2]["notes"])


def test_bounding_has_no_name_of_its_own_so_it_brings_one() -> None:
    content, losses = write_workout(script("bounding"))
    rows = read(content)
    rep = rows["workout_step"][1]
    assert FIELD_TYPES["plyo_exercise_name"].enum[rep["exercise_name"]] == "lateral_leap_and_hop"
    assert (rep["duration_type"], rep["duration_reps"]) == ("reps", 16)
    assert str(rep["notes"]).startswith("30 m, at most 15 s.")
    title = rows["exercise_title"][0]
    assert (title["exercise_category"], title["exercise_name"], title["wkt_step_name"]) == (
        "plyo",
        rep["exercise_name"],
        "Bounding",
    )
    told = {lost.what: lost.instead for lost in losses}
    assert "16 contacts" in told["metres in a strength workout"]
    assert "title" in told["bounding as an exercise of the watch"]


def test_a_gym_session_repeats_each_lift() -> None:
    rows = read(write_workout(script("dynamic_strength"))[0])
    steps = rows["workout_step"]
    lifts = [(step["wkt_step_name"], step["duration_reps"]) for step in steps if "duration_reps" in step]
    assert lifts == [("Squat", 8), ("Hinge", 8), ("Calf", 8)]
    assert [step["repeat_steps"] for step in steps if "repeat_steps" in step] == [2, 2, 2]


def test_each_move_is_what_the_profile_calls_it() -> None:
    words = {
        "Squat": "squat",
        "Hinge": "deadlift",
        "Calf": "calf_raise",
        "Squat jumps": "jump_squat",
        "Split jumps": "jump_lunge",
        "Side leaps": "lateral_leap",
        "Star jumps": "star_jump",
        "Box step jumps": "box_jump",
        "Mountain climbers": "mountain_climber",
        "Push-ups": "push_up",
    }
    for move, (category, name) in MOVES.items():
        family = FIELD_TYPES["exercise_category"].enum[category]
        assert words[move] in FIELD_TYPES[f"{family}_exercise_name"].enum[name], move


def _expanded(steps: list[Row]) -> list[Row]:
    """The steps as a watch walks through them, repeats unrolled."""
    walked: list[Row] = []
    for place, step in enumerate(steps):
        if "repeat_steps" in step:
            first = step["duration_step"]
            assert isinstance(first, int)
            block = steps[first:place]
            walked += block * (int(str(step["repeat_steps"])) - 1)
        else:
            walked.append(step)
    return walked


@given(made.sessions())
@settings(max_examples=150)
def test_walking_through_the_steps_gives_each_part_of_the_script_once(session: Session) -> None:
    written = write_scripts([session], made.BOOK)[0]
    content, _ = write_workout(written)
    rows = read(content)
    steps = rows["workout_step"]
    assert [step["message_index"] for step in steps] == list(range(len(steps)))
    assert rows["workout"][0]["num_valid_steps"] == len(steps)
    walked = [step for step in _expanded(steps) if step["intensity"] == "active"]
    assert len(walked) == len(written.parts)
    for step, part in zip(walked, written.parts, strict=True):
        assert step["wkt_step_name"] == plain(part.what)
        if part.work_s is not None:
            assert step["duration_time"] == pytest.approx(part.work_s, abs=0.001)
        elif part.work_m is not None and written.style == "run":
            assert step["duration_distance"] == pytest.approx(part.work_m, abs=0.01)
        elif part.work_m is None:
            assert step["duration_reps"] == part.times
    rests = [step for step in _expanded(steps) if step["intensity"] == "rest"]
    assert len(rests) >= len(written.parts) - 1
    assert all(step["duration_type"] == "open" for step in rests)


@given(made.sessions())
@settings(max_examples=100)
def test_the_same_session_gives_the_same_bytes_and_short_strings(session: Session) -> None:
    first, again = (write_workout(write_scripts([session], made.BOOK)[0])[0] for _ in range(2))
    assert first == again
    for rows in read(first).values():
        for row in rows:
            for name, value in row.items():
                if isinstance(value, str):
                    assert len(value.encode()) <= 254, name
            assert len(str(row.get("wkt_name", ""))) <= 20
            assert len(str(row.get("wkt_step_name", ""))) <= 20


def test_text_that_is_too_long_is_cut_at_a_character_and_reported() -> None:
    long = replace(script("strides"), warm_up="Steigerungsläufe über die Brücke " * 12)
    content, losses = write_workout(long)
    note = str(read(content)["workout_step"][0]["notes"])
    assert 250 <= len(note.encode()) <= 254
    assert plain(long.warm_up).startswith(note)
    assert 'all of the note of the step "Warm up"' in {lost.what for lost in losses}


@given(st.text(max_size=300), st.integers(0, 254))
def test_a_cut_is_a_whole_beginning_and_the_longest_that_fits(text: str, most: int) -> None:
    text = text.encode(errors="ignore").decode()
    kept = cut(text, most)
    assert text.startswith(kept)
    assert len(kept.encode()) <= most
    longer = text[: len(kept) + 1]
    assert kept == text or len(longer.encode()) > most


def test_file_names_are_safe_stable_and_never_collide() -> None:
    sessions = [
        made.session("bounding", id="a"),
        made.session("bounding", id="b"),
        made.session("strides", day=5),
    ]
    files = write_workouts(write_scripts(sessions, made.BOOK)).files
    assert list(files) == ["2027-01-29-bounding.fit", "2027-01-29-bounding-2.fit", "2027-01-30-strides.fit"]


def test_files_of_different_sessions_have_different_identities() -> None:
    scripts = write_scripts([made.session("strides", id=f"s{day}", day=day) for day in range(20)], made.BOOK)
    ids = [read(write_workout(each)[0])["file_id"][0] for each in scripts]
    assert len({(row["serial_number"], row["time_created"]) for row in ids}) == 20


@pytest.mark.parametrize("date", [dt.date(1970, 1, 1), dt.date(2199, 12, 31)])
def test_a_session_far_away_in_time_is_still_a_file(date: dt.date) -> None:
    content, _ = write_workout(script("strides", date=date))
    assert read(content)["workout"][0]["wkt_name"] == "Strides 4x20 s"


def test_a_field_that_cannot_hold_its_value_is_refused() -> None:
    with pytest.raises(ValueError, match="254"):
        write_fit([Message(number=26, fields=(Field(number=8, base=Base.STRING, value="ä" * 128),))])
    with pytest.raises(ValueError, match="field 6"):
        write_fit([Message(number=26, fields=(Field(number=6, base=Base.UINT16, value=70_000),))])


def test_the_checksum_is_the_one_of_the_format() -> None:
    assert checksum(b"123456789") == 0xBB3D  # the published check value of CRC-16/ARC


@pytest.mark.parametrize(("name", "exercise"), [("strides.fit", "strides"), ("jumps.fit", "squat_jumps")])
def test_our_files_have_the_shape_of_files_that_other_programs_read(name: str, exercise: str) -> None:
    sample = SAMPLES / name
    if not sample.exists():
        pytest.skip("the sample workouts of other programs are not on this machine")
    theirs, ours = read(sample.read_bytes()), read(write_workout(script(exercise))[0])
    assert set(ours) <= set(theirs) | {"exercise_title"}
    for message in ("file_id", "workout"):
        for field, value in theirs[message][0].items():
            assert field in ours[message][0], field
            if field in ("type", "manufacturer", "sport", "sub_sport"):
                assert ours[message][0][field] == value
    repeat = next(step for step in theirs["workout_step"] if "repeat_steps" in step)
    assert set(repeat) <= set(next(step for step in ours["workout_step"] if "repeat_steps" in step))
