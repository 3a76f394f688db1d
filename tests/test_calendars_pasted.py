"""Lines pasted from anywhere, in words: dates in several ways, weekdays, headings."""

import datetime as dt
from pathlib import Path

import pytest

from fullstride.domain.calendar import Calendar
from fullstride.formats.calendars import read_calendar

SAMPLES = Path(__file__).parent / "samples" / "calendars"
FIRST, LAST = dt.date(2026, 12, 21), dt.date(2027, 5, 30)
RACE = dt.date(2027, 4, 18)  # a Sunday


def read(*names: str, race: dt.date | None = RACE) -> Calendar:
    return read_calendar([SAMPLES / name for name in names], race=race, first=FIRST, last=LAST)


def days(calendar: Calendar) -> list[tuple[str, str]]:
    """(month-day, title) of every entry."""
    return [(f"{entry.date:%m-%d}", entry.title) for entry in calendar.entries]


def test_pasted_lines_get_the_year_that_fits_their_weekdays() -> None:
    calendar = read("pasted.txt")
    assert days(calendar) == [
        ("12-28", "6 miles"),
        ("12-29", "6 x 400 m"),
        ("12-30", "Rest (0 miles)"),
        ("01-04", "5 miles"),
        ("01-10", "26.2 miles"),
    ]
    assert calendar.first == dt.date(2026, 12, 28) and calendar.problems == ()
    assert calendar.entries[1].description == "walk between them"


def test_pasted_german_lines() -> None:
    assert days(read("pasted_deutsch.txt")) == [
        ("01-04", "Dauerlauf locker 8 km"),
        ("01-05", "5 x 1000 m"),
        ("01-06", "Ruhetag"),
    ]


def test_pasted_weekdays_are_laid_back_from_the_race_or_forward_from_week_headings() -> None:
    laid = days(read("pasted_weekdays.txt"))
    assert laid[0] == ("04-05", "rest") and laid[-1] == ("04-18", "Half marathon")
    dated = days(read("pasted_weeks_of.txt", race=None))
    assert dated[0] == ("01-04", "rest") and dated[-1] == ("01-17", "10 km race")


def pasted(tmp_path: Path, text: str) -> Calendar:
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    return read_calendar([path], race=None, first=dt.date(2026, 11, 23), last=LAST)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Wed Dec 16: 8x400\nThu Dec 17: 5 mi recovery\nFriday 12/18: 5 x 1 mile\nSat 12/19: long 20\n",
            [("12-16", "8x400"), ("12-17", "5 mi recovery"), ("12-18", "5 x 1 mile"), ("12-19", "long 20")],
        ),
        (
            "So 6.12.: 20 km lang\nSo 13.12: 26 km lang\nSo 20.12 28 km lang\n",
            [("12-06", "20 km lang"), ("12-13", "26 km lang"), ("12-20", "28 km lang")],
        ),
        (
            "Monday 14th December: Rest\nTuesday 15th: 5 miles\nThursday 31st: 3 miles\nFriday 1st: Rest\n",
            [("12-14", "Rest"), ("12-15", "5 miles"), ("12-31", "3 miles"), ("01-01", "Rest")],
        ),
    ],
)
def test_one_pasted_text_may_write_its_dates_in_several_ways(
    tmp_path: Path, text: str, expected: list[tuple[str, str]]
) -> None:
    calendar = pasted(tmp_path, text)
    assert days(calendar) == expected
    assert calendar.problems == ()


def test_a_pasted_day_without_a_date_that_can_be_read_is_no_part_of_the_day_before(tmp_path: Path) -> None:
    text = (
        "Monday, December 14: Easy 8 km\nDo 4 x 100 m strides\n10/10 effort\nTue 99-99: 5 miles\n"
        "Wednesday, December 16: Rest\nThursday, December 17: 6 miles\n"
    )
    calendar = pasted(tmp_path, text)
    assert days(calendar) == [("12-14", "Easy 8 km"), ("12-16", "Rest"), ("12-17", "6 miles")]
    assert calendar.entries[0].description == "Do 4 x 100 m strides\n10/10 effort"
    assert [(one.place, one.text) for one in calendar.problems] == [
        (
            "line 4",
            "'Tue 99-99: 5 miles' starts with a weekday but has no date that can be read; it was left out",
        )
    ]
