"""What is next: a day, a week."""

from typing import Any

from fastapi import APIRouter, Request, Response

from fullstride.web.access import SeenShelf
from fullstride.web.answers import answer
from fullstride.web.schema import plan as words
from fullstride.web.schema.word import Date
from fullstride.workflows import clock
from fullstride.workflows.answering import coming_answer
from fullstride.workflows.coming import Coming, coming_on, coming_week, week_of

ROUTER = APIRouter(prefix="/runners/{runner}", tags=["coming"])


@ROUTER.get("/today", operation_id="today", response_model=words.Coming, response_model_exclude_unset=True)
def today(request: Request, shelf: SeenShelf, on: Date | None = None) -> Response:
    """The work of a day, the server's today when left out, and what is still to be said."""
    now = clock.now().date()
    return answer(request, shelf, words.Coming, lambda: _answer(coming_on(shelf, on or now, today=now)))


@ROUTER.get(
    "/weeks/{date}", operation_id="week", response_model=words.Coming, response_model_exclude_unset=True
)
def week(request: Request, shelf: SeenShelf, date: Date) -> Response:
    """The week, Monday to Sunday, that holds a date."""
    now = clock.now().date()
    return answer(request, shelf, words.Coming, lambda: _answer(coming_week(shelf, date, today=now)))


def _answer(found: Coming) -> dict[str, Any]:
    number, weeks = week_of(found)
    return coming_answer(found) | {"week": number, "weeks": weeks}
