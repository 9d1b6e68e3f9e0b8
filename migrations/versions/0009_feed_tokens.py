"""Addresses at which a person's calendar program reads their deadlines, known by their hash."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"

MOMENT = postgresql.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "feed_tokens",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True, comment="Last time it was read"),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_feed_tokens")),
    )
    op.create_index(
        op.f("ix_feed_tokens_tenant_id_account_id"),
        "feed_tokens",
        ["tenant_id", "account_id"],
    )
    op.execute("GRANT SELECT, INSERT, UPDATE ON feed_tokens TO liandong_app")
