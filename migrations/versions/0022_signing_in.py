"""Signing in: what is counted, second factors with their codes, and what a session knows."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"

MOMENT = postgresql.TIMESTAMP(timezone=True)
EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"


def upgrade() -> None:
    _counts()
    _factors()
    _sessions()
    _logins()
    for table in ("sign_in_counts", "second_factors", "recovery_codes"):
        op.execute(f"GRANT {EVERYTHING} ON {table} TO liandong_app")


def _counts() -> None:
    op.create_table(
        "sign_in_counts",
        sa.Column("kind", sa.Text(), nullable=False, comment="login, address, county"),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column(
            "failures", sa.Integer(), nullable=False, comment="In this round, or this window"
        ),
        sa.Column(
            "rounds",
            sa.Integer(),
            nullable=False,
            comment="Locks in a row; each lasts twice as long",
        ),
        sa.Column("began_at", MOMENT, nullable=False, comment="Start of the window"),
        sa.Column("counted_at", MOMENT, nullable=False, comment="Swept a day later"),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("kind", "subject", name=op.f("pk_sign_in_counts")),
    )
    op.create_index(op.f("ix_sign_in_counts_counted_at"), "sign_in_counts", ["counted_at"])


def _factors() -> None:
    op.create_table(
        "second_factors",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True, comment="In force from then on"),
        sa.Column(
            "last_step",
            sa.Integer(),
            nullable=False,
            comment="Of the last code taken; none before it counts",
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_second_factors")),
    )
    op.create_index(op.f("ix_second_factors_tenant_id"), "second_factors", ["tenant_id"])
    op.create_table(
        "recovery_codes",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("account_id", "code_hash", name=op.f("pk_recovery_codes")),
    )


def _sessions() -> None:
    text = {"server_default": "", "nullable": False}
    for column in (
        sa.Column("address", sa.Text(), comment="Where it was opened from", **text),
        sa.Column("agent", sa.Text(), comment="As the browser calls itself", **text),
        sa.Column(
            "confirmed_at",
            MOMENT,
            nullable=True,
            comment="Password (and code) were given once more; none: when it was opened",
        ),
        sa.Column("previous_at", MOMENT, nullable=True, comment="Sign-in before this one"),
        sa.Column("previous_address", sa.Text(), **text),
        sa.Column(
            "n_failed_before",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="Failed sign-ins between the two",
        ),
    ):
        op.add_column("session_tokens", column)
    op.create_index(
        op.f("ix_session_tokens_tenant_id_account_id"),
        "session_tokens",
        ["tenant_id", "account_id"],
    )


def _logins() -> None:
    op.add_column(
        "logins", sa.Column("signed_in_at", MOMENT, nullable=True, comment="Last sign-in")
    )
    op.add_column(
        "logins",
        sa.Column(
            "signed_in_from",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="Address of it",
        ),
    )
    op.alter_column(
        "logins",
        "failures",
        existing_type=sa.Integer(),
        existing_nullable=False,
        comment="Failed sign-ins since the last that succeeded",
        existing_comment="Wrong passwords since the last right one",
    )
    op.drop_column("logins", "locked_until")
