"""What the fuzzer hands in: a sound file or folder, and damage that suits what it is."""

import random
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import fuzz_fit
import fuzz_packed
import fuzz_text
from fuzz_seeds import Seed, own_seeds, seeds

Damage = Callable[[bytearray, random.Random], None]


@dataclass(frozen=True)
class Input:
    """What is handed in: a file, or the files of a folder. `cut_at`: it is its seed up to this byte."""

    name: str
    data: bytes = b""
    tree: Mapping[str, bytes] | None = None
    seed: Seed | None = None
    cut_at: int | None = None

    @property
    def files(self) -> int:
        return len(self.tree or ()) or 1

    def write(self, folder: Path) -> Path:
        path = folder / self.name
        if self.tree is None:
            path.write_bytes(self.data)
        for name, content in (self.tree or {}).items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content)
        return path


# ---- damage to bytes ------------------------------------------------------------------------------------


def cut(data: bytearray, rng: random.Random) -> None:
    del data[rng.randrange(len(data) + 1) :]


def flip(data: bytearray, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 2, 8, 64))):
        at = rng.randrange(len(data))
        data[at] ^= 1 << rng.randrange(8)


def noise(data: bytearray, rng: random.Random) -> None:
    at, size = rng.randrange(len(data)), rng.choice((1, 4, 40, 400))
    data[at : at + size] = rng.randbytes(size)


def insert(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(data) + 1)
    data[at:at] = rng.randbytes(rng.choice((1, 3, 100)))


def remove(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(data))
    del data[at : at + rng.choice((1, 2, 30, 1000))]


def repeat(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(data))
    piece = bytes(data[at : at + rng.choice((8, 100, 5000))])
    data[at:at] = piece * rng.choice((1, 3, 20))


def greatest(data: bytearray, rng: random.Random) -> None:
    """Claims: 2^32 records, sizes without end, zero where something should be."""
    at = rng.randrange(max(1, len(data) - 4))
    data[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", bytes(4), b"\x80\0\0\0"))


def header(data: bytearray, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 3))):
        data[rng.randrange(min(64, len(data)))] = rng.randrange(256)


def zeros(data: bytearray, rng: random.Random) -> None:
    """As a disk or a card leaves them where it lost a block."""
    at = rng.randrange(len(data))
    size = rng.choice((1, 512, 4096))
    data[at : at + size] = rng.choice((b"\0", b"\xff")) * size


BYTES: tuple[Damage, ...] = (cut, flip, noise, insert, remove, repeat, greatest, header, zeros)


def _damaged(data: bytes, name: str, rng: random.Random) -> bytes:
    """The file after one to four kinds of damage that suit what it is."""
    if data[:2] == b"\x1f\x8b":
        inside = zlib.decompress(data, wbits=31)
        if rng.random() < 0.3:
            return _after(BYTES, data, rng)
        return fuzz_packed.gzipped_wrongly(_damaged(inside, name, rng), rng)
    if data[:4] == b"PK\x03\x04":
        return _after((*fuzz_packed.ZIP_DAMAGE, *BYTES[:5]), data, rng)
    if data[8:12] == b".FIT":
        if rng.random() < 0.6:
            return fuzz_fit.put_together_wrongly(data, rng)
        found = _after(BYTES, data, rng)
        return fuzz_fit.repaired(found) if rng.random() < 0.66 else found
    return _after((*fuzz_text.DAMAGE, *BYTES[:6]), data, rng)


def _after(kinds: Sequence[Damage], data: bytes, rng: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        if found:
            rng.choice(kinds)(found, rng)
    return bytes(found)


def made_input(number: int, choice: Sequence[Seed] | None = None) -> Input:
    """The damaged input of this number: always the same for the same seeds (default: all there are)."""
    rng = random.Random(number)
    choice = seeds() if choice is None else choice
    # our own stand for every format and are as likely as all the real ones
    seed = rng.choice(own_seeds()) if rng.random() < 0.5 else rng.choice(choice)
    if seed.tree is not None:
        return _made_tree(seed, rng)
    if rng.random() < 0.15:
        at = rng.randrange(len(seed.data) + 1)
        return Input(seed.name, seed.data[:at], seed=seed, cut_at=at)
    data = _damaged(seed.data, seed.name, rng)
    if rng.random() < 0.1:
        other = rng.choice(own_seeds()).data
        data = rng.choice((data + other, other + data, data[: len(data) // 2] + other[len(other) // 2 :]))
    named = rng.choice([each for each in own_seeds() if each.tree is None])
    return Input(seed.name if rng.random() < 0.8 else named.name, data, seed=seed)


def _made_tree(seed: Seed, rng: random.Random) -> Input:
    tree = dict(seed.tree or {})
    for name in rng.sample(sorted(tree), rng.randrange(len(tree) + 1)):
        tree[name] = _damaged(tree[name], name, rng)
    if rng.random() < 0.2:
        del tree[rng.choice(sorted(tree))]
    if seed.name.endswith(".zip") and rng.random() < 0.6:
        return Input(seed.name, fuzz_packed.zipped_wrongly(tree, rng), seed=seed)
    return Input("folder", tree=tree, seed=seed)
