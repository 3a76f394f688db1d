"""Reports go out as JSON Lines and come back the same; what is wrong in one is named with its line."""

import datetime as dt
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.report import Completion, Form, Pain, PainKind, Report
from fullstride.formats.report_file import _Report, parse_reports, write_reports

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)
scales = st.none() | st.integers(0, 10)
counts = st.none() | st.integers(0, 500)
yes_no = st.none() | st.booleans()
pains = st.builds(
    Pain,
    place=words,
    level=st.integers(0, 10),
    kind=st.sampled_from(PainKind),
    worse_next_morning=st.booleans(),
)
reports = st.builds(
    Report,
    id=words.filter(bool),
    said_at=st.integers(1_577_836_800, 1_893_456_000).map(lambda at: dt.datetime.fromtimestamp(at, dt.UTC)),
    date=st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
    session=words,
    exercise=words,
    completion=st.none() | st.sampled_from(Completion),
    sets=counts,
    reps=counts,
    hard=scales,
    form=st.none() | st.sampled_from(Form),
    contacts_30m=counts,
    stopped_by=words,
    pain=st.none() | st.lists(pains, max_size=3).map(tuple),
    soreness=scales,
    soreness_48h=scales,
    sleep_h=st.none() | st.floats(0, 24),
    recovery_low=yes_no,
    ill=yes_no,
    injured=yes_no,
    cleared=st.lists(words.filter(bool), max_size=2).map(tuple),
    note=words,
)
GOOD = '"id": "a", "said_at": "2027-01-29T18:30:00+01:00", "date": "2027-01-29"'


def and_(more: str) -> str:
    """A good report with more in it."""
    return "{" + GOOD + ", " + more + "}"


@given(st.lists(reports, max_size=4))
def test_what_is_written_is_read_again(made: list[Report]) -> None:
    assert list(parse_reports(write_reports(made), "reports.jsonl")) == made


def test_every_part_of_a_report_can_be_sent() -> None:
    assert set(_Report.model_fields) == {field.name for field in fields(Report)}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: is not JSON"),
        ("[]", "line 2: should be an object"),
        ('{"id": "a"}', "line 2, said_at: is missing"),
        (and_('"hrad": 3'), "line 2: has a key 'hrad' that means nothing here; 'hard' would"),
        (and_('"hard": 11'), "line 2, hard: should be 10 or less"),
        (and_('"reps": -1'), "line 2, reps: should be 0 or more"),
        (and_('"hard": "6"'), "line 2, hard: should be a whole number"),
        (and_('"pain": [{"place": "shin", "level": 3}]'), "line 2, pain[0].kind: is missing"),
        ('{"id": "a", "said_at": "2027-01-29T18:30:00", "date": "2027-01-29"}', "its time zone"),
        ('{"id": "a", "said_at": "soon", "date": "2027-01-29"}', "should be an instant like"),
        ('{"id": "a", "said_at": "0001-01-01T00:00:00+14:00", "date": "2027-01-29"}', "should lie between"),
        ('{"id": "", "said_at": "2027-01-29T18:30:00Z", "date": "2027-01-29"}', "line 2, id: is empty"),
        ("[" * 100_000, "line 2: is not JSON"),
        ("\xff\xfe", "line 2: is not JSON"),
    ],
)
def test_what_is_wrong_in_a_line_is_named(line: str, said: str) -> None:
    data = b"{" + GOOD.encode() + b"}\n" + line.encode("latin-1") + b"\n"
    with pytest.raises(UnreadableInput) as error:
        list(parse_reports(data, "reports.jsonl"))
    assert str(error.value).startswith("reports.jsonl, line 2")
    assert said in str(error.value)
