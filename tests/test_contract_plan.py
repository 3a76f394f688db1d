"""`fullstride plan`, `check` and `export` keep the contract."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers import EXAMPLES, Ran

Run = Callable[..., Ran]
CALENDAR, PROFILE = EXAMPLES / "spring-marathon.ics", EXAMPLES / "runner.toml"
SAMPLE = ("--calendar", CALENDAR, "--profile", PROFILE, "--from", "2026-12-14")
SESSION_KEYS = {"id", "date", "exercise", "step", "sets", "reps", "rest_s", "effort", "contacts"} | {
    "minutes",
    "beside",
    "because",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's plan and every export, made once."""
    from helpers import run_here

    folder = tmp_path_factory.mktemp("sample") / "out"
    ran = run_here("plan", *SAMPLE, "--out", folder)
    assert ran.code == 0, ran.err
    return folder


def test_the_plan_as_json_has_the_promised_keys(run: Run) -> None:
    ran = run("plan", *SAMPLE, "--json")
    plan = json.loads(ran.out)
    assert (ran.code, ran.err, plan["status"], plan["optimal"]) == (0, "", "planned", True)
    assert {"solve_s", "sessions", "weeks", "unplaced", "clash"} <= set(plan)
    assert len(plan["weeks"]) == 18
    for session in plan["sessions"]:
        assert set(session) >= SESSION_KEYS
        assert "work_s" in session or "work_m" in session
        assert all({"rule", "text", "source", "grade"} == set(reason) for reason in session["because"])
    for week in plan["weeks"]:
        assert {"start", "phase", "contacts"} <= set(week)
    for gap in plan["unplaced"]:
        assert {"exercise", "week", "because"} == set(gap)


def test_the_sample_shows_what_the_program_is_for(run: Run) -> None:
    """All four exercises of the article that the sample's runner can do are in it, bounding too."""
    plan = json.loads(run("plan", *SAMPLE, "--json").out)
    assert {"strides", "squat_jumps", "bounding", "hill_sprints"} <= {s["exercise"] for s in plan["sessions"]}


def test_the_same_input_gives_the_same_files_byte_for_byte(run: Run, out: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert run("plan", *SAMPLE, "--out", again).code == 0
    names = [path.relative_to(out) for path in sorted(out.rglob("*")) if path.is_file()]
    assert len(names) > 10
    assert names == [path.relative_to(again) for path in sorted(again.rglob("*")) if path.is_file()]
    assert all((out / name).read_bytes() == (again / name).read_bytes() for name in names)


def test_every_export_is_written_and_named(out: Path) -> None:
    assert {path.name for path in out.iterdir()} == {"plan.json", "plan.ics", "plan.html", "fit", "intervals"}
    plan = json.loads((out / "plan.json").read_text())
    assert len(list((out / "fit").iterdir())) == len(plan["sessions"])


def test_the_default_length_is_to_the_a_race_and_weeks_are_monday_to_sunday(run: Run) -> None:
    plan = json.loads(run("plan", *SAMPLE, "--json").out)
    assert (plan["first"], plan["last"]) == ("2026-12-14", "2027-04-18")
    midweek = json.loads(run("plan", *SAMPLE[:-1], "2026-12-17", "--weeks", 2, "--json").out)
    assert (midweek["first"], midweek["last"]) == ("2026-12-17", "2026-12-27")


def test_our_own_plan_keeps_every_rule(run: Run, out: Path) -> None:
    ran = run("check", out / "plan.json", "--json")
    assert (ran.code, json.loads(ran.out)) == (0, {"violations": []})
    named = run("check", out / "plan.json", "--calendar", CALENDAR, "--profile", PROFILE, "--json")
    assert (named.code, json.loads(named.out)) == (0, {"violations": []})


def test_a_session_moved_to_a_bad_day_is_found(run: Run, out: Path, tmp_path: Path) -> None:
    plan = json.loads((out / "plan.json").read_text())
    bounding = next(one for one in plan["sessions"] if one["exercise"] == "bounding")
    hard = next(day["date"] for day in plan["days"] if day["demand"] == "hard" and day["date"] > "2027")
    bounding["date"] = hard
    edited = tmp_path / "edited.json"
    edited.write_text(json.dumps(plan))
    ran = run("check", edited, "--profile", PROFILE, "--json")
    violations = json.loads(ran.out)["violations"]
    assert ran.code == 1
    assert all({"rule", "date", "text", "source", "grade"} == set(found) for found in violations)
    assert hard in {found["date"] for found in violations}


def test_somebody_elses_plan_is_judged_with_a_calendar(run: Run, tmp_path: Path) -> None:
    """A bare plan, without days or rests, needs the calendar and nothing else."""
    theirs = tmp_path / "theirs.json"
    session = {"date": "2026-12-21", "exercise": "bounding", "sets": 1, "reps": 12, "work_m": 30}
    theirs.write_text(json.dumps({"sessions": [session]}))
    alone = run("check", theirs)
    assert (alone.code, alone.err.count("\n")) == (2, 1)
    judged = run("check", theirs, "--calendar", CALENDAR, "--json")
    assert judged.code == 1
    assert json.loads(judged.out)["violations"]


@pytest.mark.parametrize("target", ["ics", "fit", "intervals", "html"])
def test_export_writes_files_and_says_what_was_lost(run: Run, out: Path, tmp_path: Path, target: str) -> None:
    ran = run("export", out / "plan.json", "--to", target, "--out", tmp_path / "there", "--json")
    answer = json.loads(ran.out)
    assert (ran.code, ran.err, set(answer)) == (0, "", {"files", "lost"})
    assert answer["files"] and all(Path(name).is_file() for name in answer["files"])
    assert all({"session", "what", "instead", "target"} == set(lost) for lost in answer["lost"])
    assert all(lost["target"] == target for lost in answer["lost"])
    assert bool(answer["lost"]) == (target != "html")


def test_a_calendar_written_again_over_itself_does_not_change(run: Run, out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "kept")
    assert run("export", out / "plan.json", "--to", "ics", "--out", tmp_path / "kept").code == 0
    assert (tmp_path / "kept/plan.ics").read_bytes() == (out / "plan.ics").read_bytes()


def test_a_new_plan_over_an_old_one_leaves_no_workout_behind(run: Run, out: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(out, kept)
    (kept / "fit/mine.fit").write_bytes(b"my own")
    assert run("plan", *SAMPLE, "--weeks", 2, "--out", kept).code == 0
    plan = json.loads((kept / "plan.json").read_text())
    assert len(list((kept / "fit").iterdir())) == len(plan["sessions"]) + 1
    assert (kept / "fit/mine.fit").read_bytes() == b"my own"
    assert b"STATUS:CANCELLED" in (kept / "plan.ics").read_bytes()


def test_explain_says_why_here_and_why_not_on_each_other_day(run: Run, out: Path) -> None:
    plan = json.loads((out / "plan.json").read_text())
    for session in plan["sessions"][:: len(plan["sessions"]) // 8]:
        ran = run("explain", out / "plan.json", session["date"], "--json")
        answer = json.loads(ran.out)
        assert (ran.code, ran.err) == (0, "")
        assert answer["because"]
        date = dt.date.fromisoformat(session["date"])
        monday = date - dt.timedelta(days=date.weekday())
        others = {(monday + dt.timedelta(days=day)).isoformat() for day in range(7)} - {session["date"]}
        assert {other["date"] for other in answer["not_on"]} == others
        for reason in [*answer["because"], *(r for other in answer["not_on"] for r in other["because"])]:
            assert {"rule", "text", "source", "grade"} == set(reason)


def test_explain_says_of_an_empty_day_why_nothing_is_there(run: Run, out: Path) -> None:
    answer = json.loads(run("explain", out / "plan.json", "2026-12-21", "--json").out)
    assert "days.rest" in {reason["rule"] for reason in answer["because"]}
    assert {session["id"] for session in answer["sessions"]} == {None}
    assert run("explain", out / "plan.json", "2028-01-01").code == 2


def test_a_session_is_led_and_written_down(program: Run, out: Path, tmp_path: Path) -> None:
    """Enter starts and ends everything; the end of the input ends the session, with what was done kept."""
    asked = ("do", "2026-12-15", "--plan", out / "plan.json", "--out", tmp_path)
    ran = program(*asked, "--json", stdin="\n")
    record = json.loads(ran.out)
    assert record["session"] and "Traceback" not in ran.err
    assert len(list(tmp_path.iterdir())) == 1


def test_wishes_that_cannot_hold_together_are_a_clash(run: Run, tmp_path: Path) -> None:
    profile = tmp_path / "clash.toml"
    profile.write_text(
        '[week]\nnever = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\n'
        '[wishes]\nexercises = ["strides"]\n'
    )
    asked = ("--calendar", CALENDAR, "--profile", profile, "--from", "2026-12-14", "--out", tmp_path / "out")
    ran = run("plan", *asked, "--json")
    plan = json.loads(ran.out)
    assert (ran.code, plan["status"], plan["sessions"]) == (1, "clash", [])
    assert all({"key", "text", "relax"} <= set(wish) for wish in plan["clash"]) and plan["clash"]
    assert not (tmp_path / "out").exists()


def test_a_weekly_template_is_calendar_enough(run: Run, tmp_path: Path) -> None:
    profile = tmp_path / "week.toml"
    profile.write_text(
        "[runner]\nrunning_base_weeks = 30\n[week]\ntemplate = { mon = 'rest', tue = 'easy', wed = 'hard', "
        "thu = 'easy', fri = 'easy', sat = 'easy', sun = 'long' }\n"
    )
    plan = json.loads(run("plan", "--profile", profile, "--json").out)
    assert plan["status"] == "planned" and len(plan["weeks"]) == 12 and plan["sessions"]


def test_without_its_profile_a_plan_is_judged_and_the_runner_told(
    run: Run, out: Path, tmp_path: Path
) -> None:
    plan = json.loads((out / "plan.json").read_text())
    plan["made_with"]["profile"] = "gone.toml"
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    for asked in (("check", tmp_path / "plan.json"), ("explain", tmp_path / "plan.json", "2026-12-15")):
        ran = run(*asked, "--json")
        assert ran.code in (0, 1) and json.loads(ran.out)
        assert ran.err == "The profile gone.toml was not found; judged without it; give --profile.\n"
    assert run("check", tmp_path / "plan.json", "--profile", PROFILE).err == ""


def test_a_plan_finds_its_profile_from_another_folder(program: Run, tmp_path: Path) -> None:
    shutil.copy(PROFILE, tmp_path / "me.toml")
    asked = ("--calendar", CALENDAR, "--profile", "me.toml", "--from", "2026-12-14", "--out", "out")
    assert program("plan", *asked, cwd=tmp_path).code == 0
    ran = program("check", "plan.json", cwd=tmp_path / "out")
    assert (ran.code, ran.err) == (0, "")


def test_a_health_answer_never_stands_in_the_plan(run: Run, tmp_path: Path) -> None:
    profile = tmp_path / "me.toml"
    profile.write_text("[gates]\nheart = true\nmonths_postpartum = 4\n")
    asked = ("--calendar", CALENDAR, "--profile", profile, "--from", "2026-12-14")
    plan = json.loads(run("plan", *asked, "--json").out)
    assert plan["sessions"] == [] and plan["clash"]
    assert set(plan["made_with"]) == {"profile", "books"}


@pytest.mark.parametrize(
    ("wished", "hint"),
    [
        ('["strides", "squat_jmps"]', "'squat_jmps' is no exercise of the book; 'squat_jumps' would"),
        ('["burpees"]', "'burpees' is no exercise of the book; those are "),
    ],
)
def test_a_wish_for_an_unknown_exercise_is_refused(run: Run, tmp_path: Path, wished: str, hint: str) -> None:
    profile = tmp_path / "me.toml"
    profile.write_text(f"[wishes]\nexercises = {wished}\n")
    ran = run("plan", "--calendar", CALENDAR, "--profile", profile, "--from", "2026-12-14")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"{profile}, wishes.exercises: {hint}" in ran.err


def test_a_wish_for_an_exercise_of_ones_own_book_is_known(run: Run, tmp_path: Path) -> None:
    profile, book = tmp_path / "me.toml", tmp_path / "own.toml"
    profile.write_text('[wishes]\nexercises = ["pogo_hops"]\n')
    book.write_text('[exercise.pogo_hops]\nlike = "squat_jumps"\nname = "Pogo hops"\n')
    asked = ("--calendar", CALENDAR, "--profile", profile, "--book", book, "--weeks", 2)
    assert run("plan", *asked, "--from", "2026-12-14").code == 0


def test_a_runner_who_is_yet_to_be_born_is_refused(run: Run, tmp_path: Path) -> None:
    profile = tmp_path / "me.toml"
    profile.write_text("[runner]\nborn = 2027\n")
    for command in (("plan", "--calendar", CALENDAR), ("calendar", CALENDAR)):
        ran = run(*command, "--profile", profile)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert "runner.born: is 2027" in ran.err


def test_a_workout_is_a_file_for_a_watch_and_no_calendar(run: Run, out: Path) -> None:
    workout = next((out / "fit").iterdir())
    ran = run("calendar", workout)
    assert (ran.code, ran.err) == (2, f"{workout}: is a file for a watch, not a calendar.\n")


def test_an_export_after_an_edit_leaves_no_workout_behind(run: Run, out: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(out, kept)
    (kept / "fit/mine.fit").write_bytes(b"my own")
    plan = json.loads((kept / "plan.json").read_text())
    plan["sessions"] = plan["sessions"][3:]
    (kept / "plan.json").write_text(json.dumps(plan))
    assert run("export", kept / "plan.json", "--to", "fit", "--to", "intervals", "--out", kept).code == 0
    assert len(list((kept / "fit").iterdir())) == len(plan["sessions"]) + 1
    assert len(list((kept / "intervals").iterdir())) == len(plan["sessions"]) + 1
    assert (kept / "fit/mine.fit").read_bytes() == b"my own"
