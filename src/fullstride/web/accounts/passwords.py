"""Passwords: which may be chosen, how they are kept, and how one is tried.

They are kept as argon2id writes them (RFC 9106, its second recommended choice), so that a stolen store tells
none. Whoever tries one for a name that is not there waits as long and reads the same words.
"""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from fullstride.domain.errors import BadUsage
from fullstride.web.accounts.common import is_common
from fullstride.web.problems import Refusal

SHORTEST, LONGEST = 10, 200
_AT_ONCE = 4  # each takes its memory while it is worked out
_IN_LINE = 12  # with those; each keeps a thread from all other work of the server
_PATIENCE_S = 10.0


@dataclass(frozen=True)
class Passwords:
    """How passwords are kept. Another setting is taken up by each hash when its password is next typed in."""

    time_cost: int = 3
    memory_kib: int = 64 * 1024
    parallelism: int = 4
    _places: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(_AT_ONCE), repr=False, compare=False
    )
    _line: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(_IN_LINE), repr=False, compare=False
    )

    def hash(self, password: str) -> str:
        """What is kept of it. Raises Refusal where too many are asked for at once."""
        with self._place():
            return self._hasher.hash(_composed(password))

    def is_right(self, password: str, kept: str | None) -> bool:
        """Takes as long where nothing is kept."""
        with self._place():
            nobodys = self._nobodys  # worked out once, whoever is first
            try:
                right = self._hasher.verify(kept or nobodys, _composed(password))
            except (VerificationError, InvalidHashError):
                return False
        return right and kept is not None

    def is_old(self, kept: str) -> bool:
        """Whether it was kept by other settings than these."""
        return self._hasher.check_needs_rehash(kept)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        return PasswordHasher(
            time_cost=self.time_cost, memory_cost=self.memory_kib, parallelism=self.parallelism
        )

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash("nobody's")

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._line.acquire(blocking=False):
            raise _busy()
        try:
            if not self._places.acquire(timeout=_PATIENCE_S):
                raise _busy()
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._line.release()


def _busy() -> Refusal:
    return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "Many sign in at this moment; try again", again_s=5)


def refuse_weak(password: str, name: str) -> None:
    """Raises BadUsage for one that is too short, too long, or among the first that anybody would try."""
    composed = _composed(password)
    if len(composed) < SHORTEST:
        raise BadUsage(f"A password has {SHORTEST} letters at least; a few words in a row are easy to keep")
    if len(composed) > LONGEST:
        raise BadUsage(f"A password has {LONGEST} letters at most")
    if is_common(composed, name):
        raise BadUsage("That password is among the first that are tried; a few words in a row are better")


def _composed(password: str) -> str:
    """The same from every keyboard."""
    return unicodedata.normalize("NFC", password)
