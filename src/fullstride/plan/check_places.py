"""The solver-free twin of `model`: judges where sessions stand, ours or anyone's.

Written from the rule book, not from the model; tests prove that the two agree.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fullstride.domain.session import Reason, Violation
from fullstride.plan.places import Ground, counted_weeks, forbidden, own_weeks, start_contacts, weekday
from fullstride.plan.problem import (
    jump_most,
    maximal_most,
    own_maximal,
    prerequisites,
    weekly_range,
)
from fullstride.rules.words import Exercise

_DAY = dt.timedelta(days=1)
Placed = Sequence[tuple[dt.date, str]]  # (date, exercise id), known exercises only
Levels = Mapping[int, str]  # contact level by week index


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a rule between sessions looks at."""

    ground: Ground
    placed: Placed  # sorted, inside the plan's dates
    levels: Levels


def check_places(
    ground: Ground, placed: Placed, *, levels: Levels, doses_known: bool = False
) -> Iterator[Violation]:
    """Every placement rule that `placed` breaks.

    Contacts are counted with the smallest doses, as the solver does, unless `doses_known`: then
    `check_doses` counts the real ones.
    """
    inside = [one for one in sorted(placed) if ground.season.first <= one[0] <= ground.season.last]
    for date, id_ in inside:
        for reason in forbidden(ground, ground.book.exercises[id_], date):
            yield Violation(date=date, because=reason)
    near = [rule for rule in NEAR_RULES if not (doses_known and rule is contacts)]
    yield from between(ground, inside, levels, rules=(*near, *FAR_RULES))


def between(
    ground: Ground, placed: Placed, levels: Levels, *, rules: Sequence["Rule"]
) -> Iterator[Violation]:
    """The rules between sessions that `placed`, sorted and inside the plan, breaks."""
    standing = Standing(ground=ground, placed=placed, levels=levels)
    for rule in rules:
        for date, reason in rule(standing):
            yield Violation(date=date, because=reason)


Found = Iterator[tuple[dt.date, Reason]]


def weekly_most(standing: Standing) -> Found:
    for (week, id_), dates in _by_week(standing).items():
        exercise = standing.ground.book.exercises[id_]
        most = weekly_range(standing.ground, exercise, standing.ground.season.weeks[week - 1])[1]
        own = sum(1 for date in standing.ground.own.get(id_, ()) if standing.ground.week_index(date) == week)
        room = max(0, most - own)
        for date in dates[room:]:
            rule = exercise.weekly.opt_in if room > 2 and exercise.weekly.opt_in else exercise.weekly
            said = f"{exercise.name}: {len(dates) + own} sessions in the week; at most {most}."
            yield date, rule.reason(said)


def spacing(standing: Standing) -> Found:
    last: dict[str, dt.date] = {}
    for date, id_ in standing.placed:
        exercise = standing.ground.book.exercises[id_]
        apart = standing.ground.spacing_days(exercise)
        if id_ in last and (date - last[id_]).days < apart:
            both = f"{weekday(last[id_])} and {weekday(date)}"
            said = f"{exercise.name} on {both}; from one to the next {apart} days or more."
            yield (
                date,
                exercise.spacing.reason(said),
            )
        last[id_] = date


def maximal_days(standing: Standing) -> Found:
    rules = standing.ground.book.total
    by_date: dict[dt.date, list[Exercise]] = defaultdict(list)
    for date, id_ in standing.placed:
        if standing.ground.book.exercises[id_].maximal:
            by_date[date].append(standing.ground.book.exercises[id_])
    by_week: dict[int, list[dt.date]] = defaultdict(list)
    for date, exercises in sorted(by_date.items()):
        by_week[standing.ground.week_index(date)].append(date)
        if len(exercises) > 1:
            names = " and ".join(exercise.short for exercise in exercises)
            said = f"{weekday(date)} would hold {names}; one maximal exercise a day."
            yield date, rules.one_a_day.reason(said)
        for back in range(1, rules.not_running.days):
            if date - back * _DAY in by_date:
                yield (
                    date,
                    rules.not_running.reason(
                        rules.not_running.why_not, day=weekday(date), other=weekday(date - back * _DAY)
                    ),
                )
    for week, dates in by_week.items():
        most = maximal_most(standing.ground, standing.ground.season.weeks[week - 1], standing.levels[week])
        own = own_maximal(standing.ground, standing.ground.season.weeks[week - 1])
        said = f"The week has its {most + len(own)} maximal days."
        if own and not most:
            said = "Your own work is this week's maximal work."
        for date in [date for date in dates if date not in own][most:]:
            yield date, rules.maximal_days.reason(said)


def jump_days(standing: Standing) -> Found:
    rule = standing.ground.book.total.jump_days
    by_week: dict[int, list[dt.date]] = defaultdict(list)
    for date in sorted({date for date, id_ in standing.placed if id_ in rule.exercises}):
        by_week[standing.ground.week_index(date)].append(date)
    for week, dates in by_week.items():
        for date in dates[jump_most(standing.ground, standing.ground.season.weeks[week - 1]) :]:
            yield date, rule.reason(rule.why_not)


def contacts(standing: Standing) -> Found:
    rule, own = standing.ground.book.contacts, standing.ground.own_contacts
    ours: dict[dt.date, int] = defaultdict(int)
    for date, id_ in standing.placed:
        count = start_contacts(
            standing.ground.book.exercises[id_], standing.levels[standing.ground.week_index(date)]
        )
        if count > rule.cap(standing.levels[standing.ground.week_index(date)])[0]:
            yield date, rule.reason(f"{count} contacts in one session, over the cap of your level.")
        ours[date] += count
    yield from over_window(standing.ground, ours, own, standing.levels)


def over_window(
    ground: Ground, ours: Mapping[dt.date, int], own: Mapping[dt.date, int], levels: Levels
) -> Found:
    """Windows of seven days whose contacts pass the cap, told on our last date in each."""
    rule, season = ground.book.contacts, ground.season
    told: set[dt.date] = set()
    bearing = sorted(date for date, count in ours.items() if count)
    for start in sorted({date - back * _DAY for date in bearing for back in range(rule.days)}):
        window = [start + offset * _DAY for offset in range(rule.days)]
        total = sum(ours.get(date, 0) + own.get(date, 0) for date in window)
        cap = min(
            rule.cap(levels[ground.week_index(date)])[1]
            for date in window
            if season.first <= date <= season.last
        )
        last = max(date for date in window if ours.get(date, 0))
        if total > cap and last not in told:
            told.add(last)
            yield last, rule.reason(f"{total} contacts in {rule.days} days, over {cap} for your level.")


def begins(standing: Standing) -> Found:
    """What must come first, came first; one new exercise a week."""
    ours: dict[str, dict[int, dt.date]] = defaultdict(dict)
    for date, id_ in standing.placed:
        ours[id_].setdefault(standing.ground.week_index(date), date)
    new: dict[int, list[str]] = defaultdict(list)
    for id_, dates in ours.items():
        exercise = standing.ground.book.exercises[id_]
        first = min(dates)
        if not any(week <= first for week in own_weeks(standing.ground, id_)):
            new[first].append(id_)
            for other, needed in prerequisites(standing.ground, exercise).items():
                ways = ({*ours.get(other, ()), *way} for way in counted_weeks(standing.ground, other))
                if any(sum(week < first for week in weeks) < needed for weeks in ways):
                    yield dates[first], exercise.begins.reason(exercise.begins.why_not)
                    break
    rule = standing.ground.book.total.new
    for week, ids in new.items():
        together = {id_ for id_ in ids if id_ in rule.first_week_together} if week == 1 else set()
        counted = len(ids) - max(0, len(together) - 1)
        if counted > rule.most:
            last = max(ids, key=lambda id_: ours[id_][week])
            yield ours[last][week], rule.reason(rule.why_not)


def event_scale(standing: Standing) -> Found:
    rule = standing.ground.book.event_scale
    every = standing.ground.every_weeks(rule.exercise)
    dates = [date for date, id_ in standing.placed if id_ == rule.exercise]
    weeks = sorted({(standing.ground.week_index(date), date) for date in dates})
    for (before, _), (week, date) in pairwise(weeks):
        if week - before < every and every > 1:
            yield date, rule.reason(f"For your event flat sprints come once in {every} weeks.")


def race_strides(standing: Standing) -> Found:
    rule = standing.ground.book.race.strides
    for race in standing.ground.season.races:
        near = [
            date
            for date, id_ in standing.placed
            if standing.ground.book.exercises[id_].effort == "relaxed"
            and 0 < (race.date - date).days <= max(rule.days)
        ]
        for date in near[1:]:
            said = f"{weekday(near[0])} and {weekday(date)} before the race; once is enough."
            yield date, rule.reason(said)


Rule = Callable[[Standing], Found]
NEAR_RULES: tuple[Rule, ...] = (weekly_most, spacing, maximal_days, jump_days, contacts, race_strides)
FAR_RULES: tuple[Rule, ...] = (begins, event_scale)  # look at all weeks at once


def _by_week(standing: Standing) -> dict[tuple[int, str], list[dt.date]]:
    found: dict[tuple[int, str], list[dt.date]] = defaultdict(list)
    for date, id_ in standing.placed:
        found[standing.ground.week_index(date), id_].append(date)
    return found
