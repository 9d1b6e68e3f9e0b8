"""Looks whether the database is as it has to be: role, schema, wall between counties, outbox."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, text

from liandong.db.engine import require_modest_role
from liandong.db.migrate import heads
from liandong.kernel.errors import ConfigurationError

LATE_MINUTES = 10

_WALLS = text("""
    SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
               SELECT FROM pg_policy p WHERE p.polrelid = c.oid) AS walled
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
""")
_WAITING = text("""
    SELECT count(*) AS n,
           coalesce(max(now() - due) > make_interval(mins => :minutes), false) AS late
    FROM outbox WHERE tenant_id = :tenant_id AND due <= now()
""")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, whether it is right, and what was seen."""

    key: str
    is_right: bool
    message_zh: str
    message_en: str


def inspect(
    engine: Engine, owner_url: str, migrations: Path, walled: Collection[str]
) -> Iterator[Finding]:
    """Yield a finding for each thing looked at; `walled` names the tables of tenants.

    Without the owner's address the schema's revision stays unknown, which is no fault.
    """
    role = _role(engine)
    yield role
    if owner_url:
        yield _schema(owner_url, heads(migrations))
    else:
        zh, en = "没有所有者地址，未核对结构版本", "not compared: no owner's address"
        yield Finding("schema", is_right=True, message_zh=zh, message_en=en)
    with engine.connect() as connection:
        found = {row.relname: bool(row.walled) for row in connection.execute(_WALLS)}
        yield _wall(found, walled)
        if "outbox" in found and role.is_right:
            yield _outbox(connection)


def _role(engine: Engine) -> Finding:
    try:
        require_modest_role(engine)
    except ConfigurationError as error:
        (problem,) = error.problems
        return Finding("role", False, problem.message_zh, problem.message_en)
    zh, en = "应用账号没有多余的权限", "the application's role has no right too many"
    return Finding("role", is_right=True, message_zh=zh, message_en=en)


def _schema(owner_url: str, newest: list[str]) -> Finding:
    engine = create_engine(owner_url, poolclass=NullPool)
    with engine.connect() as connection:
        is_there = connection.scalar(text("SELECT to_regclass('public.alembic_version')"))
        there = (
            connection.scalar(text("SELECT version_num FROM alembic_version")) if is_there else ""
        )
    zh = f"结构版本 {there or '无'}，最新 {'、'.join(newest)}"
    en = f"the schema is at {there or 'nothing'}, the newest is {', '.join(newest)}"
    return Finding("schema", is_right=[there] == newest, message_zh=zh, message_en=en)


def _wall(found: dict[str, bool], walled: Collection[str]) -> Finding:
    open_ = sorted(table for table in walled if not found.get(table))
    zh, en = f"{len(walled)} 张表都有强制的行级安全", f"forced on all {len(walled)} tables"
    if open_:
        listed = ", ".join(open_)
        zh, en = f"没有或未强制行级安全：{listed}", f"missing or not forced: {listed}"
    return Finding("row_level_security", is_right=not open_, message_zh=zh, message_en=en)


def _outbox(connection: Connection) -> Finding:
    n_waiting, is_late = 0, False
    tenants = list(connection.scalars(text("SELECT due_outbox_tenants()")))
    for tenant_id in tenants:
        connection.exec_driver_sql(f"SET LOCAL app.tenant_id = '{int(tenant_id)}'")
        row = connection.execute(_WAITING, {"tenant_id": tenant_id, "minutes": LATE_MINUTES}).one()
        n_waiting, is_late = n_waiting + row.n, is_late or row.late
    zh = f"待发消息 {n_waiting} 条，{'有的已等了' if is_late else '没有等过'} {LATE_MINUTES} 分钟"
    en = f"{n_waiting} messages wait, {'some' if is_late else 'none'} for {LATE_MINUTES} minutes"
    return Finding("outbox", is_right=not is_late, message_zh=zh, message_en=en)
