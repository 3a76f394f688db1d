"""Decisions and what they changed in the plan, as the contract's JSON."""

from collections.abc import Iterable
from typing import Any

from fullstride.domain.decision import Change, Decision, NotMoved
from fullstride.domain.session import Session
from fullstride.formats.plan_file import session_json
from fullstride.formats.reasons import reason_json

Json = dict[str, Any]


def decision_json(decision: Decision) -> Json:
    return {
        "exercise": decision.exercise,
        "date": decision.date.isoformat(),
        "verb": decision.verb.value,
        "step": decision.step,
        "to_step": decision.to_step,
        "say": decision.say,
        "because": reason_json(decision.because),
        "facts": list(decision.facts),
        "would_change": decision.would_change or None,
        "until": decision.until.isoformat() if decision.until else None,
        "instead": decision.instead or None,
        "clinician": decision.clinician,
    }


def change_json(change: Change) -> Json:
    """`was` and `now` are sessions as in a plan, without their reasons; null where there is none."""
    return {
        "kind": change.kind.value,
        "exercise": change.exercise,
        "was": _bare(change.was),
        "now": _bare(change.now),
        "because": [reason_json(reason) for reason in change.because],
    }


def not_moved_json(refused: NotMoved) -> Json:
    return {
        "date": refused.date.isoformat(),
        "exercise": refused.exercise,
        "because": [reason_json(reason) for reason in refused.because],
    }


def _bare(session: Session | None) -> Json | None:
    if session is None:
        return None
    return {key: value for key, value in session_json(session).items() if key != "because"}


def adapt_answer(
    decisions: Iterable[Decision],
    changes: Iterable[Change],
    not_moved: Iterable[NotMoved],
    *,
    applied: bool,
    number: int,
    notes: Iterable[str],
    asks: Iterable[Json],
) -> Json:
    """`number` is the version of the plan that holds now; `asks` what only the runner can say."""
    return {
        "applied": applied,
        "number": number,
        "decisions": [decision_json(one) for one in decisions],
        "changes": [change_json(one) for one in changes],
        "not_moved": [not_moved_json(one) for one in not_moved],
        "asks": list(asks),
        "notes": list(notes),
    }
