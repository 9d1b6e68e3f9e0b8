"""Engines and the refusal to work with too many rights."""

import json
from typing import Any

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from liandong.kernel.errors import ConfigurationError, Problem
from liandong.kernel.sealing import storable

_RIGHTS = text("""
    SELECT r.rolsuper OR r.rolbypassrls
           OR EXISTS (SELECT FROM pg_roles g WHERE pg_has_role(r.oid, g.oid, 'MEMBER')
                      AND g.oid <> r.oid AND (g.rolsuper OR g.rolbypassrls))
           OR EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
                      AND c.relkind IN ('r', 'p') AND pg_has_role(r.oid, c.relowner, 'MEMBER'))
    FROM pg_roles r WHERE r.rolname = current_user
""")


def open_engine(url: str, *, pool_size: int = 8) -> Engine:
    """Return an engine of the application's own role; what it writes holds no secret in clear.

    Errors and logs of statements name no values: these are matters, names and hashes.
    """
    return create_engine(
        url,
        pool_size=pool_size,
        max_overflow=4,
        pool_pre_ping=True,
        json_serializer=_written,
        hide_parameters=True,
    )


def _written(value: Any) -> str:
    return json.dumps(storable(value))


def open_sessions(engine: Engine) -> sessionmaker[Session]:
    """Return the maker of sessions for an engine."""
    return sessionmaker(engine, expire_on_commit=False)


def require_modest_role(engine: Engine) -> None:
    """Refuse to serve as owner, superuser, with BYPASSRLS or as a member of such a role.

    Raises:
        ConfigurationError: The role could lift the wall between counties.
    """
    with engine.connect() as connection:
        too_much = connection.execute(_RIGHTS).scalar_one()
    if too_much:
        zh = "这个数据库账号权限过大（所有者、超级用户或可绕过行级安全），不能用来提供服务"
        en = "this database role owns tables, is superuser or may bypass row-level security"
        raise ConfigurationError([Problem("LIANDONG_DATABASE_URL", zh, en)])
