"""Fence each tenant's rows, and grant the application no more than each kind of table needs.

A fact may be read and added. A projection may be rewritten. Global tables are the closed list.
"""

from alembic import op

revision = "0003"
down_revision = "0002"

FACTS = (
    "account_records",
    "answered_requests",
    "audit_entries",
    "case_events",
    "files",
    "notice_reads",
    "notices",
    "tenant_revisions",
)
PROJECTIONS = (
    "account_duties",
    "accounts",
    "case_parties",
    "case_rows",
    "cases",
    "deadlines",
    "documents",
    "enabled_mechanisms",
    "seats",
    "units",
    "visibility",
)
GLOBAL = {
    "logins": "SELECT, INSERT, UPDATE",
    "mechanism_states": "SELECT, INSERT, UPDATE",
    "session_tokens": "SELECT, INSERT, UPDATE, DELETE",
    "tenant_wakeups": "SELECT, INSERT, UPDATE, DELETE",
    "tenants": "SELECT, INSERT, UPDATE",
}
APP = "liandong_app"
POLICY = "tenant_id = current_setting('app.tenant_id')::integer"


def upgrade() -> None:
    for table in (*FACTS, *PROJECTIONS, "outbox"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING ({POLICY}) WITH CHECK ({POLICY})")
    for table in FACTS:
        op.execute(f"GRANT SELECT, INSERT ON {table} TO {APP}")
    for table in PROJECTIONS:
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO {APP}")
    for table, rights in GLOBAL.items():
        op.execute(f"GRANT {rights} ON {table} TO {APP}")
