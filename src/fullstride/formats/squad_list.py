"""Who is in a squad: a folder with a profile for each runner, or a table that names their files.

In a folder `NAME.toml` is a profile; a calendar `NAME.ics` (or .csv, .json, …) beside it takes the
template's place, and `NAME.over.ics` lies over it. A table has the columns name, profile, calendar, over
and race; all but the name may be left empty, and files are looked for beside it.
"""

import csv
import datetime as dt
import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fullstride.domain.errors import UnreadableInput
from fullstride.formats.reading import TEXT_LIMIT, read_text

PROFILE = ".toml"
OVER = ".over"
CALENDARS = (".ics", ".ical", ".csv", ".json", ".yaml", ".yml", ".txt", ".ts", ".js")
COLUMNS = ("name", "profile", "calendar", "over", "race")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A runner of the list. `calendar` takes the template's place, or, `over`, lies over it; `race` is the
    day that a template without dates is laid back from, where the profile names none."""

    name: str
    profile: Path | None = None
    calendar: Path | None = None
    over: bool = False
    race: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """`left_out` are files and lines that name nobody, as sentences."""

    members: tuple[Member, ...] = ()
    left_out: tuple[UnreadableInput, ...] = ()


def read_members(path: Path) -> Members:
    """Raises UnreadableInput where the list as a whole can't be read, or holds nobody."""
    found = _folder(path) if path.is_dir() else _table(path)
    if not found.members:
        worst = next(iter(found.left_out), None)
        raise worst or UnreadableInput(str(path), "", f"holds no runner; one is a profile, NAME{PROFILE}")
    return found


def _folder(folder: Path) -> Members:
    try:
        files = sorted(each for each in folder.iterdir() if each.is_file() and each.name[0] != ".")
    except OSError as error:
        raise UnreadableInput(str(folder), "", (error.strerror or str(error)).lower()) from None
    profiles = {each.stem: each for each in files if each.suffix.lower() == PROFILE}
    own: dict[str, list[tuple[Path, bool]]] = {}
    left_out: list[UnreadableInput] = []
    for each in files:
        if each.suffix.lower() not in CALENDARS:
            continue
        over = each.stem.lower().endswith(OVER)
        name = each.stem[: -len(OVER)] if over else each.stem
        if name in profiles:
            own.setdefault(name, []).append((each, over))
        else:
            left_out.append(UnreadableInput(str(each), "", f"belongs to nobody: there is no {name}{PROFILE}"))
    members = []
    for name, profile in profiles.items():
        calendar, over = next(iter(own.get(name, [])), (None, False))
        members.append(
            Member(name=unicodedata.normalize("NFC", name), profile=profile, calendar=calendar, over=over)
        )
        left_out += [
            UnreadableInput(str(each), "", f"is a second calendar of {name}; {calendar} is taken")
            for each, _ in own.get(name, [])[1:]
        ]
    return Members(members=tuple(members), left_out=tuple(left_out))


def _table(path: Path) -> Members:
    text = read_text(path, TEXT_LIMIT).lstrip("\ufeff")
    head = text.partition("\n")[0]
    separator = max((",", ";", "\t"), key=head.count)
    rows = csv.DictReader(text.splitlines(), delimiter=separator, restkey="")
    names = [str(name).strip().lower() for name in rows.fieldnames or ()]
    _refuse_columns(names, str(path))
    rows.fieldnames = names
    members: dict[str, Member] = {}
    left_out: list[UnreadableInput] = []
    try:
        for row in rows:
            place = f"line {rows.line_num}"
            try:
                member = _member(row, path, place)
                if member.name in members:
                    raise UnreadableInput(str(path), place, f"names {member.name} a second time")
                members[member.name] = member
            except UnreadableInput as error:
                left_out.append(error)
    except csv.Error as error:
        raise UnreadableInput(str(path), f"line {rows.line_num}", f"is no line of a table: {error}") from None
    return Members(members=tuple(members.values()), left_out=tuple(left_out))


def _refuse_columns(names: Iterable[str], file: str) -> None:
    """A club's table may hold anything; a column that is nearly one of ours is a slip of the hand."""
    names = list(names)
    if "name" not in names:
        raise UnreadableInput(file, "line 1", f"has no column name; columns are {', '.join(COLUMNS)}")
    for name in names:
        near = difflib.get_close_matches(name, COLUMNS, n=1, cutoff=0.75)
        if name not in COLUMNS and near and near[0] not in names:
            raise UnreadableInput(file, "line 1", f"has a column {name!r}; did you mean {near[0]}?")


def _member(row: dict[str, str | None], path: Path, place: str) -> Member:
    said = {key: (row.get(key) or "").strip() for key in COLUMNS}
    if not said["name"]:
        raise UnreadableInput(str(path), place, "names nobody")
    race = None
    if said["race"]:
        try:
            race = dt.date.fromisoformat(said["race"])
        except ValueError:
            reason = f"race {said['race']!r} is no date; write it like 2027-04-18"
            raise UnreadableInput(str(path), place, reason) from None
    if said["over"].lower() not in ("", "no", "yes", "0", "1", "false", "true"):
        raise UnreadableInput(str(path), place, f"over is {said['over']!r}; it can be yes or no")
    return Member(
        name=unicodedata.normalize("NFC", said["name"]),
        profile=path.parent / said["profile"] if said["profile"] else None,
        calendar=path.parent / said["calendar"] if said["calendar"] else None,
        over=said["over"].lower() in ("yes", "1", "true"),
        race=race,
    )
