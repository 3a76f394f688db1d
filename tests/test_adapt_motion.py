"""What phone logs and videos change in what is decided, and what they leave to the runner."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from benchmarks.lived_year import Year
from benchmarks.lives import Heard, Life
from hypothesis import given, settings
from hypothesis import strategies as st

from adapt_notes import CLEAN, DAY, TODAY, World, at, of_step, world
from fullstride.adapt.clean import Clean
from fullstride.adapt.exposure import ExposureTeller
from fullstride.adapt.measured import has_held
from fullstride.adapt.outcomes import Outcome, Status
from fullstride.adapt.standing import place
from fullstride.domain.decision import Decision, Verb
from fullstride.domain.evidence import BoundRun, Evidence, Means, Measured, MotionEvidence, TimedRun
from fullstride.domain.keeping import Made, Match
from fullstride.domain.past import Done
from fullstride.domain.report import Completion, Report
from fullstride.domain.session import Session
from made_sets import BOOK, EVEN, FALLING, bounded, jumped, log

MON = TODAY - 4 * DAY


def with_logs(here: World, *logs: tuple[Session, MotionEvidence]) -> World:
    """`here` with a log of its own file for each session named, matched to it."""
    evidence: list[tuple[Made, Evidence]] = []
    matches: list[Match] = []
    for number, (session, motion) in enumerate(logs):
        sha256 = f"log-{number}"
        start = at(session.date, 17) + dt.timedelta(minutes=20 * number)
        evidence.append(
            (
                Made(sha256=sha256, algorithm="measure", version="1", settings="{}"),
                log(motion, session.exercise, start, session),
            )
        )
        matches.append(Match(session=session.id, sha256=sha256, said_at=start, by="day", adds=True))
    return replace(here, evidence=(*here.evidence, *evidence), matches=(*here.matches, *matches))


def one(*logs: MotionEvidence, exercise: str = "squat_jumps", dose: str = "3x15s", **said: object) -> World:
    """One session on MON, its logs, and what was said of it, where anything was."""
    session = of_step(exercise, dose, MON, 1)
    told = [
        Report(id="r", said_at=at(TODAY, 9), date=MON, session=session.id, **said)  # type: ignore[arg-type]
    ]
    here = World(sessions=(session,), reports=tuple(told) if said else ())
    return with_logs(here, *((session, motion) for motion in logs))


def outcome(here: World) -> Outcome:
    return here.state().outcomes[0]


def clean(here: World) -> Clean:
    state = here.state()
    (judged,) = state.standings[state.outcomes[0].exercise].sessions
    assert place(judged.outcome) == place(state.outcomes[0])
    return judged.clean


def done(here: World) -> Done:
    return here.state().done[0]


# ---- contacts ---------------------------------------------------------------------------------------


def test_counted_jumps_stand_in_for_one_a_second() -> None:
    assert done(one(**CLEAN)).contacts != 3 * 17
    assert done(one(jumped(EVEN, [25.0] * 17, [25.0] * 19), **CLEAN)).contacts == 15 + 17 + 19


def test_the_sets_a_log_does_not_hold_are_taken_to_be_like_those_it_holds() -> None:
    late = one(jumped([25.0] * 14, [25.0] * 16), **CLEAN)
    assert outcome(late).status is Status.DONE
    assert done(late).contacts == 45
    assert done(one(jumped([25.0] * 14, [25.0] * 16))).contacts == 45  # nobody said how many
    two = one(jumped([25.0] * 14, [25.0] * 16), completion=Completion.PARTLY, sets=2)
    assert done(two).contacts == 30


def test_counted_bounds_stand_in_for_sixteen() -> None:
    here = one(bounded(14, 15, 15), exercise="bounding", dose="3x30m", **CLEAN)
    assert done(here).contacts == 44


def test_a_log_for_each_set_adds_up_and_a_video_of_the_same_sets_does_not() -> None:
    each = [jumped([25.0] * 15), jumped([25.0] * 16), jumped([25.0] * 14)]
    assert outcome(one(*each)).status is Status.DONE
    assert done(one(*each)).contacts == 45
    both = one(*each, jumped([25.0] * 15, means=Means.VIDEO))
    assert done(both).contacts == 45


def test_two_logs_of_the_same_minutes_are_of_the_same_sets() -> None:
    here = one(jumped(EVEN, EVEN, EVEN), jumped(EVEN, EVEN, EVEN))
    (made, found), (other, again) = here.evidence
    at_once = replace(again, start=found.start)
    here = replace(here, evidence=((made, found), (other, at_once)))
    assert done(here).contacts == 45


def test_timed_strides_count_no_contacts() -> None:
    run = TimedRun(start_s=0.0, end_s=4.0, duration_s=Measured(value=4.0, error=0.01), distance_m=30.0)
    motion = MotionEvidence(means=Means.VIDEO, rate_hz=240, timed=(run,))
    here = one(motion, exercise="strides", dose="4x20s", **CLEAN)
    assert (outcome(here).status, done(here).contacts) == (Status.DONE, 0)


# ---- done or not --------------------------------------------------------------------------------------


def test_a_log_started_late_asks_whether_all_was_done_and_the_word_holds() -> None:
    late = one(jumped(EVEN, EVEN))
    assert (outcome(late).status, outcome(late).may_be_part) == (Status.PARTLY, True)
    assert "whether all 3 sets were done" in clean(late).missing and not clean(late).against
    said = one(jumped(EVEN, EVEN), **CLEAN)
    assert outcome(said).status is Status.DONE and clean(said).is_clean


def test_partly_by_the_runners_word_stays_partly_however_many_sets_a_log_holds() -> None:
    here = one(jumped(EVEN, EVEN, EVEN), **{**CLEAN, "completion": Completion.PARTLY})
    assert outcome(here).status is Status.PARTLY and not outcome(here).may_be_part


def test_all_sets_in_a_log_are_done_without_a_word() -> None:
    assert outcome(one(jumped(EVEN, EVEN, EVEN))).status is Status.DONE


def test_a_false_start_alone_says_nothing_of_the_session() -> None:
    assert outcome(one(jumped(EVEN[:2]))).status is Status.NOT_YET_SAID


# ---- the stop rule ------------------------------------------------------------------------------------


def test_a_height_that_fell_in_two_sets_speaks_against_a_step() -> None:
    here = one(jumped(EVEN, FALLING, FALLING), **CLEAN)
    assert "jump height fell in sets 2 and 3" in clean(here).against
    assert clean(here).stopped == ""  # all was done: nothing was stopped early


def test_a_fall_in_one_set_or_within_the_error_speaks_against_nothing() -> None:
    assert clean(one(jumped(EVEN, EVEN, FALLING), **CLEAN)).is_clean
    noisy = jumped(EVEN, FALLING, FALLING)
    unsure = tuple(replace(each, drop_pct=Measured(value=15.0, error=9.0), jumps=()) for each in noisy.sets)
    assert clean(one(replace(noisy, sets=unsure), **CLEAN)).is_clean


def test_falls_in_logs_of_their_own_add_up() -> None:
    here = one(jumped(EVEN), jumped(FALLING), jumped(FALLING), **CLEAN)
    assert "jump height fell in sets 2 and 3" in clean(here).against


def test_bounds_that_got_shorter_are_named_as_such() -> None:
    here = one(bounded(15, 18, 18), exercise="bounding", dose="3x30m", **CLEAN)
    assert "the bounds got shorter in reps 2 and 3" in clean(here).against


def test_who_stopped_when_the_height_had_fallen_twice_stopped_early() -> None:
    said = {**CLEAN, "completion": Completion.PARTLY, "sets": 2}
    assert clean(one(jumped(FALLING, FALLING), **said)).stopped == "stop.form"
    assert clean(one(jumped(FALLING, FALLING))).stopped == ""  # the log may hold a part


def test_what_a_log_could_not_measure_is_no_veto() -> None:
    bare = MotionEvidence(
        means=Means.PHONE,
        rate_hz=50,
        sets=tuple(
            replace(each, jumps=(), height_cm=None, drop_pct=None) for each in jumped(EVEN, EVEN, EVEN).sets
        ),
    )
    here = one(bare, **CLEAN)
    assert clean(here).is_clean and "45 contacts counted" in clean(here).speaks_for


# ---- the hill -----------------------------------------------------------------------------------------


def hill_after(*contacts: Sequence[float | None], error: float = 0.3, said: str = "?") -> int:
    """Sessions that count towards the hill, of clean bounding at its ceiling with these contacts."""
    here = world("bounding", "5x30m", [f"clean hard 6 contacts {said}"] * len(contacts))
    logs = []
    for session, counts in zip(here.sessions, contacts, strict=False):
        runs = tuple(_run(count, error) for count in counts)
        logs.append((session, replace(bounded(16), bounds=runs)))
    return with_logs(here, *logs).state().standings["bounding"].footing.at_ceiling


def _run(count: float | None, error: float) -> BoundRun:
    (run,) = bounded(16 if count is None else round(count)).bounds
    held = None if count is None else Measured(value=count, error=error)
    return replace(run, contacts_30m=held)


def test_measured_contacts_unlock_the_hill_where_the_runner_said_none() -> None:
    assert hill_after([16] * 5, [16] * 5) == 2
    assert hill_after([16] * 5, [15] * 5) == 2
    assert hill_after([16] * 5, [17] * 5) == 1


def test_contacts_that_cannot_be_told_apart_unlock_nothing() -> None:
    assert hill_after([16.0] * 5, [15.5] * 5, error=1.5) == 1
    assert hill_after([19.0] * 5, [15.0] * 5, error=1.5) == 2


def test_without_contacts_the_hill_waits_as_before() -> None:
    assert hill_after([None] * 5, [None] * 5) == 0


def test_what_the_runner_said_of_contacts_holds_before_what_was_measured() -> None:
    assert hill_after([15] * 5, [18] * 5, said="14") == 2


@given(st.floats(8, 30), st.floats(8, 30), st.floats(0, 3), st.floats(0, 3))
def test_held_is_told_only_of_counts_and_of_what_is_beyond_the_error(
    now: float, before: float, now_error: float, before_error: float
) -> None:
    told = has_held(Measured(value=now, error=now_error), Measured(value=before, error=before_error))
    if told is None:
        assert max(now_error, before_error) >= 0.5
    elif told:
        assert now <= before + 1.0


# ---- decisions and exposure ---------------------------------------------------------------------------


def decided(*motions: MotionEvidence) -> Decision:
    """Two clean sessions, the second with a log."""
    here = world("squat_jumps", "3x15s", ["clean", "clean"])
    return with_logs(here, *((here.sessions[1], motion) for motion in motions)).decisions()["squat_jumps"]


@pytest.mark.parametrize(
    ("motion", "verb"),
    [
        (jumped(EVEN, EVEN, EVEN), Verb.PROGRESS),
        (jumped(EVEN), Verb.PROGRESS),
        (jumped(EVEN, FALLING, FALLING), Verb.HOLD),
    ],
)
def test_a_log_alone_holds_a_step_only_where_the_height_clearly_fell(
    motion: MotionEvidence, verb: Verb
) -> None:
    assert decided(motion).verb is verb


def test_the_reason_to_hold_is_said() -> None:
    assert "jump height fell in sets 2 and 3 on " in decided(jumped(EVEN, FALLING, FALLING)).say


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.floats(15, 40), min_size=1, max_size=20), min_size=1, max_size=4))
def test_no_log_promotes_anyone_and_it_holds_only_by_a_clear_fall(sets: list[list[float]]) -> None:
    motion = jumped(*sets)
    found = decided(motion)
    assert found.verb in (Verb.PROGRESS, Verb.HOLD)
    fallen = "jump height fell" in found.say
    assert (found.verb is Verb.HOLD) == fallen
    waiting = world("squat_jumps", "3x15s", ["clean", "clean form ?"])
    with_log = with_logs(waiting, (waiting.sessions[1], motion))
    assert with_log.decisions()["squat_jumps"].verb is Verb.HOLD


def test_a_session_with_logs_and_a_report_is_one_exposure() -> None:
    session = of_step("squat_jumps", "3x15s", MON, 1)
    start = at(MON, 17)
    logs = [
        log(jumped(EVEN), "squat_jumps", start, session, file="1.csv"),
        log(jumped(EVEN), "squat_jumps", start + dt.timedelta(minutes=20), session, file="2.csv"),
        log(jumped(EVEN, means=Means.VIDEO), "squat_jumps", start, session, file="v.csv"),
        log(jumped(EVEN[:10]), "hops", start, file="h.csv"),
    ]
    told = [
        Report(
            id="r", said_at=at(MON, 20), date=MON, exercise="squat_jumps", completion=Completion.DONE, sets=3
        ),
        Report(
            id="s",
            said_at=at(MON, 20),
            date=MON - DAY,
            exercise="squat_jumps",
            completion=Completion.DONE,
            sets=3,
        ),
    ]
    teller = ExposureTeller(rule=BOOK.trend.exposure, exercises=tuple(BOOK.exercises))
    (exposure,) = teller.tell(logs, told, today=TODAY, top_mps=None).exposures
    assert (exposure.exercise, sum(exposure.sessions), exposure.last) == ("squat_jumps", 2, MON)
    assert exposure.reps == 3 + 3


# ---- years --------------------------------------------------------------------------------------------


class _WithPhone(Life):
    """A life in which most sets of jumps and runs of bounds are logged, whatever is said of them."""

    def _session(self, today: dt.date, session: Session, heard: Heard, *, willing: float) -> None:
        super()._session(today, session, heard, willing=willing)
        chance = random.Random(f"{session.id} {today}")
        if session.exercise not in ("squat_jumps", "bounding") or chance.random() > 0.7:
            return
        parts = max(1, session.dose.sets * session.dose.reps - chance.choice((0, 0, 1, 2)))
        if session.exercise == "bounding":
            motion = bounded(*(chance.randint(10, 22) for _ in range(parts)), error=chance.choice((0.3, 1.2)))
        else:
            motion = jumped(*(_some_jumps(chance) for _ in range(parts)))
        self.number += 1
        sha256, at_ = f"{self.number:064x}", at(today, 19)
        made = Made(sha256=sha256, algorithm="measure", version="1", settings="{}")
        match = Match(session=session.id, sha256=sha256, said_at=at_, by="day", adds=True)
        heard.evidence.append((made, log(motion, session.exercise, at(today, 17), session), match))


def _some_jumps(chance: random.Random) -> list[float]:
    fall = chance.choice((0.0, 0.0, 0.6))
    return [max(8.0, chance.gauss(25, 2) - fall * number) for number in range(chance.randint(4, 30))]


@pytest.mark.parametrize("seed", [3002, 3003, 3017])
def test_no_logs_of_a_phone_yield_a_plan_that_a_checker_or_a_stranger_refuses(seed: int) -> None:
    year = Year(seed, weeks=12)
    year.life = _WithPhone(seed)
    found = year.live()
    assert found.wrong == [] and found.adapts > 0
    assert any(evidence.motion is not None for _, evidence in year.shelf.evidence())
