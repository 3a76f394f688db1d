"""The door to motion logs: what a phone's sensors wrote down, by what is in it and not by its name."""

import io

import numpy as np

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion_log import MotionLog
from fullstride.formats.reading import MEGABYTE

MOTION_LIMIT = 256 * MEGABYTE  # an hour of six channels at 400 Hz makes 150 to 200
HEAD = 1 << 16  # bytes that show what a file is


def is_motion_log(head: bytes, name: str) -> bool:
    """Whether a file that begins with `head` (its first `HEAD` bytes, or all of it) is a motion log."""
    return b"cceleration x (m/s" in head[:200] and b"\n" in head


def read_motion_log(data: bytes, name: str) -> MotionLog:
    """The log in `data`. `name` is for errors only. Raises UnreadableInput."""
    header, _, body = data.partition(b"\n")
    if not is_motion_log(data[:HEAD], name):
        raise UnreadableInput(name, "", "is no motion log")
    values = np.loadtxt(io.BytesIO(body), delimiter=",", ndmin=2)
    gravity = b"Linear" not in header
    return MotionLog(
        format="phyphox", time_s=values[:, 0], acceleration_mps2=values[:, 1:4].copy(), gravity=gravity
    )
