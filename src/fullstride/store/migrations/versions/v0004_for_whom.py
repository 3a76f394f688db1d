"""An invitation can say for whom it is; those that were made before don't."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("links", sa.Column("for_whom", sa.Text, nullable=False, server_default=""))
