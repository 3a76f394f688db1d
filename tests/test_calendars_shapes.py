"""Every shape of calendar file reads to the right days, words and amounts."""

import datetime as dt
from pathlib import Path

import pytest

from fullstride.domain.calendar import Calendar, Entry, StepKind
from fullstride.domain.errors import UnreadableInput
from fullstride.formats.calendars import read_calendar

SAMPLES = Path(__file__).parent / "samples" / "calendars"
FIRST, LAST = dt.date(2026, 12, 21), dt.date(2027, 5, 30)
RACE = dt.date(2027, 4, 18)  # a Sunday
UNDATED = [
    "hack.json",
    "hack.yaml",
    "after_race.json",
    "weeks.json",
    "coded.json",
    "flat.ts",
    "offsets.js",
    "strings.js",
    "quick_plan.csv",
    "planner.yaml",
    "countdown.csv",
    "pasted_weekdays.txt",
]


def read(*names: str, race: dt.date | None = RACE) -> Calendar:
    return read_calendar([SAMPLES / name for name in names], race=race, first=FIRST, last=LAST)


def days(calendar: Calendar) -> list[tuple[str, str]]:
    """(month-day, title) of every entry."""
    return [(f"{entry.date:%m-%d}", entry.title) for entry in calendar.entries]


def titled(calendar: Calendar, title: str) -> Entry:
    return next(entry for entry in calendar.entries if entry.title == title)


def read_on(day: dt.date, name: str) -> Calendar:
    return read_calendar([SAMPLES / name], race=None, first=day, last=LAST)


def test_trainingpeaks_gives_sport_amounts_and_what_is_done() -> None:
    calendar = read_on(dt.date(2027, 1, 7), "trainingpeaks.ics")
    assert days(calendar) == [
        ("01-04", "Steady ten"),
        ("01-05", "Easy with strides"),
        ("01-06", "Gym after work"),
        ("01-10", "Harbour Half Marathon"),
    ]
    easy = titled(calendar, "Easy with strides")
    assert (easy.sport, easy.distance_m, easy.duration_s, easy.completed) == ("run", 9500, 3000, False)
    assert "Keep it conversational, then 4 x 20 s strides on grass." in easy.description
    assert (
        titled(calendar, "Gym after work").completed
        and titled(calendar, "Gym after work").sport == "strength"
    )


def test_a_time_of_day_in_the_future_is_a_plan_and_not_a_record() -> None:
    assert not titled(read_on(dt.date(2027, 1, 5), "trainingpeaks.ics"), "Gym after work").completed


def test_a_completed_double_is_folded_into_its_planned_twin() -> None:
    calendar = read_on(dt.date(2027, 1, 7), "trainingpeaks.ics")
    steady = titled(calendar, "Steady ten")
    assert steady.completed and steady.distance_m == pytest.approx(9977.9)
    assert [s.why for s in calendar.skipped] == ["the completed double of a planned session"]


def test_runna_dates_without_a_type_are_days_and_its_html_is_gone() -> None:
    calendar = read("runna.ics")
    assert days(calendar) == [("01-05", "🏃 Easy Run • 6km"), ("01-07", "🏃 Kilometre Repeats • 8.5km")]
    assert [(e.distance_m, e.duration_s) for e in calendar.entries] == [(6000, 2250), (8500, 2880)]
    assert calendar.entries[1].description.endswith("5 x 1 km\nwith 90s walking & jogging")


def test_banners_notes_cancelled_and_repeated_events_are_left_out_with_a_reason() -> None:
    calendar = read("banners.ics")
    assert days(calendar) == [("01-04", "Rest"), ("01-05", "Tempo 8 km"), ("01-08", "Long run")]
    assert {s.title: s.why for s in calendar.skipped} == {
        "Training Week 1 - Distance: 40 km": "a banner over 7 days",
        "Tempo 8 km": "stands twice on this day",
        "Track with the club": "cancelled",
        "Bins go out": "a note that takes no time and names no training",
        "Plan Ends": "a heading, not training",
    }


def test_repeats_exceptions_zones_and_broken_events_in_one_calendar() -> None:
    calendar = read("repeats.ics")
    assert days(calendar) == [
        ("02-28", "Long run"),
        ("03-01", "Breathe"),
        ("03-02", "Evening track, written in UTC"),
        ("03-14", "Run in the hour that does not exist"),
        ("03-14", "Long run"),
        ("03-22", "Long run moved to Monday"),
        ("03-31", "Last working day: time trial"),
        ("04-30", "Last working day: time trial"),
    ]
    texts = " ".join(f"{p.place} {p.text}" for p in calendar.problems)
    assert "starts on 'soon'" in texts and "has no start date" in texts and "repeats 'secondly'" in texts
    assert calendar.name == "Club"


def test_a_table_with_a_heading_reads_row_by_row() -> None:
    calendar = read("plain.csv")
    assert days(calendar) == [
        ("01-04", "Rest"),
        ("01-05", "Easy run, 8 km"),
        ("01-06", "Intervals"),
        ("01-31", "Half marathon"),
    ]
    assert calendar.entries[1].distance_m == 8000 and calendar.entries[1].description == "on the towpath"
    assert (calendar.first, calendar.last) == (dt.date(2027, 1, 4), dt.date(2027, 1, 31))


def test_a_german_table_in_windows_letters_with_semicolons_and_commas_in_numbers() -> None:
    calendar = read("deutsch.csv")
    run = titled(calendar, "Dauerlauf")
    assert (run.date, run.description) == (dt.date(2027, 1, 5), "locker über die Höhe")
    assert (run.distance_m, run.duration_s) == (8500, 3000)
    assert titled(calendar, "Intervalle").duration_s == 3600


def test_an_export_names_its_units_in_the_heading() -> None:
    easy, long = read("export.csv").entries
    assert (easy.sport, easy.distance_m, easy.duration_s) == ("run", 10_000, 3600)
    assert easy.description == "chat pace\nall the way" and not easy.completed and long.completed


def test_a_table_with_month_first_is_seen_from_its_days() -> None:
    assert days(read("month_first.csv")) == [("01-12", "Easy"), ("01-17", "Long")]
    assert [round(e.distance_m or 0) for e in read("month_first.csv").entries] == [8047, 17703]


def test_calendar_hack_is_laid_back_from_the_race_without_braces() -> None:
    calendar = read("hack.json")
    assert (calendar.first, calendar.last) == (dt.date(2027, 4, 5), RACE)
    titles = [entry.title for entry in calendar.entries]
    assert titles[1:7] == [
        "Easy 5 mi",
        "Fast 6-8 mi with 4 x 1 mi",
        "Rest",
        "Easy: 4-6 mi",
        "Easy 3 mi",
        "Long 10 mi",
    ]
    assert not any("{" in entry.title + entry.description for entry in calendar.entries)
    assert calendar.entries[2].distance_m == pytest.approx(7 * 1609.344, abs=0.1)
    assert calendar.entries[4].distance_m == pytest.approx(5 * 1609.344, abs=0.1)
    assert calendar.entries[2].kind == "speedwork" and calendar.entries[2].place == "week 1, day 3"
    assert (calendar.name, calendar.race_distance) == ("Two weeks to a 10K", "10k")


def test_calendar_hack_in_yaml_uses_kilometres_where_the_plan_does() -> None:
    calendar = read("hack.yaml")
    assert days(calendar)[1] == ("04-13", "Easy 8 km") and days(calendar)[4] == ("04-16", "Tempo in 4:45")
    assert calendar.entries[2].distance_m == 10_000 and calendar.race_distance == "half"


def test_a_plan_that_goes_on_after_its_race_has_the_race_on_the_race_date() -> None:
    calendar = read("after_race.json")
    assert titled(calendar, "5K goal race").date == RACE
    assert calendar.last == RACE + dt.timedelta(days=8)


def test_a_plan_that_names_no_race_is_laid_back_and_says_so(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text('{"weeks": [["Rest", "Easy", "Rest", "Easy", "Rest", "Easy", "Long run"]]}')
    calendar = read_calendar([plan], race=RACE, first=FIRST, last=LAST)
    assert calendar.last == RACE and "names no race" in calendar.problems[0].text


def test_the_last_day_that_only_ends_a_plan_is_its_race_when_it_has_a_distance(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(
        '{"units": "mi", "schedule": [{"workouts": '
        '[{"title": "Easy"}, {"title": "Plan Ends", "distance": 26.2}]}]}'
    )
    assert days(read_calendar([plan], race=RACE, first=FIRST, last=LAST))[-1] == ("04-18", "Goal race")


def test_weeks_of_days_with_type_summary_and_speed() -> None:
    calendar = read("weeks.json")
    assert len(calendar.entries) == 14 and calendar.race_distance == "marathon"
    assert titled(calendar, "10 km").description == "10 km, including 15min T"
    assert titled(calendar, "Intervals").description == "5 x 1 km\nat 5K pace"
    assert titled(calendar, "14/16 km").distance_m == 15_000


def test_types_without_titles_are_spelled_out_and_a_misleading_label_is_not_used() -> None:
    calendar = read("coded.json")
    assert [entry.title for entry in calendar.entries] == [
        "Rest",
        "General aerobic run 8 mi",
        "Rest",
        "General aerobic run 9 mi",
        "Rest",
        "Rest",
        "Race! 26.2 mi",
    ]


def test_a_typescript_export_is_read_and_not_run() -> None:
    calendar = read("flat.ts")
    assert calendar.name == "One week, flat list" and calendar.race_distance == "half"
    assert days(calendar)[3] == ("04-15", 'Tempo 10 kilometers w/ 20 min at "threshold"')
    assert [e.distance_m for e in calendar.entries][:3] == [None, 12_000, 6000]


def test_days_with_an_offset_leave_gaps() -> None:
    assert [day for day, _ in days(read("offsets.js"))] == ["04-12", "04-13", "04-15", "04-17", "04-18"]


def test_weeks_of_bare_strings() -> None:
    assert days(read("strings.js"))[-2:] == [("04-17", "Rest"), ("04-18", "5-K Race")]


def test_quick_plan_steps_are_read_and_reused_by_name() -> None:
    calendar = read("quick_plan.csv")
    first, second = (e for e in calendar.entries if e.title == "12k, 3x 1.6k @T")
    assert [(s.kind, s.times, s.distance_m) for s in first.steps] == [
        (StepKind.WARMUP, 1, 2000),
        (StepKind.WORK, 3, 1600),
        (StepKind.RECOVERY, 3, 800),
        (StepKind.COOLDOWN, 1, None),
    ]
    assert first.steps[1].target == "@ 4:40-4:20" and first.sport == "running"
    assert second.steps == first.steps and second.date - first.date == dt.timedelta(days=7)
    assert titled(calendar, "90 min run").duration_s == 5400
    assert titled(calendar, "gym").description == "bring shoes"
    assert days(calendar)[-1] == ("04-18", "Race day!") and len(calendar.entries) == 8


def test_a_week_table_with_dates_needs_no_race() -> None:
    calendar = read("dated_weeks.csv", race=None)
    assert len(calendar.entries) == 14
    assert days(calendar)[0] == ("01-04", "Ruhe") and days(calendar)[-1] == ("01-17", "langer Lauf 20 km")


def test_a_week_table_says_when_its_weekdays_had_to_move() -> None:
    calendar = read("quick_plan.csv", race=dt.date(2027, 4, 17))
    assert calendar.last == dt.date(2027, 4, 17)
    assert "ends on a Sunday and your race is on a Saturday" in calendar.problems[0].text


def test_numbered_sessions_are_spread_over_the_week_and_it_is_said() -> None:
    calendar = read("planner.yaml")
    assert [f"{e.date:%a} {e.title}" for e in calendar.entries] == [
        "Tue Intervals",
        "Wed Jogging",
        "Fri Hills",
        "Sun Long run",
        "Wed Jogging",
        "Sun Race",
    ]
    assert "does not name their days" in calendar.problems[0].text
    hills = titled(calendar, "Hills")
    assert (hills.steps[1].times, hills.steps[1].duration_s, hills.steps[1].note) == (10, 20, "Uphill")
    assert hills.duration_s is None and titled(calendar, "Long run").duration_s == 4500
    intervals = titled(calendar, "Intervals")
    assert intervals.steps[1].target == "in 3:30" and intervals.steps[3].target == "@ easy (6:30-5:50)"


def test_a_countdown_to_the_race_places_its_key_sessions() -> None:
    calendar = read("countdown.csv")
    assert [f"{e.date:%m-%d} {e.title[:2]}" for e in calendar.entries] == [
        "04-04 Q1",
        "04-07 Q2",
        "04-11 Q1",
        "04-13 Q2",
        "04-18 Ra",
    ]
    assert calendar.entries[0].distance_m == 16_000 and "have no days" not in calendar.entries[0].description
    assert "easy running has no days" in calendar.problems[0].text


@pytest.mark.parametrize("name", UNDATED)
def test_a_plan_without_dates_asks_for_the_race(name: str) -> None:
    with pytest.raises(UnreadableInput, match=r"--race DATE"):
        read(name, race=None)


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_every_sample_reads_to_days_in_order_inside_its_span(path: Path) -> None:
    calendar = read_calendar([path], race=RACE, first=FIRST, last=LAST)
    dates = [entry.date for entry in calendar.entries]
    assert dates and dates == sorted(dates) and (dates[0], dates[-1]) == (calendar.first, calendar.last)
    assert all(entry.title and entry.place for entry in calendar.entries)


def test_several_files_become_one_calendar_without_doubles() -> None:
    alone, both = read("plain.csv"), read("plain.csv", "plain.csv", "runna.ics")
    assert len(both.entries) == len(alone.entries) + 2
    assert [s.why for s in both.skipped] == ["stands twice on this day"] * len(alone.entries)


@pytest.mark.parametrize(
    "mark", ["UID:bounding-1@fullstride", "UID:copy-77@calendar.example\nCATEGORIES:Fullstride"]
)
def test_sessions_of_an_earlier_plan_are_no_part_of_the_runners_own_calendar(
    tmp_path: Path, mark: str
) -> None:
    ours = f"BEGIN:VEVENT\n{mark}\nDTSTART;VALUE=DATE:20270121\nSUMMARY:Bounding 3 × 30 m\nEND:VEVENT\n"
    own = "BEGIN:VEVENT\nUID:1@club\nDTSTART;VALUE=DATE:20270122\nSUMMARY:Easy 8 km\nEND:VEVENT\n"
    path = tmp_path / "plan.ics"
    path.write_text(f"BEGIN:VCALENDAR\n{ours}{own}END:VCALENDAR\n", encoding="utf-8")
    calendar = read_calendar([path], race=None, first=FIRST, last=LAST)
    assert days(calendar) == [("01-22", "Easy 8 km")]
    assert [(one.title, one.why) for one in calendar.skipped] == [
        ("Bounding 3 × 30 m", "Fullstride's own session")
    ]


def test_a_quote_that_is_never_closed_costs_no_row(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "date,title,description\n"
        '2027-01-04,Easy,"six\nseven"\n'
        '2027-01-05,"Long 20 km,flat\n'
        '2027-01-06,Rest,"off, really"\n'
        '2027-01-07,6" hurdle hops,\n'
        '2027-01-08,"Easy 8 km\n'
        "2027-01-09,Rest,\n",
        encoding="utf-8",
    )
    calendar = read_calendar([path], race=None, first=FIRST, last=LAST)
    assert [(one.date.day, one.title, one.description) for one in calendar.entries] == [
        (4, "Easy", "six\nseven"),
        (5, "Long 20 km", "flat"),
        (6, "Rest", "off, really"),
        (7, '6" hurdle hops', ""),
        (8, "Easy 8 km", ""),
        (9, "Rest", ""),
    ]
    assert [(one.place, one.text) for one in calendar.problems] == [
        ("line 4", "opens a quote and never closes it; read without it"),
        ("line 7", "opens a quote and never closes it; read without it"),
    ]
