"""Packages that take effect on a day to come."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0029"
down_revision = "0028"

MOMENT = postgresql.TIMESTAMP(timezone=True)
APP = "liandong_app"
POLICY = "tenant_id = current_setting('app.tenant_id')::integer"
TABLES = ("scheduled_packages", "scheduled_package_ends")


def upgrade() -> None:
    op.create_table(
        "scheduled_packages",
        sa.Column("active_on", sa.Date(), nullable=False, comment="In the tenant's own time"),
        sa.Column("stated", postgresql.JSONB(), nullable=False, comment="What is to be stated"),
        sa.Column("base", postgresql.JSONB(), nullable=False, comment="What was stated then"),
        sa.Column("scheduled_at", MOMENT, nullable=False),
        sa.Column("scheduled_by", sa.Text(), nullable=False),
        *_owned("scheduled_packages"),
    )
    op.create_table(
        "scheduled_package_ends",
        sa.Column("package_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False, comment="activated, cancelled, refused"),
        sa.Column("problems", postgresql.JSONB(), nullable=False, comment="Why it was refused"),
        sa.Column("ended_at", MOMENT, nullable=False),
        sa.Column("ended_by", sa.Text(), nullable=False),
        *_owned("scheduled_package_ends"),
        sa.UniqueConstraint(
            "tenant_id", "package_id", name=op.f("uq_scheduled_package_ends_tenant_id_package_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "package_id"],
            ["scheduled_packages.tenant_id", "scheduled_packages.id"],
            name=op.f("fk_scheduled_package_ends_tenant_id_scheduled_packages"),
        ),
    )
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING ({POLICY}) WITH CHECK ({POLICY})")
        op.execute(f"GRANT SELECT, INSERT ON {table} TO {APP}")
    op.add_column(
        "tenants",
        sa.Column("activates_at", MOMENT, comment="When its next scheduled package takes effect"),
    )


def _owned(table: str) -> tuple[sa.Column | sa.Constraint, ...]:
    return (
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{table}")),
    )
