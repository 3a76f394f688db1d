"""From decisions to the plan made again, and back: what it has to go on from, and what it made of them."""

import datetime as dt
from dataclasses import replace

import pytest

from adapt_notes import CLEAN, DAY, TODAY, World, at, day_report, hurts, of_step, world
from fullstride.adapt.behind import past_of
from fullstride.adapt.decide import decide
from fullstride.adapt.outcomes import outcomes
from fullstride.adapt.respond import respond
from fullstride.adapt.said import said_by_day
from fullstride.adapt.settle import settle
from fullstride.domain.decision import Decision, Verb
from fullstride.domain.keeping import KeptPlan
from fullstride.domain.past import Past
from fullstride.domain.report import Completion, Report
from fullstride.domain.runner import Runner
from fullstride.domain.session import Grade, Plan, Reason, Session
from fullstride.plan.make import make_plan
from fullstride.plan.remake import remake
from fullstride.rules.gates import stops_said
from made_plans import BOOK, plan
from plan_worlds import MONDAY, days_of

WAITS = Reason(rule="growth.step", text="One exercise steps up in a week.", source="-", grade=Grade.ARTICLE)
REST = Reason(rule="rest.relaxed", text="Rest.", source="-", grade=Grade.DEFAULT)


def past(here: World, *chosen: tuple[dt.date, str]) -> Past:
    return past_of(here.state(), here.plan(), today=TODAY, chosen=chosen)


def today_said(here: World, **told: object) -> World:
    (session,) = (one for one in here.sessions if one.date == TODAY)
    return here.said(Report(id="today", said_at=at(TODAY), date=TODAY, session=session.id, **told))  # type: ignore[arg-type]


# ---- what lies behind --------------------------------------------------------------------------------


def test_today_stays_open_where_it_is_while_nobody_has_spoken_of_it() -> None:
    here = world("bounding", "3x30m", ["clean", "clean"])
    made = past(here)
    assert (made.until, made.chosen) == (TODAY, ((TODAY, "bounding"),))
    assert [one.id for one in made.kept] == ["bounding-1", "bounding-2"]
    assert made.before == here.plan().sessions


def test_today_is_over_once_it_was_spoken_of() -> None:
    done = today_said(world("bounding", "3x30m", ["clean", "clean"]), completion=Completion.DONE)
    assert past(done).until == TODAY + DAY
    assert len(past(done).kept) == 3 and past(done).chosen == ()
    left = today_said(world("bounding", "3x30m", ["clean", "clean"]), completion=Completion.NOT_DONE)
    assert past(left).until == TODAY + DAY and len(past(left).kept) == 2


def test_a_day_that_holds_nothing_is_left_alone_unless_the_runner_asks() -> None:
    here = world("bounding", "3x30m", ["clean", "clean"], next_in=5)
    assert past(here).until == TODAY + DAY
    asked = past(here, (TODAY, "bounding"))
    assert (asked.until, asked.chosen) == (TODAY, ((TODAY, "bounding"),))


def test_what_was_missed_drops_out_and_what_nobody_spoke_of_stays() -> None:
    here = world("strides", "4x20s", ["clean", "missed", "unsaid", "partly"])
    assert [one.id for one in past(here).kept] == ["strides-1", "strides-3", "strides-4"]


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        (day_report(sleep_h=4.0), ((TODAY, "strides"),)),
        (day_report(soreness=5), ((TODAY, "strides"),)),
        (day_report(soreness=8), ()),
        (day_report(pain=hurts("bone", 2)), ()),
        (day_report(pain=hurts("tendon", 3)), ((TODAY, "bounding"),)),
    ],
)
def test_a_swap_puts_strides_on_today_and_a_block_nothing(
    said: Report, chosen: tuple[tuple[dt.date, str], ...]
) -> None:
    here = world("bounding", "3x30m", ["clean", "clean"]).said(said)
    assert past(here).until == TODAY
    assert past(here).chosen == chosen


def test_a_bad_night_keeps_max_effort_off_today_and_off_no_other_day() -> None:
    here = world("bounding", "3x30m", ["clean", "clean"]).said(day_report(sleep_h=4.0))
    found = stops_said(Runner(), past(here).answered, BOOK, since=TODAY)
    (stop,) = [one for one in found if one.blocks(BOOK.exercises["bounding"])]
    assert stop.holds_on(TODAY) and not stop.holds_on(TODAY + DAY)
    assert not stop.blocks(BOOK.exercises["strides"])


def test_a_morning_session_that_was_done_does_not_keep_what_a_bad_night_swaps() -> None:
    here = world("bounding", "3x30m", ["clean", "clean"]).said(day_report(sleep_h=4.0))
    strides = of_step("strides", "4x20s", TODAY, 9)
    here = replace(here, sessions=(*here.sessions, strides)).said(
        Report(id="s", said_at=at(TODAY), date=TODAY, session=strides.id, completion=Completion.DONE)
    )
    assert past(here).until == TODAY + DAY
    assert [one.exercise for one in past(here).kept if one.date == TODAY] == ["strides"]


# ---- what the plan made of it --------------------------------------------------------------------------


def follows(here: World, step: int, **fields: object) -> tuple[Decision, Plan]:
    before = here.plan()
    ahead = [one for one in before.sessions if one.date >= TODAY]
    exercise = ahead[0].exercise
    dose = BOOK.exercises[exercise].doses()[step - 1]
    moved = tuple(replace(one, step=step, dose=dose, because=(WAITS, REST), **fields) for one in ahead)  # type: ignore[arg-type]
    after = replace(before, sessions=moved)
    (decision,) = settle(list(here.decisions().values()), before, after, BOOK)
    return decision, after


def test_a_step_that_the_plan_takes_stays_a_step() -> None:
    here = world("strides", "4x20s", ["clean", "clean"])
    assert follows(here, 2)[0] == here.decisions()["strides"]


def test_a_step_that_the_plan_puts_off_is_a_hold_with_the_plans_own_reason() -> None:
    decision, _ = follows(world("strides", "4x20s", ["clean", "clean"]), 1)
    assert (decision.verb, decision.step, decision.to_step) == (Verb.HOLD, 1, 1)
    assert decision.because == WAITS
    assert decision.say == (
        "Strides: 4 × 20\u2009s clean twice, soreness 2 at 48\u2009h; 4 × 20\u2009s again. "
        "One exercise steps up in a week."
    )


def test_a_hold_that_the_plan_takes_back_is_a_step_back() -> None:
    decision, _ = follows(world("strides", "6x20s", ["clean"]), 2)
    assert (decision.verb, decision.to_step, decision.because) == (Verb.REGRESS, 2, WAITS)


def test_a_step_with_no_session_left_to_take_it_is_a_hold() -> None:
    here = world("strides", "4x20s", ["clean", "clean"])
    empty = replace(here.plan(), sessions=())
    (decision,) = settle(list(here.decisions().values()), here.plan(), empty, BOOK)
    assert (decision.verb, decision.to_step) == (Verb.HOLD, 1)


def test_gates_stay_as_they_were_decided() -> None:
    here = world("strides", "4x20s", ["clean", "clean"]).said(day_report(ill=True))
    decisions = tuple(here.decisions().values())
    assert settle(decisions, here.plan(), plan(), BOOK) == decisions


# ---- a few weeks with the planner ------------------------------------------------------------------------


def told(session: Session, today: dt.date) -> list[Report]:
    """All that is asked, on the day and two days later."""
    first = {name: value for name, value in CLEAN.items() if name != "soreness_48h"}
    return [
        Report(id=session.id, said_at=at(today), date=today, session=session.id, **first),  # type: ignore[arg-type]
        Report(
            id=f"{session.id}/48", said_at=at(today + 2 * DAY), date=today, session=session.id, soreness_48h=2
        ),
    ]


def test_six_weeks_of_clean_work_climb_by_single_steps_as_decided() -> None:
    runner = Runner(running_base_weeks=20, hill=True)
    days = days_of("rehmeel " * 10)
    first = make_plan(days[:56], runner, BOOK, first=MONDAY, last=MONDAY + 55 * DAY)
    kept = [KeptPlan(number=1, made_at=at(MONDAY, 6), today=MONDAY, plan=first, days=())]
    reports: list[Report] = []
    climbed = 0
    for week in range(6):
        for offset in range(7):
            today = MONDAY + (7 * week + offset) * DAY
            for session in kept[-1].plan.sessions:
                reports += told(session, today) if session.date == today else []
        today = MONDAY + 7 * (week + 1) * DAY
        heard = [one for one in reports if one.said_at < at(today, 7)]
        found = outcomes(kept, heard, (), (), imported_at=None, today=today)
        state = respond(found, said_by_day(heard), runner, BOOK, today=today)
        before = kept[-1].plan
        decided = decide(state, runner, BOOK, before, today=today)
        made = remake(days, runner, BOOK, before=before, past=past_of(state, before, today=today))
        settled = settle(decided, before, made.plan, BOOK)
        climbed += sum(one.verb is Verb.PROGRESS for one in settled)
        for one in settled:
            following = [s for s in made.plan.sessions if s.exercise == one.exercise and s.date >= today]
            assert following[0].step == one.to_step
            assert one.to_step <= one.step + 1
        kept.append(
            KeptPlan(number=len(kept) + 1, made_at=at(today, 8), today=today, plan=made.plan, days=())
        )
    assert climbed >= 3
