"""Calendar, runner and rules as a placement problem: the places that are allowed, and the limits
between them. Knows nothing of the solver."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from fullstride.domain.calendar import Day, Demand
from fullstride.domain.past import Past
from fullstride.domain.runner import Habit, Runner
from fullstride.plan.left_out import left_out_of, maximal_left_out, shut_by_runner
from fullstride.plan.onward import began, contacts_reached, places_before
from fullstride.plan.places import (
    Ground,
    count_disliked,
    in_phase,
    is_open,
    is_opener,
    is_race_strides,
    liked,
    own_weeks,
    start_contacts,
    unavailable,
)
from fullstride.plan.season import SeasonWeek, coarse, monday, read_season
from fullstride.rules.book import Book
from fullstride.rules.gates import is_master, stops, stops_said
from fullstride.rules.words import Exercise

_DAY = dt.timedelta(days=1)
Key = tuple[str, int]  # exercise id, week index
Openings = Mapping[tuple[str, dt.date], int]  # open places, with the weight of what speaks for each


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One allowed place: an exercise on a date."""

    exercise: str
    date: dt.date
    week: int
    opener: bool
    dislikes: int
    likes: int
    contacts: int  # of the smallest dose that may stand here


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The question to the solver.

    `least` and `most` count the plan's own sessions (what the runner's calendar already holds is taken
    off); `levels` and `unlocked` are what the ladders are expected to allow (see `ladder`).
    """

    ground: Ground
    wanted: tuple[str, ...]  # exercise ids, the most wanted first
    places: tuple[Place, ...]
    least: Mapping[Key, int]
    most: Mapping[Key, int]
    maximal_most: Mapping[int, int]
    jump_most: Mapping[int, int]
    levels: Mapping[int, str]
    unlocked: Mapping[str, int]
    own_weeks: Mapping[str, frozenset[int]]  # weeks that hold the runner's own sessions
    easy_days: Mapping[int, tuple[dt.date, ...]]
    every_weeks: Mapping[str, int]  # at most one session in so many weeks
    began: Mapping[int, frozenset[str]]  # exercises that were new in a week that is partly behind us
    chosen: tuple[tuple[str, dt.date], ...]  # places the runner asked for
    before: frozenset[tuple[str, dt.date]]  # places of the plan before


def flip(book: Book, runner: Runner) -> Book:
    """The book for this runner: bounding before squat jumps where the profile says so."""
    if not runner.bounding_first or not {"bounding", "squat_jumps"} <= book.exercises.keys():
        return book
    jumps, bounds = book.exercises["squat_jumps"], book.exercises["bounding"]
    bounding = replace(
        bounds,
        begins=replace(bounds.begins, weeks_of={}, unless="", text="From the first week, as you asked."),
        phases=replace(bounds.phases, allowed=("base", *bounds.phases.allowed)),
        weekly=replace(bounds.weekly, base=bounds.weekly.build),
    )
    squat = replace(
        jumps,
        begins=replace(
            jumps.begins,
            weeks_of={"bounding": next(iter(bounds.begins.weeks_of.values()), 0)},
            why="Bounding came first, in {weeks} earlier weeks.",
            why_not="Squat jumps begin after three weeks that contain bounding, as you asked.",
        ),
    )
    return replace(book, exercises={**book.exercises, "bounding": bounding, "squat_jumps": squat})


def ground_of(
    days: Iterable[Day],
    runner: Runner,
    book: Book,
    *,
    first: dt.date,
    last: dt.date,
    season_start: dt.date,
    past: Past | None = None,
) -> Ground:
    """All that places are judged by; `days` should reach some weeks beyond the plan on both sides.

    With a `past` the gates are those it has answers for. What was done stands in no one's way here: that
    is for `going_on`.
    """
    by_date = {day.date: day for day in days}
    own: dict[str, set[dt.date]] = {}
    for day in by_date.values():
        for work in day.own:
            own.setdefault(work.exercise, set()).add(day.date)
    book = flip(book, runner)
    ground = Ground(
        days=by_date,
        hard=frozenset(date for date, day in by_date.items() if day.demand in _HARD),
        long=frozenset(date for date, day in by_date.items() if _is_long(day, by_date)),
        runner=runner,
        book=book,
        season=read_season(by_date, runner, book, first=first, last=last, start=season_start),
        stops=(
            stops(runner, book, first=first)
            if past is None
            else stops_said(runner, past.answered, book, since=past.until)
        ),
        masters=is_master(runner, book, first),
        own={id_: frozenset(dates) for id_, dates in own.items()},
        own_contacts={
            date: total for date, day in by_date.items() if (total := sum(work.contacts for work in day.own))
        },
        past=past,
    )
    at_first = replace(ground, past=None, stops=stops(runner, book, first=first))
    return replace(ground, first_maximal_week=_first_maximal_week(at_first))


_HARD = (Demand.HARD, Demand.RACE, Demand.UNKNOWN)


def _is_long(day: Day, days: Mapping[dt.date, Day]) -> bool:
    if day.demand is not Demand.HARD or not day.distance_m:
        return day.demand is Demand.LONG
    monday_ = monday(day.date)
    week = (days.get(monday_ + offset * _DAY) for offset in range(7))
    return day.distance_m >= max(other.distance_m or 0 for other in week if other is not None)


def _first_maximal_week(ground: Ground) -> int:
    """Where a runner's maximal work can begin: later than the plan where a base is still to be run."""
    exercises = [ground.book.exercises[id_] for id_ in wanted(ground)]
    maximal = [exercise for exercise in exercises if exercise.maximal]
    for week in ground.season.weeks:
        if any(is_open(ground, each, date) for each in maximal for date in _dates(ground, week)):
            return week.index
    return 1


def wanted(ground: Ground) -> tuple[str, ...]:
    """The exercises planned for this runner, in the order of the wishes."""
    order = ground.book.wishes.minimum
    rank = {id_: index for index, id_ in enumerate(order)}
    ids = [id_ for id_, exercise in ground.book.exercises.items() if unavailable(ground, exercise) is None]
    return tuple(sorted(ids, key=lambda id_: (rank.get(id_, len(order)), id_)))


def survey(ground: Ground) -> Openings:
    """Every place that is open looked at alone, with the weight of what speaks for it."""
    exercises = [ground.book.exercises[id_] for id_ in wanted(ground)]
    shut = (Demand.REST, Demand.RACE, Demand.UNKNOWN)  # to every exercise: no need to ask each
    dates = [
        date
        for week in ground.season.weeks
        for date in _dates(ground, week)
        if ground.day(date).demand not in shut
    ]
    left_out = shut_by_runner(ground, wanted(ground))
    return {
        (exercise.id, date): sum(weight for weight, _ in liked(ground, exercise, date))
        for exercise in exercises
        for date in dates
        if (date, exercise.id) not in left_out and is_open(ground, exercise, date)
    }


def asks_the_same(one: Problem, other: Problem) -> bool:
    """Do two problems differ in nothing that a placement could use?"""
    return (one.places, one.least, one.most, one.maximal_most) == (
        other.places,
        other.least,
        other.most,
        other.maximal_most,
    )


def pose(
    ground: Ground,
    *,
    levels: Mapping[int, str],
    unlocked: Mapping[str, int],
    openings: Openings | None = None,
) -> Problem:
    """The placement problem, with the contact levels and unlocked exercises the ladders promise.

    `openings` is the survey of the same ground, where it is at hand.
    """
    openings = survey(ground) if openings is None else openings
    ids = wanted(ground)
    exercises = [ground.book.exercises[id_] for id_ in ids]
    weeks = ground.season.weeks
    least: dict[Key, int] = {}
    most: dict[Key, int] = {}
    for exercise in exercises:
        for week in weeks:
            least[exercise.id, week.index], most[exercise.id, week.index] = _range(
                ground, exercise, week, unlocked
            )
    places = [place for exercise in exercises for place in _places(ground, exercise, most, levels, openings)]
    return Problem(
        ground=ground,
        wanted=ids,
        places=tuple(sorted(places, key=lambda place: (place.date, ids.index(place.exercise)))),
        least=least,
        most=most,
        maximal_most={
            week.index: max(
                0, maximal_most(ground, week, levels[week.index]) - maximal_left_out(ground, week)
            )
            for week in weeks
        },
        jump_most={week.index: jump_most(ground, week) for week in weeks},
        levels=levels,
        unlocked=unlocked,
        own_weeks={id_: own_weeks(ground, id_) for id_ in ground.book.exercises},
        easy_days={week.index: easy_days(ground, week) for week in weeks},
        every_weeks={id_: ground.every_weeks(id_) for id_ in ids},
        began=began(ground),
        chosen=tuple((id_, date) for date, id_ in ground.past.chosen) if ground.past else (),
        before=places_before(ground),
    )


def _places(
    ground: Ground,
    exercise: Exercise,
    most: Mapping[Key, int],
    levels: Mapping[int, str],
    openings: Openings,
) -> Iterable[Place]:
    behind = {ground.week_index(date) for date in ground.behind.get(exercise.id, ())}
    now = ground.week_index(ground.free_from)
    earlier = sum(week < now for week in behind)  # weeks so far with a place: about as many sessions
    for week in ground.season.weeks:
        level = levels[week.index]
        if most[exercise.id, week.index] == 0 or not opening_fits(ground, exercise, level):
            continue
        contacts = max(start_contacts(exercise, level), contacts_reached(ground, exercise, level))
        open_days = [date for date in _dates(ground, week) if (exercise.id, date) in openings]
        for date in open_days:
            yield Place(
                exercise=exercise.id,
                date=date,
                week=week.index,
                opener=is_opener(ground, exercise, date),
                dislikes=count_disliked(ground, exercise, date, earlier=earlier),
                likes=openings[exercise.id, date],
                contacts=contacts,
            )
        earlier += bool(open_days) or (week.index == now and now in behind)


def _dates(ground: Ground, week: SeasonWeek) -> list[dt.date]:
    """The plan's dates of one week that something may still be put on."""
    dates = (week.start + offset * _DAY for offset in range(7))
    return [date for date in dates if ground.free_from <= date <= ground.season.last]


def opening_fits(ground: Ground, exercise: Exercise, level: str) -> bool:
    """Does the smallest dose keep the level's cap for one session?"""
    return start_contacts(exercise, level) <= ground.book.contacts.cap(level)[0]


def weekly_range(ground: Ground, exercise: Exercise, week: SeasonWeek) -> tuple[int, int]:
    """Minimum wished and maximum allowed in one week, the runner's own sessions included."""
    least, most = exercise.weekly.of(coarse(week.phase).value, ground.runner.event)
    return least, max(most, _opt_in_most(ground, exercise, week, most))


def _opt_in_most(ground: Ground, exercise: Exercise, week: SeasonWeek, most: int) -> int:
    opt_in, runner = exercise.weekly.opt_in, ground.runner
    if opt_in is None or not runner.pro_strides or most == 0:
        return 0
    if runner.strides is Habit.REGULAR or week.index > exercise.ceiling.pro_after_weeks:
        return opt_in.pro_most
    return opt_in.most if week.running_days >= opt_in.running_days else 0


def _range(
    ground: Ground, exercise: Exercise, week: SeasonWeek, unlocked: Mapping[str, int]
) -> tuple[int, int]:
    """Minimum wished and maximum allowed of *our* sessions in one week."""
    if not in_phase(exercise, week.phase, ground.runner.event) or week.index < exercise.begins.week:
        return 0, 0
    least, most = weekly_range(ground, exercise, week)
    if exercise.begins.unlocked_by and week.index < unlocked.get(exercise.id, 10**6):
        return 0, 0
    followers = [other for other in ground.book.exercises.values() if other.succeeds == exercise.id]
    if any(week.index >= unlocked.get(other.id, 10**6) for other in followers):
        return 0, 0
    own = sum(1 for date in ground.own.get(exercise.id, ()) if _in_week(date, week))
    second = most if exercise.weekly.opt_in and ground.runner.pro_strides else max(least, min(most, 2))
    own += left_out_of(ground, exercise.id, week)
    return max(0, least - own), max(0, second - own)


def prerequisites(ground: Ground, exercise: Exercise) -> dict[str, int]:
    """Weeks of other work that must lie behind, by exercise; a habit in the profile stands in."""
    rule = exercise.begins
    if rule.unless and getattr(ground.runner, rule.unless) not in (None, Habit.NONE):
        return {}
    needs = dict(rule.weeks_of)
    if ground.masters and exercise.id == ground.book.event_scale.exercise:
        hills = ground.book.gates.masters.hill_sprint_weeks
        needs["hill_sprints"] = max(needs.get("hill_sprints", 0), hills)
    return needs


def maximal_most(ground: Ground, week: SeasonWeek, level: str) -> int:
    """Maximal days that the plan may add in one week."""
    rule, light = ground.book.total.maximal_days, ground.book.light
    levels = ground.book.contacts.levels
    begun = week.index - ground.first_maximal_week + 1
    most = rule.first_most if begun <= rule.first_weeks else rule.most
    third = level in levels and levels.index(level) >= levels.index(rule.third_level)
    if most == rule.most and third and week.running_days >= rule.third_running_days:
        most += 1
    if week.light:
        most -= light.fewer_maximal_days
    return max(0, most - len(own_maximal(ground, week)))


def own_maximal(ground: Ground, week: SeasonWeek) -> frozenset[dt.date]:
    """Dates of one week that hold maximal work of the runner's own."""
    return frozenset(date for id_ in ground.own for date in own_maximal_of(ground, id_, week))


def own_maximal_of(ground: Ground, id_: str, week: SeasonWeek) -> list[dt.date]:
    """The runner's own dates of one exercise in one week, if it is a maximal one."""
    exercise = ground.book.exercises.get(id_)
    if exercise is None or not exercise.maximal:
        return []
    return [date for date in ground.own[id_] if _in_week(date, week)]


def jump_most(ground: Ground, week: SeasonWeek) -> int:
    rule = ground.book.total.jump_days
    own = {date for id_ in rule.exercises for date in ground.own.get(id_, ()) if _in_week(date, week)}
    return max(0, rule.most - len(own))


def race_stride_days(problem: Problem) -> dict[dt.date, list[tuple[str, dt.date]]]:
    """The places of relaxed work on the last days before each race, by the race's date."""
    ground = problem.ground
    found: dict[dt.date, list[tuple[str, dt.date]]] = {}
    for place in problem.places:
        relaxed = ground.book.exercises[place.exercise].effort == "relaxed"
        race = ground.season.next_race(place.date)
        if relaxed and race is not None and is_race_strides(ground, place.date):
            found.setdefault(race.date, []).append((place.exercise, place.date))
    return found


def urgency(problem: Problem, exercise_id: str) -> int:
    """How much an earlier date is worth: the more wanted exercise takes the earlier of two days, always."""
    return len(problem.wanted) - problem.wanted.index(exercise_id)


def easy_days(ground: Ground, week: SeasonWeek) -> tuple[dt.date, ...]:
    """The plan's dates of one week that are easy runs, and so may stay plain; none where one that has
    passed did."""
    easy = [date for date in _dates(ground, week) if ground.day(date).demand is Demand.EASY]
    taken = {date for dates in ground.behind.values() for date in dates}
    passed = (week.start + offset * _DAY for offset in range(7))
    plain = [
        date
        for date in passed
        if ground.season.first <= date < ground.free_from
        and ground.day(date).demand is Demand.EASY
        and date not in taken
    ]
    return () if plain else tuple(easy)


def _in_week(date: dt.date, week: SeasonWeek) -> bool:
    return week.start <= date < week.start + 7 * _DAY
