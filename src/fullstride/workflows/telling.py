"""Tell: one report, or one guided session, under the sender's own id: kept once, however often it is sent."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fullstride.domain.errors import BadUsage
from fullstride.domain.report import Pain, Report
from fullstride.workflows.dating import AHEAD, Placing
from fullstride.workflows.held import HeldShelf
from fullstride.workflows.keeping import book_of, sessions_ever
from fullstride.workflows.logging import Meant, no_session, reports_of, says_something
from fullstride.workflows.taking import replayed, report_of_record

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


def keep_report(
    shelf: "Shelf", draft: Report, *, now: dt.datetime, said_by: str = "", clock: dt.datetime | None = None
) -> Told:
    """Keeps one report about the session that it names, or about its day. `said_by`: who says it in the
    runner's name, "" for themselves; `clock` what the sender's clock says as it is sent, where that is known.
    One of a day that can't be is kept for the likeliest, and asked about.

    Raises BadUsage where nothing is said, where what it names is not known, and where its counts contradict
    what is said of them; of a correction where its day is yet to come.
    """
    held = HeldShelf(shelf)
    if draft.corrects:
        return _kept(shelf, replace(_of_another_day(held, draft, now), said_by=said_by))
    if not says_something(draft) and not draft.exercise:
        raise BadUsage("Nothing was said, so nothing was kept")
    plans = held.plans()
    sessions = sessions_ever(plans)
    if draft.session and draft.session not in sessions:
        raise BadUsage(no_session(plans, draft.session[:60], draft.date))
    draft = Placing(plans=plans, now=now, clock=clock).place(draft)
    named = (sessions[draft.session],) if draft.session else ()
    (report,) = reports_of(
        draft, Meant(sessions=named, date=draft.date), book_of(plans[-1] if plans else None)
    )
    return _kept(shelf, replace(report, said_by=said_by))


def _of_another_day(held: HeldShelf, draft: Report, now: dt.datetime) -> Report:
    """What was kept under the id that `draft` corrects, on the day of `draft`."""
    was = next((one for one in held.reports() if one.id == draft.corrects), None)
    if was is None:
        raise BadUsage(f"No report is kept under {draft.corrects[:60]!r}")
    if draft.date > (now + AHEAD).date():
        raise BadUsage(f"{draft.date} is yet to come; a report speaks of today or earlier")
    return replace(was, id=draft.id, said_at=now, date=draft.date, clock=None, corrects=was.id)


def keep_guided(
    shelf: "Shelf",
    run: "Run",
    *,
    id_: str,
    now: dt.datetime,
    said_by: str = "",
    clock: dt.datetime | None = None,
) -> GuidedTold:
    """Replays what was done in a guided session, and keeps the report that it makes; `said_by`, `clock` and a
    day that can't be, as above.

    Raises UnreadableInput where no kept plan asks for such a session.
    """
    plans = shelf.plans()
    record, session = replayed(run, plans, book_of(plans[-1] if plans else None), "The session")
    report = report_of_record(record, session)
    if report is None:
        return GuidedTold(record=record, told=None)
    placed = Placing(plans=plans, now=now, clock=clock).place(report)
    return GuidedTold(record=record, told=_kept(shelf, replace(placed, id=id_, said_by=said_by)))


def doubt_of(report: Report) -> str:
    """What is said to whoever sent a report of a day that can't be; "" of any other."""
    if report.clock is None:
        return ""
    return (
        f"The sender's clock said {report.clock}, which can't be: it is kept for {report.date}, "
        "and Today asks for the day"
    )


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
    again = replace(report, said_at=there.said_at)
    if there.clock == report.clock is not None:  # sent again later, the guess may be another day
        again = replace(again, date=there.date)
    return Told(report=there, new=False, differs=again != there)
