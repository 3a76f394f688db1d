"""What the columns of a motion log are, by their names: clocks, accelerations, gravity, rotation.

Names are those of many apps and languages. A column that carries something else (a label, a magnetic
field, a place) is ignored. An axis with a word we don't know is no acceleration unless its unit is one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2

# A unit's name -> what one of it is in m/s², rad/s or s.
ACCELERATION_UNITS = {
    "m/s²": 1.0,
    "g": STANDARD_GRAVITY_MPS2,
    "mg": STANDARD_GRAVITY_MPS2 / 1000,
    "cm/s²": 0.01,
}
_DEGREE = 3.141592653589793 / 180
ROTATION_UNITS = {"rad/s": 1.0, "deg/s": _DEGREE, "mrad/s": 0.001, "mdeg/s": _DEGREE / 1000}
TIME_UNITS = {"s": 1.0, "ms": 1e-3, "µs": 1e-6, "ns": 1e-9}
_SPELT = {
    "m/s²": "m/s² m/s^2 m/s2 m/s**2 m/s/s ms^-2 ms-2 ms⁻² m·s⁻² m*s^-2 m.s-2 m/sec^2 m/sec² m/sec2 mps2 "
    "mps^2 meter/s^2 m/(s^2) m/(s^2)* m/s\ufffd m/sâ²",
    "g": "g gs gn gee gees g-force g-forces gforce g0",
    "mg": "mg milli-g millig mgs",
    "cm/s²": "cm/s² cm/s^2 cm/s2 gal",
    "rad/s": "rad/s rads/s rad/sec radian/s radians/s rads rad·s⁻¹ rad*s^-1 rads^-1 rads-1 rad.s-1 rad/s^1 "
    "radps",
    "deg/s": "deg/s °/s º/s degree/s degrees/s deg/sec degps dps degs °/sec grad/s deg·s⁻¹",
    "mrad/s": "mrad/s",
    "mdeg/s": "mdps mdeg/s",
    "s": "s sec secs second seconds sek sekunden sekunde segundos secondes secondi сек с 秒",
    "ms": "ms msec msecs millis millisec millisecond milliseconds millisekunden milisegundos milli мс 毫秒",
    "µs": "µs μs us usec micros microsecond microseconds mikrosekunden мкс",
    "ns": "ns nsec nanos nanosecond nanoseconds nanosekunden нс",
}
_UNIT = {word: unit for unit, words in _SPELT.items() for word in words.split()}
# As the last word of a name without brackets: time_ms, acc_x_g, gyro_x_dps.
_SUFFIXES = {
    "ms2": "m/s²", "mps2": "m/s²", "mss": "m/s²", "g": "g", "mg": "mg",
    "rads": "rad/s", "radps": "rad/s", "dps": "deg/s", "degs": "deg/s", "degps": "deg/s",
    "s": "s", "sec": "s", "secs": "s", "seconds": "s", "ms": "ms", "msec": "ms", "millis": "ms",
    "milliseconds": "ms", "us": "µs", "usec": "µs", "micros": "µs", "microseconds": "µs",
    "ns": "ns", "nanos": "ns", "nanoseconds": "ns",
}  # fmt: skip

_AXES = {"x": 0, "y": 1, "z": 2}
_COMPACT = re.compile(
    r"(?P<word>gf|gforce|acc|accel|acceleration|accelerometer|lin|linacc|lacc|la|ua|gyr|gyro|gyroscope|rot|"
    r"gravity|grav|omega|mag|tg|[abgmrwvp])(?P<axis>[xyz])(?:axis|value)?"
)
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*(?:\([^()]*\)[^()\[\]{}]*)?)[)\]}]")
_OPEN_UNIT = re.compile(r"[\s_,](m/s\^2|m/s²|m/s2|m/s\*\*2|rad/s|deg/s|°/s|mg|g|ms|µs|us|ns|s)\s*$", re.I)
_TIME_WORDS = (
    "t time timestamp timestamps zeit zeitstempel tiempo temps tempo tijd czas čas cas zaman "
    "время 时间 時間 elapsed epoch unix unixtime date datetime datum uhrzeit clock millis fecha "
    "heure"
)
_TIME = frozenset(_TIME_WORDS.split())
_ELAPSED = frozenset(["elapsed", "since", "start", "started", "relative", "zeroed", "reboot", "seconds"])
_COUNTERS = frozenset(["index", "idx", "n", "nr", "no", "row", "count", "counter", "number", "id"])
_ROTATION = (
    "gyro", "gyr ", "rotation", "angular", "drehrate", "winkelgeschw", "omega", "girosc", "żyroskop",
    "гироскоп", "角速度", "w ", "rot ",
)  # fmt: skip
_ACCELERATION = (
    "acc", "beschl", "acel", "accél", "przysp", "akcelero", "zrychl", "versnel", "ivme", "ускор", "加速",
    "g force", "gforce", "gf ", "la ", "ua ", "lin ", "gravedad con",
)  # fmt: skip
_GRAVITY = ("gravity", "grav ", "gravitation", "schwerkraft", "gravedad", "gravité", "gravitazione")
_LINEAR = (
    "linear", "lin ", "linacc", "lacc", "la ", "ua ", "user", "lineal", "linéaire", "liniow", "lineární",
    "without g", "no g", "ohne g", "sin g", "sans g", "bez g", "body", "motionuser",
)  # fmt: skip
_WITH_GRAVITY = ("with g", "mit g", "incl", "including", "con g", "avec g", "total", "mit gravitation")
_RAW = ("uncal", "raw unc")
_OTHERS = (
    "mag", "orient", "euler", "angle", "quat", "attitude", "position", "speed", "geschw", "force", "torque",
    "grf", "cop", "press", "marker", "field", "feld", "jerk", "pos ", "m ", "b ", "v ", "p ", "r ",
    "velocity",
)  # fmt: skip
_HARMLESS_WORDS = "axis achse x y z value values data sensor phone watch device ln wr cal raw a"
_HARMLESS = frozenset(_HARMLESS_WORDS.split())


class Role(Enum):
    TIME = auto()
    ACCELERATION = auto()
    GRAVITY = auto()
    ROTATION = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `axis` 0, 1, 2 or None; `unit` "" where the name has none; `group` the name without axis.

    `linear`: True where gravity is said to be taken out, False where it is said to be in, else None.
    `rank` orders clocks, the best first; counters of rows are no clocks.
    """

    at: int
    name: str
    role: Role
    unit: str = ""
    axis: int | None = None
    group: str = ""
    linear: bool | None = None
    uncalibrated: bool = False
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """Three columns of one sensor, x, y, z."""

    columns: tuple[Column, Column, Column]

    @property
    def unit(self) -> str:
        return self.columns[0].unit

    @property
    def linear(self) -> bool | None:
        return self.columns[0].linear

    @property
    def uncalibrated(self) -> bool:
        return self.columns[0].uncalibrated

    @property
    def at(self) -> tuple[int, int, int]:
        x, y, z = self.columns
        return x.at, y.at, z.at

    @property
    def names(self) -> str:
        return ", ".join(column.name for column in self.columns)


def columns_of(header: Sequence[str], units: Sequence[str] = ()) -> tuple[Column, ...]:
    """What each column is; `units` are those of a row of their own below the names."""
    below = [_unit(cell) for cell in units] if len(units) == len(header) else [""] * len(header)
    return tuple(_column(at, name, below[at]) for at, name in enumerate(header))


def axes_of(columns: Iterable[Column], role: Role) -> list[Axes]:
    """The sensors of one role that have all three axes, in the order of the table."""
    groups: dict[str, dict[int, Column]] = {}
    for column in columns:
        if column.role is role and column.axis is not None:
            groups.setdefault(column.group, {}).setdefault(column.axis, column)
    return [Axes(columns=(one[0], one[1], one[2])) for one in groups.values() if len(one) == 3]


def clocks_of(columns: Iterable[Column]) -> list[Column]:
    """The columns that tell time, the best first: seconds since the start before dates."""
    return sorted((each for each in columns if each.role is Role.TIME), key=lambda each: -each.rank)


def _unit(text: str) -> str:
    word = re.sub(r"\s+", "", text.strip().strip("()[]{}").casefold())
    return _UNIT.get(word, "")


def _column(at: int, name: str, unit_below: str) -> Column:
    plain = name.strip().strip("'\"\ufeff ")
    unit, words = _unit_and_words(plain)
    unit = unit or unit_below
    said = " ".join(words) + " "
    if said == " ":
        return Column(at=at, name=name, role=Role.OTHER)
    compact = _COMPACT.fullmatch("".join(words))
    if compact:
        words = [compact["word"], compact["axis"]]
    elif _ends_with_axis(words):
        words = [*words[:-1], words[-1][:-1], words[-1][-1]]
    axis = next((_AXES[word] for word in reversed(words) if word in _AXES), None)
    rest = [word for word in words if word not in _AXES]
    if (
        axis is None
        and rest
        and rest[-1] in ("pitch", "roll", "yaw")
        and any(r in said for r in _ROTATION[:2])
    ):
        axis, rest = ("pitch", "roll", "yaw").index(rest[-1]), rest[:-1]
    if axis is None:
        return _clock(at, name, unit, rest)
    told = " ".join(rest) + " "
    role = _role(told, rest, unit)
    linear = True if any(word in told for word in _LINEAR) else None
    if linear is None and (told == "gf " or any(word in told for word in _WITH_GRAVITY)):
        linear = False
    return Column(
        at=at,
        name=plain,
        role=role,
        unit=unit,
        axis=axis,
        group=f"{role.name} {told}",
        linear=linear,
        uncalibrated=any(word in told for word in _RAW),
    )


def _ends_with_axis(words: Sequence[str]) -> bool:
    """Whether an axis is written to the end of a sensor's name: "userAccelerationx", "加速度x"."""
    last = words[-1]
    if set(words) & set(_AXES) or last[-1] not in _AXES:
        return False
    return any(len(word) > 2 and word.strip() in last for word in (*_ROTATION, *_ACCELERATION, *_GRAVITY))


def _unit_and_words(plain: str) -> tuple[str, list[str]]:
    unit = ""
    kept = plain
    for found in _BRACKETS.finditer(plain):
        if here := _unit(found[1]):
            unit = here
            kept = kept.replace(found[0], " ")
    if not unit and (open_unit := _OPEN_UNIT.search(kept)):
        unit = _unit(open_unit[1])
        kept = kept[: open_unit.start()]
    spaced = re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", kept)
    words = re.findall(r"[^\W_]+", spaced.casefold())
    if not unit and len(words) > 1 and words[-1] in _SUFFIXES:
        unit = _SUFFIXES[words.pop()]
    return unit, words


def _role(told: str, rest: Sequence[str], unit: str) -> Role:
    """What an axis is of: by its words, then by its unit; without either it is a bare x, an acceleration."""
    if any(word in told for word in _ROTATION) or (told == "g " and unit not in ACCELERATION_UNITS):
        return Role.ROTATION
    linear = any(word in told for word in _LINEAR)
    if any(word in told for word in _GRAVITY) and not linear:
        with_it = any(word in told for word in _WITH_GRAVITY) or any(word in told for word in _ACCELERATION)
        return Role.ACCELERATION if with_it else Role.GRAVITY
    if linear or any(word in told for word in _ACCELERATION):
        return Role.ACCELERATION
    if unit in ROTATION_UNITS:
        return Role.ROTATION
    if unit in ACCELERATION_UNITS:
        return Role.ACCELERATION
    if any(word in told for word in _OTHERS) or not set(rest) <= _HARMLESS:
        return Role.OTHER
    return Role.ACCELERATION


def _clock(at: int, name: str, unit: str, words: Sequence[str]) -> Column:
    if len(words) == 1 and not unit and _UNIT.get(words[0]) in TIME_UNITS:
        return Column(at=at, name=name.strip(), role=Role.TIME, unit=_UNIT[words[0]], group=words[0], rank=2)
    joined = " ".join(words)
    known = set(words) & _TIME or any(word in joined for word in ("time", "zeit", "elapsed"))
    if not known or set(words) & _COUNTERS or (unit and unit not in TIME_UNITS):
        return Column(at=at, name=name, role=Role.OTHER)
    rank = 2 * bool(unit) + 3 * bool(set(words) & _ELAPSED)
    unit = unit or ("s" if words == ["seconds", "elapsed"] else "")
    return Column(at=at, name=name.strip(), role=Role.TIME, unit=unit, group=joined, rank=rank)
