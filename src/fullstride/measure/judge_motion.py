"""What a phone log or a marked video shows against what was asked: sets, runs, rests, where height fell."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fullstride.domain.evidence import (
    BoundRun,
    JumpSet,
    Measured,
    MotionEvidence,
    RepVerdict,
    Standing,
    TimedRun,
    Verdict,
)
from fullstride.domain.session import Reason, Session
from fullstride.measure.motion_words import Told, say_motion
from fullstride.rules.book import Book, StopRule
from fullstride.rules.dose import parts, say_dose
from fullstride.rules.ladders import contacts_of
from fullstride.rules.words import Exercise

FORM = "stop.form"
_FEW = 3  # under so many heights a set's level is no level
_FALLEN = frozenset((Standing.HEIGHT_FELL, Standing.BOUNDS_SHORTER))


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionJudge:
    """Holds the sets or runs of one log or video against the session of its exercise, or against the book.

    Steps: leave false starts aside (`start_share`: shorter than this share of what was asked for); hold
    each set's length and the rest before it against what was asked; see in which sets the height fell, or
    in which runs the bounds got shorter, as far as the rule stop.form allows; say it. Every line counts as
    crossed only where the value clears it by more than its error (judging.clearly).

    Of jump sets, the set's own `drop_pct` tells a fall inside it, and its mean against the first set's a
    fall from set to set: both were taken by one sensor in one place, so that only what jumps differ by
    makes the error of that difference. Bounds are compared only where a distance was taped.

    A log may begin late or end early: fewer sets than asked are said, and held against nobody.
    """

    book: Book
    start_share: float = 1 / 3

    def judge(
        self, motion: MotionEvidence, exercise: str, sessions: Sequence[Session]
    ) -> tuple[MotionEvidence, tuple[Verdict, ...]]:
        """`motion` with `useful` set in its jump sets, and the verdict; none where nothing was found.

        `exercise` is what the log was taken of, "hops" included; `sessions` what the plan asked on its day.
        """
        motion = replace(motion, sets=tuple(self._with_useful(one) for one in motion.sets))
        shown: Sequence[JumpSet | BoundRun | TimedRun] = motion.sets or motion.bounds or motion.timed
        if not shown:
            return motion, ()
        known = self.book.exercises.get(exercise)
        session = min(
            (one for one in sessions if one.exercise == exercise), key=lambda one: one.order, default=None
        )
        kept = [index for index, one in enumerate(shown) if not self._is_false_start(one, known, session)]
        fallen = self._fallen([shown[index] for index in kept])
        reps = tuple(
            RepVerdict(
                effort=index,
                standings=tuple(self._standings(shown[index], place, fallen, known, session)),
            )
            for place, index in enumerate(kept)
        )
        verdict = Verdict(
            exercise=exercise,
            asked=parts(session.dose) if session else None,
            done=len(kept),
            say="",
            session=session.id if session else "",
            stop_at=self._stop_at(fallen),
            reps=reps,
        )
        told = Told(
            verdict=verdict,
            motion=motion,
            exercise=known,
            dose=say_dose(session.dose) if session else "",
            rest_s=session.rest_s if session else None,
            false_starts=len(shown) - len(kept),
            errors=self.book.judging.clearly.errors,
        )
        said = say_motion(told)
        because = tuple(self._because(verdict, known))
        return motion, (replace(verdict, say=said.say, notes=said.notes, care=said.care, because=because),)

    # ---- sets of jumps ------------------------------------------------------------------------------

    def _with_useful(self, jumps: JumpSet) -> JumpSet:
        """The jumps before the height had fallen so far; None where it did not, or not clearly."""
        rule = self._rule
        heights = [jump.height_cm.value for jump in jumps.jumps if jump.height_cm is not None]
        third = len(heights) // 3
        if rule is None or rule.height_pct is None or third == 0 or not self._fell_inside(jumps):
            return jumps
        fresh = sum(heights[:third]) / third
        line = (1 - rule.height_pct / 100) * fresh
        above = sum(level > line for level in _never_rising(heights))
        measured = [at for at, jump in enumerate(jumps.jumps) if jump.height_cm is not None]
        return replace(jumps, useful=measured[min(above, len(measured) - 1)])

    def _fell_inside(self, jumps: JumpSet) -> bool:
        rule, drop = self._rule, jumps.drop_pct
        return (
            rule is not None
            and rule.height_pct is not None
            and drop is not None
            and self._clears(drop, rule.height_pct)
        )

    def _fallen(self, shown: Sequence[JumpSet | BoundRun | TimedRun]) -> frozenset[int]:
        """The places, from 0, of the sets in which the height fell, or of the runs with shorter bounds."""
        jumps = [one for one in shown if isinstance(one, JumpSet)]
        bounds = [one for one in shown if isinstance(one, BoundRun)]
        if jumps:
            return frozenset(
                at for at, one in enumerate(jumps) if self._fell_inside(one) or self._is_under(one, jumps[0])
            )
        return frozenset(at for at, one in enumerate(bounds) if self._is_shorter(one, bounds[0]))

    def _is_under(self, jumps: JumpSet, first: JumpSet) -> bool:
        rule = self._rule
        now, fresh = _own_mean(jumps), _own_mean(first)
        if rule is None or rule.height_pct is None or now is None or fresh is None or fresh.value <= 0:
            return False
        fall = 100 * (1 - now.value / fresh.value)
        error = 100 * math.hypot(now.error, now.value / fresh.value * fresh.error) / fresh.value
        return self._clears(Measured(value=fall, error=error), rule.height_pct)

    def _is_shorter(self, run: BoundRun, first: BoundRun) -> bool:
        rule = self._rule
        now, fresh = run.contacts_30m, first.contacts_30m
        if rule is None or rule.contacts_30m is None or now is None or fresh is None:
            return False
        more = Measured(value=now.value - fresh.value, error=math.hypot(now.error, fresh.error))
        return self._clears(more, rule.contacts_30m)

    def _stop_at(self, fallen: frozenset[int]) -> int | None:
        """The number of the set after which stop.form would have ended the session."""
        rule = self._rule
        if rule is None or rule.sets is None or len(fallen) < rule.sets:
            return None
        return sorted(fallen)[rule.sets - 1] + 1

    @property
    def _rule(self) -> StopRule | None:
        return next((rule for rule in self.book.stop if rule.id == FORM), None)

    # ---- against what was asked ---------------------------------------------------------------------

    def _is_false_start(
        self, one: JumpSet | BoundRun | TimedRun, exercise: Exercise | None, session: Session | None
    ) -> bool:
        if exercise is None or session is None or isinstance(one, TimedRun):
            return False
        dose = session.dose
        if isinstance(one, JumpSet):
            length = _length_s(one)
            return dose.work_s is not None and length.value + length.error < self.start_share * dose.work_s
        asked = contacts_of(exercise, dose) / max(1, parts(dose))
        return one.contacts < self.start_share * asked

    def _standings(
        self,
        one: JumpSet | BoundRun | TimedRun,
        place: int,
        fallen: frozenset[int],
        exercise: Exercise | None,
        session: Session | None,
    ) -> Iterator[Standing]:
        """What stands against one set or run; AS_ASKED where it could be held against the session."""
        against = [
            *self._length(one, exercise, session),
            *self._rest(one, place, session),
            *self._fall(one, place, fallen),
        ]
        yield from against or ([Standing.AS_ASKED] if session is not None else [])

    def _length(
        self, one: JumpSet | BoundRun | TimedRun, exercise: Exercise | None, session: Session | None
    ) -> Iterator[Standing]:
        errors, share = self.book.judging.clearly.errors, self.book.judging.length.share
        if isinstance(one, JumpSet) and session is not None and session.dose.work_s is not None:
            asked, length = session.dose.work_s, _length_s(one)
            margin = errors * length.error + share * asked
            if length.value + margin < asked:
                yield Standing.TOO_SHORT
            elif length.value - margin > asked:
                yield Standing.TOO_LONG
        elif (
            isinstance(one, BoundRun)
            and exercise is not None
            and exercise.max_s is not None
            and self._clears(one.duration_s, exercise.max_s)
        ):
            yield Standing.TOO_LONG

    def _rest(
        self, one: JumpSet | BoundRun | TimedRun, place: int, session: Session | None
    ) -> Iterator[Standing]:
        if place == 0 or session is None or session.rest_s is None or isinstance(one, TimedRun):
            return
        least = (1 - self.book.judging.rest.share) * session.rest_s
        if one.rest_before_s is not None and one.rest_before_s < least:
            yield Standing.REST_SHORT

    def _fall(
        self, one: JumpSet | BoundRun | TimedRun, place: int, fallen: frozenset[int]
    ) -> Iterator[Standing]:
        if place in fallen:
            yield Standing.HEIGHT_FELL if isinstance(one, JumpSet) else Standing.BOUNDS_SHORTER

    def _because(self, verdict: Verdict, exercise: Exercise | None) -> Iterator[Reason]:
        found = {standing for rep in verdict.reps for standing in rep.standings}
        rule = self._rule
        if found & _FALLEN and rule is not None:
            yield rule.reason()
        if Standing.REST_SHORT in found and exercise is not None:
            yield (exercise.rest or self.book.rest[exercise.effort]).reason()
            yield self.book.judging.rest.reason()
        if found & {Standing.TOO_SHORT, Standing.TOO_LONG} and exercise is not None:
            yield exercise.start.reason() if exercise.max_s else self.book.judging.length.reason()
        if found - {Standing.AS_ASKED}:
            yield self.book.judging.clearly.reason()

    def _clears(self, measured: Measured, line: float) -> bool:
        return measured.value - self.book.judging.clearly.errors * measured.error >= line


def _own_mean(jumps: JumpSet) -> Measured | None:
    """A set's mean height with the error that is its own, without what is common to all sets of the log."""
    heights = [jump.height_cm.value for jump in jumps.jumps if jump.height_cm is not None]
    if len(heights) < _FEW:
        return None
    mean = sum(heights) / len(heights)
    spread = math.sqrt(sum((each - mean) ** 2 for each in heights) / (len(heights) - 1))
    return Measured(value=mean, error=spread / math.sqrt(len(heights)))


def _length_s(jumps: JumpSet) -> Measured:
    """How long a set was to its jumper: it begins before the first take-off and may end after the last
    landing, by one rhythm together at most."""
    length = jumps.end_s - jumps.start_s
    rhythm = jumps.rhythm_s.value if jumps.rhythm_s is not None else length / max(1, jumps.count)
    return Measured(value=length + rhythm / 2, error=rhythm / 2)


def _never_rising(values: Sequence[float]) -> list[float]:
    """The levels nearest to `values` that never rise: neighbours that do are pooled (Ayer et al. 1955)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while pools and pools[-1][0] / pools[-1][1] < total / count:
            above, many = pools.pop()
            total, count = total + above, count + many
        pools.append((total, count))
    return [total / count for total, count in pools for _ in range(count)]
