"""Sums about the size of one session: what may follow what, and how long it takes."""

import datetime as dt
from collections.abc import Sequence

from fullstride.domain.session import Dose, Grade, Reason
from fullstride.rules.book import Book
from fullstride.rules.dose import parts, say_dose, volume
from fullstride.rules.words import Exercise


def grows_well(book: Book, exercise: Exercise, dose: Dose, recent: Sequence[Dose]) -> bool:
    """May a session of `dose` follow `recent`, the sessions of the last 30 days?"""
    if not recent:
        return True
    rule = book.growth.session
    if volume(dose) <= rule.ratio * max(volume(each) for each in recent) + 1e-9:
        return True
    alike = [each for each in recent if (each.work_s, each.work_m) == (dose.work_s, dose.work_m)]
    if alike and parts(dose) <= max(parts(each) for each in alike) + rule.reps:
        return True
    ladder = exercise.doses()
    reached = [ladder.index(each) for each in recent if each in ladder]
    return (
        exercise.step.grade is Grade.ARTICLE
        and bool(reached)
        and dose in ladder
        and ladder.index(dose) <= max(reached) + 1
    )


def still_growing(book: Book, full: Dose, recent: Sequence[Dose]) -> Reason:
    """Why a session holds less than `full`, its step: the growth rule, spoken about what was done."""
    rule = book.growth.session
    return rule.reason(rule.why, most=say_dose(max(recent, key=volume)), full=say_dose(full))


def within(done: Sequence[tuple[dt.date, Dose]], date: dt.date, book: Book) -> list[Dose]:
    """The doses of the days before `date` that the growth rule looks at."""
    return [dose for when, dose in done if 0 < (date - when).days <= book.growth.session.days]


def no_more_than(full: Dose, usual: Dose | None) -> int:
    """How many parts of `full`, and of work of the same length no more than were done."""
    alike = usual is not None and (usual.work_s, usual.work_m) == (full.work_s, full.work_m)
    return min(parts(full), parts(usual)) if usual is not None and alike else parts(full)


def minutes(exercise: Exercise, dose: Dose, rest: int) -> int:
    """What a session adds to the day, its rests included, in whole minutes."""
    rep = dose.work_s if dose.work_s is not None else exercise.rep_s or 0.0
    count = parts(dose) * (len(exercise.moves) if exercise.style == "strength" else 1)
    return max(1, round((count * rep + max(0, count - 1) * rest) / 60))
