"""For the app: accounts, what coaches may see, corrections, feeds, uploads; a runner may be forgotten.

What was kept only to grow still does, but for a runner who asks that all of theirs goes.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from fullstride.store.migrations.guards import (
    guard,
    guard_unless_forgotten,
    guard_unless_nobodys,
    make_forgetting_guard,
    unguard,
)

revision = "0003"
down_revision = "0002"

_LETTERS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_BEFORE = ("reports", "originals", "evidence", "matches", "moves", "imports", "plans")


def upgrade() -> None:
    op.create_table("forgotten", sa.Column("runner_id", _COUNT, primary_key=True, autoincrement=False))
    for name in ("corrections", "grants", "feeds", "service_keys"):
        unique = sa.UniqueConstraint("runner_id", "key", name=f"uq_{name}")
        op.create_table(name, _sequence(), _runner(), _letters("key"), *_body(), unique)
    _make_accounts()
    _make_logins()
    _make_links()
    op.create_table(
        "attempts",
        sa.Column("key", _LETTERS, primary_key=True),
        _number("count"),
        _number("until_us"),
    )
    op.create_index("ix_attempts_until_us", "attempts", ["until_us"])
    _make_jobs()
    op.create_table("erasing", sa.Column("file", _LETTERS, primary_key=True))
    _guard_anew()


def _make_accounts() -> None:
    op.create_table(
        "accounts",
        _sequence(),
        _runner(nullable=True),
        _letters("key"),
        _letters("folded"),
        *_body(),
        sa.UniqueConstraint("key", name="uq_accounts"),
        sa.UniqueConstraint("folded", name="uq_accounts_folded"),
        sa.UniqueConstraint("runner_id", name="uq_accounts_runner"),
    )


def _make_logins() -> None:
    account = sa.ForeignKey("accounts.seq", name="fk_account")
    op.create_table(
        "logins",
        sa.Column("token_sha256", _LETTERS, primary_key=True),
        sa.Column("account_seq", _COUNT, account, nullable=False),
        _letters("csrf"),
        _letters("device"),
        _number("created_us"),
        _number("seen_us"),
        _number("expires_us"),
    )
    op.create_index("ix_logins_account_seq", "logins", ["account_seq"])


def _make_links() -> None:
    op.create_table(
        "links",
        _sequence(),
        *(_letters(name) for name in ("token_sha256", "kind", "role")),
        _runner(nullable=True),
        *(_letters(name) for name in ("coach", "account")),
        _number("created_us"),
        _number("expires_us"),
        _number("used_us", nullable=True),
        sa.UniqueConstraint("token_sha256", name="uq_links"),
    )


def _make_jobs() -> None:
    op.create_table(
        "jobs",
        _sequence(),
        _runner(),
        _letters("key"),
        _letters("spool"),
        sa.Column("name", sa.Text, nullable=False),
        _number("size_bytes"),
        _number("received_bytes"),
        _letters("state"),
        _number("created_us"),
        _number("changed_us"),
        _letters("worker"),
        _number("leased_us", nullable=True),
        sa.Column("tries", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("counts", "result", "error")),
        sa.UniqueConstraint("runner_id", "key", name="uq_jobs"),
    )
    op.create_index("ix_jobs_state", "jobs", ["state"])
    if op.get_bind().dialect.name == "postgresql":
        op.create_table(
            "pieces",
            sa.Column("spool", _LETTERS, primary_key=True),
            sa.Column("at_byte", sa.BigInteger, primary_key=True, autoincrement=False),
            sa.Column("data", sa.LargeBinary, nullable=False),
        )


def _guard_anew() -> None:
    make_forgetting_guard()
    guard("forgotten")
    for table in _BEFORE:
        unguard(table)
    for table in (*_BEFORE, "corrections", "grants"):
        guard_unless_forgotten(table)
    unguard("runners")
    guard_unless_forgotten("runners", "id")
    if op.get_bind().dialect.name == "postgresql":
        unguard("contents")
        guard_unless_nobodys("contents")


def _sequence() -> sa.Column[int]:
    return sa.Column("seq", _COUNT, primary_key=True)


def _runner(*, nullable: bool = False) -> sa.Column[int]:
    return sa.Column("runner_id", _COUNT, sa.ForeignKey("runners.id", name="fk_runner"), nullable=nullable)


def _letters(name: str) -> sa.Column[str]:
    return sa.Column(name, _LETTERS, nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _body() -> list[sa.Column[int] | sa.Column[str]]:
    return [
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("body_version", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("body_sum", sa.BigInteger, nullable=False),
    ]
