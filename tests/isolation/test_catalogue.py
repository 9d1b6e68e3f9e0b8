"""What PostgreSQL itself says of every table: nobody can forget one."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.base import Base
from liandong.entrypoints.tables import metadata

GLOBAL_TABLES = {
    "account_links",
    "alembic_version",
    "calendar_schedules",
    "client_tokens",
    "discarded_schedules",
    "feed_tokens",
    "identities",
    "logins",
    "mechanism_states",
    "recovery_codes",
    "second_factors",
    "session_tokens",
    "sign_in_counts",
    "sign_on_flows",
    "tenant_health",
    "tenant_removals",
    "tenant_wakeups",
    "tenants",
    "visit_sessions",
}
QUEUES = {"onboarding_drafts", "outbox", "roster_uploads"}
POLICY = "(tenant_id = (current_setting('app.tenant_id'::text))::integer)"
DEFINER_FUNCTIONS = {"public.due_outbox_tenants(integer)"}

TABLES = text("""
    SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
           array(SELECT p.polcmd::text || ' ' || p.polpermissive::text || ' '
                        || pg_get_expr(p.polqual, c.oid) || ' '
                        || coalesce(pg_get_expr(p.polwithcheck, c.oid), '')
                 FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
""")
KEYS = text("""
    SELECT con.conrelid::regclass::text AS of, con.conname, con.contype,
           (SELECT attname FROM pg_attribute
            WHERE attrelid = con.conrelid AND attnum = con.conkey[1]) AS first,
           con.confrelid::regclass::text AS refers_to
    FROM pg_constraint con
    WHERE con.connamespace = 'public'::regnamespace AND con.contype IN ('p', 'u', 'f')
""")
UNIQUE_INDEXES = text("""
    SELECT i.indrelid::regclass::text AS of, i.indexrelid::regclass::text AS name,
           (SELECT attname FROM pg_attribute
            WHERE attrelid = i.indrelid AND attnum = i.indkey[0]) AS first
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace
""")
GRANTS = text("""
    SELECT table_name, privilege_type FROM information_schema.role_table_grants
    WHERE grantee = 'liandong_app' AND table_schema = 'public'
""")
DEFINERS = text("""
    SELECT p.oid::regprocedure::text AS name, n.nspname, r.rolcanlogin,
           pg_get_function_result(p.oid) AS result, p.proconfig::text AS config
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         JOIN pg_roles r ON r.oid = p.proowner
    WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
""")
TRIGGERS = text("""
    SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace
""")


@pytest.fixture
def engine(sessions: sessionmaker[Session]) -> Engine:
    return sessions.kw["bind"]


def _ask(engine: Engine, query: object) -> list:
    with engine.connect() as connection:
        return connection.execute(query).all()


def test_every_table_is_on_the_closed_list_or_behind_the_wall(engine: Engine) -> None:
    found = {row.relname: row for row in _ask(engine, TABLES)}

    walled = {name for name, row in found.items() if row.relrowsecurity}
    assert found.keys() - walled == GLOBAL_TABLES
    for name in walled:
        assert found[name].relforcerowsecurity, name
        assert found[name].policies == [f"* true {POLICY} {POLICY}"], name


def test_every_key_of_a_tenants_table_starts_with_the_tenant(engine: Engine) -> None:
    for key in _ask(engine, KEYS):
        refers_to_global = key.contype == "f" and key.refers_to in GLOBAL_TABLES
        if key.of not in GLOBAL_TABLES and not refers_to_global:
            assert key.first == "tenant_id", (key.of, key.conname)
    for index in _ask(engine, UNIQUE_INDEXES):
        if index.of not in GLOBAL_TABLES:
            assert index.first == "tenant_id", (index.of, index.name)


def test_the_declared_kind_of_each_table_is_what_the_application_may_do_with_it(
    engine: Engine,
) -> None:
    granted: dict[str, set[str]] = {}
    for grant in _ask(engine, GRANTS):
        granted.setdefault(grant.table_name, set()).add(grant.privilege_type)
    every = {"SELECT", "INSERT", "UPDATE", "DELETE"}
    allowed = {"fact": {"SELECT", "INSERT"}, "projection": every, "queue": every}
    allowed["key"] = {"SELECT", "INSERT", "DELETE"}

    kinds = {m.class_.__table__.name: m.class_.table_kind for m in _mappers()}
    assert kinds.keys() == metadata().tables.keys()
    assert {name for name, kind in kinds.items() if kind == "global"} == GLOBAL_TABLES - {
        "alembic_version"
    }
    assert {name for name, kind in kinds.items() if kind == "queue"} == QUEUES
    assert {name for name, kind in kinds.items() if kind == "key"} == {"case_keys"}
    for name, kind in kinds.items():
        if kind != "global":
            assert granted[name] == allowed[kind], name


def _mappers() -> list:
    metadata()
    return list(Base.registry.mappers)


def test_only_listed_functions_see_more_than_one_tenant(engine: Engine) -> None:
    found = _ask(engine, DEFINERS)

    assert {f"{row.nspname}.{row.name}" for row in found} == DEFINER_FUNCTIONS
    for row in found:
        assert "search_path=pg_catalog" in row.config
        assert not row.rolcanlogin
        assert row.result == "SETOF integer"


def test_no_table_has_a_trigger(engine: Engine) -> None:
    assert _ask(engine, TRIGGERS) == []
