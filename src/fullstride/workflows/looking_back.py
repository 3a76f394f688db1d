"""Look back: what a shelf shows of a history: its trends, its audit, and which day held which work."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fullstride.domain.evidence import Evidence
from fullstride.domain.history import RUN, Audit
from fullstride.workflows.auditing import EVERY_DAY, Days, audit_runs, summary_of
from fullstride.workflows.counting import evidence_of
from fullstride.workflows.due import outcomes_of
from fullstride.workflows.held import HeldShelf
from fullstride.workflows.same_run import counted
from fullstride.workflows.sources import own_book, profile_runner
from fullstride.workflows.trending import lived_on, show_trend

if TYPE_CHECKING:
    from fullstride.domain.trend import Trend
    from fullstride.store.contract import Shelf

_SURE = 0.5  # the confidence from which an effort is one


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
    """What changed, by all that is on the shelf. The top speed is the profile's, else the audit's: not the
    one that a recording was once judged by."""
    top, lived = profile_runner(shelf, today).top_speed_mps, lived_on(HeldShelf(shelf))
    lived = replace(lived, evidence=tuple(replace(one, top_mps=None) for one in lived.evidence))
    return show_trend(lived, today=today, book=own_book(shelf), since=since, top_mps=top)


def audit_on(
    shelf: "Shelf", *, today: dt.date, days: Days = EVERY_DAY
) -> tuple[Audit, tuple[tuple[str, str], ...]]:
    """What the recordings on the shelf show, each run counted once; and (file, same as) of the others."""
    held = HeldShelf(shelf)
    runs, duplicates = counted([found for _, found in evidence_of(held) if found.motion is None])
    audit = audit_runs(
        map(summary_of, runs),
        today=today,
        book=own_book(shelf),
        runner=profile_runner(shelf, today),
        days=days,
    )
    return audit, duplicates


def exposure_on(shelf: "Shelf", *, first: dt.date, last: dt.date, today: dt.date) -> tuple[Work, ...]:
    """Which day held which work, by what was said and what was recorded; by date, then exercise."""
    from fullstride.rules.dose import parts

    held = HeldShelf(shelf)
    found: dict[tuple[dt.date, str], Work] = {}
    for evidence in counted([one for _, one in evidence_of(held)])[0]:
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
