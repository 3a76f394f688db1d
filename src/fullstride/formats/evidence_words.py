"""Evidence in a runner's words: numbers with their errors, what was found, what a rep was.

The drawing, the terminal, the report and the answers say the same things in the same words.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from fullstride.domain.evidence import (
    Effort,
    Evidence,
    FoundBy,
    Grading,
    Quality,
    RepVerdict,
    Standing,
)
from fullstride.formats import figures, saying
from fullstride.rules.book import Book

NOTHING = "no short fast effort"
SURE_FROM = 0.5  # under it an effort is only possible, as `Effort.confidence` says

FIT_FOR: Mapping[Grading, str] = MappingProxyType(
    {
        Grading.GOOD: "good enough to time each rep",
        Grading.FAIR: "good enough for strides",
        Grading.POOR: "enough to count reps, not to judge them",
        Grading.UNFIT: "too little for short efforts",
    }
)
FOUND_BY: Mapping[FoundBy, str] = MappingProxyType(
    {
        FoundBy.HAND: "as you say",
        FoundBy.STEPS: "from the workout's steps",
        FoundBy.LAPS: "from the laps",
        FoundBy.PLAN: "from the plan and the speed",
        FoundBy.BLIND: "from the speed alone",
    }
)
# What a runner should act on; the other standings are told plainly.
CARE = frozenset(
    {
        Standing.TOO_HARD,
        Standing.REST_SHORT,
        Standing.TOO_SLOW,
        Standing.TOO_FLAT,
        Standing.HEIGHT_FELL,
        Standing.BOUNDS_SHORTER,
    }
)


def found(evidence: Evidence, book: Book | None) -> str:
    """ "3 hill sprints and 6 strides", "6 strides and 1 possible", "no short fast effort"."""
    if evidence.motion is not None:
        from fullstride.formats import motion_words

        return motion_words.found(evidence, book)
    sure = Counter(one.kind for one in by_time(evidence.efforts) if one.confidence >= SURE_FROM)
    possible = sum(one.confidence < SURE_FROM for one in evidence.efforts)
    said = [figures.count_of(count, kind, book) for kind, count in sure.items()]
    if possible:
        said.append(f"{possible} possible" if said else saying.counted(possible, "possible effort"))
    return saying.listed(said) or NOTHING


def by_time(efforts: Iterable[Effort]) -> list[Effort]:
    return sorted(efforts, key=lambda one: (one.start_s, one.end_s))


def title(evidence: Evidence) -> str:
    """ "Easy 14 km, Tuesday 26 January 2027"; the file's name where nothing else names it."""
    called = " ".join(saying.without_controls(evidence.title).split())
    if not called and evidence.start is None:
        called = evidence.file
    return saying.titled(called, evidence.start) or saying.titled(sport(evidence), evidence.start)


def sport(evidence: Evidence) -> str:
    """ "Run", or the other sport's name."""
    named = " ".join(saying.without_controls(evidence.kind).replace("_", " ").split())
    return named.capitalize() or "Activity"


def facts(evidence: Evidence, book: Book | None) -> str:
    """ "80 min, 14 km. Found: 6 strides." """
    parts = [figures.length(evidence.duration_s)]
    if evidence.distance_m:
        parts.append(saying.kilometres(evidence.distance_m))
    said = f"{', '.join(parts)}."
    if evidence.quality.grade is Grading.UNFIT and not evidence.efforts:
        return said
    return f"{said} Found: {found(evidence, book)}."


def says(evidence: Evidence, book: Book | None) -> str:
    """What a list has room for: what is to be acted on, else the verdicts, or why nothing can be said."""
    if evidence.motion is not None:
        from fullstride.formats import motion_words

        return motion_words.says(evidence, book)
    care = [one for one in evidence.verdicts if one.care]
    if care:
        return saying.sentence(care[0].say)
    if len(evidence.verdicts) > 1 and all(one.asked is None for one in evidence.verdicts):
        return saying.sentence(f"{found(evidence, book)} found")
    if evidence.verdicts:
        return " ".join(saying.sentence(one.say) for one in evidence.verdicts)
    if evidence.quality.grade is Grading.UNFIT:
        return saying.sentence(evidence.quality.why[0] if evidence.quality.why else "Cannot be said")
    return saying.sentence(found(evidence, book))


def signal(quality: Quality) -> tuple[str, str]:
    """The chip's two halves: "Signal fair", "good enough for strides"."""
    return f"Signal {quality.grade.value}", FIT_FOR[quality.grade]


# ---- one rep ---------------------------------------------------------------------------------------


def standings(evidence: Evidence) -> Mapping[int, tuple[Standing, ...]]:
    """The standings of each effort, by its index; {} where nothing was judged."""
    verdicts: Sequence[RepVerdict] = [rep for verdict in evidence.verdicts for rep in verdict.reps]
    return {rep.effort: rep.standings for rep in verdicts}


def rep_words(effort: Effort, stands: Sequence[Standing], book: Book | None) -> list[tuple[str, bool]]:
    """Words for one rep and whether each is to be acted on: [("relaxed", False), ("rest short", True)].

    A rep is called relaxed only where its speed could be judged.
    """
    if effort.confidence < SURE_FROM:
        return [("was it one?", False)]
    words: list[tuple[str, bool]] = []
    for standing in stands:
        known = book.exercises.get(effort.kind) if book else None
        relaxed = known is not None and known.effort == "relaxed" and effort.share_of_top is not None
        said = "relaxed" if relaxed and standing is Standing.AS_ASKED else standing.value
        words.append((said, standing in CARE))
    return words
