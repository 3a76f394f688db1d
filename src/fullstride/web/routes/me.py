"""Who asks, and what this server is."""

from fastapi import APIRouter, Request

from fullstride import __version__
from fullstride.web.access import Asking
from fullstride.web.schema.me import Me
from fullstride.workflows import clock

ROUTER = APIRouter(tags=["me"])


@ROUTER.get("/me", operation_id="me")
def me(request: Request, principal: Asking) -> Me:
    """Who is signed in, whose shelf is theirs, and the server's date."""
    return Me(
        name=principal.name,
        runner=principal.runner,
        roles=sorted(role.value for role in principal.roles),
        accounts=request.app.state.settings.accounts,
        version=__version__,
        today=clock.now().date(),
    )
