"""Entries of the audit chain keep the very bytes that are hashed, and say with which algorithm."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    for column in (
        sa.Column(
            "version",
            sa.Integer(),
            server_default="1",
            nullable=False,
            comment="2: the digest is of body; 1: of the columns",
        ),
        sa.Column(
            "algorithm",
            sa.Text(),
            server_default="sha256",
            nullable=False,
            comment="sha256 or sm3",
        ),
        sa.Column(
            "body",
            sa.Text(),
            nullable=True,
            comment="The very bytes under the digest: canonical JSON with who, from where and what",
        ),
        sa.Column(
            "actor",
            sa.Text(),
            nullable=True,
            comment="Login of who acted, as it was that day",
        ),
    ):
        op.add_column("audit_entries", column)
    for column in ("recorded_at", "subject"):
        name = op.f(f"ix_audit_entries_tenant_id_{column}")
        op.create_index(name, "audit_entries", ["tenant_id", column])
