"""Whatever is handed in, a command ends in one sentence, the right exit code and no half-written file."""

import contextlib
import datetime as dt
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import EXAMPLES, Ran, run_here

Run = Callable[..., Ran]
CALENDAR, PROFILE = EXAMPLES / "spring-marathon.ics", EXAMPLES / "runner.toml"
HEAD, TAIL = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n", "END:VCALENDAR\r\n"


def event(date: str, title: str, *more: str) -> str:
    lines = ("BEGIN:VEVENT", f"UID:{date}{title}@x", f"DTSTART;VALUE=DATE:{date}", f"SUMMARY:{title}", *more)
    return "\r\n".join((*lines, "END:VEVENT", ""))


DEEP = 100_000
# What stands in each file, and whether it may still be read: some are odd but fine.
CALENDARS: dict[str, bytes] = {
    "empty.ics": b"",
    "blank.ics": b" \r\n\r\n",
    "binary.ics": bytes(range(256)) * 40,
    "nul.txt": b"Monday: easy\0run\n",
    "utf16-cut.ics": "BEGIN:VCALENDAR".encode("utf-16")[:-1],
    "latin.csv": "date,title\n2026-12-15,Läufchen 8 km\n".encode("latin-1"),
    "one-line.txt": b"x" * 30_000_000,
    "one-line.ics": (HEAD + "SUMMARY:" + "y" * 5_000_000 + "\r\n" + TAIL).encode(),
    "nothing.ics": (HEAD + TAIL).encode(),
    "half.ics": (HEAD + event("20261215", "Easy run")).encode()[:-20],
    "rrule-every-second.ics": (HEAD + event("20261215", "Easy", "RRULE:FREQ=SECONDLY") + TAIL).encode(),
    "rrule-never.ics": (
        HEAD + event("20261215", "Easy", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30") + TAIL
    ).encode(),
    "rrule-bombs.ics": (
        HEAD + "".join(event("19700101", f"Easy {n}", "RRULE:FREQ=DAILY") for n in range(100)) + TAIL
    ).encode(),
    "year-1.ics": (HEAD + event("00010101", "Easy run") + TAIL).encode(),
    "year-9999.ics": (HEAD + event("99991231", "Long run") + TAIL).encode(),
    "year-9999-rule.ics": (HEAD + event("99991231", "Long run", "RRULE:FREQ=DAILY") + TAIL).encode(),
    "no-such-day.ics": (HEAD + event("20270230", "Long run") + TAIL).encode(),
    "twice.ics": (HEAD + event("20261215", "Easy run") * 2 + event("20261215", "Long run") + TAIL).encode(),
    "gap.ics": (
        HEAD + "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Berlin:20270328T023000\r\nSUMMARY:Easy run\r\n"
        "END:VEVENT\r\n" + TAIL
    ).encode(),
    "begin-bomb.ics": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * DEEP,
    "deep.json": b"[" * DEEP,
    "deep.yaml": b"- " * DEEP,
    "laughs.yaml": b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n".encode() for n in range(9)
    ),
    "tag.yaml": b"!!python/object/apply:os.system ['echo']\n",
    "number.json": b'{"schedule": [{"workouts": [{"title": "Rest", "distance": 1e999}]}]}',
    "huge-number.json": b"9" * 100_000,
    "list.json": b"[]",
    "words.txt": b"this is not a calendar at all\n",
    "page.html": b"<!doctype html><title>sign in</title>",
    "header.csv": b"date,title\n",
    "quotes.csv": b'date,title\n2026-12-15,"never closed\n',
    "race-yesterday.ics": (HEAD + event("20261213", "Marathon race day") + TAIL).encode(),
    "half-characters.json": b'{"schedule": [[{"title": "Easy \\ud800"}, {"title": "Long run \\udfff"}]]}',
    "escapes.ics": (HEAD + event("20261215", "\x1b[2J\x1b]0;Easy run\x07 8 km") + TAIL).encode(),
}
PROFILES: dict[str, bytes] = {
    "binary.toml": bytes(range(256)),
    "not.toml": b"[runner\n",
    "deep.toml": b"a = " + b"[" * DEEP,
    "unknown.toml": b"[runner]\nbron = 1991\n",
    "type.toml": b'[runner]\nborn = "long ago"\n',
    "two-a.toml": b'[[race]]\ndate = 2027-04-18\n[[race]]\ndate = 2027-04-18\ndistance = "half"\n',
    "year-1.toml": b"[[race]]\ndate = 0001-01-01\n",
    "year-9999.toml": b"[[race]]\ndate = 9999-12-31\n",
    "no-such-day.toml": b"[[race]]\ndate = 2027-02-30\n",
    "nine-days.toml": b'[week]\nnever = ["someday"]\n',
}
BOOKS: dict[str, bytes] = {
    "binary.toml": bytes(range(256)),
    "empty.toml": b"",
    "not.toml": b"= 3",
    "unknown.toml": b"[exercise.strides.strat]\ndose = '4 x 20 s'\n",
    "no-model.toml": b"[exercise.hops]\nname = 'Hops'\n",
    "dose.toml": b"[exercise.strides.start]\ndose = 'many'\n",
    "type.toml": b"exercise = 3\n",
    "deep.toml": b"a = " + b"[" * DEEP,
}
ONE = b'{"date": "2026-12-15", "exercise": "strides", "reps": 4, "work_s": 20}'
PLANS: dict[str, bytes] = {
    "empty.json": b"",
    "binary.json": bytes(range(256)),
    "deep.json": b"[" * DEEP,
    "list.json": b"[]",
    "nothing.json": b"{}",
    "date.json": b'{"sessions": [' + ONE.replace(b"-12-15", b"-02-30") + b"]}",
    "year-1.json": b'{"sessions": [' + ONE.replace(b"2026", b"0001") + b"]}",
    "dose.json": b'{"sessions": [' + ONE.replace(b"4", b"-4") + b"]}",
    "endless.json": b'{"sessions": [' + ONE.replace(b"20}", b"1e999}") + b"]}",
    "days.json": b'{"sessions": [], "first": "2026-12-14", "days": [{"date": "soon"}]}',
    "escape.json": b'{"sessions": [' + ONE.replace(b'"strides"', b'"\\u001b[2J", "id": "../../x"') + b"]}",
}


def assert_answered(ran: Ran, *codes: int) -> None:
    """The promise to every caller: an exit code, and on stderr at most one plain sentence."""
    assert ran.code in codes, (ran.code, ran.err)
    assert "Traceback" not in ran.out + ran.err
    if ran.code == 2:
        assert ran.out == ""
        assert ran.err.count("\n") == 1 and ran.err.rstrip().endswith((".", "?", "!"))
        assert len(ran.err) < 1000 and "\x1b" not in ran.err
    else:
        assert ran.err == ""


def written(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*")) if folder.exists() else []


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", CALENDARS)
def test_a_hostile_calendar(run: Run, tmp_path: Path, name: str) -> None:
    path, out = put(tmp_path, name, CALENDARS[name]), tmp_path / "out"
    shown = run("calendar", path, "--json")
    assert_answered(shown, 0, 2)
    if shown.code == 0:
        assert {"days", "skipped", "problems"} == set(json.loads(shown.out))
    assert_answered(run("calendar", path), 0, 2)
    planned = run("plan", "--calendar", path, "--out", out, "--json")
    assert_answered(planned, 0, 1, 2)
    assert bool(written(out)) == (planned.code == 0)


@pytest.mark.parametrize("name", PROFILES)
def test_a_hostile_profile(run: Run, tmp_path: Path, name: str) -> None:
    path, out = put(tmp_path, name, PROFILES[name]), tmp_path / "out"
    ran = run("plan", "--calendar", CALENDAR, "--profile", path, "--out", out)
    assert_answered(ran, 2)
    assert name in ran.err and written(out) == []


@pytest.mark.parametrize("name", BOOKS)
def test_a_hostile_book(run: Run, tmp_path: Path, name: str) -> None:
    path, out = put(tmp_path, name, BOOKS[name]), tmp_path / "out"
    for command in (("rules",), ("plan", "--calendar", CALENDAR, "--out", out)):
        ran = run(*command, "--book", path)
        assert_answered(ran, 2)
        assert name in ran.err and written(out) == []


@pytest.mark.parametrize("name", PLANS)
def test_a_hostile_plan(run: Run, tmp_path: Path, name: str) -> None:
    path, out = put(tmp_path, name, PLANS[name]), tmp_path / "out"
    assert_answered(run("check", path, "--calendar", CALENDAR), 1, 2)
    assert_answered(run("explain", path, "2026-12-15", "--calendar", CALENDAR), 0, 2)
    for target in ("ics", "fit", "intervals", "html"):
        ran = run("export", path, "--to", target, "--out", out)
        assert_answered(ran, 0, 2)
        assert all(out in place.resolve().parents for place in written(tmp_path) if place not in (path, out))


def usage() -> Iterator[tuple[object, ...]]:
    yield ()
    yield ("nonsense",)
    yield ("plan",)
    yield ("calendar",)
    yield ("calendar", "missing.ics")
    yield ("calendar", "/")
    yield ("calendar", "/dev/zero")
    yield ("calendar", "\x1b[31mred.ics")
    yield ("calendar", CALENDAR, "--profile", "missing.toml")
    yield ("rules", "no.such.rule")
    yield ("check", "missing.json")
    yield ("export", "missing.json", "--to", "ics", "--out", "x")
    yield ("export", CALENDAR, "--to", "pdf", "--out", "x")
    for weeks in ("0", "-1", "209", "1000", "many", "1.5", "99999999999999999999"):
        yield ("plan", "--calendar", CALENDAR, "--weeks", weeks)
    for date in ("tomorrow", "2027-02-30", "0001-01-01", "9999-12-31", "18.4.2027", ""):
        yield ("plan", "--calendar", CALENDAR, "--from", date)
        yield ("plan", "--calendar", CALENDAR, "--race", date)
    yield ("plan", "--calendar", CALENDAR, "--from", "2031-01-01")
    yield ("plan", "--calendar", CALENDAR, "--horoscope")


@pytest.mark.parametrize("arguments", list(usage()), ids=lambda given: " ".join(map(repr, given))[-60:])
def test_bad_usage(run: Run, arguments: tuple[object, ...]) -> None:
    assert_answered(run(*arguments), 2)
    if arguments:
        assert_answered(run(*arguments, "--json"), 2)


def test_a_folder_that_cannot_be_written_gets_nothing(run: Run, tmp_path: Path) -> None:
    file = put(tmp_path, "out", b"a file where a folder was meant")
    ran = run("plan", "--calendar", CALENDAR, "--from", "2026-12-14", "--out", file)
    assert_answered(ran, 2)
    assert file.read_bytes() == b"a file where a folder was meant"


def test_a_foreign_calendar_in_the_way_is_not_destroyed(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "plan.ics", b"my notes")
    ran = run("plan", "--calendar", CALENDAR, "--from", "2026-12-14", "--out", tmp_path)
    assert_answered(ran, 2)
    assert [path.name for path in written(tmp_path)] == ["plan.ics"]


def test_one_bad_file_among_good_ones_is_told_and_the_others_count(run: Run, tmp_path: Path) -> None:
    bad = put(tmp_path, "bad.ics", b"")
    answer = json.loads(run("calendar", CALENDAR, bad, "--json").out)
    assert len(answer["days"]) == 126
    assert any("bad.ics" in problem["file"] for problem in answer["problems"])


def test_a_reader_that_goes_away_is_no_error(program: Run, tmp_path: Path) -> None:
    code = "from fullstride.main import main; main()"
    done = subprocess.run(
        [
            "bash",
            "-c",
            f"{sys.executable} -c '{code}' calendar {CALENDAR} | head -1; exit ${{PIPESTATUS[0]}}",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("arguments", ["rules", f"plan --calendar {CALENDAR} --json", "--version", "--help"])
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_a_closed_stream_is_no_traceback(arguments: str, closed: str) -> None:
    code = "from fullstride.main import main; main()"
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -c '{code}' {arguments} {closed}"],
        capture_output=True,
        text=True,
        check=False,
    )
    unheard = closed.startswith(">&-")
    assert done.returncode == (2 if unheard else 0)
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == (1 if closed == ">&-" else 0)


@pytest.mark.parametrize("environment", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"TERM": "dumb"}])
def test_a_poor_terminal_gets_plain_characters(program: Run, environment: dict[str, str]) -> None:
    for arguments in (("calendar", CALENDAR), ("plan", "--calendar", CALENDAR), ("rules",)):
        ran = program(*arguments, **environment)
        assert_answered(ran, 0)
        assert ran.out.isascii()
        assert "\x1b" not in ran.out


def test_ascii_is_honoured_everywhere(run: Run) -> None:
    for arguments in (("calendar", CALENDAR), ("plan", "--calendar", CALENDAR), ("rules", "bounding")):
        assert run(*arguments, "--ascii").out.isascii()


SESSIONS = st.fixed_dictionaries(
    {
        "date": st.dates(dt.date(2026, 12, 14), dt.date(2027, 1, 17)).map(dt.date.isoformat),
        "exercise": st.sampled_from(["strides", "squat_jumps", "bounding", "hill_sprints", "yodelling"]),
        "reps": st.integers(1, 12),
    },
    optional={
        "sets": st.integers(1, 5),
        "work_s": st.integers(1, 60),
        "work_m": st.integers(1, 200),
        "rest_s": st.integers(0, 600),
        "step": st.integers(1, 30),
    },
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sessions=st.lists(SESSIONS, min_size=1, max_size=8))
def test_any_plan_of_anyones_is_judged_and_explained(
    tmp_path: Path, sessions: list[dict[str, object]]
) -> None:
    path = put(tmp_path, "theirs.json", json.dumps({"sessions": sessions}).encode())
    assert_answered(run_here("check", path, "--calendar", CALENDAR, "--json"), 0, 1)
    for session in sessions:
        ran = run_here("explain", path, session["date"], "--calendar", CALENDAR, "--json")
        assert_answered(ran, 0)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode())))
@pytest.mark.parametrize("suffix", ["ics", "csv", "json", "yaml", "txt"])
def test_any_bytes_are_answered(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = put(tmp_path, f"any.{suffix}", content)
    assert_answered(run_here("calendar", path, "--json"), 0, 2)


def on_a_terminal(*arguments: object, **environment: str) -> str:
    """What a command prints on a terminal of its own."""
    ours, theirs = pty.openpty()
    code = "from fullstride.main import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm"} | environment,
    ) as process:
        os.close(theirs)
        printed = b""
        with contextlib.suppress(OSError):  # the end of a terminal is an error on Linux
            while more := os.read(ours, 65536):
                printed += more
        assert process.wait() == 0
    os.close(ours)
    return printed.decode()


def test_colour_is_shown_on_a_terminal_and_dropped_by_no_color() -> None:
    plan = ("plan", "--calendar", CALENDAR, "--from", "2026-12-14", "--weeks", 4)
    plain = on_a_terminal(*plan, NO_COLOR="1")
    assert "\x1b" in on_a_terminal(*plan)
    assert "\x1b" not in plain
    assert "bounding" in plain or "strides" in plain


def test_the_name_of_a_file_keeps_its_letters(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, "afile", b"")
    ran = run("plan", "--calendar", CALENDAR, "--from", "2026-12-14", "--weeks", 2, "--out", "afile")
    assert (ran.code, ran.err) == (2, "afile is a file; name a folder to write into.\n")
