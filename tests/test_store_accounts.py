"""Who signs in, and what is tried how often: one contract for every store."""

import dataclasses
import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

from fullstride.domain.accounts import Link, LinkKind, Login, Role, Sees, granted
from fullstride.domain.errors import BadUsage, NameTaken, StoreTrouble, UnknownRunner
from fullstride.store import Accounts, Store
from fullstride.store.codec import to_body
from fullstride.store.schema import accounts as table_of_accounts
from fullstride.store.sql import SqlStore
from kept_words import NOON, account, grant

pytest_plugins = "opened_stores"
Opening = Callable[[], Store]
HOUR = dt.timedelta(hours=1)
LATER = NOON + 48 * HOUR
Given = TypeVar("Given")


def login(token: str = "aa", **fields: Any) -> Login:
    before = Login(
        token_sha256=token * 32,
        account="a1",
        csrf="bb" * 32,
        created_at=NOON,
        seen_at=NOON,
        expires_at=NOON + 24 * HOUR,
        device="Safari on iPhone",
    )
    return dataclasses.replace(before, **fields)


def link(token: str = "cc", **fields: Any) -> Link:
    before = Link(
        token_sha256=token * 32, kind=LinkKind.INVITATION, created_at=NOON, expires_at=NOON + 24 * HOUR
    )
    return dataclasses.replace(before, **fields)


def at_once(do: Callable[[int], Given], times: int = 8) -> list[Given]:
    """All begin together; what each gave."""
    ready = threading.Barrier(times)

    def one(number: int) -> Given:
        ready.wait()
        return do(number)

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


@pytest.fixture
def accounts(store: Store) -> Accounts:
    store.add_runner("Mia")
    store.accounts.add(account(runner="Mia"))
    return store.accounts


# ---- accounts ----------------------------------------------------------------------------------------


def test_an_account_is_found_by_id_name_and_runner_when_opened_again(opening: Opening) -> None:
    store = opening()
    store.add_runner("Mia")
    mia, coach = account(runner="Mia"), account("c", "Renato", roles=(Role.COACH, Role.OWNER))
    assert store.accounts.add(mia) and store.accounts.add(coach)
    again = opening().accounts
    assert again.get("a1") == again.named("mia r.") == again.of_runner("Mia") == mia
    assert again.named("ＲＥＮＡＴＯ") == coach
    assert again.all() == (mia, coach)
    assert again.get("x") is again.named("x") is again.named("") is again.of_runner("Jo") is None


def test_the_same_account_twice_is_one_and_no_two_share_a_name_or_a_shelf(
    store: Store, accounts: Accounts
) -> None:
    assert not accounts.add(account(runner="Mia", password_hash="other"))
    with pytest.raises(NameTaken, match="choose another name"):
        accounts.add(account("a2", "MIA r."))
    with pytest.raises(NameTaken):
        accounts.add(account("a2", "Mia's other", runner="Mia"))
    with pytest.raises(UnknownRunner):
        accounts.add(account("a2", "Jo", runner="Jo"))
    with pytest.raises(BadUsage):
        accounts.add(account("a2", "J\0"))
    assert accounts.all() == (account(runner="Mia"),)
    assert accounts.add(account("a3", "Coach")) and accounts.add(account("a4", "Second coach"))


def test_of_many_who_take_a_name_at_once_one_gets_it(store: Store) -> None:
    def take(number: int) -> bool:
        try:
            return store.accounts.add(account(f"a{number}", "Mia"))
        except NameTaken:
            return False

    assert sum(at_once(take)) == 1 and len(store.accounts.all()) == 1


def test_a_new_password_ends_all_logins_and_links_for_a_reset(accounts: Accounts) -> None:
    accounts.add_login(login(), account().password_hash)
    accounts.add_link(link(kind=LinkKind.RESET, account="a1"))
    accounts.add_link(link("dd", coach="a1"))
    assert accounts.set_password("a1", "new") and not accounts.set_password("x", "new")
    assert accounts.get("a1") == account(runner="Mia", password_hash="new")
    assert accounts.login("aa" * 32, NOON) is None and accounts.logins("a1", NOON) == ()
    assert accounts.links(NOON) == (link("dd", coach="a1"),)


def test_a_better_hash_of_the_same_password_ends_no_login(accounts: Accounts) -> None:
    accounts.add_login(login(), account().password_hash)
    assert accounts.renew_hash("a1", account().password_hash, "better")
    assert not accounts.renew_hash("a1", account().password_hash, "late")
    assert not accounts.renew_hash("x", "", "")
    found = accounts.login("aa" * 32, NOON)
    assert found is not None and found[1].password_hash == "better"


def test_who_is_disabled_is_out_and_stays_out_until_let_in(accounts: Accounts) -> None:
    accounts.add_login(login(), account().password_hash)
    assert accounts.set_disabled("a1", NOON) and not accounts.set_disabled("x", NOON)
    assert accounts.login("aa" * 32, NOON) is None
    assert not accounts.add_login(login("ab"), account().password_hash)
    assert accounts.set_disabled("a1", None)
    assert accounts.add_login(login("ab"), account().password_hash)


def test_roles_are_changed_and_logins_see_it(accounts: Accounts) -> None:
    accounts.add_login(login(), account().password_hash)
    assert accounts.set_roles("a1", [Role.RUNNER, Role.COACH]) and not accounts.set_roles("x", [])
    found = accounts.login("aa" * 32, NOON)
    assert found is not None and found[1].roles == (Role.RUNNER, Role.COACH)


def test_an_account_goes_with_its_logins_and_links_and_its_shelf_stays(
    store: Store, accounts: Accounts
) -> None:
    accounts.add_login(login(), account().password_hash)
    accounts.add_link(link(kind=LinkKind.RESET, account="a1"))
    accounts.add_link(link("dd", coach="a1"))
    assert accounts.remove("a1") and not accounts.remove("a1")
    assert accounts.login("aa" * 32, NOON) is None and accounts.links(NOON) == ()
    assert store.shelf("Mia").runner == "Mia"
    assert accounts.add(account(runner="Mia"))


# ---- logins ------------------------------------------------------------------------------------------


def test_a_login_is_good_until_it_ends_and_only_with_the_password_that_is(accounts: Accounts) -> None:
    assert not accounts.add_login(login(), "of before")
    assert not accounts.add_login(login(account="x"), account().password_hash)
    assert accounts.add_login(login(), account().password_hash)
    assert not accounts.add_login(login(), account().password_hash)
    assert accounts.login("aa" * 32, NOON) == (login(), account(runner="Mia"))
    assert accounts.login("aa" * 32, NOON + 24 * HOUR) is None
    assert accounts.login("ff" * 32, NOON) is None


def test_a_login_that_is_used_goes_on(accounts: Accounts) -> None:
    accounts.add_login(login(), account().password_hash)
    assert accounts.seen("aa" * 32, NOON + HOUR, LATER)
    assert accounts.logins("a1", NOON + HOUR) == (login(seen_at=NOON + HOUR, expires_at=LATER),)
    assert not accounts.seen("aa" * 32, LATER, LATER + HOUR) and not accounts.seen("ff" * 32, NOON, LATER)


def test_logins_are_listed_and_ended_by_whose_they_are(accounts: Accounts) -> None:
    accounts.add(account("a2", "Jo"))
    for token, at in (("aa", NOON), ("ab", NOON + HOUR)):
        accounts.add_login(login(token, seen_at=at), account().password_hash)
    accounts.add_login(login("ba", account="a2"), account().password_hash)
    assert [each.token_sha256[:2] for each in accounts.logins("a1", NOON)] == ["ab", "aa"]
    assert not accounts.end_login("a2", "aa" * 32) and accounts.end_login("a1", "aa" * 32)
    assert not accounts.end_login("a1", "aa" * 32)
    accounts.add_login(login("ac"), account().password_hash)
    assert accounts.end_logins("a1", but="ac" * 32) == 1 and accounts.end_logins("a1") == 1
    assert len(accounts.logins("a2", NOON)) == 1


def test_a_login_that_races_a_new_password_never_outlives_it(accounts: Accounts) -> None:
    def race(number: int) -> None:
        if number == 3:
            accounts.set_password("a1", "new")
        else:
            accounts.add_login(login(f"{number:02}"), account().password_hash)

    at_once(race)
    assert accounts.logins("a1", NOON) == ()


# ---- links -------------------------------------------------------------------------------------------


def test_a_link_works_once_and_until_its_end(accounts: Accounts) -> None:
    accounts.add(account("c", "Coach"))
    invitation = link(runner="Mia", coach="c", role=Role.COACH, for_whom="Mia of the Tuesday group")
    assert accounts.add_link(invitation) and not accounts.add_link(invitation)
    with pytest.raises(UnknownRunner):
        accounts.add_link(link("dd", runner="Jo"))
    assert accounts.link("cc" * 32, NOON) == invitation and accounts.links(NOON) == (invitation,)
    assert accounts.use_link("cc" * 32, NOON + 24 * HOUR) is None
    used = dataclasses.replace(invitation, used_at=NOON)
    assert accounts.use_link("cc" * 32, NOON) == used
    assert accounts.use_link("cc" * 32, NOON) is accounts.link("cc" * 32, NOON) is None
    assert accounts.use_link("ff" * 32, NOON) is None


def test_of_many_who_use_a_link_at_once_one_gets_it(accounts: Accounts) -> None:
    accounts.add_link(link())
    assert sum(found is not None for found in at_once(lambda _: accounts.use_link("cc" * 32, NOON))) == 1


def test_an_invitation_makes_the_account_its_shelf_and_its_first_grant(
    store: Store, accounts: Accounts
) -> None:
    accounts.add(account("c", "Coach"))
    accounts.add_link(link(coach="c"))
    jo = account("a2", "Jo", runner="Jo")
    given = accounts.join("cc" * 32, jo, NOON, grant=grant("c"))
    assert given is not None and given.coach == "c"
    assert accounts.of_runner("Jo") == jo and store.shelf("Jo").grants() == (grant("c"),)
    assert accounts.join("cc" * 32, account("a3", "Ann"), NOON) is None and accounts.get("a3") is None


def test_an_invitation_that_can_not_be_taken_up_still_works(store: Store, accounts: Accounts) -> None:
    """A name that is taken, a shelf that is somebody's, another's shelf: nothing is changed."""
    store.add_runner("Old")  # from before there were accounts
    accounts.add_link(link())
    for wrong in (
        account("a2", "mia R."),
        account("a2", "New", runner="Mia"),
        account("a2", "New", runner="Old"),
        account("a1", "New"),
    ):
        with pytest.raises(NameTaken):
            accounts.join("cc" * 32, wrong, NOON)
    accounts.add_link(link("dd", runner="Old"))
    for runner in ("", "New", "Mia"):
        with pytest.raises(BadUsage, match="for Old"):
            accounts.join("dd" * 32, account("a2", "New", runner=runner), NOON)
    assert store.runners() == ("Mia", "Old") and accounts.get("a2") is None
    assert accounts.join("dd" * 32, account("a2", "Old", runner="Old"), NOON) is not None
    assert accounts.join("cc" * 32, account("a4", "New", runner="New"), NOON) is not None


def test_of_many_who_join_by_one_link_one_is_in(store: Store) -> None:
    store.accounts.add_link(link())

    def join(number: int) -> bool:
        new = account(f"a{number}", f"Runner {number}", runner=f"Runner {number}")
        return store.accounts.join("cc" * 32, new, NOON) is not None

    assert sum(at_once(join)) == 1
    assert len(store.accounts.all()) == len(store.runners()) == 1


def test_a_reset_sets_the_password_once_and_ends_all_logins(accounts: Accounts) -> None:
    accounts.add_login(login(), account().password_hash)
    accounts.add_link(link(kind=LinkKind.RESET, account="a1"))
    accounts.add_link(link("dd"))
    assert accounts.reset("dd" * 32, "new", NOON) is None  # an invitation is none
    assert accounts.join("cc" * 32, account("a2", "Jo"), NOON) is None  # and the other way
    assert accounts.reset("cc" * 32, "new", NOON) == account(runner="Mia", password_hash="new")
    assert accounts.reset("cc" * 32, "newer", NOON) is None
    assert accounts.logins("a1", NOON) == () and len(accounts.links(NOON)) == 1


def test_links_are_taken_back_and_what_is_over_is_cleared(accounts: Accounts) -> None:
    for token in ("c0", "c1", "c2"):
        accounts.add_link(link(token))
    accounts.add_link(link("c3", expires_at=LATER))
    accounts.add_login(login(), account().password_hash)
    assert accounts.remove_link("c0" * 32) and not accounts.remove_link("c0" * 32)
    accounts.use_link("c1" * 32, NOON)
    assert accounts.prune(NOON) == 1
    assert accounts.prune(NOON + 24 * HOUR) == 2
    assert len(accounts.links(NOON)) == 1


# ---- attempts ----------------------------------------------------------------------------------------


def test_attempts_are_counted_in_a_window_that_begins_with_the_first(store: Store) -> None:
    add = store.attempts.add
    assert [each.count for each in add(["a", "b"], NOON, HOUR)] == [1, 1]
    (tally,) = add(["a"], NOON + HOUR / 2, HOUR)
    assert tally.count == 2 and tally.until == NOON + HOUR
    tallies = store.attempts.tallies(["b", "a", "c"], NOON + HOUR / 2)
    assert [(each.key, each.count) for each in tallies] == [("b", 1), ("a", 2), ("c", 0)]
    assert [each.count for each in store.attempts.tallies(["a"], NOON + HOUR)] == [0]
    (tally,) = add(["a"], NOON + HOUR, HOUR)
    assert tally.count == 1 and tally.until == NOON + 2 * HOUR
    store.attempts.forget(["a", "nobody"])
    assert [each.count for each in store.attempts.tallies(["a", "b"], NOON)] == [0, 1]
    assert store.attempts.prune(NOON) == 0 and store.attempts.prune(NOON + HOUR) == 1
    with pytest.raises(BadUsage):
        add(["x" * 501], NOON, HOUR)


def test_of_attempts_at_once_none_is_missed(opening: Opening) -> None:
    stores = [opening() for _ in range(4)]

    def tries(number: int) -> None:
        for _ in range(5):
            stores[number % 4].attempts.add(["b", "a"] if number % 2 else ["a", "b"], NOON, HOUR)

    at_once(tries)
    assert [each.count for each in stores[0].attempts.tallies(["a", "b"], NOON)] == [40, 40]


# ---- what coaches see --------------------------------------------------------------------------------


def test_grants_are_kept_as_they_were_said_and_the_last_holds(store: Store) -> None:
    store.add_runner("Mia")
    shelf = store.shelf("Mia")
    taken_back = grant("c", sees=Sees.NOTHING, changes=False, said_at=NOON - HOUR)  # by a clock that is slow
    for each in (grant("c"), grant("d", sees=Sees.PLAN), grant("c"), taken_back):
        shelf.add_grant(each)
    assert shelf.grants() == (grant("c"), grant("d", sees=Sees.PLAN), taken_back)
    assert granted(shelf.grants()) == {"d": grant("d", sees=Sees.PLAN)}


def test_an_account_that_was_damaged_is_told(opening: Opening) -> None:
    """A hash that somebody changed in the file lets nobody in."""
    store = opening()
    store.accounts.add(account())
    if not isinstance(store, SqlStore):
        pytest.skip("nobody else writes to memory")
    with store.writing() as connection:
        body = to_body(account(password_hash="mine"))
        connection.execute(table_of_accounts.update().values(body=body))
    with pytest.raises(StoreTrouble, match="checksum is wrong"):
        store.accounts.named("Mia R.")
