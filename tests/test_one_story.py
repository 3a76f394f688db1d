"""What is said of a dose is of the dose that a session holds: in plan, notebook, changes and app."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fullstride.domain.squad import Row
from fullstride.store import open_store
from fullstride.workflows.squad import look
from made_api import Served, served

BROKEN_OFF = {
    "date": "2026-12-15",
    "session": "2026w51-strides-1",
    "completion": "partly",
    "reps": 1,
    "stopped_by": "form",
    "form": "gone",
}


@pytest.fixture
def stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """The first strides ended after one, and the plan was made again with it."""
    with served(tmp_path, monkeypatch) as one:
        one.life.on("2026-12-16")
        one.put("/reports/r1", BROKEN_OFF)
        yield one


def test_a_session_that_grows_from_less_than_its_step_says_so_everywhere(stopped: Served) -> None:
    told = stopped.get("/adapt")
    smaller = [one for one in told["changes"] if one["exercise"] == "strides" and one["kind"] == "less"]
    assert smaller[0]["because"][0]["text"].startswith("It grows from 1 × 20")
    assert not any("Same dose" in reason["text"] for one in smaller for reason in one["because"])
    stopped.post("/adapt", {"number": told["number"]})

    following = smaller[0]["now"]
    (session,) = [one for one in stopped.get("/season")["sessions"] if one["id"] == following["id"]]
    (decision,) = [one for one in stopped.get("/season")["decisions"] if one["exercise"] == "strides"]
    assert session["dose"].replace("\u2009", " ") == "2 × 20 s"
    assert (
        decision["say"]
        .replace("\u2009", " ")
        .startswith("Strides: stopped early the last time; 2 × 20 s next. It grows from 1 × 20 s")
    )
    explained = stopped.get(f"/days/{session['date']}/why")["sessions"]
    (why,) = [one for one in explained if one["exercise"] == "strides"]
    assert why["because"][-2] == session["because"][-2]
    assert why["because"][-2]["rule"] == "growth.session"


def test_an_earlier_day_is_not_called_later(stopped: Served) -> None:
    wrong = []
    for session in stopped.get("/season")["sessions"][:12]:
        for told in stopped.get(f"/days/{session['date']}/why")["sessions"]:
            for other in told["not_on"]:
                later = any("but later" in reason["text"] for reason in other["because"])
                if later and other["date"] < session["date"]:
                    wrong.append((session["id"], other["date"]))
    assert wrong == []


# ---- pain: the day, the notebook, what changes next, the coach's row, the terminal ------------------

JUMPS = dt.date(2026, 12, 18)  # squat jumps stand on it, strides on the day after
PAINS = {
    "sharp": [("left calf", 4, "sharp")],
    "other": [("left knee", 6, "other")],
    "strong": [("lower back", 8, "other")],
    "strain": [("right hamstring", 5, "muscle")],
    "two": [("achilles", 4, "tendon"), ("left knee", 5, "other")],
    "two of all": [("left calf", 5, "sharp"), ("achilles", 4, "tendon")],
    "bone": [("left shin", 2, "bone"), ("left knee", 4, "other")],
}


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with served(tmp_path, monkeypatch) as one:
        one.life.on(JUMPS.isoformat())
        yield one


def _row(here: Served) -> Row:
    store = open_store(str(here.life.store))
    try:
        return look(store.shelf("me"), today=JUMPS)
    finally:
        store.close()


def _plain(text: str) -> str:
    return " ".join(text.replace("\u2009", " ").split()).casefold()


def _until(say: str) -> str:
    """ "until it is gone", out of "Strides: off until it is gone (left calf …)." """
    return _plain(say).partition("until")[2].partition(" (")[0]


@pytest.mark.parametrize("name", PAINS)
def test_pain_is_one_story_wherever_it_is_told(begun: Served, name: str) -> None:
    pains = [{"place": place, "level": level, "kind": kind} for place, level, kind in PAINS[name]]
    begun.put("/reports/p1", {"date": JUMPS.isoformat(), "pain": pains})
    today: dict[str, Any] = begun.get("/today")
    held = _plain(" ".join(one["say"] for one in today["held"]))
    row = _row(begun)
    coach = _plain(" ".join(f"{note.fact} {note.did}" for note in row.notes))
    terminal = _plain(begun.life.run("today").out)
    for place, _, _ in PAINS[name]:
        assert all(place in told for told in (held, coach, terminal))
    for session in today["sessions"]:
        assert session["off"] and session["off"]["meanwhile"]
        assert row.off >= {session["id"]}
        if until := _until(session["off"]["say"]):
            assert until in held and until in coach and until in terminal
    everything = "everything is off" in held
    assert everything == ("everything is off" in coach)
    assert terminal.count("off today: squat jumps") == 1
    if everything:
        week = begun.get(f"/weeks/{JUMPS.isoformat()}")["sessions"]
        assert all(one["off"] for one in week if JUMPS.isoformat() <= one["date"] <= "2026-12-19")
    follows = begun.get("/adapt")
    assert not [one for one in follows["changes"] if one["kind"] in ("added", "more")]
    assert not [one for one in (*follows["decisions"], *today["decisions"]) if one["verb"] == "progress"]


@pytest.mark.parametrize("name", ["sharp", "other", "strong", "strain"])
def test_pain_keeps_from_work_day_after_day_until_it_is_said_to_be_less(begun: Served, name: str) -> None:
    ((place, level, kind),) = PAINS[name]
    begun.put(
        "/reports/p1", {"date": JUMPS.isoformat(), "pain": [{"place": place, "level": level, "kind": kind}]}
    )
    for days in (1, 3, 7, 28):
        begun.life.on((JUMPS + days * dt.timedelta(days=1)).isoformat())
        today = begun.get("/today")
        assert [one["until"] for one in today["held"]] == [None]
        assert [one["pain"]["place"] for one in today["due"] if one["asks"] == "pain"] == [place]
    end = (JUMPS + dt.timedelta(days=28)).isoformat()
    begun.put("/reports/p2", {"date": end, "pain": [{"place": place, "level": 0, "kind": "other"}]})
    today = begun.get("/today")
    assert not today["held"] and not [one for one in today["due"] if one["asks"] == "pain"]
