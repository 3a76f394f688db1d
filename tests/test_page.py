"""The page: one file that holds everything, escapes everything, and can be read by everyone."""

import dataclasses
import datetime as dt
import itertools
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.calendar import Day, Demand
from fullstride.domain.session import Plan
from fullstride.formats import saying
from fullstride.formats.page import write_page
from fullstride.rules.dose import say_dose
from fullstride.rules.load import load_book
from made_season import (
    HOSTILE_TITLES,
    START,
    clash_plan,
    hostile_days,
    hostile_plan,
    long_plan,
    made_session,
    marathon_days,
    marathon_plan,
)

BOOK = load_book()
VOID = {"meta", "br", "path", "use"}
LARGEST_BYTES = 1_500_000


class Seen(HTMLParser):
    """What a browser would make of a page: its tags, attributes and words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == [], "every tag is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("style", "script"):
            self.words.append(data)

    @property
    def said(self) -> str:
        return " ".join(" ".join(self.words).replace("\u202f", " ").split())

    def all(self, name: str) -> list[str]:
        return [
            value or "" for _, attributes in self.tags for key, value in attributes.items() if key == name
        ]


def page(plan: Plan | None = None, days: tuple[Day, ...] | None = None) -> str:
    return write_page(plan or marathon_plan(), marathon_days() if days is None else days, BOOK)


HOSTILE = hostile_days()
PAGES = {
    "season": page(),
    "hostile": page(hostile_plan(HOSTILE), HOSTILE),
    "clash": page(clash_plan()),
    "no days": page(days=()),
    "year": page(*long_plan(52)),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_needs_nothing_from_anywhere(name: str) -> None:
    seen = Seen(PAGES[name])
    assert not {"src", "srcset", "action", "background", "data"} & {key for _, a in seen.tags for key in a}
    assert all(link.startswith("#") for link in seen.all("href"))
    style = PAGES[name].partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style
    assert "@font-face" not in style
    assert "default-src 'none'" in PAGES[name]


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_place_on_the_page_and_every_place_is_named_once(name: str) -> None:
    seen = Seen(PAGES[name])
    places = Counter(seen.all("id"))
    assert max(places.values()) == 1
    assert {link.removeprefix("#") for link in seen.all("href")} <= set(places)


@pytest.mark.parametrize("name", PAGES)
def test_headings_and_landmarks_are_in_order(name: str) -> None:
    seen = Seen(PAGES[name])
    tags = Counter(tag for tag, _ in seen.tags)
    assert tags["h1"] == tags["main"] == tags["footer"] == 1
    levels = [int(tag[1]) for tag, _ in seen.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_hostile_titles_stay_words() -> None:
    seen = Seen(PAGES["hostile"])
    assert Counter(tag for tag, _ in seen.tags)["script"] == 1, "only our own"
    assert not {"img", "b>drill"} & {tag for tag, _ in seen.tags}
    assert '<script>alert("x")</script><img src=x onerror=alert(1)>' in seen.said
    assert "&lt;b&gt; ]]> --> {{ title }} %s %(x)s ${y}" in seen.said
    assert not [char for char in PAGES["hostile"] if ord(char) < 32 and char != "\n"]
    assert "\u202e" not in PAGES["hostile"]
    PAGES["hostile"].encode()


def test_a_title_without_end_is_cut() -> None:
    endless = dataclasses.replace(marathon_days()[0], title="x" * 1_000_000)
    assert len(page(days=(endless, *marathon_days()[1:]))) < len(PAGES["season"]) + 2_000


def test_every_day_has_its_accessible_name() -> None:
    seen = Seen(PAGES["season"])
    named = [name for name in seen.all("aria-label") if name.startswith(saying.WEEKDAYS)]
    named += [words for words in seen.words if words.startswith(saying.WEEKDAYS) and ", " in words]
    assert len(named) == 18 * 7
    spoken = Counter(name.replace("\u202f", " ") for name in named)
    assert spoken["Friday, easy, 8 km: bounding, strides"] >= 1
    assert spoken["Thursday, medium, 14 km"] >= 1
    assert spoken["Monday, rest"] == 18


def test_each_session_tells_dose_rest_cues_and_reasons_with_grades() -> None:
    seen = Seen(PAGES["season"])
    plan = marathon_plan()
    assert Counter(tag for tag, _ in seen.tags)["article"] == len(plan.sessions)
    for session in plan.sessions:
        exercise = BOOK.exercises[session.exercise]
        assert f"{exercise.name}, {say_dose(session.dose)}".replace("\u2009", " ") in seen.said
        assert f"rest {saying.rest(session.rest_s)}".replace("\u2009", " ") in seen.said
        assert saying.cues(exercise.cues) in seen.said
        for reason in session.because:
            assert reason.text in seen.said
            assert reason.rule in seen.said
            assert saying.sentence(reason.source) in seen.said


def test_a_rest_is_never_told_without_or_more() -> None:
    rests = re.findall(r"\brest (\d[^<]*)", PAGES["season"])
    assert rests
    assert all(rest.endswith("or more") for rest in rests)


def test_the_legend_of_grades_the_stop_rules_and_the_notice_are_there() -> None:
    said = Seen(PAGES["season"]).said
    assert "A the article · P coaching practice · D our default, yours to change" in said
    assert BOOK.notice in said
    assert all(rule.say in said for rule in BOOK.stop)
    assert "Weeks ahead are drawn as if all goes well." in said


def test_a_box_to_tick_for_each_rep() -> None:
    text = page(dataclasses.replace(marathon_plan(), sessions=(made_session(START, "strides"),)))
    boxes = text.partition('<div class="tick print"')[2].partition("</div>")[0]
    assert re.findall(r"<i>(\d+)</i>", boxes) == ["1", "2", "3", "4", "5", "6"]
    assert "effort" in boxes
    assert "form kept" in boxes


def test_a_clash_shows_the_wishes_and_the_calendar() -> None:
    said = Seen(PAGES["clash"]).said
    assert "What stands in the way" in said
    assert "Monday, Tuesday and Friday are never used. Free one of them." in said
    assert "Thursday, medium" in said


def test_a_days_own_work_and_an_unclear_day_are_told() -> None:
    seen = Seen(PAGES["hostile"])
    named = [name.replace("\u202f", " ") for name in (*seen.words, *seen.all("aria-label"))]
    assert "Saturday, hard: your hill sprints" in named
    assert "Thursday, unknown" in named
    assert "planned around as hard" in seen.said


def test_an_exercise_of_a_users_own_gets_the_neutral_glyph() -> None:
    assert 'href="#g-other"' in PAGES["hostile"]
    assert 'id="g-other"' in PAGES["hostile"]
    assert "My own <b>drill" in Seen(PAGES["hostile"]).said


def test_the_same_plan_gives_the_same_page_however_long_it_took() -> None:
    slower = dataclasses.replace(marathon_plan(), solve_s=7.5)
    assert page(slower) == PAGES["season"]


def test_a_year_stays_small() -> None:
    assert len(PAGES["year"].encode()) < LARGEST_BYTES


def test_every_demand_has_its_line() -> None:
    days = tuple(
        dataclasses.replace(day, demand=demand) for day, demand in zip(marathon_days(), Demand, strict=False)
    )
    text = page(dataclasses.replace(marathon_plan(), sessions=()), days)
    for demand in Demand:
        assert f'class="d {demand.value}"' in text


def test_no_title_of_the_hostile_week_is_dropped() -> None:
    said = Seen(PAGES["hostile"]).said
    for title in HOSTILE_TITLES:
        shown = " ".join(saying.without_controls(title).split())
        assert shown[:250] in said


@given(st.lists(st.integers(-400, 400), max_size=12), st.booleans(), st.booleans())
def test_every_session_is_shown_wherever_a_plan_puts_it(
    offsets: list[int], tells_weeks: bool, has_days: bool
) -> None:
    sessions = tuple(
        made_session(START + dt.timedelta(days=offset), "bounding", number=number)
        for number, offset in enumerate(offsets)
    )
    whole = marathon_plan()
    weeks = whole.weeks if tells_weeks else ()
    plan = dataclasses.replace(whole, sessions=sessions, weeks=weeks, disliked=(), unplaced=())
    seen = Seen(page(plan, marathon_days() if has_days else ()))
    assert Counter(tag for tag, _ in seen.tags)["article"] == len(sessions)
    drawn = Counter(dict(attributes).get("href") for tag, attributes in seen.tags if tag == "use")
    assert drawn["#g-bounding"] >= 3 * len(sessions), "in the season, in its week, and beside its name"
