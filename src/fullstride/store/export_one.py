"""All that is kept for one runner, for the runner: one zip file, with their files under their own names."""

import datetime as dt
import zipfile
from dataclasses import dataclass
from typing import IO

from fullstride.store import checks
from fullstride.store.backup import IntoZip
from fullstride.store.export import ByName
from fullstride.store.lines import Line
from fullstride.store.packing import pack
from fullstride.store.sql import SqlStore


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedOne:
    """`missing` are the names of files whose bytes are gone: all else is there."""

    counts: dict[str, int]
    missing: tuple[str, ...]


class _IntoNamedZip(IntoZip):
    def __init__(self, packed: zipfile.ZipFile) -> None:
        super().__init__(packed)
        self._names = ByName()

    def place(self, line: Line, name: str) -> tuple[str, bool]:
        return self._names.place(line, name)


def export_one(
    store: SqlStore, runner: str, file: IO[bytes], at: dt.datetime, *, sealed: bool = False
) -> ExportedOne:
    """Writes what is theirs and nobody else's into `file`, without accounts; addresses and keys only where
    that is to stay in this store, as they are `sealed`.

    It has the form of an export, so that `fullstride restore` takes it. Raises UnknownRunner, StoreTrouble.
    """
    name = checks.runner_name(runner)
    store.shelf(name)
    with zipfile.ZipFile(file, "w") as whole:
        packed = pack(store, _IntoNamedZip(whole), at, only=name, sealed=sealed)
    return ExportedOne(counts=packed.counts, missing=tuple(sorted(packed.missing.values())))
