"""Settle: what was decided, as the plan that came of it really does it."""

from collections.abc import Sequence
from dataclasses import replace

from fullstride.adapt import words
from fullstride.adapt.clean import line
from fullstride.domain.decision import Decision, Verb
from fullstride.domain.session import Plan, Reason, Session
from fullstride.rules.book import Book
from fullstride.rules.dose import say_dose
from fullstride.rules.words import Exercise

_STEPPING = (Verb.PROGRESS, Verb.HOLD, Verb.REGRESS)


def settle(decisions: Sequence[Decision], before: Plan, after: Plan, book: Book) -> tuple[Decision, ...]:
    """Each decision with the step that its next session in `after` stands at.

    A step forward that the plan puts off (another exercise steps up that week, a light week, the contacts)
    is a hold with that session's own reason, and any other step than the decided one is what it is. Gates
    and swaps stay as they were decided; a swap for today that the plan could not make is a block.
    """
    return tuple(_settled(one, before, after, book) for one in decisions)


def _settled(decision: Decision, before: Plan, after: Plan, book: Book) -> Decision:
    exercise = book.exercises.get(decision.exercise)
    if exercise is not None and _is_bare_swap(decision, after, book):
        say = words.tired(exercise, decision.facts[0], "")
        return replace(decision, verb=Verb.BLOCK, instead="", say=say)
    if decision.verb not in _STEPPING or exercise is None:
        return decision
    following = _next(decision, after)
    if following is None:
        return _put_off(decision, before, book)
    if following.step == decision.to_step:
        return _as_it_is(decision, following, exercise)
    reason = ladder_reason(following) or line(book, "hold").reason()
    step = following.step
    if decision.verb is Verb.PROGRESS and step == decision.step:
        earned = decision.say.partition(": ")[2].rpartition(":")[0]
        return replace(
            decision,
            verb=Verb.HOLD,
            to_step=step,
            because=reason,
            say=words.waits(exercise, step, earned, reason.text, following),
            would_change="The next week that leaves room for it.",
        )
    verb = Verb.HOLD if step == decision.step else Verb.PROGRESS if step > decision.step else Verb.REGRESS
    return replace(
        decision, verb=verb, to_step=step, because=reason, say=words.changed(exercise, following, reason.text)
    )


def _as_it_is(decision: Decision, following: Session, exercise: Exercise) -> Decision:
    """The decision with the dose that its next session really holds: a light week or the growth rule may give
    less than the step, and then that is what is said."""
    reason = ladder_reason(following)
    if reason is None or say_dose(following.dose) == words.dose_at(exercise, following.step):
        return decision
    evidence = decision.say.partition(": ")[2].rpartition(":")[0]
    if not evidence:
        return replace(decision, say=words.changed(exercise, following, reason.text))
    return replace(decision, say=words.waits(exercise, following.step, evidence, reason.text, following))


def _is_bare_swap(decision: Decision, after: Plan, book: Book) -> bool:
    """Did too little recovery ask for something milder today, on a day that has no place for it?"""
    if decision.verb is not Verb.SWAP or decision.because.rule != line(book, "recovery").reason().rule:
        return False
    return not any((one.exercise, one.date) == (decision.instead, decision.date) for one in after.sessions)


def _put_off(decision: Decision, before: Plan, book: Book) -> Decision:
    """No session of it is left in the plan: nothing steps up, and where it stands is remembered."""
    if decision.verb is not Verb.PROGRESS:
        return decision
    exercise = book.exercises[decision.exercise]
    had = any(one.exercise == decision.exercise and one.date >= decision.date for one in before.sessions)
    said = "The plan has no place for it any more." if had else "The plan holds no more of it."
    earned = decision.say.partition(": ")[2].rpartition(":")[0]
    return replace(
        decision,
        verb=Verb.HOLD,
        to_step=decision.step,
        because=line(book, "hold").reason(),
        say=words.waits(exercise, decision.step, earned, said),
        would_change="A place for it in your calendar.",
    )


def _next(decision: Decision, after: Plan) -> Session | None:
    first = decision.date if after.until is None else max(decision.date, after.until)
    ahead = (one for one in after.sessions if one.exercise == decision.exercise and one.date >= first)
    return min(ahead, key=lambda one: (one.date, one.order, one.id), default=None)


def ladder_reason(session: Session) -> Reason | None:
    """Why a session holds the dose that it holds: among its reasons the one before the rest it asks for."""
    return session.because[-2] if len(session.because) > 1 else None
