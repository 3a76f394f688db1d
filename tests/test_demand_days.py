"""A day is what its entries, the profile and its week make of it together."""

import datetime as dt

import pytest

from fullstride.domain.calendar import Calendar, Day, Demand, Entry, Step, StepKind, Sure
from fullstride.domain.runner import Race, Runner
from fullstride.plan.demand import read_days
from fullstride.rules.lexicon import packaged

MONDAY = dt.date(2027, 1, 4)
ONE_DAY = dt.timedelta(days=1)


def entry(title: str, day: int = 0, **more: object) -> Entry:
    return Entry(date=MONDAY + day * ONE_DAY, title=title, **more)  # type: ignore[arg-type]


def read(*entries: Entry, runner: Runner | None = None, days: int = 1, before: int = 0) -> tuple[Day, ...]:
    first, last = MONDAY - before * ONE_DAY, MONDAY + (days - 1) * ONE_DAY
    return read_days(Calendar(entries=entries), runner or Runner(), packaged(), first=first, last=last)


def week(*titles: str, runner: Runner | None = None) -> list[Demand]:
    entries = [entry(title, day) for day, title in enumerate(titles) if title]
    return [day.demand for day in read(*entries, runner=runner, days=len(titles))]


def test_every_date_gets_one_day_and_no_other() -> None:
    days = read(entry("Easy", 2), days=9, before=3)
    assert [day.date for day in days] == [MONDAY + n * ONE_DAY for n in range(-3, 9)]
    assert read(days=0) == ()


def test_the_highest_demand_of_a_date_wins_and_the_runs_are_added_up() -> None:
    (day,) = read(entry("Easy 5 km"), entry("6 x 800 m, 10 km"), entry("Core"))
    assert (day.demand, day.distance_m, day.title) == (Demand.HARD, 15_000, "6 x 800 m, 10 km")
    assert [work.exercise for work in day.own] == []


def test_a_double_in_one_title_is_added_up_and_stays_easy() -> None:
    (day,) = read(entry("AM 8 mi easy / PM 5 mi easy"))
    assert day.demand is Demand.EASY
    assert day.distance_m == pytest.approx(13 * 1609.344)


@pytest.mark.parametrize(
    ("title", "km", "minutes"),
    [
        ("10 km", 10, None),
        ("8-9 mi", 8.5 * 1.609344, None),
        ("{8-9:13-14} easy", 8.5 * 1.609344, None),
        ("45 min", None, 45),
        ("1h30 easy", None, 90),
        ("1:30 run", None, 90),
        ("3 km + 6 x 1 km + 3 km", 12, None),
        ("10 km with 5 km tempo", 10, None),
        ("2 mi WU, 4 mi tempo, 2 mi CD", 8 * 1.609344, None),
        ("Marathon pace 12 km, 16 km in all", 16, None),
        ("10 km @ 5k pace", 10, None),
        ("6 x 800 m", None, None),
        ("14 km, 4 x 1.6 km", 14, None),
        ("8 mi with 20 min at threshold pace", 8 * 1.609344, None),
    ],
)
def test_amounts_are_read_out_of_titles(title: str, km: float | None, minutes: int | None) -> None:
    (day,) = read(entry(title))
    assert day.distance_m == (pytest.approx(km * 1000) if km else None)
    assert day.duration_s == (minutes * 60 if minutes else None)


def test_what_was_planned_counts_and_not_its_completed_twin() -> None:
    planned = entry("Run: Easy 45 min", sport="run", duration_s=2700.0)
    done = entry("Run: Easy 45 min", sport="run", duration_s=2900.0, completed=True)
    (day,) = read(done, planned)
    assert day.duration_s == 2700
    (alone,) = read(done)
    assert alone.duration_s == 2900


def test_an_appointment_beside_training_does_not_count() -> None:
    assert read(entry("Easy 8 km"), entry("Dinner with Anna"))[0].demand is Demand.EASY
    assert read(entry("Easy 8 km"), entry("Water the plants"))[0].demand is Demand.EASY


APPOINTMENTS = (
    "Race condition debugging",
    "Sprint planning",
    "Sprint retro",
    "Marathon meeting with legal",
    "Marathon planning session",
    "Long weekend begins",
    "Easy listening concert",
    "Tempo concert",
    "Run errands",
    "Hill family visit",
    "Book club: Born to Run",
    "Lunch: 5k budget review",
    "Netflix marathon",
    "Marathon expo",
    "Race number pick-up",
    "Speed awareness course",
)


@pytest.mark.parametrize("title", APPOINTMENTS)
def test_an_appointment_that_sounds_like_training_is_no_training(title: str) -> None:
    assert read(entry(title), runner=Runner(empty=Demand.EASY))[0].demand is Demand.EASY
    (day,) = read(entry(title), entry("Easy run 8 km"))
    assert (day.demand, day.title, day.distance_m) == (Demand.EASY, "Easy run 8 km", 8000)


@pytest.mark.parametrize(
    ("title", "demand"),
    [
        ("bank holiday long run", Demand.LONG),
        ("Long weekend run 20 km", Demand.LONG),
        ("Long run (visit parents)", Demand.LONG),
        ("Hill repeats", Demand.HARD),
        ("Club run", Demand.HARD),
        ("Sprint session", Demand.HARD),
        ("Tempo + dinner", Demand.HARD),
        ("Tempo, dinner at seven", Demand.HARD),
        ("Race: City 10k", Demand.RACE),
        ("Race day, dinner at eight", Demand.RACE),
        ("Marathon", Demand.RACE),
        ("Easy run then run errands", Demand.EASY),
    ],
)
def test_training_that_names_an_appointment_stays_training(title: str, demand: Demand) -> None:
    assert read(entry(title))[0].demand is demand


def test_a_date_with_nothing_but_an_appointment_is_empty_and_with_a_riddle_unknown() -> None:
    runner = Runner(empty=Demand.EASY)
    assert read(entry("Dentist"), runner=runner)[0].demand is Demand.EASY
    assert read(entry("Dinner with Anna, 2 h"))[0].demand is Demand.REST
    assert read(entry("Tempelhof"))[0].demand is Demand.UNKNOWN
    assert read(entry("Dentist"), runner=Runner(treat={"dentist": Demand.HARD}))[0].demand is Demand.HARD
    assert read(entry("Birthday run 8 km"))[0].demand is Demand.EASY


def test_the_words_that_decided_are_quoted_as_they_were_written() -> None:
    assert read(entry("6 × 800 m"))[0].why == "“6 × 800 m” means repetitions"


def test_an_empty_date_is_what_the_runner_says_it_is() -> None:
    entries = (entry("Easy"), entry("Easy", 2))
    assert read(*entries, days=3)[1].demand is Demand.REST
    assert read(*entries, days=3, runner=Runner(empty=Demand.EASY))[1].demand is Demand.EASY


def test_outside_the_calendar_a_date_is_unknown_unless_the_runner_has_run() -> None:
    before, _ = read(entry("Easy"), before=1)
    assert (before.demand, before.in_calendar) == (Demand.UNKNOWN, False)
    before, _ = read(entry("Easy"), before=1, runner=Runner(running_base_weeks=12))
    assert (before.demand, before.in_calendar) == (Demand.REST, False)


def test_outside_the_calendar_the_week_of_the_profile_is_read_as_words_and_as_titles() -> None:
    runner = Runner(template={"mon": "rest", "tue": "6 x 800 m", "wed": "strides", "thu": "unknown"})
    days = read(runner=runner, days=4)
    wanted = [Demand.REST, Demand.HARD, Demand.STRIDES, Demand.UNKNOWN]
    assert [day.demand for day in days] == wanted
    assert all(day.in_calendar for day in days)
    assert [work.exercise for work in days[2].own] == ["strides"]


def test_the_runner_overrides_a_reading_and_the_longest_name_wins() -> None:
    runner = Runner(treat={"Club night": Demand.HARD, "club night (easy)": Demand.EASY})
    assert read(entry("CLUB  night"), runner=runner)[0].demand is Demand.HARD
    assert read(entry("Run: Club night, 8 km"), runner=runner)[0].demand is Demand.HARD
    assert read(entry("Club night (easy)"), runner=runner)[0].demand is Demand.EASY
    assert read(entry("Clubbing nights"), runner=runner)[0].demand is Demand.UNKNOWN


def test_a_race_of_the_profile_makes_the_day_a_race() -> None:
    runner = Runner(races=(Race(date=MONDAY, distance="half"),))
    (day,) = read(entry("Long run 20 km"), runner=runner)
    assert (day.demand, day.race_distance_m, day.sure) == (Demand.RACE, 21097.5, Sure.CLEAR)
    assert read(runner=runner)[0].demand is Demand.RACE


@pytest.mark.parametrize(
    ("title", "metres"),
    [
        ("10k race", 10_000),
        ("8 km race", 8_000),
        ("10 mile race", 16_093.44),
        ("Half Marathon", 21_097.5),
        ("Halbmarathon", 21_097.5),
        ("Marathon", 42_195),
        ("8-15 km tune-up race", 15_000),
        ("8K-15K tune-up race (total 9-13 mi)", 15_000),
        ("Race day", None),
    ],
)
def test_a_race_carries_its_distance(title: str, metres: float | None) -> None:
    (day,) = read(entry(title))
    assert day.demand is Demand.RACE
    assert day.race_distance_m == (pytest.approx(metres) if metres else None)


@pytest.mark.parametrize(
    ("title", "metres", "sure"),
    [
        ("Frankfurt Halbmarathon", 21_097.5, Sure.LIKELY),
        ("Semi-marathon de Paris", 21_097.5, Sure.LIKELY),
        ("Media maratón de Madrid", 21_097.5, Sure.LIKELY),
        ("Maratona di Roma", 42_195, Sure.LIKELY),
        ("26.2", 42_195, Sure.LIKELY),
        ("10 km de Paris", 10_000, Sure.LIKELY),
        ("Great City Half", 21_097.5, Sure.LIKELY),
        ("Silvesterlauf", None, Sure.LIKELY),
        ("Silvesterlauf 10 km", 10_000, Sure.LIKELY),
        ("Corrida de Houilles", None, Sure.LIKELY),
        ("Volkslauf", None, Sure.CLEAR),
        ("Turkey Trot", None, Sure.CLEAR),
    ],
)
def test_a_race_with_a_name_is_a_race_even_beside_the_weekly_long_run(
    title: str, metres: float | None, sure: Sure
) -> None:
    for day in (*read(entry(title)), *read(entry("Long run 20 km"), entry(title))):
        assert (day.demand, day.title, day.sure) == (Demand.RACE, title, sure)
        assert day.race_distance_m == (pytest.approx(metres) if metres else None)
        assert day.distance_m is None or day.distance_m == metres


@pytest.mark.parametrize(
    "title",
    [
        "Halbmarathon Training",
        "10 km de footing",
        "8 mi marathon",
        "10 km HM",
        "Second half",
        "Corrida leve 8 km",
    ],
)
def test_training_that_borrows_the_name_of_a_race_is_no_race(title: str) -> None:
    assert read(entry(title))[0].demand is not Demand.RACE


def test_a_plan_that_ends_as_far_as_a_marathon_ends_with_a_race() -> None:
    month = [entry("8 km", day) for day in range(27)]
    ends = {
        title: read(*month, entry(title, 27), days=28)[-1]
        for title in ("42 km", "Run 42.5 km", "13.1 mi", "21 km", "Long run 21 km", "30 km")
    }
    races = [title for title, day in ends.items() if day.demand is Demand.RACE]
    assert races == ["42 km", "Run 42.5 km", "13.1 mi", "21 km"]
    assert ends["42 km"].sure is Sure.LIKELY
    assert read(entry("8 km"), entry("21 km", 6), days=7)[-1].demand is Demand.LONG


def test_a_choice_is_kept_and_the_more_demanding_is_planned_for() -> None:
    (day,) = read(entry("Easy 6 km or cross-train"))
    assert (day.demand, day.alternatives) == (Demand.EASY, (Demand.CROSS,))
    assert "planned for the more demanding" in day.why
    assert read(entry("Rest or 5 km easy"))[0].demand is Demand.REST
    assert read(entry("X-train or rest"))[0].demand is Demand.CROSS
    assert read(entry("5 km easy or rest"))[0].demand is Demand.EASY


def test_the_longest_plain_run_of_a_week_is_long_where_it_stands_out() -> None:
    plain = week("6 km", "", "8 km", "7 km", "", "6 km", "14 km")
    assert plain[-1] is Demand.LONG
    assert set(plain[:-1]) == {Demand.EASY, Demand.REST}
    assert week("8 km", "8 km", "9 km", "8 km", "9 km")[-1] is Demand.EASY


def test_a_growing_plan_does_not_hide_its_first_long_runs() -> None:
    small, big = ("5 km", "5 km", "5 km", "", "", "9 km", ""), ("9 km", "9 km", "9 km", "", "", "22 km", "")
    found = week(*small, *big, *big, *big)
    assert found[5] is Demand.LONG


def test_a_three_kilometre_long_run_of_a_taper_is_easy() -> None:
    assert week("6 km easy", "6 km easy", "5 km easy", "3 km long run")[-1] is Demand.EASY


def test_an_endurance_run_is_medium_and_the_longest_of_a_week_long() -> None:
    found = week("Easy 8 km", "Endurance 12 km", "Easy 8 km", "Easy 8 km", "Endurance 19 km")
    assert (found[1], found[4]) == (Demand.MEDIUM, Demand.LONG)


def test_a_very_long_easy_run_is_long_but_two_easy_runs_of_a_day_are_not() -> None:
    assert read(entry("Easy 26 km"))[0].demand is Demand.LONG
    assert read(entry("Easy 12 km"), entry("Easy 11 km"))[0].demand is Demand.EASY


WORK, REST = StepKind.WORK, StepKind.RECOVERY


@pytest.mark.parametrize(
    ("title", "steps", "demand"),
    [
        ("Session 4", (Step(kind=WORK, times=6, distance_m=800.0), Step(kind=REST, times=6)), Demand.HARD),
        ("Session 4", (Step(kind=WORK, duration_s=2400.0, target="Z2"),), Demand.EASY),
        ("Session 4", (Step(kind=WORK, duration_s=1200.0, target="threshold"),), Demand.HARD),
        (
            "Jogging",
            (Step(kind=WORK, duration_s=2400.0), Step(kind=WORK, times=5, distance_m=100.0)),
            "strides",
        ),
        ("Jogging", (Step(kind=WORK, duration_s=2400.0), Step(kind=StepKind.OTHER, note="stretch")), "easy"),
    ],
)
def test_a_structured_workout_is_read_by_its_steps(
    title: str, steps: tuple[Step, ...], demand: Demand
) -> None:
    assert read(entry(title, steps=steps, sport="run"))[0].demand == demand


def test_the_sport_of_the_source_counts() -> None:
    assert read(entry("Tempo intervals", sport="bike"))[0].demand is Demand.CROSS
    assert read(entry("Session 3", sport="strength"))[0].demand is Demand.STRENGTH
    assert read(entry("Session 3", sport="run"))[0].demand is Demand.UNKNOWN


def test_the_type_of_the_source_counts() -> None:
    assert read(entry("Triple fun", kind="intervals"))[0].demand is Demand.HARD
    assert read(entry("Breaking barriers", kind="recovery run"))[0].demand is Demand.EASY


def test_a_weak_description_never_raises_a_clear_title_and_repetitions_do() -> None:
    tomorrow = entry("Easy run", description="Take it slow, intervals tomorrow. The long run is on Sunday.")
    assert read(tomorrow)[0].demand is Demand.EASY
    assert read(entry("Easy run", description="Then 6 x 800 m"))[0].demand is Demand.HARD
