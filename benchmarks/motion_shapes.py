"""What a jumping or running log looks like, in a few figures: of real logs and of simulated ones alike."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.signedinteger]

G = 9.80665
RATE_HZ = 100.0
BANDS_HZ = ((0.0, 4.0), (4.0, 10.0), (10.0, 20.0), (20.0, 50.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythmic:
    """The shape of continuous jumping or running, of |a| in g at 100 Hz; spread is a robust sd."""

    period_s: float
    period_spread_s: float
    mean_g: float
    peak_g: float  # median of the cycles' highest
    peak_spread: float  # as a share of the peak
    lowest_g: float  # median of the cycles' lowest
    under_half: float  # share of the time under 0.5 g
    low_s: float  # median time from first to last under 1 g between two landings, below 10 Hz
    low_spread_s: float
    crest: float  # what one sample in a thousand exceeds, over the sd
    bands: tuple[float, ...]  # shares of the power by BANDS_HZ


def evened(time_s: Floats, values: Floats, rate_hz: float = RATE_HZ) -> Floats:
    """Values on an even grid, with what is too fast for it taken out."""
    from scipy.signal import butter, sosfiltfilt

    written_hz = 1.0 / float(np.median(np.diff(time_s)))
    if written_hz > 1.5 * rate_hz:
        values = sosfiltfilt(butter(4, 0.45 * rate_hz, fs=written_hz, output="sos"), values)
    grid = np.arange(time_s[0], time_s[-1], 1.0 / rate_hz)
    return np.asarray(np.interp(grid, time_s, values))


def rhythmic(magnitude_g: Floats, rate_hz: float = RATE_HZ, per_s: float = 0.25) -> Rhythmic:
    """The shape of a stretch with nothing else in it. `per_s`: no cycle is shorter."""
    from scipy.signal import butter, find_peaks, sosfiltfilt, welch

    slow = sosfiltfilt(butter(2, 3.0, fs=rate_hz, output="sos"), magnitude_g)
    at, _ = find_peaks(slow, distance=round(per_s * rate_hz), prominence=0.25 * slow.std())
    periods = np.diff(at) / rate_hz
    half = round(float(np.median(periods)) * rate_hz / 2)
    at = at[(at > half) & (at < len(slow) - half)]
    cycles = [magnitude_g[place - half : place + half] for place in at]
    peaks, lowest = (np.array([pick(cycle) for cycle in cycles]) for pick in (np.max, np.min))
    calm = sosfiltfilt(butter(2, 10.0, fs=rate_hz, output="sos"), magnitude_g)
    lows = np.array([_low_s(calm[here:there], rate_hz) for here, there in pairwise(at)])
    frequency, power = welch(magnitude_g - magnitude_g.mean(), rate_hz, nperseg=round(4 * rate_hz))
    shares = [power[(frequency >= low) & (frequency < high)].sum() for low, high in BANDS_HZ]
    return Rhythmic(
        period_s=float(np.median(periods)),
        period_spread_s=_spread(periods),
        mean_g=float(magnitude_g.mean()),
        peak_g=float(np.median(peaks)),
        peak_spread=_spread(peaks) / float(np.median(peaks)),
        lowest_g=float(np.median(lowest)),
        under_half=float((magnitude_g < 0.5).mean()),
        low_s=float(np.median(lows)),
        low_spread_s=_spread(lows),
        crest=float(np.quantile(magnitude_g, 0.999) / magnitude_g.std()),
        bands=tuple(float(share / sum(shares)) for share in shares),
    )


def _low_s(cycle: Floats, rate_hz: float) -> float:
    """From the first crossing of 1 g downwards to the last one upwards, drawn straight between samples."""
    under = np.flatnonzero(cycle < 1.0)
    if not len(under) or under[0] == 0 or under[-1] == len(cycle) - 1:
        return 0.0
    first, last = under[0], under[-1]
    down = first - (1.0 - cycle[first]) / (cycle[first - 1] - cycle[first])
    up = last + (1.0 - cycle[last]) / (cycle[last + 1] - cycle[last])
    return float(up - down) / rate_hz


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """The shape of one squat jump's ground force, in body weights."""

    flight_s: float
    push_s: float  # over body weight until take-off
    peak_g: float
    peak_at: float  # where in the push-off, from 0 to 1
    fall_s: float  # from 90 % of the peak to nothing
    landing_g: float
    landing_at_s: float


def pushed(force_g: Floats, rate_hz: float = 1000.0) -> tuple[Pushed, ...]:
    """The jumps in a force of the ground, by its flights of 0.12-0.8 s."""
    low = np.concatenate([[False], force_g < 0.03, [False]])
    edges = np.flatnonzero(np.diff(low.astype(np.int8)))
    made = []
    for off, on in zip(edges[::2], edges[1::2], strict=True):
        if not 0.12 < (on - off) / rate_hz < 0.8 or on + 0.5 * rate_hz > len(force_g):
            continue
        before = off - 1
        while before > 0 and force_g[before] <= 1.0:
            before -= 1
        start = before
        while start > 0 and force_g[start] > 1.0:
            start -= 1
        push, landing = force_g[start:off], force_g[on : on + round(0.4 * rate_hz)]
        peak = int(push.argmax())
        last = int(np.flatnonzero(push >= 0.9 * push.max())[-1])
        made.append(
            Pushed(
                flight_s=(on - off) / rate_hz,
                push_s=len(push) / rate_hz,
                peak_g=float(push.max()),
                peak_at=peak / len(push),
                fall_s=(len(push) - last) / rate_hz,
                landing_g=float(landing.max()),
                landing_at_s=int(landing.argmax()) / rate_hz,
            )
        )
    return tuple(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    """The shape of running at the sacrum (vertical acceleration, gravity included) and under the foot."""

    contact_s: float
    flight_s: float
    force_g: float  # median of the contacts' highest forces
    force_early_g: float  # the highest within 60 ms of touching down
    peak_g: float
    peak_spread: float  # sd as a share
    peak_at: float  # where in the contact, from 0 to 1
    under_half: float
    bands: tuple[float, ...]
    braking_g: float  # the strongest deceleration, median of the contacts


def stepped(
    vertical_g: Floats, forward_g: Floats, force_g: Floats, rate_hz: float, starts: Places, ends: Places
) -> Stepped:
    """The shape of running; `starts` and `ends` are the contacts' first and last samples."""
    from scipy.signal import welch

    vertical_g = np.maximum(vertical_g, 0.0)  # as the real ones were kept
    spans = [slice(int(start), int(end)) for start, end in zip(starts, ends, strict=True)]
    peaks = np.array([vertical_g[span].max() for span in spans])
    early = round(0.06 * rate_hz)
    frequency, power = welch(vertical_g - vertical_g.mean(), rate_hz, nperseg=1024)
    shares = [power[(frequency >= low) & (frequency < high)].sum() for low, high in BANDS_HZ]
    contact_s = float(np.median(ends - starts)) / rate_hz
    return Stepped(
        contact_s=contact_s,
        flight_s=float(np.median(np.diff(starts))) / rate_hz - contact_s,
        force_g=float(np.median([force_g[span].max() for span in spans])),
        force_early_g=float(np.median([force_g[span][:early].max() for span in spans])),
        peak_g=float(np.median(peaks)),
        peak_spread=float(peaks.std() / peaks.mean()),
        peak_at=float(np.median([vertical_g[span].argmax() / (span.stop - span.start) for span in spans])),
        under_half=float((vertical_g < 0.5).mean()),
        bands=tuple(float(share / sum(shares)) for share in shares),
        braking_g=float(np.median([-forward_g[span].min() for span in spans])),
    )


def _spread(values: Floats) -> float:
    return 1.4826 * float(np.median(np.abs(values - np.median(values))))
