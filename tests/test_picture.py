"""Weeks in the terminal: the right sign in the right cell, and no line that breaks."""

import dataclasses
import datetime as dt
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fullstride.cli.cells import CELLS, Brush, letter_cells, line_cells
from fullstride.cli.picture import calendar_picture, plan_picture
from fullstride.cli.style import Style, detect, drawn
from fullstride.domain.calendar import Day, Demand, OwnWork
from fullstride.domain.session import Disliked, Plan, Session, Status, Unplaced
from fullstride.rules.load import load_book
from made_season import (
    HOSTILE_TITLES,
    START,
    TODAY,
    clash_plan,
    hostile_days,
    hostile_plan,
    long_plan,
    made_session,
    marathon_days,
    marathon_plan,
)

FULL = Style()
PLAIN = Style(ascii=True, encoding="ascii")
BOOK = load_book()
EXERCISES = [*BOOK.exercises, "my_own_drill"]


def picture(plan: Plan, days: tuple[Day, ...], style: Style = FULL, today: dt.date = TODAY) -> str:
    return drawn(plan_picture(plan, days, BOOK, today=today, style=style), style)


def weeks_of(text: str) -> list[str]:
    """The lines that hold a week: they begin with a mark, a number and a date."""
    return [
        line for line in text.splitlines() if re.match(r"[▸> ] {0,2}\d+ {1,2}\d{1,2} [A-Z][a-z]{2}\b", line)
    ]


def cell(line: str, weekday: int) -> str:
    start = 18 + 7 * weekday
    return line.ljust(80)[start : start + CELLS]


def plain_cell(line: str, weekday: int, wanted: str) -> str:
    """The cell without the word RACE, unless that is what is looked for."""
    return cell(line, weekday).replace("RACE" if wanted != "RACE" else "", "")


def test_the_season_is_drawn_as_in_the_look() -> None:
    lines = picture(marathon_plan(), marathon_days()).splitlines()
    assert lines[0] == "Marathon, Sunday 18 April 2027                   18 weeks, proven best in 0.08 s"
    assert lines[2] == ("                  Mon    Tue    Wed    Thu    Fri    Sat    Sun      km contacts")
    assert lines[3] == ("  1 14 Dec base   ·      ── / ─ ══════ ━━━━━━ ─ ^/ ─ ────── ▄▄▄▄▄▄   59       45")
    assert lines[9] == ("▸ 7 25 Jan build  ·      ─ ▲/ ─ ══════ ━━━━━━ ─ ∩/ ─ ────── ▄▄▄▄▄▄   76       48")
    assert lines[20] == (" 18 12 Apr        ·      ── / ─ ━━━━━━ ────── ── / ─ ────── ██RACE   71        –")


def test_the_plain_version_holds_the_same_facts_in_ascii() -> None:
    text = picture(marathon_plan(), marathon_days(), PLAIN)
    assert text.isascii()
    lines = text.splitlines()
    assert lines[9] == ("> 7 25 Jan build  .      - A/ - ##H### ====== - n/ - ------ ==L===   76       48")
    full = picture(marathon_plan(), marathon_days()).splitlines()
    assert len(lines) == len(full)
    for sign, plain in (
        ("/", "/"),
        ("^", "^"),
        ("∩", "n"),
        ("▲", "A"),
        ("▄▄", "L"),
        ("══", "H"),
        ("RACE", "RACE"),
    ):
        for weekday in range(7):
            here = [sign in cell(line, weekday) for line in weeks_of("\n".join(full))]
            there = [plain in plain_cell(line, weekday, plain) for line in weeks_of(text)]
            assert here == there, f"{sign} and {plain}"


def test_only_what_occurs_is_in_the_legend() -> None:
    text = picture(marathon_plan(), marathon_days())
    legend = [line for line in text.splitlines() if line.startswith(("yours", "ours"))]
    assert legend == [
        "yours  · rest  ─── easy  ━━━ medium  ▄▄▄ long  ═══ hard  ███ race",
        "ours   / strides  ^ squat jumps  ∩ bounding  ▲ hill sprints",
    ]


def test_compromises_and_gaps_are_told_in_sentences() -> None:
    said = " ".join(picture(marathon_plan(), marathon_days()).split())
    for sentence in (
        "62 pieces on 36 days. Weeks ahead are drawn as if all goes well.",
        "2 places we do not love: hill sprints on 5 and 19 January:",
        "Week 13 has nothing maximal of ours: the half is on 7 March, and 7 days are kept clear.",
        "No bounding in weeks 1 to 3: bounding begins after three weeks that contain jumps.",
        "You have run three times a week for eight weeks or more.",
    ):
        assert sentence in said


def test_two_hundred_gaps_are_told_in_a_few_lines() -> None:
    plan, days = long_plan(52)
    why = marathon_plan().unplaced[0].because[0]
    gaps = tuple(
        Unplaced(
            exercise=exercise,
            week=week.start,
            because=(dataclasses.replace(why, rule=f"rule{number % 5}", text=f"Reason {number % 5}."),),
        )
        for number, week in enumerate(plan.weeks)
        for exercise in ("squat_jumps", "bounding", "flat_sprints", "circuit")
    )
    text = picture(dataclasses.replace(plan, unplaced=gaps), days)
    below = text.partition("pieces on")[2].splitlines()
    assert len(below) < 30


def test_a_clash_says_what_cannot_hold_together_and_what_to_change() -> None:
    said = " ".join(picture(clash_plan(), marathon_days()).split())
    assert "Nothing was placed." in said
    assert "Monday, Tuesday and Friday are never used. Free one of them. (week.never mon, tue, fri)" in said
    assert "1 14 Dec" in said, "the calendar is still drawn"


def test_out_of_time_says_how_far_from_proven() -> None:
    plan = dataclasses.replace(
        marathon_plan(), status=Status.OUT_OF_TIME, optimal=False, gap="two wishes may still be kept"
    )
    text = picture(plan, marathon_days())
    assert "18 weeks, the best found, not proven" in text
    assert "Not proven best. Two wishes may still be kept." in text


def test_a_plan_with_nothing_in_it_still_shows_the_weeks() -> None:
    plan = dataclasses.replace(marathon_plan(), sessions=(), disliked=(), unplaced=())
    text = picture(plan, marathon_days())
    assert len(weeks_of(text)) == 18
    assert "Nothing was placed." in text


def test_a_first_week_that_begins_late_leaves_its_earlier_days_blank() -> None:
    late = START + dt.timedelta(days=2)
    plan = marathon_plan()
    weeks = (dataclasses.replace(plan.weeks[0], start=late), *plan.weeks[1:])
    sessions = tuple(session for session in plan.sessions if session.date >= late)
    text = picture(dataclasses.replace(plan, first=late, weeks=weeks, sessions=sessions), marathon_days())
    line = weeks_of(text)[0]
    assert line.startswith("  1 16 Dec base")
    assert [cell(line, weekday).strip() for weekday in (0, 1)] == ["", ""]
    assert cell(line, 2) == "══════"


@pytest.mark.parametrize("count", [1, 12, 104, 208])
def test_every_week_is_one_line_however_long_the_plan(count: int) -> None:
    plan, days = long_plan(count)
    for width in (80, 60, 40):
        assert len(weeks_of(picture(plan, days, Style(width=width)))) == count


def test_without_km_the_column_goes_and_the_rest_closes_up() -> None:
    plan, days = long_plan(4)
    heading = picture(plan, days).splitlines()[2]
    assert "km" not in heading
    assert heading.endswith("contacts")
    assert len(heading) == 75


def plans() -> st.SearchStrategy[tuple[Plan, tuple[Day, ...]]]:
    hostile = hostile_days()
    return st.sampled_from(
        [
            (marathon_plan(), marathon_days()),
            (clash_plan(), marathon_days()),
            (hostile_plan(hostile), hostile),
            long_plan(1),
            long_plan(104),
        ]
    )


@given(plans(), st.integers(24, 80), st.booleans(), st.booleans())
def test_no_line_is_wider_than_the_terminal(
    made: tuple[Plan, tuple[Day, ...]], width: int, plain: bool, colour: bool
) -> None:
    style = Style(width=width, ascii=plain, encoding="ascii" if plain else "utf-8", colour=colour)
    for line in plan_picture(*made, BOOK, today=TODAY, style=style):
        assert line.cell_len <= width, line.plain
    for line in calendar_picture(made[1], title="A calendar", note="read", today=TODAY, style=style):
        assert line.cell_len <= width, line.plain


days = st.builds(
    Day,
    date=st.just(START),
    demand=st.sampled_from(Demand),
    title=st.sampled_from(HOSTILE_TITLES),
    own=st.lists(
        st.builds(OwnWork, exercise=st.sampled_from(EXERCISES), text=st.just("strides")), max_size=3
    ).map(tuple),
)
works = st.lists(st.sampled_from(EXERCISES), max_size=5).map(
    lambda exercises: tuple(made_session(START, exercise) for exercise in exercises)
)


@given(st.none() | days, works, st.booleans(), st.integers(2, 5))
def test_a_day_always_fills_exactly_its_cells(
    day: Day | None, sessions: tuple[Session, ...], plain: bool, width: int
) -> None:
    brush = Brush(style=PLAIN if plain else FULL, glyphs={"my_own_drill": "§"})
    line, letters = line_cells(day, sessions, brush), letter_cells(day, sessions, width, brush)
    assert line.cell_len == CELLS
    assert letters.cell_len == width
    if plain:
        assert line.plain.isascii()
        assert letters.plain.isascii()


@given(days, works)
def test_up_to_three_pieces_of_ours_are_all_visible(day: Day, sessions: tuple[Session, ...]) -> None:
    brush = Brush(style=FULL)
    shown = line_cells(dataclasses.replace(day, own=()), sessions[:3], brush).plain
    for session in sessions[:3]:
        assert brush.sign(session.exercise) in shown


@pytest.mark.parametrize(
    ("exercises", "expected"),
    [
        (["strides"], "── / ─"),
        (["bounding"], "─ ∩ ──"),
        (["bounding", "strides"], "─ ∩/ ─"),
        (["dynamic_strength"], "─── ╫ "),
        (["hill_sprints", "strides", "dynamic_strength"], "─ ▲/╫ "),
    ],
)
def test_maximal_work_stands_in_the_third_cell_strides_in_the_fourth_strength_in_the_fifth(
    exercises: list[str], expected: str
) -> None:
    day = Day(date=START, demand=Demand.EASY)
    sessions = [made_session(START, exercise) for exercise in exercises]
    assert line_cells(day, sessions, Brush(style=FULL)).plain == expected


def test_the_runners_own_work_stands_in_brackets() -> None:
    brush = Brush(style=FULL)
    own = OwnWork(exercise="hill_sprints", text="6 x 10 s hills")
    assert line_cells(Day(date=START, demand=Demand.STRIDES), (), brush).plain == "─ (/) "
    assert line_cells(Day(date=START, demand=Demand.HARD, own=(own,)), (), brush).plain == " (▲) ═"
    beside = line_cells(Day(date=START, demand=Demand.STRIDES), (made_session(START, "bounding"),), brush)
    assert beside.plain == "─ ∩(/)"
    two = (made_session(START, "squat_jumps"), made_session(START, "dynamic_strength"))
    assert line_cells(Day(date=START, demand=Demand.STRIDES), two, brush).plain == " ^╫(/)"


def test_a_users_own_exercise_gets_its_own_character_or_a_neutral_one() -> None:
    assert Brush(style=FULL, glyphs={"drill": "§"}).sign("drill") == "§"
    assert Brush(style=FULL, glyphs={"drill": "日"}).sign("drill") == "◇"
    assert Brush(style=FULL, glyphs={"drill": "\x1b"}).sign("drill") == "◇"
    assert Brush(style=FULL).sign("drill") == "◇"
    assert Brush(style=PLAIN, glyphs={"drill": "§"}).sign("drill") == "*"


def test_no_control_character_reaches_the_terminal() -> None:
    hostile = hostile_days()
    text = picture(hostile_plan(hostile), hostile)
    assert not [char for char in text if char != "\n" and ord(char) < 32]
    assert "\u202e" not in text


def test_colour_is_never_the_only_bearer() -> None:
    colour = picture(marathon_plan(), marathon_days(), Style(colour=True))
    bare = re.sub(r"\x1b\[[0-9;]*m", "", colour)
    assert bare == picture(marathon_plan(), marathon_days())
    codes = {code for found in re.findall(r"\x1b\[([0-9;]*)m", colour) for code in found.split(";")}
    assert codes <= {"0", "1", "2", *map(str, range(30, 38)), *map(str, range(90, 98))}


class Stream(io.StringIO):
    """A text stream that says what it is."""

    def __init__(self, *, terminal: bool, encoding: str = "utf-8") -> None:
        super().__init__()
        self._terminal, self._encoding = terminal, encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return self._terminal


UTF8 = {"LANG": "en_GB.UTF-8", "TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("environ", "terminal", "encoding", "plain", "colour"),
    [
        (UTF8, True, "utf-8", False, True),
        (UTF8, False, "utf-8", False, False),
        (UTF8 | {"NO_COLOR": "1"}, True, "utf-8", False, False),
        (UTF8 | {"TERM": "dumb"}, True, "utf-8", True, False),
        (UTF8 | {"TERM": "linux"}, True, "utf-8", True, True),
        (UTF8 | {"LC_ALL": "C"}, True, "utf-8", True, True),
        (UTF8 | {"LANG": "de_DE.ISO-8859-1"}, True, "iso-8859-1", True, True),
        (UTF8 | {"LANG": "ja_JP.UTF-8"}, True, "utf-8", True, True),
        ({}, True, "utf-8", False, True),
        ({}, False, "cp1252", True, False),
    ],
)
def test_the_style_follows_the_terminal(
    environ: dict[str, str], terminal: bool, encoding: str, plain: bool, colour: bool
) -> None:
    style = detect(stream=Stream(terminal=terminal, encoding=encoding), environ=environ, columns=200)
    assert (style.ascii, style.colour, style.width) == (plain, colour, 80)


def test_what_is_asked_for_wins() -> None:
    style = detect(stream=Stream(terminal=True), environ=UTF8, ascii_wanted=True, columns=61)
    assert style == Style(width=61, ascii=True, colour=True, encoding="ascii")
    assert detect(stream=Stream(terminal=False), environ=UTF8 | {"COLUMNS": "50"}).width == 50


@given(st.text(max_size=200), st.integers(2, 60), st.sampled_from(["utf-8", "ascii", "cp1252"]))
def test_any_text_is_cut_and_wrapped_to_its_width(text: str, width: int, encoding: str) -> None:
    style = Style(ascii=encoding != "utf-8", encoding=encoding)
    assert cell_len(style.cut(text, width)) == width
    for line in style.wrap(text, width):
        assert cell_len(line) <= width
        line.encode(encoding)


def test_a_place_we_do_not_love_names_only_sessions_of_the_plan() -> None:
    plan = marathon_plan()
    stray = Disliked(session="of-another-plan", because=plan.disliked[0].because)
    assert "places we do not love" not in picture(
        dataclasses.replace(plan, disliked=(stray,)), marathon_days()
    )


@given(st.lists(st.integers(-400, 400), max_size=12), st.booleans(), st.integers(30, 80))
def test_every_session_is_drawn_wherever_a_plan_puts_it(
    offsets: list[int], tells_weeks: bool, width: int
) -> None:
    sessions = tuple(
        made_session(START + dt.timedelta(days=offset), "bounding", number=number)
        for number, offset in enumerate(set(offsets))
    )
    whole = marathon_plan()
    weeks = whole.weeks if tells_weeks else ()
    plan = dataclasses.replace(whole, sessions=sessions, weeks=weeks, disliked=(), unplaced=())
    lines = weeks_of(picture(plan, marathon_days(), Style(width=width)))
    assert sum(line.count("∩") for line in lines) == len(sessions)
