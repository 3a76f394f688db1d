"""Taking in: a runner joins a squad with the squad's template, by their own profile and calendar."""

import contextlib
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.errors import BadUsage, UnknownRunner
from fullstride.domain.runner import Priority, Runner
from fullstride.domain.session import Status
from fullstride.workflows.keeping import keep_plan, refuse_second
from fullstride.workflows.planning import place
from fullstride.workflows.reading import Given, read_runner

if TYPE_CHECKING:
    from fullstride.formats.squad_list import Member
    from fullstride.store.contract import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What the whole squad has in common: calendars, rules, and the first day and length of the plan."""

    calendars: tuple[Path, ...]
    books: tuple[Path, ...] = ()
    first: dt.date | None = None
    weeks: int | None = None
    race: dt.date | None = None


def take_in(
    store: "Store", member: "Member", template: Template, *, now: dt.datetime, replace: bool = False
) -> int:
    """Places the work into the runner's own weeks and keeps it on their shelf; how many sessions that are.

    Raises BadUsage where a plan is kept already and is not to be replaced, and where the runner's wishes
    can't hold together: then nothing is kept, and no shelf is made.
    """
    with contextlib.suppress(UnknownRunner):
        refuse_second(store.shelf(member.name), replace=replace)
    today = now.date()
    runner = read_runner(member.profile, today)
    placed = place(
        Given(
            today=today,
            calendars=_calendars(member, template),
            profile=member.profile,
            books=template.books,
            race=member.race or _next_race(runner, today) or template.race,
            first=template.first,
            weeks=template.weeks,
            layered=member.over,
        )
    )
    if placed.plan.status is Status.CLASH:
        wishes = "; ".join(wish.text.rstrip(".") for wish in placed.plan.clash)
        raise BadUsage(f"The wishes can't hold together: {wishes}")
    store.add_runner(member.name)
    keep_plan(store.shelf(member.name), placed, now=now)
    return len(placed.plan.sessions)


def _calendars(member: "Member", template: Template) -> tuple[Path, ...]:
    own: Sequence[Path] = () if member.calendar is None else (member.calendar,)
    return (*template.calendars, *own) if member.over or not own else tuple(own)


def _next_race(runner: Runner, today: dt.date) -> dt.date | None:
    return min(
        (one.date for one in runner.races if one.priority is Priority.A and one.date >= today), default=None
    )
