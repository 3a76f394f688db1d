"""What every store does, whatever it keeps things in. One test proves each implementation by this.

Two kinds of things are kept. What was said, handed in, found and planned is for good: rows only grow. Who
signs in, what was tried how often, links, addresses and the work on uploads are no memories: they are
changed and removed. All that is one runner's goes when they ask (Store.forget_runner).

A store is opened once for a process and used from all its threads, by any number of processes at once. No
instant is read from a clock here: whoever asks says when.
"""

import datetime as dt
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from fullstride.domain.accounts import Account, Grant, Link, Login, Role, Tally
from fullstride.domain.corrections import Correction
from fullstride.domain.evidence import Evidence
from fullstride.domain.feeds import Feed, ServiceKey
from fullstride.domain.imports import Counts, ImportJob
from fullstride.domain.keeping import KeptPlan, Made, Match, Moved, Original
from fullstride.domain.report import Report


class Shelf(Protocol):
    """All that is kept for one runner. What is added stays; adding the same again changes nothing.

    A method that returns has its words on the disk; one that raises StoreTrouble has changed nothing.
    """

    @property
    def runner(self) -> str: ...

    def stamp(self) -> str:
        """Another text after anything was kept, changed or removed here, the same where nothing was: what was
        worked out from all that is here is still true under the same stamp. Costs one small reading."""

    def add_reports(self, reports: Sequence[Report]) -> int:
        """Keeps them all or none; gives how many were new by their id."""

    def reports(self) -> tuple[Report, ...]:
        """In the order of `said_at`, then id."""

    def add_original(self, name: str, data: bytes, at: dt.datetime) -> Original:
        """Keeps a file by its content; the same content again gives the first word kept of it."""

    def originals(self) -> tuple[Original, ...]: ...

    def read_original(self, sha256: str) -> bytes:
        """The bytes as they came. Raises StoreTrouble where they are gone or no longer the same."""

    def add_evidence(self, made: Made, evidence: Evidence, at: dt.datetime) -> bool:
        """Keeps what was derived; False where the same was made before by the same means."""

    def evidence(self) -> tuple[tuple[Made, Evidence], ...]:
        """What was derived last from each original and algorithm, by the start of the recording."""

    def add_match(self, match: Match) -> None: ...

    def matches(self) -> tuple[Match, ...]:
        """As they were said; the last one of a session holds."""

    def add_move(self, moved: Moved) -> bool:
        """False where this id is kept already."""

    def moves(self) -> tuple[Moved, ...]: ...

    def add_import(self, at: dt.datetime) -> None:
        """Marks that all recordings there were up to `at` have been handed in."""

    def imported_at(self) -> dt.datetime | None: ...

    def add_plan(self, plan: KeptPlan) -> None:
        """Keeps the next version with its decisions, whole or not at all.

        Raises Outdated where `plan.number` is not one more than the last: somebody else was first.
        """

    def plan(self) -> KeptPlan | None:
        """The last version."""

    def plans(self) -> tuple[KeptPlan, ...]:
        """Every version, the first one first."""

    def add_correction(self, correction: Correction) -> bool:
        """False where this id is kept already."""

    def corrections(self) -> tuple[Correction, ...]:
        """In the order in which they came; of two for the same effort the last holds."""

    def add_grant(self, grant: Grant) -> None: ...

    def grants(self) -> tuple[Grant, ...]:
        """In the order in which they came; the last one for a coach holds."""

    def put_feed(self, feed: Feed) -> None:
        """Keeps it in the place of one with the same id. Feeds are no memories."""

    def feeds(self) -> tuple[Feed, ...]:
        """In the order of `added_at`, then id."""

    def feed_read(self, feed: str, at: dt.datetime, *, sha256: str = "", error: str = "") -> bool:
        """Notes when it was read last and how that went; without `sha256` the one before stays. False where
        there is no such feed any more."""

    def remove_feed(self, feed: str) -> bool:
        """False where there is none."""

    def put_service_key(self, key: ServiceKey) -> None:
        """Keeps it in the place of the one before. Keys are no memories."""

    def service_keys(self) -> tuple[ServiceKey, ...]:
        """By service."""

    def remove_service_key(self, service: str) -> bool: ...


class Accounts(Protocol):
    """Who signs in. All of it may be changed and removed. `account` is an id where it is a text.

    Ending or starting something twice does no harm: the second time it is False, 0 or None.
    """

    def add(self, account: Account) -> bool:
        """False where there is one of that id. Raises NameTaken where another has the name, in whatever
        capitals, or the shelf; UnknownRunner where there is no such shelf."""

    def get(self, account: str) -> Account | None: ...

    def named(self, name: str) -> Account | None:
        """In whatever capitals. None for a text that is no name, too."""

    def of_runner(self, runner: str) -> Account | None: ...

    def all(self) -> tuple[Account, ...]:
        """By name."""

    def set_password(self, account: str, password_hash: str) -> bool:
        """And ends all their logins; links for a reset of it no longer work. False where there is no such
        account."""

    def renew_hash(self, account: str, was: str, password_hash: str) -> bool:
        """The same password with a better hash: logins go on. False where it is no longer `was`."""

    def set_roles(self, account: str, roles: Sequence[Role]) -> bool: ...

    def set_disabled(self, account: str, at: dt.datetime | None) -> bool:
        """Ends all their logins; None lets them in again."""

    def remove(self, account: str) -> bool:
        """With their logins and with links by and for them. Their shelf stays."""

    def add_login(self, login: Login, password_hash: str) -> bool:
        """False where the account is gone or disabled, or its hash is no longer the one that was tried: a
        login that races a change of the password loses."""

    def login(self, token_sha256: str, now: dt.datetime) -> tuple[Login, Account] | None:
        """None where it is over."""

    def seen(self, token_sha256: str, at: dt.datetime, expires_at: dt.datetime) -> bool:
        """Lets a login go on; it costs a write, so once a minute is plenty. False where it was over."""

    def logins(self, account: str, now: dt.datetime) -> tuple[Login, ...]:
        """Those that are not over, the last seen first."""

    def end_login(self, account: str, token_sha256: str) -> bool:
        """False where it is not theirs."""

    def end_logins(self, account: str, *, but: str = "") -> int:
        """All but the one with that token; gives how many."""

    def add_link(self, link: Link) -> bool:
        """False where that token is kept. Raises UnknownRunner for a shelf that is not there."""

    def link(self, token_sha256: str, now: dt.datetime) -> Link | None:
        """One that can still be used; looking at it does not use it."""

    def links(self, now: dt.datetime) -> tuple[Link, ...]:
        """Those that can still be used, the oldest first."""

    def use_link(self, token_sha256: str, now: dt.datetime) -> Link | None:
        """Of two at once exactly one gets it; the other, and everybody later, gets None."""

    def join(
        self, token_sha256: str, account: Account, now: dt.datetime, *, grant: Grant | None = None
    ) -> Link | None:
        """Uses an invitation, makes the account with its shelf, and says its first grant: all or nothing.

        None where the link is no invitation or can't be used; the shelf is made where there is none. Raises
        NameTaken; the link still works then. So it does where the invitation is to another shelf and
        BadUsage is raised.
        """

    def reset(self, token_sha256: str, password_hash: str, now: dt.datetime) -> Account | None:
        """Uses a link for a reset and sets the password (see set_password): both or nothing."""

    def remove_link(self, token_sha256: str) -> bool: ...

    def prune(self, now: dt.datetime) -> int:
        """Removes logins and links that are over."""


class Attempts(Protocol):
    """How often something was tried, by whatever key, seen by every process. Counts are no memories."""

    def add(self, keys: Sequence[str], at: dt.datetime, window: dt.timedelta) -> tuple[Tally, ...]:
        """Counts one more for each key and gives its tally, in the order of `keys`. A window begins with
        the first attempt in it. Of any number at once none is missed."""

    def tallies(self, keys: Sequence[str], at: dt.datetime) -> tuple[Tally, ...]:
        """Without counting; 0 until `at` where no window is open."""

    def forget(self, keys: Sequence[str]) -> None: ...

    def prune(self, at: dt.datetime) -> int:
        """Removes windows that have ended."""


class Jobs(Protocol):
    """Files that are handed in piece by piece, and the work on them. Neither is a memory. `job` is an id
    where it is a text; each runner has their own.

    A worker names itself by a text that no other worker has or will have. It has a job as long as its lease
    holds, and then until another takes it: what it says afterwards is not heard.
    """

    def begin(self, job: ImportJob) -> ImportJob:
        """Keeps a new one that is to be received, or to lie aside; one of that runner and id is given as it
        is now.

        Raises UnknownRunner, and BadUsage where there is one of another size.
        """

    def get(self, runner: str, job: str) -> ImportJob | None: ...

    def of(self, runner: str, *, limit: int = 100) -> tuple[ImportJob, ...]:
        """The last `limit`, the newest first."""

    def receive(self, runner: str, job: str, offset: int, data: bytes, at: dt.datetime) -> ImportJob | None:
        """Appends a piece, on the disk when it returns; with the last one the job waits for a worker,
        unless it lies aside.

        A piece that does not begin where the last one ended changes nothing, nor does one for a job that has
        all: `received_bytes` of what is given says where to go on. None where there is no such job. Raises
        BadUsage for more than the size that was said.
        """

    def file(self, runner: str, job: str) -> AbstractContextManager[Path]:
        """The file as far as it was received, to be read while the context lasts. Raises StoreTrouble where
        it is not there."""

    def claim(self, worker: str, now: dt.datetime, until: dt.datetime) -> ImportJob | None:
        """The one that has waited longest, or whose worker's lease is over; of two at once one gets it."""

    def renew(
        self,
        runner: str,
        job: str,
        worker: str,
        now: dt.datetime,
        until: dt.datetime,
        counts: Counts,
    ) -> bool:
        """Goes on, and says how far it is. False where another has it, or it is gone: stop the work."""

    def finish(
        self,
        runner: str,
        job: str,
        worker: str,
        at: dt.datetime,
        counts: Counts,
        *,
        result: str = "",
        error: str = "",
    ) -> bool:
        """It is done, or failed where there is an `error`; its bytes are removed. False as of renew."""

    def abandon(self, runner: str, job: str, worker: str, at: dt.datetime) -> bool:
        """Gives it back for another to take, as if it had not been taken. False as of renew."""

    def remove(self, runner: str, job: str) -> bool:
        """With its bytes."""

    def prune(self, *, over_before: dt.datetime, idle_before: dt.datetime) -> int:
        """Removes those that were over before then, and those of which nothing more came since."""


class Store(Protocol):
    """Many runners, each with a shelf of their own."""

    @property
    def accounts(self) -> Accounts: ...

    @property
    def attempts(self) -> Attempts: ...

    @property
    def jobs(self) -> Jobs: ...

    def runners(self) -> tuple[str, ...]:
        """Names, sorted."""

    def add_runner(self, name: str) -> bool:
        """False where there is one of that name. Raises BadUsage for a name that is none."""

    def shelf(self, runner: str) -> Shelf:
        """Raises UnknownRunner."""

    def forget_runner(self, runner: str) -> bool:
        """Removes all that is kept for them, for good and in one step: every word, file, plan and correction,
        feeds, keys, uploads, links, and their account with its logins. False where there is no such runner.

        Files that somebody else handed in too stay theirs. What a coach said for others stays with those.
        A shelf of theirs that is open keeps nothing any more. Older backups still hold it.
        """

    def rest(self) -> None:
        """Lets go of every connection until it is asked again; then the process may be copied."""

    def close(self) -> None: ...
