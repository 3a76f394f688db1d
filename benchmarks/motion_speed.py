"""A phone's log from bytes to sets of jumps: a minute at 400 Hz in a warm process; an hour as CSV, as zip of
phyphox and as our capture, as `measure` does it, in a process of its own.

CPU time, the least of several turns. Beside them, for scale, what others need for less: `numpy.loadtxt` for
reading the same minute alone, and for measuring it the usual short pipeline, written here: |a|, a Butterworth
low-pass and `scipy.signal.find_peaks`, which counts peaks and knows nothing of heights, gaps or errors.
"""

import io
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.measured import Measured

MINUTE_MS, HOUR_S, HOUR_MB = 50.0, 2.0, 300.0
RATE_HZ = 400.0
TURNS = 9
ACCELERATION = ("Time (s)", *(f"Acceleration {axis} (m/s^2)" for axis in "xyz"))
ROTATION = tuple(f"Gyroscope {axis} (rad/s)" for axis in "xyz")
_ALONE = """
import resource, sys, time
from pathlib import Path
from fullstride.batch.measuring import MeasureFile
from fullstride.formats.archives import Member
work = MeasureFile()
short, path = (Path(name) for name in sys.argv[1:])
work(Member(path=short, size=short.stat().st_size))
begun = time.process_time()
found = work(Member(path=path, size=path.stat().st_size))
took = time.process_time() - begun
evidence = found.measurements[0].evidence
motion = evidence.motion
assert sum(one.count for one in motion.sets) + sum(one.contacts for one in motion.bounds) > 300
# getrusage counts what the parent held before this program was loaded; Linux also tells this one's own.
own = Path("/proc/self/status")
lines = own.read_text().splitlines() if own.exists() else []
kilobytes = [float(line.split()[1]) for line in lines if line.startswith("VmHWM")]
kilobytes += [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]
print(took, kilobytes[0] / 1000)
"""


def measurements() -> Iterator[Measured]:
    from fullstride.formats.motion_logs import read_motion_log
    from fullstride.measure.jumps import JumpFinder
    from fullstride.measure.motion import MotionCleaning

    minute = as_csv(samples(minutes=1))

    def whole() -> object:
        return JumpFinder().find(MotionCleaning().clean(read_motion_log(minute, "jumps.csv")))

    log = read_motion_log(minute, "jumps.csv")

    def one(name: str, work: Callable[[], object]) -> Measured:
        return Measured(name=name, median=1000 * least_s(work), limit=MINUTE_MS, unit="ms")

    yield one("60 s of jumps at 400 Hz, read and measured", whole)
    yield one("  of this, reading", lambda: read_motion_log(minute, "jumps.csv"))
    yield one("  peer: numpy.loadtxt, reading alone", lambda: loaded(minute))
    yield one("  peer: find_peaks, counting alone", lambda: peaks(log.time_s, log.acceleration_mps2))
    yield from _hour("an hour at 100 Hz", as_csv, rate_hz=100.0)
    yield from _hour("an hour at 400 Hz", as_csv)
    yield from _hour("an hour at 400 Hz, with gyroscope", with_gyroscope)
    yield from _hour("an hour at 400 Hz, phyphox zip with gyroscope", as_zip)
    yield from _hour("an hour at 400 Hz, capture with gyroscope", as_capture)
    yield from _hour("an hour of bounding at 400 Hz", as_csv, bounds=True)


def _hour(
    hour: str, spelt: Callable[[np.ndarray], bytes], *, rate_hz: float = RATE_HZ, bounds: bool = False
) -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        short, path = Path(folder) / "minute", Path(folder) / "hour"
        short.write_bytes(spelt(samples(minutes=1, rate_hz=rate_hz, bounds=bounds)))
        path.write_bytes(spelt(samples(minutes=60, rate_hz=rate_hz, bounds=bounds)))
        rounds = [
            [
                float(word)
                for word in subprocess.check_output(
                    [sys.executable, "-c", _ALONE, str(short), str(path)], text=True
                ).split()
            ]
            for _ in range(3)
        ]
    yield Measured(
        name=f"{hour}, read and measured, CPU",
        median=min(each[0] for each in rounds),
        limit=HOUR_S,
    )
    yield Measured(
        name=f"{hour}, peak memory",
        median=max(each[1] for each in rounds),
        limit=HOUR_MB,
        unit="MB",
    )


def least_s(work: Callable[[], object]) -> float:
    """The least CPU time of several turns, after one that warms up."""
    work()
    took = []
    for _ in range(TURNS):
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return min(took)


def samples(*, minutes: int, rate_hz: float = RATE_HZ, bounds: bool = False) -> np.ndarray:
    """(n, 4): s and m/s², with a set of continuous jumps in each minute, or with a bounding run."""
    from fullstride.measure.simulate_jumps import Bounds, Jumps, JumpScene, Stand
    from fullstride.measure.simulate_phone import Phone

    done = Bounds(contacts=16) if bounds else Jumps(count=16)
    scene = JumpScene(acts=(Stand(duration_s=6.0), done, Stand(duration_s=6.0)), phone=Phone(rate_hz=rate_hz))
    made = scene.record(1).log
    size = int(60 * rate_hz)
    axes = np.resize(
        np.vstack([made.acceleration_mps2, np.repeat(made.acceleration_mps2[-1:], size, 0)])[:size], (size, 3)
    )
    noise = np.random.default_rng(2).normal(0.0, 0.02, (size * minutes, 3))
    return np.column_stack([np.arange(size * minutes) / rate_hz, np.tile(axes, (minutes, 1)) + noise])


def as_csv(rows: np.ndarray) -> bytes:
    """A phyphox CSV with the absolute acceleration that phyphox adds."""
    absolute = np.linalg.norm(rows[:, 1:], axis=1)
    return table((*ACCELERATION, "Absolute acceleration (m/s^2)"), np.column_stack([rows, absolute]))


def with_gyroscope(rows: np.ndarray) -> bytes:
    return table((*ACCELERATION, *ROTATION), np.column_stack([rows, turns(rows)]))


def as_zip(rows: np.ndarray) -> bytes:
    """A phyphox zip of two sensors."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("Accelerometer.csv", as_csv(rows))
        packed.writestr(
            "Gyroscope.csv",
            table((ACCELERATION[0], *ROTATION), np.column_stack([rows[:, 0], turns(rows)])),
        )
        packed.writestr("meta/device.csv", '"property","value"\n"deviceModel","none"\n')
    return out.getvalue()


def as_capture(rows: np.ndarray) -> bytes:
    """Our own capture."""
    keys = (
        '"format":"fullstride motion capture","version":1,"started_at":"2027-01-29T18:30:00Z","gravity":true'
    )
    acceleration, rotation = (
        ",".join(
            f"[{1000 * at:.2f},{x:.4f},{y:.4f},{z:.4f}]" for at, (x, y, z) in zip(rows[:, 0], of, strict=True)
        )
        for of in (rows[:, 1:], turns(rows))
    )
    return f'{{{keys},"acceleration":[{acceleration}],"rotation":[{rotation}]}}'.encode()


def turns(rows: np.ndarray) -> np.ndarray:
    return np.random.default_rng(3).normal(0.0, 1.0, (len(rows), 3))


def table(names: Sequence[str], rows: np.ndarray) -> bytes:
    out = io.StringIO()
    out.write(",".join(f'"{name}"' for name in names) + "\n")
    np.savetxt(out, rows, fmt="%.9E", delimiter=",")
    return out.getvalue().encode()


def loaded(data: bytes) -> object:
    return np.loadtxt(io.BytesIO(data), delimiter=",", skiprows=1)


def peaks(time_s: np.ndarray, axes: np.ndarray) -> object:
    from scipy.signal import butter, find_peaks, sosfiltfilt

    magnitude = np.linalg.norm(axes, axis=1)
    rate_hz = 1 / float(np.median(np.diff(time_s)))
    smooth = sosfiltfilt(butter(2, 5.0, fs=rate_hz, output="sos"), magnitude)
    return find_peaks(smooth, prominence=5.0, distance=int(0.3 * rate_hz))[0]
