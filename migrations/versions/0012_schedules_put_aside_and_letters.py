"""Imported schedules that were put aside, with the reason; numbers of the ladder's letters."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"

MOMENT = postgresql.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "discarded_schedules",
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("discarded_at", MOMENT, server_default=sa.func.now(), nullable=False),
        sa.Column("discarded_by", sa.Text(), nullable=False, comment="Login, or the command line"),
        sa.PrimaryKeyConstraint("schedule_id", name=op.f("pk_discarded_schedules")),
        sa.ForeignKeyConstraint(
            ["schedule_id"],
            ["calendar_schedules.id"],
            name=op.f("fk_discarded_schedules_calendar_schedules"),
        ),
    )
    op.add_column(
        "escalations",
        sa.Column("letter_number", sa.Text(), nullable=True, comment="Given when it is confirmed"),
    )
    op.create_unique_constraint(
        op.f("uq_escalations_tenant_id_letter_number"),
        "escalations",
        ["tenant_id", "letter_number"],
    )
    op.execute("GRANT SELECT, INSERT ON discarded_schedules TO liandong_app")
