"""A FIT file with all its instants moved by the same time, so that an old recording may stand for a new one.

Steps: the walk finds every message; the fields of its definition that hold an instant by the profile are
moved where they lie; the checksum is written again. Not one other byte changes.
"""

import numpy as np

from fullstride.domain.errors import UnreadableInput
from fullstride.formats.fit_crc import checksum
from fullstride.formats.fit_walk import Group, walk_fit

_TIMESTAMP = 253  # in messages of every kind
# Message -> fields that hold an instant besides: file_id, session, lap, event, activity (its local time).
_INSTANTS = {0: (4,), 18: (2,), 19: (2,), 21: (), 34: (5,)}
_INVALID = 0xFFFFFFFF
_HEAD_BYTES, _FIELD_BYTES, _INSTANT_BYTES, _CRC_BYTES = 5, 3, 4, 2


def shift_fit(data: bytes, seconds: int, *, file: str = "the recording") -> bytes:
    """`data` with its instants `seconds` later. Raises UnreadableInput for all but one whole FIT file."""
    walked = list(walk_fit(data))
    if len(walked) != 1 or walked[0].stop is not None or walked[0].has_short_times:
        raise UnreadableInput(file, "", "is not one whole FIT file with its times written out")
    moved = np.frombuffer(data, np.uint8).copy()
    for group in walked[0].groups:
        _shift_group(moved, group, seconds)
    body = moved[: walked[0].end].tobytes()
    return body + checksum(body).to_bytes(_CRC_BYTES, "little")


def _shift_group(moved: "np.ndarray[tuple[int], np.dtype[np.uint8]]", group: Group, seconds: int) -> None:
    content = group.content
    order = ">" if content[1] else "<"
    kind = int.from_bytes(content[2:4], "big" if content[1] else "little")
    at = 1  # behind the message's own header
    for place in range(content[4]):
        number, size, _ = content[_HEAD_BYTES + place * _FIELD_BYTES :][:_FIELD_BYTES]
        if size == _INSTANT_BYTES and (number == _TIMESTAMP or number in _INSTANTS.get(kind, ())):
            where = (group.offsets + at)[:, None] + np.arange(_INSTANT_BYTES)
            was = np.ascontiguousarray(moved[where]).view(f"{order}u4")[:, 0].astype(np.int64)
            now = np.where(was == _INVALID, was, was + seconds).astype(f"{order}u4")
            moved[where] = now[:, None].view(np.uint8)
        at += size
