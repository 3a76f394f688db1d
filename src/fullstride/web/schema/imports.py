"""Archives that are handed in piece by piece, and how far the work on them is."""

from typing import Annotated, Literal

from pydantic import Field

from fullstride.web.schema.evidence import Matched, Unmatched, Unreadable
from fullstride.web.schema.word import ID_PATTERN, Line, Stamp, Told, Word

LARGEST_BYTES = 4_000_000_000


class NewImport(Told):
    """`id` is the client's own: the same again is the same import."""

    id: Annotated[str, Field(pattern=ID_PATTERN)]
    name: Line
    size_bytes: Annotated[int, Field(ge=1, le=LARGEST_BYTES)]


class ImportCounts(Word):
    found: int
    done: int
    new: int
    known: int
    unreadable: int
    others: int


class ImportResult(Word):
    """What has to be asked or told; the recordings are in their own list."""

    matches: list[Matched]
    unmatched: list[Unmatched]
    unreadable: list[Unreadable]


class ImportJob(Word):
    """`received_bytes` says where to go on; `result` is there once it is done."""

    id: str
    name: str
    size_bytes: int
    received_bytes: int
    state: Literal["receiving", "waiting", "working", "done", "failed"]
    created_at: Stamp
    changed_at: Stamp
    counts: ImportCounts
    result: ImportResult | None
    error: str


class ImportJobs(Word):
    items: list[ImportJob]
