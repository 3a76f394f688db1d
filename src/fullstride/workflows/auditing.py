"""Audit: from what was kept of many recordings to what they show, and from there to a profile."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fullstride.domain.evidence import Evidence, Measured
from fullstride.domain.history import Audit, RunSummary
from fullstride.domain.runner import Habit, Runner
from fullstride.formats.rounding import rounded

if TYPE_CHECKING:
    from fullstride.rules.book import Book

DEFAULT_WEEKS = 26
BASE_WEEKS = 104  # how far back a running base is counted
STALE_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days an audit tells of, both ends counted; what is left out is chosen by the history."""

    first: dt.date | None = None
    last: dt.date | None = None
    weeks: int = DEFAULT_WEEKS


EVERY_DAY = Days()
WHOLE = Days(weeks=5200)  # a hundred years: whatever is there


def audit_runs(
    summaries: Iterable[RunSummary],
    *,
    today: dt.date,
    book: "Book",
    runner: Runner | None = None,
    days: Days = EVERY_DAY,
) -> Audit:
    """What the recordings show; a top speed in the runner's profile stands above what was recorded."""
    from fullstride.measure.history import Auditor, Stretch

    stretch = Stretch(first=days.first, last=days.last, weeks=days.weeks)
    told = runner.top_speed_mps if runner else None
    return Auditor(rules=book.audit).audit(summaries, today, stretch=stretch, told_top=told)


def summary_of(evidence: Evidence) -> RunSummary:
    """A recording of a run as a line of the history."""
    from fullstride.measure.summary import short

    spread = evidence.spread
    quality = evidence.quality
    return RunSummary(
        file=evidence.file,
        format=spread.format if spread else "",
        kind=evidence.kind,
        sub_sport=spread.sub_sport if spread else "",
        title=evidence.title,
        device=evidence.device,
        start=evidence.start,
        date=evidence.start.date() if evidence.start else None,
        duration_s=evidence.duration_s,
        moving_s=spread.moving_s if spread else 0.0,
        distance_m=evidence.distance_m,
        grade=quality.grade,
        source=quality.source,
        noise_mps=quality.noise_mps,
        interval_s=quality.interval_s,
        has_elevation=spread.has_elevation if spread else False,
        easy_mps=evidence.easy_mps.value if evidence.easy_mps else None,
        bin_s=spread.bin_s if spread else (),
        bin_m=spread.bin_m if spread else (),
        best_mps=spread.best_mps if spread else (),
        efforts=tuple(short(effort) for effort in evidence.efforts),
        cut=evidence.cut,
    )


def runner_from(audit: Audit, book: "Book", runner: Runner | None = None) -> Runner:
    """`runner` with what the history says where the runner has said nothing.

    Running base: the weeks in a row with enough runs, up to now. Strides: by how many of the last weeks
    had some. Neither is told of a history that ended more than a week ago. Top speed: only where it was
    reached on purpose.
    """
    known = runner or Runner()
    is_now = audit.last is not None and (audit.today - audit.last).days <= STALE_DAYS
    base = running_base_weeks(audit, book) if is_now else None
    habit = strides_habit(audit, book) if is_now else None
    top = audit.top_speed
    pair = rounded(top.speed_mps) if top and not top.at_least and not top.told else None
    measured = Measured(value=pair[0], error=pair[1]) if pair else None
    return replace(
        known,
        running_base_weeks=base if known.running_base_weeks is None else known.running_base_weeks,
        strides=habit if known.strides is None else known.strides,
        top_speed_mps=measured if known.top_speed_mps is None else known.top_speed_mps,
    )


def profile_from(
    summaries: Iterable[RunSummary], *, today: dt.date, book: "Book", runner: Runner
) -> tuple[Runner, Audit]:
    """`runner` completed by a history, and what that history shows of the last weeks."""
    kept = tuple(summaries)
    long = audit_runs(kept, today=today, book=book, runner=runner, days=Days(weeks=BASE_WEEKS))
    recent = audit_runs(kept, today=today, book=book, runner=runner)
    return runner_from(long, book, runner), recent


def running_base_weeks(audit: Audit, book: "Book") -> int | None:
    """Weeks in a row with enough runs; the one that is not over may have fewer. None without runs."""
    if not audit.runs:
        return None
    enough = book.gates.running_base.runs_a_week
    weeks = list(audit.weeks)
    if weeks and weeks[-1].runs < enough:
        weeks.pop()
    count = 0
    for week in reversed(weeks):
        if week.runs < enough:
            break
        count += 1
    return count


def strides_habit(audit: Audit, book: "Book") -> Habit | None:
    """How much of strides the last weeks held. None without runs, for then nothing is known."""
    if not audit.runs:
        return None
    rule = book.audit.habit
    held = sum(week.strides >= rule.reps for week in audit.weeks[-rule.weeks :])
    return Habit.REGULAR if held >= rule.regular else Habit.SOME if held >= rule.some else Habit.NONE
