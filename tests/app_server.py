"""The app as people meet it: a server of its own on a free port over its own store, with a day of its own.

`serving_app` starts one as a process of its own.
"""

import contextlib
import datetime as dt
import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from helpers import ROOT
from made_accounts import LIGHT, PASSWORD
from nursery import nursery

FRIDAY = "2027-01-29"  # week 7 of the sample season: bounding today, hill sprints and strides on Tuesday
BEGIN = dt.datetime.fromisoformat(f"{FRIDAY}T17:30:00+00:00")  # after work, on the track
STORE = "store.sqlite"
NO_LINKS: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class AppServer:
    """A server that can be ended and started again at the same address."""

    folder: Path
    runner: str
    today: str
    accounts: bool = False
    links: dict[str, str] = field(default_factory=dict)  # secrets, by what they are for
    url: str = ""
    _pid: int = field(default=0, repr=False)

    @property
    def store(self) -> Path:
        return self.folder / STORE

    def start(self) -> None:
        """Starts it; when this returns, it answers."""
        told = nursery().ask(
            serve={
                "port": int(self.url.rpartition(":")[2] or 0),
                "store": str(self.store),
                "runner": self.runner,
                "accounts": self.accounts,
                "environment": os.environ | {"FULLSTRIDE_TODAY": self.today},
            }
        )
        self.url, self._pid = told["url"], told["pid"]

    def stop(self) -> None:
        """Ends it as a machine that is switched off would: at once."""
        if self._pid:
            nursery().ask(stop=self._pid)
            self._pid = 0


@contextlib.contextmanager
def serving_app(
    folder: Path,
    *,
    runner: str = "",
    today: str = FRIDAY,
    accounts: bool = False,
    links: Mapping[str, str] = NO_LINKS,
) -> Iterator[AppServer]:
    """A server over the store in a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    server = AppServer(folder=folder, runner=runner, today=today, accounts=accounts, links=dict(links))
    server.start()
    try:
        yield server
    finally:
        server.stop()


def make_season(folder: Path, *, today: str = FRIDAY, squad: bool = True) -> Path:
    """A store with the sample season in a folder; gives the folder."""
    from fullstride.store import open_store
    from fullstride.workflows.sample import make_sample

    folder.mkdir(parents=True, exist_ok=True)
    now = dt.datetime.combine(dt.date.fromisoformat(today), dt.time(12), dt.UTC)
    store = open_store(str(folder / STORE))
    try:
        make_sample(store, folder / "files", now=now, squad=squad)
    finally:
        store.close()
    return folder


def make_club(season: Path, folder: Path, *, today: str = FRIDAY) -> dict[str, str]:
    """The season of a squad whose runners have accounts, in a folder: Olga is the owner and coaches; Jonas
    shows her everything, Amara the plan alone, Robin nothing. Gives the secrets of an invitation and of a
    reset."""
    from fullstride.domain.accounts import Account, Grant, LinkKind, Role, Sees
    from fullstride.store import open_store
    from fullstride.web.accounts.links import write_link

    copied(season, folder)
    now = dt.datetime.combine(dt.date.fromisoformat(today), dt.time(12), dt.UTC)
    kept = LIGHT.hash(PASSWORD)
    store = open_store(str(folder / STORE))
    try:
        roles = {"Olga": (Role.OWNER, Role.COACH), "Jonas": (Role.RUNNER,), "Amara": (Role.RUNNER,)}
        for name, held in (roles | {"Robin": (Role.RUNNER,)}).items():
            runner = name if Role.RUNNER in held else ""
            made = Account(
                id=name.lower(), name=name, password_hash=kept, roles=held, created_at=now, runner=runner
            )
            assert store.accounts.add(made)
        for name, sees in (("Jonas", Sees.EVERYTHING), ("Amara", Sees.PLAN)):
            changes = sees is Sees.EVERYTHING
            grant = Grant(coach="olga", said_at=now, said_by=name.lower(), sees=sees, changes=changes)
            store.shelf(name).add_grant(grant)
        join = write_link(store.accounts, LinkKind.INVITATION, now, coach="olga")
        reset = write_link(store.accounts, LinkKind.RESET, now, account="jonas")
    finally:
        store.close()
    return {"join": join.path.partition("#")[2], "reset": reset.path.partition("#")[2]}


def shared_season(base: Path) -> Path:
    """One sample season for all processes of a test run, made by the first that asks."""
    with (base / "season.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder, made = base / "season", base / "season.made"
        if not made.exists():
            make_season(folder)
            made.touch()
    return folder


def copied(season: Path, folder: Path) -> Path:
    """A copy of a season, for a test that changes it; nobody has it open."""
    return Path(shutil.copytree(season, folder, dirs_exist_ok=True))


def built_client() -> Path | None:
    """Where the built client is; None where it was not built."""
    place = Path(os.environ.get("FULLSTRIDE_CLIENT") or ROOT / "src" / "fullstride" / "web" / "built")
    return place if (place / "index.html").is_file() else None
