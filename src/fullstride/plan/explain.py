"""Why here, and why not on each other day: the rules that decided, spoken about the days at hand."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from fullstride.domain.calendar import Day
from fullstride.domain.runner import Runner
from fullstride.domain.session import Grade, Plan, Reason, Session
from fullstride.plan.assume import settle
from fullstride.plan.check_places import FAR_RULES, NEAR_RULES, between
from fullstride.plan.ladder import Dosed, Ladders, climb
from fullstride.plan.places import (
    SAY_DEMAND,
    Ground,
    counted_weeks,
    disliked,
    forbidden,
    is_open,
    liked,
    weekday,
)
from fullstride.plan.problem import Problem, ground_of, opening_fits, pose, prerequisites
from fullstride.plan.season import SeasonWeek
from fullstride.plan.wishes import wish_values
from fullstride.rules.book import Book
from fullstride.rules.gates import start_level

_DAY = dt.timedelta(days=1)
_STRENGTH = {Grade.ARTICLE: 0, Grade.TRIAL: 1, Grade.PRACTICE: 2, Grade.DEFAULT: 3}
_NEAR_DAYS = 14  # two weeks hold every rule between neighbours
Placed = Sequence[tuple[dt.date, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOn:
    """A day of the same week where a session does not stand. `never`: a hard rule forbids it."""

    date: dt.date
    never: bool
    because: tuple[Reason, ...]


def reasons_here(ground: Ground, one: Dosed, others: Sequence[Dosed]) -> tuple[Reason, ...]:
    """Why a session stands where it stands and holds what it holds: place first, strongest first."""
    exercise, date = ground.book.exercises[one.exercise], one.date
    facts = {
        "day": weekday(date),
        "previous": weekday(date - _DAY),
        "next": weekday(date + _DAY),
        "demand": SAY_DEMAND[ground.day(date).demand],
    }
    place: list[Reason] = []
    before = exercise.before.get("hard") or exercise.before.get("long")
    if before is not None and not ground.is_hard(date - _DAY) and not ground.is_long(date - _DAY):
        place.append(before.reason(before.why, **facts))
    place += [reason for _, reason in liked(ground, exercise, date)]
    after = exercise.after.get("hard")
    if after is not None and after.verdict != "preferred" and not ground.is_hard(date + _DAY):
        long_after = exercise.after.get("long", after)
        rule = long_after if not ground.is_long(date + _DAY) and not after.why else after
        if rule.why and not ground.is_long(date + _DAY):
            place.append(rule.reason(rule.why, **facts))
    if one_opener(ground, one):
        place.append(ground.book.days.opener.reason(ground.book.days.opener.why))
    elif exercise.day.why:
        place.append(exercise.day.reason(exercise.day.why, **facts))
    beside = exercise.beside
    if beside is not None and any(o.date == date and o.exercise in beside.exercises for o in others):
        place.append(beside.reason(beside.why))
    place.sort(key=lambda reason: _STRENGTH[reason.grade])
    needed = prerequisites(ground, exercise)
    if needed and exercise.begins.why:
        first = next(iter(needed))
        ours = {ground.week_index(other.date) for other in others if other.exercise == first}
        here = ground.week_index(date)  # the week that it stands in is none of the earlier ones
        weeks = min(sum(week < here for week in ours | way) for way in counted_weeks(ground, first))
        place.append(exercise.begins.reason(exercise.begins.why, weeks=weeks))
    elif exercise.begins.unlocked_by:
        place.append(exercise.begins.reason(exercise.begins.why))
    rest = exercise.rest or ground.book.rest[exercise.effort]
    return (*place, one.why, rest.reason())


def one_opener(ground: Ground, one: Dosed) -> bool:
    demand = ground.day(one.date).demand.value
    return demand not in ground.book.exercises[one.exercise].day.on


def why_not_on(
    problem: Problem,
    placed: Placed,
    id_: str,
    here: dt.date | None,
    other: dt.date,
    *,
    most: int | None = None,
) -> NotOn:
    """Why `id_` does not stand on `other`; `here` is where it does, None when it found no place.

    `most` bounds the reasons that are looked for; the first is the decisive one.
    """
    ground = problem.ground
    exercise = ground.book.exercises[id_]
    alone = tuple(islice(forbidden(ground, exercise, other), most))
    if alone:
        return NotOn(date=other, never=True, because=alone)
    rest = [one for one in placed if one != (here, id_)]
    if (other, id_) in rest:
        said = f"{weekday(other)} holds {exercise.short} already."
        return NotOn(date=other, never=True, because=(exercise.spacing.reason(said),))
    moved = sorted([*rest, (other, id_)])
    broken = tuple(dict.fromkeys(islice(_broken(problem, moved, other), most)))
    if broken:
        return NotOn(date=other, never=True, because=broken)
    return NotOn(date=other, never=False, because=(_lesser_wish(problem, placed, moved, id_, other),))


def _broken(problem: Problem, moved: Placed, other: dt.date) -> Iterator[Reason]:
    """The rules between sessions that a move to `other` would break, the plan being sound before it."""
    near = [one for one in moved if abs((one[0] - other).days) <= _NEAR_DAYS]
    ground, levels = problem.ground, problem.levels
    for violation in between(ground, near, levels, rules=NEAR_RULES):
        yield violation.because
    for violation in between(ground, moved, levels, rules=FAR_RULES):
        yield violation.because


def _lesser_wish(problem: Problem, placed: Placed, moved: Placed, id_: str, other: dt.date) -> Reason:
    """The first wish that would come off worse."""
    ground, book = problem.ground, problem.ground.book
    here = next((date for date, exercise in placed if exercise == id_ and (date, id_) not in moved), other)
    later = book.early.why_not if other >= here else book.early.why
    early = book.early.reason(later, day=weekday(other), here=weekday(here))
    allowed = {(place.date, place.exercise) for place in problem.places}
    against = disliked(ground, book.exercises[id_], other, earlier=99)
    if (other, id_) in allowed:
        now, then = wish_values(problem, placed), wish_values(problem, moved)
        worse = next((name for name in now if then[name] > now[name]), "earlier date")
    else:
        worse = "disliked" if against else "earlier date"
    day = weekday(other)
    if worse == "one easy run plain":
        return book.plain.reason(book.plain.why_not, day=day)
    if worse == "disliked":
        against = disliked(ground, book.exercises[id_], other, earlier=0)
        return against[0] if against else early
    if worse.startswith("minimum"):
        return book.wishes.reason(f"{day} is wanted by {_short(ground, worse.removeprefix('minimum '))}.")
    if worse == "strides before a race":
        return book.race.strides.reason()
    if worse == "second sessions":
        return book.second.reason(f"{day} would leave no room for a second session.")
    if worse == "preferred":
        return book.wishes.reason(f"{day} is allowed; the chosen day is preferred.")
    if worse == "your own moves":
        return book.wishes.reason(f"{day} would undo a move that you asked for.")
    if worse == "least change":
        return book.wishes.reason(f"{day} would change more of the plan than it needs.")
    if worse == "same weekday":
        return book.regular.reason(book.regular.why_not, day=day)
    return early


def _short(ground: Ground, id_: str) -> str:
    return ground.book.exercises[id_].short


def why_not_in_week(problem: Problem, placed: Placed, id_: str, week: SeasonWeek) -> tuple[Reason, ...]:
    """What stood in the way of a missing session: what else took its days, else why each day is closed."""
    season, exercise = problem.ground.season, problem.ground.book.exercises[id_]
    if not opening_fits(problem.ground, exercise, problem.levels[week.index]):
        said = f"{exercise.name} starts above the contacts that your level allows."
        return (problem.ground.book.contacts.reason(said),)
    dates = (week.start + offset * _DAY for offset in range(7))
    inside = [date for date in dates if season.first <= date <= season.last and (date, id_) not in placed]
    closed: dict[Reason, None] = {}
    taken: dict[Reason, None] = {}
    for date in inside:
        answer = why_not_on(problem, placed, id_, None, date, most=1)
        alone = is_open(problem.ground, exercise, date)
        (taken if alone else closed).setdefault(answer.because[0])
    return tuple(taken or closed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One session of a day, or, with `session` None, why an exercise is not on that day."""

    exercise: str
    session: Session | None
    because: tuple[Reason, ...]
    though: tuple[Reason, ...] = ()  # what speaks against the place all the same
    not_on: tuple[NotOn, ...] = ()


def explain_day(
    plan: Plan, days: Iterable[Day], runner: Runner, book: Book, date: dt.date
) -> tuple[Explanation, ...]:
    """Why each session of `date` stands there, and why not on each other day of its week.

    For a day without a session: per wanted exercise, why it is not there. Works for edited plans too:
    reasons are worked out afresh from the calendar and the book. `days` as for `make_plan`.
    """
    problem, ladders, inside = seen_afresh(plan, days, runner, book)
    here = sorted((s for s in plan.sessions if s.date == date), key=lambda s: s.order)
    if here:
        return tuple(_explain(problem, ladders, inside, session) for session in here)
    return tuple(
        Explanation(exercise=id_, session=None, because=why_not_on(problem, inside, id_, None, date).because)
        for id_ in problem.wanted
        if plan.first <= date <= plan.last
    )


def seen_afresh(
    plan: Plan, days: Iterable[Day], runner: Runner, book: Book
) -> tuple[Problem, Ladders, Placed]:
    """A plan from elsewhere as we would pose it, its doses by our ladders, and its places."""
    days = list(days)
    runner = settle(days, runner, first=plan.first, last=plan.last)
    ground = ground_of(days, runner, book, first=plan.first, last=plan.last, season_start=plan.season_start)
    known = sorted((s.date, s.exercise) for s in plan.sessions if s.exercise in ground.book.exercises)
    level = start_level(ground.runner, ground.book, first=ground.season.first)
    inside = [one for one in known if plan.first <= one[0] <= plan.last]
    ladders = climb(ground, inside, level=level)
    return pose(ground, levels=ladders.levels, unlocked=ladders.unlocked), ladders, inside


def dose_reason(session: Session, book: Book) -> Reason | None:
    """Why a session holds the dose that it holds, as it was said when it was placed: what was done before may
    have set it, which the calendar does not know."""
    exercise = book.exercises[session.exercise]
    rest = exercise.rest or book.rest[exercise.effort]
    told = session.because
    return told[-2] if len(told) > 1 and told[-1].rule == rest.id else None


def told_afresh(plan: Plan, days: Iterable[Day], runner: Runner, book: Book) -> Plan:
    """The plan with the reasons of moved sessions worked out for the day they stand on now.

    A session was moved when it says it stands beside other training than its date holds.
    """
    days = list(days)
    titles = {day.date: day.title for day in days}
    moved = [s.id for s in plan.sessions if s.beside and s.beside != titles.get(s.date, s.beside)]
    if not moved:
        return plan
    fresh = {
        one.session.id: one.because
        for date in sorted({s.date for s in plan.sessions if s.id in moved})
        for one in explain_day(plan, days, runner, book, date)
        if one.session is not None
    }
    sessions = (
        replace(s, beside=titles[s.date], because=fresh.get(s.id, ())) if s.id in moved else s
        for s in plan.sessions
    )
    return replace(plan, sessions=tuple(sessions))


def _explain(problem: Problem, ladders: Ladders, placed: Placed, session: Session) -> Explanation:
    ground, date, id_ = problem.ground, session.date, session.exercise
    if (date, id_) not in placed:
        return Explanation(exercise=id_, session=session, because=session.because)
    dosed = next(one for one in ladders.sessions if (one.date, one.exercise) == (date, id_))
    dosed = replace(dosed, why=dose_reason(session, ground.book) or dosed.why)
    earlier = sum(1 for one in ladders.sessions if one.exercise == id_ and one.date < date)
    week = ground.season.week_of(date)
    dates = [week.start + offset * _DAY for offset in range(7)]
    return Explanation(
        exercise=id_,
        session=session,
        because=reasons_here(ground, dosed, ladders.sessions),
        though=tuple(disliked(ground, ground.book.exercises[id_], date, earlier=earlier)),
        not_on=tuple(
            why_not_on(problem, placed, id_, date, other)
            for other in dates
            if other != date and ground.season.first <= other <= ground.season.last
        ),
    )
