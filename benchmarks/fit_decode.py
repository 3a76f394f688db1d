"""FIT files with all channels, against fitdecode, fitfast and pyroparse, in one run and on every file.

The real recordings at ../shared/data/runs where they are, beside a made run of 80 minutes at 1 Hz. CPU
time, the least of several turns, because other programs only ever add to it. Two tasks: *records*,
every column of every record scaled to float64, which is what the peers' tables hold; *all*, every
field of every message, which is what their dictionaries hold. The limit of a ratio is 1: our time over
what it may be.
"""

import gc
import importlib
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import fitdecode

from benchmarks.measured import Measured
from fullstride.formats.fit_decode import Table, decode_fit
from fullstride.formats.fit_profile import FIELDS, RECORD
from fullstride.formats.fit_recording import read_fit
from fullstride.formats.fit_writer import checksum

RUNS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "runs"
TIMES_FITDECODE = 80
TURNS = 7
TURN_S = 0.01  # of CPU time, of each program
RECORDING_LIMIT_S = 0.008
MADE_RECORDS = 4800


def measurements() -> Iterator[Measured]:
    files = {path.stem[:24]: path.read_bytes() for path in sorted(RUNS.glob("*/*.fit"))}
    if not files:
        print("the recordings in ../shared/data/runs are not here; only a made run is measured")
    files["made, 80 min at 1 Hz"] = _made_run()
    for name, data in files.items():
        yield from _against_peers(name, data)


def _against_peers(name: str, data: bytes) -> Iterator[Measured]:
    ours = {"records": partial(_records, data), "all": partial(_everything, data)}
    peers = {
        (task, f"{module}.{function}"): partial(work, data)
        for task, module, function in (
            ("records", "fitfast", "records"),
            ("all", "fitfast", "parse"),
            ("records", "pyroparse", "read_fit"),
        )
        if (work := _peer(module, function)) and _reads(work, data)
    }
    recording = partial(read_fit, data, name)
    took = _least_s([*ours.values(), recording, *peers.values()])
    (slow,) = _least_s([partial(_fitdecode, data)], turns=2)
    mine = dict(zip(ours, took, strict=False))
    yield _ms(f"{name}: fitdecode / {TIMES_FITDECODE}", mine["records"], slow / TIMES_FITDECODE)
    for (task, peer), theirs in zip(peers, took[len(ours) + 1 :], strict=True):
        yield _ms(f"{name}: {peer}", mine[task], theirs)
    yield _ms(f"{name}: as recording", took[len(ours)], RECORDING_LIMIT_S)


def _ms(name: str, took_s: float, limit_s: float) -> Measured:
    return Measured(name=name, median=took_s * 1000, limit=float(f"{limit_s * 1000:.3g}"), unit="ms")


def _records(data: bytes) -> None:
    for file in decode_fit(data):
        table = file.table(RECORD)
        if table is not None:
            _columns(table)


def _everything(data: bytes) -> None:
    for file in decode_fit(data):
        for number in file.numbers:
            table = file.table(number)
            if table is not None:
                _columns(table)


def _columns(table: Table) -> None:
    names = FIELDS.get(table.number, {})
    for key in table.keys:
        if table.is_text(key):
            table.texts(key)
            continue
        named = names.get(key) if isinstance(key, int) else None
        values = table.values(key)
        if named is not None and (named.scale != 1 or named.offset):
            values = values / named.scale - named.offset


def _fitdecode(data: bytes) -> None:
    with fitdecode.FitReader(data) as reader:
        for _ in reader:
            pass


def _peer(module: str, function: str) -> Callable[[bytes], object] | None:
    try:
        work: Callable[[bytes], object] = getattr(importlib.import_module(module), function)
    except ImportError:
        return None
    return work


def _reads(work: Callable[[bytes], object], data: bytes) -> bool:
    """One peer refuses valid files, and says so in its own ways."""
    try:
        work(data)
    except (ValueError, OSError, RuntimeError):
        return False
    return True


def _least_s(works: Sequence[Callable[[], object]], turns: int = TURNS) -> list[float]:
    """The least CPU time of each, in turn, so that a busy machine is as hard on one as on the others."""
    calls = []
    for work in works:
        begun = time.process_time()
        work()
        calls.append(max(1, int(TURN_S / max(time.process_time() - begun, 1e-6))))
    least = [float("inf")] * len(works)
    gc.collect()
    for _ in range(turns):
        for place, work in enumerate(works):
            begun = time.process_time()
            for _ in range(calls[place]):
                work()
            least[place] = min(least[place], (time.process_time() - begun) / calls[place])
    return least


def _made_run() -> bytes:
    """Records as a watch of today writes them, with position, dynamics and power."""
    fields = [(253, 4, 0x86), (0, 4, 0x85), (1, 4, 0x85), (5, 4, 0x86), (73, 4, 0x86), (78, 4, 0x86)]
    fields += [(7, 2, 0x84), (39, 2, 0x84), (41, 2, 0x84), (85, 2, 0x84), (3, 1, 0x02), (4, 1, 0x02)]
    body = struct.pack("<BBBHBBBBB", 0x40, 0, 0, 0, 1, 0, 1, 0, 0) + b"\4"
    body += struct.pack("<BBBHB", 0x40, 0, 0, RECORD, len(fields)) + bytes(
        part for field in fields for part in field
    )
    for second in range(MADE_RECORDS):
        beat, watts = 140 + second % 30, 280 + second % 40
        body += struct.pack(
            "<BIiiIIIHHHHBB",
            *(0, 1_000_000_000 + second, 569_000_000 + second * 30, 104_000_000, second * 300),
            *(3000 + second % 200, 3000 + second % 90, watts, 87, 2100 + second % 70, 11_000, beat, 88),
        )
    header = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    whole = header + struct.pack("<H", checksum(header)) + body
    return whole + struct.pack("<H", checksum(whole))
