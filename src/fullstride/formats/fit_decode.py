"""FIT bytes -> tables: for each kind of message its fields as columns, read when they are asked for.

Steps: walk the headers once (`fit_walk`), gather the messages of each definition side by side, and
read a field of all of them in one stride. Definitions of the same kind are merged in the order of the
file; what one of them does not have is NaN there. Nothing is judged or named here.

Source: the FIT protocol as Garmin describes it in public, and files that watches wrote.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from fullstride.formats.fit_columns import (
    Array,
    Bools,
    Definition,
    Field,
    Floats,
    Key,
    Rows,
    field,
    lay_out,
    message_number,
    printable,
    read_definition,
)
from fullstride.formats.fit_crc import checksum
from fullstride.formats.fit_walk import Group, Stop, Walked, walk_fit

FIELD_DESCRIPTION = 206
TIMESTAMP = 253
_COMPRESSED, _LOW_BITS = 0x80, 0x1F
END_OF_TIME = 2.0**32


@dataclass(frozen=True, slots=True, kw_only=True)
class DeveloperField:
    """A field that an app or a sensor's maker described in the file itself."""

    key: tuple[int, int]
    base: int
    name: str = ""
    units: str = ""
    native_message: int | None = None
    native_field: int | None = None


_MOST_DESCRIBED = 2048  # developer fields; real files have some dozens
_UNTOLD = 0x0D  # bytes: what a developer field is taken for that nobody described


@dataclass(frozen=True, slots=True)
class _Part:
    """Some rows of a table: those with one definition, and where they stand in it."""

    rows: Rows
    fields: dict[Key, Field]
    places: NDArray[np.int64] | slice


@dataclass(frozen=True, slots=True)
class Table:
    """All messages of one kind, in the order of the file.

    `offsets` (n,) is where each starts. Fields are named by their number, developer fields by
    (index, number). Array fields give (n, k), shorter ones filled up with NaN.
    """

    number: int
    offsets: NDArray[np.int64]
    parts: tuple[_Part, ...]
    times: Floats | None  # (n,) of compressed headers; NaN where a header has none

    def __len__(self) -> int:
        return len(self.offsets)

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every field that some message has."""
        if len(self.parts) == 1 and self.times is None:
            return tuple(self.parts[0].fields)
        known = dict.fromkeys(key for part in self.parts for key in part.fields)
        if self.times is not None:
            known[TIMESTAMP] = None
        return tuple(known)

    def is_text(self, key: Key) -> bool:
        for part in self.parts:
            if key in part.fields:
                return part.fields[key].is_text
        return False

    def values(self, key: Key) -> Floats:
        """(n,) or (n, k), unscaled; NaN where nothing was recorded, everywhere if no message has it.

        Whole numbers above 2^53 are rounded; `raw` has them exactly.
        """
        if len(self.parts) == 1 and (only := self.parts[0].fields.get(key)) and not only.is_text:
            values = self.parts[0].rows.values(only)
        else:
            values = self._merged(key)
        if key == TIMESTAMP and self.times is not None:
            own = values if values.ndim == 1 else values[:, 0]
            return np.where(np.isnan(own), self.times, own)
        return values

    def _merged(self, key: Key) -> Floats:
        found = [(part, part.fields[key]) for part in self.parts if key in part.fields]
        found = [(part, one) for part, one in found if not one.is_text]
        width = max((one.width for _, one in found), default=1)
        values = np.full((len(self), width) if width > 1 else len(self), np.nan)
        for part, one in found:
            column = part.rows.values(one)
            if width == 1:
                values[part.places] = column
            else:
                values[part.places, : one.width] = column.reshape(part.rows.count, -1)
        return values

    def clock(self) -> Floats:
        """(n,) when each message was written, in seconds of the FIT epoch; NaN where it doesn't say."""
        values = self.values(TIMESTAMP)
        values = values if values.ndim == 1 else values[:, 0]
        return np.where((values >= 0) & (values < END_OF_TIME), values, np.nan)

    def raw(self, key: Key) -> Iterator[tuple[NDArray[np.int64], Array, Bools]]:
        """Exactly as written, by definition: (rows of the table, values, where there is one)."""
        every = np.arange(len(self))
        for part in self.parts:
            if key in part.fields:
                one = part.fields[key]
                yield every[part.places], part.rows.raw(one), part.rows.valid(one)

    def texts(self, key: Key) -> tuple[str, ...]:
        """A text for each message; "" where there is none."""
        texts = [""] * len(self)
        for places, raw, valid in self.raw(key):
            if raw.dtype.kind == "S":
                for place, text in zip(places[valid].tolist(), raw[valid].tolist(), strict=True):
                    texts[place] = text.partition(b"\0")[0].decode(errors="replace")
        return tuple(texts)


@dataclass(frozen=True)
class FitFile:
    """One file of a chain: its tables by message number, and where and why reading stopped early."""

    data: bytes
    walked: Walked

    @property
    def stop(self) -> Stop | None:
        return self.walked.stop

    @property
    def checksum_fits(self) -> bool:
        """Whether the checksum at the end is that of the content; computed when asked."""
        return checksum(self.data[self.walked.start : self.walked.end + 2]) == 0

    @cached_property
    def _groups(self) -> dict[int, list[Group]]:
        groups: dict[int, list[Group]] = {}
        for group in self.walked.groups:
            groups.setdefault(message_number(group.content), []).append(group)
        return groups

    @cached_property
    def _short_times(self) -> tuple[NDArray[np.int64], Floats] | None:
        return _short_times(self.data, self.walked.groups) if self.walked.has_short_times else None

    @cached_property
    def developer_fields(self) -> Mapping[tuple[int, int], DeveloperField]:
        """The developer fields by (index, number), as last described."""
        return {one.key: one for _, one in self._described}

    @cached_property
    def _described(self) -> tuple[tuple[int, DeveloperField], ...]:
        """Where each description stands, and what it says."""
        table = self.table(FIELD_DESCRIPTION, most=_MOST_DESCRIBED)
        return () if table is None else tuple(_descriptions(table))[:_MOST_DESCRIBED]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The kinds of messages the file has."""
        return tuple(self._groups)

    def table(self, number: int, *, most: int | None = None) -> Table | None:
        """The messages of one kind, about `most` of them and as many of each definition; None without any."""
        groups = self._groups.get(number)
        if groups is None:
            return None
        if most is not None:
            share = -(-most // len(groups))
            groups = [replace(group, offsets=group.offsets[:share]) for group in groups]
        developer = None if number == FIELD_DESCRIPTION else self
        return _table(self.data, number, groups, developer, self._short_times)


def decode_fit(data: bytes) -> tuple[FitFile, ...]:
    """The FIT files chained in `data`; none if it is no FIT. Raises nothing, whatever the bytes."""
    return tuple(FitFile(data, walked) for walked in walk_fit(data))


def _table(
    data: bytes,
    number: int,
    groups: list[Group],
    describer: FitFile | None,
    short_times: tuple[NDArray[np.int64], Floats] | None,
) -> Table:
    offsets = groups[0].offsets
    spots: list[NDArray[np.int64] | slice] = [slice(None)]
    if len(groups) > 1:
        together = np.concatenate([group.offsets for group in groups])
        order = np.argsort(together, kind="stable")
        offsets = together[order]
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        spots = list(np.split(place, np.cumsum([len(group.offsets) for group in groups])[:-1]))
    parts = []
    for group, spot in zip(groups, spots, strict=True):
        one = read_definition(group.content)
        fields = one.fields
        if one.developer:
            fields = _with_developer(one, describer._described if describer else (), int(group.offsets[0]))
        parts.append(_Part(lay_out(data, group.offsets, one.size, one.order), fields, spot))
    times = None
    if short_times is not None:
        at, values = short_times
        found = np.minimum(np.searchsorted(at, offsets), len(at) - 1)
        here = at[found] == offsets
        if here.any():
            times = np.where(here, values[found], np.nan)
    return Table(number, offsets, tuple(parts), times)


def _descriptions(table: Table) -> Iterator[tuple[int, DeveloperField]]:
    """Where each description starts, and what it says."""
    index, number, base, message, native = (table.values(key) for key in (0, 1, 2, 14, 15))
    names, units = table.texts(3), table.texts(8)
    for row, offset in enumerate(table.offsets.tolist()):
        told = [_whole(column, row) for column in (index, number, base, message, native)]
        if told[0] is None or told[1] is None:
            continue
        yield (
            offset,
            DeveloperField(
                key=(told[0], told[1]),
                base=_UNTOLD if told[2] is None else told[2],
                name=printable(names[row]),
                units=printable(units[row]),
                native_message=told[3],
                native_field=told[4],
            ),
        )


def _whole(column: Floats, row: int) -> int | None:
    value = float(column[row] if column.ndim == 1 else column[row, 0])
    return int(value) if np.isfinite(value) else None


def _with_developer(
    definition: Definition, described: tuple[tuple[int, DeveloperField], ...], at: int
) -> dict[Key, Field]:
    """The fields with developer fields among them: as described before `at`, or else after it."""
    fields = dict(definition.fields)
    types = {one.key: one.base for _, one in reversed(described)}
    types |= {one.key: one.base for offset, one in described if offset < at}
    for key, place, size in definition.developer:
        fields.setdefault(key, field(place, size, types.get(key, _UNTOLD)))
    return fields


def _short_times(data: bytes, groups: Iterable[Group]) -> tuple[NDArray[np.int64], Floats]:
    """(offsets, timestamps) of all messages whose header holds the low five bits of their time.

    The rest of the time is that of the message before, whatever its kind: each adds how far its five
    bits have gone round since.
    """
    buffer = np.frombuffer(data, np.uint8)
    full_at, full, low_at = [], [], []
    for group in groups:
        one = read_definition(group.content)
        low = group.offsets[buffer[group.offsets] >= _COMPRESSED]
        if len(low):
            low_at.append(low)
        stamp = one.fields.get(TIMESTAMP)
        if stamp is not None and not stamp.is_text and stamp.width == 1:
            values = lay_out(data, group.offsets, one.size, one.order).values(stamp)
            there = (values >= 0) & (values < END_OF_TIME)
            full_at.append(group.offsets[there])
            full.append(values[there].astype(np.int64))
    lows = np.concatenate(low_at)
    at = np.concatenate([*full_at, lows])
    known = np.concatenate([*full, np.full(len(lows), -1)])
    order = np.argsort(at, kind="stable")
    at, known = at[order], known[order]
    is_full = known >= 0
    bits = np.where(is_full, known, buffer[at]) & _LOW_BITS
    steps = np.diff(bits, prepend=0) & _LOW_BITS
    steps[is_full] = 0
    gone = np.cumsum(steps)
    last = np.maximum.accumulate(np.where(is_full, np.arange(len(at)), -1))
    base = np.where(last >= 0, known[last] - gone[last], 0)
    times = (base + gone).astype(np.float64)
    return at[~is_full], times[~is_full]
