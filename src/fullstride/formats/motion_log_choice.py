"""Which columns of a table are read: the sensor, its rotation, and the clock they are on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from fullstride.formats.motion_log_clock import moments_us
from fullstride.formats.motion_log_columns import Axes, Column, Role, axes_of, clocks_of, columns_of
from fullstride.formats.motion_log_dialect import Shape, is_number

_ELAPSED = "seconds_elapsed"  # only Sensor Logger has it
_BY_POSITION = (4, 7)  # fields of a table without header: a clock, x, y, z, and perhaps rotation
_EPOCH_DIGITS = 10  # of seconds since 1970
_PHYPHOX = re.compile(
    r"(?:Linear )?Acceleration x \(m/s(?:\^2|²)\)|(?:Lineare )?Beschleunigung x \(m/s(?:\^2|²)\)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What the bare x, y, z of a table are, where its file's name says so."""

    role: Role = Role.ACCELERATION
    linear: bool | None = None
    unit: str = ""


def is_motion_table(shape: Shape, hint: Hint | None = None) -> bool:
    """Whether a table of this shape is a log of accelerations: a clock and three axes, by name or place."""
    if not shape.header:
        return may_be_by_position(shape)
    columns = hinted_columns(shape, hint or Hint())
    return bool(clocks_of(columns)) and bool(axes_of(columns, Role.ACCELERATION))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The sensors that are read: acceleration with gravity before one that needs gravity added."""

    acceleration: Axes | None
    gravity: Axes | None
    rotation: Axes | None
    alike: int  # accelerations as good as the one that is read
    beside_linear: bool  # a table that holds another acceleration, called linear

    @classmethod
    def of(cls, columns: Sequence[Column]) -> "Chosen":
        found = axes_of(columns, Role.ACCELERATION)
        pulls = axes_of(columns, Role.GRAVITY)
        turns = axes_of(columns, Role.ROTATION)
        kinds = [(bool(each.linear), each.uncalibrated) for each in found]
        best = found[kinds.index(min(kinds))] if found else None
        return cls(
            acceleration=best,
            alike=kinds.count(min(kinds)) if kinds else 0,
            beside_linear=any(each.linear for each in found),
            gravity=pulls[0] if pulls else None,
            rotation=min(turns, key=lambda each: each.uncalibrated, default=None),
        )


def hinted_columns(shape: Shape, hint: Hint) -> tuple[Column, ...]:
    """The columns, bare x, y, z being what the hint says, and Sensor Logger's time what its makers say."""
    found = columns_of(shape.header, shape.units)
    if _ELAPSED in shape.header:
        found = tuple(replace(each, unit="ns") if each.name == "time" else each for each in found)
    return tuple(_hinted(each, hint) for each in found)


def _hinted(column: Column, hint: Hint) -> Column:
    bare = column.role is Role.ACCELERATION and not column.group.removeprefix("ACCELERATION").strip()
    if not bare:
        return column
    linear = hint.linear if column.linear is None else column.linear
    return replace(column, role=hint.role, linear=linear, unit=column.unit or hint.unit)


def is_numeric(shape: Shape, column: Column) -> bool:
    shown = [is_number(row[column.at]) for row in shape.rows if row[column.at]]
    return 2 * sum(shown) >= len(shown)


def epoch_column(columns: Sequence[Column], clock: Column, shape: Shape) -> Column | None:
    """Another clock that tells the date, where the clock that is read tells seconds since a start."""
    others = [each for each in clocks_of(columns) if each.at != clock.at]
    for other in others:
        shown = [row[other.at] for row in shape.rows if row[other.at]]
        if not shown:
            continue
        since_1970 = is_number(shown[0]) and len(re.sub(r"[.,].*", "", shown[0])) >= _EPOCH_DIGITS
        if since_1970 or np.isfinite(moments_us(shown_in(shape, other))).any():
            return other
    return None


def may_be_by_position(shape: Shape) -> bool:
    """Whether bare rows look like a clock and x, y, z: a first number that only grows."""
    if shape.dialect.fields not in _BY_POSITION or len(shape.rows) < 3:
        return False
    said = [line for line in shape.above if not line.lstrip().startswith(("#", "%", "@"))]
    if re.search(r"[^\W\d_]{3}", "".join(said)):
        return False
    if not all(is_number(cell) for row in shape.rows for cell in row[1:]):
        return False
    comma = shape.dialect.decimal_comma
    if all(is_number(row[0]) for row in shape.rows):
        first = [
            float(re.sub(r"[ ',]", "", row[0].replace(",", ".") if comma else row[0])) for row in shape.rows
        ]
    else:
        first = moments_us([row[0].encode() for row in shape.rows]).tolist()
    return all(after > before for before, after in pairwise(first))


def shown_in(shape: Shape, column: Column) -> list[bytes]:
    return [row[column.at].encode() for row in shape.rows if row[column.at]]


def format_of(shape: Shape) -> str:
    if _ELAPSED in shape.header:
        return "sensor_logger"
    return "phyphox" if any(_PHYPHOX.fullmatch(name) for name in shape.header) else "csv"
