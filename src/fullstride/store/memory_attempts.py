"""How often something was tried, for as long as the program lives."""

import datetime as dt
import threading
from collections.abc import Sequence

from fullstride.domain.accounts import Tally
from fullstride.store import checks


class MemoryAttempts:
    def __init__(self, lock: threading.RLock) -> None:
        self._lock = lock
        self._tallies: dict[str, Tally] = {}

    def add(self, keys: Sequence[str], at: dt.datetime, window: dt.timedelta) -> tuple[Tally, ...]:
        checks.keys(*keys)
        with self._lock:
            for key in set(keys):
                before = self._tallies.get(key)
                if before is None or before.until <= at:
                    self._tallies[key] = Tally(key=key, count=1, until=at + window)
                else:
                    self._tallies[key] = Tally(key=key, count=before.count + 1, until=before.until)
            return tuple(self._tallies[key] for key in keys)

    def tallies(self, keys: Sequence[str], at: dt.datetime) -> tuple[Tally, ...]:
        checks.keys(*keys)
        with self._lock:
            found = [self._tallies.get(key, Tally(key=key, count=0, until=at)) for key in keys]
        return tuple(each if each.until > at else Tally(key=each.key, count=0, until=at) for each in found)

    def forget(self, keys: Sequence[str]) -> None:
        with self._lock:
            for key in keys:
                self._tallies.pop(key, None)

    def prune(self, at: dt.datetime) -> int:
        with self._lock:
            ended = [key for key, tally in self._tallies.items() if tally.until <= at]
            self.forget(ended)
            return len(ended)
