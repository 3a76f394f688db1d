"""Damages recordings and archives in every way we know, and measures what is left of them.

`python tests/fuzz.py --files 20000 --work DIR` prints what it did; `--keep DIR` keeps each input that did
harm, so that its disease can be given to a small file of our own in tests/files/invalid/. Harm is: any
error but UnreadableInput, more than a second of CPU a file, more than a gigabyte of data, records lost
that stood before a cut, a warning, and of the commands: another exit code than 0, 1, 2, an answer that
is no JSON object, a traceback, a confessed fault of the program.
"""

import argparse
import json
import math
import multiprocessing
import resource
import shutil
import signal
import sys
import time
import traceback
import warnings
import zlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import fuzz_fit
from fullstride.batch.measuring import MeasureFile
from fullstride.domain.errors import UnreadableInput
from fullstride.formats.archives import Member, members
from fullstride.formats.recordings import read_recordings
from fuzz_input import Input, made_input
from fuzz_seeds import own_seeds
from helpers import run_here

SLOWEST_S, LARGEST_BYTES = 1.0, 1_000_000_000
HANGS_S = 60
COMMAND_EVERY = 3  # so many inputs go through one of the commands besides
_CONFESSED = ("fault in this program", "Traceback (most recent")
_WHOLE_POINTS = {"tcx": b"</Trackpoint>", "gpx": b"</trkpt>"}


@dataclass(frozen=True)
class Harm:
    """What input did it, and what it did."""

    number: int
    what: str


class Hung(BaseException):
    """It ran for a minute of CPU."""


# ---- and what comes of it -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tried:
    """`said`: the outcome in a word; `harm`: what was harmful, or ""; `took_s`: CPU of reading, measuring."""

    said: str
    harm: str = ""
    took_s: float = 0.0


def try_one(given: Input, folder: Path, *, command: int = 0) -> Tried:
    """Reads and measures the input, then hands it to one of the commands (0: to none)."""
    path = given.write(folder)
    try:
        tried = _timed(given, path)
        if tried.took_s > SLOWEST_S * given.files:  # others may have been at work: the better of two
            again = _timed(given, path)
            tried = min(tried, again, key=lambda each: each.took_s)
        harm = tried.harm
        if not harm and tried.took_s > SLOWEST_S * given.files:
            harm = f"took {tried.took_s:.1f} s"
        if not harm and given.cut_at is not None and (lost := records_lost(given)):
            harm = f"lost {lost} records before the cut"
        if not harm and command:
            harm = _commanded(path, folder, command)
        return Tried(tried.said, harm, tried.took_s)
    finally:
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)


def _timed(given: Input, path: Path) -> Tried:
    said, harm = "", ""
    signal.setitimer(signal.ITIMER_PROF, HANGS_S)
    began = time.process_time()
    try:
        said = _read(path)
    except UnreadableInput as error:
        said = "refused"
        harm = "" if "\n" not in error.reason else f"says more than a sentence: {error}"
    except (Exception, Hung) as error:  # what the fuzzer looks for
        frames = traceback.extract_tb(error.__traceback__)[-3:]
        where = " < ".join(f"{Path(each.filename).name}:{each.lineno}" for each in reversed(frames))
        said, harm = "failed", f"{type(error).__name__}: {str(error)[:200]} ({where})"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return Tried(said, harm, time.process_time() - began)


def _read(path: Path) -> str:
    said = "nothing"
    for member in members(path):
        if not isinstance(member, Member):
            continue
        found = MeasureFile()(member)
        if found.unreadable:
            assert "\n" not in found.unreadable.reason, "more than a sentence"
            said = "refused"
        for measured in found.measurements:
            assert 0 <= measured.evidence.duration_s < math.inf, "time runs backwards"
            said = "cut" if measured.evidence.cut else "read"
    return said


def _commanded(path: Path, folder: Path, which: int) -> str:
    """What is wrong with the answer of a command, "" when nothing is."""
    arguments: tuple[object, ...] = (
        ("measure", path, "--json", "--jobs", 1),
        ("audit", path, "--json", "--jobs", 1),
        ("measure", path, "--jobs", 1, "--plot", folder / "plot.svg", "--report", folder / "report.html"),
    )[which % 3]
    try:
        ran = run_here(*arguments)
    except (Exception, SystemExit) as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(last.filename).name}:{last.lineno}"
        return f"{arguments[0]}: {type(error).__name__}: {str(error)[:200]} ({place})"
    everything = ran.out + ran.err
    for sign in _CONFESSED:
        if sign in everything:
            at = everything.index(sign)
            return f"{arguments[0]} confesses: {everything[at : at + 200]!r}"
    if ran.code not in (0, 1, 2):
        return f"{arguments[0]} ends with {ran.code}"
    if not (ran.out or ran.code == 2):
        return f"{arguments[0]} ends with {ran.code} and says nothing"
    for line in ran.err.splitlines():
        if not line.isprintable() or not line.endswith((".", "?", "!")):
            return f"{arguments[0]} says no sentence: {line[:200]!r}"
    return _no_object(ran.out) if "--json" in arguments and ran.out else ""


def _no_object(out: str) -> str:
    try:
        answer = json.loads(out, parse_constant=_no_number)
    except ValueError as error:
        return f"the answer is no JSON: {error}"
    return "" if isinstance(answer, dict) else "the answer is no JSON object"


def _no_number(said: str) -> float:
    raise ValueError(f"{said} is no number of JSON")


def records_lost(given: Input) -> int:
    """How many whole records before the cut are missing from what is read of the file.

    What the reader leaves out of the sound file (points without a time, a multisport's transitions) it
    may leave out here as well.
    """
    seed, at = given.seed, given.cut_at
    if seed is None or at is None or (stood := whole_records(seed.data, at)) is None:
        return 0
    left_out = (whole_records(seed.data, len(seed.data)) or 0) - _records(seed.data, seed.name)
    return max(0, stood - max(0, left_out) - _records(given.data, given.name))


def _records(data: bytes, name: str) -> int:
    try:
        return sum(len(each) for each in read_recordings(data, name))
    except UnreadableInput:
        return 0


def whole_records(data: bytes, at: int) -> int | None:
    """The records that end before byte `at`, found without the readers; None where we can't tell."""
    if data[:2] == b"\x1f\x8b":
        inside = zlib.decompress(data, wbits=31)
        return whole_records(inside, len(zlib.decompressobj(wbits=31).decompress(data[:at])))
    if data[8:12] == b".FIT":
        return sum(piece.record for piece in fuzz_fit.pieces(data) if piece.end <= at)
    head = data[:2000]
    if b"<TrainingCenterDatabase" in head or b"<gpx" in head:
        return data.count(_WHOLE_POINTS["gpx" if b"<gpx" in head else "tcx"], 0, at)
    return None


# ---- many of them ---------------------------------------------------------------------------------------


@dataclass
class Tally:
    """What one process did, and with how much."""

    outcomes: Counter[str]
    harms: list[Harm]
    slowest: list[tuple[float, int]]
    largest_bytes: int = 0


def _worker(numbers: range, folder: Path) -> Tally:
    resource.setrlimit(resource.RLIMIT_DATA, (LARGEST_BYTES, LARGEST_BYTES))
    signal.signal(signal.SIGPROF, _hung)
    warnings.simplefilter("error")  # they would stand on the runner's screen
    folder.mkdir(parents=True, exist_ok=True)
    try_one(Input(own_seeds()[0].name, own_seeds()[0].data), folder, command=3)  # imports cost once
    tally = Tally(Counter(), [], [])
    for number in numbers:
        (folder / "number").write_text(str(number))
        tried = try_one(
            made_input(number), folder, command=number // COMMAND_EVERY if number % COMMAND_EVERY == 0 else 0
        )
        tally.outcomes[tried.said] += 1
        tally.slowest = sorted([*tally.slowest, (tried.took_s, number)], reverse=True)[:3]
        if tried.harm:
            tally.harms.append(Harm(number, tried.harm))
    tally.largest_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return tally


def _hung(_: int, frame: FrameType | None) -> None:
    raise Hung(f"in {frame.f_code.co_filename}:{frame.f_lineno}" if frame else "")


def _shares(first: int, files: int, jobs: int) -> Iterator[range]:
    """Neighbours stay together, so that every process runs commands."""
    for job in range(jobs):
        yield range(first + files * job // jobs, first + files * (job + 1) // jobs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first damaged input")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument(
        "--work", type=Path, required=True, help="a folder for the inputs while they are tried"
    )
    parser.add_argument("--keep", type=Path, help="where to keep what did harm")
    asked = parser.parse_args()
    began = time.monotonic()
    shares = list(_shares(asked.first, asked.files, asked.jobs))
    folders = [asked.work / str(place) for place in range(asked.jobs)]
    spawning = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(asked.jobs, mp_context=spawning) as pool:
            tallies = list(pool.map(_worker, shares, folders))
    except BrokenProcessPool:
        numbers = ", ".join((folder / "number").read_text() for folder in folders)
        sys.stdout.write(f"a process died, at one of the inputs {numbers}\n")
        return 1
    outcomes = sum((tally.outcomes for tally in tallies), Counter[str]())
    slowest_s, slowest = max(each for tally in tallies for each in tally.slowest)
    report = {
        "inputs": asked.files,
        "took_s": round(time.monotonic() - began),
        **outcomes,
        "harm": sum(len(tally.harms) for tally in tallies),
        "slowest": slowest,
        "slowest_s": round(slowest_s, 3),
        "largest_mb": round(max(tally.largest_bytes for tally in tallies) / 1e6),
    }
    sys.stdout.write(json.dumps(report) + "\n")
    harms = sorted((harm for tally in tallies for harm in tally.harms), key=lambda each: each.number)
    for harm in harms:
        given = made_input(harm.number)
        sys.stdout.write(f"{harm.number} {given.name}: {harm.what}\n")
        if asked.keep is not None:
            folder = asked.keep / str(harm.number)
            folder.mkdir(parents=True, exist_ok=True)
            given.write(folder)
    return 1 if harms else 0


if __name__ == "__main__":
    sys.exit(main())
