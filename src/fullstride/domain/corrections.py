"""What a runner says of an effort that was found wrongly, or not at all; what was found stays as it is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from fullstride.domain.motion import AS_THE_FILE_SAYS, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One effort of one recording as it really was: [start_s, end_s) seconds after the first record.

    The recording is in the original `sha256`, measured by `algorithm` (as in Made: "measure", and "measure 2"
    for the second in a file of several). `effort` is an index into what was found then, None for an effort
    that was not found; `was_start_s` and `was_end_s` are where it was found, so that it is known again when
    it is measured anew. `removed`: it was none, and `kind`, `start_s` and `end_s` say nothing. One that names
    no effort and no place is about the whole recording: `removed` takes it away, else it counts again.
    `told` is none of these: what the
    runner says of a log as a whole, so that it can be measured.
    `said_by` is an account's id, "" where there are none.
    """

    id: str
    said_at: dt.datetime
    sha256: str
    said_by: str = ""
    algorithm: str = "measure"
    effort: int | None = None
    was_start_s: float | None = None
    was_end_s: float | None = None
    removed: bool = False
    kind: str = ""
    start_s: float | None = None
    end_s: float | None = None

    told: Told | None = None

    @property
    def is_of_whole(self) -> bool:
        nowhere = self.effort is None and self.start_s is None and self.end_s is None
        return nowhere and self.told is None

    @property
    def is_of_effort(self) -> bool:
        return not self.is_of_whole and self.told is None

    def is_telling_of(self, sha256: str, algorithm: str) -> bool:
        return self.told is not None and (self.sha256, self.algorithm) == (sha256, algorithm)


def taken_away(corrections: Iterable[Correction]) -> frozenset[tuple[str, str]]:
    """(sha256, algorithm) of the recordings that count no more; the last word on each holds."""
    last = {(one.sha256, one.algorithm): one.removed for one in corrections if one.is_of_whole}
    return frozenset(key for key, removed in last.items() if removed)


def told_of(corrections: Iterable[Correction], sha256: str, algorithm: str) -> Told:
    """All that the runner said of one log, the last word on each."""
    told = AS_THE_FILE_SAYS
    for one in corrections:
        if one.told is not None and one.is_telling_of(sha256, algorithm):
            told = one.told.over(told)
    return told
