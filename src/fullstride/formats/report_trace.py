"""Traces packed small enough for thousands of runs in one page: a byte a value, as base64 text."""

import base64
import json
import math
from dataclasses import dataclass

import numpy as np

from fullstride.domain.evidence import Evidence, Standing
from fullstride.domain.recording import Floats
from fullstride.domain.trace import Trace
from fullstride.formats import evidence_words as words
from fullstride.formats import figures
from fullstride.formats.effort_table import numbers, series
from fullstride.formats.run_closeup import knows_grade
from fullstride.formats.run_windows import top_mps
from fullstride.rules.book import Book

UNKNOWN = 255
_LEAST_STEP_MPS = 0.05  # finer than any watch's own error
_GRADE_STEP_PCT, _GRADE_ZERO, _GRADE_EVERY_S = 0.5, 127, 5
_MOST_POINTS = 6 * 3600  # of a run with efforts: every second, up to six hours
_CALM_POINTS = 900  # of a run without efforts, where no second matters


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """`text` is base64 of one byte a value, UNKNOWN for NaN; a byte less its zero is worth `unit`."""

    text: str
    unit: float
    every_s: int


def pack_speed(trace: Trace, *, has_efforts: bool) -> Packed:
    """Speed to 0.05 m/s: every second of a run with efforts, means of some seconds of a calm one."""
    every = max(1, math.ceil(len(trace.speed_mps) / (_MOST_POINTS if has_efforts else _CALM_POINTS)))
    speed = _means(trace.speed_mps, every)
    known = speed[np.isfinite(speed)]
    unit = max(_LEAST_STEP_MPS, float(known.max()) / (UNKNOWN - 1)) if len(known) else _LEAST_STEP_MPS
    return Packed(text=_bytes(speed / unit), unit=unit, every_s=every)


def pack_grade(trace: Trace) -> Packed | None:
    """Grade to half a per cent, every five seconds; None where it is not known."""
    if not knows_grade(trace):
        return None
    every = max(_GRADE_EVERY_S, math.ceil(len(trace.grade_pct) / _CALM_POINTS))
    grade = _means(trace.grade_pct, every) / _GRADE_STEP_PCT + _GRADE_ZERO
    return Packed(text=_bytes(grade), unit=_GRADE_STEP_PCT, every_s=every)


def attributes(evidence: Evidence, trace: Trace, book: Book | None) -> dict[str, str]:
    """What the page's script draws a run from, as the values of `data-` attributes."""
    speed, grade = pack_speed(trace, has_efforts=bool(evidence.efforts)), pack_grade(trace)
    told = {
        "speed": speed.text,
        "unit": f"{speed.unit:.4f}",
        "every": str(speed.every_s),
        "top": f"{top_mps(evidence, trace):.2f}",
        "efforts": json.dumps(_efforts(evidence, book), ensure_ascii=False, separators=(",", ":")),
    }
    if grade:
        told |= {"grade": grade.text, "grade-every": str(grade.every_s)}
    if evidence.quality.noise_mps and speed.every_s == 1:
        told["noise"] = f"{evidence.quality.noise_mps:.2f}"
    if zones := _zones(evidence, book):
        told["zones"] = json.dumps(zones, separators=(",", ":"))
    return told


def _efforts(evidence: Evidence, book: Book | None) -> list[list[object]]:
    """[start_s, end_s, kind, number in its series, best 3 s, word to act on, rest before, short, sure]."""
    judged, called = words.standings(evidence), numbers(evidence)
    told: list[list[object]] = []
    for group in series(evidence):
        for place, index in enumerate(group):
            one, stands = evidence.efforts[index], judged.get(index, ())
            best, rest = one.best_3s_mps, one.rest_before_s
            told.append(
                [
                    round(one.start_s, 1),
                    round(one.end_s, 1),
                    one.kind,
                    called[index],
                    figures.number(best.value, figures.decimals(best.error) or 1) if best else "",
                    next(
                        (
                            word
                            for word, act in words.rep_words(one, stands, book)
                            if act and "rest" not in word
                        ),
                        "",
                    ),
                    figures.seconds(rest.value) if rest and place else "",
                    Standing.REST_SHORT in stands,
                    one.confidence >= words.SURE_FROM,
                ]
            )
    return told


def _zones(evidence: Evidence, book: Book | None) -> list[list[object]]:
    """[kind, lowest, highest, error] in m/s for each kind of effort whose speed the book asks for."""
    top = evidence.top_mps
    if top is None or book is None:
        return []
    zones: list[list[object]] = []
    for kind in dict.fromkeys(one.kind for one in evidence.efforts):
        known = book.exercises.get(kind)
        if known and known.speed:
            low, high = known.speed.least or 0.0, known.speed.most
            highest = round(high * top.value, 2) if high else None
            zones.append(
                [kind, round(low * top.value, 2), highest, round(max(top.error, 0.02 * top.value), 2)]
            )
    return zones


def _means(values: Floats, every: int) -> Floats:
    if every == 1:
        return values
    rows = -(-len(values) // every)
    padded = np.full(rows * every, np.nan)
    padded[: len(values)] = values
    blocks = padded.reshape(rows, every)
    known = np.isfinite(blocks)
    count = known.sum(axis=1)
    sums = np.where(known, blocks, 0.0).sum(axis=1)
    means: Floats = np.where(count > 0, sums / np.maximum(count, 1), np.nan)
    return means


def _bytes(values: Floats) -> str:
    known = np.isfinite(values)
    whole = np.clip(np.round(np.where(known, values, 0.0)), 0, UNKNOWN - 1)
    return base64.b64encode(np.where(known, whole, UNKNOWN).astype(np.uint8).tobytes()).decode("ascii")
