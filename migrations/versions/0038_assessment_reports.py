"""What counties report of their assessments to the province."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0038"
down_revision = "0037"

POLICY = "tenant_id = current_setting('app.tenant_id')::integer"
TABLE = "assessment_reports"


def upgrade() -> None:
    op.create_table(
        TABLE,
        _column("county_id", sa.Integer(), "Who reported"),
        _column("county_name", sa.Text()),
        _column("year", sa.Integer()),
        _column("digest", sa.Text(), "That of the edition"),
        _column(
            "content",
            postgresql.JSON(),
            "Scheme with its digest, number of units, mean, spread, grades, appeals",
        ),
        _column("reported_at", postgresql.TIMESTAMP(timezone=True)),
        _column("reported_by", postgresql.JSONB(), "Account, login, name, unit"),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint(
            "tenant_id",
            "county_id",
            "digest",
            name=op.f(f"uq_{TABLE}_tenant_id_county_id_digest"),
        ),
    )
    op.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON {TABLE} USING ({POLICY}) WITH CHECK ({POLICY})")
    op.execute(f"GRANT SELECT, INSERT ON {TABLE} TO liandong_app")


def _column(name: str, kind: object, comment: str | None = None) -> "sa.Column":
    return sa.Column(name, kind, nullable=False, comment=comment)
