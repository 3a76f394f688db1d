"""What is next: a day, a week."""

from typing import Any

from fastapi import APIRouter

from fullstride.web.access import SeenAs, SeenShelf, as_seen
from fullstride.web.schema.plan import Coming
from fullstride.web.schema.word import Date
from fullstride.workflows import clock
from fullstride.workflows.answering import coming_answer
from fullstride.workflows.coming import coming_on, coming_week

ROUTER = APIRouter(prefix="/runners/{runner}", tags=["coming"])


@ROUTER.get("/today", operation_id="today", response_model=Coming, response_model_exclude_unset=True)
def today(shelf: SeenShelf, sight: SeenAs, on: Date | None = None) -> dict[str, Any]:
    """The work of a day, the server's today when left out, and what is still to be said."""
    now = clock.now().date()
    return as_seen(coming_answer(coming_on(shelf, on or now, today=now)), sight)


@ROUTER.get("/weeks/{date}", operation_id="week", response_model=Coming, response_model_exclude_unset=True)
def week(shelf: SeenShelf, sight: SeenAs, date: Date) -> dict[str, Any]:
    """The week, Monday to Sunday, that holds a date."""
    return as_seen(coming_answer(coming_week(shelf, date, today=clock.now().date())), sight)
