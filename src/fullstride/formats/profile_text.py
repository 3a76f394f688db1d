"""A runner as the TOML that `profile.read_profile` reads, with a short word beside each key."""

import datetime as dt
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Any

from fullstride.domain.evidence import Measured
from fullstride.domain.motion import Calibration, Jumping
from fullstride.domain.runner import WEEKDAYS, Gates, Race, Runner


def write_profile(runner: Runner, remarks: Sequence[str] = ()) -> str:
    """TOML that reads back as `runner`. What the runner did not say stands as a comment to fill in.

    `remarks` are sentences that stand above it all, as comments.
    """
    lines = ["# Your profile. Every key may be left out.", *_comments(remarks), "", "[runner]"]
    lines += _line("event", runner.event or None, '"10k"', "800m 1500m 5k 10k half marathon")
    lines += _line("born", runner.born, "1991", "year")
    lines += _line("running_base_weeks", runner.running_base_weeks, "30", "weeks with three runs or more")
    lines += _line("plyometrics", runner.plyometrics, '"none"', "none some regular")
    lines += _line("strides", runner.strides, '"none"', "none some regular")
    if runner.bounding_first:
        lines += _line("bounding_first", True, "", "bounding before squat jumps")
    for race in runner.races:
        lines += _race(race)
    if not runner.races:
        lines += ["", "# [[race]]", "# date = 2027-04-18", '# priority = "A"', '# distance = "half"']
    lines += ["", "[week]"]
    never = [day for day in WEEKDAYS if day in runner.never]
    lines += _line("never", never or None, '["mon"]', "days never to be used")
    lines += _line("empty", runner.empty, "", "what a day with nothing in it means: rest or easy")
    if runner.template:
        days = ", ".join(f"{day} = {_value(title)}" for day, title in runner.template.items())
        lines.append(f"template = {{ {days} }}")
    lines += ["", "[places]"]
    lines += _line("hill", runner.hill, "true", "a steep hill near you")
    lines += _line("gym", runner.gym, "true", "")
    lines += ["", "[wishes]"]
    exercises = None if runner.exercises is None else list(runner.exercises)
    lines += _line("exercises", exercises, '["strides", "squat_jumps"]', "left out: all that fit")
    lines += _line("pro_strides", runner.pro_strides, "", "strides nearly every day")
    lines += _line("openers", runner.openers, "", "jumps and sprints before the main work of a hard day")
    lines += _top_speed(runner.top_speed_mps)
    if runner.treat:
        lines += ["", "[treat]  # how to read a title of your calendar"]
        lines += [f"{_string(title)} = {_value(demand)}" for title, demand in runner.treat.items()]
    for calibration in runner.calibrations:
        lines += ["", *_calibration(calibration)]
    lines += _gates(runner.gates)
    return "\n".join(lines) + "\n"


def _comments(remarks: Sequence[str]) -> list[str]:
    safe = [" ".join("".join(c if c.isprintable() else " " for c in text).split()) for text in remarks]
    return [f"# {line}" for text in safe for line in wrap(text, 98)]


def _top_speed(top: Measured | None) -> list[str]:
    if top is None:
        return [
            "",
            "[measured]",
            "# top_speed_mps = 7.4  # best 3 s of an all-out sprint, in metres a second",
        ]
    lines = ["", "[measured]", f"top_speed_mps = {top.value!r}  # best 3 s, all-out"]
    return [*lines, f"top_speed_error_mps = {top.error!r}  # one standard deviation"]


def _race(race: Race) -> list[str]:
    distance = race.distance or (f"{race.distance_m:.10g} m" if race.distance_m else "")
    lines = ["", "[[race]]", f"date = {_value(race.date)}", f"priority = {_value(race.priority)}"]
    lines += [f"distance = {_value(distance)}"] if distance else []
    lines += [f"name = {_value(race.name)}"] if race.name else []
    return lines


def with_calibration(text: str, calibration: Calibration) -> str:
    """A profile's text with one more calibration at its end; everything else stays as it was written.

    The last calibration of a position and kind of jumps holds, so those before it may stay.
    """
    body = text.rstrip()
    return "\n".join([*([body, ""] if body else []), *_calibration(calibration)]) + "\n"


def _calibration(one: Calibration) -> list[str]:
    lines = ["[[calibrations]]  # how much longer the phone shows flights than video does"]
    lines.append(f"position = {_value(one.position)}")
    lines += [f"jumping = {_value(one.jumping)}"] if one.jumping is not Jumping.UNKNOWN else []
    for key, seconds in (
        ("offset_ms", one.offset_s),
        ("offset_error_ms", one.offset_error_s),
        ("flight_error_ms", one.flight_error_s),
    ):
        lines.append(f"{key} = {round(1000 * seconds, 1)!r}")
    lines.append(f"jumps = {one.jumps}")
    lines += [f"date = {_value(one.date)}"] if one.date is not None else []
    lines += [f"device = {_value(one.device)}"] if one.device else []
    return lines


def _gates(gates: Gates) -> list[str]:
    told = []
    silent = Gates()
    for key in Gates.__dataclass_fields__:
        value = getattr(gates, key)
        if value != getattr(silent, key):
            told.append(f"{key} = {_value(list(value) if isinstance(value, tuple) else value)}")
    return ["", "[gates]  # reasons to hold back", *told] if told else []


def _line(key: str, value: Any, example: str, comment: str) -> list[str]:
    note = f"  # {comment}" if comment else ""
    return [f"# {key} = {example}{note}" if value is None else f"{key} = {_value(value)}{note}"]


def _value(value: bool | int | str | dt.date | Sequence[str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return f"[{', '.join(_strings(value))}]"


def _strings(values: Iterable[str]) -> list[str]:
    return [_string(value) for value in values]


def _string(text: str) -> str:
    """A TOML basic string; everything that could end it or break the line is escaped."""
    escaped = "".join(
        f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) == 127 else f"\\{c}" if c in '\\"' else c for c in text
    )
    return f'"{escaped}"'
