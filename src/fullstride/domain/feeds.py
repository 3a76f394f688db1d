"""What a runner's things are fetched with from elsewhere: an address of a calendar, a key of a service.

Both are secrets. Here they are `sealed`: encrypted by whoever keeps them, so that the store knows none, and
written as text.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar that is read again and again; `name` is for the runner.

    `sha256` is of what was read last without an error, in hex. `error` is a sentence on the reading at
    `read_at`, "" where it went well. `race` is the day that a plan without dates is laid back from.
    `aside_at`: when another plan took its place, None where it is in use; `aside_by` by whose word, "" where
    nobody has a name.
    """

    id: str
    name: str
    sealed: str
    added_at: dt.datetime
    read_at: dt.datetime | None = None
    sha256: str = ""
    error: str = ""
    race: dt.date | None = None
    aside_at: dt.datetime | None = None
    aside_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceKey:
    """What a service asks for before it lets us in; one for each service."""

    service: str
    sealed: str
    kept_at: dt.datetime
