"""The filters of motion signals do what scipy.signal's do, without loading it."""

import subprocess
import sys

import numpy as np
import pytest
from scipy.signal import butter, find_peaks, sosfiltfilt

from fullstride.measure.motion_filters import low_pass, peaks


@pytest.mark.parametrize("seed", range(40))
def test_peaks_are_those_of_scipy(seed: int) -> None:
    rng = np.random.default_rng(seed)
    curve = rng.standard_normal(int(rng.integers(3, 400)))
    if seed % 3 == 0:
        curve = np.round(curve)  # flat tops, and many of one height
    if seed % 3 == 1:
        curve = np.convolve(curve, np.ones(5) / 5, "same")
    places, shape = find_peaks(curve, prominence=0.3, distance=4)
    at, prominence = peaks(curve, apart=4, prominence=0.3)
    assert np.array_equal(at, places)
    assert prominence == pytest.approx(shape["prominences"])


@pytest.mark.parametrize("corner_hz", [5.0, 10.0])
def test_away_from_its_ends_a_low_pass_is_butterworths_there_and_back(corner_hz: float) -> None:
    felt = np.random.default_rng(1).standard_normal((2000, 3)).cumsum(axis=0)
    ours = low_pass(felt, 200.0, corner_hz)
    theirs = sosfiltfilt(butter(2, corner_hz, fs=200.0, output="sos"), felt, axis=0)
    assert np.abs(ours - theirs)[200:-200].max() < 0.02 * felt.std()


_WORK = """
import sys
import numpy as np
from fullstride.domain.motion_log import MotionLog
from fullstride.measure.bounds import BoundFinder
from fullstride.measure.motion import MotionCleaning
from fullstride.measure.motion_kind import MotionKind
at_s = np.arange(2000) / 100
axes = 9.81 + 15 * np.sin(15 * at_s[:, None]) * np.array([0, 1, 0])
signal = MotionCleaning().clean(MotionLog(format="csv", time_s=at_s, acceleration_mps2=axes, gravity=True))
BoundFinder().find(signal, told=True), MotionKind().tell(signal)
print("scipy" in sys.modules)
"""


def test_measuring_bounds_loads_no_scipy() -> None:
    assert subprocess.check_output([sys.executable, "-c", _WORK], text=True).strip() == "False"
