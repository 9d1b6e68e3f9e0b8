"""Add the foreign keys, after the tables."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_foreign_key(
        "fk_account_duties_accounts",
        "account_duties",
        "accounts",
        ["tenant_id", "account_id"],
        ["tenant_id", "id"],
    )
    op.create_foreign_key(
        "fk_accounts_units", "accounts", "units", ["tenant_id", "unit_id"], ["tenant_id", "id"]
    )
    op.create_foreign_key(
        "fk_case_parties_cases",
        "case_parties",
        "cases",
        ["tenant_id", "case_id"],
        ["tenant_id", "id"],
    )
    op.create_foreign_key(
        "fk_case_parties_units",
        "case_parties",
        "units",
        ["tenant_id", "unit_id"],
        ["tenant_id", "id"],
    )
    op.create_foreign_key(
        "fk_case_rows_cases", "case_rows", "cases", ["tenant_id", "case_id"], ["tenant_id", "id"]
    )
    op.create_foreign_key(
        "fk_cases_mechanism_states",
        "cases",
        "mechanism_states",
        ["mechanism", "version", "state"],
        ["mechanism", "version", "state"],
    )
    op.create_foreign_key(
        "fk_seats_units", "seats", "units", ["tenant_id", "unit_id"], ["tenant_id", "id"]
    )
    op.create_foreign_key("fk_tenants_tenants", "tenants", "tenants", ["parent_id"], ["id"])
