"""What is said of a dose is of the dose that a session holds: in plan, notebook, changes and app."""

from collections.abc import Iterator
from pathlib import Path

import pytest

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
