"""Stores of every form there ever was, with the words of the fixture, as they were written then."""

import shutil
from pathlib import Path

import psycopg

from make_store_fixture import STORES
from postgres_server import Server


def sqlite_of(form: int, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for path in STORES.glob(f"v{form}.sqlite*"):
        place = folder / path.name.replace(f"v{form}", "store")
        if path.is_dir():
            shutil.copytree(path, place)
        else:
            shutil.copy(path, place)
    (folder / "store.sqlite").chmod(0o600)
    return folder / "store.sqlite"


def postgres_of(form: int, server: Server) -> str:
    url = server.new_database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((STORES / f"v{form}.sql").read_bytes())
    return url
