"""Plan files: what is written is read back, and what is wrong is named with its place."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.session import (
    Disliked,
    Dose,
    Grade,
    Phase,
    Plan,
    Reason,
    Session,
    Status,
    Unplaced,
    Week,
    Wish,
)
from fullstride.formats.plan_file import parse_plan, read_plan, write_plan

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30)
ids = st.from_regex(r"[a-z_]{1,12}-[0-9]{1,3}", fullmatch=True)
exercises = st.sampled_from(["strides", "squat_jumps", "bounding", "hill_sprints", "log_carry"])
dates = st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))
counts = st.integers(0, 500)
reasons = st.builds(Reason, rule=texts, text=texts, source=texts, grade=st.sampled_from(Grade))
amounts = st.none() | st.floats(0.5, 400, allow_nan=False)
doses = st.builds(
    Dose,
    sets=st.integers(1, 20),
    reps=st.integers(1, 20),
    work_s=amounts,
    work_m=amounts,
    grade_pct=st.none() | st.floats(0, 20),
    note=texts,
)
sessions = st.builds(
    Session,
    id=ids,
    date=dates,
    exercise=exercises,
    step=st.integers(1, 20),
    dose=doses,
    rest_s=st.none() | counts,
    effort=texts,
    contacts=counts,
    minutes=counts,
    beside=texts,
    opener=st.booleans(),
    eased=st.booleans(),
    order=st.integers(0, 3),
    because=st.lists(reasons, max_size=3).map(tuple),
)
weeks = st.builds(
    Week,
    start=dates,
    phase=st.sampled_from(Phase),
    light=st.booleans(),
    contacts=counts,
    maximal_days=st.integers(0, 7),
    level=texts,
    km=st.none() | st.floats(0, 300),
    note=texts,
)
first = dt.date(2027, 1, 4)
plans = st.builds(
    Plan,
    status=st.sampled_from(Status),
    optimal=st.booleans(),
    solve_s=st.floats(0, 30),
    first=st.just(first),
    last=st.dates(first, dt.date(2028, 1, 1)),
    season_start=dates,
    until=st.none() | dates,
    sessions=st.lists(sessions, max_size=4, unique_by=lambda session: session.id).map(tuple),
    weeks=st.lists(weeks, max_size=3).map(tuple),
    unplaced=st.lists(
        st.builds(Unplaced, exercise=exercises, week=dates, because=st.lists(reasons).map(tuple)), max_size=2
    ).map(tuple),
    disliked=st.lists(st.builds(Disliked, session=ids, because=reasons), max_size=2).map(tuple),
    clash=st.lists(st.builds(Wish, key=texts, text=texts, relax=texts), max_size=2).map(tuple),
    assumptions=st.lists(texts, max_size=3).map(tuple),
    advice=st.lists(texts, max_size=2).map(tuple),
    gap=texts,
    title=texts,
)


@given(plans)
def test_what_is_written_is_read_back_word_for_word(plan: Plan) -> None:
    assert parse_plan(json.dumps(write_plan(plan)).encode(), "plan.json") == plan


@given(plans)
def test_a_plan_without_its_solving_time_is_read_as_the_same_plan(plan: Plan) -> None:
    kept = {key: value for key, value in write_plan(plan).items() if key != "solve_s"}
    assert write_plan(parse_plan(json.dumps(kept).encode(), "plan.json")) == {
        **write_plan(plan),
        "solve_s": 0.0,
    }


def test_the_contract_keys_come_in_their_order() -> None:
    session = Session(
        id="bounding-1",
        date=dt.date(2027, 1, 29),
        exercise="bounding",
        step=1,
        dose=Dose(sets=1, reps=3, work_m=30.0),
        rest_s=180,
        effort="all_out",
        contacts=48,
        minutes=16,
        beside="Easy 8 km",
        because=(Reason(rule="fresh", text="Fresh.", source="the article", grade=Grade.ARTICLE),),
    )
    written = write_plan(
        Plan(
            status=Status.PLANNED,
            optimal=True,
            solve_s=0.05,
            first=first,
            last=first,
            season_start=first,
            sessions=(session,),
        )
    )
    assert list(written)[:3] == ["status", "optimal", "solve_s"]
    assert {"sessions", "weeks", "unplaced", "clash"} <= set(written)
    contract = "id date exercise step sets reps work_m rest_s effort contacts minutes beside because"
    assert list(written["sessions"][0])[:13] == contract.split()
    assert written["sessions"][0]["work_m"] == 30
    assert isinstance(written["sessions"][0]["work_m"], int)
    assert written["sessions"][0]["because"] == [
        {"rule": "fresh", "text": "Fresh.", "source": "the article", "grade": "A"}
    ]


def test_a_plan_of_someone_else_needs_only_dates_exercises_and_doses() -> None:
    raw = json.dumps(
        {
            "athlete": "Sam",
            "sessions": [
                {"date": "2027-01-29", "exercise": "Hill sprints", "reps": 4, "work_s": 8},
                {"date": "2027-01-26", "exercise": "strides", "reps": 4, "work_m": 100.0, "rest_s": 90.0},
                {"date": "2027-02-02", "exercise": "hill-sprints", "sets": 2, "work_s": 8},
            ],
        }
    ).encode()
    plan = parse_plan(raw, "theirs.json")
    assert [session.id for session in plan.sessions] == ["hill_sprints-1", "strides-1", "hill_sprints-2"]
    assert [session.exercise for session in plan.sessions] == ["hill_sprints", "strides", "hill_sprints"]
    assert [session.rest_s for session in plan.sessions] == [None, 90, None]
    assert plan.sessions[2].dose == Dose(sets=2, reps=1, work_s=8.0)
    assert (plan.first, plan.last) == (dt.date(2027, 1, 25), dt.date(2027, 2, 2))
    assert plan.status is Status.PLANNED
    assert not plan.optimal


def test_an_id_made_up_never_takes_one_that_is_given() -> None:
    given_id = {"date": "2027-01-29", "exercise": "strides", "reps": 4, "work_s": 20}
    raw = json.dumps({"sessions": [given_id, {**given_id, "id": "strides-1"}, given_id]}).encode()
    ids_read = [session.id for session in parse_plan(raw, "x").sessions]
    assert len(set(ids_read)) == 3
    assert ids_read[1] == "strides-1"


ONE = {"date": "2027-01-29", "exercise": "strides", "reps": 4, "work_s": 20}


@pytest.mark.parametrize(
    ("session", "place", "words"),
    [
        ({**ONE, "date": "29.1.2027"}, "sessions[1].date", "2027-01-29"),
        ({**ONE, "date": "2027-01-29T10:00:00"}, "sessions[1].date", "2027-01-29"),
        ({**ONE, "date": "0001-01-01"}, "sessions[1].date", "1970"),
        ({**ONE, "date": 20270129}, "sessions[1].date", "2027-01-29"),
        ({"exercise": "strides", "reps": 4}, "sessions[1].date", "missing"),
        ({"date": "2027-01-29", "exercise": "strides"}, "sessions[1]", "dose"),
        ({**ONE, "exercise": ""}, "sessions[1].exercise", "empty"),
        ({**ONE, "exercise": "  "}, "sessions[1].exercise", "empty"),
        ({**ONE, "reps": "four"}, "sessions[1].reps", "whole number"),
        ({**ONE, "reps": 2.5}, "sessions[1].reps", "whole number"),
        ({**ONE, "reps": 0}, "sessions[1].reps", "1 or more"),
        ({**ONE, "sets": 100, "reps": 100}, "sessions[1]", "more than 500"),
        ({**ONE, "reps": True}, "sessions[1].reps", "whole number"),
        ({**ONE, "reps": 10**40}, "sessions[1].reps", ""),
        ({**ONE, "work_s": -3}, "sessions[1].work_s", "more than 0"),
        ({**ONE, "rest": 60}, "sessions[1]", "'rest_s' would"),
        ({**ONE, "id": "\x1b[2J"}, "sessions[1].id", "printed"),
        ({**ONE, "because": [{"rule": "r", "text": "t", "grade": "Z"}]}, "sessions[1].because[0].grade", "A"),
        ({**ONE, "because": "I like it"}, "sessions[1].because", "list"),
        ("strides", "sessions[1]", "object"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(session: object, place: str, words: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        parse_plan(json.dumps({"sessions": [ONE, session]}).encode(), "mine.json")
    assert caught.value.file == "mine.json"
    assert caught.value.place == place
    assert words in caught.value.reason
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"sessions": []}',
        b'{"sessions": {}}',
        b'{"sessions": [],',
        b'{"sessions": [{"date": "2027-01-29", "exercise": "strides", "work_s": NaN}]}',
        b'{"sessions": [{"date": "2027-01-29", "exercise": "strides", "note": "\\ud800", "reps": 2}]}',
        b"\xff\xfe{\x00}\x00",
        b"[" * 500_000,
        b'{"sessions":' * 100_000,
        bytes(range(256)),
        b"1" * 100_000,
    ],
)
def test_hostile_bytes_end_in_one_sentence(raw: bytes) -> None:
    with pytest.raises(UnreadableInput) as caught:
        parse_plan(raw, "plan.json")
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="replace")))
def test_any_bytes_are_a_plan_or_one_sentence(raw: bytes) -> None:
    try:
        parse_plan(raw, "plan.json")
    except UnreadableInput as error:
        assert "\n" not in str(error)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted({*ONE, "rest_s", "because", "id", "order", "opener", "eased"})), json_values)
def test_any_value_under_any_key_is_read_or_named(key: str, value: object) -> None:
    try:
        parse_plan(json.dumps({"sessions": [{**ONE, key: value}]}).encode(), "plan.json")
    except UnreadableInput as error:
        assert "sessions[0]" in error.place or "JSON" in error.reason


def test_words_keep_thin_spaces_and_emoji_and_lose_only_control_characters() -> None:
    words = "🏃\u200d♀️ 3 × 30\u2009m\nnext\x1b[2J"
    raw = json.dumps({"sessions": [{**ONE, "beside": words}]}).encode()
    assert parse_plan(raw, "x").sessions[0].beside == words.replace("\x1b", " ")


def test_two_sessions_of_one_name_are_refused() -> None:
    twice = json.dumps({"sessions": [{**ONE, "id": "a"}, {**ONE, "id": "a"}]}).encode()
    with pytest.raises(UnreadableInput, match=r'sessions\[1\]\.id: "a" is taken already'):
        parse_plan(twice, "plan.json")


def test_files_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="there is no such file"):
        read_plan(tmp_path / "none.json")
    with pytest.raises(UnreadableInput, match="is a folder"):
        read_plan(tmp_path)


def test_a_file_far_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(1_000_000_000)  # one line of zeros; takes no room on the disk
    with pytest.raises(UnreadableInput, match="the most that is read"):
        read_plan(huge)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    marked = tmp_path / "plan.json"
    marked.write_bytes(b"\xef\xbb\xbf" + json.dumps({"sessions": [ONE]}).encode())
    assert len(read_plan(marked).sessions) == 1
