"""Motion evidence in a runner's words: what was counted, how it was measured, what cannot be said.

The numbers and what each is worth are motion_numbers'. The drawing, the terminal and the report say the
same things in the same words.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from fullstride.domain.evidence import (
    BoundRun,
    Evidence,
    JumpSet,
    Means,
    MotionEvidence,
    Refused,
    TimedRun,
)
from fullstride.domain.motion import Position
from fullstride.formats import figures, saying
from fullstride.formats.motion_numbers import MOST_LISTED, listed, noun
from fullstride.rules.book import Book

_NUMBERS = re.compile(r"\d+(?:[.,]\d+)?")
_WORN: Mapping[Position, str] = MappingProxyType(
    {
        Position.BELT: " at the belt",
        Position.FRONT_POCKET: " in the front pocket",
        Position.BACK_POCKET: " in the back pocket",
        Position.HAND: " in the hand",
        Position.ANKLE: " at the ankle",
        Position.UNKNOWN: "",
    }
)


# ---- what was found --------------------------------------------------------------------------------


def title(evidence: Evidence, book: Book | None) -> str:
    """ "Squat jumps, Tuesday 26 January 2027", or as the file calls itself, or the file's name."""
    return saying.titled(called(evidence, book), evidence.start) or exercise(evidence, book)


def called(evidence: Evidence, book: Book | None) -> str:
    """What a list calls it: as the file calls itself, by its exercise, or, undated, by the file's name."""
    if evidence.title:
        return evidence.title
    if evidence.start is None:
        return evidence.file.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return exercise(evidence, book)


def exercise(evidence: Evidence, book: Book | None) -> str:
    """ "Squat jumps"."""
    return figures.exercise_name(" ".join(saying.without_controls(evidence.kind).split()) or "motion", book)


def found(evidence: Evidence, book: Book | None) -> str:
    """ "3 sets of squat jumps: 14, 15 and 14 jumps"; "" where nothing could be counted."""
    motion = evidence.motion
    if motion is None:
        return ""
    named = saying.lower_first(exercise(evidence, book))
    parts = [_sets(motion.sets, evidence.kind, named)] if motion.sets else []
    parts += [_bounds(motion.bounds, named)] if motion.bounds else []
    parts += [_timed(motion.timed)] if motion.timed else []
    return "; ".join(parts)


def counted(evidence: Evidence) -> tuple[tuple[str, int], ...]:
    """What may be added up over many recordings: ("jump", 43), ("bounding contact", 53)."""
    motion = evidence.motion
    total: Counter[str] = Counter()
    if motion is not None:
        total[noun(evidence.kind)] += sum(one.count for one in motion.sets)
        total["bounding contact"] += sum(one.contacts for one in motion.bounds)
        total["timed run"] += len(motion.timed)
    return tuple((noun, count) for noun, count in total.items() if count)


def says(evidence: Evidence, book: Book | None) -> str:
    """What a list has room for: what is to be acted on, else the verdicts, what was counted, or why not."""
    care = [one for one in evidence.verdicts if one.care]
    said = found(evidence, book)
    if said and not care and all(one.asked is None for one in evidence.verdicts):
        return saying.sentence(said)
    if evidence.verdicts:
        return " ".join(saying.sentence(one.say) for one in care or evidence.verdicts)
    if evidence.refused:
        return saying.sentence(evidence.refused[0].why)
    return "Nothing was found that could be counted."


def facts(evidence: Evidence, book: Book | None) -> str:
    """ "2 min. 3 sets of squat jumps: 14, 15 and 14 jumps." """
    said = found(evidence, book)
    return " ".join(saying.sentence(one) for one in (figures.length(evidence.duration_s), said) if one)


def _sets(sets: Sequence[JumpSet], kind: str, named: str) -> str:
    of = f" of {named}" if kind not in ("", "motion") else ""
    return f"{saying.counted(len(sets), 'set')}{of}: {_counts([one.count for one in sets], noun(kind))}"


def _bounds(runs: Sequence[BoundRun], named: str) -> str:
    over = {round(one.distance_m, 1) for one in runs if one.distance_m}
    taped = f" over {over.pop():g}{figures.THIN}m" if len(over) == 1 else ""
    counts = _counts([one.contacts for one in runs], "contact")
    return f"{saying.counted(len(runs), 'run')} of {named}{taped}: {counts}"


def _timed(runs: Sequence[TimedRun]) -> str:
    over = {round(one.distance_m, 1) for one in runs if one.distance_m}
    taped = f" over {over.pop():g}{figures.THIN}m" if len(over) == 1 else ""
    times = listed((one.duration_s for one in runs), "s")
    return f"{saying.counted(len(runs), 'run')} from cone to cone{taped}: {times}"


def _counts(counts: Sequence[int], noun: str) -> str:
    """ "14, 15 and 14 jumps", "12 to 15 jumps each, 540 in all"."""
    low, high = min(counts), max(counts)
    if len(counts) == 1:
        return saying.counted(low, noun)
    if len(counts) <= MOST_LISTED:
        return f"{saying.listed([str(one) for one in counts])} {noun}s"
    each = saying.counted(high, noun) if low == high else f"{low} to {saying.counted(high, noun)}"
    return f"{each} each, {sum(counts):,} in all"


# ---- how it was measured ---------------------------------------------------------------------------


def means(evidence: Evidence) -> tuple[str, str]:
    """The chip's two halves: "Phone at the belt, 100 Hz", "good for counts and trends"."""
    motion = evidence.motion
    if motion is None:
        return "Nothing measured", "the reason is below"
    if motion.means is Means.VIDEO:
        by = f"Video, {round(motion.rate_hz)} frames a second"
    else:
        by = f"Phone{_WORN[motion.position]}, {round(motion.rate_hz)}{figures.THIN}Hz"
    return by, _fit_for(motion)


def _fit_for(motion: MotionEvidence) -> str:
    is_video = motion.means is Means.VIDEO
    if not (motion.sets or motion.bounds or motion.timed):
        return "too little to count"
    if any(one.height_cm for one in motion.sets):
        return "good for timing each jump" if is_video else "good for counts and trends"
    if is_video and any(one.contact_s for one in motion.bounds):
        return "good for timing each contact"
    if motion.bounds:
        return "good for counts and times"
    return "good for timing a run" if motion.timed else "good for counting only"


def how(evidence: Evidence) -> tuple[str, ...]:
    """Sentences on what the numbers rest on: the offset, what was seen in the log, where it ends."""
    motion = evidence.motion
    told = [*_offset(motion), *motion.seen] if motion else []
    told += [one for one in evidence.quality.why if one not in {refused.why for refused in evidence.refused}]
    told += [f"the file {evidence.cut}"] if evidence.cut else []
    told += [f"Recorded by {evidence.device}"] if evidence.device else []
    return tuple(dict.fromkeys(saying.sentence(one) for one in told))


def _offset(motion: MotionEvidence) -> list[str]:
    has_height = any(one.height_cm for one in motion.sets)
    if motion.means is Means.VIDEO or not has_height:
        return []
    if motion.calibrated:
        return ["Your own offset was taken off each flight, from the jumps you marked in video"]
    if motion.position is Position.UNKNOWN:
        return [
            "Where the phone was worn is not said, so a rough offset was taken off each flight; name the "
            "place and the error is smaller"
        ]
    own = [number for number, one in enumerate(motion.sets, start=1) if one.calibrated]
    if own:
        return [f"Your own offset was taken off in {_where('set', own)}, the usual one in the others"]
    return [
        "The usual offset of this position was taken off each flight; three jumps marked in slow-motion "
        "video would give your own"
    ]


def refusals(evidence: Evidence) -> tuple[Refused, ...]:
    """What cannot be said, each thing once: of the whole log, then of the sets and runs it is missing in."""
    motion = evidence.motion
    told = list(evidence.refused)
    if motion is not None:
        told += _of_each(motion.sets, "set") + _of_each(motion.bounds, "run")
    return tuple(dict.fromkeys(told))


def _of_each(parts: Sequence[JumpSet | BoundRun], noun: str) -> list[Refused]:
    """Each thing once, what all of them lack first; reasons that differ only in their numbers are one."""
    missing: dict[tuple[str, str, str], dict[int, Refused]] = {}
    for number, part in enumerate(parts, 1):
        for one in part.refused:
            reason = _NUMBERS.sub("", one.why)
            missing.setdefault((one.what, reason, one.instead), {})[number] = one
    told = sorted(missing.values(), key=lambda where: len(where) < len(parts))
    return [_merged(where, noun, of_all=len(where) == len(parts)) for where in told]


def _merged(where: Mapping[int, Refused], noun: str, *, of_all: bool) -> Refused:
    first = next(iter(where.values()))
    why = first.why
    if len({one.why for one in where.values()}) > 1:
        why = f"{first.why.rstrip('.')} ({noun} {next(iter(where))}; the others alike)"
    return replace(
        first, what=first.what if of_all else f"{first.what}, {_where(noun, list(where))}", why=why
    )


def _where(noun: str, where: Sequence[int]) -> str:
    return f"{noun} {where[0]}" if len(where) == 1 else f"{noun}s {saying.numbers(where)}"
