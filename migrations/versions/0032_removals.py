"""Counties that leave the platform: the announcement, and the certificate once it is done."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0032"
down_revision = "0031"

TABLE = "tenant_removals"
MOMENT = postgresql.TIMESTAMP(timezone=True)
CALLED_OFF = "called_off_at, called_off_by, called_off_because"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        _text("code"),
        _text("name"),
        _text("short_name"),
        sa.Column("province_id", sa.Integer(), nullable=False, comment="Who reads the certificate"),
        _text("reason"),
        sa.Column("announced_at", MOMENT, nullable=False),
        _text("announced_by", "Login, or the command line"),
        sa.Column("due_at", MOMENT, nullable=False, comment="Not before this"),
        _text("confirmation", "What has to be said to carry it out"),
        _text("export", "SHA-256 of the manifest of the full export"),
        sa.Column("called_off_at", MOMENT),
        sa.Column("called_off_by", sa.Text()),
        sa.Column("called_off_because", sa.Text()),
        sa.Column("begun_at", MOMENT, comment="From then on there is no way back"),
        sa.Column("before", postgresql.JSONB(), comment="What there was when it began"),
        sa.Column("removed_at", MOMENT),
        sa.Column("certificate", postgresql.JSONB()),
        sa.Column("digest", sa.Text(), comment="SHA-256 of the canonical certificate"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(
        "uq_tenant_removals_open",
        TABLE,
        ["tenant_id"],
        unique=True,
        postgresql_where=sa.text("called_off_at IS NULL AND removed_at IS NULL"),
    )
    # Whoever removes is the owner: the application announces, calls off, and reads.
    op.execute(f"GRANT SELECT, INSERT, UPDATE ({CALLED_OFF}) ON {TABLE} TO liandong_app")


def _text(name: str, comment: str | None = None) -> "sa.Column":
    return sa.Column(name, sa.Text(), nullable=False, comment=comment)
