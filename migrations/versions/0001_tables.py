"""Create the tables, without foreign keys: on Citus they come after distribution."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "account_records",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="created, duty_given, duty_ended"),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column(
            "recorded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_account_records")),
        sa.UniqueConstraint(
            "tenant_id",
            "account_id",
            "position",
            name=op.f("uq_account_records_tenant_id_account_id_position"),
        ),
    )
    op.create_table(
        "answered_requests",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 of method, path and body"),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", postgresql.JSONB(), nullable=False),
        sa.Column(
            "recorded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_answered_requests")),
        sa.UniqueConstraint(
            "tenant_id",
            "account_id",
            "key",
            name=op.f("uq_answered_requests_tenant_id_account_id_key"),
        ),
    )
    op.create_table(
        "audit_entries",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True, comment="Who may read the entry in full"),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column(
            "subject", sa.Text(), nullable=False, comment="Table and id of what it was done to"
        ),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_audit_entries")),
        sa.UniqueConstraint(
            "tenant_id", "position", name=op.f("uq_audit_entries_tenant_id_position")
        ),
    )
    op.create_table(
        "case_events",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="1, 2, 3 … within the case; settles every race",
        ),
        sa.Column(
            "kind", sa.Text(), nullable=False, comment="move, row, draft, approval, reminder"
        ),
        sa.Column(
            "transition", sa.Text(), nullable=False, comment="Key of the transition that fired"
        ),
        sa.Column("landed_in", sa.Text(), nullable=False, comment="State of the case it ended in"),
        sa.Column(
            "occurred_on", sa.Date(), nullable=False, comment="Day it happened, as the actor says"
        ),
        sa.Column(
            "recorded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "account_id", sa.Uuid(), nullable=True, comment="Person who acted; none: the platform"
        ),
        sa.Column("unit_id", sa.Uuid(), nullable=False, comment="Unit that acted"),
        sa.Column(
            "audience",
            sa.Text(),
            nullable=False,
            comment="unit: its own authority only; parties: all",
        ),
        sa.Column(
            "payload",
            postgresql.JSONB(),
            nullable=False,
            comment="What followed; a secret is a reference",
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("audience IN ('unit', 'parties')", name=op.f("ck_case_events_audience")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_case_events")),
        sa.UniqueConstraint(
            "tenant_id",
            "case_id",
            "position",
            name=op.f("uq_case_events_tenant_id_case_id_position"),
        ),
    )
    op.create_table(
        "deadlines",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=True),
        sa.Column(
            "limit_id",
            sa.Text(),
            nullable=False,
            comment="The limit that runs, SUG-01 or its local one",
        ),
        sa.Column("stands_for", sa.Text(), nullable=False, comment="The limit the mechanism names"),
        sa.Column("unit_id", sa.Uuid(), nullable=True, comment="Who owes it"),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "is_right",
            sa.Boolean(),
            nullable=False,
            comment="A right that lapses; nobody is late by it",
        ),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column(
            "is_enforceable", sa.Boolean(), nullable=False, comment="Text, in force, tenant live"
        ),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True, comment="in_time, late, not_accused"),
        sa.Column(
            "inputs",
            postgresql.JSONB(),
            nullable=False,
            comment="Rule, value, calendar, steps, basis",
        ),
        sa.Column(
            "next_fire_at",
            postgresql.TIMESTAMP(timezone=True),
            nullable=True,
            comment="Next reminder or notice",
        ),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="Event of the case that last changed it",
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'released')", name=op.f("ck_deadlines_state")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_deadlines")),
    )
    op.create_index(
        op.f("ix_deadlines_next_fire_at"),
        "deadlines",
        ["next_fire_at"],
        unique=False,
        postgresql_where="state = 'open'",
    )
    op.create_index(
        op.f("ix_deadlines_tenant_id_case_id"), "deadlines", ["tenant_id", "case_id"], unique=False
    )
    op.create_index(
        op.f("ix_deadlines_tenant_id_unit_id_state_due_on"),
        "deadlines",
        ["tenant_id", "unit_id", "state", "due_on"],
        unique=False,
    )
    op.create_table(
        "documents",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False, comment="Key of the document type"),
        sa.Column("row_id", sa.Uuid(), nullable=True, comment="Row it answers, if any"),
        sa.Column("unit_id", sa.Uuid(), nullable=False, comment="Unit whose paper it is"),
        sa.Column(
            "state",
            sa.Text(),
            nullable=False,
            comment="draft, submitted, reviewed, signed, withdrawn",
        ),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=True, comment="SHA-256 of the signed content"),
        sa.Column("signed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column(
            "delivery", postgresql.JSONB(), nullable=True, comment="Mode, day, receiver, proof"
        ),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="Event of the case that last changed it",
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_documents")),
        sa.UniqueConstraint("tenant_id", "number", name=op.f("uq_documents_tenant_id_number")),
    )
    op.create_index(
        op.f("ix_documents_tenant_id_case_id"), "documents", ["tenant_id", "case_id"], unique=False
    )
    op.create_table(
        "enabled_mechanisms",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("basis", postgresql.JSONB(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False, comment="The revision it comes from"),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_enabled_mechanisms")),
        sa.UniqueConstraint("tenant_id", "key", name=op.f("uq_enabled_mechanisms_tenant_id_key")),
    )
    op.create_table(
        "files",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False, comment="Bytes"),
        sa.Column("unit_id", sa.Uuid(), nullable=False, comment="Unit that handed it in"),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "recorded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_files")),
    )
    op.create_index(
        op.f("ix_files_tenant_id_sha256"), "files", ["tenant_id", "sha256"], unique=False
    )
    op.create_table(
        "logins",
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column(
            "failures",
            sa.Integer(),
            nullable=False,
            comment="Wrong passwords since the last right one",
        ),
        sa.Column("locked_until", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("login", name=op.f("pk_logins")),
    )
    op.create_table(
        "mechanism_states",
        sa.Column("mechanism", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("is_final", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("mechanism", "version", "state", name=op.f("pk_mechanism_states")),
    )
    op.create_table(
        "notice_reads",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column(
            "read_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_notice_reads")),
        sa.UniqueConstraint(
            "tenant_id",
            "account_id",
            "notice_id",
            name=op.f("uq_notice_reads_tenant_id_account_id_notice_id"),
        ),
    )
    op.create_table(
        "notices",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="What makes it the same notice"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column(
            "recorded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_notices")),
        sa.UniqueConstraint(
            "tenant_id", "unit_id", "key", name=op.f("uq_notices_tenant_id_unit_id_key")
        ),
    )
    op.create_index(
        op.f("ix_notices_tenant_id_unit_id_recorded_at"),
        "notices",
        ["tenant_id", "unit_id", "recorded_at"],
        unique=False,
    )
    op.create_table(
        "outbox",
        sa.Column(
            "due",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="Not before this",
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_due"), "outbox", ["due"], unique=False)
    op.create_table(
        "session_tokens",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "seen_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session_tokens")),
    )
    op.create_index(
        op.f("ix_session_tokens_expires_at"), "session_tokens", ["expires_at"], unique=False
    )
    op.create_table(
        "tenant_revisions",
        sa.Column("position", sa.Integer(), nullable=False, comment="1, 2, 3 … within the tenant"),
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 of the canonical package"),
        sa.Column("package", postgresql.JSONB(), nullable=False, comment="The package, canonical"),
        sa.Column(
            "applied_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("applied_by", sa.Text(), nullable=False, comment="Login, or the command line"),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_tenant_revisions")),
        sa.UniqueConstraint(
            "tenant_id", "position", name=op.f("uq_tenant_revisions_tenant_id_position")
        ),
    )
    op.create_table(
        "tenant_wakeups",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_tenant_wakeups")),
    )
    op.create_table(
        "tenants",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False, comment="Division code (GB/T 2260)"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column(
            "policy_version",
            sa.Integer(),
            nullable=False,
            comment="Moves when what anybody may do moves",
        ),
        sa.Column("is_demo", sa.Boolean(), nullable=False, comment="Holds invented matters"),
        sa.CheckConstraint(
            "level IN ('province', 'city', 'county')", name=op.f("ck_tenants_level")
        ),
        sa.CheckConstraint(
            "mode IN ('rehearsal', 'live', 'suspended', 'archived')", name=op.f("ck_tenants_mode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenants")),
        sa.UniqueConstraint("code", name=op.f("uq_tenants_code")),
    )
    op.create_table(
        "units",
        sa.Column("key", sa.Text(), nullable=False, comment="Stable name inside the package"),
        sa.Column("name", sa.Text(), nullable=False, comment="As the document writes it"),
        sa.Column("full_name", sa.Text(), nullable=False, comment="As a letter addresses it"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.JSONB(), nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("is_vertical", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order of the document"),
        sa.Column(
            "is_active", sa.Boolean(), nullable=False, comment="Still in the current package"
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('government_office', 'department', 'enforcement_department', 'justice_bureau', 'procuratorate', 'police', 'court', 'discipline', 'congress', 'cppcc', 'township', 'federation', 'hotline_center', 'service_center', 'public_institution', 'vertical_agency', 'enterprise', 'school', 'other')",
            name=op.f("ck_units_kind"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_units")),
        sa.UniqueConstraint("tenant_id", "key", name=op.f("uq_units_tenant_id_key")),
    )
    op.create_table(
        "visibility",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False, comment="Part or rule that opens it"),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "level IN ('header', 'document', 'full')", name=op.f("ck_visibility_level")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_visibility")),
        sa.UniqueConstraint(
            "tenant_id", "case_id", "unit_id", name=op.f("uq_visibility_tenant_id_case_id_unit_id")
        ),
    )
    op.create_index(
        op.f("ix_visibility_tenant_id_unit_id_case_id"),
        "visibility",
        ["tenant_id", "unit_id", "case_id"],
        unique=False,
    )
    op.create_table(
        "accounts",
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column(
            "name", sa.Text(), nullable=False, comment="As colleagues call the post or person"
        ),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column(
            "desk", sa.Text(), nullable=False, comment="The section inside the unit; may be empty"
        ),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("tenant_id", "login", name=op.f("uq_accounts_tenant_id_login")),
    )
    op.create_table(
        "cases",
        sa.Column(
            "mechanism",
            sa.Text(),
            nullable=False,
            comment="Key of the mechanism that governs the case",
        ),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="Pinned when the case was opened"
        ),
        sa.Column(
            "number", sa.Text(), nullable=True, comment="Given when the first paper is signed"
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False, comment="Key of the state of the last event"),
        sa.Column("is_final", sa.Boolean(), nullable=False),
        sa.Column("variant", sa.Text(), nullable=True),
        sa.Column(
            "facts", postgresql.JSONB(), nullable=False, comment="Latest value of every field"
        ),
        sa.Column("issuer_id", sa.Uuid(), nullable=False, comment="Unit that opened it"),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("last_occurred_on", sa.Date(), nullable=False),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="Events so far; also the ETag of the resource",
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_cases")),
        sa.UniqueConstraint("tenant_id", "number", name=op.f("uq_cases_tenant_id_number")),
    )
    op.create_index(
        op.f("ix_cases_tenant_id_mechanism_state_opened_on_id"),
        "cases",
        ["tenant_id", "mechanism", "state", "opened_on", "id"],
        unique=False,
    )
    op.create_table(
        "seats",
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False, comment="convener, deputy_convener, member …"),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("seated_from", sa.Date(), nullable=True),
        sa.Column("seated_until", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_seats")),
    )
    op.create_table(
        "account_duties",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("held_from", sa.Date(), nullable=False),
        sa.Column("held_until", sa.Date(), nullable=True),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_account_duties")),
        sa.UniqueConstraint(
            "tenant_id",
            "account_id",
            "duty",
            "held_from",
            name=op.f("uq_account_duties_tenant_id_account_id_duty_held_from"),
        ),
    )
    op.create_table(
        "case_parties",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column(
            "reason", postgresql.JSONB(), nullable=False, comment="Why: rule, basis, who decided"
        ),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_case_parties")),
        sa.UniqueConstraint(
            "tenant_id",
            "case_id",
            "unit_id",
            "part",
            name=op.f("uq_case_parties_tenant_id_case_id_unit_id_part"),
        ),
    )
    op.create_table(
        "case_rows",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="1, 2, 3 … within the type"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False, comment="Unit that put it there"),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_case_rows")),
    )
    op.create_index(
        op.f("ix_case_rows_tenant_id_case_id_type"),
        "case_rows",
        ["tenant_id", "case_id", "type"],
        unique=False,
    )
