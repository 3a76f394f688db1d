"""A session on another day: what the rules say of it, without solving anything."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fullstride.domain.calendar import Day
from fullstride.domain.past import Answered, Done
from fullstride.domain.runner import Runner
from fullstride.domain.session import Plan, Reason, Session, Violation
from fullstride.plan.check import check_plan
from fullstride.plan.explain import seen_afresh, why_not_on
from fullstride.rules.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveJudged:
    """`never`: a hard rule forbids the place, and `because` says which; else `because` is why another day
    suits better. `breaks` is what the checker finds with that move and did not find before."""

    never: bool
    because: tuple[Reason, ...]
    breaks: tuple[Violation, ...]


def judge_move(
    plan: Plan,
    days: Iterable[Day],
    runner: Runner,
    book: Book,
    session: Session,
    to: dt.date,
    *,
    answered: Sequence[Answered] | None = None,
    done: Sequence[Done] = (),
) -> MoveJudged:
    """What is said of `session` on the day `to`, everything else staying where it is."""
    days = list(days)
    titles = {day.date: day.title for day in days}
    moved = replace(session, date=to, beside=titles.get(to, ""))
    after = replace(plan, sessions=tuple(moved if one.id == session.id else one for one in plan.sessions))
    known = set(check_plan(plan, days, runner, book, answered=answered, done=done))
    found = check_plan(after, days, runner, book, answered=answered, done=done)
    breaks = tuple(one for one in found if one not in known)
    if to == session.date or session.exercise not in book.exercises:
        return MoveJudged(never=bool(breaks), because=(), breaks=breaks)
    problem, _, placed = seen_afresh(plan, days, runner, book)
    why = why_not_on(problem, placed, session.exercise, session.date, to)
    hard = tuple(dict.fromkeys((*(why.because if why.never else ()), *(one.because for one in breaks))))
    return MoveJudged(never=bool(hard), because=hard or why.because, breaks=breaks)
