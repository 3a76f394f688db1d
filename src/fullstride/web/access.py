"""Who asks, and what they may see. Every route that names a runner goes through here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Protocol

from fastapi import Depends, Path, Request

from fullstride.domain.errors import UnknownRunner
from fullstride.store import Shelf, Store
from fullstride.web.problems import Refusal, not_there

NAME_PATTERN = r"^[^/\x00-\x1f]{1,80}$"


class Role(StrEnum):
    RUNNER = "runner"
    COACH = "coach"
    OWNER = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Who asks. `runner` is their own shelf, "" for a coach who does not run; `name` their account, "" where
    there are none."""

    name: str
    runner: str
    roles: frozenset[Role]


class Doorkeeper(Protocol):
    """Knows who asks, and whose things they may see."""

    def who(self, request: Request) -> Principal | None:
        """None where nobody is signed in."""

    def may_see(self, principal: Principal, runner: str) -> bool: ...

    def may_change(self, principal: Principal, runner: str) -> bool: ...


class Solo:
    """One runner on one machine: no login. Other names are not here, but those that they coach."""

    def __init__(self, runner: str, squad: Iterable[str] = ()) -> None:
        self._squad = frozenset(squad)
        coach = {Role.COACH} if self._squad else set()
        self._principal = Principal(
            name="", runner=runner, roles=frozenset({Role.RUNNER, Role.OWNER, *coach})
        )

    def who(self, _: Request) -> Principal | None:
        return self._principal

    def may_see(self, principal: Principal, runner: str) -> bool:
        return runner == principal.runner or runner in self._squad

    may_change = may_see


def store_of(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def asking(request: Request) -> Principal:
    """Who asks. Refuses where nobody is signed in."""
    keeper: Doorkeeper = request.app.state.doorkeeper
    principal = keeper.who(request)
    if principal is None:
        raise Refusal(HTTPStatus.UNAUTHORIZED, "Sign in first")
    return principal


Asking = Annotated[Principal, Depends(asking)]
RunnerName = Annotated[str, Path(pattern=NAME_PATTERN, description="Whose: a runner's name.")]


def seen_shelf(request: Request, runner: RunnerName, principal: Asking) -> Iterator[Shelf]:
    """The shelf to read from; what may not be seen is told as not there."""
    keeper: Doorkeeper = request.app.state.doorkeeper
    if not keeper.may_see(principal, runner):
        raise not_there("This runner")
    yield _shelf(request, runner)


def own_shelf(request: Request, runner: RunnerName, principal: Asking) -> Iterator[Shelf]:
    """The shelf to change."""
    keeper: Doorkeeper = request.app.state.doorkeeper
    if not keeper.may_see(principal, runner):
        raise not_there("This runner")
    if not keeper.may_change(principal, runner):
        raise Refusal(HTTPStatus.FORBIDDEN, "Only the runner can change this")
    yield _shelf(request, runner)


def _shelf(request: Request, runner: str) -> Shelf:
    try:
        return store_of(request).shelf(runner)
    except UnknownRunner:
        raise not_there("This runner") from None


SeenShelf = Annotated[Shelf, Depends(seen_shelf)]
OwnShelf = Annotated[Shelf, Depends(own_shelf)]
