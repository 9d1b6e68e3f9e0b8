"""Counties report how they fare to those above them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"

TABLE = "tenant_health"
MOMENT = postgresql.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        _count("n_unfilled_seats", "No person and no post named"),
        _count("n_units_without_liaison", "Of the member units"),
        _count("n_mechanisms_without_basis"),
        _count("n_open_deadlines", "By which somebody may be called late"),
        _count("n_overdue", "Of these"),
        sa.Column("last_activity_at", MOMENT, comment="A person's act in a case"),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f(f"pk_{TABLE}")),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f(f"fk_{TABLE}_tenant_id_tenants")
        ),
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON {TABLE} TO liandong_app")


def _count(name: str, comment: str | None = None) -> "sa.Column":
    return sa.Column(name, sa.Integer(), nullable=False, comment=comment)
