"""From a session and the rule book to its script."""

from collections import defaultdict
from collections.abc import Iterable

from fullstride.domain.errors import BadUsage
from fullstride.domain.session import Dose, Session
from fullstride.guide.words import Fault, Part, Script, StopRule
from fullstride.rules.book import Book
from fullstride.rules.dose import parts as count_parts
from fullstride.rules.dose import say_dose
from fullstride.rules.words import Exercise

COUNT_IN_S = 5
MOST_CUES = 3


def write_scripts(sessions: Iterable[Session], book: Book) -> tuple[Script, ...]:
    """One script a session, by date and, on a shared day, in the order the work is done.

    Raises BadUsage where a session names an exercise that the book does not hold.
    """
    days: dict[object, list[Session]] = defaultdict(list)
    for session in sorted(sessions, key=lambda each: (each.date, each.order)):
        days[session.date].append(session)
    return tuple(
        _script(session, book, place, day) for day in days.values() for place, session in enumerate(day)
    )


def _script(session: Session, book: Book, place: int, day: list[Session]) -> Script:
    exercise = _exercise(session, book)
    return Script(
        session=session,
        name=exercise.name,
        style=exercise.style,
        dose=say_dose(session.dose),
        intensity=exercise.intensity,
        warm_up=exercise.warm_up,
        warm_up_min=exercise.warm_up_min,
        count_in_s=COUNT_IN_S,
        cues=exercise.cues[:MOST_CUES],
        how=exercise.how,
        parts=_parts(exercise, session.dose),
        rest_s=book.rest_s(exercise, session.dose) if session.rest_s is None else session.rest_s,
        rest_is_ours=session.rest_s is None,
        recovery=exercise.recovery,
        faults=tuple(Fault(sees=fault.sees, do=fault.do) for fault in exercise.faults),
        stop_rules=_stop_rules(exercise, book, len(_parts(exercise, session.dose))),
        close=_close(session, day[place + 1 :], book),
        needs=exercise.needs,
        notice=book.notice,
        place_today=place + 1,
        of_today=len(day),
        after=_exercise(day[place - 1], book).short if place else "",
        fit_category=exercise.fit_category,
        fit_name=exercise.fit_name,
    )


def _exercise(session: Session, book: Book) -> Exercise:
    try:
        return book.exercises[session.exercise]
    except KeyError:
        known = ", ".join(book.exercises)
        raise BadUsage(
            f'The session of {session.date} is "{session.exercise}", which the rule book does not hold; '
            f"it knows {known}, and --book adds more"
        ) from None


def _parts(exercise: Exercise, dose: Dose) -> tuple[Part, ...]:
    lifts = dose.work_s is None and dose.work_m is None
    if lifts and exercise.moves:
        # Every set of one lift before the next lift: the bar stays loaded.
        names = [move for move in exercise.moves for _ in range(dose.sets)]
        labels = [f"Set {number + 1} of {dose.sets}" for _ in exercise.moves for number in range(dose.sets)]
    else:
        count = count_parts(dose)
        names = [exercise.moves[i % len(exercise.moves)] for i in range(count)] if exercise.moves else []
        noun = "Set" if exercise.part == "set" else "Station" if exercise.moves else "Rep"
        labels = [f"{noun} {number} of {count}" for number in range(1, count + 1)]
    return tuple(
        Part(
            number=place,
            of=len(labels),
            label=label,
            what=names[place - 1].capitalize() if names else exercise.name,
            work_s=dose.work_s,
            work_m=dose.work_m,
            times=dose.reps if lifts else 1,
            limit_s=exercise.max_s if dose.work_s is None else dose.work_s,
            about_s=exercise.rep_s if dose.work_s is None else dose.work_s,
        )
        for place, label in enumerate(labels, start=1)
    )


def _stop_rules(exercise: Exercise, book: Book, parts: int) -> tuple[StopRule, ...]:
    """Those that can happen in this session: slower than the first three needs a fourth and a speed."""
    return tuple(
        StopRule(reason=rule.reason(), say=rule.say, sets=rule.sets, effort=rule.effort, times=rule.times)
        for rule in book.stop
        if (not rule.exercises or exercise.id in rule.exercises)
        and (rule.reps is None or (exercise.style == "run" and parts >= (rule.of_first or 0) + rule.reps))
    )


def _close(session: Session, later: list[Session], book: Book) -> str:
    if session.opener and not later:
        return "Then the main work of the day."
    if later:
        return f"Walk until the breath is back. Later today: {_exercise(later[0], book).short}."
    return "Walk until the breath is back, then jog or walk home easy."
