"""The season: the whole plan, why each session stands where it stands, what leads through it."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from fullstride.web.access import SeenShelf
from fullstride.web.answers import answer
from fullstride.web.problems import not_there
from fullstride.web.schema.script import Script, Scripts
from fullstride.web.schema.season import Season, SeasonChecked, Why
from fullstride.web.schema.word import Date, SessionId
from fullstride.workflows import clock
from fullstride.workflows.answering import (
    script_answer,
    scripts_answer,
    season_answer,
    violations_answer,
    why_answer,
)
from fullstride.workflows.moving import broken_rules
from fullstride.workflows.season import script_of, scripts_between, season_of, why_on

ROUTER = APIRouter(prefix="/runners/{runner}", tags=["season"])
MOST_DAYS = 60


@ROUTER.get("/season", operation_id="season", response_model=Season, response_model_exclude_unset=True)
def season(request: Request, shelf: SeenShelf) -> Response:
    """The whole kept plan, with the runner's own days and what became of each session."""
    today = clock.now().date()
    return answer(request, shelf, Season, lambda: season_answer(season_of(shelf, today=today)))


@ROUTER.get("/season/check", operation_id="check_season", response_model=SeasonChecked)
def check_season(request: Request, shelf: SeenShelf) -> Response:
    """Every rule that the kept plan breaks from today on, by calendars, profile and rules as they are now."""
    today = clock.now().date()
    return answer(request, shelf, SeasonChecked, lambda: violations_answer(broken_rules(shelf, today=today)))


@ROUTER.get("/days/{date}/why", operation_id="why", response_model=Why)
def why(request: Request, shelf: SeenShelf, date: Date) -> Response:
    """Why a day's sessions stand there, and why not on each other day of the week."""
    return answer(request, shelf, Why, lambda: why_answer(why_on(shelf, date)))


@ROUTER.get("/scripts", operation_id="scripts", response_model=Scripts, response_model_exclude_unset=True)
def scripts(
    request: Request,
    shelf: SeenShelf,
    days: Annotated[int, Query(ge=1, le=MOST_DAYS, description="From today on.")] = 14,
) -> Response:
    """What leads through every session of the coming days, for keeping on the phone."""
    first = clock.now().date()
    last = first + dt.timedelta(days=days - 1)

    def make() -> dict[str, Any]:
        kept, found = scripts_between(shelf, first, last)
        return scripts_answer(found, first=first, last=last, number=kept.number)

    return answer(request, shelf, Scripts, make)


@ROUTER.get(
    "/scripts/{session}", operation_id="script", response_model=Script, response_model_exclude_unset=True
)
def script(shelf: SeenShelf, session: SessionId) -> dict[str, Any]:
    """Everything that leads through one session, for playing it without the server."""
    found = script_of(shelf, session)
    if found is None:
        raise not_there("This session")
    return script_answer(found)
