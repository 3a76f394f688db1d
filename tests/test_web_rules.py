"""Every operation of the API is asked for by everybody: who may not gets no, and nobody gets another's data.

Operations are taken from the API's own document, so that a new one is tried with the others, and fails here
as long as web/rules.py has no line for it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from httpx import Response

from fullstride.domain.accounts import Role, Sees
from fullstride.domain.report import Report
from fullstride.web.access import READING, Sight, as_seen
from fullstride.web.app import create_app
from fullstride.web.rules import BODY_BYTES, RULES, TIMES, Needs, needs_of
from fullstride.web.settings import Settings
from made_accounts import NOW, Club, Person, club
from made_api import refused

SECRET = "canary of ana's own"
NOT_HERE = "This runner is not here."
# What addresses hold beside the runner, and something that fits.
EXAMPLES = {
    "id": "some-id",
    "sha256": "0" * 64,
    "date": "2026-12-15",
    "link": "0" * 64,
    "account": "0" * 32,
    "coach": "0" * 32,
    "session": "0" * 64,
}
# Addresses that are no runner's name somebody's thing by these; each has a test of its own below.
OWNED = {"session", "link", "account"}
VERDICTS = {"in", "401", "403", "404"}
# What each of them gets for what an operation needs: in, or a status.
OF_RUNNER = {
    Needs.PLAN: {"ana": "in", "changing": "in", "seeing": "in", "planning": "in"},
    Needs.EVERYTHING: {"ana": "in", "changing": "in", "seeing": "in", "planning": "403"},
    Needs.CHANGE: {"ana": "in", "changing": "in", "seeing": "403", "planning": "403"},
    Needs.THEMSELVES: {"ana": "in", "changing": "403", "seeing": "403", "planning": "403"},
}
OTHERS = {"anonymous": "401", "ben": "404", "ungranted": "404", "olga": "404"}
ELSE = {
    Needs.NOTHING: {"anonymous": "in", "rob": "in", "coy": "in", "una": "in"},
    Needs.SIGNED_IN: {"anonymous": "401", "rob": "in", "coy": "in", "una": "in"},
    Needs.COACH: {"anonymous": "401", "rob": "403", "coy": "in", "una": "in"},
    Needs.OWNER: {"anonymous": "401", "rob": "403", "coy": "403", "una": "in"},
}


@cache
def operations() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Operation -> method, path, what the document says of it."""
    document = create_app(Settings(accounts=True)).openapi()
    return {
        told["operationId"]: (method.upper(), path.removeprefix("/api/v1"), told)
        for path, item in document["paths"].items()
        for method, told in item.items()
    }


@pytest.fixture(scope="module")
def here() -> Iterator[Club]:
    with club() as made:
        made.account("ana", Role.RUNNER)
        made.account("ben", Role.RUNNER)
        for name, sees, changes in (
            ("planning", Sees.PLAN, False),
            ("seeing", Sees.EVERYTHING, False),
            ("changing", Sees.EVERYTHING, True),
        ):
            made.account(name, Role.COACH)
            made.grant("ana", name, sees, changes=changes)
        made.account("ungranted", Role.COACH)
        for name, role in (("rob", Role.RUNNER), ("coy", Role.COACH), ("una", Role.OWNER)):
            made.account(name, role)  # who sign in and out in between
        made.store.shelf("ana").add_reports(
            [Report(id="r1", date=NOW.date(), said_at=NOW, note=SECRET, soreness=3)]
        )
        yield made


@pytest.fixture(scope="module")
def everybody(here: Club) -> dict[str, Person]:
    names = ("ana", "ben", "planning", "seeing", "changing", "ungranted", "olga")
    return {name: here.person(name) for name in names} | {"anonymous": here.browser()}


def test_every_operation_has_its_line_and_every_line_its_operation() -> None:
    assert set(operations()) == set(RULES)
    assert set(BODY_BYTES) | set(TIMES) <= set(RULES)


def test_a_line_speaks_of_a_runner_where_the_address_names_one() -> None:
    for operation, (_, path, _) in operations().items():
        assert RULES[operation].is_of_runner == ("{runner}" in path), operation


def test_without_a_line_an_operation_is_for_the_runner_or_the_owner_alone() -> None:
    assert needs_of("new", of_runner=True) is Needs.THEMSELVES
    assert needs_of("new", of_runner=False) is Needs.OWNER


def test_reading_is_never_a_change_and_a_change_never_only_looks() -> None:
    for operation, (method, path, _) in operations().items():
        if "{runner}" in path:
            is_change = RULES[operation] in (Needs.CHANGE, Needs.THEMSELVES)
            assert is_change or method in (*READING, "POST"), operation


def test_whose_things_other_addresses_name_is_known() -> None:
    named = {
        name
        for _, path, _ in operations().values()
        if "{runner}" not in path
        for name in re.findall(r"{(\w+)}", path)
    }
    assert named <= OWNED


def _asked(person: Person, operation: str) -> Response:
    method, path, told = operations()[operation]
    filled = re.sub(r"{(\w+)}", lambda found: EXAMPLES.get(found[1], "1"), path.replace("{runner}", "ana"))
    kinds = told.get("requestBody", {}).get("content", {})
    if "application/octet-stream" in kinds:
        sent = {"content": b"x", "headers": {"Content-Type": "application/octet-stream"}}
        return person.ask(method, filled, **sent)
    return person.ask(method, filled, {} if kinds else None)


def _verdict(response: Response) -> str:
    """in, or the status by which the door refused."""
    assert response.status_code < 500, response.text
    if response.status_code == 404 and response.json()["detail"] != NOT_HERE:
        return "in"
    return str(response.status_code) if str(response.status_code) in VERDICTS else "in"


@pytest.mark.parametrize("operation", sorted(o for o in RULES if RULES[o].is_of_runner))
def test_of_a_runner_everybody_gets_what_the_runner_said_and_no_more(
    operation: str, everybody: dict[str, Person]
) -> None:
    expected = OF_RUNNER[RULES[operation]] | OTHERS
    for name, verdict in expected.items():
        if name == "ana" and operation.startswith(("forget", "erase", "delete_everything")):
            continue  # she would be gone for those that follow
        response = _asked(everybody[name], operation)
        assert _verdict(response) == verdict, (name, response.text)
        if verdict != "in":
            assert SECRET not in response.text
            refused(response, int(verdict))
        if verdict == "404":
            assert response.json()["detail"] == NOT_HERE


@pytest.mark.parametrize("operation", sorted(o for o in RULES if not RULES[o].is_of_runner))
def test_what_is_nobodys_is_for_those_whom_its_line_names(operation: str, here: Club) -> None:
    for name, verdict in ELSE[RULES[operation]].items():
        person = here.browser() if name == "anonymous" else here.person(name)
        response = _asked(person, operation)
        if verdict == "in" and RULES[operation] is Needs.NOTHING:
            assert response.status_code in (410, 422), response.text
        else:
            assert _verdict(response) == verdict, (name, response.text)
        assert SECRET not in response.text


def test_what_is_not_there_is_told_like_what_may_not_be_seen(everybody: dict[str, Person]) -> None:
    for name in ("ben", "ungranted", "olga", "planning"):
        nobodys = everybody[name].ask("GET", "/runners/nobody/season")
        assert refused(nobodys, 404) == NOT_HERE


def test_names_in_addresses_are_taken_as_they_are(everybody: dict[str, Person]) -> None:
    for name in ("ANA", "ana ", "ana%00", "%2e%2e/ana", "ana%2f..%2fben", "ben/../ana", "a\u0301na", "%"):
        response = everybody["ben"].ask("GET", f"/runners/{name}/reports")
        assert response.status_code in (400, 404, 422), name
        assert SECRET not in response.text


def test_a_coach_may_see_one_runner_and_not_the_next(here: Club, everybody: dict[str, Person]) -> None:
    assert SECRET in everybody["seeing"].ask("GET", "/runners/ana/reports").text
    refused(everybody["seeing"].ask("GET", "/runners/ben/reports"), 404)


def test_sessions_links_and_accounts_of_others_are_out_of_reach(here: Club) -> None:
    ana, ben, olga = here.person("ana"), here.person("ben"), here.person("olga")
    for session in ana.get("/sessions")["items"]:
        refused(ben.ask("DELETE", f"/sessions/{session['id']}"), 404)
        refused(olga.ask("DELETE", f"/sessions/{session['id']}"), 404)
    made = olga.ask("POST", "/invitations", {}).json()
    refused(ben.ask("DELETE", f"/invitations/{made['id']}"), 403)
    refused(here.person("ungranted").ask("DELETE", f"/invitations/{made['id']}"), 404)
    account = here.accounts["ana"].id
    for path, method in ((f"/accounts/{account}", "DELETE"), (f"/accounts/{account}/reset-link", "POST")):
        refused(ben.ask(method, path), 403)
        refused(ana.ask(method, path), 403)


def test_plan_and_status_hold_nothing_of_what_was_decided_and_asked() -> None:
    answer = {"sessions": [1], "decisions": ["pain in the calf"], "due": ["how sore"]}
    assert as_seen(answer, Sight(sees=Sees.EVERYTHING)) == answer
    assert as_seen(answer, Sight(sees=Sees.PLAN)) == {"sessions": [1], "decisions": [], "due": []}
