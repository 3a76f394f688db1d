"""Plans are packed: a whole season is kept at every change, and takes a twentieth of the room."""

import zlib

import sqlalchemy as sa
from alembic import op

from fullstride.store.migrations.guards import guard, unguard

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    unguard("plans")
    op.add_column("plans", sa.Column("packed", sa.LargeBinary))
    connection = op.get_bind()
    plans = sa.table("plans", sa.column("seq"), sa.column("body"), sa.column("packed"))
    for seq in connection.scalars(sa.select(plans.c.seq)).all():  # one at a time: many are large
        body = connection.execute(sa.select(plans.c.body).where(plans.c.seq == seq)).scalar_one()
        packed = zlib.compress(body.encode("ascii"))
        connection.execute(plans.update().where(plans.c.seq == seq).values(packed=packed))
    with op.batch_alter_table("plans") as table:
        table.alter_column("packed", existing_type=sa.LargeBinary, nullable=False)
        table.drop_column("body")
    guard("plans")
