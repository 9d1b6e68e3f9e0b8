"""The state of a case as others know it, while inner moves of one unit have brought it further."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0012"

COMMENT = "Unit whose inner moves brought it there; none: everybody who sees states knows it"


def upgrade() -> None:
    op.add_column("cases", sa.Column("known_to_id", sa.Uuid(), nullable=True, comment=COMMENT))
    op.add_column(
        "cases",
        sa.Column(
            "shown_state", sa.Text(), nullable=True, comment="The state as all others know it"
        ),
    )
