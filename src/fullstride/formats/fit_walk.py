"""Where each message of a FIT file lies: one walk over the headers, no object per message.

A FIT file is a header, then records one after another, then a checksum; several such files may be
chained. A record is a definition (how messages of a local type look from here on) or a message. Only
its first byte and its definition tell how long it is, so the records must be walked in order; runs of
equal ones are taken in one stride.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from fullstride.formats.fit_crc import checksum

Offsets = NDArray[np.int64]

MAGIC = b".FIT"
_MAGIC_AT = 8
_SHORT_HEADER, _LONG_HEADER = 12, 14
_CRC_BYTES = 2
_DEFINITION, _DEVELOPER, _COMPRESSED = 0x40, 0x20, 0x80
_LOCAL_TYPES = 16
# Messages walked one by one before a run of equal ones is looked for; more after each look in vain.
_BLOCK, _LONGEST_BLOCK = 64, 4096
_SHORTEST_RUN = 16
_LONGEST_LOOK = 1 << 16
_MOST_OFFSETS = 1 << 16  # kept as Python numbers at a time
# Watches define some dozens. Each costs some time, so that damage must not invent a million.
_MOST_DEFINITIONS = 1024
_MOST_MESSAGES = 2_000_000  # six days with four a second; damage can make a message of every byte
# Three days of a watch that says again before every record what it is made of.
_MOST_REDEFINED = 250_000
_MOST_FILES = 1024  # of a chain
_HEADER = re.compile(rb"[\x0c\x0e].{7}" + re.escape(MAGIC), re.DOTALL)


class StopKind(StrEnum):
    """Why the walk ended before the file did what its header says."""

    NOT_A_RECORD = "where a record was expected"
    INSIDE = "in the middle of a record, where the file ends"
    SHORT = "where the file ends before its time"
    OPEN = "without an end, as when a watch switches off"
    DEFINITIONS = "where too many kinds of records are defined, or too often"
    MESSAGES = "where more records follow than any recording has"
    BESIDES = "where something else follows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    byte: int
    kind: StopKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The messages that share one definition: `content` as it stands in the file, without its header."""

    content: bytes
    size: int  # bytes of a message, its header included
    offsets: Offsets


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """One FIT file of a chain: [start, end) in bytes, and its messages by definition, in order of need."""

    start: int
    end: int
    groups: tuple[Group, ...]
    stop: Stop | None
    has_short_times: bool  # some messages have a part of their time in their first byte

    @property
    def messages(self) -> int:
        return sum(len(group.offsets) for group in self.groups)


def is_fit(data: bytes, start: int = 0) -> bool:
    """Whether a FIT header stands at `start`."""
    return (
        data[start + _MAGIC_AT : start + _SHORT_HEADER] == MAGIC
        and _SHORT_HEADER <= data[start] <= len(data) - start
    )


def walk_fit(data: bytes) -> Iterator[Walked]:
    """The FIT files chained in `data`, none if it is no FIT. Damage ends a file, not the chain."""
    start = 0
    for _ in range(_MOST_FILES):
        if start >= len(data) or not (is_fit(data, start) or (start == 0 and _may_be_fit(data))):
            return
        walked, start = _file(data, start)
        yield walked


def _may_be_fit(data: bytes) -> bool:
    """Whether a header with one damaged byte stands at the start."""
    mark = data[_MAGIC_AT:_SHORT_HEADER]
    like = sum(one == other for one, other in zip(mark, MAGIC, strict=False))
    return like == len(MAGIC) or (like == len(MAGIC) - 1 and data[0] in (_SHORT_HEADER, _LONG_HEADER))


def _first_record(data: bytes, start: int) -> int:
    """Where the header ends: where it says, or should no definition stand there, where headers do."""
    for size in (data[start], _LONG_HEADER, _SHORT_HEADER):
        first = start + size
        if first < len(data) and data[first] & 0xC0 == _DEFINITION and data[first + 2 : first + 3] <= b"\1":
            return first
    return min(start + data[start], len(data))


def _file(data: bytes, start: int) -> tuple[Walked, int]:
    """One file and where the next one of the chain starts."""
    first = _first_record(data, start)
    promised = int.from_bytes(data[start + 4 : start + 8], "little")
    end = first + promised
    total = len(data)
    if promised and end <= total:
        walk = _walk(data, first, end)
        rest = total - end
        if walk.stop is None and (rest <= _CRC_BYTES or is_fit(data, end + _CRC_BYTES)):
            return walk.walked(start, end), end + _CRC_BYTES
        if walk.stop is None and checksum(data[start : end + _CRC_BYTES]) == 0:
            return walk.walked(start, end), total  # what follows is no part of it
        following = _next_file(data, walk.pos)
        # damage would be met again, but a record that goes on behind the end may show that the end is wrong
        if following == total and (walk.stop is None or walk.stop.kind is StopKind.INSIDE):
            longer = _walk(data, first, total)
            if longer.pos > walk.pos and total - longer.pos <= _CRC_BYTES:
                return longer.walked(start, longer.pos), total  # its header says too little
        stop = walk.stop or Stop(byte=end, kind=StopKind.BESIDES)
        return walk.walked(start, walk.pos, stop), following
    walk = _walk(data, first, total)
    ended = walk.stop
    if ended is not None and total - ended.byte <= _CRC_BYTES:
        ended = None  # the checksum of a file whose length was never written
    if ended is None:
        ended = Stop(byte=total, kind=StopKind.SHORT if promised else StopKind.OPEN)
    return walk.walked(start, walk.pos, ended), _next_file(data, walk.pos)


def _next_file(data: bytes, after: int) -> int:
    """Where a header stands after `after`; the end of the data if nowhere."""
    found = _HEADER.search(data, after)
    return found.start() if found else len(data)


@dataclass(slots=True, kw_only=True)
class _Walk:
    """A finished walk: message offsets in order, and what was defined when.

    Epoch e is the stretch after e definitions; `counts[e]` messages came before it and `kinds[e]`
    gives the group of each local type in it.
    """

    data: bytes
    offsets: Offsets
    counts: list[int]
    kinds: list[list[int]]
    contents: list[bytes]
    sizes: list[int]
    pos: int
    stop: Stop | None

    def walked(self, start: int, end: int, stop: Stop | None = None) -> Walked:
        groups, has_short_times = self._groups()
        return Walked(start=start, end=end, groups=groups, stop=stop, has_short_times=has_short_times)

    def _groups(self) -> tuple[tuple[Group, ...], bool]:
        """And whether some header is a compressed one."""
        if not len(self.offsets):
            return (), False
        heads = np.frombuffer(self.data, np.uint8)[self.offsets]
        local = heads & 0x0F
        has_short_times = bool(heads.max() >= _COMPRESSED)
        if has_short_times:
            local = np.where(heads >= _COMPRESSED, heads >> 5 & 3, local)
        lengths = np.array([*self.counts[1:], len(self.offsets)]) - np.array(self.counts)
        epoch = np.repeat(np.arange(len(self.counts)) * _LOCAL_TYPES, lengths)
        kind = np.array(self.kinds, np.int16).ravel()[epoch + local]
        order = np.argsort(kind, kind="stable")
        sorted_offsets = self.offsets[order]
        ends = np.bincount(kind, minlength=len(self.contents)).cumsum().tolist()
        begin = 0
        groups = []
        for content, size, stop in zip(self.contents, self.sizes, ends, strict=True):
            if stop > begin:
                groups.append(Group(content=content, size=size, offsets=sorted_offsets[begin:stop]))
            begin = stop
        return tuple(groups), has_short_times


def _walk(data: bytes, start: int, end: int) -> _Walk:
    """The records in data[start:end], up to the first byte that can't be one.

    Every pass of the inner loop costs what the whole walk costs per message: it looks up a size by the
    first byte and goes on. 0 stands for everything that needs thought.
    """
    sizes = [0] * 256
    chunks: list[Offsets] = []
    offsets: list[int] = []
    flushed = 0
    counts, kinds = [0], [[0] * _LOCAL_TYPES]
    known: dict[bytes, int] = {}
    group_sizes: list[int] = []
    append = offsets.append
    pos, last, block, definitions = start, start, _BLOCK, 0
    stop: Stop | None = None
    while pos < end:
        for _ in repeat(None, block):
            size = sizes[data[pos]]
            if not size:
                break
            append(pos)
            last = pos
            pos += size
            if pos >= end:
                break
        else:
            room = _MOST_MESSAGES - flushed - len(offsets)
            if room <= 0:
                stop = Stop(byte=pos, kind=StopKind.MESSAGES)
                break
            run = min(room, _run(data, pos, end, sizes[data[pos]]))
            if run >= _SHORTEST_RUN or len(offsets) > _MOST_OFFSETS:
                chunks.append(np.array(offsets, np.int64))
                flushed += len(offsets)
                offsets.clear()
            block = min(2 * block, _LONGEST_BLOCK)
            if run >= _SHORTEST_RUN:
                block = _BLOCK
                size = sizes[data[pos]]
                chunks.append(np.arange(pos, pos + run * size, size))
                flushed += run
                last = pos + (run - 1) * size
                pos += run * size
            continue
        if pos >= end:
            break
        head = data[pos]
        if head & (_DEFINITION | _COMPRESSED) != _DEFINITION:
            stop = Stop(byte=pos, kind=StopKind.NOT_A_RECORD)
            break
        definitions += 1
        if definitions > _MOST_REDEFINED:
            stop = Stop(byte=pos, kind=StopKind.DEFINITIONS)
            break
        content = _definition(data, pos, end)
        if not content:
            stop = Stop(byte=pos, kind=StopKind.INSIDE)
            break
        local = head & 0x0F
        group = known.setdefault(content, len(known))
        if group == len(group_sizes):
            if group == _MOST_DEFINITIONS:
                stop = Stop(byte=pos, kind=StopKind.DEFINITIONS)
                break
            group_sizes.append(_message_size(content))
        pos += 1 + len(content)
        if sizes[local] and kinds[-1][local] == group:
            continue  # defined again as it was
        for shape in (local, local | 0x10, local | 0x20, local | 0x30):
            sizes[shape] = group_sizes[group]
        if local < 4:
            first = _COMPRESSED | local << 5
            sizes[first : first + 32] = [group_sizes[group]] * 32
        now = kinds[-1].copy()
        now[local] = group
        kinds.append(now)
        counts.append(flushed + len(offsets))
    if pos > end:  # the last message is not all there
        offsets.pop()
        pos = last
        stop = Stop(byte=last, kind=StopKind.INSIDE)
    chunks.append(np.array(offsets, np.int64))
    return _Walk(
        data=data,
        offsets=np.concatenate(chunks),
        counts=counts,
        kinds=kinds,
        contents=list(known)[: len(group_sizes)],
        sizes=group_sizes,
        pos=pos,
        stop=stop,
    )


def _run(data: bytes, pos: int, end: int, size: int) -> int:
    """How many messages with the same first byte follow one another from `pos`, whole ones only."""
    if not size:
        return 0
    head = data[pos : pos + 1]
    whole = (end - pos) // size
    run, look = 0, _SHORTEST_RUN
    while run < whole:
        heads = data[pos + run * size : min(pos + (run + look) * size, end) : size]
        equal = len(heads) - len(heads.lstrip(head))
        run += equal
        if equal < len(heads):
            break
        look = min(look * 4, _LONGEST_LOOK)
    return min(run, whole)


def _definition(data: bytes, pos: int, end: int) -> bytes:
    """A definition without its header byte but with a byte that counts developer fields; b"" if cut off."""
    stop = pos + 6
    if stop > end:
        return b""
    stop += 3 * data[pos + 5]
    if data[pos] & _DEVELOPER:
        if stop >= end:
            return b""
        stop += 1 + 3 * data[stop]
    return data[pos + 1 : stop] if stop <= end else b""


def _message_size(content: bytes) -> int:
    fields = 5 + 3 * content[4]
    return 1 + sum(content[6:fields:3]) + sum(content[fields + 2 :: 3])
