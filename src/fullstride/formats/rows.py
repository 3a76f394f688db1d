"""The weeks of a plan or a calendar as rows to draw: number, dates, phase, km, contacts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fullstride.domain.calendar import Day, Demand
from fullstride.domain.session import Phase, Plan
from fullstride.formats.remarks import monday

_NOT_RUNNING = (Demand.REST, Demand.CROSS, Demand.STRENGTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One week: `label` is "light", or its phase where that begins; "" for others.

    `km` and `contacts` are None where nobody knows. The week may begin or end mid-week.
    """

    monday: dt.date
    number: int
    first: dt.date
    last: dt.date
    label: str = ""
    phase: Phase | None = None
    light: bool = False
    km: float | None = None
    contacts: int | None = None

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """Monday to Sunday, also where the week begins later."""
        return tuple(dt.date.fromordinal(self.monday.toordinal() + offset) for offset in range(7))


def plan_rows(plan: Plan, days: Sequence[Day]) -> tuple[Row, ...]:
    """The weeks of the plan, and any other week that holds a session of it.

    A plan that tells no weeks (a clash, a plan somebody else wrote) has those of the calendar inside
    its span.
    """
    rows = {row.monday: row for row in _told_rows(plan)}
    if not rows:
        inside = [day for day in days if plan.first <= day.date <= plan.last]
        rows = {row.monday: row for row in calendar_rows(inside)}
    for session in plan.sessions:
        start = monday(session.date)
        last = start + dt.timedelta(days=6)
        rows.setdefault(start, Row(monday=start, number=0, first=start, last=last))
    ordered = sorted(rows.values(), key=lambda row: row.monday)
    return tuple(replace(row, number=number) for number, row in enumerate(ordered, start=1))


def calendar_rows(days: Sequence[Day]) -> tuple[Row, ...]:
    """The weeks that hold these days. A week's km is said only where every run has a distance."""
    by_week: dict[dt.date, list[Day]] = {}
    for day in sorted(days, key=lambda one: one.date):
        by_week.setdefault(monday(day.date), []).append(day)
    return tuple(
        Row(monday=start, number=number, first=found[0].date, last=found[-1].date, km=_km(found))
        for number, (start, found) in enumerate(by_week.items(), start=1)
    )


def _told_rows(plan: Plan) -> list[Row]:
    rows: list[Row] = []
    told: Phase | None = None
    for week in plan.weeks:
        label = "light" if week.light else ""
        if not week.light and week.phase is not told:
            told = week.phase
            label = "" if week.phase is Phase.RACE else week.phase.value
        start = monday(week.start)
        rows.append(
            Row(
                monday=start,
                number=0,
                first=week.start,
                last=min(plan.last, start + dt.timedelta(days=6)),
                label=label,
                phase=week.phase,
                light=week.light,
                km=week.km,
                contacts=week.contacts,
            )
        )
    return rows


def knows_km(rows: Sequence[Row]) -> bool:
    """Whether a column of km says enough: half the weeks or more have one."""
    return 0 < len(rows) <= 2 * sum(row.km is not None for row in rows)


def _km(days: Sequence[Day]) -> float | None:
    runs = [day for day in days if day.demand not in _NOT_RUNNING]
    if not runs or any(day.distance_m is None for day in runs):
        return None
    return sum(day.distance_m or 0 for day in runs) / 1000


def own_work(day: Day | None) -> tuple[str, ...]:
    """The exercises that the calendar already holds on a day, each once, fresh work first.

    A strength day says so by its line.
    """
    if day is None:
        return ()
    own = {work.exercise for work in day.own}
    if day.demand is Demand.STRIDES:
        own.add("strides")
    if day.demand is Demand.STRENGTH:
        own.discard("dynamic_strength")
    late = ("strides", "dynamic_strength")
    return (*sorted(own - set(late)), *(one for one in late if one in own))
