"""The tables as this version writes them; migrations bring older ones here.

Every table only grows: triggers refuse UPDATE and DELETE. `seq` is the order in which rows came, `key`
what makes a row the same as another of its runner, `at_us` microseconds since 1970 (UTC), `body` the
word as canonical JSON (see codec) with the version of its form and the checksum of key and body.
"""

import sqlalchemy as sa

VERSION = 2
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

# Where there is no folder beside the database, files are kept in it: packed by zlib where that helps.
in_database = sa.MetaData()
contents = sa.Table(
    "contents",
    in_database,
    sa.Column("sha256", Letters, primary_key=True),
    sa.Column("packed", sa.Boolean, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)
