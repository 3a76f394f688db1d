"""Whether the journal beside a SQLite file still holds all that was acknowledged.

SQLite reads its journal (`-wal`) up to the first frame whose checksum is wrong and drops the rest without
a word, as after a loss of power the last transaction may be torn there. But each transaction is on the disk
before the next one begins: where whole ones follow a frame that is wrong, acknowledged words are lost.
https://www.sqlite.org/fileformat2.html#the_write_ahead_log
"""

import struct
import time
from pathlib import Path

JOURNAL = "-wal"
_HEADER, _FRAME = 32, 24
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}  # which words the checksums are over
_ALL = 0xFFFFFFFF
_LOOKS, _BETWEEN_S = 3, 0.05  # while somebody writes, half of it is old


def is_damaged(path: Path) -> bool:
    """Whether words in the journal of the database at `path` can't be read any more."""
    journal = path.with_name(path.name + JOURNAL)
    last: bytes | None = None
    for look in range(_LOOKS):
        try:
            data = journal.read_bytes()
        except OSError:
            return False  # there is none, or opening the store will say what is wrong with it
        if not _loses_words(data):
            return False
        if data == last:
            return True
        last = data
        if look + 1 < _LOOKS:
            time.sleep(_BETWEEN_S)
    return False


def _loses_words(data: bytes) -> bool:
    if len(data) < _HEADER + _FRAME:
        return False
    magic, _, page, _, salt_1, salt_2, sum_1, sum_2 = struct.unpack(">8I", data[:_HEADER])
    order = _MAGIC.get(magic)
    if order is None or _summed(data[:24], order, (0, 0)) != (sum_1, sum_2):
        return any(data[_HEADER:])
    if not 512 <= page <= 65536:
        return True
    frames = [
        data[at : at + _FRAME + page] for at in range(_HEADER, len(data) - _FRAME - page + 1, _FRAME + page)
    ]
    ours = [struct.unpack(">6I", frame[:_FRAME])[2:4] == (salt_1, salt_2) for frame in frames]
    sums = sum_1, sum_2
    for number, frame in enumerate(frames):
        sums = _summed(frame[_FRAME:], order, _summed(frame[:8], order, sums))
        if not ours[number] or struct.unpack(">2I", frame[16:_FRAME]) != sums:
            return _goes_on(frames, ours, number)
    return False


def _goes_on(frames: list[bytes], ours: list[bool], wrong: int) -> bool:
    """Whether, from the frame that is wrong, a transaction ended and another of the same journal began."""
    ended = False
    for frame, belongs in zip(frames[wrong:], ours[wrong:], strict=True):
        if ended and belongs:
            return True
        ended = ended or (belongs and frame[4:8] != b"\0\0\0\0")
    return False


def _summed(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & _ALL
        second = (second + odd + first) & _ALL
    return first, second
