"""The efforts of one recording as tables, one a kind: the same rows in the terminal and the report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from fullstride.domain.evidence import Effort, Evidence, Standing
from fullstride.formats import evidence_words as words
from fullstride.formats import figures, saying
from fullstride.formats.measured_column import Column, Shown
from fullstride.rules.book import Book

_SPEED_STANDINGS = (Standing.TOO_HARD, Standing.TOO_SLOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One effort: `cells` by column, `verdict` as (words, to be acted on), `care` keys of marked cells.

    `number` is the one that the verdict calls it by, "?" for an effort that is only possible. `effort` is
    its index in Evidence.efforts, of a motion's set or run in the field of its kind.
    """

    effort: int
    number: str
    cells: tuple[str, ...]
    verdict: tuple[tuple[str, bool], ...]
    care: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTable:
    """The efforts of one kind."""

    kind: str
    name: str  # "Strides, 6 × 20 s"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


_COLUMNS: tuple[Shown[Effort], ...] = (
    Shown(key="lasted", head="lasted", unit="s", of=lambda one: one.duration_s),
    Shown(key="distance", head="distance", unit="m", of=lambda one: one.distance_m),
    Shown(key="best", head="best 3 s", unit="m/s", of=lambda one: one.best_3s_mps, in_cells=False),
    Shown(key="share", head="of your max", unit="%", of=lambda one: one.share_of_top, scale=100),
    Shown(key="rest", head="rest before", unit="s", of=lambda one: one.rest_before_s),
    Shown(key="grade", head="grade", unit="%", of=lambda one: one.grade_pct),
)


def series(evidence: Evidence) -> list[list[int]]:
    """Indices of the efforts, in order of time, a list a series of one kind."""
    key = [(one.series, one.kind) for one in evidence.efforts]
    return [list(group) for _, group in groupby(_in_time(evidence), key=lambda index: key[index])]


def effort_tables(evidence: Evidence, book: Book | None) -> tuple[KindTable, ...]:
    """A table a kind, in order of time. A column of which nothing is known is left out."""
    stands, called = words.standings(evidence), numbers(evidence)
    return tuple(_table(group, evidence, stands, called, book) for group in _by_kind(evidence))


def _by_kind(evidence: Evidence) -> list[list[int]]:
    kinds: dict[str, list[int]] = {}
    for index in _in_time(evidence):
        kinds.setdefault(evidence.efforts[index].kind, []).append(index)
    return list(kinds.values())


def _in_time(evidence: Evidence) -> list[int]:
    return sorted(range(len(evidence.efforts)), key=lambda index: evidence.efforts[index].start_s)


def numbers(evidence: Evidence) -> Mapping[int, str]:
    """What each effort is called, by its index: as its verdict counts it, else counted by kind."""
    called = {
        rep.effort: str(place) for verdict in evidence.verdicts for place, rep in enumerate(verdict.reps, 1)
    }
    for group in _by_kind(evidence):
        place = sum(index in called for index in group)
        for index in group:
            if evidence.efforts[index].confidence < words.SURE_FROM:
                called[index] = "?"
            elif index not in called:
                place += 1
                called[index] = str(place)
    return called


def series_name(efforts: Sequence[Effort], book: Book | None) -> str:
    """ "Strides, 6 × 20 s": how many, and how long they typically were, without those only possible."""
    named = figures.exercise_name(efforts[0].kind, book)
    lengths = sorted(one.duration_s.value for one in efforts if one.confidence >= words.SURE_FROM)
    if not lengths:
        return f"{named}, {len(efforts)} possible"
    return f"{named}, {len(lengths)} × {figures.seconds(lengths[len(lengths) // 2])}"


def _table(
    group: Sequence[int],
    evidence: Evidence,
    judged: Mapping[int, tuple[Standing, ...]],
    called: Mapping[int, str],
    book: Book | None,
) -> KindTable:
    efforts = [evidence.efforts[index] for index in group]
    kinds = [one for one in _COLUMNS if one.is_known(efforts)]
    columns = (Column(key="at", head="at"), *(one.column(efforts) for one in kinds))
    rows = tuple(
        Row(
            effort=index,
            number=called[index],
            cells=(
                figures.clock(evidence.efforts[index].start_s),
                *(_cell(one, evidence.efforts[index], efforts) for one in kinds),
            ),
            verdict=tuple(words.rep_words(evidence.efforts[index], judged.get(index, ()), book)),
            care=_care(judged.get(index, ())),
        )
        for index in group
    )
    return KindTable(kind=efforts[0].kind, name=series_name(efforts, book), columns=columns, rows=rows)


def _cell(column: Shown[Effort], effort: Effort, efforts: Sequence[Effort]) -> str:
    measured = column.of(effort)
    if column.key == "rest" and measured is not None and measured.value >= 120:
        return figures.clock(measured.value)
    return column.cell(effort, efforts)


def _care(stands: Sequence[Standing]) -> frozenset[str]:
    marked = {"best"} if any(one in stands for one in _SPEED_STANDINGS) else set()
    return frozenset(marked | ({"rest"} if Standing.REST_SHORT in stands else set()))


def found_by(evidence: Evidence) -> str:
    """ "Found from the laps.", "Found from the laps and from the speed alone." """
    by = dict.fromkeys(words.FOUND_BY[one.found_by] for one in evidence.efforts)
    if not by:
        return ""
    return saying.sentence(f"found {saying.listed(list(by))}")
