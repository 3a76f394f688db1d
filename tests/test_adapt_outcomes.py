"""What became of each planned session: said, measured, missed, or not yet told."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapt_notes import DAY, TODAY, World, at, day_report, hurts, of_step, recorded, world
from fullstride.adapt.outcomes import Outcome, Status, outcomes
from fullstride.adapt.said import merge, said_by_day
from fullstride.domain.evidence import Verdict
from fullstride.domain.keeping import KeptPlan, Match
from fullstride.domain.report import Completion, Form, Report
from fullstride.domain.session import Session
from made_plans import plan

MON = TODAY - 7 * DAY
A = of_step("strides", "4x20s", MON, 1)


SHIN = hurts("bone", 1, place="shin")


def version(number: int, made_on: dt.date, *sessions: Session) -> KeptPlan:
    return KeptPlan(number=number, made_at=at(made_on, 7), today=made_on, plan=plan(*sessions), days=())


def found(
    *reports: Report,
    plans: Sequence[KeptPlan] = (),
    evidence: Sequence[Verdict] = (),
    matches: Sequence[Match] | None = None,
    imported_at: dt.datetime | None = None,
    today: dt.date = TODAY,
) -> tuple[Outcome, ...]:
    made = [recorded(A, verdict) for verdict in evidence]
    matched = [Match(session=A.id, sha256="file-1", said_at=at(MON), by="day")] if evidence else []
    return outcomes(
        plans or [version(1, MON - DAY, A)],
        reports,
        made,
        matched if matches is None else matches,
        imported_at=imported_at,
        today=today,
    )


def report(id_: str, hours: int, **fields: object) -> Report:
    date = fields.pop("date", MON)
    said_at = at(MON, 12) + dt.timedelta(hours=hours)
    return Report(id=id_, said_at=said_at, date=date, session=A.id, **fields)  # type: ignore[arg-type]


def shown(done: int) -> Verdict:
    return Verdict(exercise="strides", asked=4, done=done, say="", session=A.id)


@pytest.mark.parametrize(
    ("told", "status", "count"),
    [
        ({"completion": Completion.DONE}, Status.DONE, None),
        ({"completion": Completion.PARTLY, "reps": 2}, Status.PARTLY, 2),
        ({"completion": Completion.NOT_DONE}, Status.NOT_DONE, None),
        ({"completion": Completion.DONE, "reps": 3}, Status.PARTLY, 3),
        ({"reps": 4}, Status.DONE, 4),
        ({"reps": 5, "sets": 1}, Status.DONE, 5),
        ({"reps": 3}, Status.PARTLY, 3),
        ({"reps": 0}, Status.NOT_DONE, None),
        ({"form": Form.KEPT}, Status.NOT_YET_SAID, None),
    ],
)
def test_what_was_said_settles_what_became_of_it(
    told: dict[str, object], status: Status, count: int | None
) -> None:
    (one,) = found(report("a", 0, **told))
    assert (one.status, one.count) == (status, count)


def test_counts_are_counted_in_the_parts_of_the_dose() -> None:
    jumps = of_step("squat_jumps", "3x20s", MON, 1)
    lifts = of_step("dynamic_strength", "2x8", MON, 1)
    for here, told, status in (
        (jumps, {"sets": 2}, Status.PARTLY),
        (jumps, {"sets": 3, "reps": 20}, Status.DONE),
        (jumps, {"reps": 2}, Status.PARTLY),
        (lifts, {"sets": 2}, Status.DONE),
        (lifts, {"sets": 2, "reps": 5}, Status.PARTLY),
        (lifts, {"sets": 1, "reps": 8}, Status.PARTLY),
    ):
        said = Report(id="a", said_at=at(MON), date=MON, session=here.id, **told)  # type: ignore[arg-type]
        (one,) = found(said, plans=[version(1, MON, here)])
        assert one.status is status, (here.exercise, told)


def test_what_was_measured_counts_where_nobody_said() -> None:
    assert found(evidence=[shown(4)])[0].status is Status.DONE
    assert (found(evidence=[shown(3)])[0].status, found(evidence=[shown(3)])[0].count) == (Status.PARTLY, 3)
    assert found(evidence=[shown(0)])[0].status is Status.NOT_YET_SAID
    word = found(report("a", 0, completion=Completion.NOT_DONE), evidence=[shown(4)])
    assert word[0].status is Status.NOT_DONE


def test_a_match_that_was_taken_back_shows_nothing() -> None:
    back = [
        Match(session=A.id, sha256="file-1", said_at=at(MON), by="day"),
        Match(session=A.id, sha256="", said_at=at(MON + DAY), by="runner"),
    ]
    assert found(evidence=[shown(4)], matches=back)[0].verdict is None
    assert found(evidence=[shown(4)], matches=back[::-1])[0].verdict is None


@pytest.mark.parametrize(
    ("imported", "recorded_that_day", "today", "status"),
    [
        (None, False, TODAY, Status.NOT_YET_SAID),
        (at(MON, 23), False, TODAY, Status.NOT_YET_SAID),
        (at(MON + DAY, 1), False, TODAY, Status.MISSED),
        (at(MON + DAY, 1), True, TODAY, Status.NOT_YET_SAID),
        (at(MON + DAY, 1), False, MON, Status.AHEAD),
        (None, False, MON - DAY, Status.AHEAD),
    ],
)
def test_missed_is_said_only_where_the_recordings_are_complete(
    imported: dt.datetime | None, recorded_that_day: bool, today: dt.date, status: Status
) -> None:
    evidence = [shown(4)] if recorded_that_day else []
    assert found(evidence=evidence, matches=[], imported_at=imported, today=today)[0].status is status


def test_the_plan_that_was_in_force_on_the_day_counts() -> None:
    """Made again on Monday evening: Monday's session moved to Thursday, by the version of that day."""
    moved = replace(A, date=MON + 3 * DAY)
    before, later = version(1, MON - DAY, A), version(2, MON + DAY, moved)
    assert [one.date for one in found(plans=[before, later])] == [MON, MON + 3 * DAY]
    same_day = version(2, MON, moved)
    assert [one.date for one in found(plans=[before, same_day])] == [MON + 3 * DAY]


def test_an_id_that_stood_on_two_days_is_told_apart_by_the_day_spoken_of() -> None:
    moved = replace(A, date=MON + 3 * DAY)
    plans = [version(1, MON - DAY, A), version(2, MON + DAY, moved)]
    first, second = found(
        report("a", 0, completion=Completion.NOT_DONE),
        report("b", 80, date=MON + 4 * DAY, completion=Completion.DONE),
        plans=plans,
    )
    assert (first.status, second.status) == (Status.NOT_DONE, Status.DONE)
    assert second.done_on == MON + 4 * DAY


def test_a_session_that_was_dropped_is_remembered_when_it_is_spoken_of() -> None:
    plans = [version(1, MON - DAY, A), version(2, MON)]
    assert found(plans=plans) == ()
    (one,) = found(report("a", 0, completion=Completion.DONE), plans=plans)
    assert (one.status, one.date) == (Status.DONE, MON)


@pytest.mark.parametrize("after", [2, 3])
def test_the_soreness_of_the_second_or_third_day_stands_for_what_was_not_asked(after: int) -> None:
    done = report("a", 0, completion=Completion.DONE)
    (one,) = found(done, day_report(MON + after * DAY, soreness=4), day_report(MON + DAY, soreness=9))
    assert one.said is not None and one.said.soreness_48h == 4
    (asked,) = found(
        done, day_report(MON + after * DAY, soreness=4), report("b", 50, soreness_48h=1, date=MON)
    )
    assert asked.said is not None and asked.said.soreness_48h == 1


def test_work_that_no_plan_asked_for_is_an_outcome_of_its_own() -> None:
    own = day_report(MON, exercise="hill_sprints", reps=4)
    word = day_report(MON, exercise="hill_sprints", soreness=3)
    assert [(one.exercise, one.status) for one in found(own) if one.session is None] == [
        ("hill_sprints", Status.DONE)
    ]
    assert all(one.session for one in found(word))


def test_later_words_win_field_by_field_and_pains_add_up() -> None:
    merged = merge(
        [
            report("b", 5, hard=8, pain=hurts("tendon", 3)),
            report(
                "a",
                0,
                completion=Completion.DONE,
                hard=6,
                form=Form.KEPT,
                pain=hurts("bone", 1, place="shin"),
            ),
            report("c", 50, soreness_48h=2, date=MON + 2 * DAY),
        ]
    )
    assert merged is not None
    assert (merged.completion, merged.hard, merged.form) == (Completion.DONE, 8, Form.KEPT)
    assert (merged.soreness_48h, merged.date) == (2, MON)
    assert merged.pain is not None and {pain.place for pain in merged.pain} == {"shin", "Achilles"}


def test_soreness_at_48_h_is_told_of_its_own_day() -> None:
    of_session = Report(id="a", said_at=at(MON + 2 * DAY), date=MON, session="x", soreness_48h=5)
    of_the_day = Report(id="b", said_at=at(MON), date=MON, session="x", soreness_48h=4)
    assert said_by_day([of_session]).soreness == {MON + 2 * DAY: 5}
    assert said_by_day([of_the_day]).soreness == {MON: 4}


words = st.fixed_dictionaries(
    {},
    optional={
        "completion": st.sampled_from(Completion),
        "reps": st.integers(0, 6),
        "hard": st.integers(0, 10),
        "form": st.sampled_from(Form),
        "pain": st.sampled_from([(), hurts("tendon", 6), hurts("tendon", 0), hurts("bone", 2, place="shin")]),
        "soreness": st.integers(0, 10),
        "soreness_48h": st.integers(0, 10),
        "sleep_h": st.sampled_from([4.0, 8.0]),
        "recovery_low": st.booleans(),
        "ill": st.booleans(),
        "injured": st.booleans(),
        "cleared": st.sampled_from([("bone_pain",), ("heart",)]),
    },
)


@st.composite
def said(draw: st.DrawFn, here: World) -> list[Report]:
    made = []
    for number in range(draw(st.integers(0, 12))):
        one = draw(st.sampled_from([*here.sessions, None]))
        date = (one.date if one else TODAY) - draw(st.integers(-1, 3)) * DAY
        said_at = at(date) + dt.timedelta(hours=draw(st.integers(0, 100)))
        made.append(
            Report(
                id=f"r{draw(st.integers(0, number))}",
                said_at=said_at,
                date=date,
                session=one.id if one else "",
                **draw(words),  # type: ignore[arg-type]
            )
        )
    return made


WORLD = world("strides", "5x20s", ["unsaid"] * 4)


@settings(max_examples=150)
@given(st.data())
def test_the_order_in_which_reports_come_and_how_often_never_matter(data: st.DataObject) -> None:
    reports = data.draw(said(WORLD))
    shuffled = data.draw(st.permutations([*reports, *reports[: len(reports) // 2]]))
    one, other = replace(WORLD, reports=tuple(reports)), replace(WORLD, reports=tuple(shuffled))
    assert one.state() == other.state()
    assert one.decisions() == other.decisions()
