"""Letters of a round are numbered, delivered and received."""

from alembic import op

revision = "0040"
down_revision = "0039"

KINDS = (
    "step", "scheme", "participants", "assignment", "recusal", "figures", "flags", "flag_verdict",
    "flag_answer", "deduction", "deduction_cancelled", "statement", "mark", "mark_cancelled",
    "adjudication", "check", "electorate", "ballot", "appeal", "appeal_post", "appeal_decision",
    "result", "task", "task_step", "letter", "letter_receipt",
)  # fmt: skip
TABLE, NAME = "assessment_events", "ck_assessment_events_kind"


def upgrade() -> None:
    op.drop_constraint(op.f(NAME), TABLE)
    op.create_check_constraint(op.f(NAME), TABLE, f"kind IN ({', '.join(map(repr, KINDS))})")
