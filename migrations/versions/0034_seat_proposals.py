"""Who is to sit in a seat: proposed by its unit, decided by a convener."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0034"
down_revision = "0033"

MOMENT = postgresql.TIMESTAMP(timezone=True)
POLICY = "tenant_id = current_setting('app.tenant_id')::integer"
PROPOSALS, DECISIONS = "seat_proposals", "seat_decisions"
WHO = "Account, login, name, unit"


def upgrade() -> None:
    op.create_table(
        PROPOSALS,
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        _text("seat", "Key in the roster; empty: one it does not have yet"),
        _text("kind", "member, liaison, deputy_convener …"),
        _text("label"),
        _text("replaces", "Who sat there when it was proposed; or nobody"),
        _text("person"),
        _text("post"),
        _column("from_on", sa.Date(), "First day, unless it is approved later"),
        _text("reason"),
        _column("proposed_at", MOMENT),
        _column("proposed_by", postgresql.JSONB(), WHO),
        *_owned(PROPOSALS),
    )
    op.create_table(
        DECISIONS,
        _column("proposal_id", sa.Uuid()),
        _text("outcome"),
        _text("reason"),
        sa.Column("seated_from", sa.Date(), comment="First day of who was approved"),
        _column("decided_at", MOMENT),
        _column("decided_by", postgresql.JSONB(), WHO),
        *_owned(DECISIONS),
        sa.UniqueConstraint(
            "tenant_id", "proposal_id", name=op.f("uq_seat_decisions_tenant_id_proposal_id")
        ),
        sa.CheckConstraint(
            "outcome IN ('approved', 'declined', 'withdrawn')",
            name=op.f("ck_seat_decisions_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "proposal_id"],
            ["seat_proposals.tenant_id", "seat_proposals.id"],
            name=op.f("fk_seat_decisions_tenant_id_seat_proposals"),
        ),
    )
    for table in (PROPOSALS, DECISIONS):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING ({POLICY}) WITH CHECK ({POLICY})")
        op.execute(f"GRANT SELECT, INSERT ON {table} TO liandong_app")


def _text(name: str, comment: str | None = None) -> "sa.Column":
    return _column(name, sa.Text(), comment)


def _column(name: str, kind: object, comment: str | None = None) -> "sa.Column":
    return sa.Column(name, kind, nullable=False, comment=comment)


def _owned(table: str) -> tuple[sa.Column | sa.Constraint, ...]:
    return (
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{table}")),
    )
