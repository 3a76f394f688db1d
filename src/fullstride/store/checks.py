"""What every store asks of the words it is given, before anything is written."""

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Sequence

from fullstride.domain.accounts import Account, Grant
from fullstride.domain.errors import BadUsage, NameTaken, Outdated, StoreTrouble, UnknownRunner
from fullstride.domain.evidence import Evidence
from fullstride.domain.imports import ImportJob, JobState
from fullstride.domain.keeping import Made, Match

EPOCH, MICROSECOND = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.timedelta(microseconds=1)
LONGEST_NAME = 80
LONGEST_KEY = 500  # in a database's index there is room for some 2 700 bytes


def runner_name(name: str) -> str:
    """The name as it is kept: composed letters, so that it is the same from every keyboard.

    Raises BadUsage for one that is empty, very long, or holds what can't be seen.
    """
    composed = unicodedata.normalize("NFC", name)
    if not composed.strip():
        raise BadUsage("A runner needs a name; letters, digits and spaces will do")
    if len(composed) > LONGEST_NAME:
        raise BadUsage(f"A runner's name has {LONGEST_NAME} letters at most; this one has {len(composed)}")
    if composed != composed.strip() or not composed.isprintable():
        raise BadUsage(f"{name!a} can't be a runner's name: leave out what can't be seen")
    if set(composed) <= {"."}:
        raise BadUsage(f"{name!a} can't be a runner's name: in an address it leads elsewhere")
    return composed


def folded(name: str) -> str:
    """What two names must differ in to be two: neither capitals nor the width of letters.

    Raises BadUsage as of runner_name.
    """
    return unicodedata.normalize("NFKC", runner_name(name)).casefold()


def keys(*texts: str) -> None:
    """Raises BadUsage where something is to be found again by a text that a database can't hold."""
    for text in texts:
        if len(text) > LONGEST_KEY:
            raise BadUsage(f"{text[:40]!a}… can't be kept as an id: it is longer than {LONGEST_KEY} letters")
        if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise BadUsage(f"{text[:80]!a} can't be kept as an id: it holds what is no letter")


def micros(at: dt.datetime) -> int:
    """Microseconds since 1970. Raises ValueError for an instant without a time zone: it has no order."""
    if at.utcoffset() is None:
        raise ValueError(f"{at.isoformat()} has no time zone")
    return (at - EPOCH) // MICROSECOND


def instant(at_us: int) -> dt.datetime:
    return EPOCH + at_us * MICROSECOND


def next_number(number: int, last: int) -> None:
    """Raises Outdated unless `number` follows `last`."""
    if number != last + 1:
        raise Outdated(
            f"The plan was changed in the meantime: version {last} is kept; nothing was changed; do it again"
        )


def unknown(name: str, runners: Sequence[str]) -> UnknownRunner:
    some = ", ".join(runners[:5]) + (", …" if len(runners) > 5 else "")
    kept = f"those there are: {some}" if runners else "nothing is kept for anybody yet"
    return UnknownRunner(f"Nothing is kept for a runner named {name}; {kept}")


def no_original(runner: str, sha256: str) -> StoreTrouble:
    return StoreTrouble(f"No file {sha256[:12]}… is kept for {runner}; hand it in again")


def by_start(found: tuple[Made, Evidence]) -> tuple[bool, float, str, str]:
    """Sorts evidence by the start of its recording; those without a clock come last."""
    made, evidence = found
    start = evidence.start
    return start is None, start.timestamp() if start else 0.0, made.sha256, made.algorithm


def nobodys() -> StoreTrouble:
    return StoreTrouble("Nothing is kept for this runner any more: all of theirs was deleted")


def taken(account: Account) -> NameTaken:
    return NameTaken(f"The name {account.name} is taken, or its runner has an account; choose another name")


def wrong_shelf(wanted: str) -> BadUsage:
    return BadUsage(f"This invitation is for {wanted}; nothing was changed; use it for that runner")


def new_job(job: ImportJob) -> None:
    """Raises BadUsage where it can't be begun."""
    keys(job.id)
    if not 0 <= job.size_bytes < 2**63:
        raise BadUsage(f"{job.name} can't have {job.size_bytes} bytes")


def first_state(job: ImportJob) -> JobState:
    if job.state is JobState.ASIDE:
        return job.state
    return JobState.RECEIVING if job.size_bytes else JobState.WAITING


def next_state(job: ImportJob, *, is_last: bool) -> JobState:
    """After a piece has come."""
    return JobState.WAITING if is_last and job.state is JobState.RECEIVING else job.state


def other_size(job: ImportJob) -> BadUsage:
    return BadUsage(
        f"An upload {job.id[:40]!a} of {job.size_bytes} bytes was begun already; give this one another id"
    )


def too_much(job: ImportJob) -> BadUsage:
    return BadUsage(f"{job.name} was to have {job.size_bytes} bytes, and more came; nothing was changed")


def no_upload(job: str) -> StoreTrouble:
    return StoreTrouble(f"Of the upload {job[:40]!a} nothing is kept any more; hand it in again")


def spoiled(name: str) -> StoreTrouble:
    return StoreTrouble(f"The file that was kept of {name} is gone or no longer the same; hand it in again")


def digest(word: Made | Match | Grant) -> str:
    """What makes it the same as another."""
    if isinstance(word, Made):
        parts = [word.sha256, word.algorithm, word.version, word.settings]
    elif isinstance(word, Grant):
        parts = [word.coach, str(micros(word.said_at)), word.said_by, word.sees, str(word.changes)]
    else:
        parts = [word.session, word.sha256, str(micros(word.said_at)), word.by]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
