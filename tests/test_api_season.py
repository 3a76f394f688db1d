"""The season, its reasons and its scripts over the API: the same as on the command line, refused in words."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from living import CALENDAR, PROFILE
from made_api import ME, Served, refused, served


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch, served(tmp_path_factory.mktemp("season"), patch) as one:
        yield one


def test_the_season_is_the_plan_that_was_kept_with_the_keys_of_the_command_line(
    kept: Served, tmp_path: Path
) -> None:
    season = kept.get("/season")
    kept.life.run("plan", "--calendar", CALENDAR, "--profile", PROFILE, "--out", tmp_path)
    plan = json.loads((tmp_path / "plan.json").read_text())
    for key in ("status", "first", "last", "title", "weeks", "unplaced", "disliked", "assumptions", "advice"):
        assert season[key] == plan[key], key
    own = ("name", "dose", "status", "done_on", "off")
    bare = [{key: one[key] for key in one if key not in own} for one in season["sessions"]]
    assert bare == plan["sessions"]
    assert {one["status"] for one in season["sessions"]} == {"ahead"}
    assert season["race"] == "2027-04-18"
    assert season["days"][0]["date"] == "2026-12-14"


def test_an_unchanged_season_is_not_sent_again(kept: Served) -> None:
    first = kept.client.get(f"{ME}/season")
    again = kept.client.get(f"{ME}/season", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_today_and_week_are_what_the_commands_print(kept: Served) -> None:
    kept.life.on("2026-12-15")
    where = {"week": 1, "weeks": 18}
    assert kept.get("/today") == kept.life.answer("today") | where
    assert kept.get("/weeks/2026-12-15") == kept.life.answer("week") | where
    kept.life.on("2026-12-14")


def test_why_is_what_explain_prints_with_never_and_rather_not_on_each_other_day(
    kept: Served, tmp_path: Path
) -> None:
    date = kept.get("/season")["sessions"][3]["date"]
    why = kept.get(f"/days/{date}/why")
    kept.life.run("plan", "--calendar", CALENDAR, "--profile", PROFILE, "--out", tmp_path)
    assert why == kept.life.answer("explain", tmp_path / "plan.json", date)
    others = why["sessions"][0]["not_on"]
    assert len(others) == 6
    assert all(other["because"] for other in others)


def test_why_is_refused_in_a_sentence_outside_the_plan_and_for_what_is_no_date(kept: Served) -> None:
    assert "outside the plan" in refused(kept.client.get(f"{ME}/days/2030-01-01/why"), 400)
    refused(kept.client.get(f"{ME}/days/9999-12-31/why"), 422)
    refused(kept.client.get(f"{ME}/weeks/9999-12-31"), 422)
    refused(kept.client.get(f"{ME}/days/yesterday/why"), 422)


def test_scripts_of_the_coming_days_are_those_of_each_session(kept: Served) -> None:
    coming = kept.get("/scripts", days=14)
    assert (coming["first"], coming["last"]) == ("2026-12-14", "2026-12-27")
    assert coming["scripts"]
    for script in coming["scripts"]:
        assert kept.get(f"/scripts/{script['session']['id']}") == script
        assert len(script["parts"]) == script["header"]["parts"]
        assert script["stop_rules"]
    refused(kept.client.get(f"{ME}/scripts/nowhere"), 404)
    refused(kept.client.get(f"{ME}/scripts?days=0"), 422)


def test_what_is_somebody_elses_is_told_like_what_is_not_there(kept: Served) -> None:
    for path in ("season", "today", "scripts", "reports", "due", "days/2026-12-15/why"):
        said = refused(kept.client.get(f"/api/v1/runners/somebody/{path}"), 404)
        assert said == "This runner is not here."


def test_without_a_plan_the_problem_says_so_by_its_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(tmp_path, monkeypatch, with_plan=False) as empty:
        for path in ("season", "today", "scripts", "weeks/2026-12-15"):
            response = empty.client.get(f"{ME}/{path}")
            assert "No plan is kept yet" in refused(response, 404)
            assert response.json()["type"] == "urn:fullstride:no-plan"
        assert empty.get("/due") == {"due": []}
        assert empty.get("/reports") == {"items": [], "next": None}


def test_the_weeks_that_came_first_are_counted_without_the_one_it_stands_in(
    kept: Served, tmp_path: Path
) -> None:
    profile = tmp_path / "new.toml"
    text = PROFILE.read_text().replace('plyometrics = "some"', 'plyometrics = "none"')
    profile.write_text(text.replace(', "hill_bounding", "hill_sprints"', ""))
    season = kept.life.answer("plan", "--calendar", CALENDAR, "--profile", profile)
    monday = {one["id"]: _monday(one["date"]) for one in season["sessions"]}
    of_jumps = {monday[one["id"]] for one in season["sessions"] if one["exercise"] == "squat_jumps"}
    told = {
        one["id"]: int(found[1])
        for one in season["sessions"]
        if one["exercise"] == "bounding"
        for reason in one["because"]
        if (found := re.search(r"in (\d+) earlier weeks", reason["text"]))
    }
    assert told
    assert told == {id_: sum(week < monday[id_] for week in of_jumps) for id_ in told}


def _monday(date: str) -> dt.date:
    day = dt.date.fromisoformat(date)
    return day - dt.timedelta(days=day.weekday())
