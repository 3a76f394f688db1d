"""Words that were read lately, for all threads of a process: none is ever altered, and reading takes long."""

import threading
from typing import Generic, TypeVar

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
