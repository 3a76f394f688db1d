"""Place a season from what is on a shelf, and keep it there where that is wanted."""

import datetime as dt
from typing import TYPE_CHECKING

from fullstride.domain.keeping import KeptPlan
from fullstride.domain.session import Status
from fullstride.workflows.keeping import keep_plan, refuse_second
from fullstride.workflows.planning import Placed, place
from fullstride.workflows.sources import given_of

if TYPE_CHECKING:
    from fullstride.store.contract import Shelf


def place_on(
    shelf: "Shelf",
    *,
    now: dt.datetime,
    first: dt.date | None = None,
    weeks: int | None = None,
    race: dt.date | None = None,
    keep: bool = False,
    replace: bool = False,
) -> tuple[Placed, KeptPlan | None]:
    """The plan that the shelf's calendars, profile and rules give; kept unless its wishes clash.

    Raises AlreadyKept where a plan is kept and not to be replaced, Outdated where somebody else was first,
    BadUsage where there is nothing to plan in, UnreadableInput.
    """
    if keep:
        refuse_second(shelf, replace=replace)
    placed = place(given_of(shelf, today=now.date(), first=first, weeks=weeks, race=race))
    wanted = keep and placed.plan.status is not Status.CLASH
    return placed, keep_plan(shelf, placed, now=now) if wanted else None
