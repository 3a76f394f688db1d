"""The verdict on a log or a video in words: the weightiest first, then what else is worth a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fullstride.domain.evidence import BoundRun, JumpSet, Means, Measured, MotionEvidence, Standing, Verdict
from fullstride.measure.verdict_words import (
    THIN,
    Said,
    count_word,
    listed_ordinals,
    ordinal,
    say_long,
    say_which,
)
from fullstride.rules.words import Exercise

_SETS, _RUNS = ("set", "sets"), ("run", "runs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the sentences are made from. `dose` and `rest_s` are the session's, "" and None without one;
    `exercise` None where the book has none; `errors` what clears a line (judging.clearly)."""

    verdict: Verdict
    motion: MotionEvidence
    exercise: Exercise | None
    dose: str
    rest_s: int | None
    false_starts: int
    errors: float

    @property
    def name(self) -> str:
        return self.exercise.short if self.exercise else self.verdict.exercise.replace("_", " ")

    @property
    def part(self) -> tuple[str, str]:
        return _SETS if self.motion.sets else _RUNS

    @property
    def sets(self) -> list[JumpSet]:
        return [self.motion.sets[rep.effort] for rep in self.verdict.reps] if self.motion.sets else []

    @property
    def runs(self) -> list[BoundRun]:
        if self.motion.sets or not self.motion.bounds:
            return []
        return [self.motion.bounds[rep.effort] for rep in self.verdict.reps]

    @property
    def contacts(self) -> int:
        return sum(one.count for one in self.sets) + sum(one.contacts for one in self.runs)

    def standing(self, *standings: Standing) -> list[int]:
        """The sets or runs, from 1, that have one of these standings."""
        reps = enumerate(self.verdict.reps, start=1)
        return [number for number, rep in reps if set(standings) & set(rep.standings)]


def say_motion(told: Told) -> Said:
    verdict = told.verdict
    stopped_late = verdict.stop_at is not None and verdict.stop_at < verdict.done
    rushed = told.standing(Standing.REST_SHORT)
    return Said(
        say=_first_sentence(told, stopped_late=stopped_late, rushed=rushed),
        notes=tuple(_notes(told, rushed)),
        care=bool(verdict.stop_at is not None or rushed),
    )


def _first_sentence(told: Told, *, stopped_late: bool, rushed: Sequence[int]) -> str:
    verdict = told.verdict
    done, asked = verdict.done, verdict.asked
    if done == 0:
        return f"No {told.part[0]} of {told.name} found, only what looks like a false start."
    counted = f"{done} {told.part[done != 1]} of {told.name}"
    if told.motion.timed and not (told.sets or told.runs):
        counted = f"{done} {told.name if done != 1 else told.name.removesuffix('s')}"
    if verdict.stop_at is not None:
        fell = listed_ordinals(told.standing(Standing.HEIGHT_FELL, Standing.BOUNDS_SHORTER))
        what = "Jump height fell" if told.sets else "The bounds got shorter"
        if stopped_late:
            return f"{what}: the {ordinal(verdict.stop_at)} {told.part[0]} was the one to stop after."
        return f"{what} in the {fell} {told.part[1]}: a good place to stop."
    how = _how(rushed)
    if asked is None or done < asked:
        found = "found" if told.motion.means is Means.PHONE else "marked"
        wanted = f"; {told.dose} {'was' if asked == 1 else 'were'} asked" if asked else ""
        return f"{counted} {found}{how}{wanted}."
    if done > asked:
        return f"{counted}, {done - asked} more than asked{how}."
    return f"{counted}{_length(told) or ', as asked'}{how}."


def _how(rushed: Sequence[int]) -> str:
    if rushed:
        return f", with {count_word(len(rushed))} short {'rest' if len(rushed) == 1 else 'rests'}"
    return ""


def _length(told: Told) -> str:
    """ ", two shorter than asked"; "" where every one was as long as asked."""
    off = {"shorter": Standing.TOO_SHORT, "longer": Standing.TOO_LONG}
    counts = {words: len(told.standing(standing)) for words, standing in off.items()}
    done = told.verdict.done
    said = [
        f"{'all' if count == done > 1 else count_word(count)} {words}"
        for words, count in counts.items()
        if count
    ]
    return f", {' and '.join(said)} than asked" if said else ""


def _notes(told: Told, rushed: Sequence[int]) -> Iterator[str]:
    verdict = told.verdict
    if told.contacts:
        yield _counted(told)
    if verdict.asked is not None and verdict.done < verdict.asked:
        yield (
            f"A {'log' if told.motion.means is Means.PHONE else 'video'} may hold only a part: "
            "how many you did is yours to say."
        )
    yield from _ends(told)
    if fell := told.standing(Standing.BOUNDS_SHORTER):
        yield f"More contacts on 30{THIN}m than in the first, clearly, in the {listed_ordinals(fell)}."
    for standing, words in ((Standing.TOO_SHORT, "shorter"), (Standing.TOO_LONG, "longer")):
        if numbers := told.standing(standing):
            yield _lengths(told, numbers, words)
    if rushed and told.rest_s is not None:
        yield _rests(told, rushed, told.rest_s)
    if told.motion.left_right_pct is not None and told.runs:
        yield _sides(told.motion.left_right_pct)
    if told.false_starts:
        count = _upper(count_word(told.false_starts))
        yield f"{count} too short to be meant {_was(told.false_starts)} left aside."


def _counted(told: Told) -> str:
    """ "14, 15 and 14 jumps: 43 contacts." """
    noun = "bounds" if told.runs else "hops" if told.verdict.exercise == "hops" else "jumps"
    counts = [one.count for one in told.sets] or [one.contacts for one in told.runs]
    if len(counts) == 1:
        return f"{counts[0]} {noun if counts[0] != 1 else noun.removesuffix('s')} counted."
    *most, last = map(str, counts)
    return f"{', '.join(most)} and {last} {noun}: {sum(counts)} contacts."


def _ends(told: Told) -> Iterator[str]:
    """Where the height fell inside a set, and where a whole set stayed under the first."""
    fell = told.standing(Standing.HEIGHT_FELL)
    useful = {number: told.sets[number - 1].useful for number in fell}
    inside = {number: useful[number] for number in fell if useful[number] is not None}
    for number, jumps in inside.items():
        which = f"In the {ordinal(number)} set" if told.verdict.done > 1 else "In this set"
        yield f"{which} the height fell after {jumps} jumps: end the set there."
    if under := [number for number in fell if number not in inside]:
        yield f"The {listed_ordinals(under)} {_was(len(under))} clearly lower than the first."


def _lengths(told: Told, numbers: Sequence[int], words: str) -> str:
    which = say_which(numbers, told.verdict) if told.verdict.done > 1 else "It was"
    exercise = told.exercise
    if told.runs and exercise is not None and exercise.max_s is not None:
        return f"{which} longer than {exercise.max_s:g}{THIN}s: shorter runs keep every bound a full one."
    return f"{which} {words} than asked ({told.dose})."


def _rests(told: Told, rushed: Sequence[int], rest_s: int) -> str:
    shown = told.sets or told.runs
    rests = [rest for number in rushed if (rest := shown[number - 1].rest_before_s) is not None]
    took, asked = say_long(round(min(rests))), f"{say_long(rest_s)} or more is asked before each"
    if len(rushed) == 1:
        return f"One rest was {took}; {asked}."
    return f"{len(rushed)} rests were short, the shortest {took}; {asked}."


def _sides(longer: Measured) -> str:
    side, other = ("right", "left") if longer.value > 0 else ("left", "right")
    value, error = abs(longer.value), longer.error
    return (
        f"The {side} foot was on the ground {value:.0f} ± {max(1.0, error):.0f}{THIN}% longer than the "
        f"{other}, all runs together."
    )


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
