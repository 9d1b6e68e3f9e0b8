"""Steps of transfers and of figures say for whom a deputy took them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"

_COMMENTS = {
    "transfer_records": "For whom a deputy signed; stays in this county",
    "figure_snapshots": "For whom a deputy took it",
    "figure_snapshot_steps": "For whom a deputy took the step",
}


def upgrade() -> None:
    for table, comment in _COMMENTS.items():
        column = sa.Column("on_behalf_of", postgresql.JSONB(), nullable=True, comment=comment)
        op.add_column(table, column)
