"""Tell: one report, or one guided session, under the sender's own id: kept once, however often it is sent."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fullstride.domain.errors import BadUsage
from fullstride.domain.report import Pain, Report
from fullstride.workflows.held import HeldShelf
from fullstride.workflows.keeping import book_of, sessions_ever
from fullstride.workflows.logging import Meant, no_session, reports_of, says_something
from fullstride.workflows.taking import AHEAD, replayed, report_of_record

if TYPE_CHECKING:
    from fullstride.formats.done_file import Run
    from fullstride.guide.player import Act
    from fullstride.guide.record import Record
    from fullstride.store.contract import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report as it is kept. `new`: it was not before. `differs`: other words were kept under its id; those
    stay, and `report` is what they are."""

    report: Report
    new: bool
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidedTold:
    """What was done in a guided session; `told` is None where nothing was begun in earnest."""

    record: "Record"
    told: Told | None


def report_from(facts: Mapping[str, Any], *, id_: str, now: dt.datetime) -> Report:
    """A report from the fields that were sent; one that was not said stays None or ""."""
    told: dict[str, Any] = {"id": id_, "said_at": now}
    told |= {key: value for key, value in facts.items() if value is not None}
    if "pain" in told:
        told["pain"] = tuple(Pain(**pain) for pain in told["pain"])
    if "cleared" in told:
        told["cleared"] = tuple(told["cleared"])
    return Report(**told)


def keep_report(shelf: "Shelf", draft: Report, *, now: dt.datetime, said_by: str = "") -> Told:
    """Keeps one report about the session that it names, or about its day. `said_by`: who says it in the
    runner's name, "" for themselves.

    Raises BadUsage where nothing is said, where what it names is not known or yet to come, and where its
    counts contradict what is said of them.
    """
    if not says_something(draft) and not draft.exercise:
        raise BadUsage("Nothing was said, so nothing was kept")
    if draft.date > (now + AHEAD).date() or draft.said_at > now + AHEAD:
        raise BadUsage(f"{draft.date} is yet to come; a report speaks of today or earlier")
    held = HeldShelf(shelf)
    plans = held.plans()
    sessions = sessions_ever(plans)
    if draft.session and draft.session not in sessions:
        raise BadUsage(no_session(plans, draft.session[:60], draft.date))
    named = (sessions[draft.session],) if draft.session else ()
    (report,) = reports_of(
        draft, Meant(sessions=named, date=draft.date), book_of(plans[-1] if plans else None)
    )
    return _kept(shelf, replace(report, said_by=said_by))


def keep_guided(shelf: "Shelf", run: "Run", *, id_: str, now: dt.datetime, said_by: str = "") -> GuidedTold:
    """Replays what was done in a guided session, and keeps the report that it makes; `said_by` as above.

    Raises UnreadableInput where no kept plan asks for such a session, BadUsage for what is yet to come.
    """
    plans = shelf.plans()
    record, session = replayed(run, plans, book_of(plans[-1] if plans else None), "The session")
    if record.closed > now + AHEAD:
        raise BadUsage(f"{record.closed} is yet to come; what is kept was done")
    report = report_of_record(record, session)
    told = _kept(shelf, replace(report, id=id_, said_by=said_by)) if report else None
    return GuidedTold(record=record, told=told)


def run_from(
    opened: dt.datetime,
    header: Mapping[str, Any],
    events: "Iterable[tuple[Act, dt.datetime, int | None, dt.datetime | None]]",
) -> "Run":
    """A guided session from what was sent of it."""
    from fullstride.formats.done_file import Run
    from fullstride.guide.player import Event

    return Run(
        opened=opened,
        header=dict(header),
        events=tuple(Event(act=act, at=at, value=value, began=began) for act, at, value, began in events),
    )


def _kept(shelf: "Shelf", report: Report) -> Told:
    if shelf.add_reports((report,)):
        return Told(report=report, new=True)
    there = next(one for one in shelf.reports() if one.id == report.id)
    return Told(report=there, new=False, differs=replace(there, said_at=report.said_at) != report)
