"""Names that can be addressed and told apart, and sentences of our own for whatever a request gets wrong."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.accounts import Sees
from fullstride.web.accounts.names import looks, refuse_alike
from fullstride.web.app import create_app
from fullstride.web.problems import Refusal
from fullstride.web.settings import Settings
from made_accounts import PASSWORD, Club, three
from made_api import refused

OTHER = "snow on the back stretch"
FRAMEWORK = re.compile(
    r"value error|should (be|have|match)|field required|json decode|parsing the body|not allowed|^not found"
    r"|input |valid (string|integer|boolean|number|date|list|dict|tuple)|unable to|assertion|unprocessable"
    r"|extra inputs|none of \[",
    re.IGNORECASE,
)
WRONG = (1, -1, 1e300, "", "x" * 5_000, None, [], {}, True, [{}], "\x00", {"unknown": 1}, ["nobody"] * 900)
WRONG_PARTS = (-1, "\x00", None, [{}], {"unknown": 1})
EXAMPLES = {"date": "no-date", "limit": "x", "runner": "ana", "id": "some-id"}


@pytest.fixture(scope="module")
def here() -> Iterator[Club]:
    with three() as made:
        yield made


def _joins(here: Club, name: str) -> Any:
    link = here.person("olga").ask("POST", "/invitations", {}).json()["path"].partition("#")[2]
    return here.browser().ask("POST", "/join", {"token": link, "name": name, "password": OTHER})


def test_a_space_that_a_keyboard_added_is_no_part_of_a_name(here: Club) -> None:
    assert _joins(here, " lena ").json()["name"] == "lena"
    assert here.browser().sign_in("lena ", OTHER).status_code == 200


@pytest.mark.parametrize(
    "name", [".", "..", " .. ", "", "b\u0435n", "\u0430n\u0430", "BEN", "be\u00a0n\u200b"]
)
def test_a_name_that_cannot_be_addressed_or_told_apart_is_refused_in_a_sentence(
    here: Club, name: str
) -> None:
    said = _joins(here, name)
    assert said.status_code in (409, 422), said.text
    assert not FRAMEWORK.search(said.json()["detail"])


def test_a_name_in_letters_of_another_script_that_looks_like_one_that_is_there_is_refused() -> None:
    with pytest.raises(Refusal, match="looks the same"):
        refuse_alike("\u0441\u043e\u0441\u043e", ["coco"])
    refuse_alike("\u0414\u0430\u0440\u044c\u044f", ["darja"])
    refuse_alike("coco", ["coco"])  # that very name is told by whoever keeps names


@given(st.text(min_size=1, max_size=20))
def test_a_name_always_looks_like_itself_whatever_its_capitals_and_widths(name: str) -> None:
    assert looks(name) == looks(f" {name} ")
    assert looks(looks(name)) == looks(name)


def _bodies(told: dict[str, Any], schemas: dict[str, Any]) -> Iterator[Any]:
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    if not content:
        return
    yield from WRONG
    schema = schemas.get(content.get("$ref", "").rpartition("/")[2], content)
    for name in schema.get("properties", {}):
        yield from ({name: value} for value in WRONG_PARTS)


def test_whatever_a_request_gets_wrong_is_told_in_a_sentence_of_our_own(here: Club) -> None:
    document = create_app(Settings(accounts=True)).openapi()
    schemas = document["components"]["schemas"]
    people = {True: here.person("ana"), False: here.person("olga")}
    seen = 0
    for path, item in document["paths"].items():
        filled = re.sub(r"{(\w+)}", lambda found: EXAMPLES.get(found[1], "-"), path.removeprefix("/api/v1"))
        for method, told in item.items():
            if told["operationId"] in ("sign_out_everywhere", "delete_everything"):
                continue
            person = people["{runner}" in path]
            asked = [person.ask(method.upper(), f"{filled}?limit=x&days=x&on=x&under={'x' * 300}")]
            if method != "get":
                asked += [person.ask(method.upper(), filled, body) for body in _bodies(told, schemas)]
                asked.append(
                    person.ask(
                        method.upper(),
                        filled,
                        content=b'{"a": \xff',
                        headers={"Content-Type": "application/json"},
                    )
                )
            for response in asked:
                assert response.status_code < 500, response.text
                if response.status_code >= 400:
                    seen += 1
                    assert not FRAMEWORK.search(response.json()["detail"]), (path, response.json())
    assert seen > 300
    for method, path in (("PATCH", "/me"), ("DELETE", "/me"), ("GET", "/no/such/thing"), ("PUT", "/squad")):
        response = people[False].ask(method, path)
        assert response.status_code in (404, 405)
        assert not FRAMEWORK.search(response.json()["detail"]), response.json()


def test_the_client_can_be_asked_for_its_head(here: Club) -> None:
    assert here.browser().client.head("/").status_code == here.browser().client.get("/").status_code


def test_whoever_is_kept_out_invites_nobody_any_more(here: Club) -> None:
    carla, olga = here.person("carla"), here.person("olga")
    links = [carla.ask("POST", "/invitations", {}).json()["path"].partition("#")[2] for _ in range(2)]
    account = here.accounts["carla"].id
    told = olga.ask("PUT", f"/accounts/{account}/access", {"let_in": False}).json()
    assert (told["disabled"], told["withdrawn"]) == (True, 2)
    for link in links:
        body = {"token": link, "name": "dora", "password": OTHER}
        refused(here.browser().ask("POST", "/join", body), 410)
    olga.ask("PUT", f"/accounts/{account}/access", {"let_in": True})
    assert here.browser().sign_in("carla", PASSWORD).status_code == 200
    carla = here.person("carla")
    carla.ask("POST", "/invitations", {})
    told = olga.ask("PUT", f"/accounts/{account}/roles", {"roles": ["owner"]}).json()
    assert told["withdrawn"] == 1
    olga.ask("PUT", f"/accounts/{account}/roles", {"roles": ["coach"]})


def test_what_a_coach_says_in_a_runners_name_carries_who_said_it(here: Club) -> None:
    here.grant("ana", "carla", Sees.EVERYTHING, changes=True)
    body = {"date": "2026-11-01", "soreness": 4}
    assert here.person("carla").ask("PUT", "/runners/ana/reports/c", body).status_code == 200
    assert here.person("ana").ask("PUT", "/runners/ana/reports/a", body).status_code == 200
    told = {one["id"]: one.get("said_by") for one in here.person("ana").get("/runners/ana/reports")["items"]}
    assert told == {"c": "carla", "a": None}
    forged = body | {"said_by": "ana"}
    refused(here.person("carla").ask("PUT", "/runners/ana/reports/d", forged), 422)


def test_who_may_not_look_is_not_told_about_changing(here: Club) -> None:
    here.grant("ana", "carla", Sees.EVERYTHING, changes=True)
    assert (
        refused(here.person("carla").ask("GET", "/runners/ana/grants"), 403) == "Only the runner sees this."
    )
