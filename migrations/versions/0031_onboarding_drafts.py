"""Packages of counties to come, while a province fills them in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"

TABLE = "onboarding_drafts"
MOMENT = postgresql.TIMESTAMP(timezone=True)
POLICY = "tenant_id = current_setting('app.tenant_id')::integer"
MODEL = "What it was started from: template:FAMILY, county:CODE, package, or nothing yet"


def upgrade() -> None:
    op.create_table(
        TABLE,
        _text("code", "Division code of the county to come"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Moves with every change"),
        _text("model", MODEL),
        _json("stated", "What the county is to state, by file"),
        _json("people", "Who gets a first account"),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("begun_by", sa.Text(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("tenant_id", "code", name=op.f(f"uq_{TABLE}_tenant_id_code")),
    )
    op.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON {TABLE} USING ({POLICY}) WITH CHECK ({POLICY})")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {TABLE} TO liandong_app")


def _text(name: str, comment: str) -> "sa.Column":
    return sa.Column(name, sa.Text(), nullable=False, comment=comment)


def _json(name: str, comment: str) -> "sa.Column":
    return sa.Column(name, postgresql.JSONB(), nullable=False, comment=comment)
