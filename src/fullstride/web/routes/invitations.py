"""Links that work once: inviting somebody, joining, and setting a new password."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from fullstride.domain.accounts import LinkKind, Role
from fullstride.web.access import Asking
from fullstride.web.accounts.cookies import sha256_of
from fullstride.web.accounts.keeper import Keeper, address_of, keeper_of
from fullstride.web.accounts.limits import site_of, spend
from fullstride.web.accounts.links import account_by, first_grant, open_link, used_up, write_link
from fullstride.web.accounts.names import refuse_alike
from fullstride.web.accounts.passwords import refuse_weak
from fullstride.web.problems import Refusal, not_there
from fullstride.web.routes.me import me_of
from fullstride.web.schema.accounts import (
    Ended,
    Invitation,
    Invitations,
    Join,
    LinkId,
    LinkSeen,
    LinkToken,
    NewInvitation,
    NewLink,
    Reset,
)
from fullstride.web.schema.me import Me
from fullstride.workflows import clock

ROUTER = APIRouter(tags=["invitations"])


@ROUTER.post("/invitations", operation_id="invite", status_code=HTTPStatus.CREATED)
def invite(request: Request, principal: Asking, told: NewInvitation) -> NewLink:
    """Makes a link for somebody who is to join; a coach invites runners, the owner anybody."""
    keeper = keeper_of(request)
    is_owner = Role.OWNER in principal.roles
    if not is_owner and (told.role is not Role.RUNNER or told.runner is not None):
        raise Refusal(HTTPStatus.FORBIDDEN, "A coach invites new runners; the owner invites anybody else")
    coaches = Role.COACH in principal.roles and told.role is Role.RUNNER
    runner = told.runner or ""
    if runner and keeper.accounts.of_runner(runner) is not None:
        raise Refusal(HTTPStatus.CONFLICT, f"{runner} has an account already")
    written = write_link(
        keeper.accounts,
        LinkKind.INVITATION,
        clock.now(),
        role=told.role,
        runner=runner,
        coach=principal.account if coaches else "",
        for_whom=told.for_whom,
    )
    link = written.link
    return NewLink(id=link.token_sha256, kind=link.kind, path=written.path, expires_at=link.expires_at)


@ROUTER.get("/invitations", operation_id="invitations")
def invitations(request: Request, principal: Asking) -> Invitations:
    """Invitations that nobody has used yet: a coach's own, all for the owner."""
    keeper = keeper_of(request)
    return Invitations(
        items=[
            Invitation(
                id=link.token_sha256,
                role=link.role,
                runner=link.runner,
                coach=_name(keeper, link.coach),
                for_whom=link.for_whom,
                created_at=link.created_at,
                expires_at=link.expires_at,
            )
            for link in keeper.accounts.links(clock.now())
            if link.kind is LinkKind.INVITATION
            and (Role.OWNER in principal.roles or link.coach == principal.account)
        ]
    )


@ROUTER.delete("/invitations/{link}", operation_id="withdraw_invitation")
def withdraw_invitation(request: Request, principal: Asking, link: LinkId) -> Ended:
    """Makes an invitation useless."""
    keeper = keeper_of(request)
    there = keeper.accounts.link(link, clock.now())
    if there is None or there.kind is not LinkKind.INVITATION:
        raise not_there("This invitation")
    if Role.OWNER not in principal.roles and there.coach != principal.account:
        raise not_there("This invitation")
    return Ended(ended=int(keeper.accounts.remove_link(link)))


@ROUTER.post("/links/look", operation_id="look_at_link")
def look_at_link(request: Request, told: LinkToken) -> LinkSeen:
    """What a link is for; looking does not use it."""
    keeper = _limited(request)
    link = open_link(keeper.accounts, told.token, clock.now())
    return LinkSeen(
        kind=link.kind,
        role=link.role,
        runner=link.runner,
        coach=_name(keeper, link.coach),
        name=_name(keeper, link.account),
        expires_at=link.expires_at,
    )


@ROUTER.post("/join", operation_id="join", status_code=HTTPStatus.CREATED)
def join(request: Request, response: Response, told: Join) -> Me:
    """Uses an invitation: makes the account with its shelf, says what the coach may see, and signs in."""
    keeper, now = _limited(request), clock.now()
    link = open_link(keeper.accounts, told.token, now, LinkKind.INVITATION)
    known = {*keeper.store.runners(), *(one.name for one in keeper.accounts.all())} - {link.runner}
    refuse_alike(told.name, known)
    refuse_weak(told.password, told.name)
    kept = keeper.passwords.hash(told.password)
    account = account_by(link, name=told.name, password_hash=kept, runs=told.runs, now=now)
    grant = first_grant(link, account, told.sees, changes=told.changes, now=now)
    if keeper.accounts.join(sha256_of(told.token), account, now, grant=grant) is None:
        raise used_up()
    return me_of(request, keeper.begin(request, response, account, kept))


@ROUTER.post("/reset", operation_id="reset_password")
def reset_password(request: Request, response: Response, told: Reset) -> Me:
    """Uses a link for a new password: every device is signed out, this one signed in."""
    keeper, now = _limited(request), clock.now()
    link = open_link(keeper.accounts, told.token, now, LinkKind.RESET)
    refuse_weak(told.password, _name(keeper, link.account))
    kept = keeper.passwords.hash(told.password)
    account = keeper.accounts.reset(sha256_of(told.token), kept, now)
    if account is None:
        raise used_up()
    return me_of(request, keeper.begin(request, response, account, kept))


def _limited(request: Request) -> Keeper:
    """Whoever tries links is counted by their address."""
    keeper = keeper_of(request)
    keys = [(f"try/link/{site_of(address_of(request))}", keeper.budgets.links)]
    spend(keeper.attempts, keys, clock.now())
    return keeper


def _name(keeper: Keeper, account: str) -> str:
    found = keeper.accounts.get(account) if account else None
    return found.name if found else ""
