"""The one door between the terminal and the program: answers go out here, and errors become a sentence.

Exit codes: 0 did what was asked, 1 the answer is no, 2 bad usage or unreadable input, 130 interrupted.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from typing import IO, TYPE_CHECKING, Any, TextIO

import typer

from fullstride.domain.errors import BadUsage, FullstrideError, Stopped

if TYPE_CHECKING:
    from rich.text import Text

    from fullstride.cli.style import Style

YES, NO, BAD, INTERRUPTED = 0, 1, 2, 130


def answer(
    facts: Callable[[], Mapping[str, Any]],
    screen: "Callable[[Style], Iterable[Text]]",
    *,
    as_json: bool,
    ascii_only: bool,
) -> None:
    """Prints one JSON object, or the screen that says the same to a person."""
    if as_json:
        answer_json(facts())
        return
    from fullstride.cli.style import detect, drawn

    style = detect(stream=sys.stdout, ascii_wanted=ascii_only)
    say(drawn(screen(style), style))


def answer_json(facts: Mapping[str, Any]) -> None:
    """Prints one JSON object, in plain ASCII where stdout can't hold more."""
    say(json.dumps(facts, indent=2, ensure_ascii=not _writes_utf8(sys.stdout)))


def say(text: str) -> None:
    """Prints `text` and a line break. A reader that went away (`| head`) is no error."""
    _print(text, sys.stdout)


def refuse(text: str, code: int = BAD) -> int:
    """Says on stderr, in one sentence, why not; gives the exit code."""
    _print(sentence(text), sys.stderr)
    return code


def note(text: str) -> None:
    """Says on stderr what the runner should know about the answer; nothing where `text` is empty."""
    if text:
        _print(sentence(text), sys.stderr)


def sentence(text: str) -> str:
    """One line that ends like a sentence, whatever an error message holds; its first word may be the name
    of a file, so it is left as it is."""
    one_line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return one_line if one_line.endswith((".", "?", "!")) else f"{one_line}."


def run(command: Callable[[], int | None]) -> int:
    """The exit code of `command`; what goes wrong in a foreseeable way is told in one sentence."""
    try:
        return command() or YES
    except Stopped as stop:
        return refuse(str(stop), INTERRUPTED)
    except FullstrideError as error:
        return refuse(str(error))
    except typer.TyperException as error:
        return refuse(f"{error.format_message().rstrip('.')}; fullstride --help shows what there is.")
    except (KeyboardInterrupt, typer.Abort):
        return refuse("Stopped.", INTERRUPTED)
    except BrokenPipeError:
        return YES
    except OSError as error:
        reason = error.strerror or str(error)
        return refuse(f"{error.filename}: {reason.lower()}" if error.filename else reason)
    except UnicodeError:
        return refuse("The input holds characters that can't be written")
    except RecursionError:
        return refuse("The input is nested too deeply to be read")
    except MemoryError:
        return refuse("The input is too large for the memory of this machine")


def prepare_streams() -> None:
    """A letter that the terminal can't show becomes "?"; it never stops a command.

    Python gives None for a stream that was closed from outside (`2>&-`). A closed input is an empty one
    and what is said on a closed stderr is lost. Raises BadUsage where stdout is closed: nobody could be
    given an answer.
    """
    streams: list[TextIO | None] = [sys.stdin, sys.stdout, sys.stderr]
    if streams[0] is None:
        sys.stdin = StringIO()
    if streams[2] is None:
        sys.stderr = StringIO()
    if streams[1] is None:
        raise BadUsage("Stdout is closed, so there is nowhere to print the answer")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _print(text: str, stream: IO[str]) -> None:
    try:
        stream.write(text if text.endswith("\n") else text + "\n")
        stream.flush()
    except BrokenPipeError:
        _to_nowhere(stream)


def _to_nowhere(stream: IO[str]) -> None:
    """Nobody reads any more; Python's own flush at exit must not complain about it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _writes_utf8(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "").replace("_", "") == "utf8"
