"""The one look at the clock that everything takes."""

import datetime as dt
import os

from fullstride.domain.errors import BadUsage


def now() -> dt.datetime:
    """Now, aware. FULLSTRIDE_TODAY stands in for its day in scripts and tests."""
    told = os.environ.get("FULLSTRIDE_TODAY", "")
    if not told:
        return dt.datetime.now().astimezone()
    try:
        return dt.datetime.combine(dt.date.fromisoformat(told), dt.time(12), dt.UTC)
    except ValueError:
        raise BadUsage(f"FULLSTRIDE_TODAY={told}: write the date like 2027-04-18") from None


def instant() -> dt.datetime:
    """The true instant, whatever day it is taken for: by this leases run out."""
    return dt.datetime.now(dt.UTC)
