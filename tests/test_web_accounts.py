"""Signing in: the same for everybody who guesses, easy for whoever belongs here, and ended for good."""

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fullstride.domain.accounts import Role
from fullstride.domain.errors import BadUsage
from fullstride.web.accounts import limits
from fullstride.web.accounts.limits import Budgets
from fullstride.web.accounts.passwords import Passwords, refuse_weak
from fullstride.web.problems import Refusal
from fullstride.web.settings import Settings
from fullstride.workflows import clock
from made_accounts import LIGHT, PASSWORD, Club, Person, club, three
from made_api import refused

OTHER = "snow on the back stretch"


@pytest.fixture
def here() -> Iterator[Club]:
    with three() as made:
        yield made


# ---- passwords ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "weak",
    ["", "short one", "password123", "1234567890", "qwertyuiop", "aaaaaaaaaaaa", "!!marathon!!2026",
     "ana-lopez!", "passwordpassword", "0987654321", "x" * 201],
)  # fmt: skip
def test_a_password_that_is_tried_first_is_refused_in_a_sentence(weak: str) -> None:
    with pytest.raises(BadUsage, match=r"password"):
        refuse_weak(weak, "Ana-Lopez")


@pytest.mark.parametrize("fine", [PASSWORD, OTHER, "blåbær og regn", "8391746205", "Tr4ck&Field spikes"])
def test_any_other_password_may_be_chosen(fine: str) -> None:
    refuse_weak(fine, "ana")


def test_a_password_is_the_same_from_every_keyboard_and_kept_by_argon2id_as_the_rfc_recommends() -> None:
    kept = Passwords().hash("bl\u00e5b\u00e6r og regn")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert Passwords().is_right("bla\u030ab\u00e6r og regn", kept)
    assert not Passwords().is_right("bla", kept)


def test_a_hash_of_other_settings_is_taken_up_when_its_password_is_typed_in(here: Club) -> None:
    before = Passwords(time_cost=2, memory_kib=16, parallelism=1).hash(PASSWORD)
    here.store.accounts.set_password(here.accounts["ana"].id, before)
    here.person("ana")
    now = here.store.accounts.named("ana")
    assert now is not None
    assert now.password_hash != before
    assert not LIGHT.is_old(now.password_hash)
    here.person("ana")


def test_many_who_sign_in_at_once_do_not_keep_all_others_waiting() -> None:
    some = Passwords(time_cost=1, memory_kib=8, parallelism=1)
    with contextlib.ExitStack() as busy:
        for _ in range(4):
            busy.enter_context(some._place())
        waiting = [threading.Thread(target=some.hash, args=("a",)) for _ in range(8)]
        for thread in waiting:
            thread.start()
        while some._line._value:  # type: ignore[attr-defined]
            time.sleep(0.001)
        with pytest.raises(Refusal) as told:
            some.hash("one more")
    assert told.value.status == 503
    for thread in waiting:
        thread.join()
    assert some.hash("later")


# ---- signing in --------------------------------------------------------------------------------------


def test_what_a_browser_is_given_no_script_can_read_and_the_store_does_not_hold(here: Club) -> None:
    one = here.browser()
    response = one.sign_in("ANA")
    assert response.json()["name"] == "ana"
    cookies = response.headers.get_list("set-cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie
    token = one.client.cookies["fullstride"]
    (login,) = here.store.accounts.logins(here.accounts["ana"].id, clock.now())
    assert token not in repr(login)
    assert one.csrf not in repr(login)
    assert login.device == "A browser"


def test_under_https_cookies_are_bound_to_the_host_and_never_sent_in_the_clear() -> None:
    with club(Settings(accounts=True, address="https://run.example")) as there:
        one = there.browser(base="https://run.example")
        response = one.sign_in("olga")
        for cookie in response.headers.get_list("set-cookie"):
            assert cookie.startswith("__Host-") and "Secure" in cookie and "Domain" not in cookie
        assert response.headers["strict-transport-security"].startswith("max-age=")
        assert one.get("/me")["name"] == "olga"


def test_a_wrong_name_and_a_wrong_password_are_told_alike_and_cost_the_same_work(
    here: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.account("dora", Role.RUNNER)
    here.store.accounts.set_disabled(here.accounts["dora"].id, clock.now())
    verified: list[str] = []
    verify = type(LIGHT._hasher).verify

    def counted(self: object, kept: str, password: str) -> bool:
        verified.append(kept)
        return bool(verify(self, kept, password))  # type: ignore[arg-type]

    monkeypatch.setattr(type(LIGHT._hasher), "verify", counted)
    said = {
        refused(here.browser().sign_in(name, password), 401)
        for name, password in [("ana", OTHER), ("nobody", PASSWORD), ("dora", PASSWORD), ("\0", PASSWORD)]
    }
    assert len(said) == 1
    assert len(verified) == 4


def test_without_signing_in_there_is_nothing_but_the_doors(here: Club) -> None:
    one = here.browser()
    for path in ("/me", "/sessions", "/runners/ana/season", "/accounts", "/invitations"):
        assert refused(one.ask("GET", path), 401) == "Sign in first."


def test_a_session_gets_a_new_secret_with_every_sign_in_and_the_old_one_is_over(here: Club) -> None:
    one = here.person("ana")
    old = dict(one.client.cookies)
    one.sign_in("ana")
    assert one.client.cookies["fullstride"] != old["fullstride"]
    thief = here.browser()
    thief.client.cookies.update(old)
    refused(thief.ask("GET", "/me"), 401)
    assert one.get("/me")["name"] == "ana"


def test_a_session_ends_when_it_is_not_used_and_after_half_a_year_in_any_case(
    here: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FULLSTRIDE_TODAY", "2027-01-01")
    idle, used = here.person("ana"), here.person("ana")
    monkeypatch.setenv("FULLSTRIDE_TODAY", "2027-01-20")
    assert used.get("/me")
    monkeypatch.setenv("FULLSTRIDE_TODAY", "2027-02-01")
    refused(idle.ask("GET", "/me"), 401)
    for date in ("2027-02-15", "2027-03-10", "2027-04-05", "2027-05-01", "2027-05-28", "2027-06-25"):
        monkeypatch.setenv("FULLSTRIDE_TODAY", date)
        assert used.get("/me"), date
    monkeypatch.setenv("FULLSTRIDE_TODAY", "2027-07-01")
    refused(used.ask("GET", "/me"), 401)


def test_signing_out_ends_this_device_another_one_or_all(here: Club) -> None:
    phone, laptop, borrowed = here.person("ana"), here.person("ana"), here.person("ana")
    there = phone.get("/sessions")["items"]
    assert [one["this"] for one in there].count(True) == 1 and len(there) == 3
    assert laptop.ask("DELETE", "/sessions/this").json() == {"ended": 1}
    refused(laptop.ask("GET", "/me"), 401)
    (other,) = [one["id"] for one in phone.get("/sessions")["items"] if not one["this"]]
    assert phone.ask("DELETE", f"/sessions/{other}").status_code == 200
    refused(borrowed.ask("GET", "/me"), 401)
    again = here.person("ana")
    assert phone.ask("DELETE", "/sessions").json() == {"ended": 2}
    for one in (phone, again):
        refused(one.ask("GET", "/me"), 401)


def test_nobody_ends_the_session_of_another(here: Club) -> None:
    ana, ben = here.person("ana"), here.person("ben")
    (session,) = ana.get("/sessions")["items"]
    refused(ben.ask("DELETE", f"/sessions/{session['id']}"), 404)
    assert ana.get("/me")


def test_a_change_without_what_our_page_was_told_is_refused(here: Club) -> None:
    ana = here.person("ana")
    for shown in ("", "0" * 64, here.person("ben").csrf, "ä"):
        headers = {"X-CSRF-Token": shown.encode()}
        said = refused(ana.ask("DELETE", "/sessions/this", headers=headers), 403)
        assert "out of date" in said
    assert ana.ask("DELETE", "/sessions/this").status_code == 200


def test_a_new_password_asks_for_the_old_one_and_signs_out_every_other_device(here: Club) -> None:
    ana, lost = here.person("ana"), here.person("ana")
    refused(ana.ask("PUT", "/me/password", {"now": OTHER, "new": OTHER}), 403)
    refused(ana.ask("PUT", "/me/password", {"now": PASSWORD, "new": "short"}), 400)
    told = ana.ask("PUT", "/me/password", {"now": PASSWORD, "new": OTHER})
    assert told.status_code == 200
    ana.csrf = told.json()["csrf"]
    refused(lost.ask("GET", "/me"), 401)
    assert ana.ask("DELETE", "/sessions/this").status_code == 200
    refused(here.browser().sign_in("ana"), 401)
    assert here.browser().sign_in("ana", OTHER).status_code == 200


# ---- guessing ----------------------------------------------------------------------------------------


def test_guessing_is_slowed_from_one_address_and_a_right_password_no_longer_helps(here: Club) -> None:
    guesser = here.browser("198.51.100.7")
    answers = [guesser.sign_in("ana", f"guess number {n}").status_code for n in range(12)]
    assert answers == [401] * 10 + [429] * 2
    late = guesser.sign_in("ana")
    assert "come again in" in refused(late, 429)
    assert 0 < int(late.headers["retry-after"]) <= 15 * 60 + 1


def test_names_that_are_not_there_are_slowed_alike(here: Club) -> None:
    guesser = here.browser("198.51.100.7")
    answers = [guesser.sign_in("nobody", f"guess number {n}").status_code for n in range(12)]
    assert answers == [401] * 10 + [429] * 2


def test_guessing_from_everywhere_is_slowed_and_does_not_lock_out_who_belongs_here(here: Club) -> None:
    phone = here.person("ana", "192.0.2.1")  # its device is known from now on
    at_home = here.browser("192.0.2.1")  # a new device at an address that is known
    for n in range(40):
        here.browser(f"198.51.100.{n}").sign_in("ana", "a wild guess")
    refused(here.browser("203.0.113.9").sign_in("ana"), 429)  # a stranger, even with the password
    phone.client.cookies.delete("fullstride")
    travelling = Person(phone.client)
    assert travelling.sign_in("ana").status_code == 200
    assert at_home.sign_in("ana").status_code == 200


def test_a_known_device_has_no_endless_budget_and_that_of_others_is_not_touched_by_it(here: Club) -> None:
    phone, other = here.person("ana"), here.person("ana", "192.0.2.77")
    answers = [phone.sign_in("ana", f"forgotten {n}").status_code for n in range(22)]
    assert answers == [401] * 20 + [429] * 2
    assert other.sign_in("ana").status_code == 200


def test_a_device_that_is_known_for_one_name_is_a_stranger_for_another(here: Club) -> None:
    ben = here.person("ben", "198.51.100.7")
    answers = [ben.sign_in("ana", f"guess number {n}").status_code for n in range(12)]
    assert answers.count(401) == 10


def test_one_address_that_tries_many_names_is_slowed() -> None:
    with club(budgets=Budgets(address=15)) as there:
        answers = [there.browser("198.51.100.7").sign_in(f"name {n}").status_code for n in range(18)]
    assert answers == [401] * 15 + [429] * 3


def test_a_window_ends_and_the_address_may_try_again(here: Club, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FULLSTRIDE_TODAY", "2027-01-01")
    guesser = here.browser("198.51.100.7")
    for n in range(12):
        guesser.sign_in("ana", f"guess number {n}")
    monkeypatch.setenv("FULLSTRIDE_TODAY", "2027-01-02")
    assert guesser.sign_in("ana").status_code == 200


def test_all_servers_over_one_store_count_together(tmp_path: Path) -> None:
    where = str(tmp_path / "store.sqlite")
    with club(where=where) as first, club(where=where, begun=True) as second:
        answers = [
            (first, second)[n % 2].browser("198.51.100.7").sign_in("olga", f"guess {n}").status_code
            for n in range(12)
        ]
    assert answers == [401] * 10 + [429] * 2


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
    ],
)
def test_an_ipv6_site_counts_as_one_address(address: str, site: str) -> None:
    assert limits.site_of(address) == site
