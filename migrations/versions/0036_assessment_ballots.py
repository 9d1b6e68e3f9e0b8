"""Who is called to a ballot is said in the round; papers stand in what they show."""

from alembic import op

revision = "0036"
down_revision = "0035"

KINDS = (
    "step", "scheme", "participants", "assignment", "recusal", "figures", "deduction",
    "deduction_cancelled", "statement", "mark", "adjudication", "check", "electorate", "ballot",
    "appeal", "appeal_post", "appeal_decision", "result", "task", "task_step",
)  # fmt: skip
TABLE, NAME = "assessment_events", "ck_assessment_events_kind"


def upgrade() -> None:
    op.drop_constraint(op.f(NAME), TABLE)
    op.create_check_constraint(op.f(NAME), TABLE, f"kind IN ({', '.join(map(repr, KINDS))})")
    op.alter_column(TABLE, "account_id", comment="Who said it")
