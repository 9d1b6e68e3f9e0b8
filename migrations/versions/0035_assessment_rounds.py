"""The yearly assessment: schemes, rounds, what is said in them, ballots, editions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0035"
down_revision = "0034"

MOMENT = postgresql.TIMESTAMP(timezone=True)
POLICY = "tenant_id = current_setting('app.tenant_id')::integer"
WHO = "Account, login, name, unit"
TABLES = (
    "assessment_schemes",
    "assessment_rounds",
    "assessment_events",
    "assessment_ballots",
    "assessment_editions",
)
KINDS = (
    "step", "scheme", "participants", "assignment", "recusal", "figures", "deduction",
    "deduction_cancelled", "statement", "evidence", "mark", "adjudication", "check", "ballot",
    "appeal", "appeal_post", "appeal_decision", "result", "task", "task_step",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "assessment_schemes",
        _text("key"),
        _text("edition"),
        _number("year"),
        _text("title"),
        _ordered("content", "Sheets, rules, sources, as stated"),
        _text("digest", "SHA-256 of the content"),
        _column("stated_at", MOMENT),
        _json("stated_by", WHO),
        *_owned("assessment_schemes"),
        sa.UniqueConstraint(
            "tenant_id",
            "key",
            "edition",
            name=op.f("uq_assessment_schemes_tenant_id_key_edition"),
        ),
    )
    op.create_table(
        "assessment_rounds",
        _number("year"),
        _text("title"),
        _column("scheme_id", sa.Uuid(), "By which it was opened"),
        _column("since", sa.Date(), "First day of the period that is assessed"),
        _column("until", sa.Date()),
        _column("freeze_on", sa.Date(), "As of which day figures are taken"),
        _column("self_until", sa.Date(), "Last day of self-assessment and evidence"),
        _column("score_until", sa.Date()),
        _column("opened_at", MOMENT),
        _json("opened_by", WHO),
        *_owned("assessment_rounds"),
    )
    op.create_table(
        "assessment_events",
        _column("round_id", sa.Uuid()),
        _number("position", "1, 2 within the round"),
        _text("kind"),
        sa.Column("unit_id", sa.Uuid(), comment="Whom it is about"),
        _text("code", "Of the item it is about; empty: none"),
        _ordered("content"),
        sa.Column("account_id", sa.Uuid(), comment="Who; empty where a ballot was cast"),
        _json("said_by", WHO),
        _column("recorded_at", MOMENT),
        *_owned("assessment_events"),
        sa.UniqueConstraint(
            "tenant_id",
            "round_id",
            "position",
            name=op.f("uq_assessment_events_tenant_id_round_id_position"),
        ),
        sa.CheckConstraint(
            f"kind IN ({', '.join(map(repr, KINDS))})", name=op.f("ck_assessment_events_kind")
        ),
    )
    op.create_table(
        "assessment_ballots",
        _column("round_id", sa.Uuid()),
        _text("rater_group"),
        _json("scores", "By unit, decimal strings"),
        _column("cast_on", sa.Date(), "The day alone: a moment would tell who"),
        *_owned("assessment_ballots"),
    )
    op.create_index(
        op.f("ix_assessment_ballots_tenant_id_round_id"),
        "assessment_ballots",
        ["tenant_id", "round_id"],
    )
    op.create_table(
        "assessment_editions",
        _column("round_id", sa.Uuid()),
        _number("number"),
        _ordered("content", "Scheme, units, evidence, outcome"),
        _text("digest", "SHA-256 of the content"),
        _text("previous", "Digest of the edition before; empty: none"),
        _column("frozen_at", MOMENT),
        _json("frozen_by", WHO),
        *_owned("assessment_editions"),
        sa.UniqueConstraint(
            "tenant_id",
            "round_id",
            "number",
            name=op.f("uq_assessment_editions_tenant_id_round_id_number"),
        ),
    )
    op.create_foreign_key(
        op.f("fk_assessment_rounds_tenant_id_assessment_schemes"),
        "assessment_rounds",
        "assessment_schemes",
        ["tenant_id", "scheme_id"],
        ["tenant_id", "id"],
    )
    for table in TABLES[2:]:
        op.create_foreign_key(
            op.f(f"fk_{table}_tenant_id_assessment_rounds"),
            table,
            "assessment_rounds",
            ["tenant_id", "round_id"],
            ["tenant_id", "id"],
        )
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING ({POLICY}) WITH CHECK ({POLICY})")
        op.execute(f"GRANT SELECT, INSERT ON {table} TO liandong_app")


def _text(name: str, comment: str | None = None) -> "sa.Column":
    return _column(name, sa.Text(), comment)


def _number(name: str, comment: str | None = None) -> "sa.Column":
    return _column(name, sa.Integer(), comment)


def _json(name: str, comment: str | None = None) -> "sa.Column":
    return _column(name, postgresql.JSONB(), comment)


def _ordered(name: str, comment: str | None = None) -> "sa.Column":
    """What is stated in an order of its own, which JSONB would not keep."""
    return _column(name, postgresql.JSON(), comment)


def _column(name: str, kind: object, comment: str | None = None) -> "sa.Column":
    return sa.Column(name, kind, nullable=False, comment=comment)


def _owned(table: str) -> tuple[sa.Column | sa.Constraint, ...]:
    return (
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{table}")),
    )
