"""`fullstride calendar`, `rules` and `init` keep the contract."""

import contextlib
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers import EXAMPLES, Ran

Run = Callable[..., Ran]
SAMPLE = EXAMPLES / "spring-marathon.ics"
DEMANDS = {"rest", "easy", "medium", "long", "hard", "race", "cross", "strength", "strides", "unknown"}


def test_the_calendar_as_json_holds_every_day_once(run: Run) -> None:
    ran = run("calendar", SAMPLE, "--json")
    answer = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert set(answer) == {"days", "skipped", "problems"}
    assert all({"date", "demand", "title", "why", "sure"} <= set(day) for day in answer["days"])
    assert {day["demand"] for day in answer["days"]} <= DEMANDS
    dates = [day["date"] for day in answer["days"]]
    assert dates == sorted(set(dates)) and len(dates) == 18 * 7


def test_a_calendar_that_has_passed_is_still_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FULLSTRIDE_TODAY", "2031-06-01")
    assert len(json.loads(run("calendar", SAMPLE, "--json").out)["days"]) == 18 * 7


def test_from_and_weeks_choose_the_days(run: Run) -> None:
    ran = run("calendar", SAMPLE, "--json", "--from", "2027-01-04", "--weeks", 2)
    dates = [day["date"] for day in json.loads(ran.out)["days"]]
    assert (dates[0], dates[-1], len(dates)) == ("2027-01-04", "2027-01-17", 14)


@pytest.mark.parametrize(
    ("today", "dates"),
    [
        ("2026-06-01", ("2026-12-14", "2026-12-27")),
        ("2027-01-06", ("2027-01-06", "2027-01-19")),
    ],
)
def test_weeks_alone_begin_today_or_with_a_calendar_that_lies_ahead(
    run: Run, monkeypatch: pytest.MonkeyPatch, today: str, dates: tuple[str, str]
) -> None:
    monkeypatch.setenv("FULLSTRIDE_TODAY", today)
    days = json.loads(run("calendar", SAMPLE, "--json", "--weeks", 2).out)["days"]
    assert (days[0]["date"], days[-1]["date"]) == dates


def test_the_profile_overrides_a_reading(run: Run, tmp_path: Path) -> None:
    profile = tmp_path / "me.toml"
    profile.write_text('[treat]\n"Group night" = "easy"\n')
    read = run("calendar", SAMPLE, "--profile", profile, "--json")
    club = [day for day in json.loads(read.out)["days"] if "Group night" in day["title"]]
    assert club and all(day["demand"] == "easy" for day in club)


def test_every_rule_can_be_asked_for(run: Run) -> None:
    rules = json.loads(run("rules", "--json").out)["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) > 100
    for rule in rules[::7]:
        one = run("rules", rule["id"], "--json")
        assert one.code == 0
        assert json.loads(one.out)["rules"][0] == rule


def test_all_about_one_exercise(run: Run) -> None:
    answer = json.loads(run("rules", "bounding", "--json").out)
    assert answer["exercise"]["cues"]
    assert {rule["id"].split(".")[0] for rule in answer["rules"]} == {"bounding"}


def test_init_writes_what_was_answered(program: Run, run: Run, tmp_path: Path) -> None:
    answers = "10k\n2027-04-18\n1991\n30\nnone\nsome\nmon, fri\nyes\nno\n\n"
    ran = program("init", cwd=tmp_path, stdin=answers)
    assert (ran.code, ran.err) == (0, "")
    text = (tmp_path / "runner.toml").read_text()
    for line in (
        'event = "10k"',
        "born = 1991",
        "date = 2027-04-18",
        'never = ["mon", "fri"]',
        "hill = true",
    ):
        assert line in text
    assert run("calendar", SAMPLE, "--profile", tmp_path / "runner.toml").code == 0


def test_init_takes_silence_for_not_said(program: Run, run: Run, tmp_path: Path) -> None:
    assert program("init", cwd=tmp_path).code == 0
    assert run("calendar", SAMPLE, "--profile", tmp_path / "runner.toml").code == 0


def test_init_never_writes_over_a_profile_unasked(program: Run, tmp_path: Path) -> None:
    kept = tmp_path / "runner.toml"
    kept.write_text("[runner]\nborn = 1950\n")
    for arguments, stdin in ((("--yes",), ""), ((), ""), ((), "no\n")):
        ran = program("init", *arguments, cwd=tmp_path, stdin=stdin)
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
        assert kept.read_text() == "[runner]\nborn = 1950\n"
    assert program("init", "--yes", "--overwrite", "--json", cwd=tmp_path).code == 0
    assert "1950" not in kept.read_text()


def test_an_answer_from_a_pipe_that_means_nothing_writes_nothing(program: Run, tmp_path: Path) -> None:
    ran = program("init", cwd=tmp_path, stdin="a duathlon\n")
    assert (ran.code, ran.err.count("\n"), list(tmp_path.iterdir())) == (2, 1, [])


def test_init_asks_again_at_a_terminal_until_it_understands(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    code = "from fullstride.main import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "init"], cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        answers = "a duathlon,half,someday,,1991,30,none,some,mon,yes,no,2,11,2,"
        os.write(ours, answers.replace(",", "\n").encode())
        printed = b""
        with contextlib.suppress(OSError):  # the end of a terminal is an error on Linux
            while more := os.read(ours, 65536):
                printed += more
        assert process.wait() == 0
    os.close(ours)
    assert b"Known are 800m" in printed and b"A whole number from 0 to 10." in printed
    text = (tmp_path / "runner.toml").read_text()
    assert 'event = "half"' in text and "tendon_pain = 2" in text
