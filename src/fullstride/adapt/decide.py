"""Decide: what follows for each exercise, by the first line of the book's table that holds."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from fullstride.adapt import words
from fullstride.adapt.answers import InForce
from fullstride.adapt.clean import line
from fullstride.adapt.outcomes import Status
from fullstride.adapt.respond import GO, State
from fullstride.adapt.said import PAIN_STOP
from fullstride.adapt.standing import Standing
from fullstride.domain.calendar import Day
from fullstride.domain.decision import Decision, Verb
from fullstride.domain.past import Footing
from fullstride.domain.runner import Habit, Runner
from fullstride.domain.session import Plan, Reason, Session
from fullstride.rules.book import Book
from fullstride.rules.ladders import after_gap, start_step
from fullstride.rules.words import Exercise

_DAY = dt.timedelta(days=1)


def decide(
    state: State,
    runner: Runner,
    book: Book,
    plan: Plan,
    *,
    today: dt.date,
    stood_today: Collection[str] = (),
    days: Sequence[Day] = (),
    told: Collection[str] = (),
) -> tuple[Decision, ...]:
    """One decision for each exercise that has sessions ahead in `plan`, or that a gate keeps from them.

    The lines of the table "between", from the top; the first that holds decides: a gate that blocks, swaps
    or takes steps back; stopped early; too little recovery for today; a layoff; one step forward; hold. A
    gate that only makes the ladders wait comes in front of the step forward. `stood_today` are exercises that
    stood on today although `plan` no longer has them there. `days` are the runner's own: the strides, hills
    or classes that they hold end a gap, as they do in the plan. `told` are exercises that were decided about
    before: while a gate keeps from one that was never done, it is told again.
    """
    spoken = {one.id for one in state.outcomes if one.status is not Status.AHEAD}
    ahead: dict[str, Session] = {}
    for session in sorted(plan.sessions, key=lambda one: (one.date, one.order, one.id)):
        if session.date >= today and not (session.date == today and session.id in spoken):
            ahead.setdefault(session.exercise, session)
    concerned = {id_ for id_ in ahead if id_ in book.exercises}
    concerned |= {id_ for id_ in (*state.standings, *told) if id_ in state.blocked}
    for_today = {id_ for id_, one in ahead.items() if one.date == today} | set(stood_today)
    own = tuple((day.date, work.exercise) for day in days for work in day.own)
    deciding = _Deciding(
        state=state, runner=runner, book=book, today=today, for_today=frozenset(for_today), own=own
    )
    return tuple(
        deciding.one(book.exercises[id_], ahead.get(id_))
        for id_ in sorted(concerned, key=lambda id_: (_rank(book, id_), id_))
    )


def _rank(book: Book, id_: str) -> int:
    order = book.wishes.minimum
    return order.index(id_) if id_ in order else len(order)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deciding:
    state: State
    runner: Runner
    book: Book
    today: dt.date
    for_today: frozenset[str]
    own: tuple[tuple[dt.date, str], ...]

    def one(self, exercise: Exercise, following: Session | None) -> Decision:
        standing = self.state.standings.get(exercise.id) or self._new(exercise, following)
        return next(self._lines(exercise, standing, following))

    def _new(self, exercise: Exercise, following: Session | None) -> Standing:
        step = following.step if following else start_step(exercise, self.state.level)
        return Standing(exercise=exercise.id, footing=Footing(exercise=exercise.id, step=step), start=step)

    def _lines(self, exercise: Exercise, standing: Standing, following: Session | None) -> Iterator[Decision]:
        yield from self._gate(exercise, standing)
        yield from self._stopped(exercise, standing)
        yield from self._recovery(exercise, standing)
        yield from self._layoff(exercise, standing, following)
        yield from self._waiting(exercise, standing)
        yield from self._forward(exercise, standing)
        yield self._hold(exercise, standing, following)

    def _decision(
        self,
        exercise: Exercise,
        standing: Standing,
        verb: Verb,
        because: Reason,
        say: str,
        *,
        to_step: int | None = None,
        facts: tuple[str, ...] = (),
        would_change: str = "",
        until: dt.date | None = None,
        instead: str = "",
        clinician: bool = False,
    ) -> Decision:
        return Decision(
            exercise=exercise.id,
            date=self.today,
            verb=verb,
            step=standing.done_step or standing.footing.step,
            to_step=standing.footing.step if to_step is None else to_step,
            because=because,
            say=say,
            facts=facts or words.facts_of(standing.sessions[-2:]) or words.last_done(standing),
            would_change=would_change,
            until=until,
            instead=instead,
            clinician=clinician,
        )

    # ---- the lines, from the top -------------------------------------------------------------------

    def _gate(self, exercise: Exercise, standing: Standing) -> Iterator[Decision]:
        force = self.state.blocked.get(exercise.id)
        if force is not None:
            yield self._kept_from(exercise, standing, force)
        lowered = standing.lowered
        if lowered is not None and lowered.steps_back is not None:
            back, step = lowered.steps_back, standing.done_step or standing.footing.step
            fact = words.said_on(back.fact, back.date)
            yield self._decision(
                exercise,
                standing,
                Verb.REGRESS if lowered.to_step < step else Verb.HOLD,
                back.stop.reason,
                words.gate_back(exercise, fact, step, lowered.to_step),
                facts=(fact,),
                would_change="Clean sessions from there lead up again.",
            )

    def _kept_from(self, exercise: Exercise, standing: Standing, force: InForce) -> Decision:
        stop, step = force.stop, standing.footing.step
        facts, lift = (words.said_when(force),), words.to_lift(force)
        if force.clinician:
            return self._decision(
                exercise,
                standing,
                Verb.STOP,
                stop.reason,
                words.stop(exercise, force),
                facts=facts,
                would_change=lift,
                clinician=True,
            )
        instead = self.state.instead.get(exercise.id, "") if stop.does == "strides_only" else ""
        if instead:
            name = self.book.exercises[instead].short
            return self._decision(
                exercise,
                standing,
                Verb.SWAP,
                stop.reason,
                words.swap(exercise, force, name),
                facts=facts,
                would_change=lift,
                until=stop.ends,
                instead=instead,
            )
        return self._decision(
            exercise,
            standing,
            Verb.BLOCK,
            stop.reason,
            words.block(exercise, force, step),
            facts=facts,
            would_change=lift,
            until=stop.ends,
        )

    def _stopped(self, exercise: Exercise, standing: Standing) -> Iterator[Decision]:
        lowered = standing.lowered
        if not standing.stopped or (lowered is not None and not lowered.stopped):
            return
        step = standing.done_step or standing.footing.step
        to_step = standing.footing.step
        for_pain = standing.last is not None and standing.last.clean.stopped == PAIN_STOP
        yield self._decision(
            exercise,
            standing,
            Verb.REGRESS if to_step < step else Verb.HOLD,
            line(self.book, "stopped").reason(),
            words.stopped(exercise, step, to_step, standing.stopped, for_pain=for_pain),
            would_change="A session that runs to its end.",
        )

    def _recovery(self, exercise: Exercise, standing: Standing) -> Iterator[Decision]:
        tired = self.state.tired
        if tired is None or exercise.id not in tired.exercises & self.for_today:
            return
        instead = self.state.instead.get(exercise.id, "")
        name = self.book.exercises[instead].short if instead else ""
        yield self._decision(
            exercise,
            standing,
            Verb.SWAP if instead else Verb.BLOCK,
            tired.because,
            words.tired(exercise, tired.fact, name),
            facts=(tired.fact,),
            would_change="A night of your usual sleep, and feeling as usual.",
            until=self.today + _DAY,
            instead=instead,
        )

    def _layoff(
        self, exercise: Exercise, standing: Standing, following: Session | None
    ) -> Iterator[Decision]:
        footing, rule = standing.footing, line(self.book, "layoff")
        if footing.last is None:
            return
        lowered = standing.lowered
        if lowered is not None and lowered.over is not None:
            over = lowered.over
            yield self._decision(
                exercise,
                standing,
                Verb.REGRESS if lowered.to_step < (standing.done_step or 0) else Verb.HOLD,
                rule.reason(),
                words.begun_again(exercise, over, lowered.to_step),
                facts=(f"the {over.what} was over on {words.day(over.date)}",),
                would_change="Clean sessions from there lead up again.",
            )
            return
        until = following.date if following else self.today
        between = [date for date, id_ in self.own if id_ == exercise.id and footing.last < date < until]
        days, layoff = (until - max(between, default=footing.last)).days, self.book.layoff
        after = after_gap(
            exercise,
            footing.step,
            start=standing.start,
            gap_days=days,
            missed=footing.missed,
            layoff=layoff,
        )
        if days <= layoff.same_days or (
            after.step == footing.step and footing.step >= self.ceiling(exercise, standing)
        ):
            return
        said = after.said if after.step < footing.step else ""
        if not said and days > layoff.half_days:
            said = "the start dose"
        yield self._decision(
            exercise,
            standing,
            Verb.REGRESS if after.step < footing.step else Verb.HOLD,
            rule.reason(),
            words.gap(exercise, days, standing.missed, said, after.step),
            to_step=after.step,
            facts=(
                f"last done on {words.day(footing.last)}",
                *((f"{standing.missed} missed since",) if standing.missed else ()),
            ),
            would_change=self._unsaid(standing) or "A session sooner after the last.",
        )

    def _unsaid(self, standing: Standing) -> str:
        last = standing.sessions[-1] if standing.sessions else None
        if last is None or last.outcome.was_done:
            return ""
        return f"Say of {words.day(last.outcome.date)} {last.clean.missing[0]}."

    def _waiting(self, exercise: Exercise, standing: Standing) -> Iterator[Decision]:
        holding = [one for one in self.state.in_force if one.stop.does not in GO]
        if not holding or standing.footing.last is None:
            return
        force = holding[0]
        yield self._decision(
            exercise,
            standing,
            Verb.HOLD,
            force.stop.reason,
            words.gate_holds(exercise, force, standing.footing.step),
            facts=(words.said_when(force),),
            would_change=words.to_lift(force),
        )

    def _forward(self, exercise: Exercise, standing: Standing) -> Iterator[Decision]:
        rule, footing = line(self.book, "forward"), standing.footing
        wanted = max(rule.sessions or 0, self.book.growth.gate.clean)
        if footing.clean < wanted or footing.step >= self.ceiling(exercise, standing):
            return
        yield self._decision(
            exercise,
            standing,
            Verb.PROGRESS,
            rule.reason(),
            words.forward(exercise, standing),
            to_step=footing.step + 1,
            would_change="Pain, soreness or a form that slips.",
        )

    def _hold(self, exercise: Exercise, standing: Standing, following: Session | None) -> Decision:
        rule, footing = line(self.book, "hold"), standing.footing
        if standing.done_step is None and following is not None and not standing.sessions:
            say = words.first_time(exercise, footing.step, following)
            return self._decision(
                exercise,
                standing,
                Verb.HOLD,
                exercise.start.reason(),
                say,
                would_change=words.to_go_forward(standing, self.book.growth.gate.clean),
            )
        clean = footing.clean >= self.book.growth.gate.clean
        if clean and footing.step >= self.ceiling(exercise, standing):
            return self._decision(
                exercise,
                standing,
                Verb.HOLD,
                exercise.ceiling.reason(),
                words.top(exercise, footing.step),
                would_change="Nothing: it stays here.",
            )
        return self._decision(
            exercise,
            standing,
            Verb.HOLD,
            rule.reason(),
            words.again(exercise, standing),
            would_change=words.to_go_forward(standing, self.book.growth.gate.clean),
        )

    def ceiling(self, exercise: Exercise, standing: Standing) -> int:
        rule, weeks = exercise.ceiling, standing.weeks_done
        ready = self.runner.strides is Habit.REGULAR or weeks >= rule.pro_after_weeks
        is_pro = bool(rule.pro) and self.runner.pro_strides and ready
        return exercise.step_of(rule.pro if is_pro else rule.dose)
