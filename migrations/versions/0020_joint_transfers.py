"""A county takes part in a matter that stays in another one, and says what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0018"

COMMENT = "custody: the matter goes; joint: it stays, and the other county takes part"
KINDS = (
    "kind IN ('offered', 'received', 'revoke_asked', 'accepted', 'rejected', 'revoked',"
    " 'revoke_refused', 'resulted')"
)
STATES = (
    "state IN ('offered', 'received', 'accepted', 'rejected', 'revoked', 'resolved', 'unresolved')"
)


def upgrade() -> None:
    op.add_column(
        "transfers",
        sa.Column("purpose", sa.Text(), nullable=False, server_default="custody", comment=COMMENT),
    )
    op.alter_column("transfers", "purpose", server_default=None)
    op.create_check_constraint(
        op.f("ck_transfers_purpose"), "transfers", "purpose IN ('custody', 'joint')"
    )
    for table, name, words in (
        ("transfers", "ck_transfers_state", STATES),
        ("transfer_records", "ck_transfer_records_kind", KINDS),
    ):
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, words)
