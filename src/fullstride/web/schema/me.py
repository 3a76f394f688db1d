"""Who asks."""

import datetime as dt

from fullstride.domain.accounts import Sees
from fullstride.web.schema.word import Word


class Me(Word):
    """`name` is "" and `accounts` false where there is one runner and no login; then `csrf` is "" too. It is
    what must stand in the header X-CSRF-Token of every change. `account` is the id of who asks, and `runner`
    "" for a coach who does not run."""

    name: str
    account: str
    runner: str
    roles: list[str]
    accounts: bool
    csrf: str
    version: str
    today: dt.date


class Shown(Word):
    """What is shown of a runner: `shares` is "plan and status" or "everything"; `own` for oneself."""

    runner: str
    shares: Sees
    changes: bool
    own: bool
