"""What a runner answered about their body stays with them: no route tells a coach, whichever gate it is.

Gates are taken from the rule book and routes from the API's own document, so that a new one of either is
tried with the others.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from httpx import Response

from fullstride.domain.accounts import Role, Sees
from fullstride.domain.report import Pain, PainKind, Report
from fullstride.domain.runner import Gates
from fullstride.formats.profile import parse_profile, write_profile
from fullstride.formats.reading import Copy
from fullstride.rules.load import load_book
from fullstride.store import Store
from fullstride.web.app import create_app
from fullstride.web.rules import RULES, Needs
from fullstride.web.settings import Settings
from fullstride.workflows.discretion import HELD_BACK, Discretion
from fullstride.workflows.moving import follow
from fullstride.workflows.placing import place_on
from fullstride.workflows.sources import put_calendar, put_profile
from living import CALENDAR
from made_accounts import Club, Person, club
from made_api import refused

TODAY = dt.date(2026, 12, 16)
NOW = dt.datetime(2026, 12, 16, 8, tzinfo=dt.UTC)
SPRING = Copy(name="spring.ics", data=CALENDAR.read_bytes())
# An answer that puts each gate in force; what is not here is a yes.
ANSWERS: dict[str, dict[str, object]] = {
    "tendon_pain": {"tendon_pain": 7},
    "other_pain": {"other_pain": 7},
    "soreness": {"soreness": 8},
    "covid_days": {"covid_days": 1, "symptom_free_days": 0},
    "months_postpartum": {"months_postpartum": 1},
}
BARE = '[runner]\nevent = "marathon"\nborn = 1994\nrunning_base_weeks = 60\nplyometrics = "some"\n'
GATES = load_book(()).gates.answers
PRIVATE = [name for name in GATES if Discretion.PROFILE.hides(f"gate.{name}")]
SAYS = "who says where it hurts"


def _hurting(kind: PainKind, days_ago: int) -> Report:
    """A report of a pain of this kind, strong enough to be acted on or to be told."""
    day = dt.timedelta(days=days_ago)
    pain = Pain(place=f"elbow {kind.value}", level=3 + days_ago % 4, kind=kind)
    return Report(id=f"{kind.value} {days_ago}", said_at=NOW - day, date=TODAY - day, pain=(pain,))


GENERAL = {"rules", "book_words"}  # the rule book's, the same for every runner


def _answers(gate: str) -> Gates:
    when = GATES[gate].when
    return replace(Gates(), **ANSWERS.get(when, {when: True}))


def _runs(store: Store, name: str, gates: Gates) -> None:
    """A runner with a short season, decided about once."""
    shelf = store.shelf(name)
    put_profile(shelf, BARE, now=NOW)
    put_calendar(shelf, "spring", SPRING, now=NOW)
    _, kept = place_on(shelf, now=NOW, weeks=3, keep=True)
    assert kept is not None
    answered = write_profile(replace(parse_profile(BARE, "profile"), gates=gates))
    put_profile(shelf, answered, now=NOW)
    shelf.add_reports([Report(id="cleared", said_at=NOW, date=TODAY, soreness=1, cleared=("heart",))])
    follow(shelf, 1, now=NOW)


@pytest.fixture(scope="module")
def here() -> Iterator[Club]:
    with pytest.MonkeyPatch.context() as patch, club() as made:
        patch.setenv("FULLSTRIDE_TODAY", TODAY.isoformat())
        made.account("planning", Role.COACH)
        made.account("changing", Role.COACH)
        for name in ("zoe zz", SAYS, *(f"with {gate}" for gate in GATES)):
            made.account(name, Role.RUNNER)
            made.grant(name, "planning", Sees.PLAN)
            made.grant(name, "changing", Sees.EVERYTHING, changes=True)
            of_gate = name.startswith("with ")
            _runs(made.store, name, _answers(name.removeprefix("with ")) if of_gate else Gates())
        made.store.shelf(SAYS).add_reports([_hurting(kind, days) for kind in PainKind for days in (0, 5)])
        yield made


@cache
def _read_paths() -> tuple[tuple[str, str], ...]:
    document = create_app(Settings(accounts=True)).openapi()
    return tuple(
        (told["operationId"], path.removeprefix("/api/v1"))
        for path, item in document["paths"].items()
        for method, told in item.items()
        if method == "get" and "{runner}" in path
    )


def _told(person: Person, runner: str, needs: set[Needs]) -> dict[str, str]:
    """All that somebody may read of a runner, by operation: as text, files unpacked."""
    season = person.get(f"/runners/{runner}/season")
    days = [(TODAY + dt.timedelta(days=ahead)).isoformat() for ahead in range(0, 6, 3)]
    fills = {
        "date": days,
        "session": [one["id"] for one in season["sessions"][:2]],
        "target": ["ics", "fit", "intervals", "html"],
        "id": ["spring"],
    }
    found: dict[str, str] = {}
    for operation, path in _read_paths():
        if RULES[operation] not in needs:
            continue
        named = re.findall(r"{(\w+)}", path.replace("{runner}", ""))
        for value in fills.get(named[0], ["none"]) if named else [""]:
            asked = path.replace("{runner}", runner).replace(f"{{{(named or [''])[0]}}}", value)
            found[operation] = found.get(operation, "") + _text(person.ask("GET", asked))
    found["squad"] = str([one for one in person.get("/squad")["rows"] if one["runner"] == runner])
    return {
        operation: text if operation in GENERAL else text.replace(runner, "")
        for operation, text in found.items()
    }


def _text(response: Response) -> str:
    assert response.status_code < 500, response.text
    if response.headers["content-type"] != "application/zip":
        return response.content.decode(errors="replace").replace("\r\n ", "")
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", text.casefold().replace("_", " ")))


def _of(gate: str) -> set[str]:
    one = GATES[gate]
    return _words(f"{gate} {one.when} {one.reason().text} {one.reason().source}")


@pytest.mark.parametrize("gate", GATES)
def test_plan_and_status_hold_nothing_that_any_gate_brings(here: Club, gate: str) -> None:
    coach = here.person("planning")
    told = _told(coach, f"with {gate}", {Needs.PLAN})
    plain = _told(coach, "zoe zz", {Needs.PLAN})
    assert {operation for operation in told if told[operation] == plain[operation]} >= GENERAL
    known = _words(" ".join(plain.values())) | _words(HELD_BACK.text + HELD_BACK.rule + HELD_BACK.source)
    for operation in told.keys() - GENERAL:
        assert f"gate.{gate}" not in told[operation], operation
        assert not _words(told[operation]) & _of(gate) - known, operation
        assert "profile says" not in told[operation], operation


@pytest.mark.parametrize("gate", PRIVATE)
def test_everything_holds_nothing_of_what_the_profile_alone_is_told(here: Club, gate: str) -> None:
    coach = here.person("changing")
    told = _told(coach, f"with {gate}", {Needs.PLAN, Needs.EVERYTHING})
    plain = _told(coach, "zoe zz", {Needs.PLAN, Needs.EVERYTHING})
    # The form of the profile is the same for everybody.
    known = _words(" ".join(plain.values())) | _words(HELD_BACK.text + HELD_BACK.rule + HELD_BACK.source)
    assert set(told) >= {"profile", "what_follows", "season", "reports", "calendars", "squad"}
    for operation in told.keys() - GENERAL:
        assert f"gate.{gate}" not in told[operation], operation
        assert not _words(told[operation]) & _of(gate) - known, operation
    applied = coach.ask("POST", f"/runners/with {gate}/adapt", {"number": 1})
    assert f"gate.{gate}" not in applied.text
    assert not _words(applied.text) & _of(gate) - known


def test_plan_and_status_hold_no_word_of_where_it_hurts(here: Club) -> None:
    told = _told(here.person("planning"), SAYS, {Needs.PLAN})
    assert not [operation for operation, text in told.items() if "elbow" in text.casefold()]
    own = here.person(SAYS).get(f"/runners/{SAYS}/today")
    assert "elbow" in str(own["held"])
    assert len(own["held"]) > 1
    shown = here.person("planning").get(f"/runners/{SAYS}/today")["held"]
    told = [(one["say"], one["until"], one["meanwhile"]) for one in shown]
    assert told == [(HELD_BACK.text, None, "")]  # neither how many there are nor how long they last


@pytest.mark.parametrize("gate", GATES)
def test_the_runner_is_told_all_of_it(here: Club, gate: str) -> None:
    runner = here.person(f"with {gate}")
    told = runner.get(f"/runners/with {gate}/profile")["form"]["gates"]
    assert told[GATES[gate].when] == getattr(_answers(gate), GATES[gate].when)


def test_who_changes_a_profile_for_somebody_leaves_their_gates_as_they_are(here: Club) -> None:
    coach, runner = here.person("changing"), here.person("with pregnancy")
    path = "/runners/with pregnancy/profile"
    form = coach.get(path)["form"]
    assert form["gates"]["pregnant"] is False
    response = coach.ask("PUT", path, form | {"event": "half"})
    assert response.status_code == 200, response.text
    assert response.json()["form"]["gates"]["pregnant"] is False
    there = runner.get(path)["form"]
    assert (there["event"], there["gates"]["pregnant"]) == ("half", True)
    told = coach.get(path)["toml"]
    assert "pregnant" not in told
    assert coach.ask("PUT", f"{path}/toml", {"toml": told}).status_code == 200
    assert runner.get(path)["form"]["gates"]["pregnant"] is True
    said = refused(coach.ask("PUT", path, form | {"gates": {"heart": True}}), 400)
    assert "by the runner alone" in said


def test_who_changes_the_rules_for_somebody_cannot_open_their_gates(here: Club) -> None:
    coach, runner = here.person("changing"), here.person("with heart")
    path, opened = "/runners/with heart/book", {"toml": '[gates.answers.heart]\ndoes = "go"\n'}
    assert "runner's own to change" in refused(coach.ask("PUT", path, opened), 400)
    assert coach.ask("PUT", path, {"toml": "[squad.silent]\ndays = 10\n"}).status_code == 200
    assert runner.ask("PUT", path, opened).status_code == 200
