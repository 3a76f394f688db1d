"""Sets of jumps, bounding runs and runs between cones as tables: the same rows wherever they are shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from fullstride.domain.evidence import BoundRun, Evidence, JumpSet, Means, Standing, TimedRun
from fullstride.formats import figures, motion_words, saying
from fullstride.formats.effort_table import KindTable, Row
from fullstride.formats.measured_column import Column, Shown
from fullstride.formats.motion_numbers import noun, rhythm_s
from fullstride.rules.book import Book

STRONG = frozenset({"height", "per_30m", "time"})  # the columns that are read first
# The first to go where it is narrow.
GIVES_WAY = (
    *("spread", "flight", "cadence", "rhythm", "distance", "contact"),
    *("at", "rsi", "rest", "lasted", "speed", "drop"),
)
# What the stop rule or the next rest acts on; the other standings are told plainly.
_CARE = frozenset({Standing.HEIGHT_FELL, Standing.BOUNDS_SHORTER, Standing.REST_SHORT})
Part = TypeVar("Part", JumpSet, BoundRun, TimedRun)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plain(Generic[Part]):
    """A column without an error: counted, taped, or only where it is."""

    key: str
    head: str
    of: Callable[[Part], str]
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind(Generic[Part]):
    """One kind's columns from left to right, and what is said of a row in words."""

    columns: tuple[_Plain[Part] | Shown[Part], ...]
    said: Callable[[Part], str]


def motion_tables(evidence: Evidence, book: Book | None) -> tuple[KindTable, ...]:
    """A table for sets, for bounding runs and for timed runs. A column of nothing is left out."""
    motion = evidence.motion
    if motion is None:
        return ()
    named = motion_words.exercise(evidence, book)
    made = []
    if motion.sets:
        shown = _kind_of_sets(noun(evidence.kind), measured=motion.means is Means.VIDEO)
        made.append(
            _table(evidence, f"{named}, {saying.counted(len(motion.sets), 'set')}", motion.sets, shown)
        )
    if motion.bounds:
        name = f"{named}, {saying.counted(len(motion.bounds), 'run')}"
        made.append(_table(evidence, name, motion.bounds, _BOUNDS))
    if motion.timed:
        name = f"{named}, {saying.counted(len(motion.timed), 'run')} from cone to cone"
        made.append(_table(evidence, name, motion.timed, _TIMED))
    return tuple(made)


def part_numbers(evidence: Evidence, parts: Sequence[JumpSet | BoundRun | TimedRun]) -> tuple[str, ...]:
    """What each set or run of one kind is called: as the verdict counts them, "–" for those it left aside."""
    judged = _judged(evidence, parts)
    if not judged:
        return tuple(str(number) for number in range(1, len(parts) + 1))
    called = {index: str(number) for number, index in enumerate(judged, 1)}
    return tuple(called.get(index, "–") for index in range(len(parts)))


def _judged(
    evidence: Evidence, parts: Sequence[JumpSet | BoundRun | TimedRun]
) -> Mapping[int, Sequence[Standing]]:
    """The standings of those that a verdict counts, by their index; {} where nothing was judged.

    A verdict speaks of the sets where there are any, else of the bounds, else of the timed runs.
    """
    motion = evidence.motion
    if motion is None or parts is not (motion.sets or motion.bounds or motion.timed):
        return {}
    return {rep.effort: rep.standings for verdict in evidence.verdicts for rep in verdict.reps}


def _table(evidence: Evidence, name: str, parts: Sequence[Part], shown: _Kind[Part]) -> KindTable:
    columns: list[Column] = []
    cells: list[list[str]] = []
    for one in shown.columns:
        if isinstance(one, _Plain):
            made = [one.of(part) for part in parts]
            column = Column(key=one.key, head=one.head, error=one.unit)
        else:
            made = [one.cell(part, parts) for part in parts]
            column = one.column(parts)
        if any(cell != "–" for cell in made):
            columns.append(column)
            cells.append(made)
    judged, called = _judged(evidence, parts), part_numbers(evidence, parts)
    rows = tuple(
        Row(
            effort=index,
            number=called[index],
            cells=tuple(column[index] for column in cells),
            verdict=_said(judged.get(index), shown.said(part), is_aside=bool(judged) and index not in judged),
            care=frozenset({"rest"} if Standing.REST_SHORT in judged.get(index, ()) else ()),
        )
        for index, part in enumerate(parts)
    )
    return KindTable(kind=evidence.kind, name=name, columns=tuple(columns), rows=rows)


def _said(
    stands: Sequence[Standing] | None, measured: str, *, is_aside: bool
) -> tuple[tuple[str, bool], ...]:
    if is_aside:
        return (("left aside", False),)
    told = [(one.value, one in _CARE) for one in stands or ()]
    return (*told, (measured, False)) if measured else tuple(told)


def _at(part: JumpSet | BoundRun | TimedRun) -> str:
    return figures.clock(part.start_s)


def _rest(part: JumpSet | BoundRun) -> str:
    return "–" if part.rest_before_s is None else figures.seconds(part.rest_before_s)


def _taped(part: BoundRun | TimedRun) -> str:
    return "–" if part.distance_m is None else f"{part.distance_m:g}{figures.THIN}m"


def _said_of_set(one: JumpSet, called: str) -> str:
    if one.useful is not None:
        return f"useful to {called} {one.useful}"
    return "" if one.height_cm else "counted only"


def _kind_of_sets(called: str, *, measured: bool) -> _Kind[JumpSet]:
    rsi = "RSI" if measured else "RSI, trend only"
    return _Kind(
        columns=(
            _Plain(key="at", head="at", of=_at),
            _Plain(key="count", head=f"{called}s", of=lambda one: str(one.count)),
            Shown(key="height", head="height", unit="cm", of=lambda one: one.height_cm),
            _Plain(
                key="spread",
                head=f"{called}s differ by",
                unit="cm",
                of=lambda one: "–" if one.height_spread_cm is None else f"{one.height_spread_cm:.1f}",
            ),
            Shown(key="drop", head="drop", unit="%", of=lambda one: one.drop_pct),
            Shown(key="rhythm", head=f"a {called} every", unit="s", of=rhythm_s),
            Shown(key="rsi", head=rsi, unit="", of=lambda one: one.rsi, in_cells=False),
            _Plain(key="rest", head="rest before", of=_rest),
        ),
        said=lambda one: _said_of_set(one, called),
    )


_BOUNDS: _Kind[BoundRun] = _Kind(
    columns=(
        _Plain(key="at", head="at", of=_at),
        _Plain(key="count", head="contacts", of=lambda one: str(one.contacts)),
        Shown(key="lasted", head="lasted", unit="s", of=lambda one: one.duration_s),
        _Plain(key="distance", head="taped", of=_taped),
        Shown(key="per_30m", head="per 30\u2009m", unit="", of=lambda one: one.contacts_30m, in_cells=False),
        Shown(key="speed", head="mean speed", unit="m/s", of=lambda one: one.mean_mps, in_cells=False),
        Shown(key="cadence", head="steps a minute", unit="", of=lambda one: one.cadence_spm, in_cells=False),
        Shown(key="contact", head="contact", unit="ms", of=lambda one: one.contact_s, scale=1000),
        Shown(key="flight", head="flight", unit="ms", of=lambda one: one.flight_s, scale=1000),
        _Plain(key="rest", head="rest before", of=_rest),
    ),
    said=lambda one: "counted only" if one.mean_mps is None and one.contact_s is None else "",
)
_TIMED: _Kind[TimedRun] = _Kind(
    columns=(
        _Plain(key="at", head="at", of=_at),
        _Plain(key="distance", head="taped", of=_taped),
        Shown(key="time", head="time", unit="s", of=lambda one: one.duration_s),
        Shown(key="speed", head="mean speed", unit="m/s", of=lambda one: one.mean_mps, in_cells=False),
    ),
    said=lambda _: "",
)
