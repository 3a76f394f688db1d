"""The calendar feed: what subscribers rely on from one export to the next."""

import datetime as dt
from dataclasses import replace

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made_plans as made
from fullstride.domain.errors import UnreadableInput
from fullstride.domain.session import Dose, Session
from fullstride.formats.ics_feed import Feed, write_feed
from fullstride.guide.script import write_scripts

NOW = dt.datetime(2026, 12, 1, 10, 30, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 12, 9, 7, 0, tzinfo=dt.UTC)


def feed(sessions: list[Session], previous: bytes | None = None, now: dt.datetime = NOW) -> Feed:
    return write_feed(made.plan(*sessions), write_scripts(sessions, made.BOOK), previous, now)


def events(content: bytes) -> dict[str, icalendar.Event]:
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(content).events}


def test_a_session_is_an_all_day_event_that_ends_the_day_after() -> None:
    content = feed([made.session("bounding")]).content
    event = events(content)["bounding-1@fullstride"]
    assert event.decoded("DTSTART") == dt.date(2027, 1, 29)
    assert event.decoded("DTEND") == dt.date(2027, 1, 30)
    assert b"DTSTART;VALUE=DATE:20270129\r\n" in content
    assert (event["TRANSP"], event["STATUS"], event["SEQUENCE"]) == ("TRANSPARENT", "CONFIRMED", 0)
    assert event["SUMMARY"] == "Bounding 3 × 30\u2009m"


def test_the_text_holds_cues_rest_stop_rules_and_reasons_with_grades() -> None:
    text = str(events(feed([made.session("bounding")]).content)["bounding-1@fullstride"]["DESCRIPTION"])
    for words in (
        "rest 3\u2009min or more",
        "Push long",
        "Any sharp pain or limp.",
        "A  Thursday is not hard: fresh legs. (bounding.before.hard; The article (Lundstrom))",
        "not a medical device",
        "48 ground contacts",
    ):
        assert words in text


@given(made.sessions_lists())
@settings(max_examples=40)
def test_lines_are_folded_at_75_octets_and_end_in_crlf(sessions: list[Session]) -> None:
    content = feed(sessions).content
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    content.decode()


def test_the_calendar_says_its_name_its_uid_and_how_often_to_look() -> None:
    content = feed([made.session()]).content
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Fullstride: Marathon, Sunday 18 April 2027"
    assert calendar["UID"] == "plan@fullstride"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in content
    assert calendar["METHOD"] == "PUBLISH"


@given(made.sessions_lists())
@settings(max_examples=60)
def test_exporting_again_without_a_change_gives_the_same_bytes(sessions: list[Session]) -> None:
    first = feed(sessions)
    again = feed(sessions, first.content, LATER)
    assert again.content == first.content
    assert (again.changed, again.cancelled) == (0, 0)


@given(made.sessions_lists(), made.sessions_lists())
@settings(max_examples=60)
def test_whatever_changes_sequence_rises_by_one_or_stays(before: list[Session], after: list[Session]) -> None:
    """And an event's stamps move exactly when its sequence does."""
    old = feed(before)
    new = feed(after, old.content, LATER)
    for uid, event in events(new.content).items():
        was = events(old.content).get(uid)
        if was is None:
            assert event["SEQUENCE"] == 0
            continue
        step = event["SEQUENCE"] - was["SEQUENCE"]
        assert step in (0, 1)
        assert (event.decoded("DTSTAMP") == LATER) == (step == 1)
        assert event["LAST-MODIFIED"].dt == event["DTSTAMP"].dt
        same = all(event[name] == was[name] for name in ("SUMMARY", "DESCRIPTION", "DTSTART", "STATUS"))
        assert same == (step == 0)
    assert feed(after, new.content, LATER + dt.timedelta(days=1)).content == new.content


def test_a_move_is_an_update_of_the_same_event() -> None:
    session = made.session("bounding")
    old = feed([session])
    new = feed([replace(session, date=session.date + dt.timedelta(days=2))], old.content, LATER)
    event = events(new.content)["bounding-1@fullstride"]
    assert len(events(new.content)) == 1
    assert (event["SEQUENCE"], event.decoded("DTSTART")) == (1, dt.date(2027, 1, 31))


def test_what_left_the_plan_is_cancelled_once_and_comes_back_alive() -> None:
    strides, bounding = made.session("strides", day=1), made.session("bounding")
    full = feed([strides, bounding])
    without = feed([bounding], full.content, LATER)
    gone = events(without.content)["strides-1@fullstride"]
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", 1)
    assert without.cancelled == 1
    assert feed([bounding], without.content, LATER + dt.timedelta(days=9)).content == without.content
    back = events(feed([strides, bounding], without.content, LATER).content)["strides-1@fullstride"]
    assert (back["STATUS"], back["SEQUENCE"]) == ("CONFIRMED", 2)


def test_days_before_a_plan_begins_are_history_and_stay() -> None:
    old = feed([made.session("strides", day=1), made.session("bounding", day=11)])
    later = made.plan(first=made.MONDAY + dt.timedelta(days=7))
    new = write_feed(later, (), old.content, LATER)
    statuses = {uid: str(event["STATUS"]) for uid, event in events(new.content).items()}
    assert statuses == {"strides-1@fullstride": "CONFIRMED", "bounding-1@fullstride": "CANCELLED"}


def test_events_of_the_runner_in_the_same_file_stay_as_they_are() -> None:
    old = feed([made.session()]).content
    dentist = b"BEGIN:VEVENT\r\nUID:x@y\r\nDTSTART:20270202T090000\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\n"
    mixed = old.replace(b"END:VCALENDAR", dentist + b"END:VCALENDAR")
    new = feed([], mixed, LATER)
    assert events(new.content)["x@y"]["SUMMARY"] == "Dentist"
    assert "STATUS" not in events(new.content)["x@y"]


WHOLE = feed([made.session("strides", day=1), made.session("bounding")]).content


@pytest.mark.parametrize(
    "previous",
    [
        b"",
        b"\0\1\2",
        b"hello",
        WHOLE[: len(WHOLE) // 2],
        WHOLE[:-20],
        WHOLE.replace(b"VALUE=DATE:2027", b"VALUE=DATE:20x7"),
        b"BEGIN:VCALENDAR\r\n" * 5000,
        b"BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n",
    ],
)
def test_an_earlier_file_that_is_no_calendar_is_not_written_over(previous: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"old\.ics"):
        write_feed(made.plan(), (), previous, NOW, "old.ics")


@given(st.binary(max_size=120), st.integers(0, len(WHOLE)))
@settings(max_examples=60)
def test_a_damaged_earlier_file_ends_in_a_feed_or_in_one_sentence(noise: bytes, at: int) -> None:
    try:
        made_feed = write_feed(made.plan(), (), WHOLE[:at] + noise + WHOLE[at:], NOW, "old.ics")
    except UnreadableInput as error:
        assert "\n" not in str(error)
    else:
        icalendar.Calendar.from_ical(made_feed.content)


def test_every_session_tells_what_a_calendar_cannot_hold() -> None:
    losses = feed([made.session("strides", order=2), made.session("bounding", order=1)]).losses
    assert {lost.session for lost in losses} == {"strides-1", "bounding-1"}
    assert any("order" in lost.what for lost in losses)


def test_two_on_a_day_say_which_comes_first() -> None:
    content = feed([made.session("strides", order=80), made.session("bounding", order=20)]).content
    titles = {uid: str(event["SUMMARY"]) for uid, event in events(content).items()}
    assert titles["bounding-1@fullstride"].endswith("(1 of 2)")
    assert titles["strides-1@fullstride"].endswith("(2 of 2)")


def test_a_plan_that_says_no_rest_gets_the_rule_books_and_says_so() -> None:
    session = made.session("strides", rest_s=None, dose=Dose(sets=1, reps=4, work_s=20.0))
    text = str(events(feed([session]).content)["strides-1@fullstride"]["DESCRIPTION"])
    assert "rest 80\u2009s or more, by our rule book" in text


OTHERS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Club//EN\r\nBEGIN:VEVENT\r\nUID:dentist@club\r\n"
    b"DTSTAMP:20261201T100000Z\r\nDTSTART:20270129T090000\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_a_calendar_that_we_had_no_part_in_is_not_written_into() -> None:
    with pytest.raises(UnreadableInput, match=r"^plan\.ics: holds another calendar; name another folder$"):
        write_feed(made.plan(), (), OTHERS, NOW, "plan.ics")
