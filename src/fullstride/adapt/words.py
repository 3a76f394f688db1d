"""The sentences of the notebook: what was decided, in the words of a good coach on the infield."""

import datetime as dt
from collections.abc import Container, Iterable, Sequence

from fullstride.adapt.answers import InForce, Over
from fullstride.adapt.standing import Judged, Standing
from fullstride.domain.session import Session
from fullstride.rules.dose import say_dose
from fullstride.rules.words import Exercise

_TIMES = {1: "once", 2: "twice"}
_BACK = {  # what ends it, for the gates after which everything begins again
    "illness": "Say when you are well again: fullstride log --well.",
    "injury": "Say when you are back from it: fullstride log --back.",
}
_STEPS = ("no", "one", "two", "three", "four", "five", "six")


def day(date: dt.date) -> str:
    return f"{date:%A} {date.day} {date:%B}"


def times(count: int) -> str:
    return _TIMES.get(count, f"{count} times")


def dose_at(exercise: Exercise, step: int) -> str:
    doses = exercise.doses()
    return say_dose(doses[min(max(step, 1), len(doses)) - 1])


def back(steps: int) -> str:
    count = _STEPS[steps] if steps < len(_STEPS) else str(steps)
    return f"{count} {'step' if steps == 1 else 'steps'} back"


def _line(exercise: Exercise, text: str) -> str:
    return f"{exercise.name}: {text}"


# ---- forward and on -------------------------------------------------------------------------------


def forward(exercise: Exercise, standing: Standing) -> str:
    """ "Strides: 4 × 20 s clean twice, soreness 2 at 48 h: 5 × 20 s next." """
    step = standing.footing.step
    sore = _soreness(standing.sessions)
    return _line(
        exercise,
        f"{dose_at(exercise, step)} clean {times(standing.footing.clean)}{sore}: "
        f"{dose_at(exercise, step + 1)} next.",
    )


def _soreness(sessions: Sequence[Judged]) -> str:
    told = [text for one in sessions[-1:] for text in one.clean.speaks_for if text.startswith("soreness")]
    return f", {told[0]}" if told else ""


def waits(exercise: Exercise, step: int, clean: str, reason: str, session: Session | None = None) -> str:
    """A step that was earned and that the plan puts off, with the plan's own reason."""
    same = dose_at(exercise, step)
    dose = say_dose(session.dose) if session else same
    return _line(exercise, f"{clean}; {dose} {'again' if dose == same else 'next'}. {reason}")


def changed(exercise: Exercise, session: Session, reason: str) -> str:
    return _line(exercise, f"{say_dose(session.dose)} next. {reason}")


def first_time(exercise: Exercise, step: int, session: Session) -> str:
    dose = say_dose(session.dose) if session.step == step else dose_at(exercise, step)
    return _line(exercise, f"{dose} to start with, on {day(session.date)}.")


def top(exercise: Exercise, step: int) -> str:
    return _line(exercise, f"{dose_at(exercise, step)} is the top of the ladder: the same again.")


def again(exercise: Exercise, standing: Standing) -> str:
    """The weightiest reason to hold: what speaks against it, what is not told, what is still to come."""
    dose = dose_at(exercise, standing.footing.step)
    last = standing.sessions[-1] if standing.sessions else None
    if last is None:
        return _line(exercise, f"{dose} again.")
    clean, when = last.clean, f"on {day(last.outcome.done_on or last.outcome.date)}"
    if clean.against:
        return _line(exercise, f"{clean.against[0]} {when}: {dose} again.")
    if clean.missing:
        return _line(exercise, f"of {when[3:]} you have not said {_listed(clean.missing)}: {dose} again.")
    if clean.sore_due:
        return _line(
            exercise, f"clean so far {when}, soreness is asked on {day(clean.sore_due)}: {dose} again."
        )
    if clean.is_clean and not last.is_full:
        return _line(exercise, f"the last was a light one: {dose} again.")
    if standing.footing.clean:
        return _line(exercise, f"{dose} clean {times(standing.footing.clean)}: the same again.")
    return _line(exercise, f"{dose} again.")


# ---- back -----------------------------------------------------------------------------------------


def stopped(exercise: Exercise, step: int, to_step: int, running: int, *, for_pain: bool = False) -> str:
    dose = dose_at(exercise, to_step)
    if to_step < step:
        return _line(exercise, f"stopped early {times(running)} running: {back(step - to_step)}, {dose}.")
    if running > 1:
        return _line(exercise, f"stopped early {times(running)} running: no step is left to go back, {dose}.")
    what = "stopped for pain" if for_pain else "stopped early"
    return _line(exercise, f"{what} the last time: {dose} again.")


def gap(exercise: Exercise, days: int, missed: int, said: str, to_step: int) -> str:
    left_out = f", {missed} missed" if missed else ""
    what = said or "the ladder holds"
    return _line(
        exercise, f"{days} days from the last to the next{left_out}: {what}, {dose_at(exercise, to_step)}."
    )


def begun_again(exercise: Exercise, over: Over, to_step: int) -> str:
    return _line(exercise, f"the {over.what} is over: the start dose again, {dose_at(exercise, to_step)}.")


# ---- gates ----------------------------------------------------------------------------------------


def stop(exercise: Exercise, force: InForce) -> str:
    return _line(exercise, f"stop, and see a clinician ({said_when(force)}).")


def block(exercise: Exercise, force: InForce, to_step: int) -> str:
    ends = force.stop.ends
    when = f"not before {day(ends)}" if ends else f"not {until(force)}"
    then = "the start dose again" if force.stop.name in _BACK else dose_at(exercise, to_step)
    return _line(exercise, f"{when} ({said_when(force)}); then {then}.")


def swap(exercise: Exercise, force: InForce, instead: str) -> str:
    ends = force.stop.ends
    how_long = f"until {day(ends)}" if ends else "until you say that it is better"
    return _line(exercise, f"{instead} instead, or nothing, {how_long} ({said_when(force)}).")


def until(force: InForce) -> str:
    """ "until Friday 20 November", or what has to be said before."""
    if force.clinician:
        return "until a clinician has cleared it"
    ends = force.stop.ends
    return f"until {day(ends)}" if ends else f"until {force.stop.said or 'you say that it is over'}"


def off(exercise: Exercise, force: InForce) -> str:
    """Why one session is not begun."""
    if force.clinician:
        return stop(exercise, force)
    return _line(exercise, f"off {until(force)} ({said_when(force)}).")


def all_off(
    found: Sequence[tuple[Exercise, InForce]], known: Sequence[Exercise], blocked: Container[str]
) -> str:
    """Which of the `known` work is kept from a runner, each part until when, and what of it stays: "Squat
    jumps and bounding are off until it is gone; strides stay." `blocked` is all that anything keeps off."""
    parts: dict[str, list[Exercise]] = {}
    for exercise, force in found:
        parts.setdefault(until(force), []).append(exercise)
    if not parts:
        return ""
    named = [(_listed([one.short for one in group]), group, text) for text, group in parts.items()]
    told = ", ".join(f"{names} {text}" for names, _, text in named)
    if len(found) == len(known):
        return f"Everything is off: {told}." if len(named) > 1 else f"Everything is off {named[0][2]}."
    names, group, text = named[0]
    rest = "".join(f", {others} {when}" for others, _, when in named[1:])
    stays = [one for one in known if one.id not in blocked]
    verb = "stays" if _is_one(stays) else "stay"
    left = f"; {_listed([one.short for one in stays])} {verb}" if stays else ""
    return f"{capital(names)} {'is' if _is_one(group) else 'are'} off {text}{rest}{left}."


def held(force: InForce, known: Sequence[Exercise], blocked: Container[str]) -> str:
    """What was said, and what it keeps from: "Left knee pain 6 of 10 on Friday 29 January: bounding is off
    until it is less; strides stay." """
    what = all_off([(one, force) for one in known if force.stop.blocks(one)], known, blocked)
    return f"{capital(said_when(force))}: {what[:1].lower()}{what[1:]}"


def meanwhile(force: InForce) -> str:
    """What to do while something is off."""
    return f"See a clinician. {to_lift(force)}" if force.clinician else to_lift(force)


def in_its_place(instead: str) -> str:
    return f"{capital(instead)} instead, or nothing." if instead else "Nothing in its place."


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_one(exercises: Sequence[Exercise]) -> bool:
    return len(exercises) == 1 and not exercises[0].short.endswith("s")


def tired(exercise: Exercise, fact: str, instead: str) -> str:
    return _line(exercise, f"{fact}: today's become {instead}." if instead else f"{fact}: not today.")


def gate_holds(exercise: Exercise, force: InForce, step: int) -> str:
    return _line(exercise, f"{dose_at(exercise, step)} again, the ladder waits ({said_when(force)}).")


def gate_back(exercise: Exercise, fact: str, step: int, to_step: int) -> str:
    how = back(step - to_step) if to_step < step else "no step is left to go back"
    return _line(exercise, f"{fact}: {how}, {dose_at(exercise, to_step)}.")


def said_when(force: InForce) -> str:
    return said_on(force.fact, force.date)


def said_on(fact: str, date: dt.date) -> str:
    return fact if fact.startswith("your profile") else f"{fact} on {day(date)}"


# ---- facts, and what would change it ----------------------------------------------------------------


def facts_of(sessions: Iterable[Judged]) -> tuple[str, ...]:
    """Each session used, with what was found in order and what speaks against it."""
    told = []
    for one in sessions:
        session, clean = one.outcome.session, one.clean
        dose = f"{say_dose(session.dose)}, " if session else ""
        found = [*clean.against, *clean.speaks_for, *(f"not said: {text}" for text in clean.missing)]
        if clean.sore_due:
            found.append(f"soreness is asked on {day(clean.sore_due)}")
        told.append(f"{day(one.outcome.done_on or one.outcome.date)}: {dose}{', '.join(found)}")
    return tuple(told)


def last_done(standing: Standing) -> tuple[str, ...]:
    last = standing.footing.last
    return (f"last done on {day(last)}, outside the plan" if last else "not done yet",)


def to_go_forward(standing: Standing, sessions: int) -> str:
    """What would make a hold a step forward."""
    last = standing.sessions[-1] if standing.sessions else None
    if last is not None and last.clean.is_unknown:
        when = day(last.outcome.done_on or last.outcome.date)
        if last.clean.missing:
            return f"Say of {when} {_listed(last.clean.missing)}."
        if last.clean.sore_due:
            return f"Say on {day(last.clean.sore_due)} how sore your legs are."
    wanted = max(1, sessions - standing.footing.clean)
    count = _STEPS[wanted].capitalize() if wanted < len(_STEPS) else str(wanted)
    what = "session" if wanted == 1 else "sessions"
    return f"{count} clean {what} more: complete, form kept, pain and soreness low."


def to_lift(force: InForce) -> str:
    """What would end a gate."""
    if force.clinician:
        return f"When a clinician has cleared it, say so by its name: {force.stop.name}."
    if force.fact.startswith("your profile"):
        return "Change the answer under [gates] in your profile."
    if force.stop.ends:
        return f"It ends on {day(force.stop.ends)}."
    if force.stop.name in _BACK:
        return _BACK[force.stop.name]
    return "Say when it is better; a pain that is gone is 0."


def _listed(texts: Sequence[str]) -> str:
    *most, end = texts
    return f"{', '.join(most)} and {end}" if most else end
