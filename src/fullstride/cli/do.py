"""`fullstride do SESSION`: leads through a session in the terminal and writes down what was done.

Every press is on the disk before the next thing happens, so Ctrl-C, a closed window, `kill` or a dead
battery lose nothing; a second start of the same session offers to go on.
"""

import datetime as dt
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO

from fullstride.cli import do_screen, door
from fullstride.cli.do_faces import Face, KeyFace, LineFace, LineReader, can_draw
from fullstride.cli.style import Style, detect
from fullstride.domain.errors import BadUsage
from fullstride.domain.session import Plan
from fullstride.formats.done_file import DoneLog, Run, header, read_run, record_json
from fullstride.formats.saying import long_date
from fullstride.formats.script_text import file_names
from fullstride.guide.player import Act, Ending, Event, Phase, State, apply, begin, settle
from fullstride.guide.record import Record, record, replay
from fullstride.guide.script import write_scripts
from fullstride.guide.showing import show, time_of_day
from fullstride.guide.words import Script
from fullstride.rules.book import Book

TICK_S = 0.1
FINISHED = (Ending.COMPLETE, Ending.EARLY, Ending.STOPPED)
Clock = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """A session to do: its script, and where its record is kept."""

    script: Script
    path: Path


def run_do(
    plan: Plan,
    wanted: str,
    book: Book,
    *,
    out: Path,
    ascii_only: bool = False,
    as_json: bool = False,
    stdin: IO[str] | None = None,
    stdout: IO[str] | None = None,
    clock: Clock | None = None,
    face: Face | None = None,
    keep: Callable[[Record], str] | None = None,
) -> int:
    """Leads through one session of `plan` and gives the exit code.

    `wanted` is a session's id, or a date: then the first session of that day that is not finished yet.
    Records are kept in the folder `out`, one file a session. With `as_json` the record is all that is
    printed, and the session is led on stderr. `stdin` and `stdout` (what it is led on), a `clock` that
    gives aware instants and the `face` to lead with are found out when not given. `keep` is given what was
    done, and says where it is kept, "" for nowhere.

    Raises BadUsage where the plan holds no such session, UnreadableInput for a damaged record.
    """
    screen = stdout or (sys.stderr if as_json else sys.stdout)
    todo = _wanted(plan, wanted, book, out)
    run = read_run(todo.path)
    clock = clock or steady_clock()
    face = face or _face(todo.script, stdin or sys.stdin, screen, ascii_only)
    try:
        state = _beginning(todo.script, run, face, clock())
    except EOFError:
        return door.NO
    if state is None:
        return door.YES
    log = DoneLog(todo.path)
    try:
        state, code = _lead(state, face, clock, log)
        log.outcome(record(state))
    finally:
        log.close()
    kept = keep(record(state)) if keep else ""
    _close(state, todo, face, screen, kept, ascii_only=ascii_only, as_json=as_json)
    return code


def steady_clock() -> Clock:
    """The time of day at the start, carried on by a clock that nobody sets."""
    start, since = dt.datetime.now().astimezone(), time.monotonic()
    return lambda: start + dt.timedelta(seconds=time.monotonic() - since)


def _wanted(plan: Plan, wanted: str, book: Book, out: Path) -> Todo:
    named = file_names(write_scripts(plan.sessions, book), "jsonl")
    todos = [Todo(script=script, path=out / name) for name, script in named]
    for todo in todos:
        if wanted == todo.script.session.id:
            return todo
    day = [todo for todo in todos if wanted == todo.script.session.date.isoformat()]
    if day:
        return next((todo for todo in day if not _is_finished(todo)), day[0])
    if not todos:
        raise BadUsage("This plan holds no session to do")
    near = ", ".join(f"{todo.script.session.id} ({todo.script.session.date})" for todo in todos[:3])
    raise BadUsage(f"There is no session {wanted!r} in this plan; name one or its date, like {near}")


def _is_finished(todo: Todo) -> bool:
    run = read_run(todo.path)
    return run is not None and replay(todo.script, run.opened, run.events).ending in FINISHED


def _face(script: Script, stdin: IO[str], screen: IO[str], ascii_only: bool) -> Face:
    def style() -> Style:
        return detect(stream=screen, ascii_wanted=ascii_only)

    if can_draw(stdin, screen):
        return KeyFace(script=script, style=style(), out=screen, fd=stdin.fileno(), restyle=style)
    reader = LineReader(stdin.fileno())
    return LineFace(script=script, style=style(), out=screen, reader=reader, bell=screen.isatty())


def _beginning(script: Script, run: Run | None, face: Face, now: dt.datetime) -> State | None:
    """A new session, one to go on with, or None where it is done and stays so."""
    if run is None:
        return begin(script, now)
    if run.header != header(script):
        face.tell("This session has changed since you last began it, so it starts anew.")
        return begin(script, now)
    state = apply(replay(script, run.opened, run.events), Event(act=Act.RETURN, at=now))
    if not state.efforts and not state.skipped and state.ending is None:
        return begin(script, now)
    when = f"{long_date(run.opened.date())} at {run.opened:%H:%M}"
    done = f"{record(state).done} of {len(script.parts)}"
    if state.ending in FINISHED:
        answer = face.ask(f"You did {done} on {when}. Do it again? y for yes, Enter to leave it.")
        return begin(script, now) if answer in ("y", "yes") else None
    answer = face.ask(f"You began on {when} and did {done}. Go on? Enter for yes, n to start anew.")
    if answer in ("n", "no"):
        return begin(script, now)
    return state


def _lead(state: State, face: Face, clock: Clock, log: DoneLog) -> tuple[State, int]:
    """The session until it is over, and the exit code. Every event is kept before the next is read."""
    if state.returned:
        log.event(Event(act=Act.RETURN, at=state.now))
    else:
        log.open_run(state.script, state.opened)
    code = door.YES
    with _stop_asked() as stop_asked, face.screen():
        while state.phase is not Phase.OVER:
            event = None
            try:
                face.show(show(state, clock()))
                press = face.read(TICK_S)
                event = press and Event(act=press[0], at=clock(), value=press[1])
            except (EOFError, OSError):  # the input is over, or the window is gone
                code, event = door.NO, Event(act=Act.INTERRUPT, at=clock())
            if stop_asked():
                code, event = door.INTERRUPTED, Event(act=Act.INTERRUPT, at=clock())
            if event is None:
                continue
            after = apply(state, event)
            if after != settle(state, event.at):
                log.event(event)
            elif event.act is Act.GO and (opens := show(after, event.at).opens):
                face.note(f"Not yet: your earliest start is {time_of_day(opens)}. Longer is always right.")
            state = after
    return state, code if state.ending is Ending.INTERRUPTED else door.YES


@contextmanager
def _stop_asked() -> Iterator[Callable[[], bool]]:
    """Ctrl-C, `kill` and a closed window are noted and acted on between two events, never inside one."""
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), note) for name in names}
    try:
        yield lambda: bool(asked)
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _close(
    state: State, todo: Todo, face: Face, screen: IO[str], kept: str, *, ascii_only: bool, as_json: bool
) -> None:
    if as_json:
        door.answer(lambda: record_json(record(state)), lambda _: (), as_json=True, ascii_only=ascii_only)
        return
    style = detect(stream=screen, ascii_wanted=ascii_only)
    with suppress(OSError):  # the window may be gone; the record is not
        for line in do_screen.summary(state, style):
            face.tell(line)
        face.tell(f"Written down in {todo.path}.")
        if kept:
            face.tell(kept)
