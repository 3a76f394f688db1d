"""The runner's calendars as the contract's JSON: how each is read, and what changed in them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from fullstride.domain.calendar import Calendar, Day
from fullstride.domain.feeds import Feed
from fullstride.formats.answers import calendar_answer, day_json

Json = dict[str, Any]


def calendar_json(feed: Feed, calendar: Calendar, days: Sequence[Day], error: str) -> Json:
    """One calendar in a list."""
    return {
        "id": feed.id,
        "name": feed.name,
        "from_address": bool(feed.sealed),
        "added_at": feed.added_at.isoformat(),
        "read_at": feed.read_at.isoformat() if feed.read_at else None,
        "days": len(days),
        "first": days[0].date.isoformat() if days else None,
        "last": days[-1].date.isoformat() if days else None,
        "skipped": len(calendar.skipped),
        "problems": sum(1 for problem in calendar.problems if problem.place),
        "error": error or feed.error,
        "race": feed.race.isoformat() if feed.race else None,
    }


def put_aside_json(feed: Feed) -> Json:
    """A calendar that lies aside: since when, and by whose word."""
    return {
        "id": feed.id,
        "name": feed.name,
        "from_address": bool(feed.sealed),
        "at": feed.aside_at.isoformat() if feed.aside_at else None,
        "by": feed.aside_by,
    }


def calendar_days_json(calendar: Calendar, days: Sequence[Day]) -> Json:
    """Each day of a calendar, and what of it is none."""
    told = calendar_answer(days, calendar)
    return {
        "read": told["days"],
        "left_out": told["skipped"],
        "unread": told["problems"],
    }


def day_change_json(date: dt.date, was: Day | None, now: Day | None) -> Json:
    return {
        "date": date.isoformat(),
        "was": day_json(was) if was else None,
        "now": day_json(now) if now else None,
    }
