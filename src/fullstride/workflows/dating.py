"""Date: the day of a report whose sender's clock can't be right."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fullstride.domain.keeping import KeptPlan
from fullstride.domain.report import Report

AHEAD = dt.timedelta(days=1)  # a clock may be a time zone off, and no more
_EARLY = dt.timedelta(days=14)  # nobody does a session longer before its day
_LONG_AGO = dt.timedelta(days=366)  # nor tells of a day longer before the first plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Steps: where the sender's clock is known as it sends (`clock`), and far from `now`, move what it says
    by as much; else find what can't be: ahead of now, before the first plan was made, long before the
    session's day. What was said then counts as said now, and as of the session's day, or of today. `clock` of
    the report holds the day that the sender gave.

    A phone keeps reports while there is no signal, so that weeks between the two are no sign of anything.
    """

    plans: Sequence[KeptPlan]
    now: dt.datetime
    clock: dt.datetime | None = None

    def place(self, report: Report) -> Report:
        late = self.now - self.clock if self.clock is not None else dt.timedelta()
        if abs(late) > AHEAD:
            said_at = min(report.said_at + late, self.now)
            days = (said_at.date() - report.said_at.date()).days
            if abs(report.date - report.said_at.date()) > AHEAD and not self._cannot_be(report):
                return replace(report, said_at=said_at)  # its day is not the clock's
            date = min(report.date + dt.timedelta(days=days), self.now.date())
            return replace(report, said_at=said_at, date=date, clock=report.date)
        wrong = self._never_said(report)
        said_at = self.now if wrong else report.said_at
        by_clock = wrong and abs(report.date - report.said_at.date()) <= AHEAD
        if not by_clock and not self._cannot_be(report):
            return replace(report, said_at=said_at)
        today = self.now.date()
        planned = next(iter(self._days(report.session)[::-1]), today)
        return replace(report, said_at=said_at, date=min(planned, today), clock=report.date)

    def _never_said(self, report: Report) -> bool:
        """Whether nobody can have said it when the sender's clock says so."""
        if report.said_at > self.now + AHEAD:
            return True
        made = min((kept.made_at for kept in self.plans), default=report.said_at)
        early = min(self._days(report.session), default=report.said_at.date()) - _EARLY
        return report.said_at < made - AHEAD or report.said_at.date() < early

    def _cannot_be(self, report: Report) -> bool:
        """Whether it can't be of its day."""
        days = self._days(report.session)
        made = min((kept.made_at.date() for kept in self.plans), default=report.date)
        since = min(days) - _EARLY if days else made - _LONG_AGO
        return report.date > (self.now + AHEAD).date() or report.date < since

    def _days(self, session: str) -> list[dt.date]:
        """The session's day in each version that holds it, the latest version last."""
        return [
            one.date for kept in self.plans for one in kept.plan.sessions if session and one.id == session
        ]
