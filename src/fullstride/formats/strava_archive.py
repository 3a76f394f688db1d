"""Strava's archive: the folder `activities/` and the list `activities.csv` beside it.

The list is read by position and by content: its header is in the language of the account, and several of
its columns have the same name. The number in a file's name is often not the activity's, so the files are
found by the list's own column of names.
"""

import contextlib
import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from fullstride.domain.errors import UnreadableInput
from fullstride.formats.file_trees import Tree, read_from
from fullstride.formats.members import Skipped
from fullstride.formats.reading import MEGABYTE
from fullstride.formats.strava_names import date_written, sport_named
from fullstride.formats.xml_text import as_utf8

_DATE, _TITLE, _TYPE = 1, 2, 3  # columns, in every version and language
_MARKS = tuple("activities/".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_SEPARATORS = ",;\t"  # the usual one first
_LIST_MOST = 32 * MEGABYTE  # 50,000 activities with a paragraph of description each
_ROWS_MOST, _COLUMNS_MOST = 50_000, 300  # five activities a day for 27 years; Strava writes a hundred columns
_FILE = re.compile(r"activities/[^/]+\.(?:fit|gpx|tcx)(?:\.gz)?", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What the list says of one file."""

    title: str = ""
    sport: str = ""
    start: dt.datetime | None = None


def read_list(data: bytes) -> dict[str, Hint] | None:
    """The list's files ("activities/12.fit.gz") with its hints; None when this is no list of activities.

    Rows that can't be read give no hints; nothing in the list can stop the files from being read.
    """
    if not any(mark in data for mark in _MARKS):
        return None
    rows = _rows(as_utf8(data)[0].decode("utf-8", "replace").replace("\0", ""))
    places = Counter(column for row in rows for column, value in enumerate(row) if _FILE.fullmatch(value))
    if not places:
        return None
    column = places.most_common(1)[0][0]
    return {row[column]: _hint(row) for row in rows if len(row) > column and _FILE.fullmatch(row[column])}


def _rows(text: str) -> list[list[str]]:
    """With commas as Strava writes it, or as a spreadsheet of another country has saved it again."""
    head = text[: text.find("\n") + 1] or text
    separator = max(_SEPARATORS, key=head.count)
    rows: list[list[str]] = []
    with contextlib.suppress(csv.Error):  # a quote that nobody closed costs the rows behind it
        for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), _ROWS_MOST):
            rows.append(row[:_COLUMNS_MOST])  # noqa: PERF401 (those before the error are kept)
    return rows


def _hint(row: Sequence[str]) -> Hint:
    if len(row) <= _TYPE or not row[0].isdigit():
        return Hint()
    return Hint(
        title=" ".join(row[_TITLE].split()), sport=sport_named(row[_TYPE]), start=date_written(row[_DATE])
    )


class Strava:
    """The Strava archives within a tree of files; usually one or none."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._lists = dict(self._found())

    def hint(self, name: str) -> Hint:
        """What the list says of the file, which may have been unpacked since."""
        for prefix, listed in self._lists.items():
            file = name.removeprefix(prefix)
            if hint := listed.get(file) or listed.get(f"{file}.gz"):
                return hint
        return Hint()

    def ignores(self, name: str) -> bool:
        """Pictures, and routes that were planned, not run."""
        return any(name.startswith((f"{prefix}media/", f"{prefix}routes/")) for prefix in self._lists)

    def missing(self) -> Iterator[Skipped]:
        files = self._tree.files
        for prefix, listed in self._lists.items():
            for file in sorted(listed):
                name = prefix + file
                if name not in files and name.removesuffix(".gz") not in files:
                    why = "is in the list of activities, but the archive doesn't hold it"
                    yield Skipped(name=f"{self._tree.name}/{name}", why=why)

    def _found(self) -> Iterator[tuple[str, dict[str, Hint]]]:
        prefixes = {
            name[: at + 1] for name in self._tree.files if (at := f"/{name}".find("/activities/") - 1) >= -1
        }
        lists = [name for name in self._tree.files if name.casefold().endswith(".csv")] if prefixes else []
        for prefix in sorted(prefixes):
            beside = [name for name in lists if name.rpartition("/")[0] == prefix.rstrip("/")]
            for name in sorted(beside, key=lambda each: not each.endswith("activities.csv")):
                try:
                    listed = read_list(read_from(self._tree.source(name), name, _LIST_MOST))
                except UnreadableInput:
                    continue
                if listed is not None:
                    yield prefix, listed
                    break
