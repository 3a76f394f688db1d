"""What an archive holds, found without reading its recordings."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from fullstride.domain.errors import UnreadableInput
from fullstride.formats import garmin_export
from fullstride.formats.file_kinds import HEAD, Kind, kind_by_head, kind_by_name
from fullstride.formats.file_trees import FolderTree, Tree, ZipTree
from fullstride.formats.members import Member, Skipped
from fullstride.formats.motion_log_zip import SPREADSHEET, holds_motion_log, is_spreadsheet
from fullstride.formats.sets import log_folders
from fullstride.formats.strava_archive import Strava

_FILES_MOST = 1_000_000  # in one archive, zips in it included
_NESTED_BASE, _NESTED_SHARE = 64 << 20, 50  # bytes of zips in a zip: this, and so many times its own size

_KINDS_NAMED = 5

Found = Iterator[Member | Skipped]


class Listing:
    """One walk through a file, a folder or a zip, and the zips in it, within bounds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._others: Counter[str] = Counter()
        self._files = 0
        self._nested_left = 0

    def everything(self) -> Found:
        kind = self._kind_of_file()
        if self.path.is_dir():
            tree = FolderTree(self.path)
            logs = log_folders(tree.files)
            yield from _together(self.path, logs)
            apart = {name for names in logs.values() for name in names}
            tree.files = {name: size for name, size in tree.files.items() if name not in apart}
            yield from self._tree(tree, garmin_export.around(self.path))
        elif kind is Kind.ZIP:
            yield from self._zip(self.path, (), garmin_export.around(self.path))
        elif kind is Kind.APPLE:
            yield from self._apple(FolderTree(self.path.parent), self.path.name, set())
        else:
            yield Member(path=self.path, size=self.path.stat().st_size)
        if self._others:
            yield Skipped(name=str(self.path), why=_counted(self._others), harmless=True)

    def _kind_of_file(self) -> Kind:
        """The user named this file, so it is a recording unless it shows that it is an archive."""
        if not self.path.is_file():
            return Kind.RECORDING
        try:
            with self.path.open("rb") as file:
                kind = kind_by_head(file.read(HEAD))
        except OSError:
            return Kind.RECORDING  # reading it will say what is wrong
        damaged_zip = kind is Kind.OTHER and kind_by_name(self.path.name) is Kind.ZIP
        return Kind.ZIP if damaged_zip else kind

    def _zip(self, path: Path, inside: tuple[str, ...], export: Path | None) -> Found:
        try:
            if not inside:
                self._nested_left = _NESTED_BASE + _NESTED_SHARE * path.stat().st_size
            tree = ZipTree(path, inside)
        except UnreadableInput as error:
            yield Skipped(name=error.file, why=error.reason)
        except OSError as error:
            yield Skipped(name=str(path), why=f"can't be opened ({error.strerror})")
        else:
            if is_spreadsheet(tree.files):
                yield Skipped(name="/".join((str(path), *inside)), why=SPREADSHEET)
            elif holds_motion_log(tree.files):
                yield Member(path=path, inside=inside, size=path.stat().st_size)  # a log is one zip
            else:
                yield from self._tree(tree, export)

    def _tree(self, tree: Tree, export: Path | None) -> Found:
        yield from tree.left_out
        strava = Strava(tree)
        garmin = garmin_export.roots(tree)
        spoken_for: set[str] = set()
        for name in tree.files:
            if name.casefold().endswith(".xml") and self._peek(tree, name) is Kind.APPLE:
                yield from self._apple(tree, name, spoken_for)
        for name in tree.files:
            if name in spoken_for:
                continue
            self._files += 1
            if self._files > _FILES_MOST:
                yield Skipped(
                    name=tree.name, why=f"holds more than {_FILES_MOST} files; the rest is left out"
                )
                return
            root = next((path for prefix, path in garmin if name.startswith(prefix)), export)
            yield from self._file(tree, name, strava, root)
        yield from strava.missing()

    def _file(self, tree: Tree, name: str, strava: Strava, export: Path | None) -> Found:
        kind = kind_by_name(name)
        if strava.ignores(name) or (export and name.endswith(".json")):
            kind = Kind.OTHER
        if kind is Kind.DOUBT:
            kind = self._peek(tree, name)
        path, inside = tree.place(name)
        shown = "/".join((str(path), *inside))
        if kind is Kind.RECORDING:
            hint = strava.hint(name)
            yield Member(
                path=path,
                inside=inside,
                size=tree.files[name],
                title=hint.title,
                sport=hint.sport,
                start=hint.start,
                export=export,
            )
        elif kind is Kind.ZIP:
            if inside:
                self._nested_left -= tree.files[name]
            if inside and self._nested_left < 0:
                yield Skipped(name=shown, why="unpacks to far more than the zip around it can hold")
            else:
                yield from self._zip(path, inside, export)
        elif kind is Kind.PACKED:
            yield Skipped(
                name=shown, why="is an archive of a kind we don't open; unpack it and name the folder"
            )
        else:
            self._others[_suffix(name)] += 1

    def _peek(self, tree: Tree, name: str) -> Kind:
        try:
            return kind_by_head(tree.source(name).at(0, HEAD))
        except (UnreadableInput, OSError):
            return Kind.RECORDING  # reading it will say what is wrong

    def _apple(self, tree: Tree, name: str, spoken_for: set[str]) -> Found:
        from fullstride.formats.apple_health import AppleExport

        export = AppleExport(tree, name)
        spoken_for.add(name)
        for workout, route in export.workouts():
            spoken_for.add(route)
            path, inside = tree.place(route or name)
            size = tree.files.get(route, 0)
            yield Member(
                path=path, inside=inside, size=size, sport=workout.sport, start=workout.start, workout=workout
            )
        yield from export.left_out


def _together(root: Path, logs: Mapping[str, tuple[str, ...]]) -> Iterator[Member]:
    """Logs whose zips were unpacked into folders."""
    for folder, names in logs.items():
        below = tuple(name.removeprefix(f"{folder}/") if folder else name for name in names)
        yield Member(path=root / folder if folder else root, together=below)


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
    return f".{suffix.casefold()[:12]}" if dot and stem else "other"


def _counted(others: Counter[str]) -> str:
    """ "holds 12 .jpg and 3 .csv files without a recording"."""
    ordered = sorted(others.items(), key=lambda each: (-each[1], each[0]))
    if len(ordered) > _KINDS_NAMED:
        ordered = [*ordered[:_KINDS_NAMED], ("other", sum(count for _, count in ordered[_KINDS_NAMED:]))]
    said = [f"{count} {suffix}" for suffix, count in ordered]
    listed = " and ".join((", ".join(said[:-1]), said[-1])) if len(said) > 1 else said[0]
    return f"holds {listed} {'file' if others.total() == 1 else 'files'} without a recording"
