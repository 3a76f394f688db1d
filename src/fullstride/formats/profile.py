"""The runner's profile: a TOML file in which every key is optional and every unknown key is refused."""

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn, TypeVar

from fullstride.domain.calendar import Demand
from fullstride.domain.errors import UnreadableInput
from fullstride.domain.evidence import Measured
from fullstride.domain.motion import Calibration, Jumping, Position
from fullstride.domain.runner import WEEKDAYS, Gates, Habit, Priority, Race, Runner
from fullstride.formats.calendar_dates import FIRST_YEAR, LAST_YEAR, weekday_of
from fullstride.formats.profile_text import with_calibration, write_profile
from fullstride.formats.quantities import race_distance_m
from fullstride.formats.reading import TEXT_LIMIT, read_text

__all__ = ["EVENTS", "parse_profile", "read_profile", "with_calibration", "write_profile"]

EVENTS = ("800m", "1500m", "5k", "10k", "half", "marathon")
_EVENT_METRES = {race_distance_m(event): event for event in EVENTS}
_TEXT_MOST = 200
_LIST_MOST = 1000
_PAIN = (0, 10)
_BETWEEN_A_RACES = dt.timedelta(days=7)
_LONG_AGO = (0, 3650)  # days
_MEASURED = {"top_speed_mps": (2.0, 12.5), "top_speed_error_mps": (0.0, 3.0)}
_USUAL_ERROR = 0.03  # of a top speed whose error is not told
_CALIBRATED = {"offset_ms": (-300.0, 300.0), "offset_error_ms": (0.0, 300.0), "flight_error_ms": (0.0, 300.0)}

_Word = TypeVar("_Word", bound=StrEnum)


def read_profile(path: Path) -> Runner:
    """The runner that the file describes; an empty file is a runner of whom nothing is known.

    Raises UnreadableInput naming the file, the key ("runner.born") and what would be right.
    """
    return parse_profile(read_text(path, TEXT_LIMIT, may_be_empty=True), str(path))


def parse_profile(text: str, name: str) -> Runner:
    """As `read_profile`, for text that is already here; `name` is what errors call it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason, _, where = str(error).partition(" (at ")
        line = where.rstrip(")").split(",")[0]
        place = line if line.startswith("line") else "the last line"
        raise UnreadableInput(name, place, f"is not TOML here ({reason[:1].lower()}{reason[1:]})") from None
    except RecursionError:
        raise UnreadableInput(name, "", "is nested deeper than any profile is") from None
    except ValueError:  # 2027-02-30, numbers of thousands of digits
        raise UnreadableInput(name, "", "holds a number or date that TOML can't read") from None
    return _Profile(name).runner(data)


class _Profile:
    """Reads the parsed TOML; knows the file's name so that every refusal can say it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def runner(self, data: Mapping[str, Any]) -> Runner:
        known = ("runner", "race", "week", "places", "wishes", "measured", "treat", "gates", "calibrations")
        self._refuse_unknown("", data, known)
        told: dict[str, Any] = {}
        for section, keys in self._sections().items():
            table = self._table(section, data.get(section, {}))
            self._refuse_unknown(section, table, keys)
            told |= {key: keys[key](f"{section}.{key}", value) for key, value in table.items()}
        treat = self._table("treat", data.get("treat", {}))
        if len(treat) > _LIST_MOST:
            self._refuse("treat", f"has {len(treat)} lines; {_LIST_MOST} is the most")
        told["treat"] = MappingProxyType(
            {title: self._word(Demand)(f'treat."{title}"', value) for title, value in treat.items()}
        )
        gates = self._table("gates", data.get("gates", {}))
        told["gates"] = self._gates(gates)
        told["races"] = self._races(data.get("race", []))
        told["calibrations"] = self._calibrations(data.get("calibrations", []))
        told["top_speed_mps"] = self._top_speed(self._table("measured", data.get("measured", {})))
        return Runner(**told)

    def _sections(self) -> dict[str, dict[str, Callable[[str, Any], Any]]]:
        return {
            "runner": {
                "event": self._event,
                "born": self._whole(1900, 2099),
                "running_base_weeks": self._whole(0, 2000),
                "plyometrics": self._word(Habit),
                "strides": self._word(Habit),
                "bounding_first": self._yes_no,
            },
            "week": {"never": self._weekdays, "empty": self._empty, "template": self._template},
            "places": {"hill": self._yes_no, "gym": self._yes_no},
            "wishes": {"exercises": self._ids, "pro_strides": self._yes_no, "openers": self._yes_no},
        }

    def _top_speed(self, table: Mapping[str, Any]) -> Measured | None:
        keys = {key: self._number(*limits) for key, limits in _MEASURED.items()}
        self._refuse_unknown("measured", table, keys)
        told = {key: keys[key](f"measured.{key}", value) for key, value in table.items()}
        top = told.get("top_speed_mps")
        if top is None:
            if told:
                self._refuse(
                    "measured.top_speed_error_mps", "is the error of a top_speed_mps that is not there"
                )
            return None
        return Measured(value=top, error=told.get("top_speed_error_mps", _USUAL_ERROR * top))

    def _gates(self, table: Mapping[str, Any]) -> Gates:
        keys: dict[str, Callable[[str, Any], Any]] = {
            "tendon_pain": self._whole(*_PAIN),
            "other_pain": self._whole(*_PAIN),
            "soreness": self._whole(*_PAIN),
            "covid_days": self._whole(*_LONG_AGO),
            "symptom_free_days": self._whole(*_LONG_AGO),
            "months_postpartum": self._whole(0, 240),
            "cleared": self._cleared,
        }
        for key in Gates.__dataclass_fields__:
            keys.setdefault(key, self._yes_no)
        self._refuse_unknown("gates", table, keys)
        return Gates(**{key: keys[key](f"gates.{key}", value) for key, value in table.items()})

    def _cleared(self, place: str, value: Any) -> tuple[str, ...]:
        """Gates by their name in the book, or by the answer that raises them."""
        found = self._ids(place, value)
        known = _gate_names() if found else ()
        for name in found:
            if name not in known:
                near = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.5)
                hint = f"did you mean {near[0]}?" if near else f"it can be {_listed(known)}"
                self._refuse(place, f"names {_shown(name)}, which is no gate of the book; {hint}")
        return found

    def _calibrations(self, value: Any) -> tuple[Calibration, ...]:
        tables = [value] if isinstance(value, dict) else value
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            self._refuse("calibrations", "is written as [[calibrations]] with its keys below, one a position")
        if len(tables) > _LIST_MOST:
            self._refuse("calibrations", f"lists {len(tables)}; {_LIST_MOST} is the most")
        return tuple(self._calibration(f"calibrations {n}", one) for n, one in enumerate(tables, start=1))

    def _calibration(self, place: str, table: Mapping[str, Any]) -> Calibration:
        needed = ("position", *_CALIBRATED, "jumps")
        self._refuse_unknown(place, table, (*needed, "jumping", "date", "device"))
        for key in needed:
            if key not in table:
                self._refuse(place, f"has no {key}; fullstride calibrate writes all of it")
        seconds = {
            key: self._number(*limits)(f"{place}.{key}", table[key]) / 1000
            for key, limits in _CALIBRATED.items()
        }
        return Calibration(
            position=self._word(Position)(f"{place}.position", table["position"]),
            offset_s=seconds["offset_ms"],
            offset_error_s=seconds["offset_error_ms"],
            flight_error_s=seconds["flight_error_ms"],
            jumps=self._whole(1, 10_000)(f"{place}.jumps", table["jumps"]),
            date=self._date(f"{place}.date", table["date"]) if "date" in table else None,
            device=self._text(f"{place}.device", table.get("device", "")),
            jumping=self._word(Jumping)(f"{place}.jumping", table.get("jumping", Jumping.UNKNOWN)),
        )

    def _races(self, value: Any) -> tuple[Race, ...]:
        tables = [value] if isinstance(value, dict) else value
        if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
            self._refuse("race", "is written as [[race]] with its keys below, one for each race")
        if len(tables) > _LIST_MOST:
            self._refuse("race", f"lists {len(tables)} races; {_LIST_MOST} is the most")
        by_date: dict[dt.date, Race] = {}
        for number, table in enumerate(tables, start=1):
            place = f"race {number}"
            race = self._race(place, table)
            other = by_date.setdefault(race.date, race)
            if other != race:
                both_a = other.priority is race.priority is Priority.A
                what = "two A-races" if both_a else "two different races"
                self._refuse(place, f"makes {what} on {race.date}; keep one")
        races = tuple(sorted(by_date.values(), key=lambda race: race.date))
        greatest = [race.date for race in races if race.priority is Priority.A]
        for one, next_one in pairwise(greatest):
            if next_one - one < _BETWEEN_A_RACES:
                self._refuse(
                    "race", f"makes A-races of {one} and {next_one}, in one week; make one of them B"
                )
        return races

    def _race(self, place: str, table: Mapping[str, Any]) -> Race:
        self._refuse_unknown(place, table, ("date", "priority", "distance", "name"))
        if "date" not in table:
            self._refuse(place, "has no date; write date = 2027-04-18")
        distance = self._text(f"{place}.distance", table.get("distance", ""))
        metres = race_distance_m(distance) if distance else None
        if distance and metres is None:
            self._refuse(f"{place}.distance", f'is {distance!r}; write "half", "10k", "15 km" or "5 mile"')
        return Race(
            date=self._date(f"{place}.date", table["date"]),
            priority=self._word(Priority)(f"{place}.priority", table.get("priority", Priority.A)),
            distance=distance,
            distance_m=metres,
            name=self._text(f"{place}.name", table.get("name", "")),
        )

    def _event(self, place: str, value: Any) -> str:
        text = self._text(place, value)
        event = text if text in EVENTS else _EVENT_METRES.get(race_distance_m(text))
        if text and event is None:
            self._refuse(place, f"is {text!r}; it can be {_listed(EVENTS)}")
        return event or ""

    def _date(self, place: str, value: Any) -> dt.date:
        if isinstance(value, dt.datetime):
            value = value.date()
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            try:
                value = dt.date.fromisoformat(value)
            except ValueError:
                self._refuse(place, f"is {value}, a day that does not exist")
        if not isinstance(value, dt.date):
            self._refuse(place, f"is {_shown(value)}; write a date as 2027-04-18")
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            self._refuse(place, f"is in the year {value.year}; {FIRST_YEAR} to {LAST_YEAR} can be planned")
        return value

    def _whole(self, least: int, most: int) -> Callable[[str, Any], int]:
        def read(place: str, value: Any) -> int:
            if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
                self._refuse(place, f"is {_shown(value)}; it can be a whole number from {least} to {most}")
            return value

        return read

    def _number(self, least: float, most: float) -> Callable[[str, Any], float]:
        def read(place: str, value: Any) -> float:
            if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
                self._refuse(place, f"is {_shown(value)}; it can be a number from {least:g} to {most:g}")
            return float(value)

        return read

    def _word(self, words: type[_Word]) -> Callable[[str, Any], _Word]:
        by_name = {word.value.lower(): word for word in words}

        def read(place: str, value: Any) -> _Word:
            word = by_name.get(value.strip().lower()) if isinstance(value, str) else None
            if word is None:
                self._refuse(place, f"is {_shown(value)}; it can be {_listed(w.value for w in words)}")
            return word

        return read

    def _yes_no(self, place: str, value: Any) -> bool:
        if not isinstance(value, bool):
            self._refuse(place, f"is {_shown(value)}; it can be true or false")
        return value

    def _text(self, place: str, value: Any) -> str:
        if not isinstance(value, str):
            self._refuse(place, f"is {_shown(value)}; write text in quotes")
        if len(value) > _TEXT_MOST or not value.isprintable():
            self._refuse(place, f"is not a line of at most {_TEXT_MOST} characters")
        return value.strip()

    def _ids(self, place: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or len(value) > _LIST_MOST:
            self._refuse(place, f'is {_shown(value)}; write a list of names, ["strides", "bounding"]')
        found = [self._text(place, item) for item in value]
        for item in found:
            if not item:
                self._refuse(place, "has an empty name in it")
        return tuple(dict.fromkeys(found))

    def _weekdays(self, place: str, value: Any) -> frozenset[str]:
        return frozenset(self._weekday(place, item) for item in self._ids(place, value))

    def _weekday(self, place: str, text: str) -> str:
        index = weekday_of(text)
        if index is None:
            self._refuse(place, f"names {text!r}; the days are {_listed(WEEKDAYS)}")
        return WEEKDAYS[index]

    def _empty(self, place: str, value: Any) -> Demand:
        if value not in ("rest", "easy"):
            self._refuse(place, f"is {_shown(value)}; it can be rest or easy")
        return Demand(value)

    def _template(self, place: str, value: Any) -> Mapping[str, str]:
        table = self._table(place, value)
        found: dict[str, str] = {}
        for key, title in table.items():
            day = self._weekday(place, key)
            if day in found:
                self._refuse(place, f"gives {day} twice")
            found[day] = self._text(f"{place}.{key}", title)
        return MappingProxyType({day: found[day] for day in WEEKDAYS if found.get(day)})

    def _table(self, place: str, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self._refuse(place, f"is {_shown(value)}; write it as a table, [{place}] with its keys below")
        return value

    def _homes(self, key: str, place: str) -> list[str]:
        """The tables that know a key which stands elsewhere."""
        tables: dict[str, Iterable[str]] = {**self._sections(), "measured": _MEASURED}
        return [name for name, keys in tables.items() if name != place and key in keys]

    def _refuse_unknown(self, place: str, table: Iterable[str], known: Iterable[str]) -> None:
        names = list(known)
        for key in table:
            if key not in names:
                near = difflib.get_close_matches(key.lower(), names, n=1, cutoff=0.5)
                hint = f"did you mean {near[0]}?" if near else f"it can be {_listed(names)}"
                hint = next((f"it stands under [{home}]" for home in self._homes(key, place)), hint)
                where = f"{place}.{key}" if place else key
                self._refuse(where[:_TEXT_MOST], f"is not a key of the profile; {hint}")

    def _refuse(self, place: str, reason: str) -> NoReturn:
        raise UnreadableInput(self.name, place, reason)


def _gate_names() -> tuple[str, ...]:
    from fullstride.rules.load import load_book

    answers = load_book().gates.answers
    return tuple(sorted({*answers, *(gate.when for gate in answers.values())}))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return (repr(value) if isinstance(value, str) else str(value))[:60]


def _listed(words: Iterable[str]) -> str:
    *most, end = words
    return f"{', '.join(most)} or {end}" if most else end
