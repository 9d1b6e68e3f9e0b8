"""Let a deadline pause and end at a moment; keep when it speaks in a column the sweep can read."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

MOMENT = postgresql.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.add_column(
        "deadlines",
        sa.Column("due_at", MOMENT, nullable=True, comment="The moment, of a limit in hours"),
    )
    op.add_column(
        "deadlines",
        sa.Column(
            "fires",
            postgresql.ARRAY(MOMENT),
            nullable=False,
            server_default="{}",
            comment="When it speaks, in order",
        ),
    )
    op.execute("SET LOCAL ROLE NONE")  # the login itself sees the rows of every tenant
    op.execute(
        "UPDATE deadlines SET inputs = inputs - 'fires', fires = ARRAY("
        "SELECT at::timestamptz FROM jsonb_array_elements_text(inputs -> 'fires') AS at)"
    )
    op.execute("SET LOCAL ROLE liandong_owner")
    op.alter_column("deadlines", "fires", server_default=None)
    op.drop_constraint(op.f("ck_deadlines_state"), "deadlines")
    op.create_check_constraint(
        op.f("ck_deadlines_state"), "deadlines", "state IN ('open', 'paused', 'done', 'released')"
    )
    op.drop_index(op.f("ix_deadlines_next_fire_at"), "deadlines")
    op.create_index(
        op.f("ix_deadlines_tenant_id_next_fire_at"),
        "deadlines",
        ["tenant_id", "next_fire_at"],
        postgresql_where="next_fire_at IS NOT NULL",
    )
    op.create_index(op.f("ix_tenant_wakeups_due_at"), "tenant_wakeups", ["due_at"])
