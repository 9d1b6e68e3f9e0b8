"""The removal itself: with the owner's rights, fenced in the one county, batch by batch.

What was deleted stays deleted when it breaks off, and the county stays archived; run again, it goes
on. The last transaction counts that nothing is left, takes the county out of the tree and writes
the certificate, or does nothing of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, text

from liandong.db.embedded.roles import OWNER
from liandong.db.unit_of_work import Sessions, UnitOfWork, unit_of_work
from liandong.features.audit import service as audit
from liandong.features.leaving.errors import (
    NotAnnouncedError,
    NotArchivedError,
    NotDueError,
    NotEmptyError,
)
from liandong.features.leaving.service.announcing import find_open
from liandong.features.leaving.service.certificates import (
    REMOVED,
    certificate_of,
    digest_of,
    stock_of,
)
from liandong.features.leaving.service.checking import CheckedExport
from liandong.features.leaving.service.exporting import Places
from liandong.features.leaving.service.standing import require_same
from liandong.features.leaving.service.tables import (
    KEYS,
    TENANTS,
    Table,
    count,
    delete_some,
    tables_in,
)
from liandong.features.tenants.models import ARCHIVED, TenantRemoval
from liandong.features.tenants.service import find_tenant
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ConflictError, InvalidInputError, Problem

BATCH = 5000
_HEALTH = "tenant_health"
#: They go in the last transaction: until then the county is there, archived.
_LAST = (_HEALTH, TENANTS)


def remove(
    owners: Sessions,
    clock: Clock,
    places: Places,
    tenant_id: int,
    export: CheckedExport,
    *,
    confirmation: str,
    by: str,
) -> TenantRemoval:
    """Remove an announced county, or go on where it broke off; return it with its certificate.

    `owners` are sessions of the owner's login.

    Raises:
        ExportMismatchError: It is not the export of the announcement, or not whole, or the county
            was written in since.
        InvalidInputError: The confirmation is wrong.
        NotAnnouncedError: No removal is announced.
        NotArchivedError: The county works again.
        NotDueError: Its day is to come.
        NotEmptyError: Something was written meanwhile; run it again.
    """
    _begin(owners, clock, tenant_id, export, confirmation, places)
    for table in _to_empty(owners, tenant_id):
        while True:
            with _fenced(owners, tenant_id) as uow:
                if not delete_some(uow.session.connection(), table, tenant_id, BATCH):
                    break
    places.files.remove_all(tenant_id)
    return _finish(owners, clock, places, tenant_id, by)


@contextmanager
def _fenced(owners: Sessions, tenant_id: int) -> Iterator[UnitOfWork]:
    """Open a transaction that may delete facts, and sees no row of another tenant."""
    with unit_of_work(owners, tenant_id) as uow:
        uow.session.execute(text(f"SET LOCAL ROLE {OWNER}"))
        yield uow


def _begin(
    owners: Sessions,
    clock: Clock,
    tenant_id: int,
    export: CheckedExport,
    confirmation: str,
    places: Places,
) -> None:
    """Check everything, write down what there is, and close every door, in one transaction."""
    with _fenced(owners, tenant_id) as uow:
        removal = _locked(uow, tenant_id)
        if confirmation.strip().upper() != removal.confirmation:
            raise InvalidInputError([Problem("confirm", "确认码不对", "the code is wrong")])
        if clock.now() < removal.due_at:
            until = removal.due_at.isoformat(timespec="minutes")
            raise NotDueError(f"预告期到 {until} 才过", f"It can be carried out from {until} on")
        if export.digest != removal.export:
            zh, en = "不是预告时的那一份", "is not the one of the announcement"
            raise InvalidInputError([Problem("export", zh, en)])
        if removal.begun_at is not None:
            return
        if find_tenant(uow.session, tenant_id).mode != ARCHIVED:
            raise NotArchivedError
        require_same(uow, export)
        removal.begun_at, removal.before = clock.now(), stock_of(uow, places, export)
        for table in _doors(uow.session.connection()):
            while delete_some(uow.session.connection(), table, tenant_id, BATCH):
                pass


def _locked(uow: UnitOfWork, tenant_id: int) -> TenantRemoval:
    found = find_open(uow.session, tenant_id)
    if found is None:
        raise NotAnnouncedError
    uow.session.refresh(found, with_for_update=True)
    if not found.is_open:
        raise NotAnnouncedError
    return found


def _doors(connection: Connection) -> list[Table]:
    """Return the global tables with what opens the county, and what speaks of it."""
    return [t for t in tables_in(connection) if not t.is_walled and t.name not in _LAST]


def _to_empty(owners: Sessions, tenant_id: int) -> list[Table]:
    """Return the tables of the county in the order in which they can be emptied; keys first."""
    with _fenced(owners, tenant_id) as uow:
        found = [t for t in tables_in(uow.session.connection()) if t.name not in _LAST]
    return sorted(found, key=lambda table: table.name != KEYS)


def _finish(
    owners: Sessions, clock: Clock, places: Places, tenant_id: int, by: str
) -> TenantRemoval:
    """Count that nothing is left and write the certificate; the province's chain keeps it."""
    with unit_of_work(owners, tenant_id) as uow:
        province_id = _locked(uow, tenant_id).province_id
    with unit_of_work(owners, province_id) as uow:
        removal, connection = _locked(uow, tenant_id), uow.session.connection()
        left = _left(connection, tenant_id)
        if places.files.has_any(tenant_id):
            left["files"] = len(places.files.list_digests(tenant_id))
        if left:
            named = ", ".join(f"{name} {n}" for name, n in left.items())
            raise NotEmptyError(f"还有：{named}", f"Left: {named}")
        _enter(connection, province_id)
        _take_out_of_the_tree(connection, tenant_id)
        places.anchors.set_aside(tenant_id, f"removed-{removal.id}")
        removal.removed_at = clock.now()
        removal.certificate = certificate_of(removal, by)
        removal.digest = digest_of(removal.certificate)
        content: dict[str, Any] = {
            "county": removal.code,
            "reason": removal.reason,
            "by": by,
            "certificate": removal.digest,
        }
        audit.append(uow, clock, REMOVED, f"tenants/{tenant_id}", content)
    return removal


def _left(connection: Connection, tenant_id: int) -> dict[str, int]:
    """Return the tables that still hold a row of the tenant, seen from inside its wall."""
    _enter(connection, tenant_id)
    tables = (each for each in tables_in(connection) if each.name not in _LAST)
    counted = {each.name: count(connection, each, tenant_id) for each in tables}
    return {name: n for name, n in counted.items() if n}


def _enter(connection: Connection, tenant_id: int) -> None:
    # The statement knows no bind parameter; int() is the guard.
    connection.exec_driver_sql(f"SET LOCAL app.tenant_id = '{int(tenant_id)}'")


def _take_out_of_the_tree(connection: Connection, tenant_id: int) -> None:
    given = {"tenant": tenant_id}
    connection.execute(text("DELETE FROM tenant_health WHERE tenant_id = :tenant"), given)
    gone = connection.execute(text("DELETE FROM tenants WHERE id = :tenant"), given)
    if gone.rowcount != 1:
        raise ConflictError(f"{tenant_id} 不在区划树上", f"{tenant_id} is not in the tree")
