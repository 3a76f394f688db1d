"""Whatever a calendar says, reading it ends well, twice the same, and more never makes a day lighter."""

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.calendar import Calendar, Day, Demand, Entry, OwnWork, Step, StepKind
from fullstride.domain.runner import WEEKDAYS, Race, Runner
from fullstride.plan.demand import read_days
from fullstride.plan.reading import RANK, read_title
from fullstride.rules.lexicon import packaged

FIRST = dt.date(2027, 1, 1)
PHRASES = (
    "easy", "Easy run 8 km", "rest", "Rest or X-train", "long run", "22 km", "6 × 800 m", "tempo 5 mi",
    "strides", "8 x 100 m strides", "Dauerlauf", "race", "10 km race", "bike", "gym", "+", "or", "/", "@ MP",
    "45 min", "1h30", "walk", "no", "warm-up", "90 s rest", "Club night", "🏃 Name • 2.3km", "{8-9:13-14}",
    "HIIT", "with", "(", ")", "AM", "PM", "half marathon", "Endurance 8 mi", "steady", "\u202e", "\x00", "é̂",
)  # fmt: skip
TITLES = st.lists(st.one_of(st.sampled_from(PHRASES), st.text(max_size=8)), max_size=6).map(" ".join)
STEPS = st.builds(
    Step,
    kind=st.sampled_from(StepKind),
    times=st.integers(1, 20),
    duration_s=st.none() | st.floats(0, 20_000),
    distance_m=st.none() | st.floats(0, 50_000),
    target=st.sampled_from(("", "Z2", "@ 4:10/km", "threshold")),
)
ENTRIES = st.builds(
    Entry,
    date=st.integers(0, 20).map(lambda n: FIRST + dt.timedelta(days=n)),
    title=TITLES,
    description=TITLES,
    sport=st.sampled_from(("", "run", "bike", "strength", "other")),
    kind=st.sampled_from(("", "long run", "recovery")),
    distance_m=st.none() | st.floats(0, 100_000),
    duration_s=st.none() | st.floats(0, 40_000),
    steps=st.lists(STEPS, max_size=3).map(tuple),
    completed=st.booleans(),
)
CALENDARS = st.lists(ENTRIES, max_size=12).map(lambda entries: Calendar(entries=tuple(entries)))


def read(calendar: Calendar, runner: Runner | None = None, days: int = 28) -> tuple[Day, ...]:
    last = FIRST + dt.timedelta(days=days - 1)
    return read_days(calendar, runner or Runner(), packaged(), first=FIRST, last=last)


@given(CALENDARS)
def test_every_date_has_one_day_and_the_same_calendar_gives_the_same_days(calendar: Calendar) -> None:
    days = read(calendar)
    assert [day.date for day in days] == [FIRST + dt.timedelta(days=n) for n in range(28)]
    assert days == read(calendar)
    assert all(day.why for day in days)


@given(CALENDARS, st.integers(0, 20), st.sampled_from(("6 × 800 m", "Tempo 8 km", "10 x 400 m")))
def test_adding_a_hard_entry_never_makes_any_day_lighter(calendar: Calendar, n: int, title: str) -> None:
    calendar = replace(calendar, first=FIRST, last=FIRST + dt.timedelta(days=20))
    hard = Entry(date=FIRST + dt.timedelta(days=n), title=title)
    before, after = read(calendar), read(replace(calendar, entries=(*calendar.entries, hard)))
    assert RANK[after[n].demand] >= RANK[Demand.HARD]
    assert all(RANK[now.demand] >= RANK[then.demand] for then, now in zip(before, after, strict=True))


@given(TITLES.filter(str.strip), st.sampled_from(Demand), TITLES)
def test_a_treat_always_wins(title: str, demand: Demand, description: str) -> None:
    runner = Runner(treat={title: demand})
    (day,) = read(
        Calendar(entries=(Entry(date=FIRST, title=title, description=description),)), runner, days=1
    )
    assert day.demand is demand


@given(CALENDARS, st.dictionaries(st.sampled_from(WEEKDAYS), TITLES, max_size=7))
def test_any_profile_reads_any_calendar(calendar: Calendar, template: dict[str, str]) -> None:
    races = (Race(date=FIRST + dt.timedelta(days=27), distance="half"),)
    days = read(calendar, Runner(template=template, races=races))
    assert days[-1].demand is Demand.RACE


@given(TITLES, TITLES)
def test_a_run_of_reps_is_never_read_lightly_beside_whatever_words(before: str, after: str) -> None:
    words = f"{before}, 5 x 1000 m @ 5k pace"
    got = read_title(words, packaged()).demand
    light = {Demand.EASY, Demand.STRIDES, Demand.STRENGTH}
    assert got not in light or any(
        word in words.lower() for word in ("no", "walk", "bike", "rest", "or", "gym")
    )


@settings(max_examples=20)
@given(st.sampled_from(("1x", "400, ", "run 1 min walk ", "( ", "12 km @ ", "easy ", "é", "\u202e\x00")))
def test_a_title_of_a_megabyte_is_read_like_its_beginning(piece: str) -> None:
    huge = piece * (1_000_000 // len(piece))
    assert replace(read_title(huge, packaged()), own=()) == replace(
        read_title(huge[:300], packaged()), own=()
    )
    assert isinstance(read_title("Easy", packaged(), huge).own, tuple)


def test_own_work_is_a_frozen_word() -> None:
    assert all(isinstance(work, OwnWork) for work in read_title("8 x 100 m strides", packaged()).own)
