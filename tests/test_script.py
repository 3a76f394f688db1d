"""The script of a session: what every rendering of it relies on."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given

import made_plans as made
from fullstride.domain.errors import BadUsage
from fullstride.domain.session import Dose, Session
from fullstride.guide.script import write_scripts
from fullstride.rules.dose import parts


@given(made.sessions())
def test_a_script_has_an_effort_for_every_part_of_the_dose_and_three_cues_at_most(session: Session) -> None:
    script = write_scripts([session], made.BOOK)[0]
    lifts = session.dose.work_s is None and session.dose.work_m is None
    moves = len(made.BOOK.exercises[session.exercise].moves) if lifts else 1
    assert len(script.parts) == parts(session.dose) * max(1, moves)
    assert [part.number for part in script.parts] == list(range(1, len(script.parts) + 1))
    assert 1 <= len(script.cues) <= 3
    assert script.rest_s >= 0


@pytest.mark.parametrize("exercise", sorted(made.BOOK.exercises))
def test_the_rest_of_a_plan_is_never_changed_and_a_missing_one_is_the_books(exercise: str) -> None:
    said = made.script(exercise, rest_s=7)
    assert (said.rest_s, said.rest_is_ours) == (7, False)
    ours = made.script(exercise, rest_s=None)
    assert ours.rest_is_ours
    rule = made.BOOK.rest[made.BOOK.exercises[exercise].effort]
    assert rule.floor_s <= ours.rest_s <= rule.cap_s


@pytest.mark.parametrize("exercise", sorted(made.BOOK.exercises))
def test_the_books_rest_is_the_one_that_plans_are_made_with(exercise: str) -> None:
    known = made.BOOK.exercises[exercise]
    for dose in known.doses():
        assert made.script(exercise, rest_s=None, dose=dose).rest_s == made.BOOK.rest_s(known, dose)


def test_a_ten_second_bound_rests_the_three_minutes_of_the_article() -> None:
    assert made.script("bounding", rest_s=None).rest_s == 180
    assert made.script("bounding", rest_s=None, dose=Dose(sets=1, reps=3, work_m=10.0)).rest_s >= 180


def test_a_bound_is_over_after_fifteen_seconds_and_a_sprint_when_the_runner_says() -> None:
    assert {part.limit_s for part in made.script("bounding").parts} == {15.0}
    assert {part.limit_s for part in made.script("flat_sprints").parts} == {None}
    assert {part.limit_s for part in made.script("strides").parts} == {20.0}


def test_stations_and_lifts_are_named_one_by_one() -> None:
    circuit = made.script("circuit")
    assert [part.label for part in circuit.parts] == [f"Station {n} of 4" for n in range(1, 5)]
    assert circuit.parts[1].what == "Split jumps"
    gym = made.script("dynamic_strength", dose=Dose(sets=2, reps=8))
    assert [(part.what, part.label) for part in gym.parts[:3]] == [
        ("Squat", "Set 1 of 2"),
        ("Squat", "Set 2 of 2"),
        ("Hinge", "Set 1 of 2"),
    ]
    assert {part.times for part in gym.parts} == {8}


def test_a_shared_day_is_told_in_the_order_the_work_is_done() -> None:
    strides, bounding = made.session("strides", order=80), made.session("bounding", order=20)
    first, second = write_scripts([strides, bounding], made.BOOK)
    assert (first.name, first.place_today, first.of_today) == ("Bounding", 1, 2)
    assert "strides" in first.close
    assert (second.name, second.place_today, second.after) == ("Strides", 2, "bounding")


def test_scripts_come_by_date() -> None:
    sessions = [made.session("strides", day=day, id=f"s{day}") for day in (9, 2, 5)]
    assert [script.session.id for script in write_scripts(sessions, made.BOOK)] == ["s2", "s5", "s9"]


def test_an_opener_closes_with_the_main_work_of_the_day() -> None:
    assert "main work" in made.script("bounding", opener=True).close


def test_only_stop_rules_that_can_happen_are_told() -> None:
    rules = {rule.reason.rule for rule in made.script("squat_jumps").stop_rules}
    assert rules == {"stop.form", "stop.pain"}
    six = made.script("hill_sprints", dose=Dose(sets=1, reps=6, work_s=8.0))
    assert "stop.slower" in {rule.reason.rule for rule in six.stop_rules}
    four = made.script("hill_sprints", dose=Dose(sets=1, reps=4, work_s=8.0))
    assert "stop.slower" not in {rule.reason.rule for rule in four.stop_rules}


def test_an_exercise_the_book_does_not_hold_is_named_with_its_day() -> None:
    unknown = replace(made.session("strides"), exercise="log_carry", date=dt.date(2027, 3, 1))
    with pytest.raises(BadUsage, match=r'2027-03-01 is "log_carry".*--book'):
        write_scripts([unknown], made.BOOK)
