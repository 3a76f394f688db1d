"""Exposure: how often each exercise was done of late, and how many seconds were all-out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from fullstride.domain.evidence import Evidence, Measured
from fullstride.domain.history import RUN
from fullstride.domain.markers import FAST_BIN_MPS, FAST_FROM_MPS, Markers
from fullstride.domain.report import Completion, Report
from fullstride.domain.trend import Exposure
from fullstride.rules.trend import ExposureRule

_SURE = 0.5  # the confidence from which an effort is one
_WEEK = dt.timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    weeks_from: dt.date
    exposures: tuple[Exposure, ...]
    fast_s: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureTeller:
    """`exercises` are those of the book, in its order."""

    rule: ExposureRule
    exercises: tuple[str, ...]

    def tell(
        self,
        evidence: Sequence[Evidence],
        reports: Sequence[Report],
        *,
        today: dt.date,
        top_mps: Measured | None,
    ) -> Exposed:
        """The last weeks from Monday on, this one the last.

        A day on which an exercise was found in a recording, or reported as done, is a session of it.
        Seconds are counted from the rule's share of `top_mps`; none where that is not known.
        """
        weeks_from = today - dt.timedelta(days=today.weekday()) - (self.rule.weeks - 1) * _WEEK
        runs = [one for one in evidence if one.kind == RUN and one.start is not None]
        done = self._done(runs, reports, today)
        told = [
            self._exposure(exercise, done.get(exercise, {}), weeks_from, today) for exercise in self.exercises
        ]
        return Exposed(
            weeks_from=weeks_from,
            exposures=tuple(one for one in told if one.last is not None),
            fast_s=self._fast_s(runs, weeks_from, today, top_mps) if top_mps else (),
        )

    def _done(
        self, runs: Sequence[Evidence], reports: Sequence[Report], today: dt.date
    ) -> dict[str, dict[dt.date, int]]:
        """Reps by exercise and day; a report counts where no recording shows its reps."""
        done: dict[str, dict[dt.date, int]] = {}
        for one in runs:
            day = one.start.date() if one.start else today
            for effort in one.efforts:
                if effort.confidence >= _SURE and effort.kind in self.exercises and day <= today:
                    days = done.setdefault(effort.kind, {})
                    days[day] = days.get(day, 0) + 1
        for report in sorted(reports, key=lambda each: (each.said_at, each.id)):
            said = report.completion in (Completion.DONE, Completion.PARTLY)
            if said and report.exercise in self.exercises and report.date <= today:
                done.setdefault(report.exercise, {}).setdefault(report.date, report.reps or 0)
        return done

    def _exposure(
        self, exercise: str, days: dict[dt.date, int], weeks_from: dt.date, today: dt.date
    ) -> Exposure:
        sessions = [0] * self.rule.weeks
        for day in days:
            if day >= weeks_from:
                sessions[(day - weeks_from).days // 7] += 1
        last = max(days, default=None)
        return Exposure(
            exercise=exercise,
            sessions=tuple(sessions),
            reps=sum(reps for day, reps in days.items() if day >= weeks_from),
            last=last,
            days_ago=(today - last).days if last else None,
        )

    def _fast_s(
        self, runs: Sequence[Evidence], weeks_from: dt.date, today: dt.date, top_mps: Measured
    ) -> tuple[float, ...]:
        seconds = [0.0] * self.rule.weeks
        for one in runs:
            day = one.start.date() if one.start else today
            if weeks_from <= day <= today and one.markers is not None:
                seconds[(day - weeks_from).days // 7] += seconds_from(
                    one.markers, self.rule.share * top_mps.value
                )
        return tuple(seconds)


def seconds_from(markers: Markers, line_mps: float) -> float:
    """The seconds at `line_mps` or faster; of the bin that holds the line, the part above it."""
    place = (line_mps - FAST_FROM_MPS) / FAST_BIN_MPS
    whole = max(0, int(place // 1) + 1)
    part = (whole - place) * markers.fast_s[whole - 1] if 0 < whole <= len(markers.fast_s) else 0.0
    return part + sum(markers.fast_s[whole:])
