"""Links between cases: which one began because another was handed over."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"

POLICY = "tenant_id = current_setting('app.tenant_id')::integer"


def upgrade() -> None:
    op.create_table(
        "case_links",
        sa.Column("case_id", sa.Uuid(), nullable=False, comment="The case that began"),
        sa.Column("from_case_id", sa.Uuid(), nullable=False, comment="The case that led to it"),
        sa.Column(
            "move",
            sa.Text(),
            nullable=False,
            comment="Key of the transition that handed it over",
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_case_links")),
        sa.UniqueConstraint(
            "tenant_id",
            "case_id",
            "from_case_id",
            name=op.f("uq_case_links_tenant_id_case_id_from_case_id"),
        ),
    )
    op.create_index(
        op.f("ix_case_links_tenant_id_from_case_id"), "case_links", ["tenant_id", "from_case_id"]
    )
    op.execute("ALTER TABLE case_links ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE case_links FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON case_links USING ({POLICY}) WITH CHECK ({POLICY})")
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON case_links TO liandong_app")
