"""Links that invite and that set a new password; who may do what, and who says so."""

import base64
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from fullstride.domain.accounts import Role, Sees
from fullstride.store import open_store
from fullstride.web.app import create_app
from fullstride.web.settings import Settings
from living import CALENDAR
from made_accounts import BASE, PASSWORD, Club, three
from made_api import refused

OTHER = "snow on the back stretch"


@pytest.fixture
def here() -> Iterator[Club]:
    with three() as made:
        yield made


def _token(path: str) -> str:
    return path.partition("#")[2]


def test_a_coach_invites_a_runner_who_says_what_the_coach_may_see(here: Club) -> None:
    carla = here.person("carla")
    made = carla.ask("POST", "/invitations", {"role": "runner"})
    assert made.status_code == 201
    assert re.fullmatch(r"/join#[\w-]{43}", made.json()["path"])
    token = _token(made.json()["path"])
    new = here.browser()
    seen = new.ask("POST", "/links/look", {"token": token}).json()
    assert (seen["kind"], seen["role"], seen["coach"]) == ("invitation", "runner", "carla")
    wanted = {"token": token, "name": "dan", "password": OTHER, "sees": "plan and status"}
    joined = new.ask("POST", "/join", wanted)
    assert joined.status_code == 201, joined.text
    assert joined.json()["runner"] == "dan"
    new.csrf = joined.json()["csrf"]
    assert new.get("/me")["roles"] == ["runner"]
    (grant,) = new.get("/runners/dan/grants")["items"]
    assert (grant["name"], grant["sees"], grant["changes"]) == ("carla", "plan and status", False)
    refused(carla.ask("GET", "/runners/dan/reports"), 403)
    assert new.ask(
        "PUT", f"/runners/dan/grants/{grant['coach']}", {"sees": "everything", "changes": True}
    ).json()["changes"]
    assert carla.get("/runners/dan/reports")["items"] == []
    new.ask("PUT", f"/runners/dan/grants/{grant['coach']}", {"sees": "nothing"})
    refused(carla.ask("GET", "/runners/dan/reports"), 404)


def test_a_coach_without_a_shelf_gives_a_template_from_a_file_to_those_who_let_them(here: Club) -> None:
    carla, ana = here.person("carla"), here.person("ana")
    data = base64.b64encode(CALENDAR.read_bytes()).decode()
    body = {"runners": ["ana"], "files": [{"name": "spring.ics", "data": data}], "first": "2026-12-14"}
    refused(carla.ask("POST", "/squad/template", body), 404)
    carlas = next(one["coach"] for one in ana.get("/runners/ana/grants")["items"] if one["name"] == "carla")
    ana.ask("PUT", f"/runners/ana/grants/{carlas}", {"sees": "everything", "changes": True})
    refused(carla.ask("POST", "/squad/template", body | {"calendars": ["spring"]}), 404)
    (given,) = carla.ask("POST", "/squad/template", body).json()["added"]
    assert len(ana.get("/runners/ana/season")["sessions"]) == given["sessions"] > 20


def test_an_invitation_says_for_whom_it_is_to_those_who_may_withdraw_it_and_to_nobody_else(
    here: Club,
) -> None:
    here.account("eva", Role.COACH)
    carla, olga = here.person("carla"), here.person("olga")
    made = carla.ask("POST", "/invitations", {"for_whom": "  Dan, Tuesday group "}).json()
    for person in (carla, olga):
        assert [one["for_whom"] for one in person.get("/invitations")["items"]] == ["Dan, Tuesday group"]
    assert here.person("eva").get("/invitations")["items"] == []
    seen = here.browser().ask("POST", "/links/look", {"token": _token(made["path"])})
    assert "Dan" not in seen.text
    for wrong in ("x" * 61, "Dan\u202e", "two\nlines"):
        refused(carla.ask("POST", "/invitations", {"for_whom": wrong}), 422)


def test_a_link_works_once_and_not_after_its_time(here: Club, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FULLSTRIDE_TODAY", "2027-01-01")
    olga = here.person("olga")
    first, second = (_token(olga.ask("POST", "/invitations", {}).json()["path"]) for _ in range(2))
    wanted = {"token": first, "name": "dan", "password": OTHER}
    assert here.browser().ask("POST", "/join", wanted).status_code == 201
    assert "used already" in refused(here.browser().ask("POST", "/join", wanted | {"name": "eve"}), 410)
    monkeypatch.setenv("FULLSTRIDE_TODAY", "2027-01-09")
    late = {"token": second, "name": "eve", "password": OTHER}
    assert "too old" in refused(here.browser().ask("POST", "/join", late), 410)
    refused(here.browser().ask("POST", "/links/look", {"token": second}), 410)


def test_a_name_that_is_taken_leaves_the_invitation_as_it_was(here: Club) -> None:
    token = _token(here.person("olga").ask("POST", "/invitations", {}).json()["path"])
    one = here.browser()
    refused(one.ask("POST", "/join", {"token": token, "name": "Ana", "password": OTHER}), 409)
    refused(one.ask("POST", "/join", {"token": token, "name": "dan", "password": "short"}), 400)
    assert one.ask("POST", "/join", {"token": token, "name": "dan", "password": OTHER}).status_code == 201


def test_an_invitation_to_a_shelf_gives_what_is_kept_there_and_only_the_owner_makes_one(here: Club) -> None:
    here.store.add_runner("old shelf")
    refused(here.person("carla").ask("POST", "/invitations", {"runner": "old shelf"}), 403)
    olga = here.person("olga")
    refused(olga.ask("POST", "/invitations", {"runner": "ana"}), 409)
    refused(olga.ask("POST", "/invitations", {"runner": "nowhere"}), 404)
    token = _token(olga.ask("POST", "/invitations", {"runner": "old shelf"}).json()["path"])
    joined = here.browser().ask("POST", "/join", {"token": token, "name": "dan", "password": OTHER})
    assert joined.json()["runner"] == "old shelf"


def test_coaches_invite_runners_and_nobody_else(here: Club) -> None:
    carla, ana, olga = (here.person(name) for name in ("carla", "ana", "olga"))
    for role in ("coach", "owner"):
        refused(carla.ask("POST", "/invitations", {"role": role}), 403)
        refused(ana.ask("POST", "/invitations", {"role": role}), 403)
    refused(ana.ask("POST", "/invitations", {}), 403)
    token = _token(olga.ask("POST", "/invitations", {"role": "coach"}).json()["path"])
    wanted = {"token": token, "name": "dan", "password": OTHER}
    joined = here.browser().ask("POST", "/join", wanted).json()
    assert (joined["roles"], joined["runner"]) == (["coach"], "")


def test_invitations_are_listed_and_withdrawn_by_whoever_made_them_and_the_owner(here: Club) -> None:
    here.account("cleo", Role.COACH)
    carla, cleo, olga = (here.person(name) for name in ("carla", "cleo", "olga"))
    made = carla.ask("POST", "/invitations", {}).json()
    assert [one["id"] for one in carla.get("/invitations")["items"]] == [made["id"]]
    assert cleo.get("/invitations")["items"] == []
    assert len(olga.get("/invitations")["items"]) == 1
    refused(cleo.ask("DELETE", f"/invitations/{made['id']}"), 404)
    assert carla.ask("DELETE", f"/invitations/{made['id']}").json() == {"ended": 1}
    refused(here.browser().ask("POST", "/links/look", {"token": _token(made["path"])}), 410)


def test_a_link_for_a_new_password_works_once_and_signs_out_every_device(here: Club) -> None:
    ana, olga = here.person("ana"), here.person("olga")
    account = here.accounts["ana"].id
    refused(here.person("carla").ask("POST", f"/accounts/{account}/reset-link"), 403)
    made = [olga.ask("POST", f"/accounts/{account}/reset-link").json() for _ in range(2)]
    assert made[0]["path"].startswith("/reset#")
    new = here.browser()
    wanted = {"token": _token(made[0]["path"]), "password": OTHER}
    assert new.ask("POST", "/links/look", {"token": wanted["token"]}).json()["name"] == "ana"
    refused(new.ask("POST", "/reset", wanted | {"password": "short"}), 400)
    assert new.ask("POST", "/reset", wanted).json()["name"] == "ana"
    refused(new.ask("POST", "/reset", wanted), 410)
    refused(new.ask("POST", "/reset", wanted | {"token": _token(made[1]["path"])}), 410)  # with the others
    refused(ana.ask("GET", "/me"), 401)
    assert here.browser().sign_in("ana", OTHER).status_code == 200


def test_a_link_of_one_kind_is_none_of_the_other(here: Club) -> None:
    olga = here.person("olga")
    invitation = _token(olga.ask("POST", "/invitations", {}).json()["path"])
    reset = _token(olga.ask("POST", f"/accounts/{here.accounts['ana'].id}/reset-link").json()["path"])
    one = here.browser()
    refused(one.ask("POST", "/reset", {"token": invitation, "password": OTHER}), 410)
    refused(one.ask("POST", "/join", {"token": reset, "name": "dan", "password": OTHER}), 410)
    assert one.ask("POST", "/reset", {"token": reset, "password": OTHER}).status_code == 200


def test_whoever_tries_links_is_slowed(here: Club) -> None:
    one = here.browser("198.51.100.7")
    answers = [one.ask("POST", "/links/look", {"token": f"guess{n}"}).status_code for n in range(32)]
    assert answers == [410] * 30 + [429] * 2


def test_the_owner_says_who_is_what_and_keeps_somebody_out_at_once(here: Club) -> None:
    olga, ana = here.person("olga"), here.person("ana")
    account = here.accounts["ana"].id
    assert olga.ask("PUT", f"/accounts/{account}/roles", {"roles": ["coach"]}).json()["roles"] == [
        "coach",
        "runner",
    ]
    assert ana.get("/me")["roles"] == ["coach", "runner"]
    assert olga.ask("PUT", f"/accounts/{account}/access", {"let_in": False}).json()["disabled"]
    refused(ana.ask("GET", "/me"), 401)
    refused(here.browser().sign_in("ana"), 401)
    olga.ask("PUT", f"/accounts/{account}/access", {"let_in": True})
    assert here.browser().sign_in("ana").status_code == 200
    assert olga.ask("DELETE", f"/accounts/{account}").json() == {"ended": 1}
    assert "ana" not in [one["name"] for one in olga.get("/accounts")["items"]]
    assert "ana" in here.store.runners()


def test_the_last_owner_stays(here: Club) -> None:
    olga, own = here.person("olga"), here.accounts["olga"].id
    refused(olga.ask("DELETE", f"/accounts/{own}"), 409)
    refused(olga.ask("PUT", f"/accounts/{own}/access", {"let_in": False}), 409)
    refused(olga.ask("PUT", f"/accounts/{own}/roles", {"roles": ["coach"]}), 409)
    coach = here.accounts["carla"].id
    refused(olga.ask("PUT", f"/accounts/{coach}/roles", {"roles": []}), 422)


def test_the_last_owner_can_not_delete_everything_of_theirs_before_there_is_another(here: Club) -> None:
    own = here.account("otto", Role.OWNER, Role.RUNNER)
    otto = here.person("otto")
    assert here.store.accounts.remove(here.accounts["olga"].id)
    told = refused(otto.ask("DELETE", "/runners/otto", {"confirm": "otto"}), 409)
    assert "make another first" in told
    assert here.store.accounts.get(own.id) is not None
    here.account("oona", Role.OWNER)
    assert otto.ask("DELETE", "/runners/otto", {"confirm": "otto"}).status_code == 204


def test_a_grant_counts_only_as_long_as_its_coach_is_one(here: Club) -> None:
    here.grant("ana", "carla", Sees.EVERYTHING, changes=True)
    carla = here.person("carla")
    assert carla.get("/runners/ana/reports")
    here.store.accounts.set_roles(here.accounts["carla"].id, [Role.OWNER])
    refused(carla.ask("GET", "/runners/ana/reports"), 404)


def test_the_list_says_whose_plan_a_coach_may_change_also_before_there_is_one(here: Club) -> None:
    here.grant("ana", "carla", Sees.EVERYTHING, changes=True)
    here.grant("ben", "carla", Sees.EVERYTHING)
    found = here.person("carla").get("/squad")["unread"]
    assert {one["runner"]: (one["new"], one["changes"]) for one in found} == {
        "ana": (True, True),
        "ben": (True, False),
    }


def test_who_may_change_things_must_see_them(here: Club) -> None:
    ana, carla = here.person("ana"), here.accounts["carla"].id
    wish = {"sees": "plan and status", "changes": True}
    refused(ana.ask("PUT", f"/runners/ana/grants/{carla}", wish), 422)
    refused(ana.ask("PUT", f"/runners/ana/grants/{here.accounts['ben'].id}", {"sees": "everything"}), 404)


def test_without_accounts_there_is_nobody_to_sign_in() -> None:
    alone = create_app(Settings(), store=open_store("memory:"))
    with TestClient(alone, base_url=BASE) as client:
        refused(client.post("/api/v1/sessions", json={"name": "ana", "password": PASSWORD}), 404)
        assert client.get("/api/v1/me").json()["csrf"] == ""
