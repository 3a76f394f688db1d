"""Enduring: a file that ends the program each time that it is read must not do so for ever."""

import datetime as dt
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.errors import UnreadableInput

if TYPE_CHECKING:
    from fullstride.store.contract import Attempts

MOST_TRIES = 4
_REMEMBERED = dt.timedelta(days=1)
_PATIENCE_S, _LOOK_AGAIN_S = 5.0, 0.1


def left_alone(name: str) -> UnreadableInput:
    return UnreadableInput(name, "", f"ended the program {MOST_TRIES} times and is left alone")


@contextmanager
def endured(attempts: "Attempts", runner: str, file: Path, now: dt.datetime) -> Iterator[None]:
    """Around the reading of a file that was handed in: notes that it is begun, and forgets that when it is
    over, however it ends. What still stands noted ended the program, or is being read at this moment by
    somebody who was sent it as well: that is waited for.

    Raises UnreadableInput for a file that did so too often within a day; it is not read then.
    """
    with file.open("rb") as data:
        key = f"read/{runner}/{hashlib.file_digest(data, 'sha256').hexdigest()}"
    patience = _PATIENCE_S
    while attempts.tallies([key], now)[0].count >= MOST_TRIES:
        if patience <= 0:
            raise left_alone(file.name)
        time.sleep(_LOOK_AGAIN_S)
        patience -= _LOOK_AGAIN_S
    attempts.add([key], now, _REMEMBERED)
    try:
        yield
    finally:
        attempts.forget([key])
