"""Links that work once: an invitation, a new password. Their secret stands behind #, where no server and no
log ever sees it, and the store keeps its sha256 alone."""

import dataclasses
import datetime as dt
import uuid
from http import HTTPStatus

from fullstride.domain.accounts import Account, Grant, Link, LinkKind, Role, Sees
from fullstride.store import Accounts
from fullstride.web.accounts.cookies import new_token, sha256_of
from fullstride.web.problems import Refusal

LASTS = {LinkKind.INVITATION: dt.timedelta(days=7), LinkKind.RESET: dt.timedelta(days=1)}
_PAGES = {LinkKind.INVITATION: "/join", LinkKind.RESET: "/reset"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A link as it is kept, and the address that leads to it, told once."""

    link: Link
    path: str


def write_link(
    accounts: Accounts,
    kind: LinkKind,
    now: dt.datetime,
    *,
    role: Role = Role.RUNNER,
    runner: str = "",
    coach: str = "",
    account: str = "",
    for_whom: str = "",
) -> Written:
    """Makes a link. Raises UnknownRunner for a shelf that is not there."""
    token = new_token()
    link = Link(
        token_sha256=sha256_of(token),
        kind=kind,
        created_at=now,
        expires_at=now + LASTS[kind],
        role=role,
        runner=runner,
        coach=coach,
        account=account,
        for_whom=for_whom,
    )
    accounts.add_link(link)
    return Written(link=link, path=f"{_PAGES[kind]}#{token}")


def open_link(accounts: Accounts, token: str, now: dt.datetime, kind: LinkKind | None = None) -> Link:
    """A link that can still be used. Raises Refusal."""
    link = accounts.link(sha256_of(token), now)
    if link is None or (kind is not None and link.kind is not kind):
        raise used_up()
    return link


def used_up() -> Refusal:
    return Refusal(HTTPStatus.GONE, "This link was used already, or is too old; ask for a new one")


def account_by(link: Link, *, name: str, password_hash: str, runs: bool, now: dt.datetime) -> Account:
    """The account that an invitation makes; whoever runs gets the shelf of the invitation, or a new one."""
    has_shelf = runs or link.role is Role.RUNNER or bool(link.runner)
    roles = dict.fromkeys((link.role, *([Role.RUNNER] if has_shelf else [])))
    return Account(
        id=uuid.uuid4().hex,
        name=name,
        password_hash=password_hash,
        roles=tuple(roles),
        created_at=now,
        runner=(link.runner or name) if has_shelf else "",
    )


def first_grant(link: Link, account: Account, sees: Sees, *, changes: bool, now: dt.datetime) -> Grant | None:
    """What the coach who invited may do, as the runner said; None where nothing was granted."""
    if not (link.coach and account.runner) or sees is Sees.NOTHING:
        return None
    return Grant(
        coach=link.coach,
        said_at=now,
        said_by=account.id,
        sees=sees,
        changes=changes and sees is Sees.EVERYTHING,
    )
