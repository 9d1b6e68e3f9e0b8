"""Add what the relay needs: the function that names tenants with due messages, the queue's tables."""

from alembic import op

from liandong.db.functions import OUTBOX_FUNCTIONS, broker_tables

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for statement in (*OUTBOX_FUNCTIONS, *broker_tables()):
        op.get_bind().exec_driver_sql(statement)
