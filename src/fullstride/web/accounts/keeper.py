"""The doorkeeper of a server with accounts: who is signed in, and what runners let coaches see."""

import datetime as dt
from dataclasses import dataclass, field
from http import HTTPStatus

from fastapi import Request, Response

from fullstride.domain.accounts import Account, Login, Role, Sees, granted
from fullstride.domain.errors import BadUsage, UnknownRunner
from fullstride.store import Accounts, Attempts, Store
from fullstride.web.access import OWN, UNSEEN, Principal, Sight
from fullstride.web.accounts import cookies
from fullstride.web.accounts.limits import Budgets, Tried
from fullstride.web.accounts.passwords import Passwords
from fullstride.web.problems import Refusal, not_there
from fullstride.web.settings import Settings
from fullstride.workflows import clock

IDLE, LONGEST = dt.timedelta(days=30), dt.timedelta(days=180)
_NOTED_EVERY = dt.timedelta(minutes=5)
_WRONG = "That name and password don't belong together"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """Knows who asks by the cookie of a session, which the store keeps."""

    store: Store
    settings: Settings
    passwords: Passwords = field(default_factory=Passwords)
    budgets: Budgets = field(default_factory=Budgets)

    @property
    def accounts(self) -> Accounts:
        return self.store.accounts

    @property
    def attempts(self) -> Attempts:
        return self.store.attempts

    def who(self, request: Request) -> Principal | None:
        token = cookies.session_of(request)
        if not token:
            return None
        now = clock.now()
        found = self.accounts.login(cookies.sha256_of(token), now)
        if found is None or found[1].disabled_at is not None:
            return None
        login, account = found
        if now - login.seen_at >= _NOTED_EVERY:
            self.accounts.seen(login.token_sha256, now, min(now + IDLE, login.created_at + LONGEST))
        return principal_of(login, account)

    def sight(self, principal: Principal, runner: str) -> Sight:
        if runner == principal.runner:
            return OWN
        if Role.COACH not in principal.roles:
            return UNSEEN
        try:
            grant = granted(self.store.shelf(runner).grants()).get(principal.account)
        except (UnknownRunner, BadUsage):  # nobody has that name, or could have
            return UNSEEN
        if grant is None:
            return UNSEEN
        return Sight(sees=grant.sees, changes=grant.changes and grant.sees is Sees.EVERYTHING)

    def sign_in(self, request: Request, response: Response, name: str, password: str) -> Principal:
        """Begins a session, with a new secret. Raises Refusal: by the same words whatever was wrong."""
        now = clock.now()
        account = self.accounts.named(name)
        tried = self._tried(request, name, account)
        tried.spend(self.attempts, self.budgets, now)
        is_right = self.passwords.is_right(password, account.password_hash if account else None)
        if account is None or not is_right or account.disabled_at is not None:
            raise Refusal(HTTPStatus.UNAUTHORIZED, _WRONG)
        kept = account.password_hash
        if self.passwords.is_old(kept):
            better = self.passwords.hash(password)
            kept = better if self.accounts.renew_hash(account.id, kept, better) else kept
        tried.succeeded(self.attempts, now)
        self.accounts.prune(now)
        self.attempts.prune(now)
        return self.begin(request, response, account, kept)

    def refuse_wrong(self, request: Request, account: Account, password: str) -> None:
        """Raises Refusal unless it is the account's password: asked once more before it is changed."""
        self._tried(request, account.name, account).spend(self.attempts, self.budgets, clock.now())
        if not self.passwords.is_right(password, account.password_hash):
            raise Refusal(HTTPStatus.FORBIDDEN, "The password you have now is another")

    def begin(self, request: Request, response: Response, account: Account, kept: str) -> Principal:
        """Signs somebody in on this device; whoever was signed in on it before no longer is."""
        now, token = clock.now(), cookies.new_token()
        login = Login(
            token_sha256=cookies.sha256_of(token),
            account=account.id,
            csrf=cookies.sha256_of(cookies.csrf_of(token)),
            created_at=now,
            seen_at=now,
            expires_at=now + IDLE,
            device=cookies.described(request.headers.get("user-agent", "")),
        )
        self.end(request)
        if not self.accounts.add_login(login, kept):
            raise Refusal(HTTPStatus.UNAUTHORIZED, _WRONG)
        cookies.put_session(response, token, self.settings, lasts_s=int(LONGEST.total_seconds()))
        cookies.put_device(response, cookies.device_of(request) or _device(request), self.settings)
        request.state.session = token
        return principal_of(login, account)

    def end(self, request: Request) -> None:
        """Ends the session that this browser holds, if it holds one."""
        found = self.accounts.login(cookies.sha256_of(cookies.session_of(request)), clock.now())
        if found is not None:
            self.accounts.end_login(found[1].id, found[0].token_sha256)

    def _tried(self, request: Request, name: str, account: Account | None) -> Tried:
        return Tried(
            name=account.id if account else name.casefold(),
            account=account.id if account else "",
            address=address_of(request),
            device=cookies.device_of(request) or _device(request),
        )


def principal_of(login: Login, account: Account) -> Principal:
    return Principal(
        name=account.name,
        runner=account.runner,
        roles=frozenset(account.roles),
        account=account.id,
        login=login.token_sha256,
        csrf_sha256=login.csrf,
    )


def keeper_of(request: Request) -> Keeper:
    """Raises Refusal where the server has no accounts."""
    keeper = request.app.state.doorkeeper
    if not isinstance(keeper, Keeper):
        raise not_there("An account")
    return keeper


def csrf_shown(request: Request) -> str:
    """What our own page is told, to show it with a change; "" where nobody signs in."""
    token: str = getattr(request.state, "session", "") or cookies.session_of(request)
    return cookies.csrf_of(token) if token else ""


def address_of(request: Request) -> str:
    """Where a request comes from; a proxy's word on it counts only where it was said to be trusted."""
    return request.client.host if request.client else ""


def _device(request: Request) -> str:
    """The name of a device that has none yet, the same as long as the request lasts."""
    if not hasattr(request.state, "device"):
        request.state.device = cookies.new_token()
    device: str = request.state.device
    return device
