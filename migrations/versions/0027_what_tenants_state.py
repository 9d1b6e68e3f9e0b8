"""A revision keeps what its tenant states and inherits; tenants show what waits for them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"

_OF_REVISIONS = (
    sa.Column("stated", postgresql.JSONB(), comment="What the tenant itself states, by file"),
    sa.Column("above", postgresql.JSONB(), comment="The layers it was laid over, highest first"),
    sa.Column("source", sa.Text(), comment="SHA-256 of what is stated and inherited"),
    sa.Column(
        "cause",
        sa.Text(),
        nullable=False,
        server_default="package",
        comment="package, page, rollback, inherited, scheduled",
    ),
)
_OF_TENANTS = (
    sa.Column(
        "position",
        sa.Integer(),
        nullable=False,
        server_default="0",
        comment="That of its latest revision",
    ),
    sa.Column(
        "parent_position",
        sa.Integer(),
        nullable=False,
        server_default="0",
        comment="That of the revision above which it has taken in",
    ),
    sa.Column("refusal", postgresql.JSONB(), comment="Why it could not take in what came last"),
)


def upgrade() -> None:
    for column in _OF_REVISIONS:
        op.add_column("tenant_revisions", column)
    for column in _OF_TENANTS:
        op.add_column("tenants", column)
