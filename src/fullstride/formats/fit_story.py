"""What a FIT file says around its records: sessions, laps, workout steps, pauses, beats, the device."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.recording import Lap, Span, WorkoutStep
from fullstride.formats.fit_columns import Floats, printable
from fullstride.formats.fit_decode import END_OF_TIME, FitFile, Table
from fullstride.formats.fit_profile import (
    ACTIVITY,
    ACTIVITY_SPORTS,
    DEVICE_INFO,
    EVENT,
    FIELDS,
    FILE_ID,
    FIRST_TIME,
    GARMIN,
    GARMIN_PRODUCTS,
    HRV,
    INDEX_BITS,
    INTENSITIES,
    LAP,
    MANUFACTURERS,
    NUMBERS,
    RECORD,
    SESSION,
    SPORT,
    SPORTS,
    STEP_DISTANCE,
    STEP_REPEATS,
    STEP_REPEATS_TIMES,
    STEP_REPS,
    STEP_TIME,
    SUB_SPORTS,
    TARGET_SPEED,
    TIMER,
    TIMER_STARTS,
    TIMER_STOPS,
    TRIGGERS,
    WORKOUT,
    WORKOUT_STEP,
)

T = TypeVar("T")
_DEVICE_ITSELF = 0  # the device_index of the watch among its sensors
_HUGE = 2.0**53  # beyond it, only damage writes numbers
_MOST_MESSAGES = 20_000  # of a kind that are told one by one; laps are some dozens
_MOST_SESSIONS, _MOST_LAPS, _MOST_STEPS, _MOST_PAUSES = 64, 2000, 1000, 2000
_QUARTER_S = 900
_WIDEST_OFFSET_S = 14 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One sport of an activity. Times in seconds of the FIT epoch; None: not said."""

    sport: str = ""
    sub_sport: str = ""
    profile: str = ""
    start: float | None = None
    elapsed_s: float | None = None
    timer_s: float | None = None
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """The table of a message, asked by the profile's names; without messages everything is empty."""

    number: int
    table: Table | None

    def __len__(self) -> int:
        return 0 if self.table is None else len(self.table)

    def numbers(self, name: str) -> list[float | None]:
        """Scaled; of an array field the first."""
        if self.table is None:
            return []
        key = NUMBERS[self.number][name]
        named = FIELDS[self.number][key]
        values = self.table.values(key)
        values = (values if values.ndim == 1 else values[:, 0]) / named.scale - named.offset
        return [value if abs(value) < _HUGE else None for value in values.tolist()]

    def times(self, name: str) -> list[float | None]:
        """Seconds of the FIT epoch."""
        return [
            value if value is not None and 0 <= value < END_OF_TIME else None for value in self.numbers(name)
        ]

    def wholes(self, name: str) -> list[int | None]:
        return [None if value is None else int(value) for value in self.numbers(name)]

    def texts(self, name: str) -> tuple[str, ...]:
        texts = () if self.table is None else self.table.texts(NUMBERS[self.number][name])
        return tuple(map(printable, texts))

    def text(self, name: str) -> str:
        return next(filter(None, self.texts(name)), "")


def _named(file: FitFile, number: int) -> _Named:
    return _Named(number, file.table(number, most=_MOST_MESSAGES))


def read_sessions(file: FitFile) -> tuple[Session, ...]:
    """In the order of their starts."""
    table = _named(file, SESSION)
    sessions = [
        Session(
            sport=_sport(sport),
            sub_sport=_word(SUB_SPORTS, sub_sport),
            profile=profile,
            start=start,
            elapsed_s=elapsed,
            timer_s=timer,
            distance_m=distance,
        )
        for sport, sub_sport, profile, start, elapsed, timer, distance in zip(
            table.wholes("sport"),
            table.wholes("sub_sport"),
            table.texts("sport_profile_name"),
            table.times("start_time"),
            table.numbers("total_elapsed_time"),
            table.numbers("total_timer_time"),
            table.numbers("total_distance"),
            strict=True,
        )
    ]
    return tuple(sorted(sessions[:_MOST_SESSIONS], key=lambda one: -1 if one.start is None else one.start))


def read_sport(file: FitFile) -> Session:
    """What the file says of its sport apart from sessions, which come last and are the first to be lost."""
    sport = _named(file, SPORT)
    moving = _first(_named(file, RECORD).wholes("activity_type"))
    hints = (
        _first(sport.wholes("sport")),
        _first(_named(file, LAP).wholes("sport")),
        _first(_named(file, WORKOUT).wholes("sport")),
        None if moving is None else ACTIVITY_SPORTS.get(moving),
    )
    return Session(
        sport=next(filter(None, map(_sport, hints)), ""),
        sub_sport=_word(SUB_SPORTS, _first(sport.wholes("sub_sport"))),
        profile=sport.text("name"),
    )


def workout_name(file: FitFile) -> str:
    return _named(file, WORKOUT).text("wkt_name")


def read_laps(file: FitFile, zero: float) -> tuple[Lap, ...]:
    """Laps in the order of the file; `zero` is the time that counts as 0 s."""
    table = _named(file, LAP)
    laps = []
    for start, end, elapsed, timer, distance, trigger, intensity, step in zip(
        table.times("start_time"),
        table.times("timestamp"),
        table.numbers("total_elapsed_time"),
        table.numbers("total_timer_time"),
        table.numbers("total_distance"),
        table.wholes("lap_trigger"),
        table.wholes("intensity"),
        table.wholes("wkt_step_index"),
        strict=True,
    ):
        first, last = start, end
        if first is None and end is not None and elapsed is not None:
            first = end - elapsed
        if first is None:
            continue
        if elapsed is not None:
            last = first + elapsed
        laps.append(
            Lap(
                start_s=first - zero,
                end_s=max(last if last is not None else first, first) - zero,
                timer_s=timer,
                distance_m=distance,
                trigger=_word(TRIGGERS, trigger),
                intensity=_word(INTENSITIES, intensity),
                step=None if step is None else step & INDEX_BITS,
            )
        )
    return tuple(laps[:_MOST_LAPS])


def read_steps(file: FitFile) -> tuple[WorkoutStep, ...]:
    """The workout that was loaded, repeats among its steps."""
    table = _named(file, WORKOUT_STEP)
    steps = []
    for row, (index, name, kind, value, intensity, target, times, low, high, note) in enumerate(
        zip(
            table.wholes("message_index"),
            table.texts("wkt_step_name"),
            table.wholes("duration_type"),
            table.numbers("duration_value"),
            table.wholes("intensity"),
            table.wholes("target_type"),
            table.wholes("target_value"),
            table.numbers("custom_target_value_low"),
            table.numbers("custom_target_value_high"),
            table.texts("notes"),
            strict=True,
        )
    ):
        whole = None if value is None else int(value)
        repeats = kind in STEP_REPEATS
        speeds = target == TARGET_SPEED and not repeats
        steps.append(
            WorkoutStep(
                index=row if index is None else index & INDEX_BITS,
                name=name,
                intensity=_word(INTENSITIES, intensity),
                duration_s=value / 1000 if kind in STEP_TIME and value is not None else None,
                distance_m=value / 100 if kind == STEP_DISTANCE and value is not None else None,
                reps=whole if kind == STEP_REPS else None,
                repeat_from=whole if repeats else None,
                repeat_times=times if kind == STEP_REPEATS_TIMES else None,
                speed_low_mps=low / 1000 if speeds and low else None,
                speed_high_mps=high / 1000 if speeds and high else None,
                note=note,
            )
        )
    return tuple(steps[:_MOST_STEPS])


def read_pauses(file: FitFile, zero: float) -> tuple[Span, ...]:
    """From each stop of the timer, by the runner or by itself, to its next start."""
    table = _named(file, EVENT)
    pauses = []
    stopped: float | None = None
    for event, kind, time in zip(
        table.wholes("event"), table.wholes("event_type"), table.times("timestamp"), strict=True
    ):
        if event != TIMER or time is None:
            continue
        if kind in TIMER_STOPS and stopped is None:
            stopped = time
        elif kind in TIMER_STARTS and stopped is not None:
            if time > stopped:
                pauses.append(Span(start_s=stopped - zero, end_s=time - zero))
            stopped = None
    return tuple(pauses[:_MOST_PAUSES])


def read_beats(file: FitFile) -> tuple[NDArray[np.int64], Floats]:
    """(where in the file, seconds from beat to beat)."""
    table = file.table(HRV)
    if table is None:
        return np.empty(0, np.int64), np.empty(0)
    key = NUMBERS[HRV]["time"]
    values = table.values(key).reshape(len(table), -1) / FIELDS[HRV][key].scale
    there = np.isfinite(values)
    return np.repeat(table.offsets, there.sum(axis=1)), values[there]


def read_device(file: FitFile) -> str:
    """ "garmin fr945", "COROS PACE 3"; a product we don't know by name keeps its number."""
    made = _named(file, FILE_ID)
    maker, product = _first(made.wholes("manufacturer")), _first(made.wholes("product"))
    name = made.text("product_name") or _own_name(_named(file, DEVICE_INFO))
    brand = "" if maker is None else MANUFACTURERS.get(maker, "")
    if not name and product is not None:
        name = (GARMIN_PRODUCTS.get(product) if maker == GARMIN else None) or str(product)
    if brand and name.casefold().startswith(brand):
        return name
    return f"{brand} {name}".strip()


def read_utc_offset_s(file: FitFile) -> int | None:
    """How far the runner's own clock is ahead of UTC, to a quarter of an hour."""
    table = _named(file, ACTIVITY)
    local, utc = _first(table.times("local_timestamp")), _first(table.times("timestamp"))
    if local is None or utc is None or min(local, utc) < FIRST_TIME:
        return None
    offset = round((local - utc) / _QUARTER_S) * _QUARTER_S
    return offset if abs(offset) <= _WIDEST_OFFSET_S else None


def _own_name(devices: _Named) -> str:
    indices, names = devices.wholes("device_index"), devices.texts("product_name")
    pairs = zip(indices, names, strict=True)
    return next((name for index, name in pairs if index == _DEVICE_ITSELF and name), "")


def _word(words: Mapping[int, str] | Sequence[str], number: int | None) -> str:
    """ "" for a number that says nothing to us."""
    if number is None:
        return ""
    if isinstance(words, Mapping):
        return words.get(number, "")
    return words[number] if 0 <= number < len(words) else ""


def _sport(number: int | None) -> str:
    """Every sport is one, also those that we have no word for: what is not running must be seen to be."""
    return _word(SPORTS, number) or (f"sport_{number}" if number else "")


def _first(values: Sequence[T]) -> T | None:
    return values[0] if values else None
