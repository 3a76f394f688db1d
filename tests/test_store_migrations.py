"""A store of every form there ever was is opened with all its words; one from the future is left alone."""

import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from fullstride.domain.accounts import Sees
from fullstride.domain.errors import StoreTrouble
from fullstride.store import Store, codec, migrate, open_store, schema
from fullstride.store.lines import APP_SINCE
from fullstride.store.sql import SqlStore
from kept_words import (
    NOON,
    correction,
    evidence,
    feed,
    grant,
    made,
    match,
    move,
    plan,
    report,
    service_key,
)
from make_store_fixture import (
    COACH,
    FILES,
    HOUR,
    LINK,
    LOGIN,
    MIA,
    RUNNERS,
    UPLOAD,
    fill_app,
)
from old_stores import postgres_of, sqlite_of

NOTED_SINCE = 4  # the form since which an invitation says for whom it is
EVERY_FORM = range(1, schema.VERSION + 1)


def where(form: int, database: str, request: pytest.FixtureRequest, folder: Path) -> str:
    if database == "sqlite":
        return str(sqlite_of(form, folder))
    return postgres_of(form, request.getfixturevalue("postgres"))


def assert_filled(store: Store) -> None:
    """All that `make_store_fixture.fill` put there, in every word."""
    assert store.runners() == RUNNERS
    for name in RUNNERS:
        shelf = store.shelf(name)
        originals = shelf.originals()
        assert {each.name: shelf.read_original(each.sha256) for each in originals} == FILES
        assert all(each.kept_at == NOON for each in originals)
        assert shelf.reports() == (report("r1"), report("r2", said_at=NOON + HOUR, note=name))
        assert shelf.evidence() == ((made(version="2"), evidence(title=name)),)
        assert shelf.matches() == (match(), match(sha256="", said_at=NOON + HOUR))
        assert shelf.moves() == (move(),)
        assert shelf.imported_at() == NOON
        assert shelf.plans() == (plan(1, decisions=(), changes=(), not_moved=()), plan(2))


def assert_app_words(store: Store) -> None:
    """What a backup holds of what `make_store_fixture.fill_app` put there."""
    assert store.accounts.all() == (MIA, COACH)
    shelf = store.shelf("Mia")
    assert shelf.corrections() == (correction(), correction("c2", removed=True, said_at=NOON + HOUR))
    said = grant(COACH.id, sees=Sees.PLAN, changes=False, said_at=NOON + HOUR)
    assert shelf.grants() == (grant(COACH.id), said)
    assert shelf.feeds() == (feed(read_at=NOON + HOUR, sha256="ef" * 32),)
    assert shelf.service_keys() == (service_key(),)


def assert_app_filled(store: Store, form: int = schema.VERSION) -> None:
    """All of it, with what is under way."""
    assert_app_words(store)
    assert store.accounts.login(LOGIN.token_sha256, NOON) == (LOGIN, MIA)
    made = LINK if form >= NOTED_SINCE else replace(LINK, for_whom="")
    assert store.accounts.links(NOON) == (made,)
    assert [each.count for each in store.attempts.tallies(["account Mia"], NOON)] == [1]
    (job,) = store.jobs.of("Mia")
    assert (job.name, job.received_bytes, job.size_bytes) == (UPLOAD.name, 4, 10)
    with store.jobs.file("Mia", job.id) as path:
        assert path.read_bytes() == b"PK\x03\x04"


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
@pytest.mark.parametrize("form", EVERY_FORM)
def test_a_store_of_every_form_is_opened_with_all_its_words_and_goes_on(
    form: int, database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    place = where(form, database, request, tmp_path)
    for _ in range(2):  # the second time it has this form already
        store = open_store(place, create=False)
        assert_filled(store)
        if form >= APP_SINCE:
            assert_app_filled(store, form)
        store.close()
    store = open_store(place)
    if form < APP_SINCE:
        fill_app(store)
        assert_app_filled(store)
    assert store.shelf("Mia").add_reports([report("r2"), report("r3")]) == 1
    store.shelf("Mia").add_plan(plan(3))
    assert len(store.shelf("Mia").plans()) == 3
    store.close()


@pytest.mark.parametrize("form", EVERY_FORM)
def test_no_part_of_an_old_word_is_left_out_when_it_is_read(form: int, tmp_path: Path) -> None:
    """A field that was renamed or dropped without an upgrade of its bodies would be lost in silence."""
    store = open_store(str(sqlite_of(form, tmp_path)))
    assert isinstance(store, SqlStore)
    kinds = {kind.__name__.lower(): kind for kind in codec.UPGRADES}
    tables = {
        "reports": "report",
        "originals": "original",
        "evidence": "madeevidence",
        "matches": "match",
        "moves": "moved",
        "corrections": "correction",
        "grants": "grant",
        "accounts": "account",
        "feeds": "feed",
        "service_keys": "servicekey",
    }
    with store.reading() as connection:
        for table, name in tables.items():
            for body, version in connection.execute(sa.text(f"SELECT body, body_version FROM {table}")).all():
                if version == codec.body_version(kinds[name]):
                    assert_kept(
                        json.loads(body),
                        json.loads(codec.to_body(codec.from_body(kinds[name], body, version))),
                    )
        for packed, version in connection.execute(
            sa.select(schema.plans.c.packed, schema.plans.c.body_version)
        ):
            if version == codec.body_version(codec.KeptPlan):
                body = codec.unpack(packed)
                assert_kept(
                    json.loads(body),
                    json.loads(codec.to_body(codec.from_body(codec.KeptPlan, body, version))),
                )
    store.close()


def assert_kept(before: object, after: object) -> None:
    if isinstance(before, dict):
        assert isinstance(after, dict)
        for key, value in before.items():
            assert_kept(value, after[key])
    elif isinstance(before, list):
        assert isinstance(after, list) and len(before) == len(after)
        for one, other in zip(before, after, strict=True):
            assert_kept(one, other)
    else:
        assert before == after


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
@pytest.mark.parametrize("form", [*EVERY_FORM, 0])
def test_migrations_end_at_the_tables_that_the_program_writes(
    form: int, database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if form:
        place = where(form, database, request, tmp_path)
    else:
        place = str(tmp_path / "new.sqlite")
        if database == "postgres":
            place = request.getfixturevalue("postgres").new_database()
    store = open_store(place)
    assert isinstance(store, SqlStore)
    target = [schema.metadata] + ([schema.in_database] if database == "postgres" else [])
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), target) == []
    store.close()


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
@pytest.mark.parametrize("form", [*EVERY_FORM])
def test_after_any_migration_no_row_can_be_altered_or_removed(
    form: int, database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    store = open_store(where(form, database, request, tmp_path))
    assert isinstance(store, SqlStore)
    if form < APP_SINCE:
        fill_app(store)
    store.add_runner("Jo")
    store.forget_runner("Jo")
    guarded = [table for table in schema.metadata.tables.values() if table not in schema.APP]
    for table in (*guarded, *([schema.contents] if database == "postgres" else [])):
        column = next(iter(table.columns))
        for statement in (table.update().values({column: column}), table.delete()):
            with pytest.raises(StoreTrouble, match="never altered"), store.writing() as connection:
                connection.execute(statement)
    assert_filled(store)
    store.close()


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_a_store_of_a_newer_program_is_left_alone(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    place = where(schema.VERSION, database, request, tmp_path)
    store = open_store(place)
    assert isinstance(store, SqlStore)
    with store.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0999'"))
    store.close()
    with pytest.raises(StoreTrouble, match=r"newer version of the program.*form is 999.*update the program"):
        open_store(place)


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_a_migration_that_fails_changes_nothing(
    database: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = where(1, database, request, tmp_path)
    counts = migrate._counts
    calls = []

    def one_less(connection: sa.Connection) -> dict[str, int]:
        calls.append(1)
        return counts(connection) if len(calls) == 1 else {"plans": 0}

    monkeypatch.setattr(migrate, "_counts", one_less)
    with pytest.raises(StoreTrouble, match="can't be brought to"):
        open_store(place)
    monkeypatch.undo()
    store = open_store(place)  # it still has its old form, and all of it
    assert_filled(store)
    store.close()


def test_a_damaged_store_is_not_migrated(tmp_path: Path) -> None:
    path = sqlite_of(1, tmp_path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("INSERT INTO imports (runner_id, at_us) VALUES (99, 1)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreTrouble, match=r"damaged.*fullstride doctor"):
        open_store(str(path))
    assert path.read_bytes() == before


def test_what_a_migration_needs_is_loaded_for_a_migration_only(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    open_store(str(path)).close()
    code = (
        "import sys; from fullstride.store import open_store; open_store('memory:').close();"
        "assert not {'sqlalchemy', 'pydantic'} & set(sys.modules);"
        f"open_store({str(path)!r}).runners();"
        "assert not {'alembic', 'psycopg', 'pydantic'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
