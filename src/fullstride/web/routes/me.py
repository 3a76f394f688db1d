"""Who asks, and what this server is."""

from fastapi import APIRouter, Request

from fullstride import __version__
from fullstride.web.access import Asking, Principal
from fullstride.web.accounts.keeper import csrf_shown
from fullstride.web.schema.me import Me
from fullstride.workflows import clock

ROUTER = APIRouter(tags=["me"])


@ROUTER.get("/me", operation_id="me")
def me(request: Request, principal: Asking) -> Me:
    """Who is signed in, whose shelf is theirs, and the server's date."""
    return me_of(request, principal)


def me_of(request: Request, principal: Principal) -> Me:
    """Also right after signing in."""
    return Me(
        name=principal.name,
        account=principal.account,
        runner=principal.runner,
        roles=sorted(role.value for role in principal.roles),
        accounts=bool(principal.account),
        csrf=csrf_shown(request) if principal.account else "",
        version=__version__,
        today=clock.now().date(),
    )
