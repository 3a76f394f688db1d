"""The same kinds of file as other programs and people write them: older, newer, half-dated, in tables."""

import datetime as dt
import json
from pathlib import Path

import pytest

from fullstride.domain.calendar import Calendar
from fullstride.domain.errors import UnreadableInput
from fullstride.formats.calendars import read_calendar
from fullstride.formats.titles import one_line, plain, race_distance_in, without_braces

SAMPLES = Path(__file__).parent / "samples" / "calendars"
RACE = dt.date(2027, 4, 18)  # a Sunday


def read(name: str, *, race: dt.date | None = RACE) -> Calendar:
    return read_calendar([SAMPLES / name], race=race, first=dt.date(2026, 12, 21), last=dt.date(2027, 5, 30))


def days(calendar: Calendar) -> list[tuple[str, str]]:
    """(month-day, title) of every entry."""
    return [(f"{entry.date:%m-%d}", entry.title) for entry in calendar.entries]


def test_calendar_hacks_older_files_keep_their_empty_days() -> None:
    calendar = read("hack_old.csv")
    assert days(calendar) == [
        ("04-13", "Run 7 miles"),
        ("04-15", "Endurance; 9 mi"),
        ("04-16", "Long at MP + 30 sec per mi"),
        ("04-17", "1.5 mi Warm Up; 12 x 400m; 1.5 mi Cool Down; (9 mi)"),
        ("04-18", "Goal race"),
    ]
    assert calendar.entries[0].distance_m == pytest.approx(7 * 1609.344, abs=0.1)
    assert (calendar.name, calendar.race_distance) == ("A short old plan", "half")


def test_calendar_hacks_spreadsheet_carries_a_date_in_every_cell() -> None:
    calendar = read("hack_export.csv", race=None)
    assert len(calendar.entries) == 12
    assert days(calendar)[1] == ("01-05", "Easy 5 mi with strides") and days(calendar)[-1] == (
        "01-17",
        "Marathon",
    )


def test_week_numbers_that_fall_count_down_to_the_race() -> None:
    calendar = read("planner_countdown.yaml")
    assert days(calendar) == [
        ("04-07", "LT"),
        ("04-11", "Easy + speed"),
        ("04-14", "Recovery"),
        ("04-18", "Goal marathon"),
    ]
    assert calendar.entries[0].steps[1].target == "@hr lt_hr (82-91% max_hr)"
    assert "8 x 100 m Strides" in calendar.entries[1].description


def test_numbered_sessions_with_dates_stand_on_them_and_need_no_race() -> None:
    calendar = read("planner_dated.yaml", race=None)
    assert days(calendar) == [("01-05", "Easy run"), ("01-07", "Short intervals")]
    assert calendar.problems == () and calendar.entries[0].sport == "running"


def test_a_planners_own_race_day_lays_it_back(tmp_path: Path) -> None:
    text = (SAMPLES / "planner_dated.yaml").read_text(encoding="utf-8")
    plan = tmp_path / "plan.yaml"
    plan.write_text("\n".join(line for line in text.split("\n") if "- date" not in line), encoding="utf-8")
    calendar = read_calendar([plan], race=None, first=dt.date(2026, 12, 21), last=RACE)
    assert calendar.last == dt.date(2027, 1, 17)


def test_tables_in_a_readme_are_weeks_and_their_headings_are_not() -> None:
    calendar = read("readme.md")
    assert len(calendar.entries) == 21
    assert days(calendar)[1] == ("03-30", "5km easy") and days(calendar)[5] == ("04-03", "9km long")
    assert days(calendar)[-1] == ("04-18", "Marathon") and calendar.race_distance == "marathon"


def test_days_that_name_their_weekday_stand_on_it() -> None:
    assert [f"{e.date:%a} {e.title}" for e in read("named_days.json").entries] == [
        "Tue Easy 5",
        "Thu Tempo",
        "Sun Long run",
        "Tue Easy 4",
        "Sun Marathon",
    ]


def test_weeks_whose_days_have_dates_need_no_race() -> None:
    easy, long = read("dated_weeks.json", race=None).entries
    assert (easy.date, easy.title, easy.description) == (dt.date(2027, 1, 5), "Easy 8 km", "soft ground")
    assert (long.title, long.distance_m, long.duration_s) == ("Long run 18 km", 18_000, 6600)


def test_a_mapping_from_dates_to_texts_is_a_calendar() -> None:
    calendar = read("by_date.json", race=None)
    assert days(calendar) == [("01-05", "45 min easy"), ("01-05", "core"), ("01-07", "1 h tempo")]


def test_lines_that_number_their_weeks() -> None:
    assert days(read("pasted_numbered.txt")) == [
        ("04-05", "5km"),
        ("04-06", "Rest"),
        ("04-11", "8km"),
        ("04-12", "5km"),
        ("04-18", "42.2 km race"),
    ]


@pytest.mark.parametrize(
    ("written", "unit", "read_as"),
    [
        ("Easy {5:8}", "mi", "Easy 5 mi"),
        ("Easy {5:8}", "km", "Easy 8 km"),
        ("Easy {8:5}", "km", "Easy 8 km"),
        ("Easy {8:5}", "mi", "Easy 5 mi"),
        ("{6}", "km", "6 km"),
        ("Easy {4.0:6.4} run", "mi", "Easy 4 mi run"),
        ("Long {10-12:16-19}", "mi", "Long 10-12 mi"),
        ("Easy: {4}-{6}", "mi", "Easy: 4-6 mi"),
        ("5-6 mile Easy Run {6}", "mi", "5-6 mile Easy Run (6 mi)"),
        ("Run {7} miles", "mi", "Run 7 miles"),
        ("General aerobic #9D", "mi", "General aerobic 9 mi"),
        ("x-train#1", "mi", "x-train#1"),
        ("no {braces", "mi", "no {braces"),
    ],
)
def test_placeholders_become_words(written: str, unit: str, read_as: str) -> None:
    assert without_braces(written, unit) == read_as


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("<b>5 x 1 km</b><br>easy", "5 x 1 km\neasy"),
        ("pace < 5:00 & steady > slow", "pace < 5:00 & steady > slow"),
        ("a &amp; b &lt; c", "a & b < c"),
        ("🏃 Easy\u200b run\u00a08\u2009km", "🏃 Easy run 8 km"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
    ],
)
def test_html_and_invisible_characters_go_and_emoji_stay(written: str, read_as: str) -> None:
    assert plain(written) == read_as


def test_a_title_over_several_lines_becomes_one() -> None:
    assert one_line("2 mi easy\n3 x 1 mi;\n2 mi easy") == "2 mi easy; 3 x 1 mi; 2 mi easy"


@pytest.mark.parametrize(
    ("text", "race"),
    [
        ("Half Marathon", "half"),
        ("pfitz_half_12_63", "half"),
        ("Marathon", "marathon"),
        ("frr_5k_01", "5k"),
        ("10K", "10k"),
        ("15k/10m", "15k"),
        ("ultra-80k-runnersworld", "80k"),
        ("800m", "800m"),
        ("Base", ""),
        ("week 3", ""),
    ],
)
def test_the_race_a_plan_is_for_is_read_from_its_name(text: str, race: str) -> None:
    assert race_distance_in(text) == race


def test_a_week_table_may_start_on_sunday(tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("Week,Sun,Mon,Tue,Wed,Thu,Fri,Sat\n1,long,rest,easy,easy,rest,easy,10k race\n")
    calendar = read_calendar([plan], race=dt.date(2027, 4, 17), first=dt.date(2026, 12, 21), last=RACE)
    assert [f"{e.date:%a} {e.title}" for e in calendar.entries][:2] == ["Sun long", "Mon rest"]
    assert calendar.last == dt.date(2027, 4, 17) and calendar.problems == ()


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("14 décembre 2026: footing", 14),
        ("lunes, 14 de diciembre: suave", 14),
        ("Mar 15.12. - Tempo", 15),
        ("maandag 14 december rustig", 14),
        ("Mo 14.12. locker", 14),
        ("12/15: easy", 15),
        ("2026-12-15T06:30:00+01:00 easy", 15),
        ("20261215 easy", 15),
        ("Dec 15th, easy", 15),
    ],
)
def test_dates_in_the_words_of_six_languages(line: str, day: int, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(line, encoding="utf-8")
    calendar = read_calendar([plan], race=None, first=dt.date(2026, 12, 1), last=RACE)
    assert [entry.date for entry in calendar.entries] == [dt.date(2026, 12, day)]


def test_fractions_below_a_dated_line_are_no_dates(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "Monday, December 14: hills\n3/4 mile warm-up\n10/10 effort up\nTuesday, December 15: rest\n"
    )
    calendar = read_calendar([plan], race=None, first=dt.date(2026, 12, 1), last=RACE)
    assert [entry.description for entry in calendar.entries] == ["3/4 mile warm-up\n10/10 effort up", ""]


@pytest.mark.parametrize("end", ["10k race, Rest", "Half marathon, Rest", "Race day, easy, Rest"])
def test_rest_after_the_race_does_not_move_the_race(end: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    days_ = ["Rest", "Easy with race pace", "Rest", "Easy", "Marathon pace 5 km", *end.split(", ")]
    plan.write_text(f'{{"workouts": {days_!r}}}'.replace("'", '"'))
    calendar = read_calendar([plan], race=RACE, first=dt.date(2026, 12, 21), last=RACE)
    assert [e.title for e in calendar.entries if e.date == RACE] == [days_[5]] and calendar.problems == ()


def test_rows_of_week_and_weekday_are_laid_back_on_their_weekdays() -> None:
    calendar = read("week_rows.csv")
    assert [f"{e.date:%m-%d %a} {e.title}" for e in calendar.entries] == [
        "04-05 Mon Rest",
        "04-06 Tue Easy",
        "04-10 Sat Long",
        "04-12 Mon Rest",
        "04-14 Wed Tempo",
        "04-18 Sun 10k race",
    ]
    assert calendar.entries[1].distance_m == pytest.approx(6437.4) and calendar.problems == ()


def test_rows_of_numbered_weeks_and_days() -> None:
    calendar = read("numbered_rows.csv")
    assert days(calendar) == [("04-05", "Ruhe"), ("04-06", "Dauerlauf, 8 km"), ("04-18", "Halbmarathon")]
    assert calendar.race_distance == "half"


@pytest.mark.parametrize(
    "written", ["5-Jan-27", "05-Jan-2027", "05.01.27", "5 Jan 2027", "Tue, Jan 5 2027", "1/5/27"]
)
def test_spreadsheets_write_dates_in_their_own_ways(written: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text(f'sep=;\nDate;Workout\n"{written}";Easy\n"2027-01-20";Rest\n', encoding="utf-8")
    calendar = read_calendar([plan], race=None, first=dt.date(2026, 12, 21), last=RACE)
    assert [entry.date for entry in calendar.entries] == [dt.date(2027, 1, 5), dt.date(2027, 1, 20)]


def test_a_plan_may_name_its_own_race_day_and_tell_its_unit_in_its_words() -> None:
    calendar = read("own_race_day.yaml", race=None)
    assert calendar.last == RACE and calendar.race_distance == "marathon"
    assert days(calendar)[1] == ("04-06", "Lactate threshold 8.5 mi")
    assert calendar.entries[3].distance_m == pytest.approx(8 * 1609.344, abs=0.1)


def test_sessions_without_days_are_spread_over_the_week_and_it_is_said() -> None:
    calendar = read("sessions_only.json")
    assert [f"{e.date:%a} {e.title}" for e in calendar.entries] == [
        "Tue Easy does it",
        "Thu Sevens",
        "Sun Ten",
        "Wed Big day run",
        "Sun 10K Race",
    ]
    assert calendar.entries[1].description == "5:00 Warm Up, 3 x 7:00 5K Pace"
    assert "spread over it" in calendar.problems[0].text


def test_several_plans_in_one_file_are_refused(tmp_path: Path) -> None:
    plan = tmp_path / "plans.json"
    plan.write_text(json.dumps([{"workouts": ["easy"] * 84}, {"workouts": ["long"] * 84}]))
    with pytest.raises(UnreadableInput, match="of several plans, keep one"):
        read_calendar([plan], race=RACE, first=dt.date(2026, 12, 21), last=RACE)


def test_tables_of_days_in_a_readme() -> None:
    calendar = read("days.md", race=None)
    assert days(calendar) == [
        ("01-04", "Rest"),
        ("01-05", "Easy 8 km"),
        ("01-11", "Rest"),
        ("01-12", "Tempo"),
    ]
    assert calendar.problems == ()


def test_a_time_of_day_is_no_duration(tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("Date,Time,Workout\n2027-01-05,06:30,Easy\n2027-01-06,45 min,Easy\n")
    calendar = read_calendar([plan], race=None, first=dt.date(2026, 12, 21), last=RACE)
    assert [entry.duration_s for entry in calendar.entries] == [None, 2700]
    plan = tmp_path / "plan.json"
    plan.write_text('[{"date": "2027-01-05", "time": "06:30", "title": "Easy", "duration": 40}]')
    calendar = read_calendar([plan], race=None, first=dt.date(2026, 12, 21), last=RACE)
    assert [entry.duration_s for entry in calendar.entries] == [2400]


def test_a_training_platforms_events_are_in_metres_and_seconds(tmp_path: Path) -> None:
    plan = tmp_path / "events.json"
    event = {
        "start_date_local": "2027-01-05T00:00:00",
        "name": "6 x 800 m",
        "type": "Run",
        "category": "WORKOUT",
    }
    plan.write_text(
        json.dumps([{**event, "distance": 9500, "moving_time": 3000, "description": "2 min jog"}])
    )
    (entry,) = read_calendar([plan], race=None, first=dt.date(2026, 12, 21), last=RACE).entries
    assert (entry.date, entry.title, entry.kind) == (dt.date(2027, 1, 5), "6 x 800 m", "run")
    assert (entry.distance_m, entry.duration_s, entry.description) == (9500, 3000, "2 min jog")
