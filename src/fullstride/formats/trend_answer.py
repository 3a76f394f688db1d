"""A trend as the contract's JSON: stable keys; a measured number stands beside its error."""

from collections.abc import Iterable
from typing import Any

from fullstride.domain.evidence import Measured
from fullstride.domain.trend import Change, Exposure, Followed, Line, Test, Trend
from fullstride.formats.reasons import reason_json
from fullstride.formats.rounding import rounded

Json = dict[str, Any]


def trend_answer(trend: Trend, unreadable: Iterable[str] = ()) -> Json:
    """What changed. `unreadable` are sentences that name the file."""
    return {
        "say": trend.say,
        "today": trend.today.isoformat(),
        "first": trend.first.isoformat() if trend.first else None,
        "since": trend.since.isoformat() if trend.since else None,
        "plan_began": trend.plan_began,
        "sessions": trend.sessions,
        "measures": [_followed(one) for one in trend.measures],
        "exposure": {
            "weeks_from": trend.weeks_from.isoformat() if trend.weeks_from else None,
            "exercises": [_exposure(one) for one in trend.exposures],
            "all_out_s": [_pair(one) for one in trend.fast_s],
            "all_out_share": trend.fast_share,
            "top_speed_mps": _pair(trend.top_mps),
            "top_speed_say": trend.top_say,
        },
        "cannot_know": list(trend.cannot_know),
        "unreadable": list(unreadable),
    }


def _followed(one: Followed) -> Json:
    return {
        "measure": one.measure,
        "name": one.name,
        "unit": one.unit,
        "answer": one.answer.value,
        "say": one.say,
        "notes": list(one.notes),
        "since": one.since.isoformat() if one.since else None,
        "now": _pair(one.now),
        "change": _change(one.change),
        "tests": [_test(test) for test in one.tests],
        "left_out": [_test(test) for test in one.left_out],
        "not_counted": [_test(test) for test in one.aside],
        "line": _line(one.line),
        "refused": {"what": one.refused.what, "why": one.refused.why, "instead": one.refused.instead}
        if one.refused
        else None,
        "because": [reason_json(reason) for reason in one.because],
    }


def _change(change: Change | None) -> Json | None:
    if change is None:
        return None
    return {
        "value": round(change.value, 3),
        "low": round(change.low, 3),
        "high": round(change.high, 3),
        "unit": change.unit,
        "least": round(change.least, 3),
        "before": change.before,
        "after": change.after,
        "counted_from": change.counted_from.isoformat(),
        "worth": None if change.worth is None else round(change.worth, 3),
        "more_sessions": change.more_sessions,
    }


def _test(test: Test) -> Json:
    return {
        "date": test.date.isoformat(),
        **(_pair(test.value) or {}),
        "reps": test.reps,
        "device": test.device,
        "file": test.file,
        "note": test.note,
    }


def _line(line: Line | None) -> list[Json]:
    if line is None:
        return []
    rows = zip(line.dates, line.middle, line.low, line.high, strict=True)
    return [
        {"date": day.isoformat(), "value": round(middle, 4), "low": round(low, 4), "high": round(high, 4)}
        for day, middle, low, high in rows
    ]


def _exposure(one: Exposure) -> Json:
    return {
        "exercise": one.exercise,
        "sessions": list(one.sessions),
        "reps": one.reps,
        "last": one.last.isoformat() if one.last else None,
        "days_ago": one.days_ago,
    }


def _pair(number: Measured | None) -> Json | None:
    pair = rounded(number)
    return {"value": pair[0], "error": pair[1]} if pair else None
