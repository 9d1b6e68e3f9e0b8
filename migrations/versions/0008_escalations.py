"""Add the rungs of the escalation ladder, and on a deadline which of them is suggested next."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"

POLICY = "tenant_id = current_setting('app.tenant_id')::integer"
STATES = "state IN ('suggested', 'confirmed', 'declined', 'ended')"


def upgrade() -> None:
    op.add_column(
        "deadlines",
        sa.Column(
            "rung",
            sa.Text(),
            nullable=True,
            comment="Rung that next_fire_at suggests; null: an ordinary word",
        ),
    )
    op.create_table(
        "escalations",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("deadline_id", sa.Uuid(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="1, 2, 3 … of one deadline"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False, comment="Unit of the one who confirms"),
        sa.Column("suggested_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True, comment="Account; none: ended by itself"),
        sa.Column(
            "reason", sa.Text(), nullable=True, comment="Why declined or skipped, or how it ended"
        ),
        sa.Column(
            "addressees",
            postgresql.JSONB(),
            nullable=False,
            comment="Role, unit and name of each; no unit: sent by hand",
        ),
        sa.Column(
            "text", sa.Text(), nullable=False, comment="The document: a draft until confirmed"
        ),
        sa.Column(
            "terms",
            postgresql.JSONB(),
            nullable=False,
            comment="The rung as the ladder had it, and the matter it is about",
        ),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="Event of the case that last changed it",
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_escalations_state")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_escalations")),
        sa.UniqueConstraint(
            "tenant_id",
            "deadline_id",
            "number",
            name=op.f("uq_escalations_tenant_id_deadline_id_number"),
        ),
    )
    op.create_index(
        op.f("ix_escalations_tenant_id_unit_id_state"),
        "escalations",
        ["tenant_id", "unit_id", "state"],
    )
    op.create_index(
        op.f("ix_escalations_tenant_id_case_id"), "escalations", ["tenant_id", "case_id"]
    )
    op.execute("ALTER TABLE escalations ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE escalations FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON escalations USING ({POLICY}) WITH CHECK ({POLICY})")
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON escalations TO liandong_app")
