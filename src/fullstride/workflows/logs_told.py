"""What the runner says of a log or of marks on the shelf: what it is of, where the phone was, how far it was,
and on which day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from fullstride.domain.corrections import taken_away
from fullstride.domain.errors import BadUsage
from fullstride.domain.evidence import Evidence
from fullstride.domain.keeping import Match, shown_by
from fullstride.domain.motion import Told
from fullstride.workflows.counting import keep_told, refuse_ahead
from fullstride.workflows.importing import measure_again
from fullstride.workflows.keeping import book_of, sessions_ever
from fullstride.workflows.matching import BY_RUNNER, Imported, match
from fullstride.workflows.recordings import File

if TYPE_CHECKING:
    from fullstride.store.contract import Shelf


def tell(shelf: "Shelf", file: File, number: int, told: Told, *, now: dt.datetime, said_by: str = "") -> None:
    """Keeps what the runner says of a log as a whole, and measures and matches it by that. The file stays as
    it came, and what was said before of other things holds on.

    Raises BadUsage where there is no such recording, for one of a watch, and for a day that is yet to come;
    StoreTrouble, UnreadableInput.
    """
    row = next((one for one in file.rows if one.number == number), None)
    if row is None:
        raise BadUsage(f"{file.original.name} has no recording {number}")
    if row.evidence.motion is None:
        raise BadUsage("This is a run of a watch; its efforts are corrected one by one")
    refuse_ahead(told, now)
    sha256, algorithm = row.made.sha256, row.made.algorithm
    keep_told(shelf, sha256, algorithm, told, now=now, said_by=said_by)
    found = measure_again(shelf, sha256, now=now)
    one = next(each for each in found if each.algorithm == algorithm)
    if told.exercise:
        _leave(shelf, sha256, one.evidence, now=now)
    _match_again(shelf, found, now=now)


def _leave(shelf: "Shelf", sha256: str, evidence: Evidence, *, now: dt.datetime) -> None:
    """Takes a log from sessions that it was matched to for being what it is not."""
    sessions = sessions_ever(shelf.plans())
    for id_, shas in shown_by(shelf.matches()).items():
        session = sessions.get(id_)
        if sha256 not in shas or session is None or session.exercise == evidence.kind:
            continue
        shelf.add_match(Match(session=id_, sha256="", said_at=now, by=BY_RUNNER))
        for left in shas:
            if left != sha256:  # taking back one takes back all that stood beside it
                shelf.add_match(Match(session=id_, sha256=left, said_at=now, by=BY_RUNNER, adds=True))


def _match_again(shelf: "Shelf", recordings: Sequence[Imported], *, now: dt.datetime) -> None:
    """Matches recordings anew that were measured anew."""
    plans = shelf.plans()
    away = taken_away(shelf.corrections())
    counted = [one for one in recordings if (one.sha256, one.algorithm) not in away]
    sessions = sessions_ever(plans)
    same = [
        one
        if (asked := sessions.get(one.session)) and asked.exercise == one.evidence.kind
        else replace(one, session="")
        for one in counted
    ]
    match(shelf, same, plans, book_of(plans[-1] if plans else None), now)
