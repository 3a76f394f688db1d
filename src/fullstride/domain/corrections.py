"""What a runner says of an effort that was found wrongly, or not at all; what was found stays as it is."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One effort of one recording as it really was: [start_s, end_s) seconds after the first record.

    The recording is in the original `sha256`, measured by `algorithm` (as in Made: "measure", and "measure 2"
    for the second in a file of several). `effort` is an index into what was found then, None for an effort
    that was not found; `was_start_s` and `was_end_s` are where it was found, so that it is known again when
    it is measured anew. `removed`: it was none, and `kind`, `start_s` and `end_s` say nothing. `said_by` is
    an account's id, "" where there are none.
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
