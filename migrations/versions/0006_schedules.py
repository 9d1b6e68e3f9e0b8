"""Schedules that are imported, and which of them each county counts by."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

MOMENT = postgresql.TIMESTAMP(timezone=True)
APP = "liandong_app"
POLICY = "tenant_id = current_setting('app.tenant_id')::integer"
KINDS = "move, row, draft, approval, reminder"


def upgrade() -> None:
    op.create_table(
        "calendar_schedules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 of the content"),
        sa.Column(
            "content",
            postgresql.JSONB(),
            nullable=False,
            comment="Notice, holidays, make-up days",
        ),
        sa.Column("imported_at", MOMENT, server_default=sa.func.now(), nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False, comment="Login, or the command line"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_schedules")),
    )
    op.create_table(
        "accepted_schedules",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="1, 2, 3 … within the tenant"),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False, comment="That of the schedule"),
        sa.Column("accepted_at", MOMENT, server_default=sa.func.now(), nullable=False),
        sa.Column("accepted_by", sa.Text(), nullable=False, comment="Login, or the command line"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_accepted_schedules")),
        sa.UniqueConstraint(
            "tenant_id", "position", name=op.f("uq_accepted_schedules_tenant_id_position")
        ),
        sa.UniqueConstraint(
            "tenant_id", "schedule_id", name=op.f("uq_accepted_schedules_tenant_id_schedule_id")
        ),
        sa.ForeignKeyConstraint(
            ["schedule_id"],
            ["calendar_schedules.id"],
            name=op.f("fk_accepted_schedules_calendar_schedules"),
        ),
    )
    op.execute("ALTER TABLE accepted_schedules ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE accepted_schedules FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON accepted_schedules USING ({POLICY}) WITH CHECK ({POLICY})")
    op.execute(f"GRANT SELECT, INSERT ON accepted_schedules, calendar_schedules TO {APP}")
    op.alter_column(
        "case_events",
        "kind",
        existing_type=sa.Text(),
        existing_comment=KINDS,
        comment=f"{KINDS}, clock",
    )
