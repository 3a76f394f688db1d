"""FIT files as recordings: one for each activity in the file, and one for each sport of an activity."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.errors import NotARecording, UnreadableInput
from fullstride.domain.recording import Floats, Lap, Recording, Span
from fullstride.formats.fit_channels import Channels, both_feet, read_channels
from fullstride.formats.fit_decode import FitFile, Table, decode_fit
from fullstride.formats.fit_profile import (
    ACTIVITY_FILE,
    EPOCH_S,
    FILE_ID,
    FILE_KINDS,
    FIRST_TIME,
    NUMBERS,
    ON_FOOT,
    RECORD,
    SPORTS,
    TRANSITION,
)
from fullstride.formats.fit_story import (
    Session,
    read_beats,
    read_device,
    read_laps,
    read_pauses,
    read_sessions,
    read_sport,
    read_steps,
    read_utc_offset_s,
    workout_name,
)
from fullstride.formats.fit_walk import is_fit
from fullstride.formats.recorded import RECORDINGS_LIMIT, left_out

_ENOUGH_FOR_KIND = 4096  # bytes: the first message of a file says its kind
_EXTRA_PER_BYTE = 16  # what `extra` may take, per byte of the file; real files need less than 8
_EXTRA_BASE, _EXTRA_MOST = 1 << 20, 1 << 28
_UNTRUSTED_ROWS = 100  # before the place where a damaged file can't be read on
_WIDEST_STEP_S = 86_400.0  # between two records; beyond it, near damage, it is no time
_THIN = "\u2009"


def read_fit(data: bytes, name: str) -> tuple[Recording, ...]:
    """Every activity in `data`, in its order; `name` is the file's, for errors.

    What can be read of a damaged file is read, and `cut` says where and why it stopped. Raises
    UnreadableInput for what is no FIT file or holds nothing of an activity, NotARecording for a sound file
    of another kind: a watch keeps sleep, health and its settings in kinds that nobody has named to us.
    """
    files = decode_fit(data)
    if not files:
        reason = "is empty" if not data else "is not a FIT file"
        raise UnreadableInput(name, "", reason)
    recordings: list[Recording] = []
    others: list[str] = []
    for file in files:
        kind = _kind(file)
        if kind in ("", "activity"):
            recordings += _recordings(file)
        else:
            others.append(kind)
    if recordings:
        kept = recordings[:RECORDINGS_LIMIT]
        if said := left_out(len(recordings)):
            kept[-1] = replace(kept[-1], cut=said)
        return tuple(kept)
    if (
        not others
        and files[0].stop is None
        and (number := _kind_number(files[0])) not in (None, ACTIVITY_FILE)
    ):
        others.append(f"file of another kind, number {number}")
    if others:
        article = "an" if others[0][0] in "aeiou" else "a"
        raise NotARecording(name, "", f"is not an activity but {article} {others[0]}")
    raise UnreadableInput(name, "", _nothing(files[0]))


def fit_kind(data: bytes) -> str:
    """What a FIT file holds, by its first bytes: "activity", "course", "settings file", "monitoring file", …

    "" where it doesn't say, or is no FIT file.
    """
    if not is_fit(data):
        return ""
    files = decode_fit(data[:_ENOUGH_FOR_KIND])
    return _kind(files[0]) if files else ""


def _kind(file: FitFile) -> str:
    number = _kind_number(file)
    return FILE_KINDS.get(number, "") if number is not None else ""


def _kind_number(file: FitFile) -> int | None:
    table = file.table(FILE_ID)
    if table is None:
        return None
    values = table.values(NUMBERS[FILE_ID]["type"]).reshape(len(table), -1)[:, 0]
    known = values[np.isfinite(values)]
    return int(known[0]) if len(known) else None


def _nothing(file: FitFile) -> str:
    if file.stop is None:
        return "holds no record and no session"
    return f"stops at byte {_thousands(file.stop.byte)} {file.stop.kind}, before the first record"


def _recordings(file: FitFile) -> Iterator[Recording]:
    sessions = read_sessions(file)
    records = file.table(RECORD)
    rows, times = (np.empty(0, np.int64), np.empty(0)) if records is None else _rows(records, file)
    if not len(rows) and not sessions:
        return
    legs = [one for one in sessions if one.sport != SPORTS[TRANSITION]] or list(sessions)
    if len({one.start for one in sessions}) < len(sessions) or any(one.start is None for one in sessions):
        sessions, legs = sessions[:1], list(sessions[:1])  # their times don't tell them apart
    whole = _Whole(file, records, rows, times)
    if len(sessions) < 2:
        yield whole.part(sessions[0] if sessions else read_sport(file), -np.inf, np.inf, last=True)
        return
    starts = [one.start for one in sessions if one.start is not None]
    for leg in legs:
        place = sessions.index(leg)
        begin = -np.inf if place == 0 else starts[place]
        end = starts[place + 1] if place + 1 < len(starts) else np.inf
        yield whole.part(leg, begin, end, last=end == np.inf)


def _rows(records: Table, file: FitFile) -> tuple[NDArray[np.int64], Floats]:
    """The rows that have a time, and the times; one without takes that of the record before."""
    times = records.clock()
    known = np.isfinite(times)
    if known.all():
        rows = np.arange(len(times))
    else:
        last = np.maximum.accumulate(np.where(known, np.arange(len(times)), -1))
        rows = np.flatnonzero(last >= 0)
        times = times[last[rows]]
    if file.stop is not None and len(rows) > 1:
        # What is read between damage and the place where it shows is noise, and so are its times.
        first = max(1, len(rows) - _UNTRUSTED_ROWS)
        wild = np.flatnonzero(np.abs(np.diff(times[first - 1 :])) > _WIDEST_STEP_S)
        if len(wild):
            rows, times = rows[: first + wild[0]], times[: first + wild[0]]
    return rows, times


class _Whole:
    """An activity whose records are read once and handed out by session."""

    def __init__(self, file: FitFile, records: Table | None, rows: NDArray[np.int64], times: Floats) -> None:
        self.file, self.rows, self.times = file, rows, times
        self.offsets = np.empty(0, np.int64) if records is None else records.offsets[rows]
        self.channels = Channels(standard={}, extra={})
        if records is not None and len(rows):
            most = min(_EXTRA_MOST, _EXTRA_BASE + _EXTRA_PER_BYTE * len(file.data))
            with np.errstate(all="ignore"):  # damage writes numbers that overflow; they stay infinite
                self.channels = read_channels(records, file.developer_fields, most_bytes=most)
        self.all_rows = records is not None and len(rows) == len(records)
        self.beats_at, self.beats = read_beats(file)
        self.laps, self.pauses = read_laps(file, 0.0), read_pauses(file, 0.0)
        self.steps = read_steps(file)
        self.device, self.utc_offset_s = read_device(file), read_utc_offset_s(file)
        self.title = workout_name(file)

    def part(self, session: Session, begin: float, end: float, *, last: bool) -> Recording:
        """The stretch [begin, end) of the times."""
        every = begin == -np.inf and end == np.inf
        mine = slice(None) if every else np.flatnonzero((self.times >= begin) & (self.times < end))
        times = self.times[mine]
        zero = float(times[0]) if len(times) else session.start or 0.0
        standard = self._cut_out(self.channels.standard, mine)
        if "cadence_spm" in standard and session.sport in ON_FOOT:
            standard["cadence_spm"] = both_feet(standard["cadence_spm"])
        duration_s = float(times[-1]) - zero if len(times) else 0.0
        return Recording(
            format="fit",
            sport=session.sport,
            sub_sport=session.sub_sport,
            title=self.title or session.profile or (read_sport(self.file).profile if every else ""),
            device=self.device,
            start=_instant(zero),
            utc_offset_s=self.utc_offset_s,
            time_s=times - zero,
            channels=MappingProxyType(standard),
            extra=MappingProxyType(self._cut_out(self.channels.extra, mine)),
            laps=tuple(_shifted(lap, zero) for lap in self.laps if begin <= lap.start_s < end),
            steps=self.steps,
            pauses=tuple(
                Span(start_s=one.start_s - zero, end_s=one.end_s - zero)
                for one in self.pauses
                if begin <= one.start_s < end
            ),
            rr_s=self._beats(mine, every=every),
            elapsed_s=session.elapsed_s,
            timer_s=session.timer_s,
            distance_m=session.distance_m,
            cut=_cut(self.file, duration_s) if last else "",
        )

    def _cut_out(self, columns: dict[str, Floats], mine: slice | NDArray[np.int64]) -> dict[str, Floats]:
        """The rows of a session; what it has nothing of is left out."""
        if isinstance(mine, slice) and self.all_rows:
            return dict(columns)
        cut_out = {name: values[self.rows[mine]] for name, values in columns.items()}
        return {name: values for name, values in cut_out.items() if not np.isnan(values).all()}

    def _beats(self, mine: slice | NDArray[np.int64], *, every: bool) -> Floats:
        offsets = self.offsets[mine]
        if every or not len(offsets):
            return self.beats if every else np.empty(0)
        inside = (self.beats_at >= offsets[0]) & (self.beats_at <= offsets[-1])
        beats: Floats = self.beats[inside]
        return beats


def _shifted(lap: Lap, zero: float) -> Lap:
    return replace(lap, start_s=lap.start_s - zero, end_s=lap.end_s - zero)


def _instant(time: float) -> dt.datetime | None:
    """None for a device that did not know the date."""
    return dt.datetime.fromtimestamp(EPOCH_S + time, dt.UTC) if time >= FIRST_TIME else None


def _cut(file: FitFile, duration_s: float) -> str:
    if file.stop is None:
        return ""
    return f"stops at byte {_thousands(file.stop.byte)} {file.stop.kind}; {_spell(duration_s)} were read"


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", _THIN)


def _spell(duration_s: float) -> str:
    """ "1 h 2 min 3 s", "41 min 12 s"."""
    minutes, seconds = divmod(max(0, round(duration_s)), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (seconds, "s")]
    while len(parts) > 1 and not parts[0][0]:
        del parts[0]
    return " ".join(f"{number}{_THIN}{unit}" for number, unit in parts)
