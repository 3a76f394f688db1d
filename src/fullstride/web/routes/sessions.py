"""Sign in, see where one is signed in, sign out."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from fullstride.domain.accounts import Account
from fullstride.web.access import Asking, Principal
from fullstride.web.accounts import cookies
from fullstride.web.accounts.keeper import Keeper, keeper_of
from fullstride.web.accounts.passwords import refuse_weak
from fullstride.web.problems import Refusal, not_there
from fullstride.web.routes.me import me_of
from fullstride.web.schema.accounts import Device, Devices, Ended, LoginId, NewPassword, SignIn
from fullstride.web.schema.me import Me
from fullstride.workflows import clock

ROUTER = APIRouter(tags=["sessions"])


@ROUTER.post("/sessions", operation_id="sign_in")
def sign_in(request: Request, response: Response, told: SignIn) -> Me:
    """Begins a session; its secret goes into a cookie that no script can read."""
    return me_of(request, keeper_of(request).sign_in(request, response, told.name, told.password))


@ROUTER.get("/sessions", operation_id="sessions")
def sessions(request: Request, principal: Asking) -> Devices:
    """Where whoever asks is signed in, the device last seen first."""
    found = keeper_of(request).accounts.logins(principal.account, clock.now())
    return Devices(
        items=[
            Device(
                id=login.token_sha256,
                device=login.device,
                created_at=login.created_at,
                seen_at=login.seen_at,
                this=login.token_sha256 == principal.login,
            )
            for login in found
        ]
    )


@ROUTER.delete("/sessions/{session}", operation_id="sign_out")
def sign_out(request: Request, response: Response, principal: Asking, session: LoginId) -> Ended:
    """Ends a session, the asker's own or one on another device of theirs."""
    keeper = keeper_of(request)
    ended = principal.login if session == "this" else session
    if not keeper.accounts.end_login(principal.account, ended):
        raise not_there("This session")
    if ended == principal.login:
        cookies.drop_session(response, keeper.settings)
    return Ended(ended=1)


@ROUTER.delete("/sessions", operation_id="sign_out_everywhere")
def sign_out_everywhere(request: Request, response: Response, principal: Asking) -> Ended:
    """Ends every session of whoever asks, this one too."""
    keeper = keeper_of(request)
    ended = keeper.accounts.end_logins(principal.account)
    cookies.drop_session(response, keeper.settings)
    return Ended(ended=ended)


@ROUTER.put("/me/password", operation_id="change_password")
def change_password(request: Request, response: Response, principal: Asking, told: NewPassword) -> Me:
    """Sets another password; every other device is signed out."""
    keeper = keeper_of(request)
    account = _own(keeper, principal)
    keeper.refuse_wrong(request, account, told.now)
    refuse_weak(told.new, account.name)
    kept = keeper.passwords.hash(told.new)
    keeper.accounts.set_password(account.id, kept)
    return me_of(request, keeper.begin(request, response, account, kept))


def _own(keeper: Keeper, principal: Principal) -> Account:
    account = keeper.accounts.get(principal.account)
    if account is None:
        raise Refusal(HTTPStatus.UNAUTHORIZED, "Sign in first")
    return account
