"""Accounts are looked after: one-time links, lent duties, acts that wait for a confirmation."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"

MOMENT = postgresql.TIMESTAMP(timezone=True)
NOW = sa.text("now()")
POLICY = "tenant_id = current_setting('app.tenant_id')::integer"
APP = "liandong_app"


def upgrade() -> None:
    _create_links()
    _create_delegations()
    _create_asks()
    for name, comment in (
        ("is_invited", "Has no password: one is set by the link handed over"),
        ("has_news", "The password was reset; the person has not said they know"),
    ):
        column = sa.Column(
            name, sa.Boolean(), server_default=sa.false(), nullable=False, comment=comment
        )
        op.add_column("accounts", column)
    op.alter_column(
        "account_records",
        "kind",
        existing_type=sa.Text(),
        existing_nullable=False,
        comment="created, duty_given, moved, lent, closed …",
        existing_comment="created, duty_given, duty_ended",
    )
    for table in ("delegations", "account_asks"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING ({POLICY}) WITH CHECK ({POLICY})")
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON account_links TO {APP}")


def _create_links() -> None:
    op.create_table(
        "account_links",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False, comment="invitation, reset"),
        sa.Column("created_at", MOMENT, server_default=NOW, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_account_links")),
    )
    op.create_index(
        op.f("ix_account_links_tenant_id_account_id"), "account_links", ["tenant_id", "account_id"]
    )


def _create_delegations() -> None:
    op.create_table(
        "delegations",
        sa.Column("account_id", sa.Uuid(), nullable=False, comment="Who holds the duty"),
        sa.Column(
            "deputy_id", sa.Uuid(), nullable=False, comment="Who stands in; of the same unit"
        ),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("lent_from", sa.Date(), nullable=False),
        sa.Column(
            "lent_until", sa.Date(), nullable=False, comment="Last day; an earlier end moves it"
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["accounts.tenant_id", "accounts.id"],
            name=op.f("fk_delegations_accounts"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_delegations")),
    )
    for column in ("account_id", "deputy_id"):
        op.create_index(
            op.f(f"ix_delegations_tenant_id_{column}"), "delegations", ["tenant_id", column]
        )


def _create_asks() -> None:
    op.create_table(
        "account_asks",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False, comment="Unit whose authority confirms"),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column(
            "asked_by",
            postgresql.JSONB(),
            nullable=False,
            comment="Account, name and unit of that day",
        ),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False, comment="asked, confirmed, declined"),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_account_asks")),
    )
    op.create_index(op.f("ix_account_asks_tenant_id_state"), "account_asks", ["tenant_id", "state"])
