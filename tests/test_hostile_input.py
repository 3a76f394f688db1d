"""Whatever a file holds, reading it ends in a calendar or in one sentence that names the file."""

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fullstride.domain.calendar import Calendar
from fullstride.domain.errors import BadUsage, UnreadableInput
from fullstride.formats import reading
from fullstride.formats.calendars import read_calendar
from fullstride.formats.profile import read_profile

SAMPLES = sorted((Path(__file__).parent / "samples" / "calendars").iterdir())
FIRST, LAST, RACE = dt.date(2026, 12, 21), dt.date(2027, 12, 20), dt.date(2027, 4, 18)
ICS = "BEGIN:VCALENDAR\nVERSION:2.0\n{}END:VCALENDAR\n"
GOOD = ICS.format("BEGIN:VEVENT\nUID:g\nDTSTART:20270105\nSUMMARY:Easy run\nEND:VEVENT\n")
SUFFIXES = [".ics", ".csv", ".json", ".yaml", ".txt", ".ts", ""]


def event(rule: str, start: str = "20270105") -> str:
    return ICS.format(f"BEGIN:VEVENT\nUID:u\nDTSTART:{start}\nRRULE:{rule}\nSUMMARY:Run\nEND:VEVENT\n")


REFUSED: dict[str, bytes] = {
    "empty.ics": b"",
    "spaces.csv": b" \n\n \t\n",
    "zip.ics": b"PK\x03\x04" + bytes(range(256)),
    "gzip.json": b"\x1f\x8b" + bytes(range(256)),
    "plan.pdf": b"%PDF-1.7\n" + bytes(range(256)),
    "letter.rtf": b"{\\rtf1\\ansi Monday, December 14: easy}",
    "page.html": b"<!DOCTYPE html>\n<p>Monday, December 14: easy</p>\n",
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "run.fit": bytes([14, 32, 0, 0, 0, 0, 0, 0]) + b".FIT" + bytes(100),
    "noise.csv": bytes((i * 37 + i * i) % 256 for i in range(5000)),
    "nul.ics": GOOD.encode().replace(b"Easy", b"Ea\0sy"),
    "wrong_mark.txt": b"\xff\xfe" + b"odd number of bytes",
    "prose.txt": b"I like running.\nIt rains a lot here.\n",
    "numbers.csv": b"1,2,3\n4,5,6\n",
    "scalar.json": b"3",
    "text.json": b'"a plan"',
    "cut_off.json": b'{"schedule": [{"workouts": [{"title": "Easy"},',
    "brackets.json": b"[" * 100_000,
    "braces.json": b'{"weeks":' * 20_000 + b"1" + b"}" * 20_000,
    "long_number.json": b'{"weeks": [[1' + b"0" * 10_000 + b"]]}",
    "nothing.json": b'{"schedule": []}',
    "nulls.json": b'{"weeks": [[null, null, null, null, null, null, null]]}',
    "deep.yaml": b"schedule: " + b"[" * 50_000,
    "bomb.yaml": b"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nschedule: [*b,*b,*b,*b,*b]\n",
    "tag.yaml": b"schedule: !!python/object/apply:os.system ['true']\n",
    "own_tag.yaml": b"schedule: !boom [1]\n",
    "two.yaml": b"schedule: []\n---\nschedule: []\n",
    "tabs.yaml": b"schedule:\n\t- x\n",
    "call.ts": b"export default makePlan(1, 2)\n",
    "spread.ts": b"export default [...weeks, ...more]\n",
    "long_line.csv": b"date,title\n2027-01-05," + b"x" * 3_000_000,
    "not_ics.ics": b"hello there\n",
}
READ: dict[str, bytes] = {
    "utf8_mark.ics": b"\xef\xbb\xbf" + GOOD.encode(),
    "utf16.ics": GOOD.encode("utf-16"),
    "utf16_unmarked.csv": "date,title\n2027-01-05,Easy\n".encode("utf-16-le"),
    "windows.csv": "date,title\n2027-01-05,Dauerlauf über die Höhe\n".encode("cp1252"),
    "old_mac.csv": b"date,title\r2027-01-05,Easy\r2027-01-06,Rest\r",
    "mixed_ends.ics": GOOD.replace("\n", "\r\n", 2).encode(),
    "no_events.ics": b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
    "year_1.ics": event("FREQ=DAILY", "00010101").encode(),
    "year_9999.ics": event("FREQ=DAILY", "99991231").encode(),
    "secondly.ics": event("FREQ=SECONDLY").encode(),
    "billion.ics": event("FREQ=DAILY;COUNT=1000000000").encode(),
    "never.ics": event("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30").encode(),
    "garbage_rule.ics": event(";;UNTIL==").encode(),
    "gap.ics": GOOD.replace("DTSTART:20270105", "DTSTART;TZID=Europe/Berlin:20270328T023000").encode(),
    "nested.ics": (ICS.format("BEGIN:VEVENT\n" * 3000)).encode(),
    "alarms.ics": (ICS.format("BEGIN:VALARM\n" * 3000)).encode(),
    "same_uid.ics": ICS.format(
        "".join(
            f"BEGIN:VEVENT\nUID:u\nDTSTART:2027010{n}\nSUMMARY:Run {n}\nEND:VEVENT\n" for n in range(1, 9)
        )
    ).encode(),
    "far_dates.csv": b"date,title\n0001-01-01,Easy\n9999-12-31,Rest\n2027-01-05,Easy\n",
    "no_such_day.csv": b"date,title\n2027-02-30,Easy\n2027-01-05,Easy\n",
    "quote_never_closed.csv": b'date,title\n2027-01-05,"Easy\n2027-01-06,Rest\n',
    "trailing_comma.json": b'[["Rest", "Easy", "Rest", "Easy", "Rest", "Rest", "10k race",],]',
}


def read(*paths: Path, race: dt.date | None = RACE) -> Calendar:
    return read_calendar(paths, race=race, first=FIRST, last=LAST)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_calendar_is_refused_in_one_sentence_that_names_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(REFUSED[name])
    with pytest.raises(UnreadableInput) as refusal:
        read(path)
    sentence = str(refusal.value)
    assert name in sentence and "\n" not in sentence and len(sentence) < 500


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_but_readable_is_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(READ[name])
    calendar = read(path)
    assert calendar.entries or calendar.problems
    assert all(FIRST - dt.timedelta(days=400) <= entry.date <= LAST for entry in calendar.entries)
    assert all(problem.file == str(path) and "\n" not in problem.text for problem in calendar.problems)


def test_a_line_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    path = tmp_path / "far.csv"
    path.write_bytes(READ["far_dates.csv"])
    assert [problem.place for problem in read(path).problems] == ["line 2", "line 3"]


def test_a_gigabyte_in_one_line_is_not_read_at_all(tmp_path: Path) -> None:
    path = tmp_path / "huge.ics"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    with pytest.raises(UnreadableInput, match="1000 MB"):
        read(path)


def test_folders_links_pipes_and_missing_files_never_block(tmp_path: Path) -> None:
    (tmp_path / "folder.ics").mkdir()
    (tmp_path / "link.ics").symlink_to(tmp_path / "gone.ics")
    os.mkfifo(tmp_path / "pipe.ics")
    reasons = {
        "folder.ics": "is a folder",
        "link.ics": "link to a file that is gone",
        "pipe.ics": "not an ordinary file",
        "missing.ics": "no such file",
        "n" * 300: "can't be opened",
        "nul\0.ics": "can't be",
        "plain.ics/inside.ics": "can't be opened",
    }
    (tmp_path / "plain.ics").write_text(GOOD)
    for name, reason in reasons.items():
        with pytest.raises(UnreadableInput, match=reason):
            read(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "locked.ics"
    path.write_text(GOOD)
    path.chmod(0)
    with pytest.raises(UnreadableInput, match="permissions"):
        read(path)


def test_a_file_that_grows_past_the_limit_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "grows.ics"
    path.write_text(GOOD)
    small = os.stat_result([*path.stat()[:6], 10, *path.stat()[7:10]])
    monkeypatch.setattr(Path, "stat", lambda *_, **__: small)
    with pytest.raises(UnreadableInput, match="is the most"):
        reading.read_bytes(path, limit=20)


def test_good_files_survive_beside_an_unreadable_one(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.ics", tmp_path / "bad.ics"
    good.write_text(GOOD)
    calendar = read(bad, good)
    assert [entry.title for entry in calendar.entries] == ["Easy run"]
    assert [(p.file, p.place) for p in calendar.problems] == [(str(bad), "")]
    assert calendar.problems[0].text == "was not read: there is no such file"


def test_when_no_file_can_be_read_that_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"and 1 more can't be read"):
        read(tmp_path / "one.ics", tmp_path / "two.ics")


@pytest.mark.parametrize("race", [dt.date.min, dt.date.max, dt.date(1, 6, 1)])
def test_a_race_at_the_ends_of_time_is_refused(race: dt.date) -> None:
    with pytest.raises(BadUsage, match="1980 to 2100"):
        read(*SAMPLES, race=race)


def only_words_come_out(path: Path) -> None:
    try:
        calendar = read(path)
    except UnreadableInput as refusal:
        assert str(path) in str(refusal) and "\n" not in str(refusal)
    else:
        assert isinstance(calendar, Calendar)
        assert all(entry.title for entry in calendar.entries)
        assert all(entry.distance_m is None or entry.distance_m > 0 for entry in calendar.entries)


FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)


@FUZZ
@given(data=st.binary(max_size=400), suffix=st.sampled_from(SUFFIXES))
@example(data=b"\xff\xfe\x00\xd8", suffix=".csv")
def test_random_bytes_give_a_calendar_or_a_sentence(data: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"random{suffix}"
    path.write_bytes(data)
    only_words_come_out(path)


SCRAPS = r"""
BEGIN:VCALENDAR BEGIN:VEVENT END:VEVENT DTSTART: ;VALUE=DATE:20270105 RRULE:FREQ=DAILY SUMMARY:Run
date,title 2027-01-05 14.12. Monday, December Mon: Week 5:8 {5:8} [ ] { } : , ; - # & * ! ' " ` \ |
"weeks" "workouts" "title" "distance" 1e999 -1 0 null schedule: W01S01 repeat 3: export default = ( )
weeks until race Q1 Q2 Week,Mon,Tue,Wed,Thu,Fri,Sat,Sun 99999999999999999999
"""
WORDS = st.sampled_from([*SCRAPS.split(), "\n", "\r\n", "\n", " ", "\t", "\u2028", "\ufeff"])


@FUZZ
@given(parts=st.lists(WORDS, max_size=60), suffix=st.sampled_from(SUFFIXES))
def test_scraps_of_every_format_give_a_calendar_or_a_sentence(
    parts: list[str], suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"scraps{suffix}"
    path.write_text("".join(parts), encoding="utf-8", newline="")
    only_words_come_out(path)


@FUZZ
@given(
    sample=st.sampled_from(SAMPLES),
    cuts=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 40), st.binary(max_size=6)), max_size=6),
)
def test_damaged_samples_give_a_calendar_or_a_sentence(
    sample: Path, cuts: list[tuple[int, int, bytes]], tmp_path: Path
) -> None:
    data = bytearray(sample.read_bytes())
    for at, length, instead in cuts:
        start = at % (len(data) + 1)
        data[start : start + length] = instead
    path = tmp_path / f"damaged{sample.suffix}"
    path.write_bytes(bytes(data))
    only_words_come_out(path)


@FUZZ
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8"))))
def test_random_profiles_give_a_runner_or_a_sentence(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "runner.toml"
    path.write_bytes(data)
    try:
        read_profile(path)
    except UnreadableInput as refusal:
        assert "runner.toml" in str(refusal) and "\n" not in str(refusal)
