"""The words of archives: one file that may hold recordings, and one that was left out and why."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from fullstride.formats.apple_words import Workout


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of an archive that may hold recordings. Small and picklable; nothing of it is opened yet.

    `inside` are the names within nested zips, outermost first; empty for a file of its own. `size` is
    claimed by the archive, not checked. `title`, `sport` and `start` are hints from the export's own
    lists. `export` is the Garmin export (zip or folder) whose list of activities holds the title;
    `workout` what an Apple export says of one workout, whose file is then its route. `together` are the names
    of files below the folder `path` that are one log of a phone.
    """

    path: Path
    inside: tuple[str, ...] = ()
    size: int = 0
    title: str = ""
    sport: str = ""
    start: dt.datetime | None = None
    export: Path | None = None
    workout: Workout | None = None
    together: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the user is shown, one name for one member: "export.zip/activities/12.fit.gz"."""
        name = "/".join((str(self.path), *self.inside))
        return f"{name}, workout {self.workout.number}" if self.workout else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that is not read: no recording, or unreadable. `why` goes on after "name: "."""

    name: str
    why: str
    harmless: bool = False  # nothing is lost: pictures, notes, lists, files of other kinds
