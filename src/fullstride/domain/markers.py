"""What a recording shows beside its short efforts: steady running, fast seconds, how it ended."""

from dataclasses import dataclass

# Fast seconds are counted in bins of speed: bin i holds [FAST_FROM_MPS + i * FAST_BIN_MPS, the next one).
FAST_FROM_MPS = 4.0
FAST_BIN_MPS = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Steady:
    """Some minutes of even running on level ground; the numbers are means of their end.

    None where the recording does not hold the channel. `temperature_c` is the watch's own.
    """

    start_s: float
    speed_mps: float
    heart_rate_bpm: float | None = None
    cadence_spm: float | None = None  # both feet
    temperature_c: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kick:
    """How a run ended: the speed over its last `last_m` beside the mean of what went before.

    The halves, of that earlier part, tell the pacing: who holds back can kick.
    """

    last_m: float
    last_mps: float
    before_mps: float
    first_half_mps: float
    second_half_mps: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Markers:
    """`fast_s` are seconds by the mean speed over 3 s, in bins from FAST_FROM_MPS up to the fastest."""

    steady: tuple[Steady, ...] = ()
    fast_s: tuple[float, ...] = ()
    kick: Kick | None = None
