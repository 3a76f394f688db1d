"""Dates and amounts come back as they were written, however they were written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.formats.calendar_dates import find_at_start, resolve, whole
from fullstride.formats.quantities import distance_in_title, distance_m, duration_s

NEAR = dt.date(2026, 12, 14)
LONG = ("{:%A}, {:%B %d}", "{:%a} {:%d %b}", "{:%A}, {:%d. %B}", "{:%a} {:%d.%m.}")
DATED = (
    "{:%Y-%m-%d}",
    "{:%Y%m%d}",
    "{:%d.%m.%Y}",
    "{:%B %d, %Y}",
    "{:%d %b %Y}",
    "{:%d-%b-%y}",
    "{:%Y/%m/%d}",
)


@given(
    start=st.dates(NEAR - dt.timedelta(days=150), NEAR + dt.timedelta(days=150)), style=st.sampled_from(LONG)
)
def test_days_without_a_year_fall_near_today_on_their_weekdays(start: dt.date, style: str) -> None:
    meant = [start + dt.timedelta(days=n) for n in range(0, 120, 3)]
    written = [whole(style.format(day, day)) for day in meant]
    assert None not in written
    found, remark = resolve([w for w in written if w], NEAR)
    assert (found, remark) == (meant, "")


@given(date=st.dates(dt.date(1980, 1, 1), dt.date(2100, 12, 31)), style=st.sampled_from(DATED))
def test_a_whole_date_is_that_date(date: dt.date, style: str) -> None:
    if "%y" in style and not 2000 <= date.year < 2100:
        return
    written = whole(style.format(date))
    assert written is not None
    assert resolve([written], NEAR) == ([date], "")


@given(
    start=st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
    style=st.sampled_from(["{:%d/%m/%Y}", "{:%m/%d/%Y}", "{:%m/%d/%y}"]),
)
def test_three_weeks_of_slashes_show_which_side_the_month_is_on(start: dt.date, style: str) -> None:
    meant = [start + dt.timedelta(days=n) for n in range(21)]
    written = [whole(style.format(day)) for day in meant]
    assert resolve([w for w in written if w], NEAR)[0] == meant


def test_a_year_far_away_is_remarked_upon() -> None:
    written = whole("Monday, December 11")
    assert written is not None
    dates, remark = resolve([written], dt.date(2026, 11, 23))
    assert dates == [dt.date(2028, 12, 11)] and "no year; read as 2028" in remark


@pytest.mark.parametrize(
    "text",
    ["6 miles", "5 x 1000 m", "3/4 mile", "10k", "1.5 h", "99/99/2026", "2026", "tomorrow", "", "5:30 pace"],
)
def test_what_is_no_date_is_no_date(text: str) -> None:
    found = find_at_start(text)
    assert found is None or resolve([found], NEAR)[0] == [None]


@pytest.mark.parametrize("text", ["30.2.2027", "2027-13-01", "0001-01-01", "9999-12-31", "31 June 2027"])
def test_days_that_do_not_exist_are_none(text: str) -> None:
    written = whole(text)
    assert written is None or resolve([written], NEAR)[0] == [None]


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("5 mi", 8046.7),
        ("10-12 km", 11_000),
        ("8k", 8000),
        ("7.25K", 7250),
        ("1,5 km", 1500),
        ("12/14 km", 13_000),
        ("26.2 miles", 42_164.8),
        ("400 m", 400),
        ("3 x 5k", None),
        ("0 miles", None),
        ("6", None),
        ("far", None),
    ],
)
def test_distances(text: str, metres: float | None) -> None:
    assert distance_m(text) == metres


@pytest.mark.parametrize(
    ("title", "metres"),
    [
        ("Long run, 22 km", 22_000),
        ("Long Run — 12.0 mi", 19_312.1),
        ("🏃 Easy • 2.3km", 2300),
        ("Tempo (8 km)", 8000),
        ("6 miles", 9656.1),
        ("WU 2 km, 5 x 1 km, CD 1 km", None),
        ("5 x 1 km", None),
        ("8 km, w/ 6min TUT", None),
    ],
)
def test_distances_set_apart_in_a_title(title: str, metres: float | None) -> None:
    assert distance_in_title(title) == metres


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0:45", 2700),
        ("1:05:00", 3900),
        ("45", 2700),
        ("45 min", 2700),
        ("1h30", 5400),
        ("1.5 h", 5400),
        ("25m - 30m", 1650),
        ("25-30 min", 1650),
        ("90s", 90),
        ("3'", 180),
        ("PT45M", 2700),
        ("soon", None),
        ("", None),
        ("100 h", None),
    ],
)
def test_durations(text: str, seconds: float | None) -> None:
    assert duration_s(text) == seconds


@pytest.mark.parametrize(
    ("line", "date", "rest"),
    [
        ("So 6.12. 20 km langsam", dt.date(2026, 12, 6), " 20 km langsam"),
        ("Mo 14.12. 45 min locker", dt.date(2026, 12, 14), " 45 min locker"),
        ("Mi 16.12. 15 km TDL", dt.date(2026, 12, 16), " 15 km TDL"),
        ("14.12. 10x400 m", dt.date(2026, 12, 14), " 10x400 m"),
        ("14.12. 2000 m schwimmen", dt.date(2026, 12, 14), " 2000 m schwimmen"),
        ("14.12.10 x 400 m", dt.date(2026, 12, 14), "10 x 400 m"),
        ("14.12.25 12 km", dt.date(2025, 12, 14), " 12 km"),
        ("14.12.25: 12 km", dt.date(2025, 12, 14), ": 12 km"),
        ("14.12. 2025 12 km", dt.date(2025, 12, 14), " 12 km"),
        ("14. 12. 2025: 12 km", dt.date(2025, 12, 14), ": 12 km"),
    ],
)
def test_an_amount_after_day_and_month_is_no_year(line: str, date: dt.date, rest: str) -> None:
    written = find_at_start(line)
    assert written is not None
    assert resolve([written], NEAR)[0] == [date]
    assert line[written.length :] == rest
