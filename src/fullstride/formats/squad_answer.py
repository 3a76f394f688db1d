"""A squad as the contract's JSON: stable keys, no word of a runner's own notes."""

from collections.abc import Iterable
from typing import Any

from fullstride.domain.calendar import Day
from fullstride.domain.session import Session
from fullstride.domain.squad import Note, Rank, Row, Squad, Unread
from fullstride.formats.reasons import reason_json
from fullstride.formats.squad_words import headline

Json = dict[str, Any]


def squad_answer(squad: Squad) -> Json:
    return {
        "today": squad.today.isoformat(),
        "say": headline(squad),
        "runners": len(squad.rows) + len(squad.unread),
        "needs_you": len(squad.of(Rank.NEEDS_YOU)),
        "worth_a_look": len(squad.of(Rank.LOOK)),
        "on_track": len(squad.of(Rank.ON_TRACK)),
        "rows": [_row(row) for row in squad.rows],
        "unread": unread_json(squad.unread),
    }


def adapted_answer(
    squad: Squad,
    *,
    applied: bool,
    news: int,
    changed: int,
    changes: int,
    verbs: Iterable[tuple[str, int]],
    not_kept: Iterable[Unread] = (),
) -> Json:
    """The list as it stands by what was decided; `news` runners have a new version of their plan."""
    return {
        "applied": applied,
        "news": news,
        "plans_changed": changed,
        "sessions_changed": changes,
        "decisions": dict(verbs),
        "not_kept": unread_json(not_kept),
    } | squad_answer(squad)


def unread_json(found: Iterable[Unread]) -> list[Json]:
    return [
        {"runner": one.runner, "reason": one.reason, "new": one.is_new, "changes": one.changes}
        for one in found
    ]


def _row(row: Row) -> Json:
    sessions: dict[str, list[Json]] = {}
    for session in row.sessions:
        told = _session(session) | {"off": session.id in row.off}
        sessions.setdefault(session.date.isoformat(), []).append(told)
    return {
        "runner": row.runner,
        "event": row.event,
        "rank": row.rank.value,
        "notes": [_note(note) for note in row.notes],
        "number": row.number,
        "pending": row.pending,
        "heard": row.heard.isoformat() if row.heard else None,
        "shares": row.shares.value,
        "changes": row.changes,
        "days": [_day(day, sessions.get(day.date.isoformat(), [])) for day in row.days],
    }


def _note(note: Note) -> Json:
    return {
        "call": note.call.value,
        "fact": note.fact,
        "did": note.did,
        "because": reason_json(note.because),
    }


def _day(day: Day, sessions: list[Json]) -> Json:
    return {"date": day.date.isoformat(), "demand": day.demand.value, "sessions": sessions}


def _session(session: Session) -> Json:
    return {"id": session.id, "exercise": session.exercise, "step": session.step}
