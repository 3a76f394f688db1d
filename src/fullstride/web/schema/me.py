"""Who asks."""

import datetime as dt

from fullstride.web.schema.word import Word


class Me(Word):
    """`name` is "" and `accounts` false where there is one runner and no login."""

    name: str
    runner: str
    roles: list[str]
    accounts: bool
    version: str
    today: dt.date
