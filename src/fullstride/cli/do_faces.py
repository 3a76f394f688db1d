"""Two faces for a guided session: keys and a drawn screen, or lines in and lines out."""

import os
import select
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from io import StringIO
from typing import IO, Protocol

from rich.text import Text

from fullstride.cli import do_screen
from fullstride.cli.style import Style
from fullstride.guide.player import Act, Phase
from fullstride.guide.showing import Showing
from fullstride.guide.words import Script

KEYS = {
    "\r": Act.GO,
    "\n": Act.GO,
    " ": Act.GO,
    "p": Act.PAUSE,
    "r": Act.REDO,
    "n": Act.SKIP,
    "e": Act.END,
    "x": Act.PAIN,
    "b": Act.BACK,
    "k": Act.KEPT,
    "s": Act.SLIPPING,
    "g": Act.GONE,
}
WORDS = {
    "": Act.GO,
    **dict.fromkeys(("go", "ready", "start", "done", "close", "on"), Act.GO),
    **{act.value: act for act in Act if act not in (Act.FELT, Act.INTERRUPT, Act.RECORDED, Act.RETURN)},
    **{key: act for key, act in KEYS.items() if key.isalpha()},
}
Press = tuple[Act, int | None]


class Face(Protocol):
    """What a session is led through with."""

    def show(self, showing: Showing) -> None:
        """Draws, and rings where a new moment has come."""

    def read(self, timeout_s: float) -> Press | None:
        """What the runner did within so many seconds, None for nothing. EOFError when input is over."""

    def ask(self, question: str) -> str:
        """One line of answer, in lower case. EOFError when input is over."""

    def tell(self, text: str) -> None:
        """One line outside the session: before it, or after it."""

    def note(self, text: str) -> None:
        """One line inside the session, about the last press."""

    def screen(self) -> AbstractContextManager[None]:
        """What the session is led inside of; everything is given back however it ends."""


@dataclass(slots=True)
class LineReader:
    """Lines from a file descriptor, with a patience."""

    fd: int
    pending: bytes = b""
    over: bool = False

    def line(self, timeout_s: float | None) -> str | None:
        """The next line without its end; None when none came in time. EOFError at the end of input."""
        until = None if timeout_s is None else time.monotonic() + timeout_s
        while b"\n" not in self.pending:
            if self.over:
                if self.pending:
                    break
                raise EOFError
            left = None if until is None else max(0.0, until - time.monotonic())
            if not select.select([self.fd], [], [], left)[0]:
                return None
            chunk = os.read(self.fd, 4096)
            self.over = not chunk
            self.pending += chunk
        line, _, self.pending = self.pending.partition(b"\n")
        return line.decode(errors="replace").strip()


@dataclass(slots=True)
class LineFace:
    """For pipes, plain terminals and screen readers: says what changed, reads a word a line."""

    script: Script
    style: Style
    out: IO[str]
    reader: LineReader
    bell: bool = False
    last: tuple[str, ...] = ()

    def show(self, showing: Showing) -> None:
        # A count-in rings three times and is told once.
        counting = showing.phase is Phase.COUNT_IN
        rung = "" if counting else showing.moment
        moment = (showing.phase, showing.title, showing.place, rung, showing.care)
        if moment == self.last:
            return
        self.last = moment
        ring = "\a" if self.bell and showing.moment else ""
        self._write(ring + "\n".join(do_screen.told(showing, self.script, self.style)) + "\n")

    def read(self, timeout_s: float) -> Press | None:
        line = self.reader.line(timeout_s)
        if line is None:
            return None
        word = line.lower()
        if word.isascii() and word.isdigit() and len(word) <= 2:
            return Act.FELT, int(word)
        act = WORDS.get(word)
        if act is None:
            self.tell("Not understood. Enter goes on; pause, redo, skip, end, pain, kept, slipping, gone.")
            return None
        return act, None

    def ask(self, question: str) -> str:
        self.tell(question)
        return (self.reader.line(None) or "").lower()

    def tell(self, text: str) -> None:
        self._write("\n".join(self.style.wrap(text, self.style.width)) + "\n")

    def note(self, text: str) -> None:
        self.tell(text)

    def screen(self) -> AbstractContextManager[None]:
        return nullcontext()

    def _write(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()


@dataclass(slots=True)
class KeyFace:
    """For a terminal: one key a press, one screen that is drawn over when something changes."""

    script: Script
    style: Style
    out: IO[str]
    fd: int
    drawn: str = ""
    moment: str = ""
    notice: str = ""
    asked_to_end: bool = False
    restyle: Callable[[], Style] | None = None
    pending: list[str] = field(default_factory=list)

    def show(self, showing: Showing) -> None:
        if self.restyle is not None:
            self.style = self.restyle()  # the window may have changed its size
        rows = os.get_terminal_size(self.out.fileno()).lines - 1
        ring = "\a" if showing.moment and showing.moment != self.moment else ""
        if showing.moment != self.moment:
            self.moment, self.notice = showing.moment, ""
        drawn = self._drawn(do_screen.frame(showing, self.script, self.style, self.notice, rows=rows))
        if drawn != self.drawn or ring:
            self.drawn = drawn
            self.out.write(f"{ring}\x1b[H{drawn}\x1b[J")
            self.out.flush()

    def read(self, timeout_s: float) -> Press | None:
        key = self._key(timeout_s)
        if key is None:
            return None
        wanted_end, self.asked_to_end, self.notice = self.asked_to_end, False, ""
        if key.isascii() and key.isdigit():
            return Act.FELT, int(key) or 10
        act = KEYS.get(key.lower())
        if act is Act.END and not wanted_end:
            self.asked_to_end, self.notice = True, "Press e again to end here."
            return None
        return None if act is None else (act, None)

    def ask(self, question: str) -> str:
        self.tell(question)
        return (LineReader(self.fd).line(None) or "").lower()

    def tell(self, text: str) -> None:
        self.out.write("\n".join(self.style.wrap(text, self.style.width)) + "\n")
        self.out.flush()

    def note(self, text: str) -> None:
        self.notice = text

    @contextmanager
    def screen(self) -> Iterator[None]:
        """Keys one by one, on a screen of its own."""
        import termios
        import tty

        before = termios.tcgetattr(self.fd)
        tty.setcbreak(self.fd)
        self.out.write("\x1b[?1049h\x1b[?25l")
        try:
            yield
        finally:
            with suppress(OSError, termios.error):  # the terminal may be gone
                termios.tcsetattr(self.fd, termios.TCSADRAIN, before)
                self.out.write("\x1b[?25h\x1b[?1049l")
                self.out.flush()

    def _key(self, timeout_s: float) -> str | None:
        if not self.pending:
            if not select.select([self.fd], [], [], timeout_s)[0]:
                return None
            pressed = os.read(self.fd, 64)
            if not pressed:
                raise EOFError
            if pressed.startswith(b"\x1b"):
                return None  # an arrow or another special key; none means anything here
            self.pending = list(pressed.decode(errors="ignore"))
        return self.pending.pop(0) if self.pending else None

    def _drawn(self, lines: list[Text]) -> str:
        page = StringIO()
        console = self.style.console(page)
        for line in lines:
            console.print(line, no_wrap=True, overflow="crop", crop=True)
        return page.getvalue().replace("\n", "\x1b[K\r\n")


def can_draw(stdin: IO[str], out: IO[str]) -> bool:
    """Whether keys can be read one by one and a screen can be drawn over."""
    return (
        sys.platform != "win32"
        and stdin.isatty()
        and out.isatty()
        and os.environ.get("TERM", "dumb") not in ("", "dumb")
    )
