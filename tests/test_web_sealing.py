"""Secrets at rest: a stolen store tells no address of a calendar, and the key is its owner's alone."""

import stat
import threading
from pathlib import Path

import pytest

from fullstride.domain.errors import BadUsage, StoreTrouble
from fullstride.workflows.sealing import StoreSealer

SECRET = "https://calendar.example/private-3f2a/basic.ics"


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store.sqlite")


def test_what_was_sealed_opens_again_and_never_looks_alike(store: str) -> None:
    sealed = [StoreSealer(store).seal(SECRET) for _ in range(2)]
    assert sealed[0] != sealed[1]
    assert not any("calendar" in one or "private" in one for one in sealed)
    assert [StoreSealer(store).open(one) for one in sealed] == [SECRET] * 2


def test_the_key_stands_beside_the_store_and_only_its_owner_reads_it(store: str) -> None:
    StoreSealer(store).seal(SECRET)
    (key,) = Path(store).parent.iterdir()
    assert key.name == "store.sqlite-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_text().strip() not in repr(StoreSealer(store))


def test_with_another_key_nothing_opens(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = StoreSealer(store).seal(SECRET)
    with pytest.raises(BadUsage, match="another key"):
        StoreSealer(str(tmp_path / "other.sqlite")).open(sealed)
    monkeypatch.setenv("FULLSTRIDE_KEY", "k" * 40)
    with pytest.raises(BadUsage, match="another key"):
        StoreSealer(store).open(sealed)


@pytest.mark.parametrize("damage", ["", "s1.", "s1.AAAA", "nonsense", "s1.ä", "s1." + "A" * 80])
def test_what_is_damaged_is_refused_in_a_sentence(store: str, damage: str) -> None:
    with pytest.raises(BadUsage, match="another key"):
        StoreSealer(store).open(damage)


def test_one_changed_letter_is_noticed(store: str) -> None:
    sealed = StoreSealer(store).seal(SECRET)
    for place in (4, len(sealed) // 2, len(sealed) - 6):
        other = "A" if sealed[place] != "A" else "B"
        with pytest.raises(BadUsage):
            StoreSealer(store).open(sealed[:place] + other + sealed[place + 1 :])


def test_the_environments_key_goes_before_any_file(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FULLSTRIDE_KEY", "k" * 40)
    sealed = StoreSealer("postgresql://db.example/fullstride").seal(SECRET)
    assert StoreSealer(store).open(sealed) == SECRET
    assert list(Path(store).parent.iterdir()) == []
    monkeypatch.setenv("FULLSTRIDE_KEY", "short")
    with pytest.raises(BadUsage, match="32 letters"):
        StoreSealer(store).seal(SECRET)


def test_a_database_on_a_server_asks_for_a_key_and_memory_needs_none() -> None:
    with pytest.raises(BadUsage, match="FULLSTRIDE_KEY"):
        StoreSealer("postgresql://db.example/fullstride").seal(SECRET)
    once = StoreSealer("memory:")
    assert once.open(once.seal(SECRET)) == SECRET


def test_of_several_that_make_the_key_at_once_all_have_the_same(store: str) -> None:
    sealers = [StoreSealer(store) for _ in range(8)]
    sealed: list[str] = []
    threads = [threading.Thread(target=lambda one=one: sealed.append(one.seal(SECRET))) for one in sealers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [StoreSealer(store).open(one) for one in sealed] == [SECRET] * 8
    assert len(list(Path(store).parent.iterdir())) == 1


def test_a_key_that_can_not_be_kept_or_is_none_is_told_in_a_sentence(store: str, tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="no such file"):
        StoreSealer(str(tmp_path / "nowhere" / "store.sqlite")).seal(SECRET)
    (tmp_path / "store.sqlite-key").write_text("\n")
    with pytest.raises(StoreTrouble, match="holds no key"):
        StoreSealer(store).seal(SECRET)
