"""The audit: what a history shows of a runner's speed, and what it can't show."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from fullstride.domain.evidence import Effort, Grading, Measured, Refused
from fullstride.domain.history import (
    RUN,
    Audit,
    CriticalSpeed,
    MaxEffort,
    RunSummary,
    Sighting,
    TopSpeed,
    Week,
)
from fullstride.domain.recording import Recording
from fullstride.measure.audit_words import Seen, cannot_know, notes, verdict
from fullstride.measure.bands import Visitor, edges, fill
from fullstride.measure.critical_speed import CriticalSpeedFinder
from fullstride.measure.signal import Signal
from fullstride.measure.summary import Summarising, local_date
from fullstride.measure.top_speed import TopSpeedFinder
from fullstride.rules.audit import AuditRules

__all__ = ["Auditor", "Stretch", "local_date", "summarise"]

_ELSEWHERE = dt.timedelta(days=1)  # where the runner is, tomorrow may have begun
_A_LITTLE = 1.001
_ERA = dt.timedelta(weeks=13)  # over which a top speed stays the same, where an old one is asked for
_HILL, _FLAT, _STRIDES = "hill_sprints", "flat_sprints", "strides"


def summarise(signal: Signal, efforts: Sequence[Effort], recording: Recording) -> RunSummary:
    """What a history keeps of one recording; the caller names its file."""
    return Summarising().summarise(signal, efforts, recording)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The days to tell of: from `first` to `last`, both counted, or the `weeks` from Monday on up to `last`.

    Left out, `last` is today, or the day of the last run where that is longer ago than `weeks`.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    weeks: int = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Auditor:
    """The settings of an audit: the book's lines and the two estimates it rests on."""

    rules: AuditRules
    top: TopSpeedFinder = field(default_factory=TopSpeedFinder)
    critical: CriticalSpeedFinder = field(default_factory=CriticalSpeedFinder)

    def audit(
        self,
        summaries: Iterable[RunSummary],
        today: dt.date,
        *,
        stretch: Stretch | None = None,
        told_top: Measured | None = None,
    ) -> Audit:
        """What the recordings show. `told_top` is a top speed that the runner knows from elsewhere.

        Steps: top and critical speed from the last weeks; whether that top was reached on purpose or is
        only what was seen; the bands between them, filled by the runs of the stretch; the last max
        effort in the whole history; efforts week by week; then the sentences.
        """
        every = tuple(summaries)
        dated = [run for run in every if run.kind == RUN and run.date is not None]
        runs = sorted((run for run in dated if _day(run) <= today + _ELSEWHERE), key=_day)
        first, last = _span(runs, today, stretch or Stretch())
        here = [run for run in runs if first is not None and last is not None and first <= _day(run) <= last]
        audit = Audit(
            today=today,
            first=first,
            last=last,
            recordings=len(every),
            runs=len(here),
            distance_m=sum(run.distance_m or 0.0 for run in here),
            moving_s=sum(run.moving_s for run in here),
            other_sports=tuple(Counter(run.kind for run in every if run.kind != RUN).most_common()),
            because=tuple(rule.reason() for rule in (self.rules.bands, self.rules.max_effort)),
        )
        if here and last is not None:
            audit = self._speeds(audit, [run for run in runs if _day(run) <= last], here, last, told_top)
            audit = replace(audit, weeks=self._weeks(here, audit))
        seen = Seen(
            here=tuple(here),
            undated=sum(run.kind == RUN and run.date is None for run in every),
            ahead=len(dated) - len(runs),
            newest=_day(runs[-1]) if runs else None,
        )
        audit = replace(audit, care=self._care(audit))
        return replace(
            audit,
            say=verdict(audit, seen),
            notes=notes(audit, seen, self.rules),
            cannot_know=cannot_know(audit, seen),
        )

    def _speeds(
        self,
        audit: Audit,
        runs: Sequence[RunSummary],
        here: Sequence[RunSummary],
        last: dt.date,
        told_top: Measured | None,
    ) -> Audit:
        easy = _easy(here)
        easy_mps = easy.value if easy else None
        critical = self.critical.find(runs, last, easy_mps)
        refused = (critical,) if isinstance(critical, Refused) else ()
        line = critical if isinstance(critical, CriticalSpeed) else None
        top = self.top.find(runs, last, audit.first)
        floor_mps = self._least_top(runs, line, easy_mps)
        if told_top is not None:
            top = TopSpeed(
                speed_mps=told_top, at_least=False, told=True, left_out=top.left_out if top else ()
            )
        elif top is not None:
            top = replace(top, at_least=not self._is_known(top, runs, floor_mps))
        audit = replace(audit, easy_mps=easy, critical_speed=line, top_speed=top, refused=refused)
        if top is None:
            return replace(audit, refused=(*refused, _NO_TOP))
        visitors = self._visitors(here)
        range_top = self._range_top(top, visitors, floor_mps)
        return replace(
            audit,
            range_top_mps=range_top,
            bands=fill(edges(range_top, line, self.rules), visitors, self.rules),
            fastest=_fastest(visitors),
            last_max_effort=self._last_max_effort(runs, top, floor_mps, audit.today),
        )

    def _least_top(self, runs: Sequence[RunSummary], line: CriticalSpeed | None, easy: float | None) -> float:
        """What a runner's top speed is at least, by how fast they run for minutes."""
        rule = self.rules.top_known
        held = [run.best(rule.aerobic_s) or 0.0 for run in runs if _is_fit(run)]
        model = line.speed_mps.value + line.reserve_m.value / rule.aerobic_s if line else 0.0
        return rule.ratio * max(*held, model, rule.easy_ratio * (easy or 0.0), 0.0)

    def _is_known(self, top: TopSpeed, runs: Sequence[RunSummary], floor_mps: float) -> bool:
        """Whether a top speed was reached on purpose, and is one for who runs so fast for minutes."""
        shown = top.speed_mps.value + top.speed_mps.error >= floor_mps
        return shown and _FLAT in self._kinds(top, runs)

    def _kinds(self, top: TopSpeed, runs: Sequence[RunSummary]) -> set[str]:
        """The kinds of the efforts that show the top speed; empty where it was a chance fast moment."""
        seen = {(one.file, one.speed_mps) for one in top.seen}
        return {
            effort.kind
            for run in runs
            for effort in run.efforts
            if self.top.is_flat(effort) and (run.file, effort.best_3s_mps) in seen
        }

    def _range_top(self, top: TopSpeed, visitors: Sequence[Visitor], floor_mps: float) -> float:
        """Where the runner's speed range ends.

        While nobody knows, above whatever was seen: a short effort was a stride at most, and what was
        held for long not even that.
        """
        if not top.at_least:
            return top.speed_mps.value
        rule = self.rules.bands
        short = max([top.speed_mps.value, *(speed for one in visitors for speed in one.peaks_mps)])
        held = max((one.run.best(self.top.held_s) or 0.0 for one in visitors), default=0.0)
        return max(_A_LITTLE * short / rule.strides_share, _A_LITTLE * held / rule.middle_share, floor_mps)

    def _visitors(self, here: Sequence[RunSummary]) -> list[Visitor]:
        """Runs whose speed can be trusted; the rough ones too where there are no others."""
        fit = [run for run in here if _is_fit(run)] or [run for run in here if run.bin_s]
        return [Visitor(run=run, peaks_mps=self.top.shown_mps(run)) for run in fit]

    def _last_max_effort(
        self, runs: Sequence[RunSummary], top: TopSpeed, floor_mps: float, today: dt.date
    ) -> MaxEffort | None:
        """The newest all-out effort, by the top speed, or where that is not known by the one of its time.

        Without a known top speed only hill sprints can be one.
        """
        tops: dict[int, TopSpeed | None] = {}
        for run in reversed(runs):
            era = (_day(runs[-1]) - _day(run)) // _ERA
            if era not in tops:
                tops[era] = (
                    self._top_of(runs, _day(runs[-1]) - era * _ERA, floor_mps) if top.at_least else top
                )
            then = tops[era]
            flat_mps = self._all_out_mps(run, then) if then else 0.0
            hills = any(one.kind == _HILL and one.confidence >= self.top.sure for one in run.efforts)
            if flat_mps or hills:
                return MaxEffort(
                    kind=_FLAT if flat_mps else _HILL,
                    date=_day(run),
                    days_ago=max(0, (today - _day(run)).days),
                    file=run.file,
                    speed_mps=flat_mps or None,
                    share=flat_mps / then.speed_mps.value if then and flat_mps else None,
                )
        return None

    def _top_of(self, runs: Sequence[RunSummary], until: dt.date, floor_mps: float) -> TopSpeed | None:
        """The top speed as it was known on a day, None where it was not."""
        before = [run for run in runs if _day(run) <= until]
        top = self.top.find(before, until)
        return top if top and self._is_known(top, before, floor_mps) else None

    def _all_out_mps(self, run: RunSummary, top: TopSpeed) -> float:
        """The fastest effort of a run that is all-out, 0 for none.

        A stride is one only where it clears the line by the error of the top speed: a slow watch shows
        all of a stride and not all of a sprint.
        """
        line_mps = self.rules.max_effort.share * top.speed_mps.value
        speeds = [
            effort.best_3s_mps or 0.0
            for effort in run.efforts
            if self.top.is_flat(effort)
            and (effort.best_3s_mps or 0.0)
            >= line_mps + (0.0 if effort.kind == _FLAT else top.speed_mps.error)
        ]
        return max(speeds, default=0.0) if _is_fit(run) else 0.0

    def _weeks(self, here: Sequence[RunSummary], audit: Audit) -> tuple[Week, ...]:
        assert audit.first is not None and audit.last is not None
        by_week: dict[dt.date, list[RunSummary]] = {}
        monday = _monday(audit.first)
        while monday <= audit.last:
            by_week[monday] = []
            monday += dt.timedelta(weeks=1)
        for run in here:
            by_week[_monday(_day(run))].append(run)
        return tuple(self._week(start, runs) for start, runs in by_week.items())

    def _week(self, start: dt.date, runs: Sequence[RunSummary]) -> Week:
        efforts = [effort for run in runs for effort in run.efforts]
        kinds = Counter(effort.kind for effort in efforts if effort.confidence >= self.top.sure)
        return Week(
            start=start,
            runs=len(runs),
            distance_m=sum(run.distance_m or 0.0 for run in runs),
            strides=kinds[_STRIDES],
            flat_sprints=kinds[_FLAT],
            hill_sprints=kinds[_HILL],
            possible=sum(effort.confidence < self.top.sure for effort in efforts),
        )

    def _care(self, audit: Audit) -> bool:
        if not audit.runs:
            return False
        last = audit.last_max_effort
        return last is None or last.days_ago > self.rules.gap.days


_NO_TOP = Refused(
    what="your top speed",
    why="no run holds a speed that can be trusted",
    instead="Record with the watch set to save every second, outdoors.",
)


def _day(run: RunSummary) -> dt.date:
    assert run.date is not None
    return run.date


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _is_fit(run: RunSummary) -> bool:
    return run.grade in (Grading.GOOD, Grading.FAIR)


def _span(
    runs: Sequence[RunSummary], today: dt.date, stretch: Stretch
) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day; a history younger than the stretch begins with its first run's week."""
    if not runs:
        return stretch.first, stretch.last
    newest = _day(runs[-1])
    is_lately = today - newest < dt.timedelta(weeks=stretch.weeks)
    last = stretch.last or (max(today, newest) if is_lately else newest)
    begins = _monday(last) - dt.timedelta(weeks=stretch.weeks - 1)
    return stretch.first or max(begins, min(_monday(_day(runs[0])), last)), last


def _easy(runs: Sequence[RunSummary]) -> Measured | None:
    """The middle of the runs' easy speeds, and how much it is off by chance."""
    speeds = np.array([run.easy_mps for run in runs if run.easy_mps is not None and _is_fit(run)])
    if not len(speeds):
        return None
    middle = float(np.median(speeds))
    spread = 1.4826 * float(np.median(np.abs(speeds - middle)))
    return Measured(value=middle, error=max(0.02 * middle, 1.25 * spread / float(np.sqrt(len(speeds)))))


def _fastest(visitors: Sequence[Visitor]) -> Sighting | None:
    seen = [
        Sighting(speed_mps=max(one.peaks_mps), date=_day(one.run), file=one.run.file)
        for one in visitors
        if one.peaks_mps
    ]
    return max(seen, key=lambda one: one.speed_mps, default=None)
