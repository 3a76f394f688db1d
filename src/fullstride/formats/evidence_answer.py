"""Evidence as the contract's JSON: stable keys; a measured number stands beside its error."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.evidence import (
    BoundRun,
    Effort,
    Evidence,
    Jump,
    JumpSet,
    Means,
    Measured,
    MotionEvidence,
    Refused,
    TimedRun,
    Verdict,
    asked_of,
)
from fullstride.formats.evidence_words import says
from fullstride.formats.reasons import reason_json
from fullstride.formats.rounding import rounded

Json = dict[str, Any]


def measure_answer(
    evidence: Iterable[Evidence],
    unreadable: Iterable[UnreadableInput] = (),
    same_as: Mapping[str, str] = MappingProxyType({}),
) -> Json:
    """What was found in each recording, and the files that gave none.

    `same_as` gives the better recording's name for one that shows the same run.
    """
    return {
        "recordings": [evidence_json(each) for each in evidence],
        "unreadable": [
            {"file": error.file, "place": error.place, "error": error.reason} for error in unreadable
        ],
        "duplicates": [{"file": file, "same_as": other} for file, other in same_as.items()],
    }


def evidence_json(evidence: Evidence) -> Json:
    quality = evidence.quality
    return {
        "file": evidence.file,
        "kind": evidence.kind,
        "title": evidence.title,
        "device": evidence.device,
        "start": evidence.start.isoformat() if evidence.start else None,
        "duration_s": round(evidence.duration_s, 1),
        "distance_m": None if evidence.distance_m is None else round(evidence.distance_m, 1),
        "quality": quality.grade.value,
        "quality_why": list(quality.why),
        "speed_from": quality.source.value,
        "noise_mps": None if quality.noise_mps is None else round(quality.noise_mps, 2),
        "sample_every_s": None if quality.interval_s is None else round(quality.interval_s, 1),
        "easy_speed_mps": _pair(evidence.easy_mps),
        "top_speed_mps": _pair(evidence.top_mps),
        "efforts": [_effort(each) for each in evidence.efforts],
        "motion": None if evidence.motion is None else _motion(evidence.motion),
        "verdict": says(evidence, None) if evidence.verdicts else None,
        "verdicts": [_verdict(each) for each in evidence.verdicts],
        "refused": [_refused(each) for each in evidence.refused],
        "ask": [ask.value for ask in asked_of(evidence)],
        "cut": evidence.cut or None,
    }


def _effort(effort: Effort) -> Json:
    """Numbers at the top; `errors` holds one standard deviation of each under the same key."""
    measured = {
        "duration_s": effort.duration_s,
        "distance_m": effort.distance_m,
        "share_of_top": effort.share_of_top,
        "time_to_top_s": effort.to_top_s,
        "cadence_spm": effort.cadence_spm,
        "contact_time_ms": effort.contact_time_ms,
        "grade_pct": effort.grade_pct,
        "rest_before_s": effort.rest_before_s,
    }
    speeds = {"best_3s": rounded(effort.best_3s_mps), "mean": rounded(effort.mean_mps)}
    pairs = {key: rounded(number) for key, number in measured.items()}
    return {
        "kind": effort.kind,
        "start_s": round(effort.start_s, 1),
        "end_s": round(effort.end_s, 1),
        **{key: pair[0] if pair else None for key, pair in pairs.items()},
        "speed_mps": {key: pair[0] if pair else None for key, pair in speeds.items()},
        "times_easy_speed": None if effort.easy_ratio is None else round(effort.easy_ratio, 2),
        "errors": {key: pair[1] for key, pair in pairs.items() if pair}
        | {"speed_mps": {key: pair[1] for key, pair in speeds.items() if pair}},
        "found_by": effort.found_by.value,
        "confidence": round(effort.confidence, 2),
        "series": effort.series,
    }


def _motion(motion: MotionEvidence) -> Json:
    return {
        "means": motion.means.value,
        "rate_hz": round(motion.rate_hz, 1),
        "position": motion.position.value,
        "calibrated": motion.calibrated,
        "seen": list(motion.seen),
        "sets": [_set(each, motion.means) for each in motion.sets],
        "bounds": [_bounds(each) for each in motion.bounds],
        "timed": [_timed(each) for each in motion.timed],
        "left_right_pct": _pair(motion.left_right_pct),
    }


def _set(found: JumpSet, means: Means) -> Json:
    rsi_is = "measured" if means is Means.VIDEO else "a trend number only"
    return {
        "start_s": round(found.start_s, 2),
        "end_s": round(found.end_s, 2),
        "count": found.count,
        "rhythm_s": _pair(found.rhythm_s),
        "height_cm": _pair(found.height_cm),
        "height_spread_cm": None if found.height_spread_cm is None else round(found.height_spread_cm, 1),
        "drop_pct": _pair(found.drop_pct),
        "useful": found.useful,
        "rsi": _pair(found.rsi),
        "rsi_is": rsi_is if found.rsi else None,
        "rest_before_s": None if found.rest_before_s is None else round(found.rest_before_s),
        "jumps": [_jump(each) for each in found.jumps],
        "refused": [_refused(each) for each in found.refused],
    }


def _jump(jump: Jump) -> Json:
    return {
        "takeoff_s": round(jump.takeoff_s, 3),
        "landing_s": round(jump.landing_s, 3),
        "flight_s": _pair(jump.flight_s),
        "height_cm": _pair(jump.height_cm),
        "contact_s": _pair(jump.contact_s),
    }


def _bounds(run: BoundRun) -> Json:
    error = run.contact_error_s
    return {
        "start_s": round(run.start_s, 2),
        "end_s": round(run.end_s, 2),
        "contacts": run.contacts,
        "duration_s": _pair(run.duration_s),
        "distance_m": run.distance_m,
        "contacts_30m": _pair(run.contacts_30m),
        "mean_mps": _pair(run.mean_mps),
        "cadence_spm": _pair(run.cadence_spm),
        "contact_s": _pair(run.contact_s),
        "flight_s": _pair(run.flight_s),
        "one_contact_error_s": None if error is None else round(error, 3),
        "rest_before_s": None if run.rest_before_s is None else round(run.rest_before_s),
        "refused": [_refused(each) for each in run.refused],
    }


def _timed(run: TimedRun) -> Json:
    return {
        "start_s": round(run.start_s, 3),
        "end_s": round(run.end_s, 3),
        "duration_s": _pair(run.duration_s),
        "distance_m": run.distance_m,
        "mean_mps": _pair(run.mean_mps),
    }


def _verdict(verdict: Verdict) -> Json:
    fade = rounded(verdict.fade_pct)
    return {
        "exercise": verdict.exercise,
        "session": verdict.session or None,
        "asked": verdict.asked,
        "done": verdict.done,
        "say": verdict.say,
        "notes": list(verdict.notes),
        "care": verdict.care,
        "fade_pct": fade[0] if fade else None,
        "fade_error_pct": fade[1] if fade else None,
        "stop_after_rep": verdict.stop_at,
        "reps": [
            {"effort": rep.effort, "standings": [each.value for each in rep.standings]}
            for rep in verdict.reps
        ],
        "because": [reason_json(reason) for reason in verdict.because],
    }


def _refused(refused: Refused) -> Json:
    return {"what": refused.what, "why": refused.why, "instead": refused.instead}


def _pair(number: Measured | None) -> Json | None:
    pair = rounded(number)
    return {"value": pair[0], "error": pair[1]} if pair else None
