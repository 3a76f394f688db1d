"""What was handed in, recordings in a list and one in full, as the contract's JSON."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from fullstride.domain.corrections import Correction
from fullstride.domain.evidence import Evidence
from fullstride.domain.keeping import Original
from fullstride.domain.recording import Floats
from fullstride.formats.evidence_answer import evidence_json
from fullstride.formats.evidence_words import says

if TYPE_CHECKING:
    from fullstride.domain.trace import Trace

Json = dict[str, Any]


def row_json(evidence: Evidence, *, sha256: str, number: int, sessions: tuple[str, ...]) -> Json:
    """One recording in a list."""
    motion = evidence.motion
    sets = len(motion.sets) + len(motion.bounds) + len(motion.timed) if motion else 0
    return {
        "sha256": sha256,
        "number": number,
        "file": evidence.file,
        "title": evidence.title,
        "kind": evidence.kind,
        "date": evidence.start.date().isoformat() if evidence.start else None,
        "start": evidence.start.isoformat() if evidence.start else None,
        "duration_s": round(evidence.duration_s, 1),
        "distance_m": None if evidence.distance_m is None else round(evidence.distance_m, 1),
        "quality": evidence.quality.grade.value,
        "says": says(evidence, None),
        "care": any(verdict.care for verdict in evidence.verdicts),
        "count": len(evidence.efforts) + sets,
        "sessions": list(sessions),
    }


def recording_json(evidence: Evidence, *, number: int, counts: bool) -> Json:
    return evidence_json(evidence) | {"number": number, "counts": counts}


def original_json(original: Original) -> Json:
    return {
        "sha256": original.sha256,
        "name": original.name,
        "size_bytes": original.size_bytes,
        "kept_at": original.kept_at.isoformat(),
    }


def correction_json(correction: Correction, *, number: int) -> Json:
    return {
        "id": correction.id,
        "said_at": correction.said_at.isoformat(),
        "number": number,
        "effort": correction.effort,
        "was_start_s": correction.was_start_s,
        "was_end_s": correction.was_end_s,
        "removed": correction.removed,
        "kind": correction.kind,
        "start_s": correction.start_s,
        "end_s": correction.end_s,
    }


def trace_json(trace: "Trace", evidence: Evidence, *, most: int) -> Json:
    """At most `most` values, each the mean of as many seconds; null where nothing was recorded."""
    every = max(1, math.ceil(len(trace.speed_mps) / most))
    easy = evidence.easy_mps
    return {
        "every_s": every,
        "speed_mps": _values(trace.speed_mps, every, 2),
        "grade_pct": _values(trace.grade_pct, every, 1),
        "easy_mps": round(easy.value, 2) if easy else None,
    }


def _values(values: Floats, every: int, digits: int) -> list[float | None]:
    rows = -(-len(values) // every)
    padded = np.full(rows * every, np.nan)
    padded[: len(values)] = values
    blocks = padded.reshape(rows, every)
    known = np.isfinite(blocks)
    count = known.sum(axis=1)
    means = np.where(known, blocks, 0.0).sum(axis=1) / np.maximum(count, 1)
    rounded = np.round(means, digits).tolist()
    return [value if there else None for value, there in zip(rounded, count, strict=True)]
