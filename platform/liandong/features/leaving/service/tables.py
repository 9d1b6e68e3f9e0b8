"""What the database itself says of whose rows lie where: no list by hand, nothing is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, text

from liandong.db.base import Base

#: What of a tenant stays until the very end, as the last of its rows.
TENANTS = "tenants"
#: It is kept when all else is gone.
REMOVALS = "tenant_removals"
KEYS = "case_keys"
CHAIN = "audit_entries"
_TABLES = text("""
    SELECT c.relname AS name, c.relrowsecurity AS is_walled
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = 'tenant_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT t.attisdropped AND NOT c.relispartition
    ORDER BY c.relname
""")
_REFERENCES = text("""
    SELECT DISTINCT a.relname AS of, b.relname AS refers_to
    FROM pg_constraint k
    JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid
    WHERE k.contype = 'f' AND a.relnamespace = 'public'::regnamespace AND a.oid <> b.oid
""")
_BATCH = 1000


@dataclass(frozen=True)
class Table:
    """A table with rows of tenants: behind the wall, or global with the door of somebody in it."""

    name: str
    is_walled: bool

    @property
    def kind(self) -> str:
        """Return what it is declared as; nothing where nobody declares it any more."""
        known = (mapper.class_ for mapper in Base.registry.mappers)
        return next((c.table_kind for c in known if c.__tablename__ == self.name), "")


@dataclass(frozen=True)
class Counted:
    """The rows of a tenant in a table: how many, and the digest of their text."""

    rows: int
    digest: str


def tables_in(connection: Connection) -> list[Table]:
    """Return every table with a column of the tenant, but for the record of removals.

    Who refers to another comes first: in this order they can be emptied.
    """
    found = {row.name: Table(row.name, row.is_walled) for row in connection.execute(_TABLES)}
    found.pop(REMOVALS, None)
    waits: dict[str, set[str]] = {name: set() for name in found}
    for row in connection.execute(_REFERENCES):
        if row.of in found and row.refers_to in found:
            waits[row.refers_to].add(row.of)
    order = TopologicalSorter(dict(sorted(waits.items()))).static_order()
    return [found[name] for name in order]


def walled_in(connection: Connection) -> list[Table]:
    """Return the tables behind the wall by name: what a tenant owns."""
    return sorted((t for t in tables_in(connection) if t.is_walled), key=lambda each: each.name)


def rows_of(connection: Connection, table: Table, tenant_id: int) -> Iterator[bytes]:
    """Yield the rows of a tenant as lines of JSON by their ids, the same bytes each time."""
    connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")
    asked = _said(
        "SELECT row_to_json(t)::text FROM {} t WHERE tenant_id = :tenant ORDER BY id", table
    )
    options: dict[str, Any] = {"yield_per": _BATCH}
    for row in connection.execute(asked, {"tenant": tenant_id}, execution_options=options):
        yield row[0].encode() + b"\n"


def count(connection: Connection, table: Table, tenant_id: int) -> int:
    """Return how many rows of a tenant lie in a table."""
    asked = _said("SELECT count(*) FROM {} WHERE tenant_id = :tenant", table)
    return int(connection.execute(asked, {"tenant": tenant_id}).scalar_one())


def digest(connection: Connection, table: Table, tenant_id: int) -> Counted:
    """Return count and digest of the rows of a tenant, as an export states them."""
    rows, found = 0, sha256()
    for line in rows_of(connection, table, tenant_id):
        rows += 1
        found.update(line)
    return Counted(rows, found.hexdigest())


def delete_some(connection: Connection, table: Table, tenant_id: int, at_most: int) -> int:
    """Delete rows of a tenant, so many at most; return how many went."""
    asked = _said(
        "DELETE FROM {0} WHERE tenant_id = :tenant AND ctid = ANY (ARRAY("
        "SELECT ctid FROM {0} WHERE tenant_id = :tenant LIMIT :at_most))",
        table,
    )
    given = {"tenant": tenant_id, "at_most": at_most}
    return connection.execute(asked, given).rowcount


def _said(statement: str, table: Table) -> Any:
    # The name comes from the catalogue of the database and is quoted all the same.
    name = '"' + table.name.replace('"', '""') + '"'
    return text(statement.format(f"public.{name}"))
