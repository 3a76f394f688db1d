"""Who asks, and what this server is."""

from fastapi import APIRouter, Request

from fullstride import __version__
from fullstride.web.access import Asking, Principal, RunnerName, SeenAs
from fullstride.web.accounts.keeper import csrf_shown
from fullstride.web.schema.me import Me, Shown
from fullstride.workflows import clock

ROUTER = APIRouter(tags=["me"])


@ROUTER.get("/me", operation_id="me")
def me(request: Request, principal: Asking) -> Me:
    """Who is signed in, whose shelf is theirs, and the server's date."""
    return me_of(request, principal)


@ROUTER.get("/runners/{runner}", operation_id="shown")
def shown(runner: RunnerName, sight: SeenAs) -> Shown:
    """What whoever asks is shown of a runner, and whether they may change it."""
    return Shown(runner=runner, shares=sight.sees, changes=sight.changes, own=sight.is_own)


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
