"""Damages recordings and archives in every way we know, and measures what is left of them.

`python tests/fuzz.py --files 20000` prints what it did; `--keep DIR` keeps each file that did harm, so that
it can be given a name after its disease and a place in tests/files/invalid/. Harm is: any error but
UnreadableInput, more than a second, more than a gigabyte, or records lost that stood before the damage.
"""

import argparse
import gzip
import json
import multiprocessing
import random
import resource
import struct
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.recording import Recording
from fullstride.formats.archives import Member, members, read_member
from fullstride.formats.fit_writer import checksum
from fullstride.measure.simulate_scenes import Draw, Scene
from fullstride.rules.load import load_book
from fullstride.workflows.measuring import measure_recording
from made_archives import gpx, zipped
from made_recordings import as_fit, as_polar, as_tcx

SLOWEST_S, LARGEST_BYTES = 1.0, 1_000_000_000
RECORDINGS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "runs"


@dataclass(frozen=True)
class Seed:
    """A sound file to damage. `records`: how many it holds, where its damage can be reckoned with."""

    name: str
    data: bytes
    records: int = 0


@dataclass(frozen=True)
class Harm:
    """What a damaged file did, and the file."""

    what: str
    name: str
    data: bytes


# ---- sound files ----------------------------------------------------------------------------------------


@cache
def seeds() -> tuple[Seed, ...]:
    """Our own files of every format, and the real recordings where they are."""
    run = Draw(marks="steps").draw(Scene.STRIDES, 3).record(3).recording
    fit, tcx, polar = as_fit(run), as_tcx(run), as_polar(run)
    track = gpx()
    ours = [
        Seed("run.fit", fit, len(run)),
        Seed("run.tcx", tcx, len(run)),
        Seed("run.gpx", track),
        Seed("polar.json", polar),
        Seed("run.fit.gz", gzip.compress(fit)),
        Seed("run.tcx.gz", gzip.compress(tcx)),
        Seed("runs.zip", zipped({"a.fit": fit, "b.tcx": tcx[:20_000], "c.gpx": track})),
        Seed("nested.zip", zipped({"DI_CONNECT/part.zip": zipped({"a.fit": fit})})),
    ]
    real = sorted(RECORDINGS.glob("*/*.*")) if RECORDINGS.is_dir() else []
    return (*ours, *(Seed(path.name, path.read_bytes()) for path in real if path.stat().st_size < 400_000))


# ---- damage -----------------------------------------------------------------------------------------------


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


def words(data: bytearray, rng: random.Random) -> None:
    """Numbers and tags that no device writes."""
    wrong = (b"NaN", b"-1", b"1e999", b"Infinity", b"", b"<x>", b"&bomb;", b"0000-00-00T99:99:99Z", b"</")
    digits = [at for at in range(0, len(data), 7) if 48 <= data[at] <= 57]
    for _ in range(rng.choice((1, 5, 50))):
        if digits:
            at = rng.choice(digits)
            data[at : at + rng.randrange(1, 6)] = rng.choice(wrong)


DAMAGE: tuple[Callable[[bytearray, random.Random], None], ...] = (
    cut,
    flip,
    noise,
    insert,
    remove,
    repeat,
    greatest,
    header,
    words,
)


def damaged(number: int) -> tuple[Seed, bytes, str]:
    """The seed, its bytes after damage, and a name that may lie about what they are."""
    rng = random.Random(number)
    seed = rng.choice(seeds())
    data = bytearray(seed.data)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        if data:
            rng.choice(DAMAGE)(data, rng)
    if (
        seed.name.endswith(".fit") and len(data) > 16 and rng.random() < 0.5
    ):  # so that readers get past the sum
        data[4:8] = struct.pack("<I", len(data) - 16)
        data[-2:] = struct.pack("<H", checksum(bytes(data[:-2]))) if len(data) < 20_000 else data[-2:]
    name = seed.name if rng.random() < 0.8 else rng.choice(seeds()).name
    return seed, bytes(data), name


# ---- and what comes of it -------------------------------------------------------------------------------


def try_one(number: int, folder: Path) -> tuple[str, Harm | None]:
    """The outcome in a word, and the harm that was done."""
    _, data, name = damaged(number)
    path = folder / f"{number}-{name}"
    path.write_bytes(data)
    began = time.process_time()
    try:
        outcome = _read(path)
    except UnreadableInput:
        outcome = "refused"
    except MemoryError:
        return "harm", Harm("memory", path.name, data)
    except Exception as error:  # what the fuzzer looks for
        return "harm", Harm(f"{type(error).__name__}: {error}", path.name, data)
    finally:
        path.unlink(missing_ok=True)
    took_s = time.process_time() - began
    return (outcome, None) if took_s <= SLOWEST_S else ("harm", Harm(f"{took_s:.1f} s", path.name, data))


def _read(path: Path) -> str:
    said = "nothing"
    for member in members(path):
        if not isinstance(member, Member):
            continue
        try:
            recordings = read_member(member)
        except UnreadableInput:
            said = "refused"
            continue
        for recording in recordings:
            _measure(recording, member.name)
            said = "cut" if recording.cut else "read"
    return said


def _measure(recording: Recording, name: str) -> None:
    measure_recording(recording, file=name, book=load_book())


def lost_before_the_cut(seed: Seed, at: int) -> int:
    """How many whole records before byte `at` are missing from what is read; headers cost a few."""
    from fullstride.formats.recordings import read_recordings

    try:
        read = sum(len(each) for each in read_recordings(seed.data[:at], seed.name))
    except UnreadableInput:
        read = 0
    stood = int(seed.records * at / len(seed.data)) - seed.records // 20 - 3
    return max(0, stood - read)


def _worker(numbers: range, folder: Path) -> tuple[Counter[str], list[Harm]]:
    resource.setrlimit(resource.RLIMIT_DATA, (LARGEST_BYTES, LARGEST_BYTES))
    folder.mkdir(parents=True, exist_ok=True)
    counts: Counter[str] = Counter()
    harms: list[Harm] = []
    for number in numbers:
        outcome, harm = try_one(number, folder)
        counts[outcome] += 1
        if harm is not None:
            harms.append(harm)
    return counts, harms


def _shares(first: int, files: int, jobs: int) -> Iterator[range]:
    for job in range(jobs):
        yield range(first + job, first + files, jobs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first damaged file")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument(
        "--work", type=Path, required=True, help="a folder for the files while they are tried"
    )
    parser.add_argument("--keep", type=Path, help="where to keep what did harm")
    asked = parser.parse_args()
    began = time.monotonic()
    shares = [
        (share, asked.work / str(place))
        for place, share in enumerate(_shares(asked.first, asked.files, asked.jobs))
    ]
    with multiprocessing.get_context("spawn").Pool(asked.jobs) as pool:
        results = pool.starmap(_worker, shares)
    counts = sum((found for found, _ in results), Counter())
    harms = [harm for _, found in results for harm in found]
    report = {"files": asked.files, "took_s": round(time.monotonic() - began), **counts}
    sys.stdout.write(json.dumps(report) + "\n")
    for harm in harms:
        sys.stdout.write(f"{harm.name}: {harm.what}\n")
        if asked.keep is not None:
            asked.keep.mkdir(parents=True, exist_ok=True)
            (asked.keep / harm.name).write_bytes(harm.data)
    return 1 if harms else 0


if __name__ == "__main__":
    sys.exit(main())
