"""Judges what sessions hold: start, steps, growth, light weeks, taper, contacts and rest.

The twin of `ladder`, written the other way round: the ladder climbs, this looks at a finished plan, ours
or anyone's, and only at what the rules forbid.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fullstride.domain.session import Dose, Grade, Reason, Session, Violation
from fullstride.plan.check_places import over_window
from fullstride.plan.places import Ground, is_last_before_race, is_race_strides
from fullstride.rules.dose import parts, rounded, say_dose, volume
from fullstride.rules.gates import start_level
from fullstride.rules.ladders import contacts_of, start_step
from fullstride.rules.words import Exercise

_SLACK = 1e-6
Found = Iterator[tuple[dt.date, Reason]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doses:
    """What a rule about doses looks at: sessions of known exercises by date, inside the plan.

    Days before `until` are over: what was done on them was done, whatever the calendar says of them now.
    """

    ground: Ground
    sessions: tuple[Session, ...]
    levels: Mapping[int, str]
    until: dt.date

    def of(self, exercise: Exercise) -> list[Session]:
        return [session for session in self.sessions if session.exercise == exercise.id]

    def exercises(self) -> list[Exercise]:
        ids = {session.exercise for session in self.sessions}
        return [self.ground.book.exercises[id_] for id_ in sorted(ids)]


def check_doses(
    ground: Ground, sessions: Sequence[Session], *, levels: Mapping[int, str], until: dt.date | None = None
) -> Iterator[Violation]:
    """Every rule about doses that `sessions` break; those before `until` are over."""
    inside = tuple(s for s in sessions if ground.season.first <= s.date <= ground.season.last)
    doses = Doses(ground=ground, sessions=inside, levels=levels, until=until or ground.season.first)
    for rule in RULES:
        for date, reason in rule(doses):
            yield Violation(date=date, because=reason)


def levels_reached(ground: Ground, sessions: Sequence[Session]) -> dict[int, str]:
    """The contact level of each week: up by one after enough jump sessions over enough weeks."""
    rule, order = ground.book.level_up, ground.book.contacts.levels
    level = start_level(ground.runner, ground.book, first=ground.season.first)
    dates = sorted(session.date for session in sessions if session.exercise in rule.exercises)
    counted_from = ground.season.first
    levels: dict[int, str] = {}
    for week in ground.season.weeks:
        done = [date for date in dates if counted_from <= date < week.start]
        ripe = len(done) >= rule.sessions and (week.start - done[0]).days >= 7 * rule.weeks
        if ripe and level in order[:-1]:
            level, counted_from = order[order.index(level) + 1], week.start
        levels[week.index] = level
    return levels


def comparable(exercise: Exercise, dose: Dose) -> bool:
    """Is the dose in the unit of the ladder, so that their sizes can be compared?"""
    return any(_unit(dose) == _unit(each) for each in exercise.doses())


def _unit(dose: Dose) -> str:
    return "s" if dose.work_s is not None else "m" if dose.work_m is not None else "reps"


def _contacts(exercise: Exercise, session: Session) -> int:
    """Counted from the dose: what a plan says about itself may be old."""
    return contacts_of(exercise, session.dose)


def _is_full(doses: Doses, session: Session) -> bool:
    """Neither a light week's dose nor a taper's: one that ladders climb by.

    A day that is over was what it was when it came, whatever a calendar that changed since makes of it.
    """
    ground = doses.ground
    if session.date < doses.until:
        return not session.eased
    week = ground.season.week_of(session.date)
    if week.light or {ground.season.phase_on(session.date), week.phase} & {"taper", "race"}:
        return False
    halved = ground.book.exercises[session.exercise].race.half
    return not (_sharpens(ground, session) or (halved and is_last_before_race(ground, session.date)))


# ---- the rules ------------------------------------------------------------------------------------


def rests(doses: Doses) -> Found:
    for session in doses.sessions:
        exercise = doses.ground.book.exercises[session.exercise]
        needed = doses.ground.book.rest_s(exercise, session.dose)
        if session.rest_s is not None and session.rest_s < needed and parts(session.dose) > 1:
            said = f"{exercise.name} rest {session.rest_s} s; {needed} s or more."
            at_floor = exercise.rest is not None and needed <= exercise.rest.floor_s
            rule = exercise.rest if at_floor else doses.ground.book.rest[exercise.effort]
            if rule is not None:
                yield session.date, rule.reason(said)


def session_contacts(doses: Doses) -> Found:
    rule, ground = doses.ground.book.contacts, doses.ground
    ours: dict[dt.date, int] = defaultdict(int)
    for session in doses.sessions:
        exercise = ground.book.exercises[session.exercise]
        count = _contacts(exercise, session)
        ours[session.date] += count
        cap = rule.cap(doses.levels[ground.week_index(session.date)])[0]
        if count > cap:
            yield session.date, rule.reason(f"{count} contacts in one session, over {cap} for your level.")
    yield from over_window(ground, ours, ground.own_contacts, doses.levels)


def starts(doses: Doses) -> Found:
    """The first session, and the first after a long layoff, is no more than the start dose."""
    layoff = doses.ground.book.layoff
    for exercise in doses.exercises():
        start = next(
            d
            for d, text in zip(exercise.doses(), exercise.ladder, strict=True)
            if text == exercise.start.dose
        )
        own = doses.ground.own.get(exercise.id, frozenset())
        before: dt.date | None = None
        for session in doses.of(exercise):
            lately = [date for date in own if date < session.date]
            last = max([*lately, *([before] if before else [])], default=None)
            fresh = before is None or (last is not None and (session.date - last).days > layoff.half_days)
            if fresh and comparable(exercise, session.dose) and not _no_more(session.dose, start):
                said = f"{exercise.name} start with {say_dose(start)}; this is {say_dose(session.dose)}."
                yield session.date, exercise.start.reason(said)
            before = session.date


def _no_more(dose: Dose, other: Dose) -> bool:
    return _unit(dose) != _unit(other) or volume(dose) <= volume(other) + _SLACK


def ceilings(doses: Doses) -> Found:
    runner = doses.ground.runner
    for exercise in doses.exercises():
        text = exercise.ceiling.pro if exercise.ceiling.pro and runner.pro_strides else exercise.ceiling.dose
        top = exercise.doses()[exercise.ladder.index(text)]
        largest = max(volume(each) for each in exercise.doses()[: exercise.ladder.index(text) + 1])
        for session in doses.of(exercise):
            if _unit(session.dose) == _unit(top) and volume(session.dose) > largest + _SLACK:
                said = f"{say_dose(session.dose)} is over the ceiling of {say_dose(top)}."
                yield session.date, exercise.ceiling.reason(said)


def growth(doses: Doses) -> Found:
    """No session much larger than the largest of the last 30 days."""
    rule = doses.ground.book.growth.session
    for exercise in doses.exercises():
        sessions = [s for s in doses.of(exercise) if comparable(exercise, s.dose)]
        for index, session in enumerate(sessions):
            recent = [s.dose for s in sessions[:index] if 0 < (session.date - s.date).days <= rule.days]
            alike = [d for d in recent if _unit(d) == _unit(session.dose)]
            if alike and not _grown_well(doses, exercise, session.dose, alike):
                largest = max(alike, key=volume)
                said = f"{say_dose(session.dose)} after {say_dose(largest)}: more than growth allows."
                yield session.date, rule.reason(said)


def _grown_well(doses: Doses, exercise: Exercise, dose: Dose, recent: Sequence[Dose]) -> bool:
    rule = doses.ground.book.growth.session
    if volume(dose) <= rule.ratio * max(volume(d) for d in recent) + _SLACK:
        return True
    alike = [parts(d) for d in recent if (d.work_s, d.work_m) == (dose.work_s, dose.work_m)]
    if alike and parts(dose) <= max(alike) + rule.reps:
        return True
    if exercise.step.grade is not Grade.ARTICLE:
        return False
    sizes = [volume(each) for each in exercise.doses()]
    reached = [index for index, size in enumerate(sizes) if size <= max(volume(d) for d in recent) + _SLACK]
    return bool(reached) and volume(dose) <= sizes[min(max(reached) + 1, len(sizes) - 1)] + _SLACK


def steps(doses: Doses) -> Found:
    """One step of one exercise a week, in a week that may step, after two clean sessions."""
    ground, book = doses.ground, doses.ground.book
    apart = book.gates.masters.step_weeks if ground.masters else 1
    raised: dict[int, list[tuple[dt.date, Exercise]]] = defaultdict(list)
    for exercise in doses.exercises():
        largest, clean = 0.0, 0
        start = _start_size(doses, exercise, doses.of(exercise)[0])
        for session in doses.of(exercise):
            size = volume(session.dose)
            if not comparable(exercise, session.dose):
                continue
            is_over = session.date < doses.until
            full = _is_full(doses, session) or (is_over and size + _SLACK >= largest)
            if size > start + _SLACK and 0 < largest < size - _SLACK and not _sharpens(ground, session):
                raised[ground.week_index(session.date)].append((session.date, exercise))
                if clean < book.growth.gate.clean:
                    yield (
                        session.date,
                        book.growth.gate.reason(
                            f"{exercise.name} step up after {clean} full at the last step."
                        ),
                    )
                if not full:
                    yield session.date, book.light.reason("Ladders hold in light and taper weeks.")
                clean = 0
            if full:
                clean = clean + 1 if size + _SLACK >= largest else clean
                largest = max(largest, size)
    last = -99
    for week in sorted(raised):
        rule = book.growth.step
        for date, exercise in raised[week][rule.a_week :]:
            yield date, rule.reason(f"{exercise.name} is the second step of this week.")
        if week - last < apart:
            date, exercise = raised[week][0]
            yield date, book.gates.masters.reason(f"A step every {apart} weeks at your age.")
        last = week


def _start_size(doses: Doses, exercise: Exercise, session: Session) -> float:
    """The start dose at the level of `session`; coming back up to the first one's is no step."""
    level = doses.levels[doses.ground.week_index(session.date)]
    return volume(exercise.doses()[start_step(exercise, level) - 1])


def _sharpens(ground: Ground, session: Session) -> bool:
    relaxed = ground.book.exercises[session.exercise].effort == "relaxed"
    return relaxed and is_race_strides(ground, session.date)


def light_weeks(doses: Doses) -> Found:
    yield from _fewer(
        doses,
        lambda date: doses.ground.season.week_of(date).light,
        doses.ground.book.light.sets_share,
        doses.ground.book.light.sets_least,
        doses.ground.book.light.reason,
    )


def taper(doses: Doses) -> Found:
    season = doses.ground.season
    yield from _fewer(
        doses,
        lambda date: season.phase_on(date) in ("taper", "race"),
        doses.ground.book.taper.sets_most,
        doses.ground.book.taper.sets_least,
        doses.ground.book.taper.reason,
    )


def _fewer(
    doses: Doses,
    applies: Callable[[dt.date], bool],
    share: float,
    least: int,
    reason: Callable[[str], Reason],
) -> Found:
    """Sessions in easier weeks hold at most `share` of the last full one's sets."""
    for exercise in doses.exercises():
        full: Dose | None = None
        for session in doses.of(exercise):
            if _sharpens(doses.ground, session):
                continue
            if session.date < doses.until or not applies(session.date):
                full = session.dose if _is_full(doses, session) else full
            elif full is not None and (full.work_s, full.work_m) == (
                session.dose.work_s,
                session.dose.work_m,
            ):
                most = rounded(share, parts(full), least)
                if parts(session.dose) > most:
                    said = (
                        f"{say_dose(session.dose)} in an easier week; at most {most} after {say_dose(full)}."
                    )
                    yield session.date, reason(said)


def race_week_strides(doses: Doses) -> Found:
    rule = doses.ground.book.race.strides
    for session in doses.sessions:
        exercise = doses.ground.book.exercises[session.exercise]
        near = exercise.effort == "relaxed" and is_race_strides(doses.ground, session.date)
        if near and (session.dose.reps > rule.reps or (session.dose.work_s or 0) > rule.most_s):
            yield session.date, rule.reason(f"{say_dose(session.dose)} is much so near the race.")


def last_before_race(doses: Doses) -> Found:
    """The last hill sprints before a race are done at half the reps."""
    ground = doses.ground
    for exercise in doses.exercises():
        sessions = doses.of(exercise)
        for race in ground.season.races if exercise.race.half else ():
            near = [
                s
                for s in sessions
                if s.date < race.date
                and is_last_before_race(ground, s.date)
                and ground.season.next_race(s.date) == race
            ]
            full = [s.dose for s in sessions if s not in near and s.date < race.date and _is_full(doses, s)]
            if near and full and parts(near[-1].dose) > -(-parts(full[-1]) // 2):
                yield near[-1].date, exercise.race.reason()


def unlocks(doses: Doses) -> Found:
    """What another exercise must unlock waits for that one's sessions at its ceiling."""
    for exercise in doses.exercises():
        rule = exercise.begins
        sooner = doses.ground.book.exercises.get(rule.unlocked_by)
        if sooner is None:
            continue
        top = volume(sooner.doses()[sooner.step_of(sooner.ceiling.dose) - 1])
        full = [s.date for s in doses.of(sooner) if volume(s.dose) + _SLACK >= top]
        first = doses.of(exercise)[0].date
        if sum(date < first for date in full) < rule.at_ceiling:
            yield first, rule.reason(rule.why_not)


def layoffs(doses: Doses) -> Found:
    """After a gap of more than two weeks at most half the volume, or the start dose."""
    ground = doses.ground
    layoff = ground.book.layoff
    between = next(rule for rule in ground.book.between if rule.does == "layoff")
    for exercise in doses.exercises():
        own = ground.own.get(exercise.id, frozenset())
        before: Session | None = None
        for session in doses.of(exercise):
            if before is not None and comparable(exercise, session.dose):
                last = max([before.date, *(date for date in own if before.date < date < session.date)])
                gap = (session.date - last).days
                start = _start_size(doses, exercise, session)
                most = max(start, _usual_size(doses, exercise, before) / 2)
                if layoff.back_days < gap <= layoff.half_days and volume(session.dose) > most + _SLACK:
                    said = f"{exercise.name} {gap} days after the last: half the volume or the start dose."
                    yield session.date, between.reason(said)
            before = session


def _usual_size(doses: Doses, exercise: Exercise, last: Session) -> float:
    """The largest of the month that `last` ends: itself may be a light week's or a taper's."""
    days = doses.ground.book.growth.session.days
    return max(volume(s.dose) for s in doses.of(exercise) if 0 <= (last.date - s.date).days <= days)


def fresh_first(doses: Doses) -> Found:
    """On a shared day the order that a plan prints has fresh work first."""
    by_date: dict[dt.date, list[Session]] = defaultdict(list)
    for session in doses.sessions:
        by_date[session.date].append(session)
    book = doses.ground.book
    for date, sessions in by_date.items():
        printed = sorted(sessions, key=lambda session: session.order)
        for one, other in pairwise(printed):
            later, sooner = book.exercises[one.exercise], book.exercises[other.exercise]
            if one.order < other.order and later.order > sooner.order:
                rule = book.days.order
                yield date, rule.reason(rule.why_not, later=later.name, sooner=sooner.short)


RULES: tuple[Callable[[Doses], Found], ...] = (
    rests,
    session_contacts,
    starts,
    ceilings,
    growth,
    steps,
    light_weeks,
    taper,
    race_week_strides,
    last_before_race,
    unlocks,
    layoffs,
    fresh_first,
)
