"""What each date asks of the runner: the calendar's entries, the profile and the week put together."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from fullstride.domain.calendar import Calendar, Day, Demand, Entry, OwnWork, Sure
from fullstride.domain.runner import WEEKDAYS, Race, Runner
from fullstride.plan.reading import RANK, Reading, amount_text, read_entry, read_title
from fullstride.plan.week_context import settle
from fullstride.rules.lexicon import Lexicon

_Treat = tuple[str, str, Demand]  # folded words, words as written, what they ask
_RUNS = (Demand.EASY, Demand.STRIDES, Demand.MEDIUM, Demand.LONG, Demand.HARD, Demand.RACE, Demand.UNKNOWN)
_MARATHON_M, _HALF_M, _ABOUT_M = 42195.0, 21097.5, 500.0
_A_PLAN_DAYS = 27


def read_days(
    calendar: Calendar, runner: Runner, lexicon: Lexicon, *, first: dt.date, last: dt.date
) -> tuple[Day, ...]:
    """Exactly one `Day` for every date from `first` to `last`, both included; none when last < first."""
    by_date: dict[dt.date, list[Entry]] = defaultdict(list)
    for entry in calendar.entries:
        by_date[entry.date].append(entry)
    treats = [(_folded(key), key, demand) for key, demand in runner.treat.items()]
    read = {date: _readings(entries, treats, lexicon) for date, entries in by_date.items()}
    read = {date: pairs for date, pairs in read.items() if pairs}
    runs = settle({date: [reading for _, reading in pairs] for date, pairs in read.items()}, lexicon)
    _end_with_a_race(runs)
    entries = {date: [entry for entry, _ in pairs] for date, pairs in read.items()}
    merged = {date: _one(list(zip(entries[date], runs[date], strict=True))) for date in read}
    settled = {date: reading for date, (reading, _) in merged.items()}
    tops = {date: top for date, (_, top) in merged.items()}
    named = [date for date, reading in settled.items() if reading.demand is Demand.RACE]
    goal = (max(named), race_distance_m(calendar.race_distance, lexicon)) if named else None
    span = _span(calendar)
    races = {race.date: race for race in runner.races}
    days = []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        date = dt.date.fromordinal(ordinal)
        inside = span is not None and span[0] <= date <= span[1]
        if date in settled:
            day = _day(date, tops[date], settled[date], lexicon)
            if goal is not None and date == goal[0] and day.race_distance_m is None:
                day = replace(day, race_distance_m=goal[1])
        else:
            day = _without_entry(date, inside, runner, lexicon)
        if date in races:
            day = _race_day(day, races[date], lexicon)
        days.append(day)
    return tuple(days)


def _end_with_a_race(runs: dict[dt.date, list[Reading]]) -> None:
    """The last date of a plan is its race where it is as far as one, whatever it is called.

    As far as a half marathon many a long run is: there the plan is to be a month long, and the words unclear.
    """
    if not runs:
        return
    first, last = min(runs), max(runs)
    month = (last - first).days >= _A_PLAN_DAYS
    for place, reading in enumerate(runs[last]):
        far = reading.distance_m
        if far is None or reading.demand not in _RUNS or reading.demand is Demand.RACE:
            continue
        full = abs(far - _MARATHON_M) <= _ABOUT_M
        half = abs(far - _HALF_M) <= _ABOUT_M and month and reading.sure is not Sure.CLEAR
        if full or half:
            why = (
                f"the plan ends with {amount_text(far, None)}, as far as a {'' if full else 'half '}marathon"
            )
            race = replace(reading, demand=Demand.RACE, why=why, sure=Sure.LIKELY, plain=False)
            runs[last][place] = race


def _span(calendar: Calendar) -> tuple[dt.date, dt.date] | None:
    dates = [entry.date for entry in calendar.entries]
    first = calendar.first or min(dates, default=None)
    last = calendar.last or max(dates, default=None)
    return (first, last) if first is not None and last is not None else None


def _readings(entries: list[Entry], treats: list[_Treat], lexicon: Lexicon) -> list[tuple[Entry, Reading]]:
    """What counts of a date's entries: what was planned, and no appointment; none where that is all."""
    readings = [(entry, _read_or_treat(entry, treats, lexicon)) for entry in entries]
    readings = [(entry, reading) for entry, reading in readings if not reading.appointment]
    readings = _without_completed_twins(readings)
    training = [(entry, reading) for entry, reading in readings if reading.says_training]
    return training or readings


def _without_completed_twins(readings: list[tuple[Entry, Reading]]) -> list[tuple[Entry, Reading]]:
    """TrainingPeaks keeps a done workout beside its plan: the plan says what the day asks.

    A done workout is a twin by its title, or by its sport where it asks no more than the plan did.
    """
    planned = [(entry, reading) for entry, reading in readings if not entry.completed]
    titles = {_folded(entry.title) for entry, _ in planned}
    asked: dict[str, int] = {}
    for entry, reading in planned:
        if entry.sport:
            asked[entry.sport] = max(asked.get(entry.sport, 0), RANK[reading.demand])
    return [
        (entry, reading)
        for entry, reading in readings
        if not entry.completed
        or (_folded(entry.title) not in titles and _asks(reading) > asked.get(entry.sport, -1))
    ]


def _asks(reading: Reading) -> int:
    return RANK[Demand.EASY] if reading.plain else RANK[reading.demand]


def _read_or_treat(entry: Entry, treats: list[_Treat], lexicon: Lexicon) -> Reading:
    """The runner's own word for a title, or for a part of it, stands above any reading; the longest wins."""
    reading = read_entry(entry, lexicon)
    title = _folded(entry.title)
    treat = max((treat for treat in treats if _stands_in(treat[0], title)), key=_length, default=None)
    if treat is None:
        return reading
    _, key, demand = treat
    return replace(
        reading,
        demand=demand,
        why=f"your profile treats “{key}” as {demand.value}",
        sure=Sure.CLEAR,
        plain=False,
        alternatives=(),
        says_training=True,
        appointment=False,
    )


def _length(treat: _Treat) -> tuple[int, str]:
    return len(treat[0]), treat[0]


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())


def _stands_in(key: str, title: str) -> bool:
    if not key or key not in title:
        return False
    return key == title or re.search(rf"(?<!\w){re.escape(key)}(?!\w)", title) is not None


def _one(readings: list[tuple[Entry, Reading]]) -> tuple[Reading, Entry]:
    """Several entries of a date as one: the highest demand, the distances of its runs added up.

    The entry that asks most comes with it: its title names the day.
    """
    top, reading = max(readings, key=lambda pair: RANK[pair[1].demand])
    if len(readings) == 1:
        return reading, top
    runs = [r for _, r in readings if r.demand in _RUNS] or [reading]
    if reading.demand is Demand.RACE:  # the weekly long run gives way to the race of its date
        runs = [r for r in runs if r.demand is not Demand.LONG]
    merged = replace(
        reading,
        distance_m=_sum(run.distance_m for run in runs),
        duration_s=_sum(run.duration_s for run in runs),
        own=tuple({work.exercise: work for _, r in readings for work in r.own}.values()),
    )
    return merged, top


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _day(date: dt.date, entry: Entry, reading: Reading, lexicon: Lexicon) -> Day:
    demand = reading.demand
    own = reading.own if demand is not Demand.REST else ()
    race_m = None
    if demand is Demand.RACE:
        race_m = race_distance_m(entry.title, lexicon) or race_distance_m(entry.description, lexicon)
    return Day(
        date=date,
        demand=demand,
        title=entry.title,
        why=reading.why,
        sure=reading.sure,
        distance_m=reading.distance_m,
        duration_s=reading.duration_s,
        own=own,
        alternatives=reading.alternatives,
        race_distance_m=race_m,
    )


def _without_entry(date: dt.date, inside: bool, runner: Runner, lexicon: Lexicon) -> Day:
    if inside:
        return Day(
            date=date, demand=runner.empty, why=f"nothing planned, which counts as {runner.empty.value}"
        )
    written = runner.template.get(WEEKDAYS[date.weekday()])
    if written is not None:
        return _template_day(date, written, lexicon)
    if runner.running_base_weeks is None:
        return Day(
            date=date,
            demand=Demand.UNKNOWN,
            why="outside the calendar, and nothing is known of your running",
            sure=Sure.NONE,
            in_calendar=False,
        )
    return Day(
        date=date,
        demand=runner.empty,
        why=f"outside the calendar, which counts as {runner.empty.value}",
        sure=Sure.GUESS,
        in_calendar=False,
    )


def _template_day(date: dt.date, written: str, lexicon: Lexicon) -> Day:
    word = written.strip().lower()
    if word in list(Demand):
        own = (OwnWork(exercise="strides", text=word),) if word == Demand.STRIDES else ()
        return Day(date=date, demand=Demand(word), title=written, why="the week in your profile", own=own)
    return _day(date, Entry(date=date, title=written), read_title(written, lexicon), lexicon)


def _race_day(day: Day, race: Race, lexicon: Lexicon) -> Day:
    distance = race.distance_m if race.distance_m is not None else race_distance_m(race.distance, lexicon)
    return replace(
        day,
        demand=Demand.RACE,
        title=race.name or day.title or race.distance,
        why="your profile names a race on this day",
        sure=Sure.CLEAR,
        alternatives=(),
        race_distance_m=distance if distance is not None else day.race_distance_m,
    )


_NAMED_RACES = (
    (re.compile(r"\bhalf\b|halbmarathon|\bsemi|(?:media|medio|meia) maraton|mezza|halv|^21\.0975$"), _HALF_M),
    (re.compile(r"\bmaraton|\bmarathon|^(?:26\.2|42\.2|42\.195)$"), _MARATHON_M),
    (re.compile(r"\bpark ?run\b"), 5000.0),
)
_WRITTEN = re.compile(r"(?<![\d.])(\d{1,5}(?:\.\d{1,3})?)(?: ?- ?(\d{1,3}(?:\.\d{1,3})?))? ?(km|mi|m)\b")


def race_distance_m(text: str, lexicon: Lexicon) -> float | None:
    """Metres of the race a text names: "10k", "half", "8-15 km tune-up" (the upper end); None if none."""
    plain = lexicon.plain(text, int(lexicon.settings["read"]["title_chars"]))
    for pattern, metres in _NAMED_RACES:
        if pattern.search(plain):
            return metres
    written = _WRITTEN.search(plain)
    if written is None:
        return None
    unit = {"km": 1000.0, "mi": 1609.344, "m": 1.0}[written[3]]
    return float(written[2] or written[1]) * unit
