"""Secrets have a key each, files among them, and know the row to which they belong."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column(
        "sealed_facts",
        sa.Column("row_id", sa.Uuid(), nullable=True, comment="Row that holds it; none: the case"),
    )
    op.add_column(
        "sealed_facts",
        sa.Column(
            "is_file",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="It stands for the file of the same id; its digest is of the stored bytes",
        ),
    )
    op.alter_column(
        "sealed_facts",
        "digest",
        existing_type=sa.Text(),
        existing_nullable=False,
        comment="HMAC-SHA256 under its own key",
        existing_comment="HMAC-SHA256 under the case's key",
    )
    op.alter_column(
        "answered_requests",
        "digest",
        existing_type=sa.Text(),
        existing_nullable=False,
        comment="SHA-256 of method, path and body; of a secret one an HMAC that goes with it",
        existing_comment="SHA-256 of method, path and body",
    )
    op.alter_column(
        "case_keys",
        "wrapped",
        existing_type=sa.LargeBinary(),
        existing_nullable=False,
        comment="Under the installation's key; id = that of what lies under it",
        existing_comment="Under the installation's key; id = the case's",
    )
