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
    """Steps: find since when there was something to tell of: the session's earliest day in any version of the
    plan, else the first plan; a clock ahead of now or before that can't be right. What was said
    then counts as said now, and as of the session's day, or of today; `clock` holds what the sender gave.

    A phone keeps reports while there is no signal, so that weeks between the two are no sign of anything.
    """

    plans: Sequence[KeptPlan]
    now: dt.datetime

    def place(self, report: Report) -> Report:
        since = self._since(report.session)
        said_at = report.said_at
        if said_at > self.now + AHEAD or (since is not None and said_at.date() < since - AHEAD):
            said_at = self.now
        wrong = report.date > (self.now + AHEAD).date() or (since is not None and report.date < since - AHEAD)
        if not wrong:
            return replace(report, said_at=said_at)
        today = self.now.date()
        planned = next(iter(self._days(report.session)[::-1]), today)
        return replace(report, said_at=said_at, date=min(planned, today), clock=report.date)

    def _since(self, session: str) -> dt.date | None:
        """The first day that could be told of; None where there is no plan."""
        if session:
            return min(self._days(session), default=self.now.date()) - _EARLY
        return self.plans[0].made_at.date() - _LONG_AGO if self.plans else None

    def _days(self, session: str) -> list[dt.date]:
        """The session's day in each version that holds it, the latest version last."""
        return [one.date for kept in self.plans for one in kept.plan.sessions if one.id == session]
