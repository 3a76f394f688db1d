"""Exposure: how often each exercise was done of late, and how many seconds were all-out."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from fullstride.domain.evidence import Evidence, Means, Measured
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
    fast_s: tuple[Measured | None, ...]


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
        Seconds are counted from the rule's share of `top_mps`, and their error is what its error makes of
        them; there are none where it is not known, and None is a week without a recorded run, of which
        nothing is known.
        """
        weeks_from = today - dt.timedelta(days=today.weekday()) - (self.rule.weeks - 1) * _WEEK
        runs = [one for one in evidence if one.kind == RUN and one.start is not None]
        logs = [one for one in evidence if one.motion is not None and one.start is not None]
        done = self._done(runs, logs, reports, today)
        told = [
            self._exposure(exercise, done.get(exercise, {}), weeks_from, today) for exercise in self.exercises
        ]
        return Exposed(
            weeks_from=weeks_from,
            exposures=tuple(one for one in told if one.last is not None),
            fast_s=self._fast_s(runs, weeks_from, today, top_mps) if top_mps else (),
        )

    def _done(
        self, runs: Sequence[Evidence], logs: Sequence[Evidence], reports: Sequence[Report], today: dt.date
    ) -> dict[str, dict[dt.date, int]]:
        """Reps by exercise and day; a report counts where no recording shows its reps. A log may hold only a
        part of the sets: then the report's number stands."""
        done: dict[str, dict[dt.date, int]] = {}
        for one in runs:
            day = one.start.date() if one.start else today
            for effort in one.efforts:
                if effort.confidence >= _SURE and effort.kind in self.exercises and day <= today:
                    days = done.setdefault(effort.kind, {})
                    days[day] = days.get(day, 0) + 1
        logged = self._logged(logs, today)
        for (exercise, day), sets in logged.items():
            days = done.setdefault(exercise, {})
            days[day] = max(days.get(day, 0), sets)
        for report in sorted(reports, key=lambda each: (each.said_at, each.id)):
            said = report.completion in (Completion.DONE, Completion.PARTLY)
            if said and report.exercise in self.exercises and report.date <= today:
                days, told = done.setdefault(report.exercise, {}), report.reps or report.sets or 0
                part = (report.exercise, report.date) in logged
                days[report.date] = (
                    max(days.get(report.date, 0), told) if part else days.get(report.date, told)
                )
        return done

    def _logged(self, logs: Sequence[Evidence], today: dt.date) -> dict[tuple[str, dt.date], int]:
        """Sets and runs by exercise and day: those of a phone's logs add up, and so do those of videos, which
        show the same work."""
        of_means: dict[tuple[str, dt.date], Counter[Means]] = defaultdict(Counter)
        for one in logs:
            day = one.start.date() if one.start else today
            for verdict in one.verdicts:
                if one.motion and verdict.exercise in self.exercises and verdict.done and day <= today:
                    of_means[verdict.exercise, day][one.motion.means] += verdict.done
        return {place: max(counts.values()) for place, counts in of_means.items()}

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
    ) -> tuple[Measured | None, ...]:
        weeks: list[list[Markers]] = [[] for _ in range(self.rule.weeks)]
        for one in runs:
            day = one.start.date() if one.start else today
            if weeks_from <= day <= today and one.markers is not None:
                weeks[(day - weeks_from).days // 7].append(one.markers)

        def seconds(found: Sequence[Markers], off_mps: float) -> float:
            return sum(seconds_from(one, self.rule.share * (top_mps.value + off_mps)) for one in found)

        return tuple(
            Measured(
                value=seconds(found, 0.0),
                error=(seconds(found, -top_mps.error) - seconds(found, top_mps.error)) / 2,
            )
            if found
            else None
            for found in weeks
        )


def seconds_from(markers: Markers, line_mps: float) -> float:
    """The seconds at `line_mps` or faster; of the bin that holds the line, the part above it."""
    place = (line_mps - FAST_FROM_MPS) / FAST_BIN_MPS
    whole = max(0, int(place // 1) + 1)
    part = (whole - place) * markers.fast_s[whole - 1] if 0 < whole <= len(markers.fast_s) else 0.0
    return part + sum(markers.fast_s[whole:])
