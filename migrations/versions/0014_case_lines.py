"""Lines of a case's tables: facts beside the rows, thousands per case."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0016"

POLICY = "tenant_id = current_setting('app.tenant_id')::integer"
KEY = ["tenant_id", "case_id", "table_key", "number", "position"]


def upgrade() -> None:
    op.create_table(
        "case_lines",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "table_key", sa.Text(), nullable=False, comment="Key of the table in the mechanism"
        ),
        sa.Column(
            "number", sa.Integer(), nullable=False, comment="1, 2, 3 … within the case's table"
        ),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="Event of the case that brought this version",
        ),
        sa.Column("unit_id", sa.Uuid(), nullable=False, comment="Unit that entered it"),
        sa.Column(
            "is_struck",
            sa.Boolean(),
            nullable=False,
            comment="From this event on the line is struck out",
        ),
        sa.Column(
            "digest",
            sa.Text(),
            nullable=False,
            comment="SHA-256 of what tells it from other lines",
        ),
        sa.Column("day", sa.Date(), nullable=True, comment="Day that the table is filtered by"),
        sa.Column(
            "words",
            sa.Text(),
            nullable=False,
            comment="What is searched in; no name that may be masked",
        ),
        sa.Column(
            "content",
            postgresql.JSONB(),
            nullable=False,
            comment="What it holds, by the keys of fields",
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_case_lines")),
        sa.UniqueConstraint(
            *KEY, name=op.f("uq_case_lines_tenant_id_case_id_table_key_number_position")
        ),
    )
    op.create_index(
        op.f("ix_case_lines_tenant_id_unit_id_table_key_digest"),
        "case_lines",
        ["tenant_id", "unit_id", "table_key", "digest"],
    )
    op.alter_column(
        "case_events",
        "kind",
        existing_type=sa.Text(),
        existing_nullable=False,
        comment="move, row, lines, draft, approval, reminder, clock",
        existing_comment="move, row, draft, approval, reminder, clock",
    )
    op.execute("ALTER TABLE case_lines ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE case_lines FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON case_lines USING ({POLICY}) WITH CHECK ({POLICY})")
    op.execute("GRANT SELECT, INSERT ON case_lines TO liandong_app")
