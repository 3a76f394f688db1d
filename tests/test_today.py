"""`fullstride today` and `week`: what is next from the kept plan, why, and what is still to be said."""

from pathlib import Path

import pytest

from living import Living, living


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Living:
    return living(tmp_path, monkeypatch).keep()


def test_without_a_plan_it_says_how_to_keep_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = living(tmp_path, monkeypatch)
    for command in ("today", "week", "adapt"):
        ran = nobody.run(command)
        assert ran.code == 2
        assert "plan" in ran.err
        assert "--keep" in ran.err
    assert not nobody.store.exists()
    nobody.run("log", "--soreness", 2)
    for command in ("today", "week", "adapt"):
        ran = nobody.run(command)
        assert ran.code == 2
        assert "fullstride plan --calendar FILE --keep" in ran.err


def test_a_day_names_the_work_its_dose_rest_cues_and_reasons(kept: Living) -> None:
    ran = kept.on("2026-12-18").run("today")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "Friday 18 December · week 1 of 18"
    assert lines[1] == "Squat jumps"
    assert "3 × 15 s" in ran.out
    assert "rest 2:30 or more" in ran.out
    assert "Hips back. Jump through the floor. Land quiet, reset." in ran.out
    assert "Thursday is not hard and not long: fresh legs." in ran.out
    assert "fullstride do leads you through it." in ran.out


def test_a_day_with_two_pieces_has_fresh_work_first(kept: Living) -> None:
    lines = kept.on("2026-12-29").run("today").out.splitlines()
    assert lines[1] == "Hill sprints, then strides"
    told = kept.answer("today")
    assert [one["exercise"] for one in told["sessions"]] == ["hill_sprints", "strides"]
    assert told["sessions"][0]["dose"] == "2 × 8 s at 6 %"


def test_a_free_day_says_what_is_next(kept: Living) -> None:
    out = kept.on("2026-12-14").run("today").out
    assert "Nothing of ours today. Rest." in out
    assert "Next: Strides 4 × 20 s on Tuesday 15 December." in out


def test_a_day_that_is_done_says_so_and_names_the_next(kept: Living) -> None:
    kept.on("2026-12-18").run("log", "--done")
    out = kept.run("today").out
    assert "Squat jumps, done" in out
    assert "Next: Strides 4 × 20 s on Saturday 19 December." in out
    assert "fullstride do" not in out


def test_the_last_decision_stands_with_its_reason(kept: Living) -> None:
    kept.on("2026-12-15").run("log", "--partly", "--reps", 2, "--stopped-by", "form")
    kept.on("2026-12-16").run("adapt", "--yes")
    told = kept.answer("today")["decisions"]
    assert [one["exercise"] for one in told] == ["squat_jumps"]
    week = kept.answer("week")["decisions"]
    assert {one["exercise"] for one in week} == {"squat_jumps", "strides"}
    assert "Last decided" in kept.run("week").out


def test_a_week_is_a_line_and_its_pieces(kept: Living) -> None:
    ran = kept.on("2026-12-18").run("week", "2026-12-29")
    assert ran.code == 0
    assert "week 3 of 18" in ran.out
    assert "28 Dec" in ran.out
    assert "Tue 29 Dec  ▲ Hill sprints 2 × 8 s at 6 %" in ran.out
    told = kept.answer("week", "2026-12-29")
    assert (told["first"], told["last"]) == ("2026-12-28", "2027-01-03")
    assert len(told["days"]) == 7


@pytest.mark.parametrize("date", ["2026-12-01", "2028-01-01"])
def test_a_week_outside_the_plan_is_refused(kept: Living, date: str) -> None:
    ran = kept.run("week", date)
    assert ran.code == 2
    assert "is outside the kept plan, which goes from 2026-12-14 to 2027-04-18." in ran.err


def test_after_the_season_it_says_so(kept: Living) -> None:
    out = kept.on("2027-04-19").run("today").out
    assert "The season is over. fullstride plan --keep --replace begins the next." in out


def test_questions_that_are_open_are_asked_once_and_end(kept: Living) -> None:
    kept.on("2026-12-29").run("log", "--done")
    due = kept.on("2026-12-31").answer("today")["due"]
    assert sum(one["asks"] == "soreness_48h" for one in due) == 1
    kept.run("log", "--soreness-48h", 1)
    due = kept.answer("today")["due"]
    assert not any(one["asks"] == "soreness_48h" for one in due)
    assert [
        one["asks"] for one in kept.on("2027-04-10").answer("today")["due"] if one["date"] < "2027-03-01"
    ] == []


def test_where_everything_is_stopped_today_says_why_and_not_that_the_season_is_over(kept: Living) -> None:
    kept.on("2026-12-20").run("log", "--pain", "left shin 4 bone")
    kept.run("adapt", "--yes")
    out = kept.run("today").out
    assert "Nothing more of ours is planned until the season ends on Sunday 18 April." in out
    assert "stop, and see a clinician" in out
    assert "The season is over" not in out + kept.run("week").out
    stopped = {"strides", "squat_jumps", "hill_sprints", "bounding"}
    assert {one["exercise"] for one in kept.answer("today")["decisions"]} == stopped
    again = kept.on("2026-12-22").answer("adapt")["decisions"]
    assert {(one["exercise"], one["verb"]) for one in again} == {(id_, "stop") for id_ in stopped}
