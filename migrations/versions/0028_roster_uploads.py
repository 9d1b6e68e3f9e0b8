"""Tables of units and people that wait until somebody accepts them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028"
down_revision = "0027"

TABLE = "roster_uploads"
POLICY = "tenant_id = current_setting('app.tenant_id')::integer"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("name", sa.Text(), nullable=False, comment="Of the file"),
        sa.Column("uploaded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=False, comment="Login, or the command line"),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="Moves with every change in the preview",
        ),
        _list("rows", "As read, with what was put right since"),
        _list("aside", "Lines that are no units, with their numbers"),
        _list("unused", "Heads that say nothing of a roster"),
        sa.Column(
            "is_partial",
            sa.Boolean(),
            nullable=False,
            comment="Refused rows alone: nobody is missing in it",
        ),
        _list("leaving", "Keys of absent units that leave"),
        _list("staying", "Keys of absent people's seats that stay"),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{TABLE}")),
    )
    op.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON {TABLE} USING ({POLICY}) WITH CHECK ({POLICY})")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {TABLE} TO liandong_app")


def _list(name: str, comment: str) -> "sa.Column":
    return sa.Column(name, postgresql.JSONB(), nullable=False, comment=comment)
