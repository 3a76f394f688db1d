"""The whole season, and what leads through its sessions, as the contract's JSON."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from fullstride.domain.calendar import Day
from fullstride.domain.keeping import Moved
from fullstride.domain.session import Session
from fullstride.formats.answers import day_json
from fullstride.formats.done_file import header
from fullstride.formats.plan_file import session_json
from fullstride.formats.reasons import reason_json
from fullstride.guide.words import Script

if TYPE_CHECKING:
    from fullstride.rules.book import Book

Json = dict[str, Any]


def season_day_json(day: Day) -> Json:
    """A day of the runner's own calendar with how far it goes; `km` null where that is not said."""
    return day_json(day) | {"km": round(day.distance_m / 1000, 1) if day.distance_m else None}


def wish_json(wish: Moved) -> Json:
    """A session that the runner moved, or left out: then `to` is null."""
    return {
        "id": wish.id,
        "session": wish.session,
        "exercise": wish.exercise,
        "on": wish.on.isoformat() if wish.on else None,
        "to": wish.to.isoformat() if wish.to else None,
    }


def season_session_json(
    session: Session, book: "Book", became: tuple[str, str | None], off: Json | None
) -> Json:
    """A session of the plan with its name and what became of it: its status, and the day it was done; `off`
    is why it is not begun as things stand, None where it may be."""
    from fullstride.rules.dose import say_dose

    exercise = book.exercises.get(session.exercise)
    return session_json(session) | {
        "name": exercise.name if exercise else session.exercise,
        "dose": say_dose(session.dose).replace("\u2009", " "),
        "status": became[0],
        "done_on": became[1],
        "off": off,
    }


def script_answer(script: Script) -> Json:
    """Everything that leads through a session; `header` is to be sent back with what was done."""
    return {
        "session": session_json(script.session),
        "header": header(script),
        "name": script.name,
        "style": script.style,
        "dose": script.dose.replace("\u2009", " "),
        "intensity": script.intensity,
        "warm_up": script.warm_up,
        "warm_up_min": script.warm_up_min,
        "count_in_s": script.count_in_s,
        "cues": list(script.cues),
        "how": list(script.how),
        "parts": [asdict(part) for part in script.parts],
        "rest_s": script.rest_s,
        "rest_is_ours": script.rest_is_ours,
        "recovery": script.recovery,
        "faults": [{"sees": fault.sees, "do": fault.do} for fault in script.faults],
        "stop_rules": [
            {
                "reason": reason_json(rule.reason),
                "say": rule.say,
                "sets": rule.sets,
                "effort": rule.effort,
                "times": rule.times,
            }
            for rule in script.stop_rules
        ],
        "close": script.close,
        "needs": script.needs,
        "notice": script.notice,
        "place_today": script.place_today,
        "of_today": script.of_today,
        "after": script.after,
    }
