"""A file that a runner hands in over the net, and the work on it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class JobState(StrEnum):
    RECEIVING = "receiving"
    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    ASIDE = "aside"  # no work for anybody: what its runner may put in the place of all that is kept

    @property
    def is_received(self) -> bool:
        return self in (JobState.RECEIVING, JobState.ASIDE)

    @property
    def is_over(self) -> bool:
        return self in (JobState.DONE, JobState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How far the work has come: of `found` recordings, `done` of any kind; the others are parts of those."""

    found: int = 0
    done: int = 0
    new: int = 0
    known: int = 0
    unreadable: int = 0
    others: int = 0  # files that are no recordings


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportJob:
    """`id` is the sender's: the same again is the same job. `received_bytes` of `size_bytes` are here.

    A `worker` has it until `leased_until`; then another may take it. `tries` counts how often it was taken
    and not given back.
    One that lies ASIDE does so from the first byte on, and `result` says what it is.
    `result` is JSON, `error` a sentence for the runner where it failed.
    """

    id: str
    runner: str
    name: str
    size_bytes: int
    created_at: dt.datetime
    changed_at: dt.datetime
    state: JobState = JobState.RECEIVING
    received_bytes: int = 0
    counts: Counts = Counts()
    worker: str = ""
    leased_until: dt.datetime | None = None
    tries: int = 0
    result: str = ""
    error: str = ""
