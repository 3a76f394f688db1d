"""How like real logs simulated ones are: spectra and the shapes of peaks, side by side.

`python benchmarks/motion_realism.py` prints docs/reference/motion-simulator.md; `--write` writes it, and
the figures of the real logs (motion_realism.json) with it. The logs are other people's, in
`../shared/data/motion`, never part of this repository; without them the kept figures are used.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import motion_recorded as recorded  # noqa: E402
from benchmarks.motion_shapes import (  # noqa: E402
    BANDS_HZ,
    Floats,
    G,
    Pushed,
    Rhythmic,
    Stepped,
    evened,
    pushed,
    rhythmic,
    stepped,
)
from fullstride.domain.motion import Position  # noqa: E402
from fullstride.measure.simulate_jumps import Bounds, Jumps, JumpScene, Stand, Style  # noqa: E402
from fullstride.measure.simulate_jumps_drawn import draw_mount  # noqa: E402
from fullstride.measure.simulate_jumps_forces import BODY_HZ  # noqa: E402
from fullstride.measure.simulate_phone import Phone  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "motion-simulator.md"
KEPT = Path(__file__).with_suffix(".json")
RHYTHMS_S = {  # one jump to the next, and what of it is in the air; the latter is a guess
    Position.BACK_POCKET: (0.48, 0.25, 0.31),
    Position.FRONT_POCKET: (0.48, 0.25, 0.31),
    Position.HAND: (0.46, 0.23, 0.28),
}
PLACES = {
    "back pocket": Position.BACK_POCKET,
    "front pocket": Position.FRONT_POCKET,
    "hand": Position.HAND,
}
DRAWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of a table: what it is, its value in a shape, and how it is printed."""

    name: str
    value: Callable[[object], float]
    digits: int = 2
    times: float = 1.0


def _of(name: str, label: str, digits: int = 2, times: float = 1.0) -> Figure:
    return Figure(name=label, value=lambda shape: float(getattr(shape, name)), digits=digits, times=times)


def _bands() -> tuple[Figure, ...]:
    return tuple(
        Figure(
            name=f"power at {low:.0f}-{high:.0f} Hz, %",
            value=lambda shape, place=place: float(shape.bands[place]),  # type: ignore[misc]
            digits=0,
            times=100.0,
        )
        for place, (low, high) in enumerate(BANDS_HZ)
    )


JUMPING = (
    _of("period_s", "one jump to the next, s"),
    _of("period_spread_s", "its spread, ms", 0, 1000.0),
    _of("mean_g", "mean, g"),
    _of("peak_g", "peak of a landing, g", 1),
    _of("peak_spread", "spread of the peaks, %", 0, 100.0),
    _of("lowest_g", "lowest in a flight, g"),
    _of("under_half", "time under 0.5 g, %", 0, 100.0),
    _of("low_s", "time under 1 g in a jump (below 10 Hz), ms", 0, 1000.0),
    _of("low_spread_s", "its spread, ms", 0, 1000.0),
    _of("crest", "crest (99.9th percentile over sd)", 1),
    *_bands(),
)
PUSHING = (
    _of("flight_s", "flight, ms", 0, 1000.0),
    _of("push_s", "push-off, over body weight until take-off, ms", 0, 1000.0),
    _of("peak_g", "its peak, g"),
    _of("peak_at", "where in the push-off the peak is, %", 0, 100.0),
    _of("fall_s", "from 90 % of the peak to nothing, ms", 0, 1000.0),
    _of("landing_g", "peak of the landing, g"),
    _of("landing_at_s", "from touching down to it, ms", 0, 1000.0),
)
RUNNING = (
    _of("contact_s", "contact, ms", 0, 1000.0),
    _of("flight_s", "flight, ms", 0, 1000.0),
    _of("force_g", "highest force of the ground, body weights"),
    _of("force_early_g", "the same within 60 ms"),
    _of("peak_g", "peak at the sacrum, g"),
    _of("peak_spread", "spread of the peaks, %", 0, 100.0),
    _of("peak_at", "where in the contact the peak is, %", 0, 100.0),
    _of("under_half", "time under 0.5 g, %", 0, 100.0),
    _of("braking_g", "strongest braking, g", 1),
    *_bands(),
)


def real() -> dict[str, list[dict[str, object]]]:
    """The figures of the real logs, as they are kept."""
    shapes: dict[str, Sequence[Rhythmic | Pushed | Stepped]] = {
        place: recorded.jumped(place) for place in PLACES
    }
    shapes["squat jumps"] = recorded.squat_jumped()
    running = recorded.ran()
    shapes["running"] = [shape for _, shape in running]
    figures = {name: [_rounded(asdict(shape)) for shape in found] for name, found in shapes.items()}
    for row, (speed_mps, _) in zip(figures["running"], running, strict=True):
        row["speed_mps"] = speed_mps
    return figures


def _rounded(figures: dict[str, object]) -> dict[str, object]:
    return {
        name: [round(each, 4) for each in value] if isinstance(value, tuple) else round(float(value), 4)  # type: ignore[arg-type]
        for name, value in figures.items()
    }


def kept() -> dict[str, list[dict[str, object]]]:
    """The figures of the real logs as they were when the page was written."""
    return dict(json.loads(KEPT.read_text(encoding="utf-8")))


def jumped(position: Position, seed: int) -> Rhythmic:
    """A simulated minute like the real ones: quick jumping, some two jumps a second."""
    rng = np.random.default_rng([seed, 7])
    rhythm_s, shortest_s, longest_s = RHYTHMS_S[position]
    flight_s = float(rng.uniform(shortest_s, longest_s))
    height_cm = 122.6 * flight_s**2
    jumps = Jumps(
        count=60,
        style=Style.HOPS,
        height_cm=height_cm,
        scatter_cm=0.12 * height_cm,
        contact_s=rhythm_s - flight_s,
        contact_scatter=0.07,
        sharpness=0.25,
    )
    phone = Phone(position=position, mount=draw_mount(rng, position))
    made = JumpScene(acts=(Stand(), jumps, Stand()), phone=phone).record(seed)
    one, time_s = made.sets[0], made.log.time_s
    inside = (time_s > one.start_s + 1.0) & (time_s < one.end_s - 1.0)
    magnitude_g = np.linalg.norm(made.log.acceleration_mps2[inside], axis=1) / G
    return rhythmic(evened(time_s[inside], magnitude_g))


def squat_jumped(flights_s: Sequence[float]) -> tuple[Pushed, ...]:
    """Simulated squat jumps of the same flights, as forces of the ground."""
    made: list[Pushed] = []
    for seed, flight_s in enumerate(flights_s):
        jumps = Jumps(
            count=1,
            style=Style.PAUSE,
            height_cm=122.6 * flight_s**2,
            scatter_cm=0.0,
            depth_m=0.18 + 0.05 * (seed % 5),
        )
        body = JumpScene(acts=(Stand(), jumps, Stand())).record(seed).body
        made += pushed(body.up_mps2 / G + 1.0, BODY_HZ)
    return tuple(made)


def ran(speed_mps: float, contact_s: float, flight_s: float, seed: int) -> Stepped:
    """Simulated running with the contacts and flights of a real runner, at the small of the back."""
    from scipy.signal import butter, sosfiltfilt

    rate_hz = recorded.RUNNING_HZ
    bounds = Bounds(contacts=24, contact_s=contact_s, flight_s=flight_s, scatter=0.03, speed_mps=speed_mps)
    phone = Phone(rate_hz=rate_hz, uneven=0.0, turned_rad=(0.0, 0.0, 0.0), turning_rads=0.0)
    made = JumpScene(acts=(Stand(), bounds, Stand()), phone=phone).record(seed)
    one, time_s = made.bounds[0], made.log.time_s
    # The authors smoothed theirs.
    axes = sosfiltfilt(butter(2, 30.0, fs=rate_hz, output="sos"), made.log.acceleration_mps2 / G, axis=0)
    first = int(np.searchsorted(time_s, one.start_s))
    last = int(np.searchsorted(time_s, one.end_s))
    starts, ends = (
        np.searchsorted(time_s[first:last], [getattr(contact, name) for contact in one.contacts[:-1]])
        for name in ("start_s", "end_s")
    )
    body_s = (np.arange(len(made.body)) + 0.5) / BODY_HZ
    force_g = np.interp(time_s[first:last], body_s, made.body.up_mps2 / G + 1.0)
    return stepped(axes[first:last, 2], axes[first:last, 0], force_g, rate_hz, starts, ends)


def tables(figures: dict[str, list[dict[str, object]]]) -> dict[str, str]:
    """The tables of the page, with real figures on the left and simulated ones on the right."""
    made = {}
    for place, position in PLACES.items():
        simulated = [jumped(position, seed) for seed in range(DRAWN)]
        made[place.replace(" ", "_")] = "\n".join(_rows(JUMPING, figures[place], simulated))
        made |= _lows(place.split()[0], figures[place], simulated)
    plates = figures["squat jumps"]
    flights = [float(jump["flight_s"]) for jump in plates]  # type: ignore[arg-type]
    made["pushing"] = "\n".join(_rows(PUSHING, plates, squat_jumped(flights)))
    running = [
        ran(float(run["speed_mps"]), float(run["contact_s"]), float(run["flight_s"]), seed)  # type: ignore[arg-type]
        for seed, run in enumerate(figures["running"])
    ]
    made["running"] = "\n".join(_rows(RUNNING, figures["running"], running))
    made["jumps"], made["conditions"] = str(len(plates)), str(len(running))
    made["drawn"] = str(DRAWN)
    return made


def _lows(
    place: str, real_ones: Sequence[dict[str, object]], simulated: Sequence[Rhythmic]
) -> dict[str, str]:
    """What the text says of the time under 1 g: its median and its spread, on both sides, in ms."""
    made = {}
    for word, name in (("low", "low_s"), ("scatter", "low_spread_s")):
        sides = {"real": [_Row(row) for row in real_ones], "made": simulated}
        for side, shapes in sides.items():
            made[f"{place}_{word}_{side}"] = (
                f"{1000.0 * np.median([getattr(one, name) for one in shapes]):.0f}"
            )
    return made


@dataclass(frozen=True, slots=True)
class _Row:
    """A kept row, read like a shape."""

    figures: dict[str, object]

    def __getattr__(self, name: str) -> object:
        return self.figures[name]


def _rows(
    lines: Sequence[Figure], real_ones: Sequence[dict[str, object]], simulated: Sequence[object]
) -> Iterator[str]:
    for line in lines:
        sides = [
            np.array([line.value(shape) * line.times for shape in shapes])
            for shapes in ([_Row(row) for row in real_ones], simulated)
        ]
        cells = [_range(values, line.digits) for values in sides]
        yield f"| {line.name} | {' | '.join(cells)} | {_held(sides[0], sides[1], line.digits)} |"


def _held(left: Floats, right: Floats, digits: int) -> str:
    """How the simulated ones (right) stand to the real ones, at the digits that are printed."""
    low, high = (round(float(edge), digits) for edge in (left.min(), left.max()))
    middle = round(float(np.median(right)), digits)
    if low <= middle <= high:
        return "inside"
    off = middle - (low if middle < low else high)
    apart = round(float(right.max()), digits) < low or round(float(right.min()), digits) > high
    return f"{'apart' if apart else 'beside'}, {off:+.{digits}f}"


def _range(values: Floats, digits: int) -> str:
    low, middle, high = (f"{each:.{digits}f}" for each in (values.min(), np.median(values), values.max()))
    return middle if low == high else f"{middle} ({low} to {high})"


def page(figures: dict[str, list[dict[str, object]]] | None = None) -> str:
    """The whole of docs/reference/motion-simulator.md."""
    from benchmarks.motion_realism_text import TEXT

    return TEXT.format(**tables(figures or kept()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if not recorded.DATA.exists():
        print("The real logs are not here; these are the figures that were kept of them.\n", file=sys.stderr)
        print(page())
        return 1
    figures = real()
    if options.write:
        KEPT.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        PAGE.write_text(page(figures), encoding="utf-8")
    else:
        print(page(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
