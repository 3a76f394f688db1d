"""Accounts, sessions, links that work once, and what a runner lets coaches see."""

import datetime as dt
from typing import Annotated

from fastapi import Path
from pydantic import AfterValidator, BeforeValidator, Field

from fullstride.domain.accounts import LinkKind, Role, Sees
from fullstride.web.access import NAME_PATTERN
from fullstride.web.schema.word import SHA256_PATTERN, Told, Word

MOST_PASSWORD, MOST_TOKEN, MOST_FOR_WHOM = 200, 100, 60


def _trimmed(name: object) -> object:
    """Keyboards of phones add a space."""
    return name.strip() if isinstance(name, str) else name


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("holds what can't be seen")
    return text


def _seen(name: str) -> str:
    _printable(name)
    if set(name) <= {"."}:
        raise ValueError("is no name")
    return name


Name = Annotated[str, BeforeValidator(_trimmed), Field(pattern=NAME_PATTERN), AfterValidator(_seen)]
ForWhom = Annotated[
    str, BeforeValidator(_trimmed), Field(max_length=MOST_FOR_WHOM), AfterValidator(_printable)
]
Password = Annotated[str, Field(min_length=1, max_length=MOST_PASSWORD)]
Token = Annotated[str, Field(min_length=1, max_length=MOST_TOKEN)]
AccountId = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,64}$", description="An account's id.")]
LoginId = Annotated[
    str, Path(pattern=rf"^this$|{SHA256_PATTERN}", description="Of GET /sessions; this for the asker's own.")
]
LinkId = Annotated[str, Path(pattern=SHA256_PATTERN, description="Of GET /invitations.")]


class SignIn(Told):
    name: Annotated[str, BeforeValidator(_trimmed), Field(min_length=1, max_length=200)]
    password: Password


class NewPassword(Told):
    """`now` is the password that is in use."""

    now: Password
    new: Password


class Device(Word):
    """Somebody is signed in on a device; `this`: on the one that asks."""

    id: str
    device: str
    created_at: dt.datetime
    seen_at: dt.datetime
    this: bool


class Devices(Word):
    items: list[Device]


class Ended(Word):
    """How many sessions were ended."""

    ended: int


class NewInvitation(Told):
    """`runner` names a shelf that is kept and that nobody signs in for; the owner can give it away.
    `for_whom` is a few words for whoever looks at the list of invitations; the invited never see it."""

    role: Role = Role.RUNNER
    runner: Name | None = None
    for_whom: ForWhom = ""


class NewLink(Word):
    """A link that works once. What follows # in `path` is its secret; it is told here and never again."""

    id: str
    kind: LinkKind
    path: str
    expires_at: dt.datetime


class Invitation(Word):
    """One that can still be used. `coach` is the name of the coach who hopes to see the runner; `for_whom`
    what was noted when it was made."""

    id: str
    role: Role
    runner: str
    coach: str
    for_whom: str
    created_at: dt.datetime
    expires_at: dt.datetime


class Invitations(Word):
    items: list[Invitation]


class LinkToken(Told):
    token: Token


class LinkSeen(Word):
    """What a link is for; `name` is whose password it sets, `coach` who hopes to see the runner."""

    kind: LinkKind
    role: Role
    runner: str
    coach: str
    name: str
    expires_at: dt.datetime


class Join(Told):
    """`runs`: whether a coach or an owner wants a shelf of their own; a runner has one. `sees` and `changes`
    are what the coach who invited may do, nothing where they are left out."""

    token: Token
    name: Name
    password: Password
    runs: bool = False
    sees: Sees = Sees.NOTHING
    changes: bool = False


class Reset(Told):
    token: Token
    password: Password


class Account(Word):
    """`runner` is their own shelf, "" for a coach who does not run; `disabled`: they can't sign in.
    `withdrawn`: how many of their invitations this change made useless."""

    id: str
    name: str
    roles: list[Role]
    runner: str
    created_at: dt.datetime
    disabled: bool
    withdrawn: int = 0


class Accounts(Word):
    items: list[Account]


class NewRoles(Told):
    """Beside runner, which everybody is who has a shelf."""

    roles: Annotated[list[Role], Field(max_length=3)]


class LetIn(Told):
    let_in: bool


class NewGrant(Told):
    """`changes` asks for `sees` everything."""

    sees: Sees
    changes: bool = False


class Grant(Word):
    """What one coach of this server may do with the runner's things; `said_at` null: nothing was said."""

    coach: str
    name: str
    sees: Sees
    changes: bool
    said_at: dt.datetime | None


class Grants(Word):
    items: list[Grant]
