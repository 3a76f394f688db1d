"""Writes the fixture store of this version: tests/files/stores/v<N>.sqlite and v<N>.sql, for later versions
to open. Run once when the form of the tables changes, before it is released:

    .venv/bin/python tests/make_store_fixture.py
"""

import datetime as dt
import re
from pathlib import Path

from fullstride.store import Store, open_store
from fullstride.store.schema import VERSION
from kept_words import NOON, evidence, made, match, move, plan, report
from postgres_server import Server, binaries, serving

STORES = Path(__file__).parent / "files" / "stores"
HOUR = dt.timedelta(hours=1)
FILES = {"spring.ics": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "tuesday.fit": bytes(range(64))}
# What a later version adds to a word is its default in the words of an older one.
RUNNERS = ("Mia", "Zoë")


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
