"""Words that were read lately, for all threads of a process: none is ever altered, and reading takes long."""

import dataclasses
import threading
from typing import Generic, TypeVar

from fullstride.domain.keeping import KeptPlan

Word = TypeVar("Word")
Key = int | str


class Decoded(Generic[Word]):
    """At most `most` words of all runners. The checksum belongs to the key, so that a word is surely the
    same."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._words: dict[tuple[int, Key, int], Word] = {}

    def get(self, runner: int, key: Key, body_sum: int) -> Word | None:
        with self._lock:
            found = self._words.pop((runner, key, body_sum), None)
            if found is not None:
                self._words[runner, key, body_sum] = found  # the last to be dropped
            return found

    def put(self, runner: int, key: Key, body_sum: int, word: Word) -> None:
        with self._lock:
            self._words[runner, key, body_sum] = word
            while len(self._words) > self._most:
                del self._words[next(iter(self._words))]

    def forget(self, runner: int) -> None:
        with self._lock:
            self._words = {key: word for key, word in self._words.items() if key[0] != runner}


def sharing(plan: KeptPlan, before: KeptPlan | None) -> KeptPlan:
    """The same plan; what it has in common with another version is held in memory once."""
    if before is None:
        return plan
    known = {session.id: session for session in before.plan.sessions}
    sessions = tuple(_first(known.get(one.id), one) for one in plan.plan.sessions)
    return dataclasses.replace(
        plan,
        days=_first(before.days, plan.days),
        calendars=_first(before.calendars, plan.calendars),
        books=_first(before.books, plan.books),
        plan=dataclasses.replace(plan.plan, sessions=sessions),
    )


def _first(one: Word | None, other: Word) -> Word:
    return one if one is not None and one == other else other
