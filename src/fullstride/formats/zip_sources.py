"""Bytes that can be read from any place: a file, a part of another source, a deflated part of it.

They let a zip inside a zip be read where it lies. Garmin packs years of files into zips of gigabytes
inside a zip: such a zip is neither held in memory nor written to disk. A stored one is a window on the
file around it; a deflated one is inflated along the way, and saved states of the inflater, evenly spread,
let a read start near its place.
"""

import io
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

CHUNK = 1 << 16
_STATES = 256  # saved inflaters of 40 kB each: 10 MB for a nested zip of any size
_NEAREST = 1 << 20  # bytes between saved inflaters, at least: inflated anew in 2 ms


class Source(Protocol):
    """`size` bytes, or fewer where the file was cut off."""

    @property
    def size(self) -> int: ...

    def at(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes from `offset`; fewer at the end, or where damage starts."""
        ...


class FileSource:
    """A file of the disk, open as long as this lives. Raises OSError."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self.size = self._file.seek(0, io.SEEK_END)

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()

    def at(self, offset: int, count: int) -> bytes:
        if offset >= self.size or count <= 0:
            return b""
        try:
            self._file.seek(offset)
            return self._file.read(min(count, self.size - offset))
        except OSError:  # a disk that fails, a share that is gone
            return b""


class BytesSource:
    """Bytes in memory."""

    def __init__(self, data: bytes) -> None:
        self._data, self.size = data, len(data)

    def at(self, offset: int, count: int) -> bytes:
        return self._data[offset : offset + max(0, count)]


class WindowSource:
    """`size` bytes of another source from `offset`."""

    def __init__(self, source: Source, offset: int, size: int) -> None:
        self._source, self._offset = source, offset
        self.size = max(0, min(size, source.size - offset))

    def at(self, offset: int, count: int) -> bytes:
        return self._source.at(self._offset + offset, min(count, self.size - offset))


class InflatedSource:
    """What a deflated source holds, `size` bytes at most."""

    def __init__(self, source: Source, size: int) -> None:
        self._source, self.size = source, size
        self._every = max(_NEAREST, size // _STATES)
        self._states = [(0, 0, zlib.decompressobj(-zlib.MAX_WBITS))]  # (inflated, deflated, inflater)
        self._take_up(0)

    def at(self, offset: int, count: int) -> bytes:
        end = min(offset + count, self.size)
        if offset >= end:
            return b""
        state = bisect_right(self._states, offset, key=lambda each: each[0]) - 1
        if not self._states[state][0] <= self._done <= offset:
            self._take_up(state)
        found = []
        while self._done < end:
            start = self._done
            piece = self._inflated((offset if start < offset else end) - start)
            if not piece:
                break
            if start >= offset:
                found.append(piece)
        return b"".join(found)

    def _take_up(self, state: int) -> None:
        self._done, self._read, saved = self._states[state]
        self._inflater, self._waiting = saved.copy(), b""

    def _inflated(self, most: int) -> bytes:
        """The next bytes, no more than `most` and no further than the next place to save; b"" at the end."""
        to_save = self._states[-1][0] + self._every
        if self._done < to_save:
            most = min(most, to_save - self._done)
        most, piece = min(most, 1 << 20), b""
        while not piece and not self._inflater.eof:
            if not self._waiting:
                self._waiting = self._source.at(self._read, CHUNK)
            at_end = not self._waiting
            before = self._inflater.copy()
            try:  # what is in the inflater already comes out without more
                piece = self._inflater.decompress(self._waiting, most)
            except zlib.error:
                piece = self._up_to_the_damage(before, most)
                break
            if at_end:
                break
            self._advance(len(self._waiting))
        self._done += len(piece)
        if self._done == to_save and not self._inflater.eof:
            self._states.append((self._done, self._read, self._inflater.copy()))
        return piece

    def _advance(self, fed: int) -> None:
        unread = len(self._inflater.unconsumed_tail)
        self._read += fed - unread
        self._waiting = self._waiting[fed - unread :]

    def _up_to_the_damage(self, before: "zlib._Decompress", most: int) -> bytes:
        """The same byte by byte, for a failing inflater keeps what it had; nothing is readable behind."""
        self._inflater, piece = before, b""
        for place in range(len(self._waiting)):
            try:
                piece += before.decompress(self._waiting[place : place + 1], most - len(piece))
            except zlib.error:
                self.size = self._done + len(piece)
                break
            if len(piece) == most:
                self._advance(place + 1)
                break
        return piece


class SummedSource:
    """Another source, and the checksum of what is read from front to end; what is read twice counts once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._summed = self._crc = 0

    @property
    def size(self) -> int:
        return self._source.size

    def at(self, offset: int, count: int) -> bytes:
        found = self._source.at(offset, count)
        known = self._summed - offset
        if 0 <= known < len(found):
            self._crc = zlib.crc32(memoryview(found)[known:], self._crc)
            self._summed = offset + len(found)
        return found

    def sum(self) -> tuple[int, int]:
        """How many bytes there are, and their checksum; what nobody has read yet is read."""
        while self.at(self._summed, 1 << 20):
            pass
        return self._summed, self._crc


class SourceFile(io.RawIOBase):
    """A source as a file, for programs that want one. A single read takes `most` bytes at most."""

    def __init__(self, source: Source, most: int) -> None:
        self._source, self._most, self._place = source, most, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        place = offset + (0, self._place, self._source.size)[whence]
        if place < 0:
            raise OSError(22, "a place before the start")
        self._place = place
        return place

    def read(self, size: int | None = -1) -> bytes:
        size = self._source.size - self._place if size is None or size < 0 else size
        if size > self._most:
            raise OSError(27, "too much to read at once")
        found = self._source.at(self._place, size)
        self._place += len(found)
        return found


def stream(source: Source) -> Iterator[bytes]:
    """The source from start to end, a piece at a time."""
    place = 0
    while piece := source.at(place, 1 << 20):
        place += len(piece)
        yield piece
