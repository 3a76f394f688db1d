"""The season around the days: races, weeks, phases, light weeks, how often the runner runs."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fullstride.domain.calendar import Day, Demand
from fullstride.domain.runner import Priority, Runner
from fullstride.domain.session import Phase
from fullstride.rules.book import Book, Light, Phases

RUNNING = frozenset({Demand.EASY, Demand.MEDIUM, Demand.LONG, Demand.HARD, Demand.RACE, Demand.STRIDES})
_MINUTES_PER_KM = 6.0  # only to add up weeks in which some runs are given by time
_KNOWN_SHARE = 0.75  # of a week's runs must say how long they are before the week has a volume
_WEEK = dt.timedelta(days=7)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceDay:
    date: dt.date
    priority: Priority
    distance_m: float | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonWeek:
    """Monday to Sunday. `index` counts from 1 at the week that holds the plan's first day."""

    index: int
    start: dt.date
    phase: str  # base build early_peak late_peak taper race
    light: bool
    km: float | None
    running_days: int
    base_weeks: int | None  # weeks of running behind the runner when this week starts

    @property
    def coarse_phase(self) -> Phase:
        return coarse(self.phase)


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    first: dt.date
    last: dt.date
    start: dt.date  # where the first phase began: the plan's first day, or an earlier plan's
    races: tuple[RaceDay, ...]
    weeks: tuple[SeasonWeek, ...]
    phases: Mapping[dt.date, str]  # of each date of the plan

    def week_of(self, date: dt.date) -> SeasonWeek:
        return self.weeks[(date - self.weeks[0].start).days // 7]

    def phase_on(self, date: dt.date) -> str:
        return self.phases[date]

    def next_race(self, date: dt.date, *, priority: Priority | None = None) -> RaceDay | None:
        """The first race on or after `date`."""
        return next((r for r in self.races if r.date >= date and priority in (None, r.priority)), None)


def monday(date: dt.date) -> dt.date:
    return date - dt.timedelta(days=date.weekday())


def coarse(phase: str) -> Phase:
    return Phase.PEAK if phase.endswith("peak") else Phase(phase)


def read_season(
    days: Mapping[dt.date, Day], runner: Runner, book: Book, *, first: dt.date, last: dt.date, start: dt.date
) -> Season:
    """The season of `first` to `last`; `days` may reach further on both sides and helps then."""
    races = _races(days, runner)
    starts = [monday(first) + index * _WEEK for index in range((monday(last) - monday(first)).days // 7 + 1)]
    phases = [_week_phase(monday_, first, start, races, book.phases) for monday_ in starts]
    kms = {week: _volume_km(days, week) for week in [starts[0] - 2 * _WEEK, starts[0] - _WEEK, *starts]}
    light = _light_weeks(starts, phases, kms, book.light)
    running = [_running_days(days, week, first) for week in starts]
    base = runner.running_base_weeks
    weeks = []
    for index, week in enumerate(starts):
        weeks.append(
            SeasonWeek(
                index=index + 1,
                start=week,
                phase=phases[index],
                light=light[index],
                km=kms[week],
                running_days=running[index],
                base_weeks=base,
            )
        )
        if base is not None and running[index] >= book.gates.running_base.runs_a_week:
            base += 1
    dates = [first + offset * _DAY for offset in range((last - first).days + 1)]
    return Season(
        first=first,
        last=last,
        start=start,
        races=races,
        weeks=tuple(weeks),
        phases={date: phase_on(date, start, races, book.phases) for date in dates},
    )


def _races(days: Mapping[dt.date, Day], runner: Runner) -> tuple[RaceDay, ...]:
    """The profile's races, and the calendar's: its last is the A-race unless the profile names one."""
    named = {race.date: race for race in runner.races}
    own = [day for day in days.values() if day.demand is Demand.RACE and day.date not in named]
    has_a = any(race.priority is Priority.A for race in runner.races)
    last_own = max((day.date for day in own), default=None)
    races = [
        RaceDay(date=race.date, priority=race.priority, distance_m=race.distance_m, name=race.name)
        for race in runner.races
    ]
    for day in own:
        is_a = not has_a and day.date == last_own
        races.append(
            RaceDay(
                date=day.date,
                priority=Priority.A if is_a else Priority.B,
                distance_m=day.race_distance_m,
                name=day.title,
            )
        )
    return tuple(sorted(races, key=lambda race: race.date))


def phase_on(date: dt.date, start: dt.date, races: Sequence[RaceDay], rule: Phases) -> str:
    """The phase of one date, in days: before the next A-race if there is one, else by 16-week turns."""
    a_races = [race.date for race in races if race.priority is Priority.A]
    begun = max((race + _DAY for race in a_races if race < date), default=start)
    begun = min(max(begun, start), date)
    target = next((race for race in a_races if race >= date), None)
    if target is None:
        turn = rule.no_race_weeks * 7
        return "base" if (date - begun).days % turn < rule.no_race_base_share * turn else "build"
    to_race = (target - date).days
    if to_race <= rule.race_week_days:
        return "race"
    whole = (target - begun).days
    weeks = (whole + 7) // 7  # begun weeks, the race's own included
    taper = rule.taper_days if weeks >= rule.short_plan_weeks else rule.short_taper_days
    if to_race <= taper:
        return "taper"
    share = (date - begun).days / max(1, whole - taper)
    if share < rule.base_share:
        return "base"
    if share < rule.base_share + rule.build_share:
        return "build"
    peak = 1 - rule.base_share - rule.build_share
    early_until = rule.base_share + rule.build_share + peak * rule.early_peak_share
    return "early_peak" if share < early_until else "late_peak"


def _week_phase(week: dt.date, first: dt.date, start: dt.date, races: Sequence[RaceDay], rule: Phases) -> str:
    """A week is what its Thursday is; the week that holds the A-race is race week all the same."""
    if any(race.priority is Priority.A and week <= race.date < week + _WEEK for race in races):
        return "race"
    return phase_on(max(week + 3 * _DAY, first), start, races, rule)


def _running_days(days: Mapping[dt.date, Day], week: dt.date, first: dt.date) -> int:
    dates = (week + offset * _DAY for offset in range(7))
    return sum(1 for date in dates if date >= first and date in days and days[date].demand in RUNNING)


def _volume_km(days: Mapping[dt.date, Day], week: dt.date) -> float | None:
    """Kilometres of a whole calendar week; None when too few of its runs say how long they are."""
    dates = [week + offset * _DAY for offset in range(7)]
    if any(date not in days or not days[date].in_calendar for date in dates):
        return None
    runs = [days[date] for date in dates if days[date].demand in RUNNING or days[date].distance_m]
    known = [_km(run) for run in runs if _km(run) is not None]
    if not runs or len(known) < _KNOWN_SHARE * len(runs):
        return None
    return sum(value for value in known if value is not None)


def _km(day: Day) -> float | None:
    if day.distance_m is not None:
        return day.distance_m / 1000
    if day.duration_s is not None and day.demand in RUNNING:
        return day.duration_s / 60 / _MINUTES_PER_KM
    return None


def _light_weeks(
    starts: Sequence[dt.date], phases: Sequence[str], kms: Mapping[dt.date, float | None], rule: Light
) -> list[bool]:
    """The calendar's own light weeks, and one forced where none came in time. A taper is one long rest."""
    light = []
    since = 0  # weeks since the last light week
    for week, phase in zip(starts, phases, strict=True):
        since += 1
        before = [km for km in (kms.get(week - _WEEK), kms.get(week - 2 * _WEEK)) if km is not None]
        here = kms[week]
        own = bool(before) and here is not None and here < rule.share * max(before)
        tapering = phase in ("taper", "race")
        is_light = not tapering and ((own and since >= rule.apart_weeks) or since >= rule.every_weeks)
        light.append(is_light)
        if is_light or tapering:
            since = 0
    return light
