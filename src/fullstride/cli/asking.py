"""One question after another, on a terminal or from a pipe."""

import sys
from collections.abc import Callable
from typing import TypeVar

from fullstride.domain.errors import BadUsage

Value = TypeVar("Value")


def ask(question: str, read: Callable[[str], Value]) -> Value:
    """Asks until the answer is understood. From a pipe nothing is asked: each line is one answer, the
    end of it leaves the rest open, and an answer that isn't understood is an error."""
    at_terminal = sys.stdin.isatty()
    while True:
        if at_terminal:
            sys.stderr.write(question if question.endswith("\n") else f"{question} ")
            sys.stderr.flush()
        line = sys.stdin.readline()
        try:
            return read(line.strip())
        except ValueError as error:
            if not at_terminal:
                raise BadUsage(
                    f"{question.split('?')[0]}? {line.strip()!r} is not understood. {error}"
                ) from None
            sys.stderr.write(f"{error}\n")


def can_ask() -> bool:
    """Whether somebody is there to answer: a terminal on both sides."""
    return sys.stdin.isatty() and sys.stderr.isatty()
