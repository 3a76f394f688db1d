"""A server with accounts: an owner, runners, coaches, each with a browser of their own."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from fullstride.domain.accounts import Account, Grant, Role, Sees
from fullstride.store import Store, open_store
from fullstride.web.accounts.keeper import Keeper
from fullstride.web.accounts.limits import Budgets
from fullstride.web.accounts.passwords import Passwords
from fullstride.web.app import create_app
from fullstride.web.settings import Settings

BASE = "http://127.0.0.1:8765"
PASSWORD = "rain on the long straight"
LIGHT = Passwords(time_cost=1, memory_kib=8, parallelism=1)  # tests wait for nobody who guesses
NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


@dataclass
class Person:
    """A browser; `csrf` is what its page was told."""

    client: TestClient
    csrf: str = ""

    def ask(self, method: str, path: str, body: Any = None, **more: Any) -> Response:
        headers = {"X-CSRF-Token": self.csrf} | more.pop("headers", {})
        sent = {"json": body} if body is not None else {}
        return self.client.request(method, "/api/v1" + path, headers=headers, **sent, **more)

    def get(self, path: str) -> Any:
        response = self.ask("GET", path)
        assert response.status_code == 200, response.text
        return response.json()

    def sign_in(self, name: str, password: str = PASSWORD) -> Response:
        response = self.ask("POST", "/sessions", {"name": name, "password": password})
        if response.status_code == 200:
            self.csrf = response.json()["csrf"]
        return response


@dataclass
class Club:
    """`accounts`: name -> account; all have the same password."""

    app: FastAPI
    store: Store
    accounts: dict[str, Account] = field(default_factory=dict)

    def account(self, name: str, *roles: Role) -> Account:
        runner = name if Role.RUNNER in roles else ""
        if runner:
            self.store.add_runner(runner)
        made = Account(
            id=uuid.uuid4().hex,
            name=name,
            password_hash=LIGHT.hash(PASSWORD),
            roles=tuple(sorted(roles)),
            created_at=NOW,
            runner=runner,
        )
        assert self.store.accounts.add(made)
        self.accounts[name] = made
        return made

    def browser(self, address: str = "192.0.2.1", base: str = BASE) -> Person:
        return Person(TestClient(self.app, base_url=base, client=(address, 50_000)))

    def person(self, name: str, address: str = "192.0.2.1") -> Person:
        """A new browser in which somebody is signed in."""
        one = self.browser(address)
        assert one.sign_in(name).status_code == 200
        return one

    def grant(self, runner: str, coach: str, sees: Sees, *, changes: bool = False) -> None:
        self.store.shelf(runner).add_grant(
            Grant(
                coach=self.accounts[coach].id,
                said_at=NOW,
                said_by=self.accounts[runner].id,
                sees=sees,
                changes=changes,
            )
        )


@contextmanager
def club(
    settings: Settings | None = None,
    *,
    where: str = "memory:",
    budgets: Budgets | None = None,
    begun: bool = False,
) -> Iterator[Club]:
    """The owner is olga; who else is there the test says. `begun`: another server over the same store made
    her already."""
    store = open_store(where)
    made = Club(create_app(settings or Settings(accounts=True), store=store), store)
    if not begun:
        made.account("olga", Role.OWNER)
    with TestClient(made.app, base_url=BASE):
        keeper: Keeper = made.app.state.doorkeeper
        made.app.state.doorkeeper = dataclasses.replace(
            keeper, passwords=LIGHT, budgets=budgets or keeper.budgets
        )
        yield made
    store.close()


@contextmanager
def three() -> Iterator[Club]:
    """Beside olga, ana and ben, who run, and carla, who coaches and is shown nothing yet."""
    with club() as made:
        made.account("ana", Role.RUNNER)
        made.account("ben", Role.RUNNER)
        made.account("carla", Role.COACH)
        yield made
