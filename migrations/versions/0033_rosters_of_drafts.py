"""A draft keeps the workbook of units that is not accepted yet."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.add_column(
        "onboarding_drafts",
        sa.Column(
            "upload",
            postgresql.JSONB(),
            nullable=False,
            server_default="{}",
            comment="Workbook of units that nobody has accepted yet, with what was put right",
        ),
    )
    op.alter_column("onboarding_drafts", "upload", server_default=None)
