"""`fullstride do` from the first screen to the record on the disk, with made-up hands and clocks."""

import datetime as dt
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import made_plans as made
from fullstride.cli import do_screen, door
from fullstride.cli.do import run_do
from fullstride.cli.do_faces import Press
from fullstride.cli.style import Style
from fullstride.domain.errors import BadUsage, UnreadableInput
from fullstride.domain.session import Dose, Plan
from fullstride.formats.done_file import read_run
from fullstride.guide.player import Act, Event, apply, begin
from fullstride.guide.showing import Showing, show

START = dt.datetime(2027, 1, 29, 17, 30, tzinfo=dt.UTC)
STRIDES = made.session("strides", dose=Dose(sets=1, reps=2, work_s=20.0), rest_s=80, order=80)
PLAN = made.plan(STRIDES)


@dataclass
class Hands:
    """A face that presses what it was told to, at its second, and a clock that runs as it reads."""

    presses: list[tuple[float, Act]]
    answers: list[str] = field(default_factory=list)
    seconds: float = 0.0
    shown: list[Showing] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def clock(self) -> dt.datetime:
        return START + dt.timedelta(seconds=self.seconds)

    def show(self, showing: Showing) -> None:
        self.shown.append(showing)

    def read(self, timeout_s: float) -> Press | None:
        if not self.presses:
            raise EOFError
        at, act = self.presses[0]
        if at > self.seconds + 1:
            self.seconds += 1
            return None
        self.seconds = max(at, self.seconds)
        del self.presses[0]
        return act, 8 if act is Act.FELT else None

    def ask(self, question: str) -> str:
        self.told.append(question)
        if not self.answers:
            raise EOFError
        return self.answers.pop(0)

    def tell(self, text: str) -> None:
        self.told.append(text)

    def note(self, text: str) -> None:
        self.notes.append(text)

    def screen(self) -> AbstractContextManager[None]:
        return nullcontext()


WHOLE = [(300, Act.GO), (310, Act.GO), (340, Act.KEPT), (450, Act.GO), (480, Act.SLIPPING), (490, Act.GO)]


def do(
    hands: Hands, folder: Path, plan: Plan = PLAN, wanted: str = "strides-1", **options: bool
) -> tuple[int, list[dict[str, object]]]:
    code = run_do(
        plan, wanted, made.BOOK, out=folder, stdin=io.StringIO(), clock=hands.clock, face=hands, **options
    )
    return code, rows(folder)


def rows(folder: Path) -> list[dict[str, object]]:
    """Every line of the one record in the folder."""
    paths = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_whole_session_leaves_its_record_and_says_what_was_done(tmp_path: Path) -> None:
    hands = Hands(WHOLE.copy())
    code, kept = do(hands, tmp_path)
    assert code == door.YES
    record = kept[-1]["record"]
    assert record["ending"] == "complete"  # type: ignore[index]
    assert [effort["form"] for effort in record["efforts"]] == ["kept", "slipping"]  # type: ignore[index]
    assert record["efforts"][1]["rest_before_s"] >= 80  # type: ignore[index]
    assert hands.told[0] == "Done: Strides 2 × 20 s, 2 of 2 done."
    assert [path.name for path in tmp_path.iterdir()] == ["2027-01-29-strides.jsonl"]


def test_starting_too_early_is_answered_with_the_earliest_start(tmp_path: Path) -> None:
    hands = Hands([(0, Act.GO), (1, Act.GO), (40, Act.GO), (60, Act.END)])
    do(hands, tmp_path)
    assert hands.notes == ["Not yet: your earliest start is 17:31:46. Longer is always right."]


def test_json_prints_the_record_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hands = Hands(WHOLE.copy())
    code, kept = do(hands, tmp_path, as_json=True)
    assert code == door.YES
    assert json.loads(capsys.readouterr().out) == kept[-1]["record"]
    assert hands.told == []


def test_input_that_ends_leaves_what_was_done_and_a_second_start_goes_on(tmp_path: Path) -> None:
    code, kept = do(Hands(WHOLE[:3]), tmp_path)
    assert code == door.NO
    assert kept[-1]["record"]["ending"] == "interrupted"  # type: ignore[index]
    again = Hands([(1000, Act.GO), (1001, Act.GO), (1040, Act.GO)], answers=[""], seconds=900)
    code, kept = do(again, tmp_path)
    assert code == door.YES
    assert again.told[0].startswith("You began on Friday 29 January at 17:30 and did 1 of 2.")
    assert again.shown[0].lines[0] == "Warm up again if you have cooled down."
    last = kept[-1]["record"]
    assert (last["done"], last["ending"]) == (2, "complete")  # type: ignore[index]
    assert last["opened"].startswith("2027-01-29T17:30:00")  # type: ignore[index]


def test_a_process_that_was_killed_in_an_effort_is_gone_on_with_and_the_effort_rested_for(
    tmp_path: Path,
) -> None:
    do(Hands([(0, Act.GO), (1, Act.GO), (20, Act.END)]), tmp_path)
    path = tmp_path / "2027-01-29-strides.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:3]))  # as `kill -9` in the first stride leaves it
    again = Hands([(31, Act.GO), (32, Act.GO), (33, Act.END)], answers=[""], seconds=30)
    _, kept = do(again, tmp_path)
    assert again.told[0].endswith("did 0 of 2. Go on? Enter for yes, n to start anew.")
    assert again.notes == ["Not yet: your earliest start is 17:31:46. Longer is always right."]
    assert kept[-1]["record"]["efforts"][0]["outcome"] == "broken"  # type: ignore[index]


def test_going_on_keeps_the_rest_of_the_last_effort(tmp_path: Path) -> None:
    do(Hands(WHOLE[:3]), tmp_path)  # the stride ended at 335 s, so the next may start at 415 s
    again = Hands([(350, Act.GO), (351, Act.GO), (420, Act.GO), (430, Act.END)], answers=[""], seconds=345)
    do(again, tmp_path)
    assert len(again.notes) == 1
    assert read_run(tmp_path / "2027-01-29-strides.jsonl") is not None


def test_a_session_begun_anew_is_a_second_run_in_the_same_file(tmp_path: Path) -> None:
    do(Hands(WHOLE[:3]), tmp_path)
    _, kept = do(Hands([(0, Act.GO), (1, Act.END)], answers=["n"]), tmp_path)
    assert [row for row in kept if "opened" in row][1]["session"] == "strides-1"
    assert kept[-1]["record"]["efforts"] == []  # type: ignore[index]


def test_what_is_done_stays_done_unless_the_runner_wants_it_again(tmp_path: Path) -> None:
    _, before = do(Hands(WHOLE.copy()), tmp_path)
    leave = Hands([], answers=[""])
    code, after = do(leave, tmp_path)
    assert (code, after) == (door.YES, before)
    assert leave.told == [
        "You did 2 of 2 on Friday 29 January at 17:30. Do it again? y for yes, Enter to leave it."
    ]
    _, again = do(Hands(WHOLE.copy(), answers=["y"]), tmp_path)
    assert len(again) == 2 * len(before)


def test_a_date_means_the_first_session_of_the_day_that_is_not_finished(tmp_path: Path) -> None:
    plan = made.plan(STRIDES, made.session("bounding", order=20))
    first = Hands([(0, Act.GO), (1, Act.END)])
    do(first, tmp_path, plan, "2027-01-29")
    assert "Bounding" in first.shown[0].place
    second = Hands([(0, Act.GO), (1, Act.END)])
    do(second, tmp_path, plan, "2027-01-29")
    assert "Strides" in second.shown[0].place


def test_a_session_that_changed_since_starts_anew_and_says_so(tmp_path: Path) -> None:
    do(Hands(WHOLE[:3]), tmp_path)
    changed = made.plan(made.session("strides", dose=Dose(sets=1, reps=3, work_s=20.0), rest_s=80))
    hands = Hands([(0, Act.GO), (1, Act.END)])
    do(hands, tmp_path, changed)
    assert hands.told[0] == "This session has changed since you last began it, so it starts anew."


def test_a_line_that_a_crash_cut_off_is_left_out(tmp_path: Path) -> None:
    do(Hands(WHOLE[:3]), tmp_path)
    path = tmp_path / "2027-01-29-strides.jsonl"
    with path.open("ab") as file:
        file.write(b'{"act": "go", "at": "2027-0')
    _, kept = do(Hands([(901, Act.END)], answers=[""], seconds=900), tmp_path)
    assert kept[-1]["record"]["done"] == 1  # type: ignore[index]


@pytest.mark.parametrize(
    "line",
    [
        b"hello",
        b"[]",
        b'{"act": "fly", "at": "2027-01-29T17:30:00+00:00"}',
        b'{"act": "go", "at": "2027-01-29T17:30:00"}',
        b'{"act": "felt", "at": "2027-01-29T17:30:00+00:00", "value": "8"}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_a_damaged_record_is_named_with_its_line_and_left_alone(tmp_path: Path, line: bytes) -> None:
    do(Hands(WHOLE[:3]), tmp_path)
    path = tmp_path / "2027-01-29-strides.jsonl"
    path.write_bytes(line + b"\n" + path.read_bytes())
    before = path.read_bytes()
    with pytest.raises(UnreadableInput, match="line 1"):
        do(Hands(WHOLE.copy()), tmp_path)
    assert path.read_bytes() == before


def test_a_session_the_plan_does_not_hold_is_answered_with_some_it_does(tmp_path: Path) -> None:
    with pytest.raises(BadUsage, match=r"no session 'bounding-9'.*strides-1 \(2027-01-29\)"):
        do(Hands([]), tmp_path, wanted="bounding-9")
    with pytest.raises(BadUsage, match="no session to do"):
        do(Hands([]), tmp_path, made.plan())


def test_a_folder_that_cannot_be_written_to_is_told_before_the_first_rep(tmp_path: Path) -> None:
    (tmp_path / "done").write_bytes(b"a file")
    with pytest.raises(BadUsage, match="nothing would be kept"):
        do(Hands(WHOLE.copy()), tmp_path / "done")


WIDTHS = [24, 40, 80]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("rows_", [6, 12, 24])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_every_screen_fits_its_window(width: int, rows_: int, ascii_only: bool) -> None:
    style = Style(width=width, ascii=ascii_only, encoding="ascii" if ascii_only else "utf-8")
    for exercise in made.BOOK.exercises:
        script = made.script(exercise)
        for showing in _some_showings(exercise):
            lines = do_screen.frame(showing, script, style, "Press e again to end here.", rows=rows_)
            assert len(lines) <= rows_
            for line in lines:
                assert not ascii_only or line.plain.isascii(), line.plain
            if width == 80:
                assert all(len(line.plain) <= width for line in lines), showing.title


def _some_showings(exercise: str) -> Iterator[Showing]:
    state = begin(made.script(exercise), START)
    seconds = 0.0
    for act in (Act.GO, Act.GO, Act.KEPT, Act.PAUSE, Act.PAUSE, Act.GO, Act.PAIN):
        for after in (0.0, 3.0, 8.0, 100.0, 300.0):
            yield show(state, START + dt.timedelta(seconds=seconds + after))
        seconds += 60.0
        state = apply(state, Event(act=act, at=START + dt.timedelta(seconds=seconds)))
    yield show(state, START + dt.timedelta(seconds=seconds))


DRIVER = """
import sys; sys.path.insert(0, {tests!r})
from pathlib import Path
import made_plans as made
from fullstride.cli import door
from fullstride.cli.do import run_do
plan = made.plan(made.session("strides", rest_s=80))
sys.exit(door.run(lambda: run_do(plan, "strides-1", made.BOOK, out=Path({out!r}))))
"""


def driver(out: Path) -> list[str]:
    return [sys.executable, "-c", DRIVER.format(tests=str(Path(__file__).parent), out=str(out))]


def test_lines_from_a_pipe_lead_through_and_an_end_of_input_is_an_interruption(tmp_path: Path) -> None:
    done = subprocess.run(
        driver(tmp_path), input="\n\nwhat\n", capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == door.NO
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert "\a" not in done.stdout
    assert "[Enter] Start rep 1" in done.stdout
    assert "Not understood." in done.stdout
    assert rows(tmp_path)[-1]["record"]["ending"] == "interrupted"  # type: ignore[index]


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="this system has no terminals of that kind")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_in_a_real_terminal_leaves_the_record_and_the_terminal_whole(
    tmp_path: Path, name: str
) -> None:
    import pty
    import termios

    leader, follower = pty.openpty()
    before = termios.tcgetattr(follower)
    process = subprocess.Popen(
        driver(tmp_path),
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "TERM": "xterm", "LANG": "C.UTF-8"},
    )
    try:
        screen = _read_until(leader, b"Ready")
        os.write(leader, b"\n")
        screen += _read_until(leader, b"Start rep 1")
        process.send_signal(getattr(signal, name))
        screen += _read_until(leader, b"Written down")
        assert process.wait(timeout=30) == door.INTERRUPTED
    finally:
        process.kill()
        process.wait()
    assert screen.count(b"\x1b[?1049h") == screen.count(b"\x1b[?1049l") == 1
    assert termios.tcgetattr(follower) == before
    assert b"Traceback" not in screen
    assert [row.get("act") for row in rows(tmp_path)] == [None, "go", "interrupt", None]
    os.close(leader)
    os.close(follower)


def _read_until(fd: int, words: bytes, patience_s: float = 30.0) -> bytes:
    import select

    seen, until = b"", time.monotonic() + patience_s
    while words not in seen and time.monotonic() < until:
        if select.select([fd], [], [], 0.1)[0]:
            seen += os.read(fd, 65_536)
    assert words in seen, seen[-2000:]
    return seen
