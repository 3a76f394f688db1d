"""Going on with a plan: what our own sessions so far leave for the ones to come."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from fullstride.domain.past import Done, Past
from fullstride.plan.places import Ground, own_weeks
from fullstride.rules.ladders import contacts_of
from fullstride.rules.words import Exercise


def going_on(ground: Ground) -> Ground:
    """The same ground for placing what is still to come: our sessions so far take room up like own work.

    A session takes up room on the day it was planned for and on the day it was done.
    """
    past = ground.past
    if past is None:
        return ground
    behind: dict[str, set[dt.date]] = {}
    contacts: dict[tuple[str, dt.date], int] = {}
    for session in past.kept:
        behind.setdefault(session.exercise, set()).add(session.date)
        contacts[session.exercise, session.date] = session.contacts
    for done in past.done:
        behind.setdefault(done.exercise, set()).add(done.date)
        contacts[done.exercise, done.date] = max(done.contacts, contacts.get((done.exercise, done.date), 0))
    own_contacts = dict(ground.own_contacts)
    for (_, date), count in contacts.items():
        if count:
            own_contacts[date] = own_contacts.get(date, 0) + count
    ids = ground.own.keys() | behind.keys()
    return replace(
        ground,
        own={id_: ground.own.get(id_, frozenset()) | frozenset(behind.get(id_, ())) for id_ in sorted(ids)},
        own_contacts=own_contacts,
        behind={id_: frozenset(dates) for id_, dates in behind.items()},
        once={id_: tuple(frozenset(way.get(id_, ())) for way in _ways(ground, past)) for id_ in sorted(ids)},
    )


def _ways(ground: Ground, past: Past) -> tuple[Mapping[str, set[dt.date]], ...]:
    """Dates of all work so far, every session once: where the plan has it, as whoever reads the plan counts,
    and where it was done, which is what the legs count."""
    known = {one.session for one in past.done}
    planned = [(one.exercise, one.date) for one in past.kept]
    planned += [(one.exercise, one.date) for one in past.done if not one.session]
    lived = [(one.exercise, one.date) for one in past.done]
    lived += [(one.exercise, one.date) for one in past.kept if one.id not in known]
    return _by_exercise(ground, planned), _by_exercise(ground, lived)


def _by_exercise(ground: Ground, ours: Iterable[tuple[str, dt.date]]) -> Mapping[str, set[dt.date]]:
    found = {id_: set(dates) for id_, dates in ground.own.items()}
    for id_, date in ours:
        found.setdefault(id_, set()).add(date)
    return found


def with_unasked(ground: Ground, done: Iterable[Done]) -> Ground:
    """The same ground, where work that no plan asked for stands beside the runner's own."""
    own = dict(ground.own)
    contacts = dict(ground.own_contacts)
    for one in done:
        own[one.exercise] = own.get(one.exercise, frozenset()) | {one.date}
        contacts[one.date] = contacts.get(one.date, 0) + one.contacts
    return replace(ground, own=own, own_contacts=contacts)


def began(ground: Ground) -> Mapping[int, frozenset[str]]:
    """Exercises of ours that were new in the week which is partly behind us, by the plan or by what was done:
    the first session may have been done some days before its own."""
    week = ground.week_index(ground.free_from)
    planned: dict[str, int] = {}
    for session in ground.past.kept if ground.past else ():
        at = ground.week_index(session.date)
        planned[session.exercise] = min(at, planned.get(session.exercise, at))
    new = {id_ for id_ in ground.behind if min(own_weeks(ground, id_), default=week + 1) == week}
    for id_, first in planned.items():
        runners = ground.own.get(id_, frozenset()) - ground.behind.get(id_, frozenset())
        if first == week and all(ground.week_index(date) > week for date in runners):
            new.add(id_)
    return {week: frozenset(new)} if new else {}


def places_before(ground: Ground) -> frozenset[tuple[str, dt.date]]:
    if ground.past is None:
        return frozenset()
    return frozenset((s.exercise, s.date) for s in ground.past.before if s.date >= ground.past.until)


def levels_so_far(ground: Ground, level: str) -> Mapping[int, str]:
    """The contact level of each week, as far as it is known; before it was raised, the one below."""
    order, past = ground.book.contacts.levels, ground.past
    raised_on = past.level_from if past else None
    below = order[max(0, order.index(level) - 1)] if level in order else level
    return {
        week.index: below if raised_on is not None and week.start < raised_on else level
        for week in ground.season.weeks
    }


def last_step_week(ground: Ground) -> int | None:
    """The week of the last step up: when it was done, or stood in the plan, whichever is later."""
    past = ground.past
    if past is None:
        return None
    taken = [past.last_step] if past.last_step else []
    reached: dict[str, int] = {}
    for session in past.kept:
        if session.step > reached.get(session.exercise, session.step):
            taken.append(session.date)
        reached[session.exercise] = max(session.step, reached.get(session.exercise, 0))
    return max((ground.week_index(date) for date in taken), default=None)


def contacts_reached(ground: Ground, exercise: Exercise, level: str) -> int:
    """Contacts of a session where the exercise stands by what was done, as far as the level allows."""
    footing = ground.past.footings.get(exercise.id) if ground.past else None
    if footing is None:
        return 0
    contacts = contacts_of(exercise, exercise.doses()[footing.step - 1])
    return min(contacts, ground.book.contacts.cap(level)[0])
