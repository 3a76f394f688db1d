"""The sentences of the notebook: what was decided, in the words of a good coach on the infield."""

import datetime as dt
from collections.abc import Iterable, Sequence

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
    until = force.stop.until
    when = f"not before {day(until)}" if until else "not until that is over"
    then = "the start dose again" if force.stop.name in _BACK else dose_at(exercise, to_step)
    return _line(exercise, f"{when} ({said_when(force)}); then {then}.")


def swap(exercise: Exercise, force: InForce, instead: str) -> str:
    until = force.stop.until
    how_long = f"until {day(until)}" if until else "until you say that it is better"
    return _line(exercise, f"{instead} instead, or nothing, {how_long} ({said_when(force)}).")


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
    if force.stop.until:
        return f"It ends on {day(force.stop.until)}."
    if force.stop.name in _BACK:
        return _BACK[force.stop.name]
    return "Say when it is better; a pain that is gone is 0."


def _listed(texts: Sequence[str]) -> str:
    *most, end = texts
    return f"{', '.join(most)} and {end}" if most else end
