"""The squad: who needs the coach today, what follows for everybody, one template to many."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request

from fullstride.domain.accounts import Sees
from fullstride.domain.errors import FullstrideError
from fullstride.domain.squad import Unread
from fullstride.formats.reading import Copy
from fullstride.store import Shelf
from fullstride.web.access import Asking, Doorkeeper, Principal, as_seen, store_of
from fullstride.web.problems import Refusal, not_there
from fullstride.web.schema.squad import AdaptSquad, Squad, SquadAdapted, TakeIn, TakenIn
from fullstride.web.uploads import safe_name
from fullstride.workflows import clock, sources
from fullstride.workflows.answering import squad_adapted_answer, squad_answer, taken_in_answer
from fullstride.workflows.squad_shelves import (
    GivenTo,
    Rows,
    Seen,
    adapt_all,
    give_template,
    look_at,
    refuse_unread,
)

ROUTER = APIRouter(prefix="/squad", tags=["squad"])


@ROUTER.get("", operation_id="squad", response_model=Squad)
def squad(request: Request, principal: Asking) -> dict[str, Any]:
    """Who of the runners that you may see needs you today, who is worth a look, who is on track."""
    rows: Rows = request.app.state.rows
    found = look_at(_seen(request, principal), today=clock.now().date(), rows=rows)
    return _as_seen(request, principal, squad_answer(found))


@ROUTER.post("/adapt", operation_id="adapt_squad", response_model=SquadAdapted)
def adapt(request: Request, principal: Asking, wanted: AdaptSquad) -> dict[str, Any]:
    """Decides for everybody whom you may change what follows from what was done; kept where that is asked."""
    shelves = _changeable(request, principal)
    named = shelves if wanted.runners is None else {name: _named(shelves, name) for name in wanted.runners}
    found = adapt_all(list(named.values()), keep=wanted.apply, now=clock.now())
    return _as_seen(request, principal, squad_adapted_answer(found, applied=wanted.apply))


@ROUTER.post("/template", operation_id="give_template", response_model=TakenIn)
def template(request: Request, principal: Asking, wanted: TakeIn) -> dict[str, Any]:
    """Gives one season to many: each gets it by their own profile, level and race."""
    own = store_of(request).shelf(principal.runner) if principal.runner else None
    known = {feed.id: feed for feed in sources.calendars(own)} if own else {}
    copies = [sources.copy_of_feed(own, known[id_]) for id_ in wanted.calendars if own and id_ in known]
    if len(copies) < len(wanted.calendars):
        raise not_there("One of these calendars")
    files = [Copy(name=safe_name(one.name), data=one.bytes) for one in wanted.files]
    refuse_unread(files, today=clock.now().date())
    copies += files
    if not copies:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "A template is a calendar: name one, or hand one in")
    shelves = _changeable(request, principal)
    rules = sources.rules_text(own) if own and wanted.rules else ""
    added: list[GivenTo] = []
    refused: list[Unread] = []
    for name in dict.fromkeys(wanted.runners):
        try:
            got = give_template(
                _named(shelves, name),
                copies,
                rules=rules,
                keep=wanted.keep,
                now=clock.now(),
                first=wanted.first,
                weeks=wanted.weeks,
                race=wanted.race,
                replace_plan=wanted.replace,
                by=principal.name,
            )
            added.append(got)
        except FullstrideError as error:
            refused.append(Unread(runner=name, reason=str(error)))
    return taken_in_answer(added, refused, kept=wanted.keep)


def _as_seen(request: Request, principal: Principal, told: dict[str, Any]) -> dict[str, Any]:
    """Each row as far as its runner shows it."""
    keeper: Doorkeeper = request.app.state.doorkeeper
    rows = [as_seen(row, keeper.sight(principal, row["runner"])) for row in told["rows"]]
    return told | {"rows": rows}


def _seen(request: Request, principal: Principal) -> list[Seen]:
    store = store_of(request)
    keeper: Doorkeeper = request.app.state.doorkeeper
    found = []
    for name in store.runners():
        sight = keeper.sight(principal, name)
        if sight.sees is not Sees.NOTHING and not sight.is_own:
            everything = sight.sees is Sees.EVERYTHING
            found.append(Seen(shelf=store.shelf(name), everything=everything, changes=sight.changes))
    return found


def _changeable(request: Request, principal: Principal) -> dict[str, Shelf]:
    store = store_of(request)
    keeper: Doorkeeper = request.app.state.doorkeeper
    sights = {name: keeper.sight(principal, name) for name in store.runners()}
    return {name: store.shelf(name) for name, sight in sights.items() if sight.changes and not sight.is_own}


def _named(shelves: dict[str, Shelf], name: str) -> Shelf:
    if name not in shelves:
        raise not_there("One of these runners")
    return shelves[name]
