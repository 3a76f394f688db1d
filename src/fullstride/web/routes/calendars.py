"""The runner's own calendars, and the season that is placed into them."""

from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from fullstride.domain.feeds import Feed
from fullstride.formats.reading import Copy
from fullstride.web.access import OwnShelf, SeenShelf
from fullstride.web.answers import answer
from fullstride.web.problems import Refusal, not_there
from fullstride.web.schema.calendar import (
    CalendarDetail,
    CalendarKept,
    Calendars,
    NewAddress,
    NewPlan,
    Placed,
    Reread,
)
from fullstride.web.schema.word import ID_PATTERN, Date, Id
from fullstride.web.uploads import BYTES, Received
from fullstride.workflows import clock, sources
from fullstride.workflows.answering import (
    calendar_detail_answer,
    calendar_kept_answer,
    calendars_answer,
    placed_answer,
)
from fullstride.workflows.placing import place_on

ROUTER = APIRouter(prefix="/runners/{runner}", tags=["calendars"])
CalendarId = Annotated[str, Path(alias="id", pattern=ID_PATTERN, description="The calendar's.")]
LastDay = Annotated[
    Date | None,
    Query(description="The race, or the last day, of a plan without dates: it is laid back from it."),
]
_THIS = "This calendar"


@ROUTER.get("/calendars", operation_id="calendars", response_model=Calendars)
def calendars(request: Request, shelf: SeenShelf) -> Response:
    """The runner's calendars, and how each is read."""
    today = clock.now().date()

    def make() -> dict[str, Any]:
        feeds = sources.calendars(shelf)
        read = (sources.read_calendar(shelf, feed, today=today) for feed in feeds)
        return calendars_answer(read, sources.put_aside(shelf))

    return answer(request, shelf, Calendars, make)


@ROUTER.get(
    "/calendars/{id}",
    operation_id="calendar",
    response_model=CalendarDetail,
)
def calendar(shelf: SeenShelf, calendar_id: CalendarId) -> dict[str, Any]:
    """One calendar, day by day, with the words that decided each."""
    feed = _feed(shelf, calendar_id)
    return calendar_detail_answer(sources.read_calendar(shelf, feed, today=clock.now().date()))


@ROUTER.put("/calendars/{id}", operation_id="put_calendar", response_model=CalendarKept, openapi_extra=BYTES)
def put_calendar(shelf: OwnShelf, own_id: Id, upload: Received, race: LastDay = None) -> dict[str, Any]:
    """Takes in a calendar as a file, and says what the plan does not know like that yet."""
    copy = Copy(name=upload.path.name, data=upload.path.read_bytes(), race=race)
    feed = sources.put_calendar(shelf, own_id, copy, now=clock.now())
    return _kept(shelf, feed)


@ROUTER.put("/calendars/{id}/address", operation_id="put_calendar_address", response_model=CalendarKept)
def put_address(request: Request, shelf: OwnShelf, own_id: Id, told: NewAddress) -> dict[str, Any]:
    """Takes in a calendar from its address, which is kept encrypted."""
    fetch, sealer = _outside(request)
    copy = replace(fetch(told.url), race=told.race)
    feed = sources.put_calendar(shelf, own_id, copy, sealed=sealer.seal(told.url), now=clock.now())
    return _kept(shelf, feed)


@ROUTER.post("/calendars/{id}/reread", operation_id="reread_calendar", response_model=CalendarKept)
def reread(
    request: Request, shelf: OwnShelf, calendar_id: CalendarId, told: Reread | None = None
) -> dict[str, Any]:
    """Fetches a calendar again where it has an address, and says what changed, day by day."""
    feed, race = _feed(shelf, calendar_id), told.race if told else None
    if feed.sealed:
        fetch, sealer = _outside(request)
        feed = sources.reread(shelf, feed, race=race, fetch=fetch, sealer=sealer, now=clock.now())
    elif race is not None:
        feed = sources.lay_back(shelf, feed, race, now=clock.now())
    return _kept(shelf, feed)


@ROUTER.post("/calendars/{id}/use", operation_id="use_calendar_again", response_model=CalendarKept)
def use_again(shelf: OwnShelf, calendar_id: CalendarId) -> dict[str, Any]:
    """Brings back a calendar that lies aside, with all that were put aside with it, in place of those in use;
    the plan changes when it is made again."""
    feed = sources.use_again(shelf, calendar_id, now=clock.now())
    if feed is None:
        raise not_there(_THIS)
    return _kept(shelf, feed)


@ROUTER.delete("/calendars/{id}", operation_id="remove_calendar", status_code=HTTPStatus.NO_CONTENT)
def remove(shelf: OwnShelf, calendar_id: CalendarId) -> None:
    """Takes a calendar away; the plan changes when it is made again."""
    if not sources.remove_calendar(shelf, calendar_id):
        raise not_there(_THIS)


@ROUTER.post("/plans", operation_id="place_season", response_model=Placed, response_model_exclude_unset=True)
def place(shelf: OwnShelf, wanted: NewPlan) -> dict[str, Any]:
    """Places the work into the runner's weeks; it is only kept where that is asked for."""
    placed, kept = place_on(
        shelf,
        now=clock.now(),
        first=wanted.first,
        weeks=wanted.weeks,
        race=wanted.race,
        keep=wanted.keep,
        replace=wanted.replace,
    )
    return placed_answer(placed, kept)


def _feed(shelf: SeenShelf, calendar_id: str) -> Feed:
    found = next((feed for feed in sources.calendars(shelf) if feed.id == calendar_id), None)
    if found is None:
        raise not_there(_THIS)
    return found


def _kept(shelf: OwnShelf, feed: Feed) -> dict[str, Any]:
    today = clock.now().date()
    plan = shelf.plan()
    changes = sources.changed_days(shelf, plan, today=today) if plan else ()
    return calendar_kept_answer(sources.read_calendar(shelf, feed, today=today), changes)


def _outside(request: Request) -> tuple[sources.Fetch, sources.Sealer]:
    """What reads addresses, where this server has it."""
    fetch: sources.Fetch | None = getattr(request.app.state, "fetch", None)
    sealer: sources.Sealer | None = getattr(request.app.state, "sealer", None)
    if fetch is None or sealer is None:
        raise Refusal(
            HTTPStatus.NOT_IMPLEMENTED, "This server does not read addresses; hand the calendar in as a file"
        )
    return fetch, sealer
