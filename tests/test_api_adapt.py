"""What follows, and moves, over the API: the same as on the command line; of two at once one is first."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from made_api import ME, Served, refused, served

MISSED = {"date": "2026-12-15", "session": "2026w51-strides-1", "completion": "not done"}
PAIN = {"date": "2026-12-16", "pain": [{"place": "left shin", "level": 4, "kind": "bone"}]}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with served(tmp_path, monkeypatch) as one:
        one.life.on("2026-12-16")
        yield one


def _ahead(here: Served, exercise: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one
        for one in here.get("/season")["sessions"]
        if one["exercise"] == exercise and one["date"] > "2026-12-27"
    )
    return found


def test_what_follows_is_what_adapt_prints_and_is_kept_by_its_number(here: Served) -> None:
    here.put("/reports/r1", PAIN)
    looked = here.get("/adapt")
    assert not looked["applied"]
    assert any(one["clinician"] for one in looked["decisions"])
    assert looked == here.life.answer("adapt")

    refused(here.post("/adapt", {"number": 7}), 409)
    kept = here.post("/adapt", {"number": looked["number"]}).json()
    assert (kept["applied"], kept["number"]) == (True, 2)
    assert kept["decisions"] == looked["decisions"]
    assert here.get("/season")["number"] == 2
    refused(here.post("/adapt", {"number": 1}), 409)


def test_of_two_who_apply_at_once_one_is_first_and_the_other_is_told(here: Served) -> None:
    here.put("/reports/r1", PAIN)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: here.post("/adapt", {"number": 1}), range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert here.get("/season")["number"] == 2


def test_nothing_new_keeps_nothing(here: Served) -> None:
    first = here.post("/adapt", {"number": 1}).json()
    again = here.post("/adapt", {"number": first["number"]}).json()
    assert not again["applied"]
    assert again["number"] == first["number"] == here.get("/season")["number"]


def test_a_move_is_judged_at_once_as_why_judges_it(here: Served) -> None:
    session = _ahead(here, "strides")
    why = next(
        one for one in here.get(f"/days/{session['date']}/why")["sessions"] if one["id"] == session["id"]
    )
    signs = set()
    for other in why["not_on"]:
        judged = here.post("/moves/check", {"session": session["id"], "to": other["date"]}).json()
        signs.add(judged["never"])
        assert judged["in_full"] is None
        if other["never"]:
            assert judged["never"]
            assert {one["rule"] for one in other["because"]} <= {one["rule"] for one in judged["because"]}
        assert judged["because"]
    assert signs == {True, False}


def test_a_move_that_rules_allow_is_kept_once_with_all_that_changes_by_it(here: Served) -> None:
    session, to = _allowed(here)
    in_full = here.post("/moves/check", {"session": session["id"], "to": to, "in_full": True}).json()
    assert [one["kind"] for one in in_full["in_full"]["changes"] if one["now"]["id"] == session["id"]] == [
        "moved"
    ]
    assert here.get("/season")["number"] == 1

    moved = here.put("/moves/m1", {"session": session["id"], "to": to}).json()
    assert (moved["applied"], moved["number"]) == (True, 2)
    assert moved["adapted"]["changes"] == in_full["in_full"]["changes"]
    again = here.put("/moves/m1", {"session": session["id"], "to": to}).json()
    assert again == {"applied": True, "number": 2, "adapted": None}
    dates = {one["id"]: one["date"] for one in here.get("/season")["sessions"]}
    assert dates[session["id"]] == to


def _allowed(here: Served) -> tuple[dict[str, Any], str]:
    session = _ahead(here, "strides")
    why = here.get(f"/days/{session['date']}/why")["sessions"]
    (one,) = [one for one in why if one["id"] == session["id"]]
    to = next(other["date"] for other in one["not_on"] if not other["never"])
    return session, to


def test_a_move_that_rules_forbid_changes_nothing_and_says_why(here: Served) -> None:
    session = _ahead(here, "strides")
    why = here.get(f"/days/{session['date']}/why")["sessions"]
    (one,) = [one for one in why if one["id"] == session["id"]]
    to = next(other["date"] for other in one["not_on"] if other["never"])
    told = here.put("/moves/m1", {"session": session["id"], "to": to}).json()
    assert (told["applied"], told["number"]) == (False, 1)
    assert told["adapted"]["not_moved"][0]["because"]
    assert here.get("/season")["number"] == 1


def test_what_can_not_be_moved_is_told(here: Served) -> None:
    session = _ahead(here, "strides")["id"]
    for body, said in (
        ({"session": "nothing", "to": "2026-12-20"}, "There is no session"),
        ({"session": session, "to": "2026-12-01"}, "not between"),
        ({"session": session, "to": "2030-12-01"}, "not between"),
        ({"session": "2026w51-strides-1", "to": "2026-12-20"}, "what is over"),
    ):
        assert said in refused(here.post("/moves/check", body), 400)
        assert said in refused(here.put("/moves/m1", body), 400)
    refused(here.post("/moves/check", {"session": session, "to": "soon"}), 422)


def test_a_calendar_that_was_handed_in_changes_what_follows(here: Served) -> None:
    day = dt.date(2026, 12, 22)
    extra = f"date,title\n{day},Race 10 km\n".encode()
    here.client.put(
        f"{ME}/calendars/race",
        content=extra,
        params={"name": "race.csv"},
        headers={"Content-Type": "application/octet-stream"},
    )
    looked = here.get("/adapt")
    kept = here.post("/adapt", {"number": 1}).json()
    assert kept["applied"]
    assert kept["changes"] == looked["changes"]
    days = {one["date"]: one for one in here.get("/season")["days"]}
    assert days[str(day)]["demand"] == "race"


def _plan(here: Served) -> dict[str, Any]:
    """The season without its version."""
    told: dict[str, Any] = here.get("/season")
    return {key: value for key, value in told.items() if key not in ("number", "made_at")}


def _undo(here: Served, id_: str) -> dict[str, Any]:
    response = here.client.delete(f"{ME}/moves/{id_}")
    assert response.status_code == 200, response.text
    told: dict[str, Any] = response.json()
    return told


def test_a_move_that_is_taken_back_was_never_made(here: Served) -> None:
    here.post("/adapt", {"number": 1})
    before = _plan(here)
    session, to = _allowed(here)
    move = {"session": session["id"], "to": to}
    moved = here.put("/moves/m1", move).json()["adapted"]["changes"]
    assert _plan(here)["wishes"] == [
        {"id": "m1", "session": session["id"], "exercise": "strides", "on": session["date"], "to": to}
    ]
    told = _undo(here, "m1")
    assert (told["applied"], told["number"], len(told["changes"])) == (True, 4, len(moved))
    assert _plan(here) == before
    assert _undo(here, "m1") == {"applied": True, "number": 4, "changes": [], "not_moved": []}
    here.put("/moves/m1", move)
    assert here.get("/season")["number"] == 4, "a move that comes late was taken back already"
    assert not here.post("/adapt", {"number": 4}).json()["changes"]
    refused(here.client.delete(f"{ME}/moves/nothing"), 404)


def test_what_is_left_out_leaves_its_week_with_one_less_and_comes_back_as_it_was(here: Served) -> None:
    here.post("/adapt", {"number": 1})
    before = _plan(here)
    session = _ahead(here, "strides")
    left = here.put("/moves/l1", {"session": session["id"], "to": None}).json()
    assert left["applied"]
    gone = next(one for one in left["adapted"]["changes"] if (one["was"] or {}).get("id") == session["id"])
    assert (gone["kind"], gone["because"][0]["text"]) == ("dropped", "You left it out.")
    monday = dt.date.fromisoformat(session["date"])
    monday -= dt.timedelta(days=monday.weekday())
    week = {(monday + dt.timedelta(days=day)).isoformat() for day in range(7)}

    def strides(plan: dict[str, Any]) -> int:
        return sum(one["exercise"] == "strides" and one["date"] in week for one in plan["sessions"])

    assert strides(_plan(here)) == strides(before) - 1
    assert not here.post("/adapt", {"number": 3}).json()["changes"], "it stays left out"
    assert not any(one["exercise"] == "strides" for one in _plan(here)["unplaced"])
    assert _undo(here, "l1")["applied"]
    assert _plan(here) == before


def test_what_is_taken_back_after_other_changes_leaves_those_alone(here: Served) -> None:
    before = {one["id"]: one["date"] for one in _plan(here)["sessions"]}
    session, to = _allowed(here)
    later = next(
        one for one in _plan(here)["sessions"] if one["exercise"] == "strides" and one["date"] > "2027-02-15"
    )
    here.put("/moves/m1", {"session": session["id"], "to": to})
    here.put("/moves/l1", {"session": later["id"], "to": None})
    assert _undo(here, "m1")["applied"]
    now = {one["id"]: one["date"] for one in _plan(here)["sessions"]}
    assert now.get(session["id"]) == session["date"]
    assert later["id"] not in now
    assert [one["id"] for one in _plan(here)["wishes"]] == ["l1"]
    assert _undo(here, "l1")["applied"]
    assert sorted(_dates(here, "strides")) == sorted(
        date for id_, date in before.items() if "-strides-" in id_
    )


def _dates(here: Served, exercise: str) -> list[str]:
    return [one["date"] for one in _plan(here)["sessions"] if one["exercise"] == exercise]


def test_what_was_left_out_was_not_done_once_its_day_is_over(here: Served) -> None:
    session = _ahead(here, "strides")
    here.put("/moves/l1", {"session": session["id"], "to": None})
    over = dt.date.fromisoformat(session["date"]) + dt.timedelta(days=1)
    here.life.on(over.isoformat())
    assert all(one["session"] != session["id"] for one in here.get("/due")["due"])
    assert _plan(here)["wishes"] == []
    assert "which is over" in refused(here.client.delete(f"{ME}/moves/l1"), 400)
    assert here.get("/adapt")["applied"] is False


def test_nothing_stands_in_for_what_is_left_out(here: Served) -> None:
    before = {(one["date"], one["exercise"]) for one in _plan(here)["sessions"]}
    maximal = [one for one in _plan(here)["sessions"] if one["exercise"] in ("bounding", "squat_jumps")]
    session = maximal[3]
    here.put("/moves/l1", {"session": session["id"], "to": None})
    monday = dt.date.fromisoformat(session["date"])
    monday -= dt.timedelta(days=monday.weekday())
    new = {(one["date"], one["exercise"]) for one in _plan(here)["sessions"]} - before
    days = {(monday + dt.timedelta(days=day)).isoformat() for day in range(7)}
    assert not [one for one in new if one[0] in days]
