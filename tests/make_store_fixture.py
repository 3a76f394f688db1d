"""Writes the fixture store of this version: tests/files/stores/v<N>.sqlite and v<N>.sql, for later versions
to open. Run once when the form of the tables changes, before it is released:

    .venv/bin/python tests/make_store_fixture.py
"""

import datetime as dt
import re
from pathlib import Path

from fullstride.domain.accounts import Link, LinkKind, Login, Role, Sees
from fullstride.domain.imports import ImportJob
from fullstride.store import Store, open_store
from fullstride.store.schema import VERSION
from kept_words import (
    NOON,
    account,
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
from postgres_server import Server, binaries, serving

STORES = Path(__file__).parent / "files" / "stores"
HOUR = dt.timedelta(hours=1)
FILES = {"spring.ics": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "tuesday.fit": bytes(range(64))}
# What a later version adds to a word is its default in the words of an older one.
RUNNERS = ("Mia", "Zoë")
MIA = account(runner="Mia")
COACH = account("coach-1", "Renato", roles=(Role.COACH, Role.OWNER))
LOGIN = Login(
    token_sha256="12" * 32,
    account=MIA.id,
    csrf="34" * 32,
    created_at=NOON,
    seen_at=NOON,
    expires_at=NOON + 24 * HOUR,
    device="Firefox on Linux",
)
LINK = Link(
    token_sha256="56" * 32,
    kind=LinkKind.INVITATION,
    created_at=NOON,
    expires_at=NOON + 24 * HOUR,
    runner="Zoë",
    coach=COACH.id,
    for_whom="Zoë of the Tuesday group",
)
UPLOAD = ImportJob(
    id="up1", runner="Mia", name="archive.zip", size_bytes=10, created_at=NOON, changed_at=NOON
)


def fill(store: Store) -> None:
    """The same words in every fixture."""
    for name in RUNNERS:
        store.add_runner(name)
        shelf = store.shelf(name)
        for file, data in FILES.items():
            shelf.add_original(file, data, NOON)
        shelf.add_reports([report("r1"), report("r2", said_at=NOON + HOUR, note=name)])
        shelf.add_evidence(made(), evidence(), NOON)
        shelf.add_evidence(made(version="2"), evidence(title=name), NOON + HOUR)
        shelf.add_match(match())
        shelf.add_match(match(sha256="", said_at=NOON + HOUR))
        shelf.add_move(move())
        shelf.add_import(NOON)
        shelf.add_plan(plan(1, decisions=(), changes=(), not_moved=()))
        shelf.add_plan(plan(2))
    fill_app(store)


def fill_app(store: Store) -> None:
    """What came with the app, in form 3."""
    store.accounts.add(MIA)
    store.accounts.add(COACH)
    store.accounts.add_login(LOGIN, MIA.password_hash)
    store.accounts.add_link(LINK)
    store.attempts.add(["account Mia"], NOON, HOUR)
    shelf = store.shelf("Mia")
    shelf.add_correction(correction())
    shelf.add_correction(correction("c2", removed=True, said_at=NOON + HOUR))
    shelf.add_grant(grant(COACH.id))
    shelf.add_grant(grant(COACH.id, sees=Sees.PLAN, changes=False, said_at=NOON + HOUR))
    shelf.put_feed(feed())
    shelf.feed_read("f1", NOON + HOUR, sha256="ef" * 32)
    shelf.put_service_key(service_key())
    store.jobs.begin(UPLOAD)
    store.jobs.receive("Mia", UPLOAD.id, 0, b"PK\x03\x04", NOON)


def dump(server: Server, url: str) -> str:
    """The database as SQL, without what differs from one dump to the next."""
    text = server.run("pg_dump", "--inserts", "--no-owner", "--no-privileges", url)
    lines = [line for line in text.splitlines() if not re.match(r"--|\\|$", line)]
    return "\n".join(lines) + "\n"


def main() -> None:
    STORES.mkdir(parents=True, exist_ok=True)
    path = STORES / f"v{VERSION}.sqlite"
    path.unlink(missing_ok=True)
    store = open_store(str(path))
    fill(store)
    store.close()
    found = binaries()
    if found is None:
        raise SystemExit("PostgreSQL's server is not installed")
    with serving(found) as server:
        url = server.new_database()
        store = open_store(url)
        fill(store)
        store.close()
        (STORES / f"v{VERSION}.sql").write_text(dump(server, url), encoding="utf-8")


if __name__ == "__main__":
    main()
