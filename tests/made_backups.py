"""Stores with the fixture's words and backups of them, for tests that back up and restore."""

import contextlib
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fullstride.store import Store, open_store
from fullstride.store.backup import backup
from fullstride.store.restore import restore
from fullstride.store.sql import SqlStore
from fullstride.store.unpacking import opened
from kept_words import NOON


@contextlib.contextmanager
def using(where: str) -> Iterator[SqlStore]:
    store = open_store(where)
    assert isinstance(store, SqlStore)
    try:
        yield store
    finally:
        store.close()


def backed_up(where: str, file: Path) -> Path:
    with using(where) as store:
        return backup(store, file, NOON).file


def put(file: Path, where: str) -> Path | None:
    with opened(file) as whole:
        return restore(whole, where, NOON).aside


def words_of(store: Store) -> dict[str, Any]:
    """All that a store tells."""
    told: dict[str, Any] = {"": store.accounts.all()}
    for name in store.runners():
        shelf = store.shelf(name)
        told[name] = [
            shelf.reports(),
            shelf.originals(),
            [shelf.read_original(each.sha256) for each in shelf.originals()],
            shelf.evidence(),
            shelf.matches(),
            shelf.moves(),
            shelf.imported_at(),
            shelf.plans(),
            shelf.corrections(),
            shelf.grants(),
            shelf.feeds(),
            shelf.service_keys(),
        ]
    return told


def changed(file: Path, change: Callable[[dict[str, bytes]], None], **how: Any) -> Path:
    """The same backup with other members; `manifest` in step with them where it is among them as bytes."""
    with zipfile.ZipFile(file) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    change(members)
    other = file.with_name("changed.zip")
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data, **how)
    return other


def in_step(members: dict[str, bytes]) -> None:
    """A manifest that says what there is."""
    import hashlib

    manifest = json.loads(members.pop("manifest.json"))
    manifest["members"] = {
        name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in members.items()
    }
    members["manifest.json"] = json.dumps(manifest).encode()
