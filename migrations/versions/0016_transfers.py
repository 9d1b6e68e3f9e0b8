"""Transfers between counties, and whether a county still has a matter."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0019"

POLICY = "tenant_id = current_setting('app.tenant_id')::integer"
MOMENT = postgresql.TIMESTAMP(timezone=True)
CUSTODY = "own; offered to another county; given to it, final here"
KINDS = (
    "kind IN ('offered', 'received', 'revoke_asked', 'accepted', 'rejected', 'revoked',"
    " 'revoke_refused')"
)
STATES = "state IN ('offered', 'received', 'accepted', 'rejected', 'revoked')"


def _text(name: str, comment: str | None = None, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=nullable, comment=comment)


def _id(name: str, comment: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Uuid(), nullable=nullable, comment=comment)


def upgrade() -> None:
    op.add_column(
        "cases",
        sa.Column("custody", sa.Text(), server_default="own", nullable=False, comment=CUSTODY),
    )
    op.add_column(
        "cases",
        _id("transfer_id", "Transfer by which it left, is to leave, or came", nullable=True),
    )
    op.create_check_constraint(
        op.f("ck_cases_custody"), "cases", "custody IN ('own', 'offered', 'given')"
    )
    _records()
    _transfers()
    for table, rights in (
        ("transfer_records", "SELECT, INSERT"),
        ("transfers", "SELECT, INSERT, UPDATE, DELETE"),
    ):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING ({POLICY}) WITH CHECK ({POLICY})")
        op.execute(f"GRANT {rights} ON {table} TO liandong_app")


def _records() -> None:
    op.create_table(
        "transfer_records",
        _id("transfer_id", "The same in both counties"),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="1, 2, 3 … within the transfer, in this county",
        ),
        _text("kind"),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, server_default=sa.func.now(), nullable=False),
        _id("account_id", "Who signed; none: the platform", nullable=True),
        _id("unit_id", "Unit of this county; none: unknown here", nullable=True),
        _id(
            "answers",
            "Record of the other county that this one follows from: taken once",
            nullable=True,
        ),
        sa.Column(
            "content",
            postgresql.JSONB(),
            nullable=False,
            comment="What was offered, decided, and why",
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_transfer_records_kind")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_transfer_records")),
        sa.UniqueConstraint(
            "tenant_id",
            "transfer_id",
            "position",
            name=op.f("uq_transfer_records_tenant_id_transfer_id_position"),
        ),
        sa.UniqueConstraint(
            "tenant_id", "answers", name=op.f("uq_transfer_records_tenant_id_answers")
        ),
    )


def _transfers() -> None:
    op.create_table(
        "transfers",
        _text("direction", "out: from this county; in: to it"),
        _text("state", "What the receiving county's record says last"),
        sa.Column(
            "is_revoking", sa.Boolean(), nullable=False, comment="Asked back, and not answered yet"
        ),
        sa.Column("other_id", sa.Integer(), nullable=False, comment="The other county"),
        _text("other_unit", "Unit of the other county, by its name"),
        _id("unit_id", "Unit of this county that hands or takes", nullable=True),
        _id("case_id", "The matter here; in: once it is accepted", nullable=True),
        _id("returns_id", "Transfer by which the matter had come", nullable=True),
        _text("mechanism"),
        _text("title"),
        _text("digest", "SHA-256 of the package, the same on both sides"),
        _text("reason"),
        _text("legal_basis"),
        _text("answer", "Why it was rejected, or not given back", nullable=True),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column(
            "position", sa.Integer(), nullable=False, comment="Records so far; also the ETag"
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("direction IN ('out', 'in')", name=op.f("ck_transfers_direction")),
        sa.CheckConstraint(STATES, name=op.f("ck_transfers_state")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_transfers")),
    )
    for columns in (["tenant_id", "unit_id", "id"], ["tenant_id", "returns_id"]):
        name = op.f(f"ix_transfers_{'_'.join(columns)}")
        op.create_index(name, "transfers", columns)
