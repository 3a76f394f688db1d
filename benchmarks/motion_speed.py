"""A phone's log from bytes to sets of jumps: a minute at 400 Hz in a warm process; an hour, as `measure` does
it, in one of its own.

CPU time, the least of several turns. Beside them, for scale, what others need for less: `numpy.loadtxt` for
reading the same minute alone, and for measuring it the usual short pipeline, written here: |a|, a Butterworth
low-pass and `scipy.signal.find_peaks`, which counts peaks and knows nothing of heights, gaps or errors.
"""

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.measured import Measured

MINUTE_MS, HOUR_S, HOUR_MB = 50.0, 2.0, 300.0
RATE_HZ = 400.0
TURNS = 9
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

    minute = written(minutes=1)

    def whole() -> object:
        return JumpFinder().find(MotionCleaning().clean(read_motion_log(minute, "jumps.csv")))

    log = read_motion_log(minute, "jumps.csv")

    def one(name: str, work: Callable[[], object]) -> Measured:
        return Measured(name=name, median=1000 * least_s(work), limit=MINUTE_MS, unit="ms")

    yield one("60 s of jumps at 400 Hz, read and measured", whole)
    yield one("  of this, reading", lambda: read_motion_log(minute, "jumps.csv"))
    yield one("  peer: numpy.loadtxt, reading alone", lambda: loaded(minute))
    yield one("  peer: find_peaks, counting alone", lambda: peaks(log.time_s, log.acceleration_mps2))
    for rate_hz in (100.0, RATE_HZ):
        yield from _hour(rate_hz)
    yield from _hour(RATE_HZ, bounds=True)


def _hour(rate_hz: float, *, bounds: bool = False) -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        short, path = Path(folder) / "minute.csv", Path(folder) / "hour.csv"
        short.write_bytes(written(minutes=1, rate_hz=rate_hz, bounds=bounds))
        path.write_bytes(written(minutes=60, rate_hz=rate_hz, bounds=bounds))
        rounds = [
            [
                float(word)
                for word in subprocess.check_output(
                    [sys.executable, "-c", _ALONE, str(short), str(path)], text=True
                ).split()
            ]
            for _ in range(3)
        ]
    hour = f"an hour{' of bounding' if bounds else ''} at {rate_hz:.0f} Hz"
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


def written(*, minutes: int, rate_hz: float = RATE_HZ, bounds: bool = False) -> bytes:
    """A phyphox CSV with a set of continuous jumps in each minute, or with a bounding run."""
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
    rows = np.column_stack([np.arange(size * minutes) / rate_hz, np.tile(axes, (minutes, 1)) + noise])
    out = io.StringIO()
    out.write('"Time (s)","Acceleration x (m/s^2)","Acceleration y (m/s^2)","Acceleration z (m/s^2)",')
    out.write('"Absolute acceleration (m/s^2)"\n')
    np.savetxt(out, np.column_stack([rows, np.linalg.norm(rows[:, 1:], axis=1)]), fmt="%.9E", delimiter=",")
    return out.getvalue().encode()


def loaded(data: bytes) -> object:
    return np.loadtxt(io.BytesIO(data), delimiter=",", skiprows=1)


def peaks(time_s: np.ndarray, axes: np.ndarray) -> object:
    from scipy.signal import butter, find_peaks, sosfiltfilt

    magnitude = np.linalg.norm(axes, axis=1)
    rate_hz = 1 / float(np.median(np.diff(time_s)))
    smooth = sosfiltfilt(butter(2, 5.0, fs=rate_hz, output="sos"), magnitude)
    return find_peaks(smooth, prominence=5.0, distance=int(0.3 * rate_hz))[0]
