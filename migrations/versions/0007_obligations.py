"""What is owed for a period without a case: its records, and how it stands."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"

MOMENT = postgresql.TIMESTAMP(timezone=True)
APP = "liandong_app"
POLICY = "tenant_id = current_setting('app.tenant_id')::integer"


def upgrade() -> None:
    _records()
    _obligations()
    for table in ("obligation_records", "obligations"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING ({POLICY}) WITH CHECK ({POLICY})")
    op.execute(f"GRANT SELECT, INSERT ON obligation_records TO {APP}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON obligations TO {APP}")


def _records() -> None:
    op.create_table(
        "obligation_records",
        sa.Column("obligation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "position", sa.Integer(), nullable=False, comment="1, 2, 3 … within the obligation"
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "occurred_on", sa.Date(), nullable=False, comment="The day it happened, as entered"
        ),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("recorded_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column(
            "account_id", sa.Uuid(), nullable=True, comment="Who recorded it; none: the platform"
        ),
        sa.Column(
            "unit_id", sa.Uuid(), nullable=False, comment="Unit that did it, or that owes it"
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('owed', 'filed', 'nil', 'met_by_case', 'returned', 'waived', 'recounted',"
            " 'reminded')",
            name=op.f("ck_obligation_records_kind"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_obligation_records")),
        sa.UniqueConstraint(
            "tenant_id",
            "obligation_id",
            "position",
            name=op.f("uq_obligation_records_tenant_id_obligation_id_position"),
        ),
    )


def _obligations() -> None:
    op.create_table(
        "obligations",
        sa.Column("limit_id", sa.Text(), nullable=False),
        sa.Column(
            "mechanism", sa.Text(), nullable=False, comment="Key of the mechanism it belongs to"
        ),
        sa.Column("unit_id", sa.Uuid(), nullable=False, comment="Who owes it"),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False, comment="The period in words: 2026年10月"),
        sa.Column("nominal_on", sa.Date(), nullable=False, comment="The last day before it moved"),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column(
            "is_enforceable", sa.Boolean(), nullable=False, comment="Text, in force, tenant live"
        ),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True, comment="in_time, late, not_accused"),
        sa.Column(
            "evidence", postgresql.JSONB(), nullable=False, comment="Files, proof, case, note"
        ),
        sa.Column(
            "inputs",
            postgresql.JSONB(),
            nullable=False,
            comment="Rule, basis, steps, calendar, returns",
        ),
        sa.Column(
            "fires", postgresql.ARRAY(MOMENT), nullable=False, comment="When it speaks, in order"
        ),
        sa.Column("next_fire_at", MOMENT, nullable=True, comment="Next reminder or notice"),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="Record that last changed it: the ETag",
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'met', 'nil', 'waived')", name=op.f("ck_obligations_state")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_obligations")),
        sa.UniqueConstraint(
            "tenant_id",
            "limit_id",
            "unit_id",
            "period_start",
            name=op.f("uq_obligations_tenant_id_limit_id_unit_id_period_start"),
        ),
    )
    op.create_index(
        op.f("ix_obligations_tenant_id_unit_id_state_due_on"),
        "obligations",
        ["tenant_id", "unit_id", "state", "due_on"],
    )
    op.create_index(
        op.f("ix_obligations_tenant_id_next_fire_at"),
        "obligations",
        ["tenant_id", "next_fire_at"],
        postgresql_where="next_fire_at IS NOT NULL",
    )
