"""Programs that call the interface, entries by the province, identities of a single sign-on."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"

MOMENT = postgresql.TIMESTAMP(timezone=True)
APP = "liandong_app"
POLICY = "tenant_id = current_setting('app.tenant_id')::integer"
FACTS = ("client_records", "visit_records")
PROJECTIONS = ("clients", "visits")
GLOBAL = {
    "client_tokens": "SELECT, INSERT, UPDATE",
    "visit_sessions": "SELECT, INSERT, DELETE",
    "identities": "SELECT, INSERT, DELETE",
    "sign_on_flows": "SELECT, INSERT, UPDATE, DELETE",
}


def upgrade() -> None:
    _clients()
    _visits()
    _identities()
    for table in (*FACTS, *PROJECTIONS):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING ({POLICY}) WITH CHECK ({POLICY})")
    for table in FACTS:
        op.execute(f"GRANT SELECT, INSERT ON {table} TO {APP}")
    for table in PROJECTIONS:
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP}")
    for table, rights in GLOBAL.items():
        op.execute(f"GRANT {rights} ON {table} TO {APP}")


def _owned(table: str, *columns: "sa.Column | sa.Constraint") -> None:
    op.create_table(
        table,
        *columns,
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{table}")),
    )


def _clients() -> None:
    op.create_table(
        "client_tokens",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True, comment="Last request, to the minute"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_client_tokens")),
    )
    op.create_index(
        op.f("ix_client_tokens_tenant_id_client_id"), "client_tokens", ["tenant_id", "client_id"]
    )
    _owned(
        "client_records",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="created, revoked"),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("recorded_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False, comment="Login, or the command line"),
        sa.UniqueConstraint(
            "tenant_id",
            "client_id",
            "position",
            name=op.f("uq_client_records_tenant_id_client_id_position"),
        ),
    )
    _owned(
        "clients",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("duties", postgresql.JSONB(), nullable=False),
        sa.Column("scopes", postgresql.JSONB(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False, comment="The first signs of its token"),
        sa.Column(
            "expires_on", sa.Date(), nullable=False, comment="The last day it opens anything"
        ),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("revoked_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["units.tenant_id", "units.id"], name=op.f("fk_clients_units")
        ),
    )


def _visits() -> None:
    op.create_table(
        "visit_sessions",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False, comment="The county that is entered"),
        sa.Column("home_id", sa.Integer(), nullable=False, comment="The tenant of the account"),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_visit_sessions")),
    )
    _owned(
        "visit_records",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="1, 2, 3 … within the entry"),
        sa.Column("kind", sa.Text(), nullable=False, comment="entered, requested, ended"),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("recorded_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False, comment="Login"),
        sa.UniqueConstraint(
            "tenant_id",
            "visit_id",
            "position",
            name=op.f("uq_visit_records_tenant_id_visit_id_position"),
        ),
    )
    _owned(
        "visits",
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False, comment="The tenant at the other end"),
        sa.Column("other_name", sa.Text(), nullable=False),
        sa.Column("visitor", sa.Text(), nullable=False, comment="Login of who entered"),
        sa.Column("visitor_name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reach", sa.Text(), nullable=False, comment="configuration, headers"),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("until_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("n_requests", sa.Integer(), nullable=False),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_visits_direction")),
    )
    op.create_index(op.f("ix_visits_tenant_id_until_at"), "visits", ["tenant_id", "until_at"])


def _identities() -> None:
    op.create_table(
        "identities",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("linked_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("linked_by", sa.Text(), nullable=False, comment="Login, or the command line"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
        sa.UniqueConstraint(
            "issuer", "subject", "tenant_id", name=op.f("uq_identities_issuer_subject_tenant_id")
        ),
        sa.UniqueConstraint(
            "tenant_id",
            "account_id",
            "issuer",
            name=op.f("uq_identities_tenant_id_account_id_issuer"),
        ),
    )
    op.create_table(
        "sign_on_flows",
        sa.Column("flow_hash", sa.Text(), nullable=False),
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False, comment="Of PKCE"),
        sa.Column("target", sa.Text(), nullable=False, comment="The page afterwards, of ours"),
        sa.Column(
            "session_hash",
            sa.Text(),
            nullable=True,
            comment="The session that links its account; none: it signs in",
        ),
        sa.Column(
            "subject",
            sa.Text(),
            nullable=True,
            comment="Verified: several accounts, one to be chosen",
        ),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("flow_hash", name=op.f("pk_sign_on_flows")),
    )
