"""Which effort belongs to which session of the day, and to which exercise where nothing was planned."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fullstride.domain.evidence import Effort
from fullstride.domain.session import Session

# A rep of another kind than asked costs as much as one half or twice as long; past a factor of three in
# length it is no rep of that session.
OTHER_KIND = math.log(2)
FAREST = math.log(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Indices of the efforts that were one session, or one kind of work that nobody had asked for."""

    exercise: str
    session: Session | None
    efforts: tuple[int, ...]


def allot(efforts: Sequence[Effort], chosen: Sequence[int], sessions: Sequence[Session]) -> tuple[Group, ...]:
    """`chosen` efforts (indices into `efforts`, in time order) to the session that is most like each.

    Sessions come first, in the order of the day, even when none of their reps was found; then what was
    not asked, a group a kind.
    """
    of: dict[int, Session | None] = {index: _nearest(efforts[index], sessions) for index in chosen}
    groups = [
        Group(
            exercise=session.exercise,
            session=session,
            efforts=tuple(index for index in chosen if of[index] is session),
        )
        for session in sorted(sessions, key=lambda each: each.order)
    ]
    left = [index for index in chosen if of[index] is None]
    kinds = dict.fromkeys(efforts[index].kind for index in left)
    groups += [
        Group(
            exercise=kind,
            session=None,
            efforts=tuple(index for index in left if efforts[index].kind == kind),
        )
        for kind in kinds
    ]
    return tuple(groups)


def _nearest(effort: Effort, sessions: Sequence[Session]) -> Session | None:
    costs = [(_unlikeness(effort, session), place) for place, session in enumerate(sessions)]
    cost, place = min(costs, default=(math.inf, -1))
    return sessions[place] if cost <= FAREST else None


def _unlikeness(effort: Effort, session: Session) -> float:
    """0 for a rep of the asked kind and length, else the log of how far off it is."""
    dose = session.dose
    kind = 0.0 if effort.kind == session.exercise else OTHER_KIND
    if dose.work_m and effort.distance_m is not None:
        return kind + abs(math.log(max(effort.distance_m.value, 1.0) / dose.work_m))
    if dose.work_s:
        return kind + abs(math.log(max(effort.duration_s.value, 1.0) / dose.work_s))
    return kind
