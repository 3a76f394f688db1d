"""A log packed with gzip, unpacked as it is read: an hour of it is never whole in memory."""

from collections.abc import Iterator

from fullstride.domain.errors import UnreadableInput
from fullstride.formats.gzip_bytes import unpacked_parts
from fullstride.formats.reading import MEGABYTE

SWELL = 60  # tables of numbers pack to a third or a fifth, columns of nothing but zeros to a thirtieth
_PART = 2 << 20
_SAYS_SIZE = 4  # last bytes of a gzip


class GunzippedSource:
    """What is packed in `data`, read from front to end; what lies before begins anew.

    `size` is what the packing says of itself. `whole`: False once damage was met. Reading raises
    UnreadableInput as soon as there is more of it than of any log: `most` bytes, or `SWELL` for each packed.
    """

    def __init__(self, data: bytes, name: str, most: int) -> None:
        self._data, self._name, self._most = data, name, most
        said = int.from_bytes(data[-_SAYS_SIZE:], "little")
        self.size = min(said, most, max(MEGABYTE, SWELL * len(data)))
        self.whole = True
        self._begin()

    def _begin(self) -> None:
        self._start, self._kept = 0, b""
        self._parts = self._counted()

    def at(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes from `offset`; fewer at the end, or where damage starts."""
        if offset < self._start:
            self._begin()
        while self._start + len(self._kept) < offset + count and (part := next(self._parts, b"")):
            passed = min(len(self._kept), offset - self._start)
            self._start, self._kept = self._start + passed, self._kept[passed:] + part
        passed = min(len(self._kept), offset - self._start)
        self._start, self._kept = self._start + passed, self._kept[passed:]
        return self._kept[:count]

    def _counted(self) -> Iterator[bytes]:
        total = 0
        for part, packed in unpacked_parts(self._data, _PART):
            if part is None:
                self.whole = False
                return
            total += len(part)
            if total > min(self._most, max(MEGABYTE, SWELL * packed)):
                raise UnreadableInput(self._name, "", "unpacks to more than any log does")
            if part:
                yield part
