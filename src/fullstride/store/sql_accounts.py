"""Who signs in, in a database: accounts as words, logins and links as plain rows."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from fullstride.domain.accounts import Account, Grant, Link, LinkKind, Login, Role
from fullstride.domain.errors import BadUsage
from fullstride.store import checks, codec, rows, schema
from fullstride.store.database import Database
from fullstride.store.sql_links import link_of, row_of

_ACCOUNTS, _LOGINS, _LINKS = schema.accounts, schema.logins, schema.links
_BODY = (_ACCOUNTS.c.key, _ACCOUNTS.c.body_version, _ACCOUNTS.c.body, _ACCOUNTS.c.body_sum)


class SqlAccounts:
    """Whoever changes an account holds its row until that is kept."""

    def __init__(self, store: Database) -> None:
        self._store = store

    # ---- accounts ------------------------------------------------------------------------------------

    def add(self, account: Account) -> bool:
        row = _row(account)
        with self._store.writing() as connection:
            runner = self._store.id_of(connection, account.runner) if account.runner else None
            return self._insert(connection, account, row | {"runner_id": runner})

    def get(self, account: str) -> Account | None:
        return self._one(_ACCOUNTS.c.key == account)

    def named(self, name: str) -> Account | None:
        try:
            folded = checks.folded(name)
        except BadUsage:
            return None
        return self._one(_ACCOUNTS.c.folded == folded)

    def of_runner(self, runner: str) -> Account | None:
        name = checks.runner_name(runner)
        ids = sa.select(schema.runners.c.id).where(schema.runners.c.name == name)
        return self._one(_ACCOUNTS.c.runner_id == ids.scalar_subquery())

    def all(self) -> tuple[Account, ...]:
        with self._store.reading() as connection:
            found = connection.execute(sa.select(*_BODY)).all()
        return tuple(sorted((self._account(*row) for row in found), key=lambda each: each.name))

    def set_password(self, account: str, password_hash: str) -> bool:
        with self._store.writing() as connection:
            return self._set_password(connection, account, password_hash) is not None

    def renew_hash(self, account: str, was: str, password_hash: str) -> bool:
        with self._store.writing() as connection:
            kept = self._held(connection, account)
            if kept is None or kept.password_hash != was:
                return False
            self._change(connection, dataclasses.replace(kept, password_hash=password_hash))
            return True

    def set_roles(self, account: str, roles: Sequence[Role]) -> bool:
        with self._store.writing() as connection:
            kept = self._held(connection, account)
            if kept is None:
                return False
            self._change(connection, dataclasses.replace(kept, roles=tuple(roles)))
            return True

    def set_disabled(self, account: str, at: dt.datetime | None) -> bool:
        with self._store.writing() as connection:
            kept = self._held(connection, account)
            if kept is None:
                return False
            self._change(connection, dataclasses.replace(kept, disabled_at=at))
            if at is not None:
                connection.execute(_LOGINS.delete().where(_logins_of(account)))
            return True

    def remove(self, account: str) -> bool:
        with self._store.writing() as connection:
            return self.remove_within(connection, account)

    def remove_within(self, connection: sa.Connection, account: str) -> bool:
        """Within a transaction of the caller's."""
        if self._held(connection, account) is None:
            return False
        connection.execute(_LOGINS.delete().where(_logins_of(account)))
        connection.execute(_LINKS.delete().where((_LINKS.c.account == account) | (_LINKS.c.coach == account)))
        connection.execute(_ACCOUNTS.delete().where(_ACCOUNTS.c.key == account))
        return True

    # ---- logins --------------------------------------------------------------------------------------

    def add_login(self, login: Login, password_hash: str) -> bool:
        checks.keys(login.token_sha256)
        row: dict[str, object] = {
            "token_sha256": login.token_sha256,
            "csrf": login.csrf,
            "device": login.device,
            "created_us": checks.micros(login.created_at),
            "seen_us": checks.micros(login.seen_at),
            "expires_us": checks.micros(login.expires_at),
        }
        with self._store.writing() as connection:
            kept = self._held(connection, login.account)
            if kept is None or kept.disabled_at is not None or kept.password_hash != password_hash:
                return False
            query = sa.select(_ACCOUNTS.c.seq).where(_ACCOUNTS.c.key == login.account)
            row["account_seq"] = connection.scalar(query)
            return self._store.add(connection, _LOGINS, row)

    def login(self, token_sha256: str, now: dt.datetime) -> tuple[Login, Account] | None:
        query = (
            sa.select(_LOGINS, *_BODY)
            .join(_ACCOUNTS, _ACCOUNTS.c.seq == _LOGINS.c.account_seq)
            .where(_LOGINS.c.token_sha256 == token_sha256, _LOGINS.c.expires_us > checks.micros(now))
        )
        with self._store.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        account = self._account(row.key, row.body_version, row.body, row.body_sum)
        return _login_of(row, account.id), account

    def seen(self, token_sha256: str, at: dt.datetime, expires_at: dt.datetime) -> bool:
        now = checks.micros(at)
        statement = (
            _LOGINS.update()
            .where(_LOGINS.c.token_sha256 == token_sha256, _LOGINS.c.expires_us > now)
            .values(seen_us=now, expires_us=checks.micros(expires_at))
        )
        with self._store.writing() as connection:
            return connection.execute(statement).rowcount == 1

    def logins(self, account: str, now: dt.datetime) -> tuple[Login, ...]:
        query = (
            sa.select(_LOGINS)
            .where(_logins_of(account), _LOGINS.c.expires_us > checks.micros(now))
            .order_by(_LOGINS.c.seen_us.desc(), _LOGINS.c.token_sha256)
        )
        with self._store.reading() as connection:
            return tuple(_login_of(row, account) for row in connection.execute(query))

    def end_login(self, account: str, token_sha256: str) -> bool:
        statement = _LOGINS.delete().where(_LOGINS.c.token_sha256 == token_sha256, _logins_of(account))
        with self._store.writing() as connection:
            return connection.execute(statement).rowcount == 1

    def end_logins(self, account: str, *, but: str = "") -> int:
        statement = _LOGINS.delete().where(_LOGINS.c.token_sha256 != but, _logins_of(account))
        with self._store.writing() as connection:
            return connection.execute(statement).rowcount

    # ---- links ---------------------------------------------------------------------------------------

    def add_link(self, link: Link) -> bool:
        checks.keys(link.token_sha256, link.coach, link.account)
        with self._store.writing() as connection:
            runner = self._store.id_of(connection, link.runner) if link.runner else None
            return self._store.add(connection, _LINKS, row_of(link, runner))

    def link(self, token_sha256: str, now: dt.datetime) -> Link | None:
        return next(iter(self._links(now, _LINKS.c.token_sha256 == token_sha256)), None)

    def links(self, now: dt.datetime) -> tuple[Link, ...]:
        return self._links(now)

    def use_link(self, token_sha256: str, now: dt.datetime) -> Link | None:
        with self._store.writing() as connection:
            return self._use(connection, token_sha256, now)

    def join(
        self, token_sha256: str, account: Account, now: dt.datetime, *, grant: Grant | None = None
    ) -> Link | None:
        row = _row(account)
        name = checks.runner_name(account.runner) if account.runner else ""
        with self._store.writing() as connection:
            link = self._use(connection, token_sha256, now, LinkKind.INVITATION)
            if link is None:
                return None
            if link.runner and link.runner != name:
                raise checks.wrong_shelf(link.runner)
            runner: int | None = None
            if name:
                is_new = self._store.add_name(connection, name)
                if not (is_new or link.runner):  # a shelf is somebody's, though nobody may sign in for it yet
                    raise checks.taken(account)
                runner = self._store.id_of(connection, name)
            if not self._insert(connection, account, row | {"runner_id": runner}):
                raise checks.taken(account)
            if grant is not None and runner is not None:
                said = rows.columns(checks.digest(grant), grant.said_at, grant)
                self._store.add(connection, schema.grants, said | {"runner_id": runner})
            return link

    def reset(self, token_sha256: str, password_hash: str, now: dt.datetime) -> Account | None:
        with self._store.writing() as connection:
            link = self._use(connection, token_sha256, now, LinkKind.RESET)
            return None if link is None else self._set_password(connection, link.account, password_hash)

    def remove_link(self, token_sha256: str) -> bool:
        with self._store.writing() as connection:
            statement = _LINKS.delete().where(_LINKS.c.token_sha256 == token_sha256)
            return connection.execute(statement).rowcount == 1

    def prune(self, now: dt.datetime) -> int:
        at = checks.micros(now)
        with self._store.writing() as connection:
            ended = connection.execute(_LOGINS.delete().where(_LOGINS.c.expires_us <= at)).rowcount
            used = _LINKS.delete().where((_LINKS.c.expires_us <= at) | _LINKS.c.used_us.is_not(None))
            return ended + connection.execute(used).rowcount

    # ---- within a transaction ------------------------------------------------------------------------

    def _insert(self, connection: sa.Connection, account: Account, row: dict[str, Any]) -> bool:
        if self._store.add(connection, _ACCOUNTS, row):
            return True
        if connection.scalar(sa.select(_ACCOUNTS.c.seq).where(_ACCOUNTS.c.key == account.id)) is None:
            raise checks.taken(account)
        return False

    def _held(self, connection: sa.Connection, account: str) -> Account | None:
        """Nobody else changes it until the transaction ends."""
        query = sa.select(*_BODY).where(_ACCOUNTS.c.key == account).with_for_update()
        row = connection.execute(query).one_or_none()
        return None if row is None else self._account(*row)

    def _change(self, connection: sa.Connection, account: Account) -> None:
        connection.execute(_ACCOUNTS.update().where(_ACCOUNTS.c.key == account.id).values(_row(account)))

    def _set_password(self, connection: sa.Connection, account: str, password_hash: str) -> Account | None:
        kept = self._held(connection, account)
        if kept is None:
            return None
        changed = dataclasses.replace(kept, password_hash=password_hash)
        self._change(connection, changed)
        connection.execute(_LOGINS.delete().where(_logins_of(account)))
        unused = (
            (_LINKS.c.kind == LinkKind.RESET.value)
            & (_LINKS.c.account == account)
            & _LINKS.c.used_us.is_(None)
        )
        connection.execute(_LINKS.delete().where(unused))
        return changed

    def _use(
        self, connection: sa.Connection, token_sha256: str, now: dt.datetime, kind: LinkKind | None = None
    ) -> Link | None:
        """Of two at once the second waits for the first here, and then finds it used."""
        at = checks.micros(now)
        is_good = (_LINKS.c.token_sha256 == token_sha256) & (_LINKS.c.expires_us > at)
        if kind is not None:
            is_good &= _LINKS.c.kind == kind.value
        used = _LINKS.update().where(is_good, _LINKS.c.used_us.is_(None)).values(used_us=at)
        if connection.execute(used).rowcount != 1:
            return None
        query = _with_runner().where(_LINKS.c.token_sha256 == token_sha256)
        return link_of(connection.execute(query).one())

    # ---- reading -------------------------------------------------------------------------------------

    def _one(self, where: sa.ColumnElement[bool]) -> Account | None:
        with self._store.reading() as connection:
            row = connection.execute(sa.select(*_BODY).where(where)).one_or_none()
        return None if row is None else self._account(*row)

    def _account(self, key: str, version: int, body: str, body_sum: int) -> Account:
        try:
            return rows.read(Account, key, version, body, body_sum)
        except codec.Unreadable as error:
            raise rows.damaged(self._store.shown, "accounts", "", key, error) from None

    def _links(self, now: dt.datetime, *where: sa.ColumnElement[bool]) -> tuple[Link, ...]:
        is_good = (_LINKS.c.used_us.is_(None), _LINKS.c.expires_us > checks.micros(now))
        query = _with_runner().where(*is_good, *where).order_by(_LINKS.c.created_us, _LINKS.c.seq)
        with self._store.reading() as connection:
            return tuple(link_of(row) for row in connection.execute(query))


def _row(account: Account) -> dict[str, Any]:
    checks.runner_name(account.name)
    return rows.columns(account.id, account.created_at, account) | {"folded": checks.folded(account.name)}


def _logins_of(account: str) -> sa.ColumnElement[bool]:
    seq = sa.select(_ACCOUNTS.c.seq).where(_ACCOUNTS.c.key == account).scalar_subquery()
    return _LOGINS.c.account_seq == seq


def _login_of(row: Any, account: str) -> Login:
    return Login(
        token_sha256=row.token_sha256,
        account=account,
        csrf=row.csrf,
        device=row.device,
        created_at=checks.instant(row.created_us),
        seen_at=checks.instant(row.seen_us),
        expires_at=checks.instant(row.expires_us),
    )


def _with_runner() -> sa.Select[Any]:
    return sa.select(_LINKS, schema.runners.c.name.label("runner")).outerjoin_from(_LINKS, schema.runners)
