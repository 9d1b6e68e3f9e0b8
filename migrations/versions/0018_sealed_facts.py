"""Secrets of cases: encrypted once, under a key of the case that a purge deletes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0014"

MOMENT = postgresql.TIMESTAMP(timezone=True)
POLICY = "tenant_id = current_setting('app.tenant_id')::integer"
RIGHTS = {"case_keys": "SELECT, INSERT, DELETE", "sealed_facts": "SELECT, INSERT"}


def upgrade() -> None:
    op.create_table(
        "case_keys",
        sa.Column(
            "wrapped",
            sa.LargeBinary(),
            nullable=False,
            comment="Under the installation's key; id = the case's",
        ),
        sa.Column("recorded_at", MOMENT, server_default=sa.func.now(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_case_keys")),
    )
    op.create_table(
        "sealed_facts",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "field",
            sa.Text(),
            nullable=False,
            comment="Key of the field, after that of its row type",
        ),
        sa.Column(
            "ciphertext", sa.LargeBinary(), nullable=False, comment="AES-256-GCM; its nonce first"
        ),
        sa.Column("digest", sa.Text(), nullable=False, comment="HMAC-SHA256 under the case's key"),
        sa.Column("event_id", sa.Uuid(), nullable=False, comment="Event with which it was entered"),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_sealed_facts")),
    )
    op.create_index(
        op.f("ix_sealed_facts_tenant_id_case_id"), "sealed_facts", ["tenant_id", "case_id"]
    )
    op.alter_column(
        "case_events",
        "kind",
        existing_type=sa.Text(),
        existing_nullable=False,
        comment="move, row, lines, draft, approval, reminder, clock, purge",
        existing_comment="move, row, lines, draft, approval, reminder, clock",
    )
    for table, rights in RIGHTS.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING ({POLICY}) WITH CHECK ({POLICY})")
        op.execute(f"GRANT {rights} ON {table} TO liandong_app")
