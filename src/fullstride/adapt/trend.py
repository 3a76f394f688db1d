"""The trend: tests before against tests after, each measure by its own error, and what stays unknown."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from fullstride.adapt.trend_change import Compared, Comparing, Sample
from fullstride.adapt.trend_line import Tracing
from fullstride.adapt.trend_words import Told, headline, say
from fullstride.domain.evidence import Measured
from fullstride.domain.recording import Floats
from fullstride.domain.trend import Answer, Change, Followed, Line, Test, Trend
from fullstride.rules.trend import MeasureRule, TrendRules

_WEEK = dt.timedelta(weeks=1)
_HALF_TO_SD = 1.645
_LEAST_SPREAD = 1e-6  # a book that knows no error at all would leave nothing to reckon with


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The day that divides before from after; `plan` where the plan began on it, `guessed` where nobody
    said one. `halves`: it is the middle of a measure's own tests, with too few on a side otherwise; then
    `began` is the plan's first day, if there is a plan.
    """

    date: dt.date
    plan: bool = False
    guessed: bool = False
    halves: bool = False
    began: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trending:
    """The settings: the book's rules, and the two estimates. Values of percent are 0 to 100."""

    rules: TrendRules
    comparing: Comparing = field(default_factory=Comparing)
    tracing: Tracing = field(default_factory=Tracing)
    drawn_days: int = 60  # at most, for a line

    def trend(self, tests: Sequence[Test], *, since: Since | None, today: dt.date) -> Trend:
        """Every measure of the book, in its order; tests after `today` are not counted.

        Without `since` the last weeks of the tests, of a short history its later half, are held against
        those before (rule look_back).
        """
        known = [test for test in tests if test.date <= today and test.measure in self.rules.measures]
        divided = since or self._divided(known)
        by_measure: dict[str, list[Test]] = {name: [] for name in self.rules.measures}
        for test in sorted(known, key=lambda test: (test.date, test.file)):
            by_measure[test.measure].append(test)
        measures = tuple(
            self.follow(name, rule, by_measure[name], since=divided, today=today)
            for name, rule in self.rules.measures.items()
        )
        return Trend(
            today=today,
            first=min((test.date for test in known), default=None),
            since=divided.date if divided else None,
            plan_began=divided is not None and divided.plan,
            sessions=len({(test.date, test.file) for test in known}),
            say=headline(measures),
            measures=measures,
            cannot_know=self.rules.cannot_know,
        )

    def level(self, tests: Sequence[Test], measure: str, days: Sequence[dt.date]) -> dict[dt.date, Measured]:
        """Where the line of a measure runs on some days, held at its ends; empty with too few tests."""
        rule = self.rules.measures[measure]
        chosen = sorted((test for test in tests if test.measure == measure), key=lambda test: test.date)
        usable = [test for test in chosen if _is_on_scale(test, rule)]
        kept = [
            test
            for test, is_out in zip(usable, self.comparing.outliers(_sample(usable, rule, None)), strict=True)
            if not is_out
        ]
        if len(kept) < rule.least or not days:
            return {}
        first, last = kept[0].date.toordinal(), kept[-1].date.toordinal()
        held = np.clip(np.array([float(day.toordinal()) for day in days]), first, last)
        ends = self.tracing.trace(_sample(kept, rule, None), held)
        middle, low, high = (_from_scale(end, rule).tolist() for end in ends)
        return {
            day: Measured(value=middle[at], error=(high[at] - low[at]) / 2 / _HALF_TO_SD)
            for at, day in enumerate(days)
        }

    def _divided(self, tests: Sequence[Test]) -> Since | None:
        if not tests:
            return None
        first, last = min(test.date for test in tests), max(test.date for test in tests)
        middle = first + (last - first + dt.timedelta(days=1)) / 2
        weeks = self.rules.look_back.weeks * _WEEK
        return Since(date=max(middle, last + dt.timedelta(days=1) - weeks), guessed=True)

    def _for(self, tests: Sequence[Test], rule: MeasureRule, since: Since | None) -> Since | None:
        """`since`, or the middle of the tests where a plan has too few before it, a guess too few on a side.

        A day that the runner named stays, and so does a plan's with too few tests after it.
        """
        if since is None or not (since.plan or since.guessed):
            return since
        before = sum(_is_before(test, since) for test in tests)
        few = before if since.plan else min(before, len(tests) - before)
        moved = Since(
            date=since.date, guessed=since.guessed, halves=True, began=since.date if since.plan else None
        )
        counted = self._counted(tests, rule, moved)
        if few >= rule.least or len(counted) < 2 * rule.least:
            return since
        middle = replace(moved, date=counted[len(counted) // 2].date)
        before = sum(_is_before(test, middle) for test in counted)
        return middle if min(before, len(counted) - before) >= rule.least else since

    def follow(
        self, name: str, rule: MeasureRule, tests: Sequence[Test], *, since: Since | None, today: dt.date
    ) -> Followed:
        """One measure: its answer, its line, and why where nothing can be said."""
        usable = [test for test in tests if _is_on_scale(test, rule)]
        since = self._for(usable, rule, since)
        out = self.comparing.outliers(_sample(usable, rule, since)) if usable else np.zeros(0, dtype=bool)
        left_out = tuple(test for test, is_out in zip(usable, out, strict=True) if is_out)
        kept = [test for test, is_out in zip(usable, out, strict=True) if not is_out]
        counted = self._counted(kept, rule, since)
        aside = tuple(test for test in kept if test not in counted)
        change = self._change(counted, rule, since)
        line = self._line(kept, rule, since)
        told = Told(
            rule=rule,
            rules=self.rules,
            change=change,
            before=sum(_is_before(test, since) for test in kept),
            after=sum(not _is_before(test, since) for test in kept),
            left_out=len(left_out),
            aside=len(aside),
            watches=len({test.device for test in counted}),
            since=since.date if since else None,
            by_plan=since is not None and since.plan,
            halves=since is not None and since.halves,
            began=since.began if since else None,
            today=today,
        )
        said = say(told)
        return Followed(
            measure=name,
            name=rule.name,
            since=since.date if since else None,
            unit=rule.unit,
            answer=said.answer,
            say=said.say,
            notes=said.notes,
            tests=tuple(kept),
            left_out=left_out,
            aside=aside,
            now=_now(line),
            change=change if said.answer is not Answer.UNKNOWN else None,
            line=line,
            refused=said.refused,
            because=said.because,
        )

    def _counted(self, tests: Sequence[Test], rule: MeasureRule, since: Since | None) -> list[Test]:
        """Without the first weeks of a plan, where trials see a dip and later tests can stand alone."""
        began = None if since is None else since.date if since.plan else since.began
        if since is None or began is None or not rule.dips:
            return list(tests)
        settled = began + self.rules.dip.weeks * _WEEK
        if since.halves:
            return [test for test in tests if not began <= test.date < settled]
        later = [test for test in tests if test.date >= settled]
        if len(later) < rule.least:
            return list(tests)
        return [test for test in tests if test.date < began or test.date >= settled]

    def _change(self, tests: Sequence[Test], rule: MeasureRule, since: Since | None) -> Change | None:
        """None with too few tests on either side."""
        before = sum(_is_before(test, since) for test in tests)
        after = len(tests) - before
        if since is None or min(before, after) < rule.least:
            return None
        found = self.comparing.compare(
            _sample(tests, rule, since), worth=(rule.worth or 0.0) / self.rules.sure.margin
        )
        return _told(
            found, rule, before=before, after=after, margin=self.rules.sure.margin, tests=tests, since=since
        )

    def _line(self, tests: Sequence[Test], rule: MeasureRule, since: Since | None) -> Line | None:
        if len(tests) < rule.least or tests[0].date == tests[-1].date:
            return None
        first, last = tests[0].date.toordinal(), tests[-1].date.toordinal()
        days = np.unique(np.linspace(first, last, min(self.drawn_days, last - first + 1)).round())
        ends = self.tracing.trace(_sample(tests, rule, since), days)
        middle, low, high = (_from_scale(end, rule) for end in ends)
        dates = tuple(dt.date.fromordinal(int(day)) for day in days)
        return Line(
            dates=dates, middle=tuple(middle.tolist()), low=tuple(low.tolist()), high=tuple(high.tolist())
        )


def _sample(tests: Sequence[Test], rule: MeasureRule, since: Since | None) -> Sample:
    """Tests on the scale they are compared on: logs where percent are told."""
    value = np.array([test.value.value for test in tests])
    error = np.array([test.value.error for test in tests])
    if rule.scale == "ratio":
        value, error = np.log(value), error / value
    watches: Mapping[str, int] = {
        name: at for at, name in enumerate(dict.fromkeys(test.device for test in tests))
    }
    return Sample(
        day=np.array([float(test.date.toordinal()) for test in tests]),
        value=value,
        error=error,
        after=np.array([not _is_before(test, since) for test in tests], dtype=bool),
        watch=np.array([watches[test.device] for test in tests], dtype=int),
        spread=max(rule.error, _LEAST_SPREAD),
        device=rule.device,
    )


def _is_before(test: Test, since: Since | None) -> bool:
    return since is None or test.date < since.date


def _is_on_scale(test: Test, rule: MeasureRule) -> bool:
    value, error = test.value.value, test.value.error
    return (
        bool(np.isfinite(value) and np.isfinite(error))
        and error >= 0
        and (rule.scale == "plain" or value > 0)
    )


def _from_scale(values: Floats, rule: MeasureRule) -> Floats:
    return np.exp(values) if rule.scale == "ratio" else values


def _told(
    found: Compared,
    rule: MeasureRule,
    *,
    before: int,
    after: int,
    margin: float,
    tests: Sequence[Test],
    since: Since,
) -> Change:
    """The change in percent, or in the measure's own unit."""
    is_ratio = rule.scale == "ratio"

    def outward(value: float) -> float:
        return 100 * float(np.expm1(value)) if is_ratio else value

    return Change(
        value=outward(found.value),
        low=outward(found.low),
        high=outward(found.high),
        unit="%" if is_ratio else "points" if rule.unit.startswith("%") else rule.unit,
        least=margin * (outward(found.high) - outward(found.low)) / 2,
        before=before,
        after=after,
        counted_from=min(test.date for test in tests if not _is_before(test, since)),
        worth=(100 * rule.worth if is_ratio else rule.worth) or None,
        more_sessions=found.more,
    )


def _now(line: Line | None) -> Measured | None:
    if line is None:
        return None
    return Measured(value=line.middle[-1], error=(line.high[-1] - line.low[-1]) / 2 / _HALF_TO_SD)
