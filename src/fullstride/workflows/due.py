"""Due: what the runner has not said yet and only they can say."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from fullstride.domain.report import Pain, Report
from fullstride.domain.session import Session
from fullstride.workflows.counting import complete_until, evidence_of, matches_of
from fullstride.workflows.keeping import sessions_ever
from fullstride.workflows.wishing import wishes_of

if TYPE_CHECKING:
    from fullstride.adapt.outcomes import Outcome
    from fullstride.store.contract import Shelf

UNSAID_DAYS = 21  # nobody remembers further back


class Asks(StrEnum):
    DONE = "done"
    SORENESS = "soreness_48h"
    PAIN = "pain"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One question about one session; `date` is the day it was done, or was to be done.

    Where it asks of pain, `pain` is what was last said of its place, on `date`; None where pain stopped the
    session and nothing more was said. Where it asks which day it was, `report` is what was kept with a guess,
    on `date`.
    """

    asks: Asks
    session: Session
    date: dt.date
    pain: Pain | None = None
    report: Report | None = None


def outcomes_of(shelf: "Shelf", *, today: dt.date) -> "tuple[Outcome, ...]":
    """What became of every session of every plan on the shelf; what was left out was not done."""
    from fullstride.adapt.outcomes import Outcome, Status, outcomes

    plans = shelf.plans()
    found = outcomes(
        plans,
        shelf.reports(),
        evidence_of(shelf),
        matches_of(shelf),
        imported_at=complete_until(shelf),
        today=today,
    )
    left_out = [one for one in wishes_of(shelf) if one.to is None and one.on and one.on < today]
    if not left_out:
        return found
    known, sessions = {one.id for one in found}, sessions_ever(plans)
    gone = (
        Outcome(
            id=one.session,
            exercise=one.exercise,
            date=one.on,
            status=Status.NOT_DONE,
            session=replace(sessions[one.session], date=one.on),
        )
        for one in left_out
        if one.on and one.session in sessions and one.session not in known
    )
    return tuple(sorted((*found, *gone), key=lambda one: (one.date, one.id)))


def due(shelf: "Shelf", *, today: dt.date) -> tuple[Due, ...]:
    """The questions that are open on `today`."""
    return open_questions(outcomes_of(shelf, today=today), shelf.reports(), today=today)


def open_questions(
    found: "Sequence[Outcome]", reports: Iterable[Report], *, today: dt.date
) -> tuple[Due, ...]:
    """Reports whose day is a guess; each place that hurt and is not called gone; sessions not spoken of whose
    day is over; how sore the legs are two days after a day with work of ours. The oldest of each first, and
    a day's soreness once."""
    from fullstride.adapt.outcomes import Status
    from fullstride.adapt.said import SORE_AFTER_DAYS

    known = tuple(reports)
    done: list[Due] = []
    sore: dict[dt.date, Due] = {}
    for outcome in found:
        if outcome.session is None:
            continue
        on = outcome.done_on or outcome.date
        ago = (today - on).days
        unsaid = outcome.status is Status.NOT_YET_SAID or outcome.may_be_part
        if unsaid and 0 < ago <= UNSAID_DAYS:
            done.append(Due(asks=Asks.DONE, session=outcome.session, date=on))
        told = outcome.said is not None and outcome.said.soreness_48h is not None
        if outcome.was_done and ago in SORE_AFTER_DAYS and not told:
            sore.setdefault(on, Due(asks=Asks.SORENESS, session=outcome.session, date=on))
    days = _open_days(found, known, today)
    return (*days, *_open_pains(found, known, today), *done, *sore.values())


def _open_days(found: "Sequence[Outcome]", reports: Iterable[Report], today: dt.date) -> Iterator[Due]:
    """Reports that came with a day that can't be; one of no session is asked with the last one before it."""
    from fullstride.adapt.said import once

    sessions = [one.session for one in sorted(found, key=lambda one: one.date) if one.session is not None]
    for report in once(reports):
        if report.clock is None or (today - report.date).days > UNSAID_DAYS:
            continue
        before = [one for one in sessions if one.date <= report.date] or sessions[:1]
        of = next((one for one in sessions if one.id == report.session), None)
        if session := of or next(reversed(before), None):
            yield Due(asks=Asks.DAY, session=session, date=report.date, report=report)


def _open_pains(found: "Sequence[Outcome]", reports: Iterable[Report], today: dt.date) -> Iterator[Due]:
    """A place is asked for on the days after it was spoken of, until it is gone; where a session was stopped,
    at once. One that was said of no session is asked with the last one before it."""
    from fullstride.adapt.said import open_pains

    sessions = [one.session for one in sorted(found, key=lambda one: one.date) if one.session is not None]
    for one in open_pains(reports):
        if (today - one.date).days < (0 if one.pain is None else 1):
            continue
        before = [session for session in sessions if session.date <= one.date]
        of = next((session for session in sessions if session.id == one.session), None)
        session = of or next(reversed(before), None)
        if session is not None:
            yield Due(asks=Asks.PAIN, session=session, date=one.date, pain=one.pain)
