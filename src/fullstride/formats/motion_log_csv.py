"""One table of a phone's sensors as words: which columns are read, in which units, on which clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NoReturn

import numpy as np

from fullstride.domain.errors import UnitUnknown, UnreadableInput
from fullstride.domain.motion import AS_THE_FILE_SAYS, AccelerationUnit, Ask, ClockUnit, Told
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2, MotionLog
from fullstride.domain.recording import Floats
from fullstride.formats.motion_log_choice import (
    Chosen,
    Hint,
    epoch_column,
    format_of,
    hinted_columns,
    is_numeric,
    may_be_by_position,
    shown_in,
)
from fullstride.formats.motion_log_clock import Clock, clock_of_moments, clock_of_numbers, moments_us
from fullstride.formats.motion_log_columns import ACCELERATION_UNITS, Column, clocks_of, columns_of
from fullstride.formats.motion_log_table import Columns, Table
from fullstride.formats.motion_log_units import (
    acceleration_unit,
    gravity_unit,
    in_digits,
    middle_size,
    rotation_unit,
)
from fullstride.formats.recorded import cut_short

_ASK_AXES = (
    "names no acceleration along x, y and z; where it holds one, write a header like "
    "time (s),x (m/s^2),y (m/s^2),z (m/s^2)"
)
_ASK_TIME = 'has no column of time; name one "time (s)" (or ms, µs, ns)'
_ASK_HEADER = (
    "has no header; write one that says what its columns are, like time (s),x (m/s^2),y (m/s^2),z (m/s^2)"
)
_ASK_UNIT = (
    "doesn't say in which unit its accelerations are, and they don't show it, as a phone at rest that reads "
    "1 g would; record with g, or write the unit into the header, like x (m/s^2)"
)
_ASK_CLOCK = (
    "doesn't say in which unit its clock is, and its steps may only count samples; "
    "write it into the header, like time (ms)"
)
_NO_PHONE = (
    "holds accelerations around {} g, which no phone measures; "
    "its decimal points may have been lost in a spreadsheet, so export it again"
)
_MOST_G = 30.0  # in the middle of a log; phones stop at 16 or 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One table's share of a log, in SI units. `acceleration` and `rotation` are (n, 3) or None.

    `gravity_is_times`: gravity showed its readings to be in a unit so many times the one that was stated.
    """

    clock: Clock
    acceleration: Floats | None = None
    only_gravity: Floats | None = None
    gravity_is_times: float = 1.0
    rotation: Floats | None = None
    gravity: bool | None = None
    format: str = "csv"
    taken: tuple[str, ...] = ()
    cut: str = ""

    def log(self) -> MotionLog:
        """The log of this table alone."""
        empty = np.empty((0, 3))
        axes = self.acceleration if self.acceleration is not None else empty
        turns = self.rotation if self.rotation is not None else empty
        return MotionLog(
            format=self.format,
            time_s=self.clock.time_s,
            acceleration_mps2=axes,
            rotation_time_s=self.clock.time_s if self.rotation is not None else np.empty(0),
            rotation_radps=turns,
            gravity=self.gravity,
            start=self.clock.start,
            utc_offset_s=self.clock.utc_offset_s,
            taken=self.taken,
            cut=self.cut,
        )


def read_part(
    table: Table, hint: Hint | None = None, told: Told = AS_THE_FILE_SAYS, *, rotation: bool = True
) -> Part:
    """What a table holds of a log, its `rotation` where it is wanted; units that the runner told go before
    all that is written.

    Raises UnreadableInput where columns don't show, UnitUnknown where units don't.
    """
    return _PartReader(table, hint or Hint(), told, rotation).part()


@dataclass(slots=True)
class _PartReader:
    table: Table
    hint: Hint
    told: Told
    wants_rotation: bool
    taken: list[str] = field(default_factory=list)
    gravity_is_times: float = 1.0

    def part(self) -> Part:
        columns = self._columns()
        chosen = Chosen.of(columns)
        if not (chosen.acceleration or chosen.gravity or chosen.rotation):
            self._refuse(_ASK_AXES)
        if not self.wants_rotation:
            chosen = replace(chosen, rotation=None)
        if not (chosen.acceleration or chosen.gravity or chosen.rotation):
            return Part(clock=Clock(time_s=np.empty(0)))
        if chosen.alike > 1:
            self.taken.append(f"there are {chosen.alike} accelerometers in it; the first was read")
        clock = self._clock_column(columns, chosen)
        epoch = epoch_column(columns, clock, self.table.shape)
        texts = [one.at for one in (clock, epoch) if one and not is_numeric(self.table.shape, one)]
        groups: list[tuple[int, ...]] = [
            one.at for one in (chosen.acceleration, chosen.gravity, chosen.rotation) if one
        ]
        groups += [(one.at,) for one in (clock, epoch) if one and one.at not in texts]
        read = self.table.read(groups, texts)
        return self._joined(read, chosen, clock, epoch)

    def _columns(self) -> tuple[Column, ...]:
        shape = self.table.shape
        if shape.header:
            return hinted_columns(shape, self.hint)
        if not may_be_by_position(shape):
            self._refuse(_ASK_HEADER)
        self.taken.append("there is no header; the columns were taken for time, x, y, z")
        names = ("time", "x", "y", "z", "gx", "gy", "gz")[: shape.dialect.fields]
        return columns_of(names)

    def _clock_column(self, columns: Sequence[Column], chosen: Chosen) -> Column:
        clocks = clocks_of(columns)
        if not clocks:
            self._refuse(_ASK_TIME)
        own = (chosen.acceleration or chosen.rotation or chosen.gravity) if chosen else None
        if own:
            word = own.columns[0].group.split(" ")[1]
            clocks.sort(key=lambda each: not (word and each.group.startswith(word)))
        shape = self.table.shape
        numeric = [each for each in clocks if is_numeric(shape, each)]
        readable = (each for each in clocks if np.isfinite(moments_us(shown_in(shape, each))).any())
        return numeric[0] if numeric else next(readable, clocks[0])

    def _joined(
        self,
        read: Columns,
        chosen: Chosen,
        clock: Column,
        epoch: Column | None,
    ) -> Part:
        numbers = read.numbers
        if not read.rows:
            self._refuse("holds a header and no samples")
        told = self._told(clock, read)
        if epoch:
            told = told.started_by(self._told(epoch, read))
        acceleration, only_gravity = self._accelerations(numbers, chosen)
        linear = chosen.acceleration.linear if chosen.acceleration else None
        gravity = None if linear is None else not linear
        known = format_of(self.table.shape)
        if gravity is None and (known == "phyphox" or chosen.beside_linear):
            gravity = True  # the other one is called linear
        if acceleration is not None and only_gravity is not None:
            acceleration, gravity = self._with_gravity(acceleration, only_gravity, chosen)
        rotation = self._rotation(numbers, chosen)
        if read.left_out:
            plural = "lines were" if read.left_out > 1 else "line was"
            self.taken.append(f"{read.left_out} {plural} no row of numbers and left out")
        length_s = told.length_s()
        return Part(
            clock=told,
            acceleration=acceleration,
            only_gravity=only_gravity,
            gravity_is_times=self.gravity_is_times,
            rotation=rotation,
            gravity=gravity,
            format=known,
            taken=tuple(self.taken),
            cut=cut_short(read.cut, length_s),
        )

    def _told(self, column: Column, read: Columns) -> Clock:
        if column.at in read.moments_us:
            shown = next((row[column.at] for row in self.table.shape.rows if row[column.at]), "")
            clock = clock_of_moments(read.moments_us[column.at], shown)
            if clock is None:
                self._refuse(f'writes times in "{column.name}" in a way that we can\'t read; use seconds')
            return clock
        said = "µs" if self.told.clock is ClockUnit.US else self.told.clock.value
        clock = clock_of_numbers(read.numbers[column.at,][:, 0], column.unit, told=said)
        if clock is None:
            raise UnitUnknown(self.table.name, "", _ASK_CLOCK, Ask.CLOCK)
        self._take(clock.said)
        return clock

    def _accelerations(
        self, numbers: Mapping[tuple[int, ...], Floats], chosen: Chosen
    ) -> tuple[Floats | None, Floats | None]:
        """Of the sensor that holds all or moves only, and of gravity alone, in m/s²."""
        pulled = scaled = None
        said = "m/s²" if self.told.unit is AccelerationUnit.MPS2 else self.told.unit.value
        stated = ""
        if chosen.gravity:
            pulled = _known(numbers[chosen.gravity.at])
            unit = gravity_unit(pulled, said or chosen.gravity.unit)
            if unit is None:
                raise UnitUnknown(self.table.name, "", _ASK_UNIT, Ask.UNIT)
            self._take(unit.said)
            pulled *= unit.factor
            stated = unit.name
            if chosen.gravity.unit in ACCELERATION_UNITS:
                self.gravity_is_times = unit.factor / ACCELERATION_UNITS[chosen.gravity.unit]
        if chosen.acceleration:
            axes = _known(numbers[chosen.acceleration.at])
            gravity = False if chosen.acceleration.linear else None
            unit = acceleration_unit(axes, chosen.acceleration.unit or stated, gravity, told=said)
            if unit is None:
                raise UnitUnknown(self.table.name, "", _ASK_UNIT, Ask.UNIT)
            self._take(unit.said)
            if unit.factor != 1.0:
                axes *= unit.factor
            middle_g = middle_size(axes) / STANDARD_GRAVITY_MPS2
            if middle_g > _MOST_G:
                self._refuse(_NO_PHONE.format(in_digits(middle_g)))
            scaled = axes
        return scaled, pulled

    def _with_gravity(self, axes: Floats, pulled: Floats, chosen: Chosen) -> tuple[Floats, bool]:
        """What a sensor of moves and one of gravity make together; which of them an axis is, they show."""
        held = np.nanmedian(np.einsum("ij,ij->i", axes, pulled) / np.einsum("ij,ij->i", pulled, pulled))
        if chosen.acceleration is not None and not chosen.acceleration.linear and held > 0.5:
            return axes, True
        self._take("gravity was added to an acceleration without it")
        return axes + pulled, True

    def _rotation(self, numbers: Mapping[tuple[int, ...], Floats], chosen: Chosen) -> Floats | None:
        if not chosen.rotation:
            return None
        turns = _known(numbers[chosen.rotation.at])
        unit = rotation_unit(turns, chosen.rotation.unit)
        self._take(unit.said)
        if unit.factor != 1.0:
            turns *= unit.factor
        return turns

    def _take(self, said: str) -> None:
        if said and said not in self.taken:
            self.taken.append(said)

    def _refuse(self, reason: str) -> NoReturn:
        raise UnreadableInput(self.table.name, "", reason)


def _known(axes: Floats) -> Floats:
    """The same array, NaN where a number is too large to be one."""
    axes[np.isinf(axes)] = np.nan
    return axes
