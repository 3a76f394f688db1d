"""Where one exercise may stand, looked at alone: what forbids a day, what speaks against it, what for.

Rules between sessions (spacing, totals, contacts of seven days) are not here: they are in `check` and
`model`. What is here is asked by the solver, the checker and the explanation alike.
"""

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from fullstride.domain.calendar import Day, Demand
from fullstride.domain.past import Past
from fullstride.domain.runner import WEEKDAYS, Priority, Runner
from fullstride.domain.session import Reason
from fullstride.plan.season import RaceDay, Season
from fullstride.rules.book import Book
from fullstride.rules.gates import Stop
from fullstride.rules.ladders import contacts_of, start_step
from fullstride.rules.words import Exercise, Neighbour, Verdict

_DAY = dt.timedelta(days=1)
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Objection = Callable[[], Reason]  # a reason, put into words only when somebody reads it
SAY_DEMAND = {
    Demand.REST: "a rest day",
    Demand.EASY: "easy",
    Demand.MEDIUM: "medium-long",
    Demand.LONG: "long",
    Demand.HARD: "hard",
    Demand.RACE: "a race",
    Demand.CROSS: "cross-training",
    Demand.STRENGTH: "a strength day",
    Demand.STRIDES: "easy with strides",
    Demand.UNKNOWN: "not clear",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All that a place is judged by. `days` reaches a week beyond the plan on both sides where known.

    Where a plan is made again `past` is what lies behind it; for placing, its sessions stand in `own` and
    `own_contacts` beside the runner's own: they take room up and are never touched. One that was done on
    another day takes up room on both; `once` is for what counts weeks, and has each on one day only.
    """

    days: Mapping[dt.date, Day]
    runner: Runner
    book: Book
    season: Season
    stops: tuple[Stop, ...]
    masters: bool
    own: Mapping[str, frozenset[dt.date]] = field(default_factory=dict)  # dates of the runner's own work
    own_contacts: Mapping[dt.date, int] = field(default_factory=dict)
    hard: frozenset[dt.date] = frozenset()
    long: frozenset[dt.date] = frozenset()
    first_maximal_week: int = 1  # the first week in which maximal work may stand at all
    past: Past | None = None
    behind: Mapping[str, frozenset[dt.date]] = field(default_factory=dict)  # dates of our sessions so far
    once: Mapping[str, tuple[frozenset[dt.date], ...]] = field(default_factory=dict)  # all so far, each way

    @property
    def free_from(self) -> dt.date:
        """The first day that the plan may still put something on."""
        return self.season.first if self.past is None else max(self.past.until, self.season.first)

    def day(self, date: dt.date) -> Day:
        return self.days.get(date) or Day(date=date, demand=Demand.UNKNOWN, in_calendar=False)

    def is_hard(self, date: dt.date) -> bool:
        """Hard for its neighbours: hard, a race, or a day nobody can read."""
        return date in self.hard or date not in self.days

    def is_long(self, date: dt.date) -> bool:
        """Long for its neighbours: a long run, or hard work that is the week's longest run."""
        return date in self.long

    def week_index(self, date: dt.date) -> int:
        """Week of the plan, from 1; 0 and below before it."""
        return (date - self.season.weeks[0].start).days // 7 + 1

    def every_weeks(self, exercise_id: str) -> int:
        """At most one session in so many weeks: what the event's scale makes of an exercise."""
        rule = self.book.event_scale
        if exercise_id != rule.exercise:
            return 1
        return round(1 / max(rule.scale.get(self.runner.event, 1.0), 0.1))

    def spacing_days(self, exercise: Exercise) -> int:
        return exercise.spacing.days + (self.book.gates.masters.spacing_days if self.masters else 0)


def weekday(date: dt.date) -> str:
    return _DAY_NAMES[date.weekday()]


def forbidden(ground: Ground, exercise: Exercise, date: dt.date) -> Iterator[Reason]:
    """Why `exercise` can't stand on `date`, the plainest reason first; nothing when it can."""
    return (objection() for objection in _objections(ground, exercise, date))


def is_open(ground: Ground, exercise: Exercise, date: dt.date) -> bool:
    """May `exercise` stand on `date`, looked at alone?"""
    return next(_objections(ground, exercise, date), None) is None


def _objections(ground: Ground, exercise: Exercise, date: dt.date) -> Iterator[Objection]:
    yield from _by_day(ground, exercise, date)
    yield from _by_gate(ground, exercise, date)
    yield from _by_time(ground, exercise, date)
    yield from _by_neighbours(ground, exercise, date)
    yield from _by_races(ground, exercise, date)
    yield from _by_own_work(ground, exercise, date)
    yield from _by_what_was_done(ground, exercise, date)


def _by_day(ground: Ground, exercise: Exercise, date: dt.date) -> Iterator[Objection]:
    day, rules, name = ground.day(date), ground.book.days, weekday(date)
    if WEEKDAYS[date.weekday()] in ground.runner.never:
        yield partial(rules.never.reason, rules.never.why_not, day=name)
    if any(race.date == date for race in ground.season.races) or day.demand is Demand.RACE:
        yield partial(ground.book.race.day.reason, ground.book.race.day.why_not, day=name)
    elif day.demand is Demand.REST:
        yield partial(rules.rest.reason, rules.rest.why_not, day=name)
    elif day.demand is Demand.UNKNOWN:
        yield partial(rules.unknown.reason, rules.unknown.why_not, day=name)
    elif day.demand.value in exercise.day.on:
        return
    elif day.demand.value in exercise.day.opener:
        if not ground.runner.openers:
            yield partial(rules.opener.reason, rules.opener.why_not, day=name)
    else:
        yield partial(exercise.day.reason, exercise.day.why_not, day=name, demand=SAY_DEMAND[day.demand])


def is_opener(ground: Ground, exercise: Exercise, date: dt.date) -> bool:
    demand = ground.day(date).demand.value
    return demand in exercise.day.opener and demand not in exercise.day.on


def _by_gate(ground: Ground, exercise: Exercise, date: dt.date) -> Iterator[Objection]:
    for stop in ground.stops:
        if stop.holds_on(date) and stop.blocks(exercise):
            yield partial(_said, stop.reason)
    base = ground.book.gates.running_base
    have = ground.season.week_of(date).base_weeks
    need = base.strides_weeks if exercise.effort == "relaxed" else base.other_weeks
    if have is not None and have < need:
        yield partial(base.reason, base.why_not, have=have, need=need, exercise=exercise.name.lower())


def _said(reason: Reason) -> Reason:
    return reason


def _by_time(ground: Ground, exercise: Exercise, date: dt.date) -> Iterator[Objection]:
    week, event = ground.season.week_of(date), ground.runner.event
    for phase in (ground.season.phase_on(date), week.phase):
        if not in_phase(exercise, phase, event):
            rule = ground.book.phases
            yield partial(
                rule.reason, rule.why_not, day=weekday(date), phase=say_phase(phase), exercise=exercise.short
            )
            break
    if week.index < exercise.begins.week:
        yield partial(exercise.begins.reason, exercise.begins.why_not)


def in_phase(exercise: Exercise, phase: str, event: str) -> bool:
    allowed = exercise.phases.of(event)
    return phase in allowed or (phase.endswith("peak") and "peak" in allowed)


def say_phase(phase: str) -> str:
    return {
        "early_peak": "early peak",
        "late_peak": "late peak",
        "race": "race week",
        "taper": "the taper",
    }.get(phase, phase)


def _neighbour_rules(ground: Ground, exercise: Exercise, date: dt.date) -> Iterator[Neighbour]:
    """The rules on the day before and after that apply."""
    for rules, other in ((exercise.before, date - _DAY), (exercise.after, date + _DAY)):
        if "long" in rules and ground.is_long(other):
            yield rules["long"]
        if "hard" in rules and ground.is_hard(other):
            yield rules["hard"]


def _day_names(date: dt.date) -> dict[str, str]:
    return {"day": weekday(date), "previous": weekday(date - _DAY), "next": weekday(date + _DAY)}


def _by_neighbours(ground: Ground, exercise: Exercise, date: dt.date) -> Iterator[Objection]:
    for rule in _neighbour_rules(ground, exercise, date):
        if rule.verdict is Verdict.FORBIDDEN:
            yield partial(rule.reason, rule.why_not, **_day_names(date))
        elif rule.verdict is Verdict.DISLIKED and ground.masters and rule is exercise.before.get("hard"):
            masters = ground.book.gates.masters
            yield partial(masters.reason, masters.why_not)


def disliked(ground: Ground, exercise: Exercise, date: dt.date, *, earlier: int) -> list[Reason]:
    """What speaks against a place that is allowed. `earlier`: sessions of the exercise before it."""
    return [
        rule.reason(rule.why_not, **_day_names(date))
        for rule in _neighbour_rules(ground, exercise, date)
        if _is_disliked(rule, earlier)
    ]


def count_disliked(ground: Ground, exercise: Exercise, date: dt.date, *, earlier: int) -> int:
    return sum(_is_disliked(rule, earlier) for rule in _neighbour_rules(ground, exercise, date))


def _is_disliked(rule: Neighbour, earlier: int) -> bool:
    return rule.verdict is Verdict.DISLIKED or earlier < rule.first_times


def liked(ground: Ground, exercise: Exercise, date: dt.date) -> list[tuple[int, Reason]]:
    """What speaks for a place, with its weight."""
    likes = [
        (rule.weight, rule.reason(rule.why, **_day_names(date)))
        for rule in _neighbour_rules(ground, exercise, date)
        if rule.verdict is Verdict.PREFERRED
    ]
    if exercise.effort == "relaxed" and is_race_strides(ground, date):
        rule = ground.book.race.strides
        likes.append((max((weight for weight, _ in likes), default=0) + 1, rule.reason(rule.why)))
    return likes


def days_out(ground: Ground, days: int, race: RaceDay) -> int:
    """How far a race keeps work away: `days` for an A-race, its share rounded up for a B-race."""
    return days if race.priority is Priority.A else math.ceil(days * ground.book.race.b.share)


def is_race_strides(ground: Ground, date: dt.date) -> bool:
    """Is this one of the last days before a race, when strides are four short ones?"""
    race = ground.season.next_race(date)
    if race is None:
        return False
    allowed = {days_out(ground, days, race) for days in ground.book.race.strides.days}
    return (race.date - date).days in allowed


def is_last_before_race(ground: Ground, date: dt.date) -> bool:
    """Is a race so near that hill sprints are done at half the reps? A week for an A-race, half for a B."""
    race = ground.season.next_race(date + _DAY)
    week = ground.book.phases.race_week_days
    return race is not None and (race.date - date).days <= days_out(ground, week, race)


def _by_races(ground: Ground, exercise: Exercise, date: dt.date) -> Iterator[Objection]:
    rules = ground.book.race
    for race in ground.season.races:
        away = (race.date - date).days
        name = race.name or "the race"
        needed = days_out(ground, exercise.race.days, race)
        if 0 < away < needed:
            yield partial(
                rules.gap.reason,
                rules.gap.why_not,
                race=name,
                away=away,
                exercise=exercise.short,
                days=needed,
            )
        if away == -1:
            yield partial(rules.after.reason, rules.after.why_not, race=name)
        elif away < 0 and exercise.maximal:
            free = recovery_days(ground, race)
            if -away < free:
                yield partial(rules.recovery.reason, rules.recovery.why_not, race=name, away=-away, days=free)


def recovery_days(ground: Ground, race: RaceDay) -> int:
    """Days from a race to the first maximal work after it."""
    rule = ground.book.race.recovery
    if race.distance_m is None:
        return rule.unknown_days
    return next(
        (days for most, days in zip(rule.to_m, rule.days, strict=True) if race.distance_m <= most),
        rule.days[-1],
    )


def _by_own_work(ground: Ground, exercise: Exercise, date: dt.date) -> Iterator[Objection]:
    rules = ground.book.total
    same = ground.own.get(exercise.id, frozenset())
    if date in same:
        held = ground.book.days.own
        yield partial(held.reason, held.why_not, day=weekday(date), own=exercise.short)
    for own in sorted(same - {date}):
        if abs((own - date).days) < ground.spacing_days(exercise):
            yield partial(
                exercise.spacing.reason,
                exercise.spacing.why_not,
                other=weekday(own),
                days=ground.spacing_days(exercise),
            )
    if not exercise.maximal:
        return
    for id_, dates in ground.own.items():
        other = ground.book.exercises.get(id_)
        if other is None or not other.maximal:
            continue
        if date in dates and id_ != exercise.id:
            yield partial(
                rules.one_a_day.reason, rules.one_a_day.why_not, day=weekday(date), other=other.short
            )
        for near in sorted(dates & {date - _DAY, date + _DAY}):
            yield partial(
                rules.not_running.reason, rules.not_running.why_not, other=weekday(near), day=weekday(date)
            )


def _by_what_was_done(ground: Ground, exercise: Exercise, date: dt.date) -> Iterator[Objection]:
    """What our own sessions of the days before leave no room for, beyond what any work of a day does."""
    before = [day for day in ground.behind.get(exercise.id, ()) if day < date]
    scale, every = ground.book.event_scale, ground.every_weeks(exercise.id)
    if every > 1 and any(ground.week_index(date) - ground.week_index(day) < every for day in before):
        yield partial(scale.reason, f"For your event flat sprints come once in {every} weeks.")
    race = ground.season.next_race(date)
    if exercise.effort == "relaxed" and race is not None:
        strides = ground.book.race.strides
        near = [day for day in before if 0 < (race.date - day).days <= max(strides.days)]
        if near and (race.date - date).days <= max(strides.days):
            yield partial(strides.reason, f"{weekday(near[0])} held the strides before the race.")


def own_weeks(ground: Ground, exercise_id: str) -> frozenset[int]:
    """Week indices that hold the runner's own sessions; weeks before the plan count as 0 and below."""
    return frozenset(ground.week_index(date) for date in ground.own.get(exercise_id, ()))


def counted_weeks(ground: Ground, exercise_id: str) -> tuple[frozenset[int], ...]:
    """The same for work that waits for so many weeks, where a session makes one week and not two: in each
    way in which those done on another day are read. As many weeks must be there whichever way is taken."""
    ways = ground.once.get(exercise_id, (ground.own.get(exercise_id, frozenset()),))
    weeks = (frozenset(ground.week_index(date) for date in dates) for dates in ways)
    return tuple(dict.fromkeys(weeks))


def unavailable(ground: Ground, exercise: Exercise) -> Reason | None:
    """Why an exercise is not planned at all for this runner; None when it is."""
    runner, book = ground.runner, ground.book
    asked = runner.exercises is not None and exercise.id in runner.exercises
    has_place = {"hill": runner.hill, "gym": runner.gym}.get(exercise.place, True)
    if has_place is False or (has_place is None and exercise.place == "gym" and not asked):
        return Reason(
            rule=f"{exercise.id}.place",
            text=f"{exercise.name} needs a {exercise.place}; your profile names none.",
            source="Your profile",
            grade=exercise.day.grade,
        )
    if asked:
        return None
    if runner.exercises is not None or exercise.on_request:
        return Reason(
            rule=f"{exercise.id}.asked",
            text=f"{exercise.name} is planned when you ask for it by name.",
            source="Your profile",
            grade=exercise.day.grade,
        )
    scale = book.event_scale
    if exercise.id == scale.exercise and scale.scale.get(runner.event, 0.0) < scale.least:
        return scale.reason(scale.why_not, event=runner.event or "plan whose event nobody named")
    return None


def start_contacts(exercise: Exercise, level: str) -> int:
    """Contacts of the smallest dose that may open the exercise at this level."""
    dose = exercise.doses()[start_step(exercise, level) - 1]
    return contacts_of(exercise, dose)
