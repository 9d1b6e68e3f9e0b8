"""Figures that were fixed, and what became of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0017"

MOMENT = postgresql.TIMESTAMP(timezone=True)
APP = "liandong_app"
POLICY = "tenant_id = current_setting('app.tenant_id')::integer"


def upgrade() -> None:
    op.create_table(
        "figure_snapshots",
        sa.Column("unit_id", sa.Uuid(), nullable=False, comment="Unit that counted"),
        sa.Column("account_id", sa.Uuid(), nullable=False, comment="Person who took it"),
        sa.Column("mechanism", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False, comment="2026, 2026-Q1 or 2026-03"),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column(
            "content",
            postgresql.JSONB(),
            nullable=False,
            comment="Figures and records, as counted",
        ),
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 of the content"),
        sa.Column("recorded_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_figure_snapshots")),
    )
    op.create_index(
        op.f("ix_figure_snapshots_tenant_id_recorded_at_id"),
        "figure_snapshots",
        ["tenant_id", "recorded_at", "id"],
    )
    op.create_table(
        "figure_snapshot_steps",
        sa.Column("snapshot_id", sa.Uuid(), nullable=False),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="1, 2 within the snapshot; settles every race",
        ),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "step IN ('approved', 'returned', 'withdrawn')",
            name=op.f("ck_figure_snapshot_steps_step"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_figure_snapshot_steps")),
        sa.UniqueConstraint(
            "tenant_id",
            "snapshot_id",
            "position",
            name=op.f("uq_figure_snapshot_steps_tenant_id_snapshot_id_position"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "snapshot_id"],
            ["figure_snapshots.tenant_id", "figure_snapshots.id"],
            name=op.f("fk_figure_snapshot_steps_figure_snapshots"),
        ),
    )
    for table in ("figure_snapshots", "figure_snapshot_steps"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING ({POLICY}) WITH CHECK ({POLICY})")
        op.execute(f"GRANT SELECT, INSERT ON {table} TO {APP}")
