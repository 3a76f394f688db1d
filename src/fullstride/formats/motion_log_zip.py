"""Zips of logging apps: phyphox, Sensor Logger, or any zip around one log."""

import csv
import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion import AS_THE_FILE_SAYS, Told
from fullstride.domain.motion_log import MotionLog
from fullstride.formats.motion_log_choice import is_motion_table
from fullstride.formats.motion_log_csv import Part, read_part
from fullstride.formats.motion_log_gzip import SWELL
from fullstride.formats.motion_log_join import with_rotation
from fullstride.formats.motion_log_sensor_logger import (
    ACCELERATIONS,
    METADATA,
    hint_of,
    log_length_s,
    sensor_log,
    stem_of,
)
from fullstride.formats.motion_log_table import open_table
from fullstride.formats.reading import decode
from fullstride.formats.recorded import cut_short, instant
from fullstride.formats.zip_sources import Source, SummedSource
from fullstride.formats.zips import Zip

_ZIP = b"PK\x03\x04"
_SMALL = 1_000_000  # bytes of a list of properties
_TABLES_MOST = 32  # tables that are looked into
_DEVICE, _TIME = "meta/device.csv", "meta/time.csv"
_RAW_DATA = "raw data.csv"
SPREADSHEET = "is a spreadsheet; export a log as CSV instead (phyphox: Export Data, CSV)"
_OFFICE = ("xl/workbook.xml", "content.xml", "word/document.xml")
_UTC = re.compile(r"UTC\s*([+-])(\d\d):?(\d\d)")
_EPOCH_S = (9.4e8, 4.2e9)


def holds_motion_log(names: Iterable[str]) -> bool:
    """Whether a zip with files of these names is the export of a logging app, by names alone."""
    found = {name.casefold() for name in names}
    if _has(found, _DEVICE) or _has(found, _TIME) or _has(found, _RAW_DATA):
        return True
    stems = {stem_of(name) for name in found if name.endswith(".csv")}
    return METADATA in stems and any(stem in stems for stem in ACCELERATIONS)


def is_spreadsheet(names: Collection[str]) -> bool:
    """Whether a zip with files of these names is a spreadsheet or another office document."""
    return any(name in names for name in _OFFICE)


def is_motion_zip(source: Source) -> bool:
    """Whether a zip is the export of a logging app, by the names of all its files."""
    return source.at(0, len(_ZIP)) == _ZIP and holds_motion_log(Zip(source, "").entries)


def read_motion_zip(
    source: Source, name: str, told: Told = AS_THE_FILE_SAYS, *, rotation: bool = True
) -> MotionLog:
    """The log in a zip; `told` and `rotation` as in read_motion_log. Raises UnreadableInput, also where a zip
    holds none or several."""
    packed = Zip(source, name)
    folded = {each.casefold() for each in packed.entries}
    if is_spreadsheet(folded):
        raise UnreadableInput(name, "", SPREADSHEET)
    several = _recordings(packed.entries)
    if len(several) > 1:
        reason = f"holds {len(several)} recordings; unpack it and give the folder, or one of them"
        raise UnreadableInput(name, "", reason)
    if _has(folded, _DEVICE) or _has(folded, _TIME):
        log = _phyphox(packed, rotation=rotation)
    elif any(_is_table(each) and stem_of(each) in ACCELERATIONS for each in packed.entries):
        files = {stem_of(each): each for each in packed.entries if _is_table(each)}
        log = sensor_log(
            files,
            lambda stem: _part(packed, files[stem]),
            _metadata(packed, files),
            name,
            rotation=rotation,
        )
    else:
        log = _only_table(packed, told, rotation=rotation)
    if packed.damage and not log.cut:
        log = replace(log, cut=cut_short(f"is a zip that {packed.damage}", log_length_s(log)))
    return log


def _recordings(names: Iterable[str]) -> set[PurePosixPath]:
    """The folders of a zip that hold a recording each: an account of it of their own, or accelerations."""
    paths = [PurePosixPath(name) for name in names if "__macosx" not in name.casefold()]
    told = {path.parent.parent for path in paths if _has({path.as_posix().casefold()}, _DEVICE)}
    held = {path.parent for path in paths if _is_table(path.name) and stem_of(path.name) in ACCELERATIONS}
    return told or held


def _phyphox(packed: Zip, *, rotation: bool) -> MotionLog:
    """Tables named by the experiment, and two small ones on the phone and on when it was started."""
    best: Part | None = None
    turns: list[Part] = []
    why = None
    for name in _tables(packed):
        try:
            part = _part(packed, name, hinted=False, rotation=rotation)
        except UnreadableInput as error:
            why = why or error
            continue
        if part.rotation is not None:
            turns.append(part)
        if part.acceleration is not None and (best is None or best.gravity is False):
            best = part if best is None or part.gravity is not False else best
        if best is not None and best.gravity is not False and (turns or not rotation):
            break  # of an hour, another table takes as long and as much room
    if best is None:
        raise why or UnreadableInput(packed.name, "", "holds no acceleration; record it with g")
    log = replace(with_rotation(best, turns), format="phyphox", device=_phyphox_device(packed))
    return _phyphox_started(packed, log)


def _phyphox_device(packed: Zip) -> str:
    told = {row[0]: row[1] for row in _rows(packed, _DEVICE) if len(row) > 1}
    maker = told.get("deviceManufacturer") or told.get("deviceBrand") or ""
    return " ".join(part for part in (maker, told.get("deviceModel", "")) if part not in ("", "null"))


def _phyphox_started(packed: Zip, log: MotionLog) -> MotionLog:
    """The log with the instant of its zero. A pause stops phyphox's clock, so it leaves no gap."""
    starts: list[float] = []
    pauses: list[float] = []
    offset: int | None = None
    for row in _rows(packed, _TIME):
        at_s, epoch_s = (_number(cell) for cell in (*row, "", "", "")[1:3])
        if at_s is None or epoch_s is None:
            continue
        if row[0] == "START":
            starts.append(epoch_s - at_s)
            if offset is None and (told := _UTC.search(row[-1])):
                offset = (3600 * int(told[2]) + 60 * int(told[3])) * (-1 if told[1] == "-" else 1)
        elif row[0] == "PAUSE":
            pauses.append(at_s)
    if not starts or not _EPOCH_S[0] < starts[0] < _EPOCH_S[1]:
        return log
    said = [f"the log was paused at {at:.1f} s, and its clock with it" for at in pauses[: len(starts) - 1]]
    return replace(log, start=instant(starts[0] * 1e6), utc_offset_s=offset, taken=(*log.taken, *said))


def _only_table(packed: Zip, told: Told, *, rotation: bool) -> MotionLog:
    logs = []
    for name in _tables(packed):
        table = open_table(packed.source(name, SWELL), f"{packed.name}/{name}")
        if table and is_motion_table(table.shape, hint_of(name)):
            logs.append(name)
    if len(logs) > 1:
        reason = f"holds {len(logs)} logs; unpack it and give one, like {PurePosixPath(logs[0]).name}"
        raise UnreadableInput(packed.name, "", reason)
    if not logs:
        raise UnreadableInput(packed.name, "", "is a zip that holds no motion log")
    return _part(packed, logs[0], told=told, rotation=rotation).log()


def _part(
    packed: Zip, name: str, *, hinted: bool = True, told: Told = AS_THE_FILE_SAYS, rotation: bool = True
) -> Part:
    source = SummedSource(packed.source(name, SWELL))
    table = open_table(source, f"{packed.name}/{name}")
    if table is None:
        raise UnreadableInput(f"{packed.name}/{name}", "", "holds no rows of numbers")
    part = read_part(table, hint_of(name) if hinted else None, told, rotation=rotation)
    return part if part.cut else replace(part, cut=packed.wounds_of(name, *source.sum()))


def _metadata(packed: Zip, files: dict[str, str]) -> dict[str, str]:
    rows = _rows(packed, files[METADATA].casefold()) if METADATA in files else []
    return dict(zip(rows[0], rows[1], strict=False)) if len(rows) > 1 else {}


def _rows(packed: Zip, name: str) -> list[list[str]]:
    """The cells of a small table, in whatever dialect; [] for none."""
    inner = next((each for each in packed.entries if _has({each.casefold()}, name)), None)
    if inner is None:
        return []
    try:
        text = decode(packed.read(inner, _SMALL), inner)
    except UnreadableInput:
        return []
    separator = max(";\t,", key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(text.splitlines(), delimiter=separator))
    except csv.Error:
        return []
    return [[cell.strip() for cell in row] for row in rows if row]


def _number(cell: str) -> float | None:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return None


def _tables(packed: Zip) -> list[str]:
    return [name for name in packed.entries if _is_table(name)][:_TABLES_MOST]


def _is_table(name: str) -> bool:
    path = PurePosixPath(name.casefold())
    beside = path.parent.name in ("meta", "__macosx") or path.name.startswith(".")
    return path.suffix in (".csv", ".txt", ".tsv") and not beside


def _has(names: set[str], end: str) -> bool:
    return any(name == end or name.endswith(f"/{end}") for name in names)
