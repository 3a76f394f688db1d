"""The CRC-16 of FIT files (reflected polynomial 0xA001, start 0), many bytes at a time.

A checksum that starts at 0 ignores zeros in front and is linear: the checksum of two stretches is the
first one's, carried over as many zero bytes as the second is long, xor the second one's. So the data
are cut into equal blocks, all blocks are summed side by side, and neighbours are joined pair by pair.
"""

import numpy as np
from numpy.typing import NDArray

_POLYNOMIAL = 0xA001
_BLOCK_BYTES = 256
_SIDE_BY_SIDE = 1 << 16  # blocks at a time: bounds the memory


def checksum(data: bytes) -> int:
    """The checksum of `data`; 0 over a whole file with its own checksum at the end."""
    total = np.uint16(0)
    stretch = _BLOCK_BYTES * _SIDE_BY_SIDE
    head = len(data) % stretch
    if head:
        total = _stretch(data[:head])
    for start in range(head, len(data), stretch):
        carry = _over_zeros(_by_byte(), stretch)
        total = carry[total] ^ _stretch(data[start : start + stretch])
    return int(total)


def _stretch(data: bytes) -> np.uint16:
    table = _by_byte()
    blocks = 1 << max(0, (-(-len(data) // _BLOCK_BYTES) - 1).bit_length())
    padded = np.zeros(blocks * _BLOCK_BYTES, np.uint8)
    padded[len(padded) - len(data) :] = np.frombuffer(data, np.uint8)
    columns = np.ascontiguousarray(padded.reshape(blocks, _BLOCK_BYTES).T)
    sums = np.zeros(blocks, np.uint16)
    for column in columns:
        sums = sums >> 8 ^ table[sums & 0xFF ^ column]
    carry = _over_zeros(table, _BLOCK_BYTES)
    while len(sums) > 1:
        sums = carry[sums[0::2]] ^ sums[1::2]
        carry = carry[carry]
    result: np.uint16 = sums[0]
    return result


def _by_byte() -> NDArray[np.uint16]:
    """(256,) what one byte does to a checksum of 0."""
    table = np.arange(256, dtype=np.uint16)
    for _ in range(8):
        table = np.where(table & 1, table >> 1 ^ _POLYNOMIAL, table >> 1).astype(np.uint16)
    return table


def _over_zeros(table: NDArray[np.uint16], count: int) -> NDArray[np.uint16]:
    """(65536,) what `count` zero bytes, a power of two, do to every checksum."""
    every = np.arange(1 << 16, dtype=np.uint16)
    carry: NDArray[np.uint16] = every >> 8 ^ table[every & 0xFF]
    while count > 1:
        carry = carry[carry]
        count //= 2
    return carry
