"""Garmin's export: zips of uploaded files under DI_CONNECT, and lists of activities beside them.

The files are named after uploads, the lists after activities, and nothing joins the two but the time of
the start.
"""

import datetime as dt
import functools
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fullstride.domain.errors import UnreadableInput
from fullstride.formats.broken_json import read_json
from fullstride.formats.file_trees import FolderTree, Tree, ZipTree, read_from
from fullstride.formats.reading import MEGABYTE

ROOT = "DI_CONNECT"
_LIST = "summarizedactivities"
_NEAR_S = 60.0  # a watch and Garmin's server differ by seconds
_LIST_MOST = 48 * MEGABYTE  # 16,000 activities; Garmin begins a new list after 1,000


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """Titles by start (seconds of the epoch), in order."""

    starts_s: tuple[float, ...] = ()
    titles: tuple[str, ...] = ()

    def at(self, start: dt.datetime) -> str:
        """The title of the activity that started then, "" when there is none within a minute."""
        wanted = start.timestamp()
        place = bisect_left(self.starts_s, wanted)
        near = range(max(0, place - 1), min(len(self.starts_s), place + 1))
        best = min(near, key=lambda each: abs(self.starts_s[each] - wanted), default=None)
        return self.titles[best] if best is not None and abs(self.starts_s[best] - wanted) <= _NEAR_S else ""


def around(path: Path) -> Path | None:
    """The export that `path` is a part of."""
    return next((each.parent for each in (path, *path.parents) if each.name == ROOT), None)


def roots(tree: Tree) -> tuple[tuple[str, Path], ...]:
    """The exports in a tree: what their files' names start with, and where each is (see `titles`)."""
    prefixes = {f"/{name}".partition(f"/{ROOT}/")[0] for name in tree.files if f"/{ROOT}/" in f"/{name}"}
    found = []
    for prefix in sorted(each[1:] + "/" if each else "" for each in prefixes):
        path, inside = tree.place(f"{prefix}{ROOT}")
        if len(inside) < 2:
            found.append((f"{prefix}{ROOT}/", path if inside else path.parent))
    return tuple(found)


def titles(export: Path) -> Titles:
    """What the lists of the export (a zip, or the folder that holds DI_CONNECT) say; empty without any."""
    try:
        changed = export.stat().st_mtime_ns
    except OSError:
        return Titles()
    return _titles(export, changed)


@functools.lru_cache(maxsize=4)
def _titles(export: Path, _changed: int) -> Titles:
    found: dict[float, str] = {}
    try:
        tree: Tree = FolderTree(export / ROOT) if export.is_dir() else ZipTree(export)
    except UnreadableInput:
        return Titles()
    for name in tree.files:
        if is_list(name):
            try:
                found |= read_list(read_from(tree.source(name), name, _LIST_MOST))
            except UnreadableInput:
                continue
    ordered = sorted(found.items())
    return Titles(starts_s=tuple(start for start, _ in ordered), titles=tuple(title for _, title in ordered))


def is_list(name: str) -> bool:
    file = name.rpartition("/")[2].casefold()
    return _LIST in file and file.endswith(".json")


def read_list(data: bytes) -> dict[float, str]:
    """Start (seconds of the epoch) -> title, of the rows that have both."""
    try:
        content, _ = read_json(data.decode("utf-8-sig", "replace"))
    except ValueError:
        return {}
    found: dict[float, str] = {}
    for block in content if isinstance(content, list) else [content]:
        rows = block.get("summarizedActivitiesExport", ()) if isinstance(block, Mapping) else ()
        for row in rows if isinstance(rows, list) else ():
            if not isinstance(row, Mapping):
                continue
            starts = (row.get("startTimeGmt"), row.get("beginTimestamp"))
            start_ms = next((each for each in starts if isinstance(each, int | float)), 0)
            title = row.get("name")
            if 0 < start_ms < 1e14 and isinstance(title, str) and title:
                found[start_ms / 1000] = title
    return found
