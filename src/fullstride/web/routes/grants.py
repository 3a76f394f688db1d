"""What a runner lets coaches see and change."""

from http import HTTPStatus

from fastapi import APIRouter, Request

from fullstride.domain import accounts as words
from fullstride.domain.accounts import Role, Sees, granted
from fullstride.web.access import Asking, OwnShelf
from fullstride.web.accounts.keeper import keeper_of
from fullstride.web.problems import Refusal, not_there
from fullstride.web.schema.accounts import AccountId, Grant, Grants, NewGrant
from fullstride.workflows import clock

ROUTER = APIRouter(prefix="/runners/{runner}/grants", tags=["grants"])


@ROUTER.get("", operation_id="grants")
def grants(request: Request, shelf: OwnShelf, principal: Asking) -> Grants:
    """Every coach of this server, and what each may see; nothing unless the runner said so."""
    said = granted(shelf.grants())
    coaches = [one for one in keeper_of(request).accounts.all() if Role.COACH in one.roles]
    return Grants(
        items=[_told(coach, said.get(coach.id)) for coach in coaches if coach.id != principal.account]
    )


@ROUTER.put("/{coach}", operation_id="set_grant")
def set_grant(
    request: Request, shelf: OwnShelf, principal: Asking, coach: AccountId, told: NewGrant
) -> Grant:
    """Says what a coach may see and change from now on."""
    there = keeper_of(request).accounts.get(coach)
    if there is None or Role.COACH not in there.roles:
        raise not_there("This coach")
    if told.changes and told.sees is not Sees.EVERYTHING:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "Who changes things must see everything")
    grant = words.Grant(
        coach=coach,
        said_at=clock.instant(),  # two on one day that stands in for today are two
        said_by=principal.account,
        sees=told.sees,
        changes=told.changes,
    )
    shelf.add_grant(grant)
    return _told(there, grant)


def _told(coach: words.Account, grant: words.Grant | None) -> Grant:
    return Grant(
        coach=coach.id,
        name=coach.name,
        sees=grant.sees if grant else Sees.NOTHING,
        changes=bool(grant and grant.changes),
        said_at=grant.said_at if grant else None,
    )
