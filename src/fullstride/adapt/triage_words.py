"""The sentences of the triage list: the fact first, then what the book did."""

import datetime as dt
from collections.abc import Sequence

from fullstride.adapt.answers import InForce
from fullstride.adapt.words import back, capital, day, dose_at
from fullstride.domain.decision import Decision, Verb
from fullstride.domain.report import Pain
from fullstride.domain.session import Session
from fullstride.rules.dose import say_dose
from fullstride.rules.words import Exercise

_WEEK_DAYS = 7
_TIMES = ("no", "one", "two", "three", "four", "five", "six")
_PROFILE = "your profile says "


def date(when: dt.date) -> str:
    """ "12 January"."""
    return f"{when.day} {when:%B}"


def on(when: dt.date, today: dt.date) -> str:
    """ "today", "on Tuesday", "on 12 January"."""
    ago = (today - when).days
    if ago == 0:
        return "today"
    return f"on {when:%A}" if 0 < ago < _WEEK_DAYS else f"on {date(when)}"


def gate_fact(force: InForce, today: dt.date) -> str:
    if force.fact.startswith(_PROFILE):
        return f"The profile says {force.fact.removeprefix(_PROFILE)}."
    return f"{capital(force.fact)}, said {on(force.date, today)}."


def pain_fact(told: Sequence[tuple[dt.date, Pain]], today: dt.date) -> str:
    """ "Achilles 6 of 10 on Tuesday, worse the next morning." and, where it is less since, the last word."""
    when, worst = max(told, key=lambda pair: (pair[1].level, pair[0]))
    last_when, last = told[-1]
    place = capital(worst.place.strip()) or "Pain"
    text = f"{place} {worst.level} of 10 {on(when, today)}"
    if any(pain.worse_next_morning for _, pain in told):
        text += ", worse the next morning"
    if last_when > when and last.level < worst.level:
        text += f", {last.level} {on(last_when, today)}"
    return f"{text}."


def missed(days: Sequence[dt.date]) -> str:
    if len(days) <= 3:
        return f"Missed on {listed([f'{one:%A} {date(one)}' for one in days])}."
    return f"Missed {len(days)} days running, from {date(days[0])} to {date(days[-1])}."


def backs(decisions: Sequence[tuple[Exercise, Decision]]) -> str:
    """ "Bounding one step back to 3 × 30 m, hill sprints to 2 × 8 s." """
    told = []
    for exercise, one in decisions:
        steps = one.step - one.to_step
        how = f"{back(steps)} to" if steps > 0 else "back to"
        told.append(f"{exercise.short} {how} {dose_at(exercise, one.to_step)}")
    return capital(f"{listed(told)}.")


def stays(decisions: Sequence[tuple[Exercise, Decision]]) -> str:
    """ "Next: hill sprints 2 × 8 s." """
    told = [f"{exercise.short} {dose_at(exercise, one.to_step)}" for exercise, one in decisions]
    return f"Next: {listed(told)}." if told else "The doses stay as they were."


def next_dose(exercise: Exercise, decision: Decision) -> str:
    dose = dose_at(exercise, decision.to_step)
    match decision.verb:
        case Verb.PROGRESS:
            return f"Goes on to {dose}."
        case Verb.REGRESS:
            return f"Back to {dose}."
        case Verb.HOLD:
            return f"Holds at {dose}."
        case _:
            return ""


def stopped(exercises: Sequence[Exercise], running: int, why: str) -> str:
    """ "Two sessions of bounding running stopped early: form gone in two sets." """
    count = _TIMES[running] if running < len(_TIMES) else str(running)
    reason = f": {why[:1].lower()}{why[1:].rstrip('.')}" if why else ""
    named = listed([one.short for one in exercises])
    return f"{capital(count)} sessions running stopped early ({named}){reason}."


def silent(days: int, last: dt.date, *, ever: bool) -> str:
    since = f"since {date(last)}" if ever else f"since the plan was made on {date(last)}"
    return f"Nothing heard for {days} days, {since}."


def wait(sessions: int) -> str:
    what = "1 session waits" if sessions == 1 else f"{sessions} sessions wait"
    return f"Nothing steps up; {what} for a word."


def no_max(days: int, *, ever: bool) -> str:
    return f"No max effort for {days} days." if ever else f"No max effort in {days} days of the plan."


def again(name: str, session: Session | None) -> str:
    if session is None:
        return "None is placed ahead."
    return f"{name} again on {day(session.date)}, {say_dose(session.dose)}."


def nothing_until(following: dt.date | None) -> str:
    if following is None:
        return "Nothing is placed in the rest of the season."
    return f"Nothing is placed before {date(following)}."


def no_easy_day(following: dt.date | None) -> str:
    until = f"before {date(following)}" if following else "in the rest of the season"
    return f"The calendar has no easy day {until}."


def too_hard(exercise: Exercise, sessions: int) -> str:
    count = _TIMES[sessions] if sessions < len(_TIMES) else str(sessions)
    return f"{exercise.name} too hard in {count} sessions running."


def layoff(decision: Decision) -> str:
    """The fact out of a decision's sentence: "Bounding: 15 days from the last to the next, 1 missed." """
    name, _, rest = decision.say.partition(": ")
    return f"{name}: {rest.partition(': ')[0].rstrip('.')}."


def listed(names: Sequence[str]) -> str:
    *most, end = names or ("",)
    return f"{', '.join(most)} and {end}" if most else end
