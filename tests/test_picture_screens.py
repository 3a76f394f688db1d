"""The screens beside the picture: nothing breaks a column, nothing is told twice, nothing is missing."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from fullstride.cli.rule_screens import exercise_screen, rule_screen, rules_screen
from fullstride.cli.screens import calendar_screen, check_screen, explain_screen, export_screen, hanging
from fullstride.cli.style import Style, drawn
from fullstride.domain.calendar import Calendar, Day, Demand, Problem, Skipped, Sure
from fullstride.domain.session import Grade, Reason, Violation
from fullstride.formats.losses import Lost
from fullstride.rules.load import load_book
from made_season import TODAY, hostile_days, marathon_days, marathon_plan

BOOK = load_book()
FULL, PLAIN = Style(), Style(ascii=True, encoding="ascii")
HARD = Reason(
    rule="bounding.before.hard",
    text="Thursday is hard; bounding is never the day after.",
    source="The article (Lundstrom): perfect form requires that the athlete be fresh",
    grade=Grade.ARTICLE,
)
PLAIN_RUN = Reason(
    rule="plain",
    text="Saturday is the one easy run that stays plain this week.",
    source="Our default",
    grade=Grade.DEFAULT,
)


@dataclass(frozen=True)
class NotOn:
    date: dt.date
    never: bool
    because: tuple[Reason, ...]


def explained(style: Style = FULL) -> list[Text]:
    bounding, *others = [session for session in marathon_plan().sessions if session.date == TODAY]
    not_on = {
        bounding.id: [
            NotOn(TODAY + dt.timedelta(days=1), False, (PLAIN_RUN,)),
            NotOn(TODAY - dt.timedelta(days=1), True, (HARD, PLAIN_RUN)),
        ]
    }
    day = next(day for day in marathon_days() if day.date == TODAY)
    return explain_screen([*others, bounding], not_on, day, BOOK, style=style)


def calendar(style: Style = FULL, days: tuple[Day, ...] | None = None) -> list[Text]:
    read = Calendar(
        entries=(),
        skipped=(Skipped(title="Dentist\x1b[2J", why="it is not training", date=TODAY),),
        problems=(Problem(file="my.ics", place="line 12", text="the date 2027-13-01 does not exist"),),
        name="Spring",
    )
    return calendar_screen(read, marathon_days() if days is None else days, today=TODAY, style=style)


def all_screens(style: Style) -> list[Text]:
    lost = [Lost(session="one", what="A very long reason " * 9, instead="the text says it")]
    return [
        *calendar(style),
        *calendar(style, hostile_days()),
        *calendar(style, ()),
        *explained(style),
        *check_screen([Violation(date=TODAY, because=HARD)], 3, style=style),
        *check_screen([], 3, style=style),
        *export_screen(["plan.ics", "fit/one.fit", "fit/two.fit"], lost, "out", style=style),
        *rules_screen(BOOK, style=style),
        *rule_screen(next(iter(BOOK.rules())), style=style),
        *exercise_screen(BOOK.exercises["bounding"], list(BOOK.rules())[:5], style=style),
    ]


@pytest.mark.parametrize("width", [24, 33, 40, 60, 80])
@pytest.mark.parametrize("plain", [False, True])
def test_no_line_of_any_screen_is_wider_than_the_terminal(width: int, plain: bool) -> None:
    style = Style(width=width, ascii=plain, encoding="ascii" if plain else "utf-8")
    for line in all_screens(style):
        assert line.cell_len <= width, line.plain
        assert not plain or line.plain.isascii()
        assert not [char for char in line.plain if ord(char) < 32]


def test_the_calendar_shows_each_day_with_the_words_that_decided_it() -> None:
    text = drawn(calendar(), FULL)
    assert "  7 25 Jan" in text.replace("▸ 7", "  7")
    assert 'Wed 27 Jan  hard      Tempo 13 km            "tempo" is hard.' in text
    assert "my.ics, line 12: The date 2027-13-01 does not exist." in text
    assert "29 Jan  Dentist [2J: it is not training" in text
    assert len([line for line in text.splitlines() if line[:3] in ("Mon", "Sun")]) == 2 * 18


def test_a_reading_that_is_not_certain_is_marked() -> None:
    days = tuple(
        Day(date=TODAY + dt.timedelta(days=number), demand=Demand.EASY, title="Run", sure=sure)
        for number, sure in enumerate(Sure)
    )
    lines = drawn(calendar(days=days), FULL).splitlines()
    assert lines[0].endswith("4 days from 29 January 2027, 3 not certain")
    marks = [line[27:].strip() for line in lines if line.startswith(("Fri", "Sat", "Sun", "Mon"))]
    assert marks == ["", "likely:", "a guess:", "not clear:"]


def test_hostile_titles_leave_every_column_in_its_place() -> None:
    lines = [
        line for line in calendar(days=hostile_days()) if line.plain[3:4] == " " and line.plain[:3].isalpha()
    ]
    listed = [line for line in lines if "guess" in line.plain]
    assert len(listed) == 7
    columns = {cell_len(line.plain[: line.plain.index("a guess")]) for line in listed}
    assert columns == {22 + 31 + 2}
    assert {line.cell_len for line in listed if len(line.plain) > 60} <= set(range(60, 81))


def test_an_empty_calendar_says_so() -> None:
    assert "No training found." in drawn(calendar(days=()), FULL)


def test_explain_tells_why_here_and_why_not_there() -> None:
    assert drawn(explained(), FULL).splitlines()[:5] == [
        "∩ Bounding 3 × 30 m, rest 3 min or more, on your easy 8 km",
        "  here       The day before is not hard and not long: fresh legs.              A",
        "             The day after is easy: room to recover.                           D",
        "  never Thu  Thursday is hard; bounding is never the day after.                A",
        "  not Sat    Saturday is the one easy run that stays plain this week.          D",
    ]


def test_explain_says_what_the_grades_mean_and_which_rules_were_used() -> None:
    text = drawn(explained(), FULL)
    assert "A the article · D our default, yours to change" in text
    assert "Rules: bounding.before.hard, bounding.after.long, plain, strides.after.hard" in text


def test_a_day_without_work_is_told_plainly() -> None:
    assert drawn(explain_screen([], {}, None, BOOK, style=FULL), FULL) == "Nothing of ours on this day.\n"


def test_check_names_each_broken_rule_with_its_source() -> None:
    text = drawn(check_screen([Violation(date=TODAY, because=HARD)], 3, style=FULL), FULL)
    assert text.startswith("1 place breaks a rule.\n")
    assert "Fri 29 Jan" in text
    assert HARD.text in text
    assert HARD.rule in text
    assert "Every rule is kept. 3 pieces checked." in drawn(check_screen([], 3, style=FULL), FULL)


def test_the_same_loss_is_told_once() -> None:
    lost = [
        Lost(session=f"session-{number}", what="why it stands here", instead="the page says it")
        for number in range(60)
    ]
    text = drawn(export_screen(["plan.ics"], lost, "out", style=FULL), FULL)
    assert "60 sessions  why it stands here: the page says it." in text
    assert text.count("the page says it") == 1
    assert "Nothing was left out." in drawn(export_screen(["plan.ics"], [], "out", style=FULL), FULL)


def test_the_list_of_rules_holds_every_rule_once() -> None:
    text = drawn(rules_screen(BOOK, style=FULL), FULL)
    ids = [rule.id for rule in BOOK.rules()]
    assert text.startswith(f"{len(ids)} rules.")
    words = text.split()
    assert [rule_id for rule_id in ids if rule_id not in words] == []


def test_one_rule_tells_its_grade_in_words_and_its_source() -> None:
    rule = BOOK.rule("bounding.before.hard")
    assert rule is not None
    text = drawn(rule_screen(rule, style=PLAIN), PLAIN)
    assert "A, the article" in text
    assert "fresh" in text


@given(st.text(max_size=60), st.text(max_size=300), st.integers(24, 80), st.none() | st.sampled_from(Grade))
def test_any_label_and_text_hang_inside_the_width(
    label: str, text: str, width: int, grade: Grade | None
) -> None:
    for line in hanging(label, text, Style(width=width), grade=grade):
        assert line.cell_len <= width
