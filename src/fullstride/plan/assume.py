"""What is taken for granted because nobody said, and what the runner could say to get more."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from fullstride.domain.calendar import Day, Demand
from fullstride.domain.runner import Priority, Runner
from fullstride.plan.places import Ground
from fullstride.plan.problem import easy_days
from fullstride.plan.season import RUNNING, RaceDay

_DAY = dt.timedelta(days=1)
_WALKING = re.compile(r"\b(walk|gehen|gehpause|marche|caminar)", re.IGNORECASE)
_EVENTS = (("800m", 800), ("1500m", 1500), ("5k", 5000), ("10k", 10000), ("half", 21097), ("marathon", 42195))


def settle(days: Sequence[Day], runner: Runner, *, first: dt.date, last: dt.date) -> Runner:
    """The runner with what the calendar tells where the profile says nothing: event and running base."""
    if not runner.event:
        runner = replace(runner, event=_event(days, runner, last))
    if runner.running_base_weeks is None and _learns_to_run(days, first):
        runner = replace(runner, running_base_weeks=0)
    return runner


def _event(days: Sequence[Day], runner: Runner, last: dt.date) -> str:
    """The event nearest to the race ahead; "" when there is none of a known length."""
    named = [race.distance_m for race in runner.races if race.distance_m and race.priority is Priority.A]
    own = [day.race_distance_m for day in days if day.race_distance_m and day.date <= last + 6 * _DAY]
    if not (named or own):
        return ""
    target = (named or own)[-1]
    return min(_EVENTS, key=lambda event: abs(event[1] - target))[0]


def _learns_to_run(days: Sequence[Day], first: dt.date) -> bool:
    """Do most runs of the first two weeks have walking breaks?"""
    runs = [day for day in days if day.demand in RUNNING and first <= day.date < first + 14 * _DAY]
    return bool(runs) and sum(bool(_WALKING.search(day.title)) for day in runs) * 2 > len(runs)


def assumptions(ground: Ground, runner: Runner) -> list[str]:
    """What was taken for granted because nobody said."""
    found = []
    if not runner.event and ground.runner.event:
        found.append(f"Your event is taken to be the {ground.runner.event}, from the race ahead.")
    if runner.running_base_weeks is None and ground.runner.running_base_weeks == 0:
        found.append("Your calendar has walking breaks, so you are taken to begin running with it.")
    elif runner.running_base_weeks is None:
        base = ground.book.gates.running_base
        found.append(
            f"You are taken to have run {base.runs_a_week} times a week for {base.other_weeks} weeks or more."
        )
    if runner.plyometrics is None and runner.born is None:
        found.append("You are taken to have jumped a little before, and to be between 16 and 44.")
    if runner.hill is None and any(id_ for id_ in ground.book.exercises if id_.startswith("hill")):
        found.append("You are taken to have a hill.")
    if runner.gym is None and runner.exercises is None:
        found.append("You are taken to have no gym, so no strength is planned.")
    named = {race.date for race in runner.races}
    found += [
        f"{_race_name(race)} is taken to be your A-race."
        for race in ground.season.races
        if race.priority is Priority.A and race.date not in named
    ]
    return found


def advice(ground: Ground, runner: Runner) -> tuple[str, ...]:
    """What the runner could say to get more, where the calendar or what was assumed leaves little."""
    said = []
    if runner.running_base_weeks is None and ground.runner.running_base_weeks == 0:
        said.append("If you have run before, say so: running_base_weeks under [runner].")
    easy = any(easy_days(ground, week) for week in ground.season.weeks)
    hard = any(day.demand is Demand.HARD for day in ground.days.values())
    if hard and not easy and not runner.openers:
        said.append(
            "Your calendar has no easy run. With openers = true under [wishes] strides, jumps, bounds and "
            "sprints go after the warm-up and before the main work of your hard days."
        )
    return tuple(said)


def title(ground: Ground) -> str:
    race = ground.season.next_race(ground.season.first, priority=Priority.A)
    if race is None or race.date > ground.season.last + 7 * _DAY:
        return f"{len(ground.season.weeks)} weeks from {_say_date(ground.season.first)}"
    return f"{race.name or 'Race'}, {_say_date(race.date)}"


def _say_date(date: dt.date) -> str:
    return f"{date:%A} {date.day} {date:%B} {date.year}"


def _race_name(race: RaceDay) -> str:
    return f"{race.name or 'The race'} on {race.date.day} {race.date:%B}"
