"""The rule book on the screen: the list of rules, one rule, one exercise."""

from collections.abc import Sequence

from rich.text import Text

from fullstride.cli.cells import Brush
from fullstride.cli.screens import grade_lines, hanging
from fullstride.cli.style import Style, paragraph
from fullstride.domain.session import Reason
from fullstride.formats import saying
from fullstride.formats.look import GRADE_WORDS
from fullstride.rules.book import Book
from fullstride.rules.dose import say_dose
from fullstride.rules.words import Exercise, Rule


def rules_screen(book: Book, *, style: Style) -> list[Text]:
    """Every rule, grouped by what it is about: id, sentence, grade."""
    groups: dict[str, list[Rule]] = {}
    for rule in book.rules():
        groups.setdefault(rule.id.partition(".")[0], []).append(rule)
    count = sum(len(rules) for rules in groups.values())
    lines = paragraph(
        f"{saying.counted(count, 'rule')}.", "fullstride rules ID shows one with its source.", style
    )
    for group, rules in groups.items():
        exercise = book.exercises.get(group)
        lines += [Text(), *_heading(exercise.name if exercise else group, exercise, style)]
        lines += _table(rules, style)
    return [*lines, Text(), *grade_lines([rule.reason() for rule in book.rules()], style)]


def rule_screen(rule: Rule, *, style: Style) -> list[Text]:
    """One rule with its grade in words and its source."""
    said = rule.reason()
    lines = paragraph(rule.id, "", style)
    lines += hanging("says", said.text, style)
    lines += hanging("grade", f"{said.grade.value}, {GRADE_WORDS[said.grade.value]}", style)
    return lines + hanging("source", saying.sentence(said.source), style)


def exercise_screen(exercise: Exercise, rules: Sequence[Rule], *, style: Style) -> list[Text]:
    """One exercise: how it is done, its doses, and every rule about it."""
    lines = _heading(exercise.name, exercise, style)
    for label, text in (
        ("how", saying.sentence(exercise.intensity)),
        ("cues", saying.cues(exercise.cues)),
        ("warm-up", exercise.warm_up),
        ("needs", exercise.needs),
        ("doses", ", ".join(say_dose(dose) for dose in exercise.doses())),
        ("rest", exercise.recovery),
    ):
        lines += hanging(label, text, style) if text else []
    for number, fault in enumerate(exercise.faults):
        said = saying.sentence(f"{fault.sees}: {fault.do}")
        lines += hanging("" if number else "faults", said, style)
    reasons: list[Reason] = [rule.reason() for rule in rules]
    return [*lines, Text(), *_table(rules, style), Text(), *grade_lines(reasons, style)]


def _heading(name: str, exercise: Exercise | None, style: Style) -> list[Text]:
    if exercise is None:
        return paragraph(name.replace("_", " ").capitalize(), "", style)
    brush = Brush(style=style, glyphs={exercise.id: exercise.glyph})
    head = Text.assemble((brush.sign(exercise.id), brush.colour(exercise.id)), " ")
    return [head.append(style.words(name), "bold")]


def _table(rules: Sequence[Rule], style: Style) -> list[Text]:
    longest = max((len(rule.id) for rule in rules), default=0)
    width = min(longest + 2, 32)
    lines = []
    for rule in rules:
        reason = rule.reason()
        lines += hanging(rule.id, reason.text, style, label_width=width, grade=reason.grade)
    return lines
