"""Look back: what a shelf shows of a history: its trends, its audit, and which day held which work."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fullstride.domain.evidence import Evidence
from fullstride.domain.history import RUN, Audit, RunSummary
from fullstride.workflows.auditing import EVERY_DAY, Days, audit_runs
from fullstride.workflows.counting import evidence_of
from fullstride.workflows.due import outcomes_of
from fullstride.workflows.held import HeldShelf
from fullstride.workflows.sources import own_book, profile_runner
from fullstride.workflows.trending import lived_on, show_trend

if TYPE_CHECKING:
    from fullstride.domain.trend import Trend
    from fullstride.store.contract import Shelf

_SURE = 0.5  # the confidence from which an effort is one
_SAME_S = 60.0  # two recordings that begin nearer than this are of one run


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Work of one exercise on one day. `reps` is how many parts were done, None where nobody counted;
    `recorded`: a recording shows it; `session` the plan's, "" where no plan asked."""

    exercise: str
    date: dt.date
    reps: int | None
    recorded: bool
    session: str = ""


def trend_on(shelf: "Shelf", *, today: dt.date, since: dt.date | None = None) -> "Trend":
    """What changed, by all that is on the shelf."""
    top = profile_runner(shelf, today).top_speed_mps
    return show_trend(lived_on(HeldShelf(shelf)), today=today, book=own_book(shelf), since=since, top_mps=top)


def audit_on(shelf: "Shelf", *, today: dt.date, days: Days = EVERY_DAY) -> Audit:
    """What all recordings on the shelf show, each run counted once."""
    runs = [found for _, found in evidence_of(shelf) if found.motion is None]
    return audit_runs(
        map(summary_of, _once(runs)),
        today=today,
        book=own_book(shelf),
        runner=profile_runner(shelf, today),
        days=days,
    )


def _once(runs: Sequence[Evidence]) -> list[Evidence]:
    """Of recordings that begin at once the longest: the same run comes from a watch and from its copies."""
    kept: list[Evidence] = []
    for one in sorted((run for run in runs if run.start), key=_begun):
        same = bool(kept) and kept[-1].kind == one.kind and _begun(one) - _begun(kept[-1]) < _SAME_S
        if same and one.duration_s > kept[-1].duration_s:
            kept[-1] = one
        elif not same:
            kept.append(one)
    return kept + [run for run in runs if not run.start]


def _begun(evidence: Evidence) -> float:
    return evidence.start.timestamp() if evidence.start else 0.0


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


def exposure_on(shelf: "Shelf", *, first: dt.date, last: dt.date, today: dt.date) -> tuple[Work, ...]:
    """Which day held which work, by what was said and what was recorded; by date, then exercise."""
    from fullstride.rules.dose import parts

    held = HeldShelf(shelf)
    found: dict[tuple[dt.date, str], Work] = {}
    for _, evidence in evidence_of(held):
        for exercise, reps in _shown(evidence).items():
            if evidence.start is not None:
                key = (evidence.start.date(), exercise)
                before = found.get(key)
                reps += before.reps or 0 if before else 0
                found[key] = Work(date=key[0], exercise=exercise, reps=reps, recorded=True)
    for one in outcomes_of(held, today=today):
        if not one.was_done or one.done_on is None:
            continue
        key = (one.done_on, one.exercise)
        said = one.count if one.count is not None else parts(one.session.dose) if one.session else None
        found[key] = Work(
            date=key[0],
            exercise=one.exercise,
            reps=said if said is not None else (found[key].reps if key in found else None),
            recorded=key in found,
            session=one.id,
        )
    return tuple(found[key] for key in sorted(found) if first <= key[0] <= last)


def _shown(evidence: Evidence) -> dict[str, int]:
    """How much of each exercise a recording shows for sure."""
    told: dict[str, int] = {}
    if evidence.motion is not None:
        motion = evidence.motion
        count = len(motion.sets) + len(motion.bounds) + len(motion.timed)
        return {evidence.kind: count} if count else {}
    for effort in evidence.efforts if evidence.kind == RUN else ():
        if effort.confidence >= _SURE and effort.kind != "reps":
            told[effort.kind] = told.get(effort.kind, 0) + 1
    return told
