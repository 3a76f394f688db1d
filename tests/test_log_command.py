"""`fullstride log`: what is said is kept once, for the session that was meant, or refused in a sentence."""

import io
import sqlite3
from pathlib import Path

import pytest

from helpers import run_program
from living import Living, living


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Living:
    return living(tmp_path, monkeypatch).keep()


def test_a_report_says_what_was_kept(kept: Living) -> None:
    ran = kept.on("2026-12-18").run("log", "--done", "--hard", 7, "--form", "kept", "--pain", "none")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[:2] == [
        "Kept.",
        "  Squat jumps 3 × 15 s, Friday 18 December: done, felt 7 of 10, form kept, no",
    ]


def test_the_same_command_twice_is_one_report(kept: Living) -> None:
    kept.on("2026-12-18")
    assert kept.answer("log", "today", "--done", "--hard", 7)["new"] == 1
    assert kept.answer("log", "today", "--done", "--hard", 7)["new"] == 0
    assert kept.answer("log", "today", "--done", "--hard", 8)["new"] == 1


def test_what_is_said_again_after_something_else_holds_again(kept: Living) -> None:
    """Done, no, not done, done after all: within a minute, and by a clock that stands still."""
    kept.on("2026-12-18")
    for option in ("--done", "--not-done", "--done"):
        assert kept.answer("log", "today", option)["new"] == 1
    assert kept.on("2026-12-19").answer("week")["sessions"][1]["status"] == "done"


def test_what_is_said_last_holds_though_the_clock_was_set_back(kept: Living) -> None:
    kept.on("2027-01-10").run("log", "2026-12-18", "--not-done")
    kept.on("2026-12-18").run("log", "2026-12-18", "--done")
    assert kept.answer("today")["sessions"][0]["status"] == "done"


def test_a_client_id_makes_a_report_one_whatever_it_says(kept: Living) -> None:
    kept.on("2026-12-18")
    assert kept.answer("log", "today", "--done", "--id", "phone-1")["new"] == 1
    again = kept.answer("log", "today", "--not-done", "--id", "phone-1")
    assert again["new"] == 0
    assert again["reports"][0]["completion"] == "done"


@pytest.mark.parametrize(
    "words",
    [
        ["2026w51-squat_jumps-1"],
        ["2026-12-18"],
        ["today"],
        ["squat_jumps"],
        ["squat", "jumps", "2026-12-18"],
        ["2026-12-18", "squat-jumps"],
        [],
    ],
)
def test_a_session_is_named_in_many_ways(kept: Living, words: list[str]) -> None:
    (report,) = kept.on("2026-12-18").answer("log", *words, "--done")["reports"]
    assert (report["session"], report["date"]) == ("2026w51-squat_jumps-1", "2026-12-18")


def test_a_session_done_on_another_day_keeps_its_name(kept: Living) -> None:
    (report,) = kept.on("2026-12-20").answer(
        "log", "2026w51-squat_jumps-1", "--done", "--date", "2026-12-19"
    )["reports"]
    assert (report["session"], report["date"]) == ("2026w51-squat_jumps-1", "2026-12-19")


def test_a_session_done_ahead_of_its_day_was_done_today(kept: Living) -> None:
    (report,) = kept.on("2026-12-17").answer("log", "2026w51-squat_jumps-1", "--done")["reports"]
    assert report["date"] == "2026-12-17"


def test_a_day_with_two_sessions_has_a_report_for_each_and_one_for_the_day(kept: Living) -> None:
    told = kept.on("2026-12-29").answer("log", "today", "--done", "--sleep", "7.5")["reports"]
    assert [one.get("session", "") for one in told] == [
        "2026w53-hill_sprints-1",
        "2026w53-strides-1",
        "",
    ]
    assert told[2]["sleep_h"] == 7.5
    ran = kept.run("log", "today", "--hard", 6)
    assert ran.code == 2
    assert "2026w53-hill_sprints-1 or 2026w53-strides-1" in ran.err


def test_counts_tell_what_was_done_and_jumps_are_counted_in_sets(kept: Living) -> None:
    (report,) = kept.on("2026-12-18").answer("log", "--reps", 2)["reports"]
    assert (report["completion"], report["sets"]) == ("partly", 2)
    (report,) = kept.on("2026-12-15").answer("log", "--reps", 4)["reports"]
    assert (report["completion"], report["reps"]) == ("done", 4)


def test_soreness_of_two_days_later_finds_its_session(kept: Living) -> None:
    kept.on("2026-12-18").run("log", "--done")
    assert [one["asks"] for one in kept.on("2026-12-20").answer("today")["due"]] == [
        "done",
        "done",
        "soreness_48h",
    ]
    (report,) = kept.answer("log", "--soreness-48h", 2)["reports"]
    assert (report["session"], report["date"]) == ("2026w51-squat_jumps-1", "2026-12-18")
    assert kept.run("log", "--soreness-48h", 2).code == 2


def test_a_day_without_a_session_takes_what_is_of_the_day(kept: Living) -> None:
    (report,) = kept.on("2026-12-17").answer("log", "--sleep", "5:30", "--soreness", 3, "--ill")["reports"]
    assert (report["sleep_h"], report["soreness"], report["ill"]) == (5.5, 3, True)


def test_work_of_ones_own_needs_no_plan_and_takes_room_up(kept: Living) -> None:
    kept.on("2026-12-21")
    (report,) = kept.answer("log", "--own", "hill sprints", "--reps", 4, "--hard", 9)["reports"]
    assert (report["exercise"], report["reps"], "session" in report) == ("hill_sprints", 4, False)
    assert "how much of hill_sprints" in kept.run("log", "--own", "hill sprints").err
    assert "no exercise of the book" in kept.run("log", "--own", "yoga", "--done").err
    assert "no plan asked for" in kept.run("log", "today", "--own", "strides", "--done").err


def test_what_is_of_the_day_is_no_word_about_its_session(kept: Living) -> None:
    (report,) = kept.on("2026-12-18").answer("log", "--sleep", 7)["reports"]
    assert "session" not in report
    (report,) = kept.answer("log", "squat_jumps", "--pain", "calf 2")["reports"]
    assert report["session"] == "2026w51-squat_jumps-1"


def test_bytes_that_are_no_text_cost_nothing_else(kept: Living) -> None:
    told = kept.on("2026-12-18").answer("log", "--note", "\udcff\x1b[2Jheavy", "--pain", "\udcff 3 bone")
    assert told["reports"][0]["note"] == "?\x1b[2Jheavy"
    ran = kept.run("log", "--note", "\x1b[2Jheavy")
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--done", "--partly"], "only one of them"),
        (["--done", "--reps", "1"], "1 of 3 sets is --partly, not --done."),
        (["--not-done", "--sets", "1"], "is --partly, not --not-done."),
        (["--hard", "11"], "--hard"),
        (["--reps", "-1"], "--reps"),
        (["--form", "great"], "--form: One of kept, slipping, gone."),
        (["--sleep", "30"], "--sleep: Hours of sleep from 0 to 24"),
        (["--pain", "knee 3"], "--pain: What kind of pain is it"),
        (["--cleared", "bone"], "'bone' is no gate of the book; those are bone_pain,"),
        (["--stopped-by", "sharp"], "those are stop.slower, stop.form, stop.effort, stop.pain."),
        (["2026w51-squat_jumps-9", "--done"], "near it are 2026w51-squat_jumps-1 (2026-12-18)"),
        (["bounding", "--done"], "There is no session 'bounding'; near it are"),
        (["2026-12-17", "--done"], "There is nothing of ours on 2026-12-17"),
        (["2027-06-01", "--soreness", "1"], "it is yet to come."),
        (["--done", "--date", "2027-06-01"], "2027-06-01 is yet to come"),
        (["2026-12-17", "2026-12-18", "--done"], "names two days"),
        (["today", "--session", "x", "--done"], "Two sessions are named"),
        (["--soreness-48h", "2"], "No session of two days ago waits for it"),
        (["nowhere.fit"], "nowhere.fit: there is no such file or folder."),
        (["--from", "nowhere.jsonl"], "nowhere.jsonl: there is no such file."),
        (["--runner", "bob", "--done"], "bob"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_sentence(kept: Living, words: list[str], said: str) -> None:
    ran = kept.on("2026-12-18").run("log", *words)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert ran.out == ""


def test_without_words_from_a_pipe_each_line_is_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FULLSTRIDE_STORE", str(tmp_path / "s.sqlite"))
    monkeypatch.setenv("FULLSTRIDE_TODAY", "2026-12-18")
    answers = "left achilles 2 tendon\n3\n6:30\nlegs heavy\n"
    ran = run_program("log", stdin=answers)
    assert ran.code == 0, ran.err
    assert "left achilles 2 of 10 (tendon), soreness 3 of 10, 6.5 h of" in ran.out
    ran = run_program("log", stdin="")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("Nothing was said, so nothing was kept")
    ran = run_program("log", stdin="knee 3\n")
    assert ran.code == 2
    assert "is not understood. What kind of pain is it" in ran.err


def test_questions_go_through_what_is_open(kept: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Friday: Tuesday's strides and today's jumps, then the day."""
    answers = "yes\n6\nkept\npartly\n2\n8\ns\nnone\n3\n\n\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    told = kept.on("2026-12-18").answer("log")["reports"]
    assert [one.get("session", "") for one in told] == ["2026w51-strides-1", "2026w51-squat_jumps-1", ""]
    assert told[0]["hard"] == 6
    assert (told[1]["completion"], told[1]["sets"], told[1]["form"]) == ("partly", 2, "slipping")
    assert (told[2]["pain"], told[2]["soreness"]) == ([], 3)


def test_of_two_runners_one_must_be_named(kept: Living) -> None:
    kept.keep("--runner", "ann")
    ran = kept.on("2026-12-18").run("log", "--done")
    assert ran.code == 2
    assert "2 runners are kept here (ann, me); say whose with --runner NAME." in ran.err
    assert kept.run("log", "--done", "--runner", "ann").code == 0
    assert kept.answer("today", "--runner", "me")["sessions"][0]["status"] == "ahead"


def test_a_store_that_is_none_is_refused(kept: Living) -> None:
    kept.store.write_text("a diary, not a database")
    ran = kept.run("log", "--done")
    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_a_store_in_use_by_another_program_is_told(kept: Living) -> None:
    other = sqlite3.connect(kept.store)
    other.execute("begin exclusive")
    ran = kept.on("2026-12-18").run("today")
    other.rollback()
    other.close()
    assert ran.code in (0, 2)
    assert "Traceback" not in ran.err
