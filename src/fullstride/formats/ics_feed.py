"""The plan as a calendar: one all-day event a session, kept over from one export to the next.

Subscribed calendars tell an update from a new event by UID and SEQUENCE. So the UID comes from the
session's id, not from its date; SEQUENCE rises only when something a reader sees has changed; what
left the plan is marked cancelled and stays in the file; and what has not changed keeps its bytes.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Component, Event

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.session import Plan
from fullstride.formats.losses import Lost
from fullstride.formats.saying import rest
from fullstride.formats.script_text import OURS, paragraphs, title, uid
from fullstride.guide.words import Script

PRODUCT = "-//Fullstride//Plan//EN"
CALENDAR_UID = "plan@fullstride"
REFRESH_HOURS = 12  # a hint; subscribers refresh when they like
STAMPS = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    content: bytes
    losses: tuple[Lost, ...]
    changed: int = 0  # new, moved or rewritten
    cancelled: int = 0


def write_feed(
    plan: Plan,
    scripts: Iterable[Script],
    previous: bytes | None,
    now: dt.datetime,
    previous_name: str = "the earlier calendar",
) -> Feed:
    """The feed for `plan`, laid over the `previous` one; `now` is aware and stamps what changed.

    Sessions that are gone are cancelled, except those before the plan's first day, which an earlier
    plan asked for and are history. Events in `previous` that are not ours are left as they are.

    Raises UnreadableInput when `previous` is not a calendar, or one that we had no part in, rather than
    write over it.
    """
    before = _read(previous, previous_name) if previous is not None else None
    earlier = {str(event["UID"]): event for event in (before.events if before else ()) if _is_ours(event)}
    stamp = now.astimezone(dt.UTC).replace(microsecond=0)
    calendar = _calendar(plan)
    changed = cancelled = 0
    current: set[str] = set()
    for script in scripts:
        event = _event(script)
        changed += _stamp(event, earlier.get(str(event["UID"])), stamp)
        current.add(str(event["UID"]))
        calendar.add_component(event)
    for name, event in earlier.items():
        if name not in current:
            cancelled += _cancel(event, plan.first, stamp)
            calendar.add_component(event)
    for component in before.subcomponents if before else ():
        if not _is_ours(component):
            calendar.add_component(component)
    return Feed(
        content=bytes(calendar.to_ical()),
        losses=tuple(lost for script in scripts for lost in _losses(script)),
        changed=changed,
        cancelled=cancelled,
    )


def _read(previous: bytes, name: str) -> Calendar:
    try:
        before = Calendar.from_ical(previous)
    except (ValueError, KeyError, IndexError, RecursionError):
        raise UnreadableInput(name, "", "is not a whole calendar; move it away to start anew") from None
    if not isinstance(before, Calendar):
        raise UnreadableInput(name, "", "is not a calendar; move it away to start anew")
    for event in before.events:
        if event.errors:
            part, reason = event.errors[0]
            raise UnreadableInput(name, f"{event.get('UID', 'an event')}, {part}", " ".join(reason.split()))
    ours = str(before.get("UID", "")) == CALENDAR_UID or any(map(_is_ours, before.events))
    if before.events and not ours:
        raise UnreadableInput(name, "", "holds another calendar; name another folder")
    return before


def _calendar(plan: Plan) -> Calendar:
    name = f"Fullstride: {plan.title}" if plan.title else "Fullstride"
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("UID", CALENDAR_UID)
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("REFRESH-INTERVAL", dt.timedelta(hours=REFRESH_HOURS), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", f"PT{REFRESH_HOURS}H")
    return calendar


def _event(script: Script) -> Event:
    date = script.session.date
    event = Event()
    event.add("UID", uid(script))
    event.add("SUMMARY", title(script))
    event.add("DESCRIPTION", "\n\n".join(paragraphs(script)))
    event.add("DTSTART", date)
    event.add("DTEND", date + dt.timedelta(days=1))  # the day after: the end is not part of it
    event.add("STATUS", "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT")
    event.add("CATEGORIES", ["Fullstride"])
    return event


def _stamp(event: Event, earlier: Component | None, now: dt.datetime) -> bool:
    """Carries the stamps of the earlier event over, or sets new ones; whether they are new."""
    if earlier is not None and _content(event) == _content(earlier):
        for name in STAMPS:
            if name in earlier:
                event[name] = earlier[name]
        return False
    sequence = 0 if earlier is None else _sequence(earlier) + 1
    event.add("SEQUENCE", sequence)
    event.add("DTSTAMP", now)
    event.add("LAST-MODIFIED", now)
    return True


def _cancel(event: Component, first: dt.date, now: dt.datetime) -> bool:
    start = event.decoded("DTSTART", None)
    date = start.date() if isinstance(start, dt.datetime) else start
    if event.get("STATUS") == "CANCELLED" or (isinstance(date, dt.date) and date < first):
        return False
    sequence = _sequence(event) + 1
    for name in (*STAMPS, "STATUS"):
        event.pop(name, None)
    event.add("STATUS", "CANCELLED")
    event.add("SEQUENCE", sequence)
    event.add("DTSTAMP", now)
    event.add("LAST-MODIFIED", now)
    return True


def _content(event: Component) -> bytes:
    """What a reader sees of an event: everything but its stamps."""
    seen = event.copy()
    for name in STAMPS:
        seen.pop(name, None)
    return bytes(seen.to_ical())


def _sequence(event: Component) -> int:
    value = event.get("SEQUENCE", 0)
    return value if isinstance(value, int) else 0


def _is_ours(component: Component) -> bool:
    return component.name == "VEVENT" and str(component.get("UID", "")).endswith(OURS)


def _losses(script: Script) -> Iterable[Lost]:
    if rest(script.rest_s):
        yield Lost(
            session=script.session.id,
            what="a clock that waits for your rest",
            instead="the text says the earliest next start",
        )
    yield Lost(
        session=script.session.id,
        what="asking for your form after each effort",
        instead="the text says when to stop",
    )
    if script.of_today > 1:
        yield Lost(
            session=script.session.id,
            what="the order of two all-day events",
            instead="the title says which one comes first",
        )
