"""The smallest pieces of the page: escaped words, glyphs, grades, and one day's line."""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fullstride.domain.calendar import Day, Demand
from fullstride.domain.session import Plan, Reason, Session
from fullstride.formats import saying
from fullstride.formats.look import DEMAND_WORDS, GLYPHS, GRADE_WORDS, OTHER
from fullstride.formats.rows import Row, own_work
from fullstride.rules.book import Book
from fullstride.rules.words import Exercise

LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the page is written from. `sessions` are in running order, by date as ISO text."""

    plan: Plan
    book: Book
    rows: tuple[Row, ...]
    days: Mapping[str, Day]
    sessions: Mapping[str, tuple[Session, ...]]

    def name(self, exercise: str) -> str:
        known = self.book.exercises.get(exercise)
        return known.name if known else exercise.replace("_", " ").capitalize()

    def exercise(self, exercise: str) -> Exercise | None:
        return self.book.exercises.get(exercise)

    @property
    def used(self) -> tuple[str, ...]:
        """The exercises of the plan, the eight of the book first."""
        found = {session.exercise for session in self.plan.sessions}
        return (*(one for one in GLYPHS if one in found), *sorted(found - set(GLYPHS)))


def esc(text: str) -> str:
    """Any text as HTML text or attribute: escaped, without control characters, units held together."""
    safe = " ".join(saying.without_controls(text).split(" "))
    return html.escape(safe).replace("\u2009", "\u202f")


def title(text: str) -> str:
    """A text from somebody's calendar: escaped, cut where it is endless, its direction kept to itself."""
    cut = text if len(text) <= LONGEST_TITLE else text[:LONGEST_TITLE] + "…"
    return f"<bdi>{esc(cut)}</bdi>"


def glyph(exercise: str, *, own: bool = False) -> str:
    """The glyph of an exercise; in the tone of the runner's own line when it is their own work."""
    name = _symbol(exercise)
    return f'<svg class="g {"own" if own else "c-" + name}" aria-hidden="true"><use href="#g-{name}"/></svg>'


def symbols(exercises: Iterable[str]) -> str:
    """The drawings that `glyph` refers to, once each."""
    names = dict.fromkeys(_symbol(exercise) for exercise in exercises)
    drawn = (
        f'<symbol id="g-{name}" viewBox="0 0 24 24">{GLYPHS.get(name, OTHER).svg}</symbol>' for name in names
    )
    return f'<svg class="vh" aria-hidden="true">{"".join(drawn)}</svg>'


def _symbol(exercise: str) -> str:
    return exercise if exercise in GLYPHS else "other"


def grade(reason: Reason) -> str:
    letter = reason.grade.value
    return f'<abbr class="gr" title="{esc(GRADE_WORDS[letter])}">{letter}</abbr>'


def grades(reasons: Iterable[Reason]) -> str:
    """What the letters mean, those that are used."""
    used = {reason.grade.value for reason in reasons}
    return " · ".join(f"{letter} {words}" for letter, words in GRADE_WORDS.items() if letter in used)


def reasons(found: Sequence[Reason]) -> str:
    """Sentences, each with its grade in a box."""
    return " ".join(f"{esc(saying.sentence(one.text))}&nbsp;{grade(one)}" for one in found)


def demand_class(day: Day | None) -> str:
    return "" if day is None else day.demand.value


def track(day: Day | None, sessions: Sequence[Session]) -> str:
    """The line of one day, open for our glyphs in running order, then for the runner's own."""
    shapes = [glyph(session.exercise) for session in sessions]
    shapes += [glyph(one, own=True) for one in own_work(day)]
    if day is not None and day.demand is Demand.UNKNOWN and not shapes:
        shapes = ['<span class="q">?</span>']
    line = '<i class="l"></i>' if day is not None else '<i class="l none"></i>'
    many = " many" if len(shapes) > 2 else ""
    return f'<span class="track{many}">{line}{"".join(shapes)}{line if shapes else ""}</span>'


def spoken(day: Day | None, sessions: Sequence[Session], sheet: Sheet) -> str:
    """The accessible name of a day without its weekday: "medium, 14 km: bounding, strides"."""
    parts = [] if day is None else [DEMAND_WORDS[day.demand]]
    if day is not None and day.distance_m:
        parts.append(saying.kilometres(day.distance_m))
    said = ", ".join(parts)
    names = [saying.lower_first(sheet.name(session.exercise)) for session in sessions]
    names += [f"your {saying.lower_first(sheet.name(one))}" for one in own_work(day)]
    return f"{said}: {', '.join(names)}" if names else said
