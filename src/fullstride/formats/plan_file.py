"""Plans as JSON: the public contract, written with stable keys and read with forgiveness.

`write_plan` gives the object that `--json` prints. `read_plan` takes it back, also without `solve_s`,
edited by hand, or from somebody else who wrote only sessions with a date, an exercise and a dose.
"""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.session import Plan, Session, Week
from fullstride.formats.plan_schema import PlanFile, unreadable
from fullstride.formats.reading import read_bytes
from fullstride.formats.reasons import reason_json

LARGEST_FILE_BYTES = 16_000_000

Json = dict[str, Any]


def write_plan(plan: Plan) -> Json:
    """The plan as the contract's JSON object, `solve_s` included."""
    return {
        "status": plan.status.value,
        "optimal": plan.optimal,
        "solve_s": plan.solve_s,
        "gap": plan.gap,
        "title": plan.title,
        "first": plan.first.isoformat(),
        "last": plan.last.isoformat(),
        "season_start": plan.season_start.isoformat(),
        "until": plan.until.isoformat() if plan.until else None,
        "sessions": [session_json(session) for session in plan.sessions],
        "weeks": [_week(week) for week in plan.weeks],
        "unplaced": [
            {
                "exercise": gap.exercise,
                "week": gap.week.isoformat(),
                "because": [reason_json(reason) for reason in gap.because],
            }
            for gap in plan.unplaced
        ],
        "disliked": [
            {"session": place.session, "because": reason_json(place.because)} for place in plan.disliked
        ],
        "clash": [{"key": wish.key, "text": wish.text, "relax": wish.relax} for wish in plan.clash],
        "assumptions": list(plan.assumptions),
        "advice": list(plan.advice),
    }


def session_json(session: Session) -> Json:
    dose = session.dose
    work = {"work_s": _number(dose.work_s), "work_m": _number(dose.work_m)}
    return {
        "id": session.id,
        "date": session.date.isoformat(),
        "exercise": session.exercise,
        "step": session.step,
        "sets": dose.sets,
        "reps": dose.reps,
        **{key: value for key, value in work.items() if value is not None},
        "rest_s": session.rest_s,
        "effort": session.effort,
        "contacts": session.contacts,
        "minutes": session.minutes,
        "beside": session.beside,
        "because": [reason_json(reason) for reason in session.because],
        "grade_pct": _number(dose.grade_pct),
        "note": dose.note,
        "opener": session.opener,
        "eased": session.eased,
        "order": session.order,
    }


def _week(week: Week) -> Json:
    return {
        "start": week.start.isoformat(),
        "phase": week.phase.value,
        "light": week.light,
        "contacts": week.contacts,
        "maximal_days": week.maximal_days,
        "level": week.level,
        "km": _number(week.km),
        "note": week.note,
    }


def _number(value: float | None) -> float | None:
    """20.0 is written 20, as a runner would."""
    return int(value) if value is not None and value.is_integer() else value


def read_plan(path: Path) -> Plan:
    """The plan in a file: ours, ours edited by hand, or somebody else's in the same keys.

    Needed are `sessions`, and in each a `date`, an `exercise` and a dose. Sessions without an id are
    called after their exercise, in the order of the file; `rest_s` stays None where nobody says it.

    Raises UnreadableInput with the file and the place ("sessions[3].date").
    """
    return parse_plan(read_bytes(path, LARGEST_FILE_BYTES), str(path))


def parse_plan(raw: bytes, file: str) -> Plan:
    """`read_plan` for bytes that are already here; `file` is what an error calls them."""
    try:
        parsed = PlanFile.model_validate_json(raw.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        raise unreadable(file, error) from None
    return _plan(parsed, file)


def _monday(date: dt.date | None) -> dt.date | None:
    """A plan without a first day begins with the week of its first session."""
    return date and date - dt.timedelta(days=date.weekday())


def _plan(parsed: PlanFile, file: str) -> Plan:
    count: Counter[str] = Counter()
    sessions: list[Session] = []
    given = {session.id for session in parsed.sessions}
    seen: set[str] = set()
    for place, session in enumerate(parsed.sessions):
        count[session.exercise] += 1
        while not session.id and f"{session.exercise}-{count[session.exercise]}" in given:
            count[session.exercise] += 1
        word = session.word(f"{session.exercise}-{count[session.exercise]}")
        if word.id in seen:
            raise UnreadableInput(file, f"sessions[{place}].id", f'"{word.id}" is taken already')
        seen.add(word.id)
        sessions.append(word)
    dates = [session.date for session in sessions] + [week.start for week in parsed.weeks]
    first = parsed.first or _monday(min(dates, default=None))
    if first is None:
        raise UnreadableInput(file, "sessions", "holds no session, and no first date is given")
    last = parsed.last or max([*dates, first])
    if last < first:
        raise UnreadableInput(file, "last", f"{last} is before the first day, {first}")
    return Plan(
        status=parsed.status,
        optimal=parsed.optimal,
        solve_s=parsed.solve_s,
        first=first,
        last=last,
        season_start=parsed.season_start or first,
        until=parsed.until,
        sessions=tuple(sessions),
        weeks=tuple(week.word() for week in parsed.weeks),
        unplaced=tuple(gap.word() for gap in parsed.unplaced),
        disliked=tuple(place.word() for place in parsed.disliked),
        clash=tuple(wish.word() for wish in parsed.clash),
        assumptions=parsed.assumptions,
        advice=parsed.advice,
        gap=parsed.gap,
        title=parsed.title,
    )
