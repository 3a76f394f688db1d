"""A verdict in words: the weightiest thing first, in one sentence, then what else is worth one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fullstride.domain.evidence import Effort, Measured, Standing, Verdict
from fullstride.rules.words import Exercise

THIN = "\u2009"
_ON_THE_FLAT = ", but on the flat"
_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    say: str
    notes: tuple[str, ...]
    care: bool


def say_verdict(
    verdict: Verdict,
    *,
    exercise: Exercise,
    dose: str,
    efforts: Sequence[Effort],
    rest_s: int | None,
    planned: bool,
    flat: Measured | None = None,
) -> Said:
    """`dose` is the session's, "" where none was planned; `efforts` those of the whole recording.

    `flat` is the grade of the reps where a hill was asked for and there was none.
    """
    hard = _numbers(verdict, Standing.TOO_HARD)
    slow = _numbers(verdict, Standing.TOO_SLOW)
    rushed = _numbers(verdict, Standing.REST_SHORT)
    missed = verdict.asked is not None and verdict.done < verdict.asked
    how = _ON_THE_FLAT if flat else _how_hard(verdict, exercise, efforts)
    say = _first_sentence(verdict, exercise, dose, hard, slow, rushed if planned else [], how)
    notes = tuple(_notes(verdict, exercise, dose, efforts, rest_s, planned, hard, slow, rushed))
    if flat:
        notes = (f"The ground rose by {_grade(flat)}; {dose} was asked.", *notes)
    care = bool(hard or slow or missed or flat or verdict.stop_at is not None or (rushed and planned))
    return Said(say=say, notes=notes, care=care)


def _first_sentence(
    verdict: Verdict,
    exercise: Exercise,
    dose: str,
    hard: Sequence[int],
    slow: Sequence[int],
    rushed: Sequence[int],
    how: str,
) -> str:
    name, done, asked = exercise.short, verdict.done, verdict.asked
    if done == 0:
        return f"No {name} found; {dose} {'was' if asked == 1 else 'were'} asked."
    if asked is not None and done < asked:
        return f"{done} of {asked} {name} found."
    if verdict.stop_at is not None and verdict.stop_at < done:
        stop = f"the {ordinal(verdict.stop_at)} was the one to stop after."
        if _came_back(verdict):
            return f"Two {name} running were slower than the first three: {stop}"
        return f"The {name} faded: {stop}"
    if hard:
        what = "a relaxed stride" if exercise.effort == "relaxed" else exercise.short
        return f"Too hard for {what}: {len(hard)} of {done}."
    if slow:
        return f"Slower than asked: {len(slow)} of {done} {name}."
    counted = f"{done} {name}" if done != 1 else f"1 {_one(name)}"
    if rushed and not how:
        how = f", with {count_word(len(rushed))} short {'rest' if len(rushed) == 1 else 'rests'}"
    if asked is None:
        return f"{counted} found{how}."
    if done > asked:
        return f"{counted}, {done - asked} more than asked{how}."
    how_long = _how_long(verdict) or ("" if how == _ON_THE_FLAT else ", as asked")
    return f"{counted}{how_long}{how}."


def _how_long(verdict: Verdict) -> str:
    """ ", two shorter than asked"; "" where every rep was as long as asked."""
    off = {"shorter": Standing.TOO_SHORT, "longer": Standing.TOO_LONG}
    counts = {words: len(_numbers(verdict, standing)) for words, standing in off.items()}
    said = [
        f"{'all' if count == verdict.done > 1 else count_word(count)} {words}"
        for words, count in counts.items()
        if count
    ]
    return f", {' and '.join(said)} than asked" if said else ""


def _came_back(verdict: Verdict) -> bool:
    """Whether the last reps were no slower than the first, so that nothing faded."""
    return verdict.fade_pct is not None and verdict.fade_pct.value <= verdict.fade_pct.error


def _how_hard(verdict: Verdict, exercise: Exercise, efforts: Sequence[Effort]) -> str:
    """ ", all relaxed" where every rep's speed could be judged and none was too hard or too slow."""
    judged = [
        rep
        for rep in verdict.reps
        if Standing.AS_ASKED in rep.standings and efforts[rep.effort].share_of_top is not None
    ]
    if exercise.effort == "relaxed" and judged and len(judged) == verdict.done:
        return ", all relaxed" if verdict.done > 1 else ", relaxed"
    return ""


def _notes(
    verdict: Verdict,
    exercise: Exercise,
    dose: str,
    efforts: Sequence[Effort],
    rest_s: int | None,
    planned: bool,
    hard: Sequence[int],
    slow: Sequence[int],
    rushed: Sequence[int],
) -> Iterator[str]:
    relaxed = exercise.effort == "relaxed"
    if hard and relaxed:
        yield f"{say_which(hard, verdict)} close to your max. A stride is fast and casual."
    if hard and relaxed and (rest := verdict.done - len(hard) - len(slow)):
        yield f"The other {count_word(rest)} {'were' if rest > 1 else 'was'} just that."
    if slow:
        yield f"{say_which(slow, verdict)} slower than asked."
    for standing, words in ((Standing.TOO_SHORT, "shorter"), (Standing.TOO_LONG, "longer")):
        if numbers := _numbers(verdict, standing):
            yield f"{say_which(numbers, verdict)} {words} than asked ({dose})."
    if rushed and rest_s is not None:
        whose = "is asked before each" if planned else f"is what the book gives {exercise.short}"
        yield _rests(verdict, efforts, rushed, rest_s, whose)
    if verdict.stop_at is not None and _came_back(verdict):
        slow_ones = listed_ordinals([verdict.stop_at - 1, verdict.stop_at])
        yield f"The slow ones were the {slow_ones}; the last came back."
    elif verdict.stop_at is not None:
        yield f"Two running were clearly slower than the first three, up to the {ordinal(verdict.stop_at)}."
    elif verdict.fade_pct is not None and abs(verdict.fade_pct.value) <= verdict.fade_pct.error:
        yield "The last were as fast as the first, as far as the watch can tell."


def _rests(
    verdict: Verdict, efforts: Sequence[Effort], rushed: Sequence[int], rest_s: int, whose: str
) -> str:
    rests = [efforts[verdict.reps[number - 1].effort].rest_before_s for number in rushed]
    shortest = min(rest.value for rest in rests if rest is not None)
    took, asked = say_long(round(shortest)), f"{say_long(rest_s)} or more"
    if len(rushed) == 1:
        return f"One rest was {took}; {asked} {whose}."
    return f"{len(rushed)} rests were short, the shortest {took}; {asked} {whose}."


def _grade(grade: Measured) -> str:
    """ "0 ± 1 %", with a true minus."""
    value = f"{grade.value:.0f}".replace("-0", "0").replace("-", "\u2212")
    return f"{value} ± {max(1.0, grade.error):.0f}{THIN}%"


def _numbers(verdict: Verdict, standing: Standing) -> list[int]:
    """The reps, from 1, that have this standing."""
    return [number for number, rep in enumerate(verdict.reps, start=1) if standing in rep.standings]


def say_which(numbers: Sequence[int], verdict: Verdict) -> str:
    """ "The fourth and sixth were", "All six were"."""
    if len(numbers) == verdict.done > 2:
        return f"All {count_word(len(numbers))} were"
    return f"The {listed_ordinals(numbers)} {'was' if len(numbers) == 1 else 'were'}"


def listed_ordinals(numbers: Sequence[int]) -> str:
    words = [ordinal(number) for number in numbers]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def ordinal(number: int) -> str:
    if number < len(_ORDINALS):
        return _ORDINALS[number]
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def count_word(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def say_long(seconds: int) -> str:
    """ "80 s", from two minutes "2:24"."""
    if seconds < 120:
        return f"{seconds}{THIN}s"
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02d}" if rest else f"{minutes}{THIN}min"


def _one(plural: str) -> str:
    return plural.removesuffix("s")
