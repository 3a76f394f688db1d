"""What is next, as the contract's JSON: sessions as in a plan, with what leads through them."""

import datetime as dt
from typing import Any

from fullstride.domain.report import Pain, Report
from fullstride.domain.session import Reason, Session
from fullstride.formats.plan_file import session_json
from fullstride.formats.reasons import reason_json
from fullstride.guide.words import Script

Json = dict[str, Any]


def script_json(script: Script, *, status: str, off: Json | None) -> Json:
    """A session of the plan, with its name, warm-up and cues, what became of it so far, and why it is off."""
    return session_json(script.session) | {
        "name": script.name,
        "dose": script.dose.replace("\u2009", " "),
        "intensity": script.intensity,
        "warm_up": script.warm_up,
        "cues": list(script.cues),
        "needs": script.needs,
        "status": status,
        "off": off,
    }


def off_json(say: str, because: Reason, until: dt.date | None, meanwhile: str) -> Json:
    """Why a session is not begun as things stand, the first day on which that no longer holds, and what to do
    meanwhile."""
    return {
        "say": say,
        "because": reason_json(because),
        "until": until.isoformat() if until else None,
        "meanwhile": meanwhile,
    }


def due_json(asks: str, session: Session, date: str, pain: Pain | None, report: Report | None) -> Json:
    """One open question: `asks` is "done", "soreness_48h", "pain" or "day", `date` the day it is about;
    `pain` what was last said of a place, null where none is known; `report` and `clock` the report whose
    day is asked and what its sender's clock said."""
    hurts = {"place": pain.place, "level": pain.level, "kind": pain.kind.value} if pain else None
    return {
        "asks": asks,
        "session": session.id if report is None else report.session,
        "exercise": session.exercise if report is None or report.session else "",
        "date": date,
        "pain": hurts,
        "report": report.id if report else None,
        "clock": report.clock.isoformat() if report and report.clock else None,
    }
