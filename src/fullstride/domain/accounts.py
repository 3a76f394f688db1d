"""Who may sign in, for whom, and what a runner lets a coach see."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    RUNNER = "runner"
    COACH = "coach"
    OWNER = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who signs in. `id` is for good and nobody else's, whatever the name; `name` differs from every
    other in more than capitals.

    `password_hash` is what a hash function wrote, with its salt and its settings. `runner` is their own
    shelf, "" for a coach who does not run. `disabled_at`: since then they can't sign in.
    """

    id: str
    name: str
    password_hash: str
    roles: tuple[Role, ...]
    created_at: dt.datetime
    runner: str = ""
    disabled_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Somebody is signed in on one device.

    `token_sha256` is of what their browser holds, in hex, and `csrf` of what their forms must show, as the
    server keeps it. `device` is for them to tell one from another. It is over at `expires_at`.
    """

    token_sha256: str
    account: str
    csrf: str
    created_at: dt.datetime
    seen_at: dt.datetime
    expires_at: dt.datetime
    device: str = ""


class LinkKind(StrEnum):
    INVITATION = "invitation"
    RESET = "reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link that works once, until `expires_at`. `token_sha256` is of the secret in it, in hex.

    An invitation is for somebody with this `role`; `runner` is the shelf that they get where it is there
    already, `coach` the account that hopes to see it, `for_whom` a few words by which whoever made it knows
    it again; nobody else is told them. A reset is for the account `account`.
    """

    token_sha256: str
    kind: LinkKind
    created_at: dt.datetime
    expires_at: dt.datetime
    role: Role = Role.RUNNER
    runner: str = ""
    coach: str = ""
    account: str = ""
    for_whom: str = ""
    used_at: dt.datetime | None = None


def is_last_owner(account: Account, everybody: Iterable[Account]) -> bool:
    """Whether nobody but them can let others in, or make another owner."""
    owners = [one.id for one in everybody if Role.OWNER in one.roles and one.disabled_at is None]
    return owners == [account.id]


class Sees(StrEnum):
    NOTHING = "nothing"
    PLAN = "plan and status"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a runner lets one coach see and whether the coach may change it. `coach` and `said_by` are ids of
    accounts."""

    coach: str
    said_at: dt.datetime
    said_by: str
    sees: Sees
    changes: bool = False


def granted(grants: Iterable[Grant]) -> Mapping[str, Grant]:
    """Coach -> the grant that holds: the last that was said, `grants` being in that order.

    A coach who sees nothing is not in it.
    """
    last = {grant.coach: grant for grant in grants}
    return {coach: grant for coach, grant in last.items() if grant.sees is not Sees.NOTHING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often something was tried: `count` times in the window that ends at `until`."""

    key: str
    count: int
    until: dt.datetime
