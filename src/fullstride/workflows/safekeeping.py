"""Keep safe: a backup of all that is kept, restored where it is wanted; everything in open formats; a look
whether the store is sound."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.errors import BadUsage

if TYPE_CHECKING:
    from fullstride.store.backup import BackedUp
    from fullstride.store.doctor import Checkup
    from fullstride.store.export import Exported
    from fullstride.store.restore import Restored, There
    from fullstride.store.unpacking import Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoring:
    """A backup that was looked through and is whole, and what stands where it is to go."""

    whole: "Whole"
    there: "There"
    where: str

    def do(self, now: dt.datetime) -> "Restored":
        """Puts it there; what was there is kept aside. Raises StoreTrouble: then all is as it was."""
        from fullstride.store.restore import restore

        return restore(self.whole, self.where, now)


def back_up(where: str, file: Path, now: dt.datetime) -> "BackedUp":
    """Writes all that is kept into one file, while others go on using the store.

    Raises StoreTrouble and BadUsage; then there is no file, or the older backup of that name.
    """
    from fullstride.store import open_store
    from fullstride.store.backup import backup
    from fullstride.store.sql import SqlStore

    store = open_store(where, create=False)
    try:
        if not isinstance(store, SqlStore):
            raise BadUsage("What is in memory is gone with the program; name a file or a server")
        return backup(store, file, now)
    finally:
        store.close()


@contextmanager
def restoring(file: Path, where: str) -> Iterator[Restoring]:
    """Looks all of `file` through first. Raises UnreadableInput where it is not whole, StoreTrouble."""
    from fullstride.store.restore import what_is_at
    from fullstride.store.unpacking import opened

    with opened(file) as whole:
        yield Restoring(whole=whole, there=what_is_at(where), where=where)


def export_all(where: str, folder: Path, now: dt.datetime) -> "Exported":
    """Writes everything into a new folder, in formats that any program reads."""
    from fullstride.store.export import export_everything

    return export_everything(where, folder, now)


def look_over(where: str, now: dt.datetime) -> "Checkup":
    """Reads every word and file that is kept, and changes nothing."""
    from fullstride.store import doctor

    return doctor.look_over(where, now)
