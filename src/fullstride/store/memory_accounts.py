"""Who signs in, for as long as the program lives."""

import dataclasses
import datetime as dt
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from fullstride.domain.accounts import Account, Grant, Link, LinkKind, Login, Role
from fullstride.domain.errors import BadUsage
from fullstride.store import checks


class _Shelf(Protocol):
    def add_grant(self, grant: Grant) -> None: ...


class MemoryAccounts:
    def __init__(
        self, lock: threading.RLock, shelves: Mapping[str, _Shelf], add_runner: Callable[[str], bool]
    ) -> None:
        self._lock, self._shelves, self._add_runner = lock, shelves, add_runner
        self._accounts: dict[str, Account] = {}
        self._logins: dict[str, Login] = {}
        self._links: dict[str, Link] = {}

    def add(self, account: Account) -> bool:
        self._expect(account)
        with self._lock:
            if account.runner and checks.runner_name(account.runner) not in self._shelves:
                raise checks.unknown(account.runner, sorted(self._shelves))
            return self._insert(account)

    def get(self, account: str) -> Account | None:
        with self._lock:
            return self._accounts.get(account)

    def named(self, name: str) -> Account | None:
        try:
            folded = checks.folded(name)
        except BadUsage:
            return None
        return next((each for each in self.all() if checks.folded(each.name) == folded), None)

    def of_runner(self, runner: str) -> Account | None:
        name = checks.runner_name(runner)
        return next((each for each in self.all() if each.runner == name), None)

    def all(self) -> tuple[Account, ...]:
        with self._lock:
            return tuple(sorted(self._accounts.values(), key=lambda each: each.name))

    def set_password(self, account: str, password_hash: str) -> bool:
        with self._lock:
            if not self._change(account, password_hash=password_hash):
                return False
            self.end_logins(account)
            for token, link in [*self._links.items()]:
                if link.kind is LinkKind.RESET and link.account == account and link.used_at is None:
                    del self._links[token]
            return True

    def renew_hash(self, account: str, was: str, password_hash: str) -> bool:
        with self._lock:
            kept = self._accounts.get(account)
            if kept is None or kept.password_hash != was:
                return False
            return self._change(account, password_hash=password_hash)

    def set_roles(self, account: str, roles: Sequence[Role]) -> bool:
        with self._lock:
            return self._change(account, roles=tuple(roles))

    def set_disabled(self, account: str, at: dt.datetime | None) -> bool:
        with self._lock:
            if at is not None:
                self.end_logins(account)
            return self._change(account, disabled_at=at)

    def remove(self, account: str) -> bool:
        with self._lock:
            if self._accounts.pop(account, None) is None:
                return False
            self.end_logins(account)
            for token, link in [*self._links.items()]:
                if account in (link.account, link.coach):
                    del self._links[token]
            return True

    def forget_runner(self, runner: str) -> None:
        with self._lock:
            account = self.of_runner(runner)
            if account is not None:
                self.remove(account.id)
            for token, link in [*self._links.items()]:
                if link.runner == runner:
                    del self._links[token]

    def add_login(self, login: Login, password_hash: str) -> bool:
        checks.keys(login.token_sha256)
        with self._lock:
            kept = self._accounts.get(login.account)
            if kept is None or kept.disabled_at is not None or kept.password_hash != password_hash:
                return False
            is_new = login.token_sha256 not in self._logins
            self._logins.setdefault(login.token_sha256, login)
            return is_new

    def login(self, token_sha256: str, now: dt.datetime) -> tuple[Login, Account] | None:
        with self._lock:
            login = self._logins.get(token_sha256)
            if login is None or login.expires_at <= now:
                return None
            return login, self._accounts[login.account]

    def seen(self, token_sha256: str, at: dt.datetime, expires_at: dt.datetime) -> bool:
        with self._lock:
            login = self._logins.get(token_sha256)
            if login is None or login.expires_at <= at:
                return False
            self._logins[token_sha256] = dataclasses.replace(login, seen_at=at, expires_at=expires_at)
            return True

    def logins(self, account: str, now: dt.datetime) -> tuple[Login, ...]:
        with self._lock:
            found = [each for each in self._logins.values() if each.account == account]
        found.sort(key=lambda each: each.token_sha256)
        found.sort(key=lambda each: each.seen_at, reverse=True)
        return tuple(each for each in found if each.expires_at > now)

    def end_login(self, account: str, token_sha256: str) -> bool:
        with self._lock:
            login = self._logins.get(token_sha256)
            if login is None or login.account != account:
                return False
            del self._logins[token_sha256]
            return True

    def end_logins(self, account: str, *, but: str = "") -> int:
        with self._lock:
            ended = [
                each.token_sha256
                for each in self._logins.values()
                if each.account == account and each.token_sha256 != but
            ]
            for token in ended:
                del self._logins[token]
            return len(ended)

    def add_link(self, link: Link) -> bool:
        checks.keys(link.token_sha256, link.coach, link.account)
        with self._lock:
            if link.runner and checks.runner_name(link.runner) not in self._shelves:
                raise checks.unknown(link.runner, sorted(self._shelves))
            is_new = link.token_sha256 not in self._links
            self._links.setdefault(link.token_sha256, link)
            return is_new

    def link(self, token_sha256: str, now: dt.datetime) -> Link | None:
        return next((each for each in self.links(now) if each.token_sha256 == token_sha256), None)

    def links(self, now: dt.datetime) -> tuple[Link, ...]:
        with self._lock:
            good = [each for each in self._links.values() if each.used_at is None and each.expires_at > now]
        return tuple(sorted(good, key=lambda each: each.created_at))

    def use_link(self, token_sha256: str, now: dt.datetime) -> Link | None:
        with self._lock:
            link = self.link(token_sha256, now)
            if link is None:
                return None
            self._links[token_sha256] = dataclasses.replace(link, used_at=now)
            return self._links[token_sha256]

    def join(
        self, token_sha256: str, account: Account, now: dt.datetime, *, grant: Grant | None = None
    ) -> Link | None:
        self._expect(account)
        with self._lock:
            link = self.link(token_sha256, now)
            if link is None or link.kind is not LinkKind.INVITATION:
                return None
            name = checks.runner_name(account.runner) if account.runner else ""
            if link.runner and link.runner != name:
                raise checks.wrong_shelf(link.runner)
            if name in self._shelves and not link.runner:
                raise checks.taken(account)
            if not self._insert(account):
                raise checks.taken(account)
            if name:
                self._add_runner(name)
                if grant is not None:
                    self._shelves[name].add_grant(grant)
            return self.use_link(token_sha256, now)

    def reset(self, token_sha256: str, password_hash: str, now: dt.datetime) -> Account | None:
        with self._lock:
            link = self.link(token_sha256, now)
            if link is None or link.kind is not LinkKind.RESET:
                return None
            self.use_link(token_sha256, now)
            self.set_password(link.account, password_hash)
            return self._accounts.get(link.account)

    def remove_link(self, token_sha256: str) -> bool:
        with self._lock:
            return self._links.pop(token_sha256, None) is not None

    def prune(self, now: dt.datetime) -> int:
        with self._lock:
            before = len(self._logins) + len(self._links)
            self._logins = {key: each for key, each in self._logins.items() if each.expires_at > now}
            self._links = {
                key: each
                for key, each in self._links.items()
                if each.used_at is None and each.expires_at > now
            }
            return before - len(self._logins) - len(self._links)

    def _expect(self, account: Account) -> None:
        checks.folded(account.name)
        checks.keys(account.id)
        checks.micros(account.created_at)

    def _insert(self, account: Account) -> bool:
        if account.id in self._accounts:
            return False
        others = self._accounts.values()
        same_runner = account.runner and any(each.runner == account.runner for each in others)
        if same_runner or self.named(account.name) is not None:
            raise checks.taken(account)
        self._accounts[account.id] = account
        return True

    def _change(self, account: str, **fields: object) -> bool:
        kept = self._accounts.get(account)
        if kept is None:
            return False
        self._accounts[account] = dataclasses.replace(kept, **fields)  # type: ignore[arg-type]
        return True
