"""What lies behind a plan after some weeks, as a runner lived them: all clean, or with sessions left out."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from fullstride.domain.past import Answered, Done, Footing, Past
from fullstride.domain.session import Plan, Session
from fullstride.rules.book import Book

DAY = dt.timedelta(days=1)


def past_of(
    plan: Plan,
    book: Book,
    until: dt.date,
    *,
    missed: Collection[str] = (),
    done_on: Mapping[str, dt.date] | None = None,
    answered: Sequence[Answered] = (),
    chosen: Sequence[tuple[dt.date, str]] = (),
    retired: Collection[str] = (),
) -> Past:
    """`plan` up to `until`, every session done clean but the `missed` ones; `done_on` has, by id, the day of
    those that were done on another than theirs."""
    on = done_on or {}
    kept = [s for s in plan.sessions if s.date < until and s.id not in missed]
    done = [
        Done(
            session=s.id,
            exercise=s.exercise,
            date=on.get(s.id, s.date),
            step=s.step,
            dose=s.dose,
            contacts=s.contacts,
            clean=True,
        )
        for s in kept
    ]
    gone = [s for s in plan.sessions if s.date < until and s.id in missed]
    ids = sorted({s.exercise for s in kept})
    level, level_from, count, since = _level(plan, book, kept, until)
    return Past(
        until=until,
        kept=tuple(kept),
        done=tuple(done),
        footings={
            id_: _footing(
                book, [s for s in kept if s.exercise == id_], [s for s in gone if s.exercise == id_], on
            )
            for id_ in ids
        },
        last_step=_last_step(book, kept),
        level=level,
        level_from=level_from,
        level_sessions=count,
        level_since=since,
        answered=tuple(answered),
        chosen=tuple(chosen),
        before=plan.sessions,
        retired=frozenset(retired),
    )


def _is_full(book: Book, session: Session) -> bool:
    return not session.eased and session.dose == book.exercises[session.exercise].doses()[session.step - 1]


def _footing(
    book: Book, done: Sequence[Session], gone: Sequence[Session], on: Mapping[str, dt.date]
) -> Footing:
    exercise = book.exercises[done[0].exercise]
    step = done[0].step
    for session in done:
        step = min(step, session.step) if session.eased else session.step
    at = []
    for session in reversed(done):
        if session.step == step:
            at.append(session)
        elif not session.eased:
            break
    full = [s for s in at if _is_full(book, s)]
    top = step >= exercise.step_of(exercise.ceiling.dose)
    return Footing(
        exercise=exercise.id,
        step=step,
        clean=len(full),
        at_ceiling=len(full) if top else 0,
        last=on.get(done[-1].id, done[-1].date),
        since=at[-1].date if at else None,
        missed=any(s.date > done[-1].date for s in gone),
    )


def _last_step(book: Book, kept: Sequence[Session]) -> dt.date | None:
    found = []
    for id_ in {s.exercise for s in kept}:
        step = None
        for session in (s for s in kept if s.exercise == id_):
            if step is not None and session.step > step:
                found.append(session.date)
            step = session.step
    return max(found, default=None)


def _level(
    plan: Plan, book: Book, kept: Sequence[Session], until: dt.date
) -> tuple[str, dt.date | None, int, dt.date | None]:
    """The level that was reached and when, and what counts towards the next."""
    rule, order = book.level_up, book.contacts.levels
    level = plan.weeks[0].level
    days = [s.date for s in kept if s.exercise in rule.exercises]
    raised_on = None
    week = plan.first - plan.first.weekday() * DAY
    while week <= until:
        before = [day for day in days if day < week]
        if len(before) >= rule.sessions and (week - before[0]).days >= 7 * rule.weeks and level in order[:-1]:
            level, raised_on, days = order[order.index(level) + 1], week, days[len(before) :]
        week += 7 * DAY
    return level, raised_on, len(days), days[0] if days else None
