"""Where one exercise stands, by what was done of it and by what was said since."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from fullstride.adapt.answers import Answers, Over, StepsBack
from fullstride.adapt.clean import Clean
from fullstride.adapt.measured import has_held, scaled_contacts
from fullstride.adapt.outcomes import Outcome, Status
from fullstride.domain.evidence import Measured
from fullstride.domain.past import Done, Footing
from fullstride.domain.report import Form
from fullstride.rules.book import Book
from fullstride.rules.dose import parts, with_parts
from fullstride.rules.ladders import contacts_of
from fullstride.rules.words import Exercise

_TWICE = 2  # "twice running" is the rule's own word


Place = tuple[dt.date, str, str]


def place(outcome: Outcome) -> Place:
    """What tells outcomes apart: the day it was planned for, exercise and id."""
    return outcome.date, outcome.exercise, outcome.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A session that was done, or whose day is over without a word of it, and whether it was clean."""

    outcome: Outcome
    clean: Clean
    is_full: bool  # the whole dose of its step: light weeks, tapers and races ask for less

    @property
    def step(self) -> int:
        return self.outcome.session.step if self.outcome.session else 0

    @property
    def is_eased(self) -> bool:
        return self.outcome.session is not None and self.outcome.session.eased


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowered:
    """Why the exercise does not go on from where it was last done, but from `to_step`."""

    to_step: int
    stopped: bool = False  # stopped early twice running
    over: Over | None = None
    steps_back: StepsBack | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One exercise. `footing` is where it goes on from; `done_step` the step of the last session done, None
    where none was. `sessions` are its sessions of the plans up to today in order, `stopped` how many of the
    last ones running a stop rule ended; `start` is the step that its start dose is now."""

    exercise: str
    footing: Footing
    start: int
    done_step: int | None = None
    sessions: tuple[Judged, ...] = ()
    stopped: int = 0
    missed: int = 0
    lowered: Lowered | None = None
    weeks_done: int = 0

    @property
    def last(self) -> Judged | None:
        """The last session that was done."""
        return next((one for one in reversed(self.sessions) if one.outcome.was_done), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folding:
    """Steps: take every session up to today with what `clean` found of it, and the step of the last one done;
    lower that by what was said or happened since (stopped twice, a tendon, an illness or injury that is
    over); count what was clean."""

    book: Book
    clean: Mapping[Place, Clean]
    answers: Answers
    today: dt.date

    def stand(self, exercise: Exercise, found: Sequence[Outcome], *, start: int) -> Standing:
        """`found` are the outcomes of this exercise by date."""
        sessions = tuple(self._judged(exercise, one) for one in found if self._is_behind(one))
        done = [one for one in sessions if one.outcome.was_done]
        days = [day for one in found if one.was_done and (day := one.done_on)]
        last = max(days, default=None)
        stopped = len(list(takewhile(lambda one: bool(one.clean.stopped), reversed(done))))
        done_step = _step_reached(done, start)
        step = done_step or start
        ours = max((day for one in done if (day := one.outcome.done_on)), default=None)
        lowered = self._lowered(done, step, start, stopped, ours) if ours and done else None
        to_step = lowered.to_step if lowered else step
        missed = [
            one for one in found if one.was_missed and one.date < self.today and (not last or one.date > last)
        ]
        at_step = takewhile(lambda one: one.step == step or one.is_eased, reversed(done))
        level = [one for one in at_step if one.step == step]
        clean = _clean_running(sessions, step)
        return Standing(
            exercise=exercise.id,
            footing=Footing(
                exercise=exercise.id,
                step=to_step,
                clean=0 if lowered else clean,
                awaited=0 if lowered else _clean_running(sessions, step, so_far=True) - clean,
                asked=max((one.clean.sore_due for one in sessions if one.clean.sore_due), default=None),
                at_ceiling=0 if lowered else self._at_ceiling(exercise, sessions),
                last=last,
                since=None if lowered or not level else level[-1].outcome.done_on,
                missed=bool(missed),
            ),
            start=start,
            done_step=done_step,
            sessions=sessions,
            stopped=stopped,
            missed=len(missed),
            lowered=lowered,
            weeks_done=len({day.isocalendar()[:2] for day in days}),
        )

    def _is_behind(self, one: Outcome) -> bool:
        return one.session is not None and (one.was_done or one.status is Status.NOT_YET_SAID)

    def _judged(self, exercise: Exercise, outcome: Outcome) -> Judged:
        session, doses = outcome.session, exercise.doses()
        full = (
            session is not None
            and not session.eased
            and session.dose in doses[session.step - 1 : session.step]
        )
        return Judged(outcome=outcome, clean=self.clean[place(outcome)], is_full=full)

    def _lowered(
        self, done: Sequence[Judged], step: int, start: int, stopped: int, last: dt.date
    ) -> Lowered | None:
        """The reason that leads furthest back. One that leads no further down still begins the count of clean
        sessions again, as long as nothing was done since."""
        floor = min(start, step)
        found = [
            Lowered(to_step=floor, over=over) for over in self.answers.over if last <= over.date <= self.today
        ]
        for back in self.answers.steps_back:
            stood = [one.step for one in done if (one.outcome.done_on or one.outcome.date) <= back.date]
            if stood and (back.until is None or last < back.until):
                to_step = min(step, max(1, stood[-1] - back.steps))
                if to_step < step or last <= back.date:
                    found.append(Lowered(to_step=to_step, steps_back=back))
        if stopped >= _TWICE:
            found.append(Lowered(to_step=max(1, step - 1), stopped=True))
        return min(found, key=lambda one: (one.to_step, one.over is None), default=None)

    def _at_ceiling(self, exercise: Exercise, sessions: Sequence[Judged]) -> int:
        """Sessions running that count towards what comes after."""
        rule = self.book.no_longer_challenging
        ceiling = exercise.step_of(exercise.ceiling.dose)
        top = list(takewhile(lambda one: one.step >= ceiling, reversed(sessions)))[::-1]
        if exercise.id != rule.exercise:
            return _clean_running(top, ceiling)
        running = 0
        before: Measured | None = None
        for one in top:
            said = one.outcome.said
            if not one.is_full and one.outcome.status is Status.DONE:
                continue  # a light week asks for less
            contacts = _contacts_30m(one.outcome)
            easy = (
                one.outcome.status is Status.DONE
                and said is not None
                and said.hard is not None
                and said.hard <= rule.effort
                and said.form is Form.KEPT
            )
            held = contacts is not None and (before is None or has_held(contacts, before))
            running = (running + 1 if held else 1) if easy and contacts is not None else 0
            before = contacts if easy else None
        return running


def _contacts_30m(outcome: Outcome) -> Measured | None:
    """Contacts on 30 m, as the runner said, else as a log or a video shows."""
    if outcome.said is not None and outcome.said.contacts_30m is not None:
        return Measured(value=float(outcome.said.contacts_30m), error=0.0)
    return outcome.counted.contacts_30m if outcome.counted else None


def _step_reached(done: Sequence[Judged], start: int) -> int | None:
    """The step of the last session done. One that a light week eased leads no step further up: the step that
    was planned before it may have been missed."""
    step: int | None = None
    for one in done:
        step = min(start if step is None else step, one.step) if one.is_eased else one.step
    return step


def _clean_running(sessions: Sequence[Judged], step: int, *, so_far: bool = False) -> int:
    """Clean full sessions running at the end. Those of less than the full dose, and those whose soreness is
    not asked yet, neither count nor end it; `so_far` counts the latter."""
    count = 0
    for one in reversed(sessions):
        if one.clean.is_clean_so_far and one.clean.sore_due and not so_far:
            continue
        if not one.clean.is_clean_so_far or (one.step != step and not one.is_eased):
            break
        count += one.is_full and one.step == step
    return count


def done_of(outcome: Outcome, exercise: Exercise, *, step: int, clean: bool) -> Done | None:
    """A session, or work that no plan asked for, as a later plan has to count it; None if it was not done."""
    if not outcome.was_done or outcome.done_on is None:
        return None
    session = outcome.session
    dose = session.dose if session else exercise.doses()[step - 1]
    if outcome.count:
        dose = with_parts(dose, outcome.count)
    as_planned = session is not None and parts(dose) == parts(session.dose)
    contacts = session.contacts if session and as_planned else contacts_of(exercise, dose)
    by_log = _contacts_counted(outcome)
    return Done(
        session=outcome.id,
        exercise=exercise.id,
        date=outcome.done_on,
        step=session.step if session else step,
        dose=dose,
        contacts=contacts if by_log is None else by_log,
        clean=clean,
    )


def _contacts_counted(outcome: Outcome) -> int | None:
    """What logs counted, instead of one a second or 16 on 30 m."""
    if outcome.counted is None or outcome.session is None:
        return None
    return scaled_contacts(
        outcome.counted, outcome.count, parts(outcome.session.dose), may_be_part=outcome.may_be_part
    )


def last_step_up(done: Iterable[Done]) -> dt.date | None:
    """When any exercise last stepped up: the day of the first session at a step above the one before."""
    at: dict[str, int] = {}
    ups = []
    for one in sorted(done, key=lambda each: (each.date, each.exercise)):
        if one.session and one.step > at.get(one.exercise, one.step):
            ups.append(one.date)
        if one.session:
            at[one.exercise] = one.step
    return max(ups, default=None)
