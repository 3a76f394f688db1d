"""What motion evidence measured, sentence by sentence: each number with its error and what it is worth."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from fullstride.domain.evidence import BoundRun, Evidence, JumpSet, Means, Measured, MotionEvidence
from fullstride.formats import figures, saying

MOST_LISTED = 6  # values that a sentence lists; of more it gives the span
_MOST_ENDS = 4  # sets whose end is told one by one
_FINEST_RHYTHM_S = 0.002


def noun(kind: str) -> str:
    """What one of a set is called: "jump", "hop"."""
    return "hop" if kind == "hops" else "jump"


def listed(measured: Iterable[Measured | None], unit: str, *, scale: float = 1.0) -> str:
    """ "27, 26 and 25 ± 3 cm": one error serves them all; of many the span, "24 to 28 ± 3 cm"."""
    known = [one for one in measured if one is not None]
    if not known:
        return ""
    error = figures.typical_error(known) * scale
    places = figures.decimals(error)
    values = [figures.number(one.value * scale, places) for one in known]
    if len(set(values)) == 1:
        said = values[0]
    elif len(known) <= MOST_LISTED:
        said = saying.listed(values)
    else:
        ends = (min(known, key=_value), max(known, key=_value))
        said = " to ".join(figures.number(one.value * scale, places) for one in ends)
    if error > 0:
        said += f"{figures.THIN}±{figures.THIN}{figures.number(error, places)}"
    return f"{said}{figures.THIN}{unit}" if unit else said


def rhythm_s(one: JumpSet) -> Measured | None:
    """From one take-off to the next, as finely as a runner can use it: a long set's mean is known to
    fractions of a millisecond."""
    if one.rhythm_s is None:
        return None
    return replace(one.rhythm_s, error=max(one.rhythm_s.error, _FINEST_RHYTHM_S))


def _value(measured: Measured) -> float:
    return measured.value


def numbers(evidence: Evidence) -> tuple[str, ...]:
    """A sentence for each thing that was measured, its error and what it is worth; () for counts alone."""
    motion = evidence.motion
    if motion is None:
        return ()
    told = [*_of_sets(motion, noun(evidence.kind)), *_of_bounds(motion), *_of_timed(motion)]
    if not evidence.verdicts:  # they say these two themselves
        told += [_useful(motion.sets, noun(evidence.kind)), _sides(motion.left_right_pct)]
    return tuple(saying.sentence(one) for one in told if one)


def _of_sets(motion: MotionEvidence, called: str) -> list[str]:
    sets = motion.sets
    by_phone = motion.means is Means.PHONE
    worth = (
        "a trend number: compare it with your own sets, the phone worn the same way"
        if by_phone
        else "from the time in the air"
    )
    height = listed((one.height_cm for one in sets), "cm")
    changed = listed((_turned(one.drop_pct) for one in sets), "%")
    rhythm = listed((rhythm_s(one) for one in sets), "s")
    rsi = listed((one.rsi for one in sets), "")
    return [
        f"Height {height}, {worth}" if height else "",
        f"The last third of a set against its first: {changed} in height" if changed else "",
        f"A {called} every {rhythm}" if rhythm else "",
        f"RSI {rsi}, {'trend only' if by_phone else 'height over time on the ground'}" if rsi else "",
    ]


def _turned(drop: Measured | None) -> Measured | None:
    """A drop as a change: what fell is below 0."""
    return None if drop is None else replace(drop, value=-drop.value)


def _useful(sets: Sequence[JumpSet], called: str) -> str:
    """ "The useful part of set 3 ended after jump 11"; "" where no set is known to have ended early."""
    ends = [(number, one.useful) for number, one in enumerate(sets, 1) if one.useful is not None]
    if not ends:
        return ""
    if len(sets) == 1:
        return f"The useful part ended after {called} {ends[0][1]}"
    if len(ends) > _MOST_ENDS:
        return f"The useful part of {len(ends)} sets ended before the set did"
    said = [f"{called} {jump} of set {number}" for number, jump in ends]
    return f"The useful part ended after {saying.listed(said)}"


def _of_bounds(motion: MotionEvidence) -> list[str]:
    runs = motion.bounds
    per_30m = listed((one.contacts_30m for one in runs), "")
    speed = listed((one.mean_mps for one in runs), "m/s")
    cadence = listed((one.cadence_spm for one in runs), "")
    times = [
        f"{name} {listed((of(one) for one in runs), 'ms', scale=1000)}"
        for name, of in (("contact", _contact), ("flight", _flight))
        if any(of(one) is not None for one in runs)
    ]
    single = figures.typical_error(
        Measured(value=0.0, error=one.contact_error_s) for one in runs if one.contact_error_s
    )
    worth = ", an estimate from the trunk and no measurement" if motion.means is Means.PHONE else ""
    alone = (
        f"; one contact alone is good to {figures.number(single * 1000, 0)}{figures.THIN}ms" if single else ""
    )
    return [
        f"Contacts per 30{figures.THIN}m: {per_30m}" if per_30m else "",
        f"Mean speed {speed}, the taped distance over the time" if speed else "",
        f"Steps a minute: {cadence}" if cadence else "",
        f"{saying.listed(times)}{worth}{alone}" if times else "",
        "Nobody has validated a phone for bounding: the contacts and the time are what stands"
        if runs and motion.means is Means.PHONE
        else "",
    ]


def _contact(run: BoundRun) -> Measured | None:
    return run.contact_s


def _flight(run: BoundRun) -> Measured | None:
    return run.flight_s


def _sides(right_longer: Measured | None) -> str:
    if right_longer is None:
        return ""
    longer, other = ("right", "left") if right_longer.value >= 0 else ("left", "right")
    amount = Measured(value=abs(right_longer.value), error=right_longer.error)
    said = figures.with_error(amount, "%")
    return f"The {longer} foot was on the ground {said} longer than the {other}, all runs together"


def _of_timed(motion: MotionEvidence) -> list[str]:
    speed = listed((one.mean_mps for one in motion.timed), "m/s")
    return [f"Mean speed from cone to cone {speed}" if speed else ""]
