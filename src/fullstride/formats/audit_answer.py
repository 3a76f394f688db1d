"""An audit as the contract's JSON: stable keys; a measured number stands beside its error."""

from collections.abc import Iterable
from typing import Any

from fullstride.domain.evidence import Measured
from fullstride.domain.history import Audit, Band, CriticalSpeed, MaxEffort, Sighting, TopSpeed, Week
from fullstride.formats.reasons import reason_json
from fullstride.formats.rounding import rounded

Json = dict[str, Any]


def audit_answer(
    audit: Audit,
    unreadable: Iterable[tuple[str, str]] = (),
    duplicates: Iterable[tuple[str, str]] = (),
) -> Json:
    """What a history shows. `unreadable` are (file, reason), `duplicates` (file, same as)."""
    has_runs = audit.runs > 0
    return {
        "say": audit.say,
        "recordings": audit.recordings,
        "runs": audit.runs,
        "span": {
            "from": audit.first.isoformat() if audit.first else None,
            "to": audit.last.isoformat() if audit.last else None,
            "weeks": audit.week_count,
            "distance_m": round(audit.distance_m),
            "moving_s": round(audit.moving_s),
        },
        "last_max_effort": _max_effort(audit.last_max_effort),
        "top_speed": _top(audit.top_speed),
        "critical_speed": _critical(audit.critical_speed),
        "easy_speed_mps": _pair(audit.easy_mps),
        "fastest": _sighting(audit.fastest),
        "range_top_mps": None if audit.range_top_mps is None else round(audit.range_top_mps, 2),
        "speed_range": [_band(band) for band in audit.bands],
        "unvisited": [band.name for band in audit.unvisited],
        "weeks": [_week(week) for week in audit.weeks],
        "strides_a_week": _a_week(sum(week.strides for week in audit.weeks), audit) if has_runs else None,
        "sprints_a_week": _a_week(sum(week.sprints for week in audit.weeks), audit) if has_runs else None,
        "care": audit.care,
        "notes": list(audit.notes),
        "refused": [{"what": one.what, "why": one.why, "instead": one.instead} for one in audit.refused],
        "cannot_know": list(audit.cannot_know),
        "because": [reason_json(reason) for reason in audit.because],
        "other_sports": dict(audit.other_sports),
        "unreadable": [{"file": file, "error": reason} for file, reason in unreadable],
        "duplicates": [{"file": file, "same_as": other} for file, other in duplicates],
    }


def _pair(number: Measured | None) -> Json | None:
    pair = rounded(number)
    return {"value": pair[0], "error": pair[1]} if pair else None


def _sighting(seen: Sighting | None) -> Json | None:
    if seen is None:
        return None
    return {"speed_mps": round(seen.speed_mps, 2), "date": seen.date.isoformat(), "file": seen.file}


def _top(top: TopSpeed | None) -> Json | None:
    if top is None:
        return None
    return {
        "speed_mps": _pair(top.speed_mps),
        "at_least": top.at_least,
        "from_profile": top.told,
        "seen": [_sighting(one) for one in top.seen],
        "left_out": [_sighting(one) for one in top.left_out],
    }


def _critical(critical: CriticalSpeed | None) -> Json | None:
    if critical is None:
        return None
    return {
        "speed_mps": _pair(critical.speed_mps),
        "reserve_m": _pair(critical.reserve_m),
        "bests": [
            {
                "duration_s": best.duration_s,
                "speed_mps": round(best.speed_mps, 2),
                "date": best.date.isoformat(),
                "file": best.file,
                "used": best.used,
            }
            for best in critical.bests
        ],
    }


def _max_effort(last: MaxEffort | None) -> Json | None:
    if last is None:
        return None
    return {
        "date": last.date.isoformat(),
        "days_ago": last.days_ago,
        "kind": last.kind,
        "file": last.file,
        "speed_mps": None if last.speed_mps is None else round(last.speed_mps, 2),
        "share_of_top": None if last.share is None else round(last.share, 2),
    }


def _band(band: Band) -> Json:
    return {
        "name": band.name,
        "low_mps": round(band.low_mps, 2),
        "high_mps": None if band.high_mps is None else round(band.high_mps, 2),
        "time_s": round(band.time_s),
        "distance_m": round(band.distance_m),
        "share_of_time": round(band.share, 4),
        "runs": band.runs,
        "last": band.last.isoformat() if band.last else None,
    }


def _week(week: Week) -> Json:
    return {
        "start": week.start.isoformat(),
        "runs": week.runs,
        "distance_m": round(week.distance_m),
        "strides": week.strides,
        "flat_sprints": week.flat_sprints,
        "hill_sprints": week.hill_sprints,
        "possible": week.possible,
    }


def _a_week(count: int, audit: Audit) -> float:
    return round(count / max(1, len(audit.weeks)), 1)
