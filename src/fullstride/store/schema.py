"""The tables as this version writes them; migrations bring older ones here.

A table of what was said only grows: triggers refuse UPDATE, and DELETE but for a runner who is `forgotten`.
Those of APP are for who is signed in and what is under way: no memories. `seq` is the order in which rows
came, `key` what makes a row the same as another of its runner, `at_us` microseconds since 1970 (UTC), `body`
the word as canonical JSON (see codec) with the version of its form and the checksum of key and body.
"""

import sqlalchemy as sa

VERSION = 4
PACKED_SINCE = 2  # plans; before, their bodies stood as text

metadata = sa.MetaData()
Letters = sa.Text()  # made to be sorted by code points everywhere, as Python sorts
Count = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite numbers rows by INTEGER only


def _sequence() -> sa.Column[int]:
    return sa.Column("seq", Count, primary_key=True)


def _runner() -> sa.Column[int]:
    return sa.Column("runner_id", sa.ForeignKey("runners.id", name="fk_runner"), nullable=False)


def _words(name: str, *more: sa.Column[str]) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        _sequence(),
        _runner(),
        sa.Column("key", Letters, nullable=False),
        *more,
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("body_version", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("body_sum", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("runner_id", "key", name=f"uq_{name}"),
    )


runners = sa.Table(
    "runners",
    metadata,
    sa.Column("id", Count, primary_key=True),
    sa.Column("name", Letters, nullable=False),
    sa.UniqueConstraint("name", name="uq_runners"),
)
reports = _words("reports")  # key: the sender's id
originals = _words("originals")  # key: sha256
evidence = _words(  # key: digest of what it was made by
    "evidence", sa.Column("sha256", Letters, nullable=False), sa.Column("algorithm", Letters, nullable=False)
)
matches = _words("matches")  # key: digest of all that it says
moves = _words("moves")  # key: the sender's id
imports = sa.Table(
    "imports",
    metadata,
    _sequence(),
    _runner(),
    sa.Column("at_us", sa.BigInteger, nullable=False),
    sa.UniqueConstraint("runner_id", "at_us", name="uq_imports"),
)
plans = sa.Table(
    "plans",
    metadata,
    _sequence(),
    _runner(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("at_us", sa.BigInteger, nullable=False),
    sa.Column("body_version", sa.Integer, nullable=False),
    sa.Column("body_sum", sa.BigInteger, nullable=False),
    sa.Column("packed", sa.LargeBinary, nullable=False),  # the body
    sa.UniqueConstraint("runner_id", "number", name="uq_plans"),
)
corrections = _words("corrections")  # key: the sender's id
grants = _words("grants")  # key: digest of all that it says
forgotten = sa.Table(  # whose rows may be removed; no other runner ever gets their number
    "forgotten", metadata, sa.Column("runner_id", Count, primary_key=True, autoincrement=False)
)

# ---- what is changed and removed -----------------------------------------------------------------------

accounts = sa.Table(
    "accounts",
    metadata,
    _sequence(),
    sa.Column("runner_id", sa.ForeignKey("runners.id", name="fk_runner")),  # of their own shelf
    sa.Column("key", Letters, nullable=False),  # its id
    sa.Column("folded", Letters, nullable=False),  # its name without capitals
    sa.Column("at_us", sa.BigInteger, nullable=False),
    sa.Column("body_version", sa.Integer, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("body_sum", sa.BigInteger, nullable=False),
    sa.UniqueConstraint("key", name="uq_accounts"),
    sa.UniqueConstraint("folded", name="uq_accounts_folded"),
    sa.UniqueConstraint("runner_id", name="uq_accounts_runner"),
)
logins = sa.Table(
    "logins",
    metadata,
    sa.Column("token_sha256", Letters, primary_key=True),
    sa.Column("account_seq", sa.ForeignKey("accounts.seq", name="fk_account"), nullable=False, index=True),
    sa.Column("csrf", Letters, nullable=False),
    sa.Column("device", Letters, nullable=False),
    sa.Column("created_us", sa.BigInteger, nullable=False),
    sa.Column("seen_us", sa.BigInteger, nullable=False),
    sa.Column("expires_us", sa.BigInteger, nullable=False),
)
links = sa.Table(
    "links",
    metadata,
    _sequence(),
    sa.Column("token_sha256", Letters, nullable=False),
    sa.Column("kind", Letters, nullable=False),
    sa.Column("role", Letters, nullable=False),
    sa.Column("runner_id", sa.ForeignKey("runners.id", name="fk_runner")),
    sa.Column("coach", Letters, nullable=False),
    sa.Column("account", Letters, nullable=False),
    sa.Column("created_us", sa.BigInteger, nullable=False),
    sa.Column("expires_us", sa.BigInteger, nullable=False),
    sa.Column("used_us", sa.BigInteger),
    sa.Column("for_whom", sa.Text, nullable=False),
    sa.UniqueConstraint("token_sha256", name="uq_links"),
)
feeds = _words("feeds")  # key: its id
service_keys = _words("service_keys")  # key: the service
attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("key", Letters, primary_key=True),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.Column("until_us", sa.BigInteger, nullable=False, index=True),
)
jobs = sa.Table(
    "jobs",
    metadata,
    _sequence(),
    _runner(),
    sa.Column("key", Letters, nullable=False),  # the sender's id
    sa.Column("spool", Letters, nullable=False),  # what its bytes are kept as
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("received_bytes", sa.BigInteger, nullable=False),
    sa.Column("state", Letters, nullable=False, index=True),
    sa.Column("created_us", sa.BigInteger, nullable=False),
    sa.Column("changed_us", sa.BigInteger, nullable=False),
    sa.Column("worker", Letters, nullable=False),
    sa.Column("leased_us", sa.BigInteger),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("counts", sa.Text, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
    sa.UniqueConstraint("runner_id", "key", name="uq_jobs"),
)
erasing = sa.Table(  # files in folders that are still to be removed: "originals/…", "uploads/…"
    "erasing", metadata, sa.Column("file", Letters, primary_key=True)
)
APP = (accounts, logins, links, feeds, service_keys, attempts, jobs, erasing)

# Where there is no folder beside the database, files are kept in it: packed by zlib where that helps, and
# uploads as they come.
in_database = sa.MetaData()
contents = sa.Table(
    "contents",
    in_database,
    sa.Column("sha256", Letters, primary_key=True),
    sa.Column("packed", sa.Boolean, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)
pieces = sa.Table(
    "pieces",
    in_database,
    sa.Column("spool", Letters, primary_key=True),
    sa.Column("at_byte", sa.BigInteger, primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)
