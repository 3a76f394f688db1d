"""A squad on the command line: taken in, looked at each morning, adapted in one go."""

import datetime as dt
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from benchmarks.made_squad import FIRST, STORIES, TODAY, make_squad, write_files

from fullstride.batch.squad import Everybody, look_at_squad
from fullstride.cli.cells import CELLS
from fullstride.cli.squad_screen import squad_screen
from fullstride.cli.style import Style
from fullstride.domain.calendar import Day, Demand
from fullstride.domain.errors import UnreadableInput
from fullstride.domain.squad import Call, Note, Row, Squad, Unread
from fullstride.formats.squad_list import read_members
from fullstride.formats.squad_page import squad_page
from fullstride.formats.squad_words import headline
from fullstride.rules.load import load_book
from fullstride.store import open_store
from helpers import EXAMPLES, Ran, run_here
from made_season import HOSTILE_TITLES

FEW = tuple(one for one in STORIES if one.name.split()[0] in ("Amara", "Luis", "Anna", "Mei", "David"))


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five runners with six weeks behind them; tests that write take a copy."""
    folder = tmp_path_factory.mktemp("squad")
    make_squad(folder / "files", str(folder / "store.sqlite"), stories=FEW)
    return folder / "store.sqlite"


@pytest.fixture
def store(lived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "store.sqlite"
    with sqlite3.connect(lived) as source, sqlite3.connect(path) as copy:
        source.backup(copy)
    originals = lived.with_name(f"{lived.name}-originals")
    (tmp_path / "store.sqlite-originals").symlink_to(originals)
    monkeypatch.setenv("FULLSTRIDE_STORE", str(path))
    monkeypatch.setenv("FULLSTRIDE_TODAY", TODAY.isoformat())
    return path


def answer(*arguments: object) -> dict[str, Any]:
    ran = run_here(*arguments, "--json")
    told: dict[str, Any] = json.loads(ran.out)
    return told


def row_of(told: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in told["rows"] if row["runner"].startswith(name))
    return found


def numbers(path: Path) -> dict[str, int]:
    kept = open_store(str(path), create=False)
    try:
        return {name: plan.number for name in kept.runners() if (plan := kept.shelf(name).plan())}
    finally:
        kept.close()


# ---- the list --------------------------------------------------------------------------------------


def test_who_needs_the_coach_comes_first_with_the_fact_and_what_the_book_did(store: Path) -> None:
    told = answer("squad")
    assert [row["runner"] for row in told["rows"][:2]] == ["Amara Okoye", "Luis Herrera"]
    assert (told["runners"], told["needs_you"], told["worth_a_look"]) == (5, 2, 1)
    amara, mei = row_of(told, "Amara")["notes"][0], row_of(told, "Mei")["notes"][0]
    assert (amara["call"], amara["fact"]) == ("pain", "Achilles 6 of 10 on Tuesday, worse the next morning.")
    assert mei["call"] == "too hard"
    assert row_of(told, "Anna")["rank"] == "on track"


def test_what_the_book_would_do_is_in_the_plan_after_adapt_and_not_before(store: Path) -> None:
    before = row_of(answer("squad"), "Amara")
    ran = run_here("squad")
    assert before["pending"] and "Not in the plan yet." in ran.out
    adapted = answer("squad", "adapt", "--yes")
    assert adapted["applied"] and adapted["news"] >= 2
    after = row_of(answer("squad"), "Amara")
    assert not after["pending"] and after["number"] == before["number"] + 1
    ahead = [one for day in after["days"] for one in day["sessions"] if day["date"] >= TODAY.isoformat()]
    assert {one["exercise"] for one in ahead} <= {"strides"}
    assert "Not in the plan yet." not in run_here("squad").out


def test_adapting_again_on_the_same_day_is_no_news(store: Path) -> None:
    run_here("squad", "adapt", "--yes")
    once = numbers(store)
    assert answer("squad", "adapt", "--yes")["news"] == 0
    assert numbers(store) == once


def test_without_a_yes_nothing_is_kept(store: Path) -> None:
    once = numbers(store)
    ran = run_here("squad", "adapt")
    assert ran.code == 1 and "Nothing was applied; --yes applies it." in ran.err
    assert answer("squad", "adapt")["applied"] is False
    assert numbers(store) == once


def test_at_a_terminal_it_asks_once_for_everybody(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fullstride.cli.asking.can_ask", lambda: True)
    monkeypatch.setattr("fullstride.cli.asking.ask", lambda question, read: read("yes"))
    before = numbers(store)
    ran = run_here("squad", "adapt")
    assert ran.code == 0 and re.search(r"Applied for \d", ran.out)
    assert sum(numbers(store).values()) > sum(before.values())


def test_everybody_is_adapted_as_alone(store: Path, tmp_path: Path) -> None:
    alone = answer("adapt", "--runner", "Luis Herrera", "--yes")
    one = open_store(str(store), create=False)
    said = [decision.say for decision in one.shelf("Luis Herrera").plan().decisions]  # type: ignore[union-attr]
    one.close()
    assert [decision["say"] for decision in alone["decisions"]] == said
    assert answer("squad", "adapt", "--yes")["unread"] == []
    assert numbers(store)["Luis Herrera"] == alone["number"]


def test_one_runners_damaged_data_stops_nobody_else(store: Path) -> None:
    with sqlite3.connect(store) as damaged:
        for (name,) in damaged.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            damaged.execute(f'DROP TRIGGER "{name}"')
        damaged.execute(
            "UPDATE reports SET body_sum = body_sum + 1 WHERE runner_id = "
            "(SELECT id FROM runners WHERE name = 'Anna Kowalczyk')"
        )
    told = answer("squad")
    assert [one["runner"] for one in told["unread"]] == ["Anna Kowalczyk"]
    assert "checksum" in told["unread"][0]["reason"]
    assert told["needs_you"] == 2
    ran = run_here("squad", "adapt", "--yes")
    assert ran.code == 1 and "Could not be read" in ran.out and "Applied for" in ran.out


def test_a_runner_without_a_plan_is_named_and_stops_nobody(store: Path) -> None:
    kept = open_store(str(store))
    kept.add_runner("Zoe")
    kept.close()
    assert [one["runner"] for one in answer("squad")["unread"]] == ["Zoe"]


def test_notes_are_nobody_elses(store: Path) -> None:
    run_here("log", "--runner", "Amara Okoye", "2027-01-26", "--note", "my secret")
    assert "my secret" not in run_here("squad", "--json").out
    assert "my secret" not in run_here("squad", "--all").out


def test_an_option_before_the_verb_is_refused_and_not_lost(store: Path) -> None:
    ran = run_here("squad", "--jobs", "1", "adapt")
    assert (ran.code, ran.err) == (2, "Write --jobs after adapt, not before it.\n")


# ---- taking in -------------------------------------------------------------------------------------


def taken(files: Path, *more: object) -> Ran:
    return run_here("squad", "add", "--template", files / "template.csv", "--runners", files, *more)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two profiles and a template; the store is not there yet."""
    folder = tmp_path / "files"
    write_files(folder, FEW[:2])
    monkeypatch.setenv("FULLSTRIDE_STORE", str(tmp_path / "store.sqlite"))
    monkeypatch.setenv("FULLSTRIDE_TODAY", FIRST.isoformat())
    (folder / "template.csv").rename(tmp_path / "template.csv")
    (folder / "template.csv").symlink_to(tmp_path / "template.csv")
    return folder


def test_before_anybody_is_taken_in_it_says_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FULLSTRIDE_STORE", str(tmp_path / "store.sqlite"))
    ran = run_here("squad")
    assert ran.code == 0 and "No squad yet" in ran.out and "squad add --template" in ran.out
    assert answer("squad")["runners"] == 0
    assert not (tmp_path / "store.sqlite").exists()


def test_a_template_calendar_in_the_folder_is_nobodys_own(files: Path) -> None:
    ran = taken(files)
    assert ran.code == 0, ran.err
    assert "belongs to nobody: there is no template.toml" in ran.err
    assert sorted(row["runner"] for row in answer("squad")["rows"]) == ["Amara Okoye", "Mei Tanaka"]


def test_one_unreadable_profile_stops_nobody_else(files: Path) -> None:
    (files / "Bad.toml").write_text("[runner]\nborn = 'yesterday'\n")
    ran = taken(files)
    assert ran.code == 1 and "Bad:" in ran.out and "runner.born" in ran.out
    assert answer("squad")["runners"] == 2


def test_who_has_a_plan_keeps_it(files: Path, tmp_path: Path) -> None:
    assert taken(files).code == 0
    again = json.loads(taken(files, "--json").out)
    assert again["added"] == [] and len(again["not_added"]) == 2
    assert set(numbers(tmp_path / "store.sqlite").values()) == {1}
    assert taken(files, "--replace").code == 0
    assert set(numbers(tmp_path / "store.sqlite").values()) == {2}


def own_calendar(files: Path, name: str, title: str) -> dict[str, Any]:
    """The demands of Amara's first two weeks with one hard Tuesday of her own."""
    (files / name).write_text(
        f"date,title\n2026-12-15,{title}\n2026-12-17,Easy 8 km\n2026-12-20,Long run 25 km\n"
    )
    assert taken(files).code == 0
    told = row_of(answer("squad"), "Amara")["days"]
    return {day["date"]: day["demand"] for day in told}


def test_a_calendar_of_ones_own_takes_the_templates_place(files: Path) -> None:
    demands = own_calendar(files, "Amara Okoye.csv", "Intervals 10 km")
    assert (demands["2026-12-15"], demands["2026-12-16"]) == ("hard", "rest")  # the template's tempo is gone


def test_a_calendar_of_ones_own_may_lie_over_the_template(files: Path) -> None:
    demands = own_calendar(files, "Amara Okoye.over.csv", "Rest")
    assert (demands["2026-12-15"], demands["2026-12-16"]) == ("rest", "hard")


def test_what_lies_over_the_template_still_does_when_it_is_read_again(files: Path) -> None:
    own_calendar(files, "Amara Okoye.over.csv", "Rest")
    (files / "Amara Okoye.over.csv").write_text("date,title\n2026-12-18,Rest\n2026-12-20,Long run 25 km\n")
    told = answer("squad", "adapt", "--yes", "--today", "2026-12-15")
    demands = {day["date"]: day["demand"] for day in row_of(told, "Amara")["days"]}
    assert (demands["2026-12-16"], demands["2026-12-18"]) == ("hard", "rest")


def test_a_template_without_dates_is_laid_back_from_each_ones_race(
    files: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    table = tmp_path / "team.csv"
    table.write_text("Name;Race;shirt\nAda;2027-02-14;M\nBea;2027-03-07;S\nCleo;soon;L\nAda;2027-02-14;M\n")
    ran = run_here("squad", "add", "--template", EXAMPLES / "eight-week-10k.json", "--runners", table)
    assert ran.code == 0, ran.out + ran.err
    assert "line 4: race 'soon' is no date" in ran.err and "names Ada a second time" in ran.err
    kept = open_store(str(tmp_path / "store.sqlite"))
    ends = {name: kept.shelf(name).plan().plan.last for name in kept.runners()}  # type: ignore[union-attr]
    kept.close()
    assert ends == {"Ada": dt.date(2027, 2, 14), "Bea": dt.date(2027, 3, 7)}


def test_a_list_of_nobody_and_a_slip_in_a_column_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="holds no runner"):
        read_members(tmp_path)
    table = tmp_path / "team.csv"
    table.write_text("name,calender\nAda,a.ics\n")
    with pytest.raises(UnreadableInput, match="did you mean calendar"):
        read_members(table)
    table.write_text("runner,profile\nAda,a.toml\n")
    with pytest.raises(UnreadableInput, match="has no column name"):
        read_members(table)


# ---- how it looks ----------------------------------------------------------------------------------


def big(runners: int) -> Squad:
    """Any number of runners with hostile names, every third of whom needs the coach."""
    because = load_book().squad.gap.reason()
    days = tuple(
        Day(date=TODAY - dt.timedelta(days=11 - n), demand=list(Demand)[n % len(Demand)]) for n in range(14)
    )
    note = Note(call=Call.PAIN, fact="Achilles 6 of 10. " * 5, did="Everything is off. " * 5, because=because)
    rows = tuple(
        Row(
            runner=f"{HOSTILE_TITLES[n % len(HOSTILE_TITLES)]} {n}",
            event="1500m",
            notes=(note, note) if n % 3 == 0 else (),
            days=days,
        )
        for n in range(runners)
    )
    return Squad(today=TODAY, rows=rows, unread=(Unread(runner="x" * 70, reason="is damaged"),))


@pytest.mark.parametrize("width", [24, 32, 40, 60, 73, 74, 80])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_no_line_is_wider_than_the_terminal(width: int, ascii_only: bool) -> None:
    style = Style(width=width, ascii=ascii_only, encoding="ascii" if ascii_only else "utf-8")
    for everybody in (True, False):
        for line in squad_screen(big(21), load_book(), style=style, everybody=everybody):
            assert line.cell_len <= width, line.plain
            assert not ascii_only or line.plain.isascii()
            assert "\x1b" not in line.plain and "\n" not in line.plain


def test_a_day_reads_down_the_squad(store: Path) -> None:
    lines = run_here("squad").out.splitlines()
    heads = [line for line in lines if "Mon " in line and "Tue " in line]
    weeks = [line for line in lines if line.lstrip().startswith(("last week", "this week", "Anna", "David"))]
    column = heads[0].index("Wed")
    assert {head.index("Wed") for head in heads} == {column}
    assert {line[column : column + CELLS] for line in weeks} == {"══════"}


def test_a_thousand_are_cut_and_said_to_be(store: Path) -> None:
    shown = "\n".join(line.plain for line in squad_screen(big(1000), load_book(), style=Style()))
    assert "657 more on track; --all shows them." in shown
    assert headline(big(1000)) == "334 need you"


@pytest.mark.parametrize(
    ("count", "says"), [(0, "Nobody needs you"), (1, "One needs you"), (2, "Two need you")]
)
def test_the_headline_is_the_count(count: int, says: str) -> None:
    rows = (*big(6).rows[0:4:3][:count], big(2).rows[1])
    assert headline(Squad(today=TODAY, rows=rows)) == says


def test_the_page_holds_the_same_facts_and_nothing_foreign(store: Path, tmp_path: Path) -> None:
    ran = run_here("squad", "--html", tmp_path / "squad.html")
    assert ran.code == 0
    page = (tmp_path / "squad.html").read_text()
    assert "Two need you" in page and "worse the next morning" in page and "today" in page
    assert "this week: Monday rest; Tuesday easy with hill sprints, strides" in page
    assert not re.search(r"<script|https?:|@import|url\(", page)
    assert run_here("squad", "--html", tmp_path / "squad.txt").code == 2


def test_no_name_breaks_the_page() -> None:
    page = squad_page(big(14), load_book())
    assert "<script" not in page and "onerror=alert(1)>" not in page and "\u202e" not in page
    assert page == squad_page(big(14), load_book())


def test_an_empty_squads_page_says_how_to_begin() -> None:
    page = squad_page(Squad(today=TODAY), load_book())
    assert "No squad yet" in page and "squad add --template" in page


def test_in_processes_of_their_own_it_is_the_same_list(store: Path) -> None:
    squads = [
        look_at_squad(Everybody(store=str(store), jobs=jobs), today=TODAY, told=lambda _: None)
        for jobs in (1, 2)
    ]
    assert squads[0] == squads[1] and len(squads[0].rows) == len(FEW)
