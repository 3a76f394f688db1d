"""Marks as they were written, put together: facts as numbers, frames as seconds, the order looked at."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NoReturn

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion import FrameMark, FrameMarks, Seen, Side
from fullstride.formats.frame_marks_words import exercise_of, exercises
from fullstride.formats.quantities import distance_m

_RATES = (10.0, 2000.0)  # frames a second, of any camera that people own
_DISTANCES_M = (1.0, 1000.0)
_LONGEST = 200
_NUMBER = re.compile(r"\s*(\d{1,9}(?:[.,]\d{1,9})?)\s*(?:fps|hz|frames?/s|/s|p|bilder/s)?\s*", re.I)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:\s+(\d\d):(\d\d))?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One mark as written: at a frame, or at `time_s` as the player shows it. `number` is None where it is
    not said; `begins`: its word begins a new run."""

    place: str
    seen: Seen
    frame: int | None = None
    time_s: float | None = None
    number: int | None = None
    side: Side = Side.UNKNOWN
    begins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    place: str
    text: str


def put_together(
    raws: Sequence[Raw],
    facts: Mapping[str, Fact],
    *,
    name: str,
    written: str,
    where_fps: str,
    resolution_s: float = 0.0,
    cut: str = "",
) -> FrameMarks:
    """The clip's marks; `written` is its format. `resolution_s` is how finely times were written, as the
    player shows them.

    Raises UnreadableInput naming the file and the line where no frame rate is told (`where_fps` says where
    to write it), a fact makes no sense, or marks follow each other as no feet do.
    """
    if "fps" not in facts:
        raise UnreadableInput(name, "", f"does not say how many frames a second the camera took; {where_fps}")
    fps = _rate(facts["fps"], "fps", name)
    slowed = 1.0
    if "played_fps" in facts:
        played = _rate(facts["played_fps"], "played_fps", name)
        if played > fps:
            _refuse(
                name,
                facts["played_fps"].place,
                f"says that the clip is played at {played:g} frames a second and was taken at {fps:g}; "
                "are they swapped?",
            )
        slowed = played / fps
    exercise = _exercise(facts.get("exercise"), name)
    marks = [
        FrameMark(
            time_s=(raw.time_s or 0.0) * slowed if raw.frame is None else raw.frame / fps,
            seen=raw.seen,
            number=number,
            side=raw.side,
        )
        for raw, number in zip(raws, _numbers(raws), strict=True)
    ]
    _refuse_disorder(list(zip(marks, raws, strict=True)), fps, exercise, name)
    timed = any(raw.frame is None for raw in raws)
    resolution_s = resolution_s * slowed if timed else 0.0
    taken = []
    if timed and "played_fps" not in facts:
        taken.append("no playing rate is told, so times are those of the jump itself, not of a slowed clip")
    if resolution_s * fps > 1.5:
        taken.append(f"times are written to {1000 * resolution_s:.0f} ms, coarser than the camera's frames")
    return FrameMarks(
        format=written,
        frames_per_s=fps,
        marks=tuple(marks),
        exercise=exercise,
        distance_m=_distance(facts.get("distance_m"), name),
        start=_start(facts.get("start"), name),
        device=_line(facts.get("device")),
        title=_line(facts.get("title")),
        resolution_s=resolution_s,
        taken=tuple(taken),
        cut=cut,
    )


def _numbers(raws: Iterable[Raw]) -> list[int]:
    """The set or run of each mark: as said, else that of the mark before; a start begins the next."""
    found: list[int] = []
    begun = False
    for raw in raws:
        last = found[-1] if found else 1
        found.append(raw.number if raw.number is not None else last + 1 if raw.begins and begun else last)
        begun = begun or raw.begins
    return found


def _refuse_disorder(marked: Sequence[tuple[FrameMark, Raw]], fps: float, exercise: str, name: str) -> None:
    for (one, before), (two, raw) in pairwise(marked):
        if two.time_s < one.time_s:
            _refuse(
                name, raw.place, f"goes back in time after {before.place}; a file is one clip, in its order"
            )
        if two.number < one.number:
            _refuse(name, raw.place, f"goes back to set {two.number} after set {one.number}")
    feet: dict[int, list[tuple[FrameMark, Raw]]] = {}
    cones: list[tuple[FrameMark, Raw]] = []
    for mark, raw in marked:
        (cones if mark.seen is Seen.CONE else feet.setdefault(mark.number, [])).append((mark, raw))
    for stream in (*feet.values(), cones):
        for (one, before), (two, raw) in pairwise(stream):
            if (two.time_s - one.time_s) * fps < 0.5:
                _refuse(name, raw.place, f"is in the same frame as {before.place}; one frame shows one event")
    for stream in feet.values():
        for (one, before), (two, raw) in pairwise(stream):
            if one.seen is two.seen is Seen.LANDING:
                _refuse(
                    name, raw.place, f"is a landing without a take-off since the landing in {before.place}"
                )
            if one.seen is two.seen:
                _refuse(
                    name, raw.place, f"is a take-off without a landing since the take-off in {before.place}"
                )
        first, raw = stream[0]
        if first.seen is Seen.LANDING and exercise == "squat_jumps":
            _refuse(name, raw.place, "is a landing without a take-off before it")


def _rate(fact: Fact, key: str, name: str) -> float:
    match = _NUMBER.fullmatch(fact.text[:60])
    rate = float(match[1].replace(",", ".")) if match else 0.0
    if not _RATES[0] <= rate <= _RATES[1]:
        _refuse(
            name,
            fact.place,
            f"{key} is {_shown(fact.text)}; it is a number of frames a second, from {_RATES[0]:g} to "
            f"{_RATES[1]:g}",
        )
    return rate


def _exercise(fact: Fact | None, name: str) -> str:
    if fact is None:
        return ""
    found = exercise_of(fact.text)
    if found is None:
        known = exercises()
        _refuse(
            name,
            fact.place,
            f"exercise is {_shown(fact.text)}; it can be {', '.join(known[:-1])} or {known[-1]}",
        )
    return found


def _distance(fact: Fact | None, name: str) -> float | None:
    if fact is None:
        return None
    metres = distance_m(fact.text, "m")
    if metres is None or not _DISTANCES_M[0] <= metres <= _DISTANCES_M[1]:
        _refuse(
            name,
            fact.place,
            f"distance_m is {_shown(fact.text)}; it is the taped distance in metres, from "
            f"{_DISTANCES_M[0]:g} to {_DISTANCES_M[1]:g}",
        )
    return metres


def _start(fact: Fact | None, name: str) -> dt.datetime | None:
    """Aware. What names no zone stands as it is written, so that its day is the runner's own."""
    if fact is None:
        return None
    try:
        found = _written_start(fact.text.strip())
    except ValueError:
        found = None
    if found is None or not 1980 <= found.year <= 2100:
        _refuse(name, fact.place, f"start is {_shown(fact.text)}; write it as 2027-01-29 or 2027-01-29T17:30")
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def _written_start(text: str) -> dt.datetime | None:
    noon = 12
    if _ISO.fullmatch(text):
        found = dt.datetime.fromisoformat(text)
        return found.replace(hour=noon) if len(text) == len("2027-01-29") else found
    if dotted := _DOTTED.fullmatch(text):
        day, month, year = (int(dotted[group]) for group in (1, 2, 3))
        return dt.datetime(year, month, day, int(dotted[4] or noon), int(dotted[5] or 0), tzinfo=dt.UTC)
    if slashed := _SLASHED.fullmatch(text):
        one, two, year = (int(slashed[group]) for group in (1, 2, 3))
        if max(one, two) > 12 or one == two:
            return dt.datetime(year, min(one, two), max(one, two), noon, tzinfo=dt.UTC)
    return None  # 3/4/2027 is two days


def _line(fact: Fact | None) -> str:
    safe = "".join(char if char.isprintable() else " " for char in fact.text[:_LONGEST]) if fact else ""
    return " ".join(safe.split())


def _shown(text: str) -> str:
    return repr(text[:40])


def _refuse(name: str, place: str, reason: str) -> NoReturn:
    raise UnreadableInput(name, place, reason)
