"""Progress: what changed beyond the noise, what the whole history shows, and which day held which work."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from fullstride.domain.errors import BadUsage
from fullstride.web.access import SeenShelf
from fullstride.web.answers import answer
from fullstride.web.schema.progress import Audit, Exposure, Trend
from fullstride.web.schema.word import Date
from fullstride.workflows import clock
from fullstride.workflows.answering import audit_answer, exposure_answer, trend_answer
from fullstride.workflows.auditing import DEFAULT_WEEKS, Days
from fullstride.workflows.looking_back import audit_on, exposure_on, trend_on

ROUTER = APIRouter(prefix="/runners/{runner}", tags=["progress"])
MOST_WEEKS = 5200
_SHOWN_DAYS = 7 * 26


@ROUTER.get("/trend", operation_id="trend", response_model=Trend)
def trend(request: Request, shelf: SeenShelf, since: Date | None = None) -> Response:
    """What changed since a day, or since the plan began; with its uncertainty, and what can't be said yet."""
    today = clock.now().date()
    return answer(request, shelf, Trend, lambda: trend_answer(trend_on(shelf, today=today, since=since)))


@ROUTER.get("/audit", operation_id="audit", response_model=Audit)
def audit(
    request: Request,
    shelf: SeenShelf,
    first: Date | None = None,
    last: Date | None = None,
    weeks: Annotated[int, Query(ge=1, le=MOST_WEEKS)] = DEFAULT_WEEKS,
) -> Response:
    """How the running on the shelf spreads over the speed range, and when it was last all out."""
    if first and last and first > last:
        raise BadUsage(f"{first} is after {last}")
    days = Days(first=first, last=last, weeks=weeks)
    today = clock.now().date()

    def make() -> dict[str, Any]:
        found, duplicates = audit_on(shelf, today=today, days=days)
        return audit_answer(found, duplicates=duplicates)

    return answer(request, shelf, Audit, make)


@ROUTER.get("/exposure", operation_id="exposure", response_model=Exposure)
def exposure(
    request: Request, shelf: SeenShelf, first: Date | None = None, last: Date | None = None
) -> Response:
    """Which day held which max-effort work, by what was said and what was recorded."""
    today = clock.now().date()
    end = last or today
    begin = first or end - dt.timedelta(days=_SHOWN_DAYS)

    def make() -> dict[str, Any]:
        work = exposure_on(shelf, first=begin, last=end, today=today)
        return exposure_answer(work, first=begin, last=end)

    return answer(request, shelf, Exposure, make)
