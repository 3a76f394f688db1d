"""A script as running text, for files that a person reads: calendars and descriptions."""

import re
from collections.abc import Iterable

from fullstride.formats.look import GRADE_WORDS
from fullstride.formats.saying import counted, listed, lower_first, rest, sentence
from fullstride.guide.words import Script

OURS = "@fullstride"


def uid(script: Script) -> str:
    """What other calendars know the session by: from its id, so that a move is an update."""
    return f"{script.session.id}{OURS}"


def file_names(scripts: Iterable[Script], ending: str) -> list[tuple[str, Script]]:
    """A file name a session, "2027-01-29-bounding.fit": safe on every disk, stable, never the same twice."""
    named: dict[str, Script] = {}
    for script in scripts:
        exercise = re.sub(r"[^a-z0-9]+", "-", script.session.exercise.lower()).strip("-") or "session"
        stem = f"{script.session.date.isoformat()}-{exercise[:60]}"
        name, count = f"{stem}.{ending}", 2
        while name in named:
            name, count = f"{stem}-{count}.{ending}", count + 1
        named[name] = script
    return list(named.items())


def title(script: Script) -> str:
    """ "Bounding 3 × 30 m", and on a shared day which one it is: "… (1 of 2)"."""
    place = f" ({script.place_today} of {script.of_today})" if script.of_today > 1 else ""
    return f"{script.name} {script.dose}{place}"


def rest_words(script: Script) -> str:
    """ "rest 3 min or more"; where a plan asks for none, that it does."""
    words = rest(script.rest_s)
    if not words:
        return "no rest is asked for"
    return f"rest {words}" + (", by our rule book" if script.rest_is_ours else "")


def paragraphs(script: Script) -> list[str]:
    """The whole session in short paragraphs of one or several lines each."""
    session = script.session
    facts = [f"{script.dose}, {rest_words(script)}"]
    if session.contacts:
        facts.append(counted(session.contacts, "ground contact"))
    if session.minutes:
        facts.append(f"adds about {session.minutes} min")
    told = [". ".join(sentence(fact).rstrip(".") for fact in facts) + "."]
    if where := _where(script):
        told.append(where)
    told.append(f"Warm up: {sentence(script.warm_up)}")
    told.append("\n".join([sentence(script.intensity), *(f"• {cue}" for cue in script.cues)]))
    if moves := _moves(script):
        told.append(f"In this order: {moves}.")
    told.append(f"Between: {sentence(lower_first(script.recovery))} {_next_start(script)}")
    if script.faults:
        told.append("\n".join(f"If you notice {fault.sees}: {sentence(fault.do)}" for fault in script.faults))
    told.append("Stop for today:\n" + "\n".join(f"• {sentence(rule.say)}" for rule in script.stop_rules))
    if script.needs:
        told.append(f"You need: {sentence(script.needs)}")
    if session.because:
        told.append(
            "Why here:\n"
            + "\n".join(
                f"{reason.grade.value}  {sentence(reason.text)} ({reason.rule}; {reason.source})"
                for reason in session.because
            )
        )
        grades = dict.fromkeys(reason.grade.value for reason in session.because)
        told.append(", ".join(f"{grade}: {GRADE_WORDS[grade]}" for grade in sorted(grades, key="ATPD".index)))
    told.append(script.notice)
    return told


def _where(script: Script) -> str:
    beside = script.session.beside
    if script.session.opener:
        return f"An opener: before the main work{_of(beside)}, never after it."
    if script.after:
        return f"After {script.after}, the fresh work of the day{_on(beside)}."
    return f"On the day of: {sentence(beside)}" if beside else ""


def _of(beside: str) -> str:
    return f" of the day ({beside})" if beside else ""


def _on(beside: str) -> str:
    return f" ({beside})" if beside else ""


def _moves(script: Script) -> str:
    names = dict.fromkeys(part.what for part in script.parts)
    if len(names) < 2:
        return ""
    return listed([name if place == 0 else lower_first(name) for place, name in enumerate(names)])


def _next_start(script: Script) -> str:
    words = rest(script.rest_s)
    return f"Start the next after {words}; longer is always right." if words else ""
