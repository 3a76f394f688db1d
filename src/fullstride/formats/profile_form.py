"""A profile as a form: the same keys as its TOML, typed, for a page that asks one question after another."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from fullstride.domain.calendar import Demand
from fullstride.domain.evidence import Measured
from fullstride.domain.motion import Calibration, Jumping, Position
from fullstride.domain.runner import WEEKDAYS, Gates, Habit, Priority, Race, Runner

Json = dict[str, Any]
_USUAL_ERROR = 0.03  # of a top speed whose error is not told
_PLAIN = (
    "event",
    "born",
    "running_base_weeks",
    "bounding_first",
    "hill",
    "gym",
    "pro_strides",
    "openers",
)


def form_json(runner: Runner) -> Json:
    """The form as it is filled in."""
    top = runner.top_speed_mps
    return {key: getattr(runner, key) for key in _PLAIN} | {
        "plyometrics": runner.plyometrics.value if runner.plyometrics else None,
        "strides": runner.strides.value if runner.strides else None,
        "races": [
            {
                "date": race.date.isoformat(),
                "priority": race.priority.value,
                "distance": race.distance,
                "name": race.name,
            }
            for race in runner.races
        ],
        "never": [day for day in WEEKDAYS if day in runner.never],
        "empty": runner.empty.value,
        "template": dict(runner.template),
        "exercises": None if runner.exercises is None else list(runner.exercises),
        "top_speed_mps": top.value if top else None,
        "top_speed_error_mps": top.error if top else None,
        "treat": {title: demand.value for title, demand in runner.treat.items()},
        "gates": asdict(runner.gates) | {"cleared": list(runner.gates.cleared)},
        "calibrations": [
            {
                "position": one.position.value,
                "jumping": one.jumping.value,
                "offset_ms": round(1000 * one.offset_s, 1),
                "offset_error_ms": round(1000 * one.offset_error_s, 1),
                "flight_error_ms": round(1000 * one.flight_error_s, 1),
                "jumps": one.jumps,
                "date": one.date.isoformat() if one.date else None,
                "device": one.device,
            }
            for one in runner.calibrations
        ],
    }


def runner_of_form(form: Mapping[str, Any]) -> Runner:
    """The runner that a filled-in form describes; what is allowed is judged where the profile is read."""
    top, error = form["top_speed_mps"], form["top_speed_error_mps"]
    gates = dict(form["gates"])
    return Runner(
        **{key: form[key] for key in _PLAIN},
        plyometrics=Habit(form["plyometrics"]) if form["plyometrics"] else None,
        strides=Habit(form["strides"]) if form["strides"] else None,
        races=tuple(
            Race(
                date=_date(race["date"]),
                priority=Priority(race["priority"]),
                distance=race["distance"],
                name=race["name"],
            )
            for race in form["races"]
        ),
        never=frozenset(form["never"]),
        empty=Demand(form["empty"]),
        template=MappingProxyType(dict(form["template"])),
        exercises=None if form["exercises"] is None else tuple(form["exercises"]),
        top_speed_mps=None
        if top is None
        else Measured(value=top, error=_USUAL_ERROR * top if error is None else error),
        treat=MappingProxyType({title: Demand(demand) for title, demand in form["treat"].items()}),
        gates=Gates(**(gates | {"cleared": tuple(gates["cleared"])})),
        calibrations=tuple(
            Calibration(
                position=Position(one["position"]),
                jumping=Jumping(one["jumping"]),
                offset_s=one["offset_ms"] / 1000,
                offset_error_s=one["offset_error_ms"] / 1000,
                flight_error_s=one["flight_error_ms"] / 1000,
                jumps=one["jumps"],
                date=_date(one["date"]) if one["date"] else None,
                device=one["device"],
            )
            for one in form["calibrations"]
        ),
    )


def _date(value: dt.date | str) -> dt.date:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
