"""Counting: which of the recordings on a shelf count, where the runner took some away again."""

import datetime as dt
from typing import TYPE_CHECKING

from fullstride.domain.corrections import Correction, taken_away, told_of
from fullstride.domain.errors import BadUsage
from fullstride.domain.evidence import Evidence
from fullstride.domain.keeping import Made, Match
from fullstride.domain.motion import Told

if TYPE_CHECKING:
    from fullstride.store.contract import Shelf

_AHEAD = dt.timedelta(days=1)  # a clock may be a time zone off, and no more


def evidence_of(shelf: "Shelf") -> tuple[tuple[Made, Evidence], ...]:
    """What was measured, without the recordings that the runner took away."""
    away = taken_away(shelf.corrections())
    found = shelf.evidence()
    return tuple(one for one in found if (one[0].sha256, one[0].algorithm) not in away) if away else found


def matches_of(shelf: "Shelf") -> tuple[Match, ...]:
    """What was said of sessions, as if files of which nothing counts had never been handed in."""
    away = taken_away(shelf.corrections())
    if not away:
        return shelf.matches()
    gone = {sha256 for sha256, _ in away} - {made.sha256 for made, _ in evidence_of(shelf)}
    return tuple(one for one in shelf.matches() if one.sha256 not in gone)


def complete_until(shelf: "Shelf") -> dt.datetime | None:
    """Up to when all recordings are here; one that was taken away again has not said so."""
    marked = shelf.imported_at()
    away = taken_away(shelf.corrections())
    if marked is None or not away:
        return marked
    here: list[dt.datetime] = []
    gone: list[dt.datetime] = []
    for made, found in shelf.evidence():
        if found.start is not None:
            aware = found.start.astimezone()
            (gone if (made.sha256, made.algorithm) in away else here).append(aware)
    if not gone or max(gone) < marked:
        return marked
    return max((one for one in here if one <= marked), default=None)


def take_away(
    shelf: "Shelf", sha256: str, algorithm: str, *, away: bool, now: dt.datetime, said_by: str = ""
) -> bool:
    """Keeps that one recording counts no more, or counts again; the file stays as it came. False where it is
    so already."""
    said = shelf.corrections()
    key = (sha256, algorithm)
    if (key in taken_away(said)) is away:
        return False
    number = sum(one.is_of_whole and (one.sha256, one.algorithm) == key for one in said)
    return shelf.add_correction(
        Correction(
            id=f"whole-{sha256[:20]}-{algorithm.replace(' ', '-')}-{number}",
            said_at=now,
            said_by=said_by,
            sha256=sha256,
            algorithm=algorithm,
            removed=away,
        )
    )


def refuse_ahead(told: Told, now: dt.datetime) -> None:
    """Raises BadUsage for a log that is said to be of a day that is yet to come."""
    if told.date is not None and told.date > (now + _AHEAD).date():
        raise BadUsage("This day is yet to come; say the day that it was made")


def keep_told(
    shelf: "Shelf", sha256: str, algorithm: str, told: Told, *, now: dt.datetime, said_by: str = ""
) -> None:
    """Keeps what the runner says of a log as a whole, where it is anything new; all of it holds from then on,
    however often the log is handed in again."""
    tellings = [one for one in shelf.corrections() if one.is_telling_of(sha256, algorithm)]
    before = told_of(tellings, sha256, algorithm)
    if told.over(before) == before:
        return
    shelf.add_correction(
        Correction(
            id=f"told-{sha256[:20]}-{algorithm.replace(' ', '-')}-{len(tellings)}",
            said_at=now,
            said_by=said_by,
            sha256=sha256,
            algorithm=algorithm,
            told=told,
        )
    )
