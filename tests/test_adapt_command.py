"""`fullstride adapt`: decisions with reasons, the change of the plan, and nothing applied without a yes."""

import io
import shutil
from pathlib import Path
from typing import Any

import pytest

from living import CALENDAR, PROFILE, Living, living


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Living:
    return living(tmp_path, monkeypatch).keep()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Living:
    """A plan made from files that the runner may change."""
    shutil.copy(CALENDAR, tmp_path / "calendar.ics")
    shutil.copy(PROFILE, tmp_path / "me.toml")
    someone = living(tmp_path, monkeypatch)
    files = ("--calendar", tmp_path / "calendar.ics", "--profile", tmp_path / "me.toml")
    assert someone.run("plan", *files, "--keep").code == 0
    return someone


def done(kept: Living, *dates: str) -> None:
    for date in dates:
        kept.on(date).run("log", "--done", "--pain", "none")
        kept.run("log", "--soreness", 1)


def by_exercise(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["exercise"]: one for one in told["decisions"]}


def test_with_nothing_to_change_it_says_so_and_is_content(kept: Living) -> None:
    ran = kept.on("2026-12-14").run("adapt")
    assert ran.code == 0
    assert "Nothing changes in your plan." in ran.out


def test_without_a_yes_nothing_is_applied(kept: Living) -> None:
    kept.on("2026-12-18").run("log", "--ill")
    ran = kept.run("adapt")
    assert (ran.code, ran.err) == (1, "Nothing was applied; --yes applies it.\n")
    assert "What changes" in ran.out
    told = kept.answer("adapt")
    assert (told["applied"], told["number"]) == (False, 1)
    assert kept.run("adapt", "--yes").out.endswith("Applied. fullstride week shows your week.\n")
    assert kept.answer("today")["number"] == 2


@pytest.mark.parametrize(("answer", "code", "number"), [("yes\n", 0, 2), ("no\n", 1, 1), ("", 1, 1)])
def test_at_a_terminal_it_asks(
    kept: Living, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, number: int
) -> None:
    kept.on("2026-12-18").run("log", "--ill")
    monkeypatch.setattr("fullstride.cli.asking.can_ask", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert kept.run("adapt").code == code
    assert kept.answer("today")["number"] == number


def test_a_red_flag_blocks_until_it_is_cleared_by_name(kept: Living) -> None:
    kept.on("2026-12-18").run("log", "--pain", "shin 3 bone")
    told = kept.answer("adapt", "--yes")
    assert {one["verb"] for one in told["decisions"]} == {"stop"}
    assert all(one["clinician"] for one in told["decisions"])
    kept.on("2026-12-25").run("log", "--pain", "none", "--note", "feels fine again")
    assert {one["verb"] for one in kept.answer("adapt", "--yes")["decisions"]} == {"stop"}
    assert kept.answer("week", "2027-01-04")["sessions"] == []
    kept.on("2026-12-26").run("log", "--cleared", "bone_pain")
    told = kept.answer("adapt", "--yes")
    assert "stop" not in {one["verb"] for one in told["decisions"]}
    assert kept.answer("week", "2027-01-04")["sessions"] != []
    assert all("clinician" not in one["say"] for one in kept.answer("today")["decisions"])


def test_every_change_of_the_plan_has_its_reason(kept: Living) -> None:
    done(kept, "2026-12-15")
    kept.on("2026-12-22").run("log", "2026-12-18", "--not-done")
    kept.run("log", "--pain", "left achilles 5 tendon")
    told = kept.answer("adapt")
    assert told["changes"] != []
    assert all(one["because"] for one in told["changes"])
    assert all(one["because"]["rule"] and one["say"] for one in told["decisions"])


def test_what_was_applied_changes_nothing_more_on_the_same_day(kept: Living) -> None:
    kept.on("2026-12-22").run("log", "--pain", "left achilles 6 tendon")
    assert kept.answer("adapt", "--yes")["applied"]
    again = kept.answer("adapt", "--yes")
    assert (again["changes"], again["applied"], again["number"]) == ([], False, 2)


# ---- the runner's own moves -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "move",
    [
        "2026w52-strides-2=2026-12-24",
        "strides 2026-12-24",
        "2026-12-26=2026-12-24",
        "strides 2026-12-26 = 2026-12-24",
    ],
)
def test_a_move_that_the_rules_allow_is_made(kept: Living, move: str) -> None:
    done(kept, "2026-12-22")
    told = kept.on("2026-12-23").answer("adapt", "--yes", "--move", move)
    moved = [one for one in told["changes"] if one["kind"] == "moved"]
    assert [(one["was"]["date"], one["now"]["date"]) for one in moved] == [("2026-12-26", "2026-12-24")]
    assert told["not_moved"] == []
    later = kept.answer("adapt")
    assert later["changes"] == [], "a move that was made stays"


def test_a_move_that_a_rule_forbids_is_told_with_the_rule(kept: Living) -> None:
    kept.on("2026-12-23")
    told = kept.answer("adapt", "--move", "squat_jumps 2026-12-27", "--move", "strides 2026-12-28")
    assert [(one["date"], one["exercise"]) for one in told["not_moved"]] == [
        ("2026-12-27", "squat_jumps"),
        ("2026-12-28", "strides"),
    ]
    assert all(one["because"][0]["rule"] for one in told["not_moved"])
    assert "Not where you wanted it" in kept.run("adapt", "--move", "squat_jumps 2026-12-27").out


@pytest.mark.parametrize(
    ("move", "said"),
    [
        ("strides", "write a session and a date, like 'bounding 2027-01-14'."),
        ("strides tomorrow", "write a session and a date"),
        ("2026-12-24", "write a session and a date"),
        ("=2026-12-24", "write a session and a date"),
        ("strides 2026-12-01", "is not between today and the plan's last day"),
        ("strides 2029-12-01", "is not between today and the plan's last day"),
        ("swimming 2026-12-24", "There is no session 'swimming'; near it are"),
        ("2026w52-stride-2=2026-12-24", "near it are 2026w52-strides-2"),
        ("2026w51-strides-1=2026-12-24", "There is no session '2026w51-strides-1'"),
    ],
)
def test_a_move_that_names_nothing_is_refused(kept: Living, move: str, said: str) -> None:
    ran = kept.on("2026-12-23").run("adapt", "--move", move)
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""


# ---- new inputs -------------------------------------------------------------------------------------


def test_a_profile_that_has_changed_is_read_again_and_told(own: Living, tmp_path: Path) -> None:
    profile = tmp_path / "me.toml"
    profile.write_text(profile.read_text().replace("2027-04-18", "2027-03-28"))
    told = own.on("2026-12-23").answer("adapt", "--yes")
    assert told["notes"] == ["me.toml has changed since, and is read as it is now."]
    assert {one["kind"] for one in told["changes"] if (one["was"] or {}).get("date", "") > "2027-03-28"} == {
        "dropped"
    }
    assert own.answer("adapt")["notes"] == []


def test_files_that_are_gone_are_taken_from_the_shelf(own: Living, tmp_path: Path) -> None:
    before = own.on("2026-12-23").answer("adapt")
    (tmp_path / "me.toml").unlink()
    (tmp_path / "calendar.ics").unlink()
    assert own.answer("adapt") == before


def test_a_calendar_that_the_coach_changed_moves_what_must(own: Living, tmp_path: Path) -> None:
    """A hard Friday where an easy one was: what needs the easy one leaves it."""
    text = (tmp_path / "calendar.ics").read_text()
    new = tmp_path / "new.ics"
    first, day, rest = text.partition("DTSTART;VALUE=DATE:20270129")
    title, summary, end = rest.partition("SUMMARY:")
    new.write_text(first + day + title + summary + "Run: Intervals 6 x 1000 m hard" + end[end.index("\n") :])
    told = own.on("2027-01-26").answer("adapt", "--calendar", new, "--yes")
    assert told["changes"] != []
    here = own.answer("week", "2027-01-29")
    assert all(one["date"] != "2027-01-29" for one in here["sessions"] if one["exercise"] == "bounding")
    demands = {one["date"]: one["demand"] for one in here["days"]}
    assert demands["2027-01-29"] == "hard"


@pytest.mark.parametrize("option", ["--calendar", "--profile"])
def test_a_file_that_is_not_there_is_named(kept: Living, option: str) -> None:
    ran = kept.run("adapt", option, "nowhere")
    assert ran.code == 2
    assert ran.err == "nowhere: there is no such file.\n"


# ---- the ends of a season ---------------------------------------------------------------------------


def test_after_the_last_day_a_new_season_begins(kept: Living) -> None:
    ran = kept.on("2027-05-01").run("adapt")
    assert ran.code == 2
    assert "fullstride plan --keep --replace begins the next season." in ran.err


def test_a_day_before_the_plan_cannot_be_decided(kept: Living) -> None:
    assert kept.run("adapt", "--today", "2026-12-01").code == 2


def test_a_second_plan_is_refused_until_it_replaces(kept: Living) -> None:
    ran = kept.run("plan", "--calendar", CALENDAR, "--keep")
    assert ran.code == 2
    assert "fullstride adapt changes it by what was done, and --replace begins a new season." in ran.err
    told = kept.answer("plan", "--calendar", CALENDAR, "--keep", "--replace")
    assert told["kept"] == {"runner": "me", "number": 2}
    assert kept.run("plan", "--calendar", CALENDAR, "--replace").code == 2


def test_two_at_once_have_one_winner(kept: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else adapts between the showing and the keeping: one sentence, and nothing is lost."""
    from fullstride.workflows import adapting

    apply = adapting.apply

    def late(*args: Any, **more: Any) -> Any:
        apply(*args, **more)
        return apply(*args, **more)

    kept.on("2026-12-18").run("log", "--ill")
    monkeypatch.setattr(adapting, "apply", late)
    ran = kept.run("adapt", "--yes")
    assert ran.code == 1
    assert "nothing was changed; do it again." in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("width", [24, 40, 80])
def test_no_line_is_wider_than_the_terminal(
    kept: Living, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", str(width))
    kept.on("2026-12-29").run("log", "--pain", "left achilles 5 tendon")
    for command in (["adapt", "--move", "bounding 2027-01-28"], ["today"], ["week"]):
        for ascii_only in ([], ["--ascii"]):
            ran = kept.run(*command, *ascii_only)
            assert all(cell_len(line) <= width for line in ran.out.splitlines()), ran.out
            assert not ascii_only or ran.out.isascii()


def test_what_too_little_sleep_could_not_swap_is_not_said_to_be_swapped(kept: Living) -> None:
    """Friday 18 December is cross-training: no place for strides."""
    kept.on("2026-12-18").run("log", "--sleep", "5")
    told = kept.answer("adapt", "--yes")["decisions"]
    (jumps,) = (one for one in told if one["exercise"] == "squat_jumps")
    assert (jumps["verb"], jumps["instead"]) == ("block", None)
    assert jumps["say"].startswith("Squat jumps: 5") and jumps["say"].endswith("of sleep: not today.")
    assert kept.answer("today")["sessions"] == []


def test_a_race_that_was_added_tells_its_few_changes_one_by_one(kept: Living, tmp_path: Path) -> None:
    profile = tmp_path / "me.toml"
    race = '\n[[race]]\ndate = 2027-01-10\npriority = "B"\ndistance = "10k"\n'
    profile.write_text(PROFILE.read_text(encoding="utf-8") + race, encoding="utf-8")
    ran = kept.on("2026-12-14").run("adapt", "--yes", "--profile", profile)
    assert "  later " not in ran.out
    assert "10 Jan" in ran.out or "Jan" in ran.out.partition("What changes")[2]


def test_a_session_of_today_may_be_moved_today_and_moved_again(kept: Living) -> None:
    jumps = "2026w51-squat_jumps-1"
    told = kept.on("2026-12-18").answer("adapt", "--yes", "--move", f"{jumps}=2026-12-19")
    assert told["not_moved"] == []
    assert [one["id"] for one in kept.answer("today")["sessions"]] == []
    assert jumps in [one["id"] for one in kept.on("2026-12-19").answer("today")["sessions"]]
    told = kept.on("2026-12-18").answer("adapt", "--yes", "--move", f"{jumps}=2026-12-18")
    assert told["not_moved"] == []
    assert [one["id"] for one in kept.answer("today")["sessions"]] == [jumps]


def test_a_dose_that_a_tendon_takes_back_says_so(kept: Living) -> None:
    kept.on("2026-12-18").run("log", "--done", "--hard", 6, "--form", "kept", "--pain", "none")
    kept.on("2026-12-20").run("log", "--pain", "left achilles 7 tendon")
    told = kept.answer("adapt")["changes"]
    less = [one for one in told if one["exercise"] == "squat_jumps" and one["kind"] == "less"]
    assert less and all(one["because"][0]["rule"] == "gate.tendon_pain" for one in less)
