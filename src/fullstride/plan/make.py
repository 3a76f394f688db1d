"""From days to a plan: pose, solve, climb the ladders, and say what could not be done."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fullstride.domain.calendar import Day
from fullstride.domain.past import Past
from fullstride.domain.runner import Runner
from fullstride.domain.session import Disliked, Plan, Reason, Session, Status, Unplaced, Week
from fullstride.plan.assume import advice, assumptions, settle, title
from fullstride.plan.clash import find_clash
from fullstride.plan.explain import reasons_here, why_not_in_week
from fullstride.plan.ladder import Dosed, Ladders, climb
from fullstride.plan.names import name_sessions
from fullstride.plan.onward import going_on, levels_so_far
from fullstride.plan.places import Ground, disliked, is_opener, recovery_days
from fullstride.plan.problem import (
    Problem,
    asks_the_same,
    ground_of,
    own_maximal,
    own_maximal_of,
    pose,
    survey,
)
from fullstride.plan.season import SeasonWeek, coarse, monday
from fullstride.plan.sizes import minutes
from fullstride.plan.solve import Placement, Solver
from fullstride.rules.book import Book
from fullstride.rules.dose import parts
from fullstride.rules.gates import start_level

_DAY = dt.timedelta(days=1)
_ROUNDS = 12  # of promises taken back; then the last placement that kept its own stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A placement and the ladders that agree with it; `left_out` was placed, but half of it is one rep."""

    problem: Problem
    placement: Placement
    ladders: Ladders
    left_out: tuple[tuple[dt.date, str], ...] = ()


def make_plan(
    days: Iterable[Day],
    runner: Runner,
    book: Book,
    *,
    first: dt.date,
    last: dt.date,
    season_start: dt.date | None = None,
    past: Past | None = None,
    solver: Solver | None = None,
) -> Plan:
    """Place the work into `first` to `last`, both included.

    `days` should reach four weeks before `first` and one after `last`, as far as they are known: the
    day before the plan and the volume of the weeks before matter. With a `past` the plan is made again on
    the way: `first` to `last` stay those of the whole plan, days before `past.until` are fixed, and the rest
    follows from what was done with the least change. `solve_s` is left at nought: reading a clock is for
    those above.
    """
    made = work_out(
        days, runner, book, first=first, last=last, season_start=season_start, past=past, solver=solver
    )
    if past is not None:
        return made.plan
    clash = find_clash(made.ground, made.plan)
    if not clash:
        return made.plan
    return replace(
        made.plan, status=Status.CLASH, sessions=(), weeks=(), unplaced=(), disliked=(), clash=clash
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A plan with the ground it stands on and what its sessions follow from."""

    plan: Plan
    ground: Ground
    outcome: Outcome


def work_out(
    days: Iterable[Day],
    runner: Runner,
    book: Book,
    *,
    first: dt.date,
    last: dt.date,
    season_start: dt.date | None = None,
    past: Past | None = None,
    solver: Solver | None = None,
) -> Made:
    """The plan as `make_plan` gives it, before anyone asks whether the runner's wishes clash."""
    days = list(days)
    settled = settle(days, runner, first=first, last=last)
    ground = ground_of(
        days, settled, book, first=first, last=last, season_start=season_start or first, past=past
    )
    outcome = solve_season(going_on(ground), solver or Solver())
    sessions = _sessions(ground, outcome)
    plan = Plan(
        status=Status.PLANNED if outcome.placement.optimal else Status.OUT_OF_TIME,
        optimal=outcome.placement.optimal,
        solve_s=0.0,
        first=first,
        last=last,
        season_start=ground.season.start,
        sessions=sessions,
        weeks=_weeks(ground, outcome.ladders, sessions),
        unplaced=_unplaced(outcome),
        disliked=_disliked(ground, sessions),
        assumptions=tuple(assumptions(ground, runner)),
        advice=advice(ground, runner),
        gap=outcome.placement.gap,
        title=title(ground),
        until=past.until if past else None,
    )
    return Made(plan=plan, ground=ground, outcome=outcome)


def solve_season(ground: Ground, solver: Solver) -> Outcome:
    """Place, climb, and place again where the ladders allow less than was promised.

    Two things flow from the ladders back into placing: the contact level of a week and the week in which
    the hill unlocks. They are promised by a placement at the start level; a promise that the next
    placement does not keep is taken back. And a place where a race would halve the work to a single rep
    is closed. Nothing that was taken back or closed comes again, so the rounds end.
    """
    level = start_level(ground.runner, ground.book, first=ground.season.first)
    if ground.past is not None and ground.past.level:
        level = ground.past.level
    openings = dict(survey(ground))
    left_out: list[tuple[dt.date, str]] = []
    levels = levels_so_far(ground, level)
    unlocked: Mapping[str, int] = {}
    best: Outcome | None = None
    promised = False
    for _ in range(_ROUNDS):
        problem = pose(ground, levels=levels, unlocked=unlocked, openings=openings)
        if best is None or not asks_the_same(problem, best.problem):
            tried = _round(problem, solver, level, start=best.placement if best else None)
            if not _kept(tried):
                levels, unlocked = _lesser(problem, tried.ladders)
                continue
            best = tried
        if best.placement.optimal and not promised:
            levels, unlocked, promised = best.ladders.levels, best.ladders.unlocked, True
            continue
        single = _single_reps(best)
        if not single:
            break
        date, id_ = single[0]  # the next may be none once this one has moved
        del openings[id_, date]
        left_out.append((date, id_))
    if best is None:
        raise AssertionError("the start level is always kept")
    return (left_out and _opened_again(best, solver, level)) or replace(best, left_out=tuple(left_out))


def _opened_again(best: Outcome, solver: Solver, level: str) -> Outcome | None:
    """The season with every place open again, as near to `best` as can be; None where a single rep stands in
    it. One place may have been closed because of another that has moved since."""
    problem = pose(best.problem.ground, levels=best.problem.levels, unlocked=best.problem.unlocked)
    stood = frozenset((id_, date) for date, id_ in best.placement.placed)
    tried = _round(replace(problem, before=stood), solver, level, start=best.placement)
    return tried if _kept(tried) and not _single_reps(tried) else None


def _single_reps(outcome: Outcome) -> list[tuple[dt.date, str]]:
    """What a race halves to a single rep: not worth the hill."""
    exercises = outcome.problem.ground.book.exercises
    return [
        (one.date, one.exercise)
        for one in outcome.ladders.sessions
        if exercises[one.exercise].race.half and parts(one.dose) == 1
    ]


def _round(problem: Problem, solver: Solver, level: str, start: Placement | None = None) -> Outcome:
    placement = solver.solve(problem, start=start)
    ladders = climb(problem.ground, placement.placed, level=level)
    return Outcome(problem=problem, placement=placement, ladders=ladders)


def _rank(book: Book, level: str) -> int:
    return book.contacts.levels.index(level) if level in book.contacts.levels else -1


def _kept(outcome: Outcome) -> bool:
    book, problem, ladders = outcome.problem.ground.book, outcome.problem, outcome.ladders
    return all(
        _rank(book, ladders.levels[week]) >= _rank(book, level) for week, level in problem.levels.items()
    ) and all(ladders.unlocked.get(id_, 10**6) <= week for id_, week in problem.unlocked.items())


def _lesser(problem: Problem, ladders: Ladders) -> tuple[dict[int, str], dict[str, int]]:
    """The levels and unlockings that were promised, as far as the ladders kept them."""
    book = problem.ground.book
    levels = {
        week: min(level, ladders.levels[week], key=lambda at: _rank(book, at))
        for week, level in problem.levels.items()
    }
    unlocked = {
        id_: max(week, ladders.unlocked[id_])
        for id_, week in problem.unlocked.items()
        if id_ in ladders.unlocked
    }
    return levels, unlocked


# ---- the plan in words ----------------------------------------------------------------------------


def _sessions(ground: Ground, outcome: Outcome) -> tuple[Session, ...]:
    dosed = outcome.ladders.sessions
    ids = name_sessions([(one.date, one.exercise) for one in dosed], ground.past)
    everyone = [*_dosed_before(ground), *dosed]
    sessions = list(ground.past.kept) if ground.past else []
    for one, id_ in zip(dosed, ids, strict=True):
        exercise = ground.book.exercises[one.exercise]
        rest = ground.book.rest_s(exercise, one.dose)
        sessions.append(
            Session(
                id=id_,
                date=one.date,
                exercise=one.exercise,
                step=one.step,
                dose=one.dose,
                rest_s=rest,
                effort=exercise.effort,
                contacts=one.contacts,
                minutes=minutes(exercise, one.dose, rest),
                beside=ground.day(one.date).title,
                opener=is_opener(ground, exercise, one.date),
                eased=one.eased,
                order=exercise.order,
                because=reasons_here(ground, one, everyone),
            )
        )
    return tuple(sorted(sessions, key=lambda session: (session.date, session.order, session.exercise)))


def _dosed_before(ground: Ground) -> list[Dosed]:
    """The plan's sessions so far, in the words that reasons are told in."""
    return [
        Dosed(
            exercise=s.exercise, date=s.date, step=s.step, dose=s.dose, contacts=s.contacts, why=s.because[0]
        )
        for s in (ground.past.kept if ground.past else ())
        if s.because and s.exercise in ground.book.exercises
    ]


def _weeks(ground: Ground, ladders: Ladders, sessions: Sequence[Session]) -> tuple[Week, ...]:
    own = ground.own_contacts
    weeks = []
    for week in ground.season.weeks:
        behind = week.start + 7 * _DAY <= ground.free_from
        dates = [week.start + offset * _DAY for offset in range(7)]
        here = [session for session in sessions if session.date in dates]
        maximal = {s.date for s in here if ground.book.exercises[s.exercise].maximal}
        weeks.append(
            Week(
                start=max(week.start, ground.season.first),
                phase=coarse(week.phase),
                light=week.light,
                contacts=sum(s.contacts for s in here) + sum(own.get(date, 0) for date in dates),
                maximal_days=len(maximal | own_maximal(ground, week)),
                level=ladders.levels[week.index],
                note="" if maximal or behind else _why_idle(ground, week),
                km=None if week.km is None else round(week.km, 1),
            )
        )
    return tuple(weeks)


def _why_idle(ground: Ground, week: SeasonWeek) -> str:
    """Why a week holds no maximal work of ours, where one thing decides it."""
    own = sorted({id_ for id_ in ground.own if own_maximal_of(ground, id_, week)})
    if own:
        return f"your own {' and '.join(ground.book.exercises[id_].short for id_ in own)} stand there"
    middle = week.start + 3 * _DAY
    for race in ground.season.races:
        days = recovery_days(ground, race)
        if 0 < (middle - race.date).days < days:
            when = f"{race.date.day} {race.date:%B}"
            return f"{race.name or 'the race'} is on {when}, and {days} days after it are kept clear"
    return ""


def _unplaced(outcome: Outcome) -> tuple[Unplaced, ...]:
    """Weekly minima that found no place, with what stood in the way on each day of that week."""
    problem, placed = outcome.problem, outcome.placement.placed
    ground = problem.ground
    counts = Counter((id_, ground.week_index(date)) for date, id_ in placed)
    found = []
    for week in ground.season.weeks:
        if week.start < ground.season.first or week.start + 7 * _DAY <= ground.free_from:
            continue
        for id_ in problem.wanted:
            if counts[id_, week.index] >= problem.least[id_, week.index]:
                continue
            reasons = _halved(outcome, id_, week) or why_not_in_week(problem, placed, id_, week)
            found.append(Unplaced(exercise=id_, week=week.start, because=reasons))
    return tuple(found)


def _halved(outcome: Outcome, id_: str, week: SeasonWeek) -> tuple[Reason, ...]:
    ground = outcome.problem.ground
    if not any(id_ == left and ground.week_index(date) == week.index for date, left in outcome.left_out):
        return ()
    return (halved(ground.book, id_),)


def halved(book: Book, exercise: str) -> Reason:
    """Why work that a race halves to a single rep is left out."""
    return book.exercises[exercise].race.reason("Near the race half of two reps is one: left out.")


def _disliked(ground: Ground, sessions: Sequence[Session]) -> tuple[Disliked, ...]:
    earlier: Counter[str] = Counter()
    found = []
    for session in sessions:
        exercise = ground.book.exercises[session.exercise]
        reasons = disliked(ground, exercise, session.date, earlier=earlier[session.exercise])
        found += [Disliked(session=session.id, because=reason) for reason in reasons]
        earlier[session.exercise] += 1
    return tuple(found)


def last_day(first: dt.date, weeks: int) -> dt.date:
    """The Sunday that ends the `weeks`-th week, the first being the one that holds `first`."""
    return monday(first) + dt.timedelta(days=7 * weeks - 1)
