"""What a gap, an illness or an injury costs, and what comes back first."""

from dataclasses import replace

import pytest

from adapt_notes import DAY, TODAY, at, clean_twice, day_report, lines, step_of, world
from fullstride.adapt.decide import decide
from fullstride.domain.calendar import Day, Demand, OwnWork
from fullstride.domain.decision import Verb
from fullstride.domain.report import Completion, Report
from fullstride.domain.runner import Habit, Runner
from made_plans import BOOK

# how long since the last session, what became of those between -> what follows
LAYOFFS = """
squat_jumps 3x25s 7  -       -> progress 3x30s
squat_jumps 3x25s 7  missed  -> progress 3x30s
squat_jumps 3x25s 8  -       -> hold     3x25s
squat_jumps 3x25s 8  missed  -> regress  3x20s
squat_jumps 3x25s 14 missed  -> regress  3x20s
squat_jumps 3x25s 14 -       -> hold     3x25s
squat_jumps 3x30s 15 missed  -> regress  3x15s
squat_jumps 3x30s 28 -       -> regress  3x15s
squat_jumps 3x30s 29 missed  -> regress  3x15s
strides     6x20s 15 missed  -> regress  4x20s
strides     6x20s 8  missed  -> regress  5x20s
hill_sprints 8x8s 20 missed  -> regress  4x8s
hill_sprints 8x8s 29 missed  -> regress  2x8s
"""


@pytest.mark.parametrize("note", lines(LAYOFFS))
def test_a_gap_costs_by_its_days(note: str) -> None:
    told, _, follows = note.partition("->")
    exercise, dose, days, between = told.split()
    verb, to_dose = follows.split()
    gap = int(days)
    here = world(exercise, dose, ["clean", "clean"], back_days=gap, next_in=gap)
    if between == "missed":
        skipped = replace(here.sessions[-1], id="skipped", date=TODAY - DAY)
        here = replace(here, sessions=(*here.sessions, skipped))
        here = here.said(
            Report(
                id="skipped",
                said_at=at(TODAY - DAY),
                date=TODAY - DAY,
                session="skipped",
                completion=Completion.NOT_DONE,
            )
        )
    decision = here.decisions()[exercise]
    assert (decision.verb.value, decision.to_step) == (verb, step_of(exercise, to_dose)), decision.say
    if decision.verb is not Verb.PROGRESS:
        assert decision.because.rule == "between.layoff"


@pytest.mark.parametrize("what", ["ill", "injured"])
def test_after_an_illness_or_injury_the_start_dose_comes_again(what: str) -> None:
    here = world("strides", "6x20s", ["clean", "clean"], back_days=9, next_in=12)
    here = here.said(day_report(TODAY - 6 * DAY, **{what: True}), day_report(TODAY - DAY, **{what: False}))
    decision = here.decisions()["strides"]
    assert (decision.verb, decision.to_step) == (Verb.REGRESS, 1), decision.say
    assert decision.because.rule == "between.layoff"


def test_an_injury_brings_the_contact_level_down() -> None:
    runner = Runner(plyometrics=Habit.REGULAR)
    here = replace(world("squat_jumps", "3x30s", ["clean"], back_days=20, next_in=22), runner=runner)
    assert here.state().level == "intermediate"
    hurt = here.said(day_report(TODAY - 6 * DAY, injured=True), day_report(TODAY - DAY, injured=False))
    assert hurt.state().level == "level_0"
    decision = hurt.decisions()["squat_jumps"]
    assert (decision.verb, decision.to_step) == (Verb.REGRESS, step_of("squat_jumps", "2x10s"))


@pytest.mark.parametrize(
    "said",
    [
        [day_report(TODAY - 2 * DAY, ill=True), day_report(TODAY - DAY, ill=False)],
        [day_report(TODAY - 2 * DAY, injured=True), day_report(TODAY - DAY, injured=False)],
    ],
)
def test_what_was_clean_before_an_illness_steps_nothing_up_after_it(said: list[Report]) -> None:
    here = world("strides", "4x20s", ["clean", "clean"], next_in=4).said(*said)
    decision = here.decisions()["strides"]
    assert (decision.verb, decision.to_step, decision.because.rule) == (Verb.HOLD, 1, "between.layoff")
    assert here.state().footings["strides"].clean == 0


def test_work_that_no_plan_asked_for_ends_a_gap_and_steps_nothing_up() -> None:
    here = world("strides", "6x20s", ["clean", "clean"], back_days=16, next_in=16)
    assert here.decisions()["strides"].verb is Verb.REGRESS
    own = day_report(TODAY - 3 * DAY, exercise="strides", completion=Completion.DONE, reps=4)
    decision = here.said(own).decisions()["strides"]
    assert (decision.verb, decision.to_step) == (Verb.HOLD, 3)
    state = here.said(own).state()
    assert state.footings["strides"].last == TODAY - 3 * DAY
    assert state.done[-1].dose.reps == 4 and not state.done[-1].clean


def test_the_runners_own_strides_end_a_gap() -> None:
    here = world("strides", "4x20s", ["clean", "clean"], back_days=3, next_in=10)
    assert here.decisions()["strides"].because.rule == "between.layoff"
    own = Day(
        date=TODAY + 2 * DAY, demand=Demand.STRIDES, own=(OwnWork(exercise="strides", text="6 strides"),)
    )
    decided = decide(here.state(), here.runner, BOOK, here.plan(), today=TODAY, days=(own,))
    assert [(one.verb, one.to_step) for one in decided] == [(Verb.PROGRESS, 2)]


@pytest.mark.parametrize(("said", "ends"), [("ill", "--well"), ("injured", "--back")])
def test_after_an_illness_or_injury_the_start_dose_is_promised(said: str, ends: str) -> None:
    here = clean_twice("strides").said(day_report(**{said: True}))
    decision = here.decisions()["strides"]
    assert decision.verb is Verb.BLOCK
    assert decision.say.endswith("; then the start dose again.")
    assert ends in decision.would_change


def test_max_effort_is_the_last_to_return_after_an_illness() -> None:
    here = world("hill_sprints", "3x8s", ["clean", "clean"])
    ill = day_report(TODAY - 4 * DAY, ill=True)
    well = day_report(TODAY, ill=False)
    decision = here.said(ill, well).decisions()["hill_sprints"]
    assert (decision.verb, decision.because.rule) == (Verb.BLOCK, "gate.after_illness")
    assert decision.until == TODAY + 3 * DAY
    relaxed = world("strides", "5x20s", ["clean"]).said(ill, well).decisions()["strides"]
    assert (relaxed.verb, relaxed.to_step) == (Verb.REGRESS, 1)
