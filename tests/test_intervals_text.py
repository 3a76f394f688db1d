"""The intervals.icu text, read by a strict small reader of its grammar: the steps are the script's."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made_plans as made
from fullstride.domain.session import Session
from fullstride.formats.intervals_text import workout_text, write_intervals
from fullstride.guide.script import write_scripts

SAMPLE = Path(__file__).parent.parent.parent / "shared" / "data" / "interop" / "samples" / "icu_strides.txt"
AMOUNT = re.compile(r"^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$|^(\d+(?:\.\d+)?)(mtr|km|mi|yrd)$")
LOOKS_LIKE_AMOUNT = re.compile(r"^\d+(?:[.:,/]\d+)*(?:[hms'\"]|mtr|km|mi|yrd|%|$)")
REPEAT = re.compile(r"^(?:(?P<title>.*?) )?(?P<times>\d+)x$")
INTENSITIES = {"active", "recovery", "interval", "warmup", "cooldown", "rest", "other", "auto"}


@dataclass(frozen=True)
class Read:
    words: str
    seconds: int | None
    metres: float | None
    lap: bool
    intensity: str


def read(text: str) -> list[Read]:
    """The steps in the order they are run, repeats unrolled.

    Strict where the real builder is silently wrong: a repeat needs a blank line on both sides, a step
    has exactly one amount, and nothing before the amount may look like one.
    """
    blocks = re.split(r"\n[ \t]*\n", text.strip())
    steps: list[Read] = []
    for block in blocks:
        lines = block.splitlines()
        if not any(line.startswith("-") for line in lines):
            assert not any(REPEAT.match(line) for line in lines), f"a repeat of nothing: {block}"
            assert not any(line.lower().startswith(("warmup", "cooldown", "category")) for line in lines)
            continue
        heading = lines[0] if not lines[0].startswith("-") else ""
        body = lines[1:] if heading else lines
        assert body
        assert all(line.startswith("- ") for line in body), f"prose among steps: {block}"
        repeat = REPEAT.match(heading)
        assert repeat or not re.search(r"\d+ ?x\b", heading), heading
        times = int(repeat["times"]) if repeat else 1
        assert times >= 1
        steps += [_step(line) for line in body] * times
    return steps


def _step(line: str) -> Read:
    tokens = line.removeprefix("- ").split()
    at = [place for place, token in enumerate(tokens) if AMOUNT.match(token)]
    assert len(at) == 1, f"{len(at)} amounts in {line!r}"
    words, rest = tokens[: at[0]], tokens[at[0] + 1 :]
    assert not any(LOOKS_LIKE_AMOUNT.match(word) for word in words), line
    assert not {"ramp", "free", "freeride", "lap"} & {word.lower().strip(",.") for word in words}, line
    hours, minutes, seconds, length, unit = AMOUNT.match(tokens[at[0]]).groups()  # type: ignore[union-attr]
    time_s = None if length else int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    assert unit in (None, "mtr"), "we write metres only"
    flags = " ".join(rest)
    lap = "press lap" in flags
    intensity = re.search(r"intensity=(\w+)", flags)
    left = re.sub(r"press lap|intensity=\w+|freeride|Z\d Pace", "", flags).split()
    assert left == [], f"not understood: {left} in {line!r}"
    assert intensity is None or intensity[1] in INTENSITIES
    return Read(
        words=" ".join(words),
        seconds=time_s,
        metres=float(length) if length else None,
        lap=lap,
        intensity=intensity[1] if intensity else "",
    )


def steps_of(exercise: str, **fields: object) -> list[Read]:
    return read(workout_text(made.script(exercise, **fields)))


def test_strides_read_as_timed_steps_with_rests_that_end_at_the_lap_button() -> None:
    steps = steps_of("strides", rest_s=80)
    assert [step.intensity for step in steps] == ["warmup", *["interval", "rest"] * 4, "cooldown"]
    assert {(step.seconds, step.lap) for step in steps if step.intensity == "interval"} == {(20, False)}
    assert {(step.seconds, step.lap) for step in steps if step.intensity == "rest"} == {(80, True)}


def test_metres_are_written_so_that_they_are_not_minutes() -> None:
    efforts = [step for step in steps_of("flat_sprints") if step.intensity == "interval"]
    assert {step.metres for step in efforts} == {30.0}


def test_bounding_ends_at_the_lap_button_and_the_text_says_its_metres() -> None:
    text = workout_text(made.script("bounding"))
    efforts = [step for step in read(text) if step.intensity == "interval"]
    assert len(efforts) == 3
    assert all(step.lap for step in efforts)
    assert text.startswith("3 × 30\u2009m, rest 3\u2009min or more".replace("\u2009", " "))
    assert "Why here:" in text.split("\n\n")[0]


@given(made.sessions())
@settings(max_examples=150)
def test_any_session_reads_back_as_its_script(session: Session) -> None:
    written = write_scripts([session], made.BOOK)[0]
    steps = read(workout_text(written))
    efforts = [step for step in steps if step.intensity == "interval"]
    assert len(efforts) == len(written.parts)
    for step, part in zip(efforts, written.parts, strict=True):
        if part.work_s is not None:
            assert step.seconds == max(1, round(part.work_s))
        elif part.work_m is not None and written.style == "run":
            assert step.metres == round(part.work_m)
        else:
            assert step.lap
    rests = [step for step in steps if step.intensity == "rest"]
    assert all(step.seconds == written.rest_s and step.lap for step in rests)
    assert len(rests) >= (len(written.parts) - 1 if written.rest_s else 0)
    assert (steps[0].intensity, steps[-1].intensity) == ("warmup", "cooldown")


words = st.text(st.sampled_from("- \n06x8'\"m%s:,.aZäfreide^<>*=@"), max_size=40) | st.sampled_from(
    [
        "Warmup",
        "- 20s",
        "6x",
        "Main set 6x",
        "Category: Ride",
        "cool down",
        "press lap",
        "ramp 10s",
        "8 % hill",
    ]
)


@given(words, words, words, st.lists(words, max_size=3).map(tuple))
@settings(max_examples=200)
def test_no_words_of_a_coachs_own_book_can_become_a_step_or_an_amount(
    warm_up: str, recovery: str, beside: str, cues: tuple[str, ...]
) -> None:
    plain = made.script("strides", rest_s=80)
    odd = replace(
        plain,
        warm_up=warm_up,
        recovery=recovery,
        cues=cues,
        needs=beside,
        session=replace(plain.session, beside=beside),
    )
    got, want = read(workout_text(odd)), read(workout_text(plain))
    bare = [(step.seconds, step.metres, step.lap, step.intensity) for step in got]
    assert bare == [(step.seconds, step.metres, step.lap, step.intensity) for step in want]


def test_events_are_ready_for_one_upload_matched_by_our_own_uid() -> None:
    sessions = [made.session("strides", day=1), made.session("bounding"), made.session("dynamic_strength")]
    export = write_intervals(write_scripts(sessions, made.BOOK))
    events = json.loads(export.files["events.json"])
    assert [event["uid"] for event in events] == [
        "strides-1@fullstride",
        "bounding-1@fullstride",
        "dynamic_strength-1@fullstride",
    ]
    assert [event["type"] for event in events] == ["Run", "Workout", "WeightTraining"]
    assert events[0]["start_date_local"] == "2027-01-26T00:00:00"
    assert {event["category"] for event in events} == {"WORKOUT"}
    assert events[0]["description"].encode() == export.files["2027-01-26-strides.txt"]
    assert "external_id" not in events[0]
    assert write_intervals(write_scripts(sessions, made.BOOK)) == export


def test_repetitions_are_reported_as_lost() -> None:
    export = write_intervals([made.script("dynamic_strength")])
    assert "repetitions" in {lost.what for lost in export.losses}
    assert "eight times" in export.files["2027-01-29-dynamic-strength.txt"].decode()


def test_the_small_reader_reads_a_sample_that_another_reader_understood() -> None:
    if not SAMPLE.exists():
        pytest.skip("the sample text is not on this machine")
    steps = read(SAMPLE.read_text(encoding="utf-8"))
    assert [step.seconds for step in steps] == [900, *[20, 120] * 6, 600]
