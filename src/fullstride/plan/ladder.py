"""The dose of every session, as if all goes well: a fold over the placed sessions, week by week.

Where a plan is made again the fold goes on from what was done (`Ground.past`): the steps, the clean
sessions and the sizes of the last month are those that happened, and only what is to come is forecast.

Ladders, light weeks, taper, layoffs, growth and contact caps all meet here, and only here: where a
session stands is decided before (`model`), what it holds is decided by what came before it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fullstride.domain.runner import Habit, Runner
from fullstride.domain.session import Dose, Phase, Reason
from fullstride.plan.onward import last_step_week, levels_so_far
from fullstride.plan.places import Ground, is_last_before_race, is_race_strides
from fullstride.plan.season import SeasonWeek, monday
from fullstride.plan.sizes import grows_well, no_more_than, still_growing, within
from fullstride.rules.book import Book
from fullstride.rules.dose import parts, rounded, volume, with_parts
from fullstride.rules.ladders import after_gap, contacts_of, start_step
from fullstride.rules.words import Exercise

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dosed:
    """A placed session with what it holds."""

    exercise: str
    date: dt.date
    step: int
    dose: Dose
    contacts: int
    why: Reason
    eased: bool = False  # as in Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladders:
    """The whole forecast: sessions by date and order, the contact level of each week (by index), and
    the first week in which an exercise that must be unlocked may stand (absent: not in this plan)."""

    sessions: tuple[Dosed, ...]
    levels: Mapping[int, str]
    unlocked: Mapping[str, int]


@dataclass(slots=True)
class _Climb:
    """Where one exercise stands on its ladder."""

    exercise: Exercise
    step: int
    clean: int = 0  # full sessions at this step
    awaited: int = 0  # clean sessions more, once an answer is in that is not due yet
    asked: dt.date | None = None
    at_ceiling: int = 0
    since_week: int = 0  # week of the last step, or of the first session
    weeks_done: int = 0  # weeks that held the exercise
    last: dt.date | None = None
    missed: bool = False  # sessions since `last` were missed
    lowered: Reason | None = None  # why it goes on further down than where it stood
    usual: Dose | None = None  # of the last session that nothing eased
    done: list[tuple[dt.date, Dose]] = field(default_factory=list)
    unsaid: list[tuple[dt.date, Dose]] = field(default_factory=list)  # of which nobody has spoken


def climb(ground: Ground, placed: Sequence[tuple[dt.date, str]], *, level: str) -> Ladders:
    """The doses of `placed` (date, exercise id), for a runner who starts at contact level `level`."""
    return _Fold(ground, placed, level).run()


class _Fold:
    def __init__(self, ground: Ground, placed: Sequence[tuple[dt.date, str]], level: str) -> None:
        self.ground, self.book, self.level = ground, ground.book, level
        exercises = ground.book.exercises
        self.placed = sorted(placed, key=lambda one: (one[0], exercises[one[1]].order, one[1]))
        footings = ground.past.footings if ground.past else {}
        ids = {id_ for _, id_ in placed} | {id_ for id_ in footings if id_ in exercises}
        self.climbs = {
            id_: self._beginning(exercises[id_])
            for id_ in sorted(ids, key=lambda id_: _rank(ground.book, id_))
        }
        self.contacts: dict[tuple[dt.date, str], int] = {}  # of the sessions already dosed
        self.levels: dict[int, str] = {}  # by week, so far
        self.so_far = levels_so_far(ground, level)
        self.last_step_week = -99
        self.level_sessions = 0
        self.level_since: dt.date | None = None
        if ground.past is not None:
            self.level_sessions, self.level_since = ground.past.level_sessions, ground.past.level_since
            taken = last_step_week(ground)
            self.last_step_week = self.last_step_week if taken is None else taken

    def _beginning(self, exercise: Exercise) -> _Climb:
        """Where an exercise stands when the fold begins: at its start dose, or where it was left."""
        ground, past = self.ground, self.ground.past
        footing = past.footings.get(exercise.id) if past else None
        if past is None:
            return _Climb(exercise=exercise, step=start_step(exercise, self.level))
        spoken = {done.session for done in past.done}
        unsaid = [(s.date, s.dose) for s in past.kept if s.exercise == exercise.id and s.id not in spoken]
        if footing is None:
            return _Climb(exercise=exercise, step=start_step(exercise, self.level), unsaid=unsaid)
        step, most = footing.step, self.book.contacts.cap(self.level)[0]
        while step > 1 and contacts_of(exercise, exercise.doses()[step - 1]) > most:
            step -= 1  # the level was lowered meanwhile
        lowered = self.book.contacts.reason(f"No more than {most} contacts in a session for your level.")
        done = sorted((d for d in past.done if d.exercise == exercise.id), key=lambda d: d.date)
        planned = {s.id: s.date for s in past.kept}
        last = [min(d.date, planned.get(d.session, d.date)) for d in done if d.date == footing.last]
        return _Climb(
            exercise=exercise,
            step=step,
            clean=footing.clean if step == footing.step else 0,
            awaited=footing.awaited if step == footing.step else 0,
            asked=footing.asked,
            at_ceiling=footing.at_ceiling,
            since_week=ground.week_index(footing.since) if footing.since else 0,
            weeks_done=len({ground.week_index(d.date) for d in done}),
            last=min(last, default=footing.last),  # done a day late, it is no nearer to the next
            missed=footing.missed,
            lowered=lowered if step < footing.step else None,
            usual=next(
                (s.dose for s in reversed(past.kept) if s.exercise == exercise.id and not s.eased), None
            ),
            done=[(d.date, d.dose) for d in done if d.session],  # growth is by what was asked for
            unsaid=unsaid,
        )

    def run(self) -> Ladders:
        sessions: list[Dosed] = []
        unlocked: dict[str, int] = {}
        now = self.ground.week_index(self.ground.free_from)
        for week in self.ground.season.weeks:
            if week.start >= self.ground.free_from:
                self._raise_level(week)
            self.levels[week.index] = self.so_far[week.index] if week.index < now else self.level
            if week.start + 7 * _DAY > self.ground.free_from:
                self._unlock(week, unlocked)
            here = [one for one in self.placed if week.start <= one[0] < week.start + 7 * _DAY]
            raised = self._take_step(week, here)
            for id_ in {id_ for _, id_ in here}:
                self.climbs[id_].weeks_done += 1
            sessions += [self._dose(date, id_, week, raised) for date, id_ in here]
        return Ladders(sessions=tuple(sessions), levels=self.levels, unlocked=unlocked)

    def _raise_level(self, week: SeasonWeek) -> None:
        rule, order = self.book.level_up, self.book.contacts.levels
        if self.level_since is None or self.level not in order[:-1]:
            return
        if self.level_sessions >= rule.sessions and (week.start - self.level_since).days >= 7 * rule.weeks:
            self.level = order[order.index(self.level) + 1]
            self.level_sessions, self.level_since = 0, None

    def _unlock(self, week: SeasonWeek, unlocked: dict[str, int]) -> None:
        for exercise in self.book.exercises.values():
            key = exercise.begins.unlocked_by
            climb = self.climbs.get(key)
            if climb is not None and climb.at_ceiling >= exercise.begins.at_ceiling:
                unlocked.setdefault(exercise.id, week.index)

    # ---- steps -------------------------------------------------------------------------------

    def _take_step(self, week: SeasonWeek, here: Sequence[tuple[dt.date, str]]) -> str | None:
        """One step of one exercise: the one that has waited longest among those that may."""
        apart = self.book.gates.masters.step_weeks if self.ground.masters else 1
        if week.light or week.coarse_phase in (Phase.TAPER, Phase.RACE):
            return None
        if week.index - self.last_step_week < apart:
            return None
        able = [climb for climb in self._present(here) if self._may_step(climb, week, here)]
        if not able:
            return None
        chosen = min(able, key=lambda climb: climb.since_week)  # ties: the order of the wishes
        chosen.step += 1
        chosen.clean, chosen.at_ceiling, chosen.since_week = 0, 0, week.index
        self.last_step_week = week.index
        return chosen.exercise.id

    def _present(self, here: Sequence[tuple[dt.date, str]]) -> list[_Climb]:
        ids = {id_ for _, id_ in here}
        return [climb for id_, climb in self.climbs.items() if id_ in ids]

    def _may_step(self, climb: _Climb, week: SeasonWeek, here: Sequence[tuple[dt.date, str]]) -> bool:
        exercise = climb.exercise
        if climb.clean < self.book.growth.gate.clean or climb.step >= self._ceiling(climb):
            return False
        dates = [date for date, id_ in here if id_ == exercise.id]
        if any(stop.does == "hold" and stop.holds_on(dates[0]) for stop in self.ground.stops):
            return False
        if climb.last is None or self._gap_days(climb, dates[0]) > self.book.layoff.same_days:
            return False
        if climb.last >= week.start:  # the week is partly behind us: a step is taken for a whole week
            return False
        dose = exercise.doses()[climb.step]
        if self._adjusted(climb, dose, dates[0], week)[1] is not None:
            return False
        if not grows_well(self.book, exercise, dose, within(climb.done, dates[0], self.book)):
            return False
        return self._fits(climb, climb.step + 1, dates[0])

    def _ceiling(self, climb: _Climb) -> int:
        exercise, runner = climb.exercise, self.ground.runner
        if is_pro(exercise, runner, climb.weeks_done):
            return exercise.step_of(exercise.ceiling.pro)
        return exercise.step_of(exercise.ceiling.dose)

    def _fits(self, climb: _Climb, step: int, first: dt.date) -> bool:
        """Do all later sessions, at the steps of today and this exercise at `step`, keep the caps?"""
        if climb.exercise.contacts is None:
            return True
        most = self.book.contacts.cap(self.level)[0]
        load = dict(self.ground.own_contacts)
        ours: set[dt.date] = set()
        for date, id_ in self.placed:
            other = self.climbs[id_]
            at = step if id_ == climb.exercise.id and date >= first else other.step
            contacts = self.contacts.get((date, id_))
            if contacts is None:
                contacts = contacts_of(other.exercise, other.exercise.doses()[at - 1])
                if id_ == climb.exercise.id and contacts > most:
                    return False
            load[date] = load.get(date, 0) + contacts
            if contacts and id_ == climb.exercise.id and date >= first:
                ours.add(date)
        days = self.book.contacts.days
        return all(
            sum(load.get(start + offset * _DAY, 0) for offset in range(days)) <= self._window_cap(start)
            for date in ours
            for start in (date - back * _DAY for back in range(days))
        )

    def _window_cap(self, start: dt.date) -> int:
        """What seven days from `start` may hold: the lower cap where the level rises among them."""
        contacts = self.book.contacts
        level = self.levels.get(self.ground.week_index(start), self.level)
        return contacts.cap(level)[1]

    # ---- one session -------------------------------------------------------------------------

    def _dose(self, date: dt.date, id_: str, week: SeasonWeek, raised: str | None) -> Dosed:
        climb = self.climbs[id_]
        exercise = climb.exercise
        first_time = climb.last is None
        if first_time:
            climb.since_week = week.index
        regress = self._after_gap(climb, date)
        full = exercise.doses()[climb.step - 1]
        allowed = self._grown(climb, full, date)
        dose, why = self._adjusted(climb, allowed, date, week)
        eased = why is not None
        if why is None:
            why = regress or climb.lowered or self._why(climb, date, first=first_time, raised=raised == id_)
        dose = self._grown(climb, dose, date)
        if not eased and volume(dose) < volume(full):
            why = still_growing(self.book, full, self._recent(climb, date))
        if not eased and dose == full:
            climb.clean += 1
            climb.at_ceiling += climb.step >= exercise.step_of(exercise.ceiling.dose)
        climb.clean, climb.awaited = climb.clean + climb.awaited, 0
        if not eased:
            climb.usual = dose
        climb.last, climb.missed, climb.lowered = date, False, None
        climb.done.append((date, dose))
        contacts = contacts_of(exercise, dose)
        self.contacts[date, id_] = contacts
        if id_ in self.book.level_up.exercises:
            self.level_sessions += 1
            self.level_since = self.level_since or date
        return Dosed(
            exercise=id_,
            date=date,
            step=climb.step,
            dose=dose,
            contacts=contacts,
            why=why,
            eased=eased,
        )

    def _grown(self, climb: _Climb, dose: Dose, date: dt.date) -> Dose:
        """No more than the growth rule allows after the sessions of the 30 days before this week."""
        lately = within(climb.done[-1:], date, self.book)
        if lately and volume(dose) <= volume(lately[0]):
            return dose
        recent = self._recent(climb, date)
        while parts(dose) > 1 and not grows_well(self.book, climb.exercise, dose, recent):
            dose = with_parts(dose, parts(dose) - 1)
        return dose

    def _recent(self, climb: _Climb, date: dt.date) -> list[Dose]:
        before = [one for one in climb.done if one[0] < monday(date)]
        kinds = (before, climb.done, climb.unsaid)
        return next((found for one in kinds if (found := within(one, date, self.book))), [])

    def _after_gap(self, climb: _Climb, date: dt.date) -> Reason | None:
        """What a gap costs. A gap the plan itself makes, of up to two weeks, only holds the ladder; a
        longer one costs half the volume or the way back to the start dose."""
        gap = self._gap_days(climb, date)
        layoff = self.book.layoff
        rule = next(rule for rule in self.book.between if rule.does == "layoff")
        after = after_gap(
            climb.exercise,
            climb.step,
            start=start_step(climb.exercise, self.level),
            gap_days=gap,
            missed=climb.missed,
            layoff=layoff,
        )
        if after.step < climb.step:
            climb.step, climb.clean, climb.awaited = after.step, 0, 0
            return rule.reason(f"{gap} days since the last: {after.said}.")
        if climb.lowered is not None:
            return None
        if gap > layoff.back_days:
            climb.clean, climb.awaited = 0, 0
        at_top = climb.step >= self._ceiling(climb)
        if layoff.same_days < gap <= layoff.back_days and not at_top:
            return rule.reason(f"{gap} days since the last: the ladder holds.")
        return None

    def _gap_days(self, climb: _Climb, date: dt.date) -> int:
        """Days since the exercise was last done, in the plan or by the runner's own calendar. A session of
        the plan that nobody has spoken of does not shorten them."""
        if climb.last is None:
            return 0
        id_ = climb.exercise.id
        own = self.ground.own.get(id_, frozenset()) - self.ground.behind.get(id_, frozenset())
        since = (d for d in own if climb.last < d < date)
        return (date - max(since, default=climb.last)).days

    def _adjusted(
        self, climb: _Climb, full: Dose, date: dt.date, week: SeasonWeek
    ) -> tuple[Dose, Reason | None]:
        """The dose as race, taper or light week leave it, with the reason; the full dose otherwise.

        What is eased is what was done last at full: the growth rule may have kept it below its step.
        """
        exercise, book = climb.exercise, self.book
        most = no_more_than(full, climb.usual)
        if exercise.effort == "relaxed" and is_race_strides(self.ground, date):
            rule = book.race.strides
            return Dose(sets=1, reps=rule.reps, work_s=rule.work_s), rule.reason(rule.why)
        if exercise.race.half and (
            in_taper(self.ground, date, week) or is_last_before_race(self.ground, date)
        ):
            return with_parts(full, -(-most // 2)), exercise.race.reason(exercise.race.why)
        if in_taper(self.ground, date, week):
            count = rounded(book.taper.sets_share, most, book.taper.sets_least)
            return with_parts(full, count), book.taper.reason(book.taper.why)
        if week.light:
            count = rounded(book.light.sets_share, most, book.light.sets_least)
            said = book.light.why if count < parts(full) else "A light week: the ladder holds."
            return with_parts(full, count), book.light.reason(said)
        return full, None

    def _why(self, climb: _Climb, date: dt.date, *, first: bool, raised: bool) -> Reason:
        exercise = climb.exercise
        if first:
            lowest = self.level == "level_0" and exercise.start.level_0
            return exercise.start.reason("Start with {level_0}." if lowest else "")
        if raised:
            return exercise.step.reason()
        if climb.step >= self._ceiling(climb):
            return exercise.ceiling.reason("At the top of the ladder: {dose}.")
        contacts = contacts_of(exercise, exercise.doses()[climb.step])
        cap = self.book.contacts.cap(self.level)[0]
        if contacts > cap:
            said = f"the next step would make {contacts} contacts, over {cap} for your level."
            return self.book.contacts.reason(f"Stays here for now: {said}")
        gate = self.book.growth.gate
        if climb.asked is not None and climb.clean < gate.clean <= climb.clean + climb.awaited:
            when = f"{climb.asked:%A} {climb.asked.day} {climb.asked:%B}"
            return gate.reason(f"Same dose: first comes how sore your legs are on {when}.")
        if climb.clean < gate.clean:
            return gate.reason("Same dose: {clean} clean sessions first.")
        if climb.last is not None and monday(climb.last) == monday(date):
            return self.book.growth.step.reason("Same dose all week: a step begins with a new one.")
        return self.book.growth.step.reason("Same dose: one exercise steps up in a week, and not this one.")


def is_pro(exercise: Exercise, runner: Runner, weeks_done: int) -> bool:
    """Is the opt-in upper ladder open? After months of clean work, planned or regular habit."""
    if not exercise.ceiling.pro or not runner.pro_strides:
        return False
    return runner.strides is Habit.REGULAR or weeks_done >= exercise.ceiling.pro_after_weeks


def in_taper(ground: Ground, date: dt.date, week: SeasonWeek) -> bool:
    """Does the taper halve this session? By its date, and by its week, whichever says so first."""
    return ground.season.phase_on(date) in ("taper", "race") or week.phase in ("taper", "race")


def _rank(book: Book, id_: str) -> int:
    order = book.wishes.minimum
    return order.index(id_) if id_ in order else len(order)
