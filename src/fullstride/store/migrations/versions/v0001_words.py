"""The first form: runners, what each said, handed in and was planned."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from fullstride.store.migrations.guards import guard, make_guard

revision = "0001"
down_revision = None

_LETTERS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "runners",
        sa.Column("id", _COUNT, primary_key=True),
        sa.Column("name", _LETTERS, nullable=False),
        sa.UniqueConstraint("name", name="uq_runners"),
    )
    made_from = [sa.Column(name, _LETTERS, nullable=False) for name in ("sha256", "algorithm")]
    for name, more in (
        ("reports", []),
        ("originals", []),
        ("evidence", made_from),
        ("matches", []),
        ("moves", []),
    ):
        key = sa.Column("key", _LETTERS, nullable=False)
        op.create_table(
            name,
            *_place(),
            key,
            *more,
            *_body(),
            sa.UniqueConstraint("runner_id", "key", name=f"uq_{name}"),
        )
    op.create_table(
        "imports",
        *_place(),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("runner_id", "at_us", name="uq_imports"),
    )
    op.create_table(
        "plans",
        *_place(),
        sa.Column("number", sa.Integer, nullable=False),
        *_body(),
        sa.UniqueConstraint("runner_id", "number", name="uq_plans"),
    )
    make_guard()
    for table in ("runners", "reports", "originals", "evidence", "matches", "moves", "imports", "plans"):
        guard(table)
    if op.get_bind().dialect.name == "postgresql":
        op.create_table(
            "contents",
            sa.Column("sha256", _LETTERS, primary_key=True),
            sa.Column("packed", sa.Boolean, nullable=False),
            sa.Column("data", sa.LargeBinary, nullable=False),
        )
        guard("contents")


def _place() -> list[sa.Column[int]]:
    runner = sa.ForeignKey("runners.id", name="fk_runner")
    return [
        sa.Column("seq", _COUNT, primary_key=True),
        sa.Column("runner_id", _COUNT, runner, nullable=False),
    ]


def _body() -> list[sa.Column[int] | sa.Column[str]]:
    return [
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("body_version", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("body_sum", sa.BigInteger, nullable=False),
    ]
