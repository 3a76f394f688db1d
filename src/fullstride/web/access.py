"""Who asks, and what they may see: every operation of the API goes through here, by its line in rules.py."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, Protocol

from fastapi import Depends, Path, Request

from fullstride.domain.accounts import Role, Sees
from fullstride.domain.errors import UnknownRunner
from fullstride.store import Shelf, Store
from fullstride.web.accounts.limits import spend
from fullstride.web.problems import Refusal, not_there
from fullstride.web.rules import TIMES, Needs, needs_of
from fullstride.workflows import clock
from fullstride.workflows.discretion import Discretion, as_shown

NAME_PATTERN = r"^[^/\x00-\x1f]{1,80}$"
TOKEN_HEADER = "X-CSRF-Token"
READING = ("GET", "HEAD", "OPTIONS")
_NOT_SHARED = "This runner does not share that with you"
_NOT_YOURS = "Only the runner can change this"
_NOT_FOR_YOU = "Only the runner sees this"


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Who asks. `runner` is their own shelf, "" for a coach who does not run; `name` and `account` are ""
    where there are no accounts.

    `login` is the sha256 of what their browser holds and `csrf_sha256` of what it must show with a change.
    """

    name: str
    runner: str
    roles: frozenset[Role]
    account: str = ""
    login: str = ""
    csrf_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What somebody sees of a runner, and whether they may change it. `gates`: also what the runner answered
    about their body in the profile, which no grant holds."""

    sees: Sees
    changes: bool = False
    is_own: bool = False
    gates: bool = False

    @property
    def discretion(self) -> Discretion:
        if self.gates:
            return Discretion.NOTHING
        return Discretion.PROFILE if self.sees is Sees.EVERYTHING else Discretion.BODY


OWN = Sight(sees=Sees.EVERYTHING, changes=True, is_own=True, gates=True)
COACHED = Sight(sees=Sees.EVERYTHING, changes=True, gates=True)  # who has the machine keeps the profiles
UNSEEN = Sight(sees=Sees.NOTHING)


class Doorkeeper(Protocol):
    """Knows who asks, and whose things they may see."""

    def who(self, request: Request) -> Principal | None:
        """None where nobody is signed in."""

    def sight(self, principal: Principal, runner: str) -> Sight: ...


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

    def sight(self, principal: Principal, runner: str) -> Sight:
        if runner == principal.runner:
            return OWN
        return COACHED if runner in self._squad else UNSEEN


def store_of(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def admitted(request: Request) -> None:
    """Refuses what whoever asks may not do; before the rest of a request is looked at."""
    operation = request.scope["route"].operation_id
    runner = request.path_params.get("runner")
    needs = needs_of(operation, of_runner=runner is not None)
    if needs is Needs.NOTHING:
        return
    principal = asking(request)
    _refuse_forged(request, principal)
    _refuse_too_often(request, principal, operation)
    if needs.is_of_runner:
        keeper: Doorkeeper = request.app.state.doorkeeper
        reads = request.method in READING
        request.state.sight = _sight(keeper, principal, str(runner), needs, reads=reads)
    elif needs is Needs.COACH and not principal.roles & {Role.COACH, Role.OWNER}:
        raise Refusal(HTTPStatus.FORBIDDEN, "Only a coach can do this")
    elif needs is Needs.OWNER and Role.OWNER not in principal.roles:
        raise Refusal(HTTPStatus.FORBIDDEN, "Only the owner can do this")


def asking(request: Request) -> Principal:
    """Who asks. Refuses where nobody is signed in."""
    known: Principal | None = getattr(request.state, "principal", None)
    if known is None:
        keeper: Doorkeeper = request.app.state.doorkeeper
        known = keeper.who(request)
        if known is None:
            raise Refusal(HTTPStatus.UNAUTHORIZED, "Sign in first")
        request.state.principal = known
    return known


def _refuse_forged(request: Request, principal: Principal) -> None:
    """A change must show what only our own page can read."""
    if request.method in READING or not principal.csrf_sha256:
        return
    shown = hashlib.sha256(request.headers.get(TOKEN_HEADER, "").encode()).hexdigest()
    if not hmac.compare_digest(shown, principal.csrf_sha256):
        raise Refusal(HTTPStatus.FORBIDDEN, "This page is out of date; open it again and try once more")


def _refuse_too_often(request: Request, principal: Principal, operation: str) -> None:
    """What costs the server, or others, much is counted for each account."""
    most = TIMES.get(operation)
    if most is not None and principal.account:
        keys = [(f"work/{operation}/{principal.account}", most)]
        spend(store_of(request).attempts, keys, clock.now())


def _sight(keeper: Doorkeeper, principal: Principal, runner: str, needs: Needs, *, reads: bool) -> Sight:
    sight = keeper.sight(principal, runner)
    if sight.sees is Sees.NOTHING:
        raise not_there("This runner")
    if needs is Needs.EVERYTHING and sight.sees is not Sees.EVERYTHING:
        raise Refusal(HTTPStatus.FORBIDDEN, _NOT_SHARED)
    if needs is Needs.THEMSELVES and not sight.is_own:
        raise Refusal(HTTPStatus.FORBIDDEN, _NOT_FOR_YOU if reads else _NOT_YOURS)
    if needs is Needs.CHANGE and not sight.changes:
        raise Refusal(HTTPStatus.FORBIDDEN, _NOT_YOURS)
    return sight


Asking = Annotated[Principal, Depends(asking)]
RunnerName = Annotated[str, Path(pattern=NAME_PATTERN, description="Whose: a runner's name.")]


def seen_shelf(request: Request, runner: RunnerName) -> Iterator[Shelf]:
    """The shelf to read from; what may not be seen is told as not there."""
    yield _shelf(request, runner)


def own_shelf(request: Request, runner: RunnerName) -> Iterator[Shelf]:
    """The shelf to change."""
    sight: Sight = request.state.sight
    if not sight.changes:
        raise Refusal(HTTPStatus.FORBIDDEN, _NOT_YOURS)
    yield _shelf(request, runner)


def _shelf(request: Request, runner: str) -> Shelf:
    sight: Sight = request.state.sight  # admitted() put it there, or nobody gets here
    if sight.sees is Sees.NOTHING:
        raise not_there("This runner")
    try:
        return store_of(request).shelf(runner)
    except UnknownRunner:
        raise not_there("This runner") from None


def seen_as(request: Request) -> Sight:
    """What whoever asks sees of the runner in the address."""
    sight: Sight = request.state.sight
    return sight


def as_seen(answer: Any, sight: Sight) -> Any:
    """An answer as somebody gets it by what the runner shows them."""
    return as_shown(answer, sight.discretion)


SeenShelf = Annotated[Shelf, Depends(seen_shelf)]
OwnShelf = Annotated[Shelf, Depends(own_shelf)]
SeenAs = Annotated[Sight, Depends(seen_as)]
