"""Units that a log doesn't name, or names wrongly, told from what a phone reads.

A phone at rest reads 1 g, and over minutes of jumping its middle reading stays near it; between g, m/s²
and thousandths of g lies a factor of ten and more. A sensor writes between 1.4 and 1400 times a second,
which leaves each unit of time its own range of steps. Where neither tells, the runner is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2
from fullstride.domain.recording import Floats
from fullstride.formats.motion_log_columns import ACCELERATION_UNITS, ROTATION_UNITS, TIME_UNITS

_TELLING = ("m/s²", "g", "mg")
_WINDOW = 32  # samples: a third of a second at 100 Hz
_STILLEST = 0.1  # share of the windows that count as still
_STILL_SPREAD = 0.05  # of 1 g: a hand holds a phone more quietly
_NEAR_REST = (0.9, 1.1)
_NEAR_MIDDLE = (0.55, 1.8)
_FASTEST_DEG = 40.0  # rad/s; phones stop at 35
_SHORTEST_S, _LONGEST_S = 0.7e-3, 0.7
_SURELY_WRONG_HZ = (0.2, 20_000.0)
_SURELY_RIGHT_HZ = (5.0, 1400.0)
_COUNTER_STEPS = (0.7, 1.6)
_SHOWN = 1 << 20  # values that show a unit
_ENOUGH = 1 << 15
_PART = 12.0  # percent of the samples
_PARTED_AT = np.arange(2.0, 99.0, _PART)  # logs begin and end with stale ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """`factor` takes values to SI; `said` is a sentence where the file didn't say so itself, else ""."""

    name: str
    factor: float
    said: str = ""


def acceleration_unit(axes: Floats, stated: str, gravity: bool | None, *, told: str = "") -> Unit | None:
    """The unit of accelerations (n, 3); None where neither the file nor its values tell.

    Without gravity a phone at rest reads 0 in any unit, so then only what is stated counts. What the
    runner `told` is not argued with.
    """
    if told:
        return _unit(told, ACCELERATION_UNITS)
    if gravity is False:
        return _unit(stated or "m/s²", ACCELERATION_UNITS)
    middle = middle_size(axes)
    if stated and (not middle or _fits(middle, stated, _NEAR_MIDDLE)):
        return _unit(stated, ACCELERATION_UNITS)
    size = np.sqrt(np.einsum("ij,ij->i", axes[:_SHOWN], axes[:_SHOWN]))
    size = size[np.isfinite(size)]
    if not len(size):
        return _unit("m/s²", ACCELERATION_UNITS)
    rest = _at_rest(size)
    by_rest = _fitting(rest, _NEAR_REST) if rest is not None else ""
    if stated:
        if not by_rest or by_rest == stated:
            return _unit(stated, ACCELERATION_UNITS)
        said = f"the columns say {stated}, yet the phone at rest reads {in_digits(rest)}, so it is {by_rest}"
        return Unit(name=by_rest, factor=ACCELERATION_UNITS[by_rest], said=said)
    if by_rest:
        said = f"the columns name no unit; the phone at rest reads {in_digits(rest)}, so it is {by_rest}"
        return Unit(name=by_rest, factor=ACCELERATION_UNITS[by_rest], said=said)
    by_middle = _fitting(middle, _NEAR_MIDDLE) if rest is None else ""
    if not by_middle:
        return None
    said = f"the columns name no unit; the middle reading is {in_digits(middle)}, so it is {by_middle}"
    return Unit(name=by_middle, factor=ACCELERATION_UNITS[by_middle], said=said)


def gravity_unit(gravity: Floats, stated: str) -> Unit | None:
    """The unit of a sensor of gravity alone (n, 3), whose size is always 1 g; None where it is no such."""
    size = np.sqrt(np.einsum("ij,ij->i", gravity[:_SHOWN], gravity[:_SHOWN]))
    size = size[np.isfinite(size) & (size > 0)]
    middle = float(np.median(size)) if len(size) else float("nan")
    told = _fitting(middle, _NEAR_REST)
    if not told:
        return _unit(stated, ACCELERATION_UNITS) if stated else None
    said = "" if told == stated else f"gravity reads {in_digits(middle)}, so the unit is {told}"
    return Unit(name=told, factor=ACCELERATION_UNITS[told], said=said)


def rotation_unit(rotation: Floats, stated: str) -> Unit:
    """The unit of rotation rates (n, 3). Nothing is at stake here but the size of a turn."""
    if stated in ROTATION_UNITS:
        return _unit(stated, ROTATION_UNITS)
    known = np.abs(rotation[np.isfinite(rotation)])
    fast = len(known) > 0 and float(np.percentile(known, 99)) > _FASTEST_DEG
    unit = "deg/s" if fast else "rad/s"
    said = f"the rotation's columns name no unit; it was taken for {unit}"
    return Unit(name=unit, factor=ROTATION_UNITS[unit], said=said)


def clock_unit(clock: Floats, stated: str, *, told: str = "") -> Unit | None:
    """The unit of a clock (n,) in any order of rows; None where it may be a count of samples."""
    if told:
        return _unit(told, TIME_UNITS)
    known = clock[np.isfinite(clock)]
    if len(known) < 3:
        return _unit(stated or "s", TIME_UNITS)
    step = _usual_step(known)
    shown = next((unit for unit, s in TIME_UNITS.items() if _SHORTEST_S <= step * s < _LONGEST_S), "")
    if stated:
        rate = 1 / (step * TIME_UNITS[stated]) if step > 0 else 0.0
        wrong = not _SURELY_WRONG_HZ[0] <= rate <= _SURELY_WRONG_HZ[1]
        if shown and wrong and _SURELY_RIGHT_HZ[0] <= 1 / (step * TIME_UNITS[shown]) <= _SURELY_RIGHT_HZ[1]:
            said = f"the clock says {stated}, yet its steps of {in_digits(step)} are those of {shown}"
            return Unit(name=shown, factor=TIME_UNITS[shown], said=said)
        return _unit(stated, TIME_UNITS)
    if step <= 0 or not np.isfinite(step):
        return _unit("s", TIME_UNITS)
    counting = _COUNTER_STEPS[0] < step < _COUNTER_STEPS[1] and bool(np.all(known[:_SHOWN] % 1 == 0))
    if not shown and step >= 1 / _SURELY_WRONG_HZ[1]:
        shown = "s"
    if counting or not shown:
        return None
    said = (
        ""
        if shown == "s"
        else f"the clock names no unit; its steps of {in_digits(step)} are those of {shown}"
    )
    return Unit(name=shown, factor=TIME_UNITS[shown], said=said)


def _usual_step(clock: Floats) -> float:
    """From one sample to the next, in any order of rows; a gap of days between two parts doesn't count."""
    parts = np.diff(np.percentile(some(clock), _PARTED_AT)) / (len(clock) - 1)
    usual = float(np.median(parts)) or float(np.mean(parts))
    return usual * 100 / _PART


def middle_size(axes: Floats) -> float:
    """The middle size of accelerations (n, 3); 0 where none is known."""
    few = some(axes)
    size = np.sqrt(np.einsum("ij,ij->i", few, few))
    size = size[np.isfinite(size)]
    return float(np.median(size)) if len(size) else 0.0


def some(values: Floats) -> Floats:
    """Values or rows from all over a log, enough to show its middle: of an hour, the middle of all takes
    as long as reading a tenth of it."""
    return values[:: max(1, len(values) // _ENOUGH)]


def some_known(values: Floats) -> Floats:
    """As `some`, of values (n,) that are numbers; none only where there is none."""
    few = some(values)
    known = few[np.isfinite(few)]
    return known if len(known) else some(values[np.isfinite(values)])


def _unit(name: str, units: Mapping[str, float]) -> Unit:
    return Unit(name=name, factor=units[name])


def _at_rest(size: Floats) -> float | None:
    """What the phone reads in its stillest moments; None where it is never still."""
    whole = len(size) // _WINDOW
    if not whole:
        return None
    windows = size[: whole * _WINDOW].reshape(whole, _WINDOW)
    means, spreads = windows.mean(axis=1), windows.std(axis=1)
    stillest = np.argsort(spreads)[: max(1, round(_STILLEST * whole))]
    level = float(np.median(means[stillest]))
    # without gravity, rest reads nearly nothing, and most of it is noise
    return level if level > 0 and float(np.median(spreads[stillest])) < _STILL_SPREAD * level else None


def _fits(value: float, unit: str, near: tuple[float, float]) -> bool:
    one_g = STANDARD_GRAVITY_MPS2 / ACCELERATION_UNITS[unit]
    return near[0] <= value / one_g <= near[1]


def _fitting(value: float, near: tuple[float, float]) -> str:
    return next((unit for unit in _TELLING if _fits(value, unit, near)), "")


def in_digits(value: float | None) -> str:
    """Three digits; what a phone can write without a power of ten."""
    short = f"{value:.3g}"
    return f"{float(short):.0f}" if 1000 <= float(short) < 1e10 else short
