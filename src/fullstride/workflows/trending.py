"""Trend: from evidence, kept or measured now, to what changed and what can't be said."""

import datetime as dt
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fullstride.domain.evidence import Evidence, Measured, asked_of
from fullstride.domain.motion import Ask
from fullstride.domain.runner import Runner
from fullstride.domain.trend import TOP_SPEED, Followed, Trend
from fullstride.workflows.auditing import WHOLE, audit_runs, summary_of
from fullstride.workflows.counting import evidence_of
from fullstride.workflows.same_run import counted

if TYPE_CHECKING:
    from fullstride.domain.calendar import Day
    from fullstride.domain.report import Report
    from fullstride.rules.book import Book
    from fullstride.store import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """What a trend is made of, wherever it was kept: recordings, what the runner said, when the plan began.

    `races` are days of races beyond those that a recording's title tells. `asked_only`: what a plan asked is
    known, so that reps which nobody asked for are not looked at as such.
    """

    evidence: tuple[Evidence, ...] = ()
    reports: "tuple[Report, ...]" = ()
    plan_began: dt.date | None = None
    races: frozenset[dt.date] = frozenset()
    asked_only: bool = False

    def with_recordings(self, measured: Sequence[Evidence]) -> "Lived":
        """With recordings measured now; one that was kept already counts once."""
        kept = {(one.start, round(one.duration_s)) for one in self.evidence}
        new = [one for one in measured if one.start is None or (one.start, round(one.duration_s)) not in kept]
        return replace(self, evidence=(*self.evidence, *new))


def lived_on(shelf: "Shelf") -> Lived:
    """All that a shelf keeps for a trend: the newest evidence of each original, each run once, reports, and
    when the plan began: of several seasons the last, whose first version nothing led to."""
    plans = shelf.plans()
    begun = [plan.plan.first for plan in plans if not plan.decisions and not plan.changes]
    return Lived(
        evidence=counted([evidence for _, evidence in evidence_of(shelf)])[0],
        reports=shelf.reports(),
        plan_began=begun[-1] if begun else None,
        races=frozenset(day.date for plan in plans for day in plan.days if _is_race(day)),
        asked_only=True,
    )


def undated(lived: Lived) -> tuple[str, ...]:
    """The files of logs and videos that would count, did they tell their day."""
    return tuple(dict.fromkeys(one.file for one in lived.evidence if Ask.DATE in asked_of(one)))


def show_trend(
    lived: Lived,
    *,
    today: dt.date,
    book: "Book",
    since: dt.date | None = None,
    top_mps: Measured | None = None,
) -> Trend:
    """What changed: since `since`, or since the plan began, or over the last weeks.

    `top_mps` is the runner's top speed where the profile tells it; else the newest that evidence was
    judged by; else what all recordings show, where it was reached on purpose.
    """
    from fullstride.adapt.exposure import ExposureTeller
    from fullstride.adapt.trend import Since, Trending
    from fullstride.adapt.trend_tests import Examiner, Zone

    rules = book.trend
    dated = [one for one in lived.evidence if one.start is not None and one.start.date() <= today]
    told = top_mps or _newest_top(dated)
    shown, top_say = _shown_top(dated, today, book, told)
    top = told or shown
    relaxed = book.exercises["strides"].speed
    zone = Zone(
        least=(relaxed.least if relaxed else None) or 0.0, most=(relaxed.most if relaxed else None) or 1.0
    )
    within_c = rules.measures["heart_rate_at_speed"].within_c
    maker, teller = Examiner(zone=zone, within_c=within_c), Trending(rules=rules)
    races = lived.races | _titled_races(dated)
    days = sorted({one.start.date() for one in dated if one.start is not None})
    tops = teller.level(maker.make(dated), TOP_SPEED, days)
    tests = maker.make(dated, races, tops, asked_only=lived.asked_only)
    began = lived.plan_began if lived.plan_began and lived.plan_began <= today else None
    divided = since or began
    trend = teller.trend(
        tests,
        since=Since(date=divided, plan=divided == began) if divided else None,
        today=today,
    )
    exposed = ExposureTeller(rule=rules.exposure, exercises=tuple(book.exercises)).tell(
        dated, lived.reports, today=today, top_mps=top
    )
    return replace(
        trend,
        measures=tuple(_with_top(one, top_say) for one in trend.measures),
        top_say=top_say,
        weeks_from=exposed.weeks_from,
        exposures=exposed.exposures,
        fast_s=exposed.fast_s,
        fast_share=rules.exposure.share,
        top_mps=top,
    )


def _newest_top(evidence: Sequence[Evidence]) -> Measured | None:
    known = [one for one in evidence if one.top_mps is not None and one.start is not None]
    newest = max(
        known, key=lambda one: (one.start.date() if one.start else dt.date.min, one.file), default=None
    )
    return newest.top_mps if newest else None


def _shown_top(
    evidence: Sequence[Evidence], today: dt.date, book: "Book", told: Measured | None
) -> tuple[Measured | None, str]:
    """The top speed that the audit of the same recordings tells, None where that is "at least"; and its own
    sentence of it."""
    from fullstride.measure.audit_words import top_notes

    runs = [summary_of(one) for one in evidence if one.motion is None]
    if not runs:
        return None, ""
    audit = audit_runs(runs, today=today, book=book, runner=Runner(top_speed_mps=told), days=WHOLE)
    top, say = audit.top_speed, next(top_notes(audit), "")
    return (None if top is None or top.at_least else top.speed_mps), say


def _with_top(one: Followed, say: str) -> Followed:
    """Where no day tested the top speed, what is known of it all the same, as the audit says it."""
    if one.measure != TOP_SPEED or one.refused is None or not say:
        return one
    why = f"{say} {one.refused.why}"
    return replace(one, refused=replace(one.refused, why=why), notes=(why, one.refused.instead))


def _titled_races(evidence: Sequence[Evidence]) -> Set[dt.date]:
    """Days of recordings whose title says race."""
    titled = [one for one in evidence if one.title and one.start is not None]
    if not titled:
        return frozenset()
    from fullstride.domain.calendar import Demand
    from fullstride.plan.reading import read_title
    from fullstride.rules.lexicon import packaged

    lexicon = packaged()
    races = {
        title for title in {one.title for one in titled} if read_title(title, lexicon).demand is Demand.RACE
    }
    return frozenset(one.start.date() for one in titled if one.title in races and one.start is not None)


def _is_race(day: "Day") -> bool:
    from fullstride.domain.calendar import Demand

    return day.demand is Demand.RACE
