"""What was done against what was asked: reps, speed, rests, fade, and one sentence for the runner."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from fullstride.domain.evidence import (
    Effort,
    Grading,
    Measured,
    Quality,
    Refused,
    RepVerdict,
    Standing,
    Verdict,
)
from fullstride.domain.session import Dose, Reason, Session
from fullstride.measure.allot import Group, allot
from fullstride.measure.verdict_words import say_verdict
from fullstride.rules.book import Book, StopRule
from fullstride.rules.dose import say_dose
from fullstride.rules.words import Exercise

_ALIKE = 1.3  # how much longer the longest rep is than the shortest, where one length stands for all
SURE = 0.5  # under this an effort is only possible, and is asked about instead of counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Holds the efforts of one recording against the day's sessions, or each kind against the book.

    Steps: allot the sure efforts to the sessions of the day; hold each rep's length, speed and the
    rest before it against what was asked, every line cleared only by more than the error
    (judging.clearly); look for the fade and for where the stop rule of the book would have ended the
    session; say the weightiest thing first.
    """

    book: Book
    hill_shown: float = 0.5  # of the grade of a short hill, what a watch shows of it at least

    def judge(
        self,
        efforts: Sequence[Effort],
        sessions: Sequence[Session],
        quality: Quality,
        top_mps: Measured | None,
        *,
        by_book: bool = True,
    ) -> tuple[tuple[Verdict, ...], tuple[Refused, ...]]:
        """Verdicts in the order of the day, and what could not be said.

        `efforts` are those of one recording in order; `sessions` what the plan asked on its day, empty
        where there is no plan. Without `by_book` work that no session asked for is counted and not judged:
        a race or a workout of its own is no failed prescription. Shares of top speed are judged only where
        `top_mps` is known.
        """
        wanted = [s for s in sessions if self._style(s.exercise) == "run"]
        unseen = tuple(self._unseen(s) for s in sessions if self._style(s.exercise) != "run")
        if quality.grade is Grading.UNFIT and not efforts:
            return (), (*self._unfit(wanted, quality), *unseen)
        sure = [index for index, effort in enumerate(efforts) if effort.confidence >= SURE]
        groups = allot(efforts, sure, wanted)
        verdicts = tuple(
            self._verdict(group.exercise, group.session, group.efforts, efforts, quality, by_book=by_book)
            if group.exercise in self.book.exercises
            else _plain_verdict(group, efforts)
            for group in groups
        )
        refused = [*unseen]
        if top_mps is None and any(self._speed_matters(v) and (by_book or v.session) for v in verdicts):
            refused.append(
                Refused(
                    what="How hard the reps were, as a share of your top speed",
                    why="your top speed is not known",
                    instead="Let fullstride audit find it in your history, or write it into the profile.",
                )
            )
        return verdicts, tuple(refused)

    # ---- one exercise of the day ------------------------------------------------------------------

    def _verdict(
        self,
        exercise_id: str,
        session: Session | None,
        chosen: Sequence[int],
        efforts: Sequence[Effort],
        quality: Quality,
        *,
        by_book: bool,
    ) -> Verdict:
        exercise = self.book.exercises[exercise_id]
        is_judged = by_book or session is not None
        reps = tuple(
            RepVerdict(
                effort=index,
                standings=tuple(self._standings(exercise, session, efforts, chosen, place))
                if is_judged
                else (),
            )
            for place, index in enumerate(chosen)
        )
        done = [efforts[index] for index in chosen]
        if flat := self._flat(session, done):
            reps = tuple(replace(rep, standings=_and_too_flat(rep.standings)) for rep in reps)
        stop = next((rule for rule in self.book.stop if rule.id == "stop.slower"), None)
        fade = _fade(done, stop)
        verdict = Verdict(
            exercise=exercise_id,
            asked=session.dose.sets * session.dose.reps if session else None,
            done=len(chosen),
            say="",
            session=session.id if session else "",
            fade_pct=fade,
            stop_at=_stop_at(done, stop, quality, self.book.judging.clearly.errors) if is_judged else None,
            reps=reps,
        )
        said = say_verdict(
            verdict,
            exercise=exercise,
            dose=say_dose(session.dose) if session else "",
            efforts=efforts,
            rest_s=self._rest_s(exercise, session, done),
            planned=session is not None,
            flat=flat,
        )
        because = tuple(self._because(verdict, exercise, session))
        return replace(verdict, say=said.say, notes=said.notes, care=said.care, because=because)

    def _standings(
        self,
        exercise: Exercise,
        session: Session | None,
        efforts: Sequence[Effort],
        chosen: Sequence[int],
        place: int,
    ) -> Iterator[Standing]:
        """What stands against one rep; AS_ASKED where something could be held against it and was not."""
        effort = efforts[chosen[place]]
        against = [
            *self._speed(exercise, session, effort),
            *(self._length(session.dose, effort) if session else ()),
            *self._rest(exercise, session, effort, [efforts[index] for index in chosen], place),
        ]
        judged = session is not None or (effort.share_of_top is not None and exercise.speed is not None)
        yield from against or ([Standing.AS_ASKED] if judged else [])

    def _speed(self, exercise: Exercise, session: Session | None, effort: Effort) -> Iterator[Standing]:
        share, rule = effort.share_of_top, exercise.speed
        if share is None or rule is None:
            return
        margin = self.book.judging.clearly.errors * share.error
        least = rule.build_up if session and "build-up" in session.dose.note else rule.least
        if rule.most is not None and share.value - margin > rule.most:
            yield Standing.TOO_HARD
        elif session is not None and least is not None and share.value + margin < least:
            yield Standing.TOO_SLOW

    def _length(self, dose: Dose, effort: Effort) -> Iterator[Standing]:
        done, asked = (
            (effort.distance_m, dose.work_m) if dose.work_m is not None else (effort.duration_s, dose.work_s)
        )
        if done is None or asked is None:
            return
        margin = self.book.judging.clearly.errors * done.error + self.book.judging.length.share * asked
        if done.value + margin < asked:
            yield Standing.TOO_SHORT
        elif done.value - margin > asked:
            yield Standing.TOO_LONG

    def _flat(self, session: Session | None, done: Sequence[Effort]) -> Measured | None:
        """The grade of all reps together where a hill was asked for and they were clearly on none."""
        asked_pct = session.dose.grade_pct if session else None
        grades = [effort.grade_pct for effort in done if effort.grade_pct is not None]
        if not asked_pct or not grades:
            return None
        grade = Measured(value=_mean(grades), error=_error_of_mean(grades))
        most_pct = grade.value + self.book.judging.clearly.errors * grade.error
        return grade if most_pct < self.hill_shown * asked_pct else None

    def _rest(
        self,
        exercise: Exercise,
        session: Session | None,
        effort: Effort,
        done: Sequence[Effort],
        place: int,
    ) -> Iterator[Standing]:
        asked = self._rest_s(exercise, session, done)
        rest = effort.rest_before_s
        if place == 0 or rest is None or asked is None:
            return
        least = (1 - self.book.judging.rest.share) * asked
        if rest.value + self.book.judging.clearly.errors * rest.error < least:
            yield Standing.REST_SHORT

    def _rest_s(self, exercise: Exercise, session: Session | None, done: Sequence[Effort]) -> int | None:
        """The earliest next start: as planned, else as the book asks for reps of the length that was run."""
        if session is not None:
            return session.rest_s
        if not done:
            return None
        work_s = float(round(median(effort.duration_s.value for effort in done)))
        return self.book.rest_s(exercise, Dose(sets=1, reps=1, work_s=work_s))

    def _because(self, verdict: Verdict, exercise: Exercise, session: Session | None) -> Iterator[Reason]:
        """The rules that the verdict rests on, each once."""
        found = {standing for rep in verdict.reps for standing in rep.standings}
        if exercise.speed and found & {Standing.TOO_HARD, Standing.TOO_SLOW}:
            yield exercise.speed.reason()
        if Standing.REST_SHORT in found:
            rule = exercise.rest or self.book.rest[exercise.effort]
            yield rule.reason()
            yield self.book.judging.rest.reason()
        if found & {Standing.TOO_SHORT, Standing.TOO_LONG} and session:
            yield self.book.judging.length.reason()
        if verdict.stop_at is not None:
            yield from (rule.reason() for rule in self.book.stop if rule.id == "stop.slower")
        if found & {Standing.TOO_HARD, Standing.TOO_SLOW, Standing.TOO_FLAT, Standing.REST_SHORT}:
            yield self.book.judging.clearly.reason()

    # ---- what a watch can't say ---------------------------------------------------------------------

    def _unseen(self, session: Session) -> Refused:
        exercise = self.book.exercises.get(session.exercise)
        name = exercise.short if exercise else session.exercise.replace("_", " ")
        dose = say_dose(session.dose)
        return Refused(
            what=f"{dose} {name}" if exercise else name,
            why="a watch on the wrist cannot see them: they leave no trace in its speed",
            instead="How many did you do, and did the form hold? fullstride do writes it down as you go.",
        )

    def _unfit(self, wanted: Sequence[Session], quality: Quality) -> Iterator[Refused]:
        for session in wanted:
            exercise = self.book.exercises[session.exercise]
            why = quality.why[0].rstrip(".") if quality.why else "the speed signal is unfit"
            yield Refused(
                what=f"{say_dose(session.dose)} {exercise.short}",
                why=why[:1].lower() + why[1:],
                instead="Record with GPS or a foot pod, one sample a second, and this can be said.",
            )

    def _style(self, exercise_id: str) -> str:
        exercise = self.book.exercises.get(exercise_id)
        return exercise.style if exercise else ""

    def _speed_matters(self, verdict: Verdict) -> bool:
        exercise = self.book.exercises.get(verdict.exercise)
        return verdict.done > 0 and exercise is not None and exercise.speed is not None


def _plain_verdict(group: Group, efforts: Sequence[Effort]) -> Verdict:
    """What is no exercise of the book: counted, not judged."""
    count, name = len(group.efforts), group.exercise.replace("_", " ")
    lasted_s = [efforts[index].duration_s.value for index in group.efforts]
    alike = max(lasted_s) <= _ALIKE * min(lasted_s)
    length = f"about {median(lasted_s):.0f}" if alike else f"{min(lasted_s):.0f} to {max(lasted_s):.0f}"
    what = f"{count} {name}" if count > 1 else f"1 {name.removesuffix('s')}"
    return Verdict(
        exercise=group.exercise,
        asked=None,
        done=count,
        say=f"{what} of {length}\u2009s found.",
        notes=("Too long for a stride: they are told, not judged.",),
        reps=tuple(RepVerdict(effort=index, standings=()) for index in group.efforts),
    )


def _speeds(done: Sequence[Effort]) -> list[Measured] | None:
    """The best 3 s of every rep, or every mean where one has no best; None where a rep has neither."""
    for values in ([effort.best_3s_mps for effort in done], [effort.mean_mps for effort in done]):
        if all(value is not None for value in values):
            return [value for value in values if value is not None]
    return None


def _fade(done: Sequence[Effort], stop: StopRule | None) -> Measured | None:
    """How much slower the last two reps were than the median of the first three, in per cent."""
    first = stop.of_first if stop and stop.of_first else 3
    speeds = _speeds(done)
    if speeds is None or len(speeds) <= first:
        return None
    fresh = median(each.value for each in speeds[:first])
    last = speeds[max(first, len(speeds) - 2) :]
    noise = math.hypot(_error_of_mean(last), 1.25 * _error_of_mean(speeds[:first]))  # 1.25: a median's
    return Measured(value=100 * (1 - _mean(last) / fresh), error=100 * noise / fresh) if fresh > 0 else None


def _stop_at(done: Sequence[Effort], stop: StopRule | None, quality: Quality, errors: float) -> int | None:
    """The number of the rep after which the rule stop.slower would have ended the session, or None.

    The reps running must each be slower than the rule allows and, taken together, slower by more than
    `errors` of their own error: a fade inside the noise of the watch is none.
    """
    speeds = _speeds(done)
    if stop is None or not speeds or stop.fade_pct is None:
        return None
    first, running = stop.of_first or 3, stop.reps or 2
    poor = quality.grade in (Grading.POOR, Grading.UNFIT)
    limit_pct = stop.poor_fade_pct if poor and stop.poor_fade_pct is not None else stop.fade_pct
    fresh = median(each.value for each in speeds[:first])
    for end in range(first + running, len(speeds) + 1):
        last = speeds[end - running : end]
        slow = all(each.value < (1 - limit_pct / 100) * fresh for each in last)
        if slow and fresh - _mean(last) > errors * _error_of_mean(last):
            return end
    return None


def _and_too_flat(standings: tuple[Standing, ...]) -> tuple[Standing, ...]:
    return (*(each for each in standings if each is not Standing.AS_ASKED), Standing.TOO_FLAT)


def _mean(speeds: Sequence[Measured]) -> float:
    return sum(each.value for each in speeds) / len(speeds)


def _error_of_mean(speeds: Sequence[Measured]) -> float:
    return math.sqrt(sum(each.error**2 for each in speeds)) / len(speeds)
