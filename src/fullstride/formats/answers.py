"""The answers of the commands as the contract's JSON objects: stable keys, dates as text, no surprises.

A plan has its own module, `fullstride.formats.plan_file`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fullstride.domain.calendar import Calendar, Day
from fullstride.domain.session import Reason, Violation
from fullstride.formats.losses import Lost, lost_json
from fullstride.formats.reasons import reason_json
from fullstride.rules.words import Exercise, Rule

if TYPE_CHECKING:
    from fullstride.plan.explain import Explanation

Json = dict[str, Any]


def calendar_answer(days: Iterable[Day], calendar: Calendar) -> Json:
    """How a calendar was read: each day, what was left out and why, what could not be read."""
    return {
        "days": [day_json(day) for day in days],
        "skipped": [
            {"date": entry.date.isoformat() if entry.date else None, "title": entry.title, "why": entry.why}
            for entry in calendar.skipped
        ],
        "problems": problems_json(calendar),
    }


def problems_json(calendar: Calendar) -> list[Json]:
    """What could not be read, and where."""
    return [
        {"file": problem.file, "place": problem.place, "text": problem.text} for problem in calendar.problems
    ]


def day_json(day: Day) -> Json:
    return {
        "date": day.date.isoformat(),
        "demand": day.demand.value,
        "title": day.title,
        "why": day.why,
        "sure": day.sure.value,
        "own": [{"exercise": work.exercise, "text": work.text} for work in day.own],
    }


def violations_answer(violations: Iterable[Violation]) -> Json:
    """Each broken rule with the date where it shows."""
    return {"violations": [reason_json(v.because) | {"date": v.date.isoformat()} for v in violations]}


def explain_answer(explanations: "Sequence[Explanation]") -> Json:
    """Why here and why not elsewhere: all of the day together, and session by session.

    `sessions[].id` is null where a day holds nothing: its `because` says why the exercise is not there.
    """
    elsewhere: dict[str, dict[Reason, None]] = {}
    for one in explanations:
        for other in one.not_on:
            elsewhere.setdefault(other.date.isoformat(), {}).update(dict.fromkeys(other.because))
    here = dict.fromkeys(reason for one in explanations for reason in one.because)
    return {
        "because": [reason_json(reason) for reason in here],
        "not_on": [
            {"date": date, "because": [reason_json(reason) for reason in reasons]}
            for date, reasons in sorted(elsewhere.items())
        ],
        "sessions": [
            {
                "id": one.session.id if one.session else None,
                "exercise": one.exercise,
                "because": [reason_json(reason) for reason in one.because],
                "though": [reason_json(reason) for reason in one.though],
                "not_on": [
                    {
                        "date": other.date.isoformat(),
                        "never": other.never,
                        "because": [reason_json(reason) for reason in other.because],
                    }
                    for other in one.not_on
                ],
            }
            for one in explanations
        ],
    }


def export_answer(files: Iterable[Path], lost: Iterable[Lost]) -> Json:
    """What was written, and what the targets could not hold."""
    return {"files": [str(path) for path in files], "lost": lost_json(lost)}


def rules_answer(rules: Iterable[Rule], exercise: Exercise | None = None) -> Json:
    """Rules as the book holds them, numbers included; and the exercise that was asked for, if one was."""
    answer: Json = {"rules": [rule_json(rule) for rule in rules]}
    if exercise is not None:
        answer["exercise"] = {
            "id": exercise.id,
            "name": exercise.name,
            "effort": exercise.effort,
            "intensity": exercise.intensity,
            "cues": list(exercise.cues),
            "faults": [{"sees": fault.sees, "do": fault.do} for fault in exercise.faults],
            "ladder": list(exercise.ladder),
        }
    return answer


def rule_json(rule: Rule) -> Json:
    """Its id, sentence, source and grade; `values` are the numbers it was given."""
    said = rule.reason()
    values = {
        each.name: _plain(getattr(rule, each.name))
        for each in fields(rule)
        if each.name not in ("id", "text", "source", "grade", "why", "why_not")
    }
    return {
        "id": rule.id,
        "text": said.text,
        "source": rule.source,
        "grade": rule.grade.value,
        "values": values,
    }


def _plain(value: object) -> Any:
    """Words as JSON knows them."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value
