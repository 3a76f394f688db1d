"""Our own line reader for single ICS events and the iCalendar libraries agree about everything they share."""

import datetime as dt
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from fullstride.formats.calendar_ics import read_ics
from fullstride.formats.ics_event import local_date
from fullstride.formats.ics_lines import components
from fullstride.formats.ics_recurrence import rule_parts, trouble_with

SAMPLES = sorted((Path(__file__).parent / "samples" / "calendars").glob("*.ics"))
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.ics"))
SHARED = sorted(
    (Path(__file__).resolve().parents[2] / "shared" / "data" / "interop" / "samples").glob("*.ics")
)
FIRST, LAST = dt.date(2026, 6, 1), dt.date(2028, 6, 1)


def as_date(value: dt.date | dt.datetime) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


@pytest.mark.parametrize("path", [*SAMPLES, *EXAMPLES, *SHARED], ids=lambda path: path.name)
def test_single_events_have_the_words_and_dates_that_the_library_finds(path: Path) -> None:
    text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    _, ours = components(text, frozenset({"VEVENT"}))
    theirs = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert len(ours) == len(theirs)
    for mine, their in zip(ours, theirs, strict=True):
        for key in ("SUMMARY", "DESCRIPTION", "UID", "STATUS"):
            assert mine.words(key) == str(their.get(key, ""))
        start = their.get("DTSTART")
        written = mine.get("DTSTART")
        if isinstance(start, icalendar.prop.vDDDTypes) and written is not None:
            assert local_date(written, None) == (as_date(start.dt), isinstance(start.dt, dt.datetime))


TEXTS = st.text(
    alphabet=st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\u0085"),
    min_size=1,
    max_size=200,
)


@given(titles=st.lists(TEXTS, min_size=1, max_size=5), start=st.dates(FIRST, LAST - dt.timedelta(days=9)))
def test_what_the_library_writes_we_read_back(titles: list[str], start: dt.date) -> None:
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//test//EN")
    for number, title in enumerate(titles):
        event = icalendar.Event()
        event.add("uid", f"u{number}")
        event.add("summary", title)
        event.add("dtstart", start + dt.timedelta(days=number))
        calendar.add_component(event)
    text = calendar.to_ical().decode("utf-8").replace("\r\n", "\n")
    _, events = components(text, frozenset({"VEVENT"}))
    assert [event.words("SUMMARY") for event in events] == titles
    dates = [event.get("DTSTART").value for event in events]  # type: ignore[union-attr]
    assert dates == [f"{start + dt.timedelta(days=n):%Y%m%d}" for n in range(len(titles))]


WEEKDAY_LISTS = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), unique=True, max_size=7)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules a person could make in a calendar program."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 4))}"]
    days = draw(WEEKDAY_LISTS)
    if days and freq == "WEEKLY":
        parts.append(f"BYDAY={','.join(days)}")
    if days and freq == "MONTHLY":
        parts.append(f"BYDAY={draw(st.integers(1, 4))}{days[0]}")
    if not days and freq == "MONTHLY":
        parts.append(f"BYMONTHDAY={draw(st.integers(1, 28))}")
    end = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    if end == "COUNT":
        parts.append(f"COUNT={draw(st.integers(1, 60))}")
    if end == "UNTIL":
        parts.append(f"UNTIL={draw(st.dates(FIRST, LAST)):%Y%m%d}")
    return ";".join(parts)


@given(rule=rules(), start=st.dates(dt.date(2024, 1, 1), LAST), skip=st.dates(FIRST, LAST))
def test_repeats_are_laid_out_as_the_library_does(rule: str, start: dt.date, skip: dt.date) -> None:
    event = (
        f"BEGIN:VEVENT\nUID:one\nDTSTART;VALUE=DATE:{start:%Y%m%d}\nRRULE:{rule}\n"
        f"EXDATE;VALUE=DATE:{skip:%Y%m%d}\nSUMMARY:Run\nEND:VEVENT\n"
    )
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n{event}END:VCALENDAR\n"
    ours = [e.date for e in read_ics(text, "test.ics", first=FIRST, last=LAST).entries]
    calendar = icalendar.Calendar.from_ical(text.replace("\n", "\r\n"))
    window = recurring_ical_events.of(calendar).between(
        FIRST - dt.timedelta(days=60), LAST + dt.timedelta(days=1)
    )
    assert sorted(ours) == sorted(as_date(e["DTSTART"].dt) for e in window)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9",
        "FREQ=WEEKLY;BYDAY=5MO",
        "FREQ=YEARLY;BYWEEKNO=60",
        "FREQ=SECONDLY",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;COUNT=-1",
        "nonsense",
    ],
)
def test_rules_that_might_never_find_a_day_are_not_followed(rule: str) -> None:
    assert trouble_with(rule_parts(rule))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;BYDAY=MO,WE,FR;WKST=SU",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=4;BYDAY=3SU",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=DAILY;BYDAY=MO,TU",
    ],
)
def test_rules_that_people_use_are_followed(rule: str) -> None:
    assert trouble_with(rule_parts(rule)) == ""


def test_one_broken_event_loses_no_other() -> None:
    good = "BEGIN:VEVENT\nUID:{n}\nDTSTART:2027010{n}\nSUMMARY:Run {n}\nEND:VEVENT\n"
    broken = "BEGIN:VEVENT\nUID:x\nDTSTART;TZID=:2027\nRRULE:FREQ=;;\nSUMMARY\nEND:VEVENT\n"
    cut_off = "BEGIN:VEVENT\nUID:y\nDTSTART:20270109\nSUMMARY:Cut off"
    text = f"BEGIN:VCALENDAR\n{good.format(n=1)}{broken}{good.format(n=2)}{cut_off}"
    calendar = read_ics(text, "test.ics", first=dt.date(2027, 1, 1), last=dt.date(2027, 2, 1))
    assert [e.title for e in calendar.entries] == ["Run 1", "Run 2", "Cut off"]
    assert len(calendar.problems) >= 2


def test_two_series_with_one_uid_are_both_kept() -> None:
    series = (
        "BEGIN:VEVENT\nUID:same\nDTSTART:2027010{n}\nRRULE:FREQ=WEEKLY;COUNT=2\nSUMMARY:Run {n}\nEND:VEVENT\n"
    )
    text = f"BEGIN:VCALENDAR\n{series.format(n=4)}{series.format(n=5)}END:VCALENDAR\n"
    calendar = read_ics(text, "test.ics", first=dt.date(2027, 1, 1), last=dt.date(2027, 2, 1))
    assert sorted(e.title for e in calendar.entries) == ["Run 4", "Run 4", "Run 5", "Run 5"]


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("X-WR-TIMEZONE:America/New_York\n", 3),
        ("X-WR-TIMEZONE:Eastern Standard Time\n", 3),
        ("X-WR-TIMEZONE:Asia/Tokyo\n", 4),
        ("", 4),
    ],
)
def test_a_time_in_utc_falls_on_the_day_of_the_calendars_own_zone(zone: str, day: int) -> None:
    event = "BEGIN:VEVENT\nUID:u\nDTSTART:20270104T013000Z\nSUMMARY:Track\nEND:VEVENT\n"
    text = f"BEGIN:VCALENDAR\n{zone}{event}END:VCALENDAR\n"
    calendar = read_ics(text, "test.ics", first=dt.date(2027, 1, 1), last=dt.date(2027, 2, 1))
    assert [e.date for e in calendar.entries] == [dt.date(2027, 1, day)]
    assert bool(calendar.problems) == (zone == "")


@pytest.mark.parametrize("limit", ["MAX_SERIES", "MAX_PERIODS", "MAX_OCCURRENCES"])
def test_past_a_limit_a_series_keeps_its_first_date_and_says_so(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"fullstride.formats.ics_recurrence.{limit}", 1 if limit == "MAX_SERIES" else 60)
    series = (
        "BEGIN:VEVENT\nUID:{n}\nDTSTART:2027010{n}\nRRULE:FREQ=WEEKLY;COUNT=40\nSUMMARY:Run {n}\nEND:VEVENT\n"
    )
    text = f"BEGIN:VCALENDAR\n{''.join(series.format(n=n) for n in (4, 5, 6))}END:VCALENDAR\n"
    calendar = read_ics(text, "test.ics", first=dt.date(2027, 1, 1), last=dt.date(2027, 12, 1))
    assert {e.title for e in calendar.entries} == {"Run 4", "Run 5", "Run 6"}
    assert sum(e.title == "Run 6" for e in calendar.entries) == 1
    assert all("its first date was read" in problem.text for problem in calendar.problems)
    assert calendar.problems
