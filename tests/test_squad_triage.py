"""Triage reads like a coach's morning: what became of a runner's sessions, and what is said of it."""

import datetime as dt
from dataclasses import replace

import pytest

from adapt_notes import DAY, TODAY, World, at, of_step, world
from fullstride.adapt.said import said_by_day
from fullstride.adapt.triage import Seen, Triage
from fullstride.domain.calendar import Day, Demand
from fullstride.domain.report import Completion, Pain, PainKind, Report
from fullstride.domain.runner import Gates, Runner
from fullstride.domain.squad import Call, Note, Rank, Row, in_order
from made_plans import BOOK, plan

BOUNDS, STRIDES = ("bounding", "3x30m"), ("strides", "5x20s")


def seen(here: World, **fields: object) -> Seen:
    """A world as the list looks at it."""
    made = here.plan()
    said = [report.said_at.date() for report in here.reports]
    ran = [found.start.date() for _, found in here.evidence if found.start is not None]
    days = tuple(Day(date=made.first + n * DAY, demand=Demand.EASY) for n in range(200))
    given: dict[str, object] = {
        "state": here.state(),
        "said": said_by_day(here.reports),
        "decisions": tuple(here.decisions().values()),
        "plan": made,
        "days": days,
        "since": made.first,
        "heard": max((*said, *ran), default=None),
    }
    return Seen(**(given | fields))  # type: ignore[arg-type]


def notes(here: World, **fields: object) -> tuple[Note, ...]:
    return Triage(book=BOOK, today=here.today).notes(seen(here, **fields))


def calls(here: World, **fields: object) -> list[str]:
    return [note.call.value for note in notes(here, **fields)]


def says(date: dt.date, **fields: object) -> Report:
    return Report(id=f"{date}-{sorted(fields)}", said_at=at(date), date=date, **fields)  # type: ignore[arg-type]


def hurts(date: dt.date, level: int, kind: PainKind = PainKind.TENDON, place: str = "achilles") -> Report:
    return says(date, pain=(Pain(place=place, level=level, kind=kind),))


@pytest.mark.parametrize(
    ("work", "done", "expected"),
    [
        (BOUNDS, ["clean", "clean"], []),
        (BOUNDS, ["clean", "missed"], []),
        (BOUNDS, ["clean", "missed", "missed"], ["missed"]),
        (BOUNDS, ["missed", "missed", "clean"], []),
        (BOUNDS, ["clean", "stopped"], []),
        (BOUNDS, ["clean", "stopped", "stopped"], ["stepped back"]),
        (BOUNDS, ["stopped", "stopped", "clean"], []),
        (STRIDES, ["clean hard 9", "clean hard 9"], []),
        (STRIDES, ["clean hard 9", "clean hard 8", "clean hard 9"], ["too hard"]),
        (STRIDES, ["clean hard 9", "clean hard 6", "clean hard 9"], []),
        (STRIDES, ["clean", "unsaid", "unsaid", "unsaid"], []),
        (STRIDES, ["clean", "unsaid", "unsaid", "unsaid", "unsaid"], ["not yet said"]),
    ],
)
def test_what_became_of_the_sessions(work: tuple[str, str], done: list[str], expected: list[str]) -> None:
    assert calls(world(*work, done)) == expected


def test_the_fact_comes_first_then_what_the_book_did_with_its_grade() -> None:
    here = world("bounding", "3x30m", ["clean", "clean"]).said(hurts(TODAY - 2 * DAY, 6))
    [note] = notes(here)
    assert note.fact == "Achilles 6 of 10 on Saturday."
    assert note.did.startswith("Everything is off until Saturday 20 March")
    assert (note.call, note.call.rank, note.because.grade.value) == (Call.PAIN, Rank.NEEDS_YOU, "P")


def test_what_stays_beside_what_is_off_is_said() -> None:
    here = world("bounding", "3x30m", ["clean", "clean"]).said(hurts(TODAY - 2 * DAY, 6))
    here = replace(here, sessions=(*here.sessions, of_step("strides", "4x20s", TODAY + DAY, 9)))
    [note] = notes(here)
    assert note.did.endswith("; strides stay.")


def test_pain_that_is_less_since_is_told_with_the_last_word() -> None:
    here = world("bounding", "3x30m", ["clean", "clean"])
    here = here.said(hurts(TODAY - 2 * DAY, 6), hurts(TODAY - DAY, 1))
    assert notes(here)[0].fact == "Achilles 6 of 10 on Saturday, 1 on Sunday."


@pytest.mark.parametrize(("level", "expected"), [(2, []), (3, ["pain"]), (4, ["pain"])])
def test_pain_calls_from_three_on(level: int, expected: list[str]) -> None:
    here = world("bounding", "3x30m", ["clean", "clean"])
    assert calls(here.said(hurts(TODAY - DAY, level))) == expected
    assert calls(here.said(hurts(TODAY - DAY, level, PainKind.MUSCLE, "calf"))) == expected


def test_a_pain_that_is_gone_or_long_ago_calls_nobody() -> None:
    here = world("bounding", "3x30m", ["clean", "clean"])
    assert calls(here.said(hurts(TODAY - 3 * DAY, 4), hurts(TODAY - DAY, 0))) == []
    assert calls(here.said(hurts(TODAY - 9 * DAY, 4, PainKind.OTHER, "hip"))) == []


def test_a_red_flag_comes_first_and_is_not_told_twice() -> None:
    here = world("bounding", "3x30m", ["clean", "missed", "missed"])
    here = here.said(hurts(TODAY - DAY, 5, PainKind.BONE, "shin"))
    assert calls(here) == ["red flag", "missed"]
    assert "clinician" in notes(here)[0].did


def test_illness_blocks_and_what_follows_from_it_is_not_called_out_beside_it() -> None:
    here = world("bounding", "3x30m", ["clean", "clean"], back_days=40, next_in=42)
    assert calls(here.said(says(TODAY - DAY, ill=True))) == ["blocked"]


def test_soreness_passes_by_itself() -> None:
    here = world("bounding", "3x30m", ["clean", "clean"])
    assert calls(here.said(says(TODAY - DAY, soreness=5))) == []


def test_a_profile_that_blocks_is_told_in_the_third_person() -> None:
    here = world("bounding", "3x30m", ["clean"], runner=Runner(gates=Gates(pregnant=True)))
    assert notes(here)[0].fact == "The profile says pregnant."


def test_weeks_without_max_effort_are_worth_a_look_and_then_need_the_coach() -> None:
    for back, expected in ((20, None), (31, Call.GAP), (50, Call.LONG_GAP)):
        here = world("bounding", "3x30m", ["clean"], back_days=back, next_in=back + 2)
        asked = of_step("bounding", "3x30m", TODAY - 5 * DAY, 8)
        missed = says(asked.date, session=asked.id, completion=Completion.NOT_DONE)
        here = replace(here, sessions=(*here.sessions, asked)).said(missed)
        found = {note.call: note for note in notes(here)}
        assert expected is None or expected in found, back
        assert expected is not None or not {Call.GAP, Call.LONG_GAP} & found.keys()
        if expected is not None:
            assert found[expected].fact == f"No max effort for {back} days."


def test_a_plan_that_asks_for_no_max_effort_calls_nobody_for_it() -> None:
    assert calls(world("bounding", "3x30m", ["clean"], back_days=40, next_in=42)) == []


def test_nothing_heard_counts_only_while_work_is_due() -> None:
    waiting = world("strides", "4x20s", ["clean", "unsaid"], back_days=2, apart=20, next_in=4)
    [note] = notes(waiting)
    assert note.call is Call.SILENT and note.fact.startswith("Nothing heard for 20 days")
    assert calls(waiting, heard=TODAY - DAY) == []


def test_a_calendar_without_an_easy_day_is_said_to_be_one() -> None:
    here = world("strides", "4x20s", ["clean"], next_in=40)
    hard = tuple(Day(date=TODAY + n * DAY, demand=Demand.HARD) for n in range(60))
    [note] = notes(here, days=hard)
    assert note.call is Call.NOTHING_PLACED
    assert note.fact.startswith("The calendar has no easy day before ")


def test_days_around_a_race_are_meant_to_be_empty() -> None:
    here = world("strides", "4x20s", ["clean"], next_in=40)
    race = (Day(date=TODAY + 10 * DAY, demand=Demand.RACE),)
    assert calls(here, days=race) == []


def test_a_season_that_is_over_needs_the_next_one() -> None:
    here = world("strides", "4x20s", ["clean"])
    over = plan(*here.sessions[:1], first=here.sessions[0].date, last=TODAY - DAY)
    [note] = [one for one in notes(here, plan=over) if one.call is Call.NOTHING_PLACED]
    assert note.fact == "The season ended on 14 March."


def test_a_level_that_rose_is_worth_a_look() -> None:
    here = world("bounding", "3x30m", ["clean", "clean"])
    [note] = notes(here, level_then="level_0")
    assert (note.call, note.fact) == (Call.LEVEL, "The contact level rose to beginner.")
    assert calls(here, level_then="advanced") == []


def test_the_list_is_in_order_of_weight_then_of_name() -> None:
    def row(name: str, *found: Call) -> Row:
        because = BOOK.squad.gap.reason()
        told = tuple(Note(call=call, fact="", did="", because=because) for call in found)
        return Row(runner=name, event="", notes=told)

    rows = [row("c"), row("B"), row("a", Call.GAP), row("z", Call.RED_FLAG), row("d", Call.MISSED, Call.GAP)]
    assert [one.runner for one in in_order(rows)] == ["z", "d", "a", "B", "c"]


def test_every_call_that_needs_the_coach_stands_before_every_one_that_is_worth_a_look() -> None:
    ranks = [call.rank for call in Call]
    assert ranks == sorted(ranks, key=[Rank.NEEDS_YOU, Rank.LOOK].index)
