"""Whether a full export still says all: nothing was written in the county since."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit.models import AuditEntry
from liandong.features.leaving.errors import ExportMismatchError, NoExportError
from liandong.features.leaving.service.checking import CheckedExport
from liandong.features.leaving.service.exporting import EXPORTED
from liandong.features.leaving.service.tables import CHAIN, KEYS, digest, walled_in
from liandong.kernel.errors import Problem

#: Entries of the chain that change nothing of the county: its chain alone knows of them.
_HARMLESS = frozenset(
    {
        "account.locked",
        "account.recovery_code_used",
        "account.signed_in",
        "audit.anchored",
        "audit.exported",
        "audit.taken",
        "audit.verified",
        "secret.exported",
        "secret.read",
        "secret.taken",
        "tenant.compared",
        EXPORTED,
        "tenant.removal_announced",
        "tenant.removal_called_off",
    }
)


def newest_export(uow: UnitOfWork) -> str:
    """Return the manifest of the last full export, if the chain knows of no change since.

    Raises:
        NoExportError: There is none, or something was done since.
    """
    mine = (AuditEntry.tenant_id == uow.tenant_id, AuditEntry.action == EXPORTED)
    query = select(AuditEntry.content).where(*mine).order_by(AuditEntry.position.desc()).limit(1)
    said = uow.session.scalar(query)
    if said is None or any(each.action not in _HARMLESS for each in since(uow, said["entries"])):
        raise NoExportError
    return str(said["manifest"])


def since(uow: UnitOfWork, position: int) -> list[AuditEntry]:
    """Return the entries of the chain after a place, in order."""
    later = (AuditEntry.tenant_id == uow.tenant_id, AuditEntry.position > position)
    return list(uow.session.scalars(select(AuditEntry).where(*later).order_by(AuditEntry.position)))


def require_same(uow: UnitOfWork, checked: CheckedExport) -> None:
    """Hold the county as it stands against an export, row by row.

    Raises:
        ExportMismatchError: It is another county's, not whole, or something was written since.
    """
    problems = [*checked.faults, *_differences(uow, checked)]
    if problems:
        raise ExportMismatchError(problems)


def _differences(uow: UnitOfWork, checked: CheckedExport) -> Iterator[Problem]:
    if checked.tenant_code != str(uow.tenant_id):
        yield Problem("export", "是另一个区县的", "is that of another county")
        return
    yield from _of_tables(uow.session.connection(), uow.tenant_id, checked)
    said = checked.manifest["chain"]
    mine = (AuditEntry.tenant_id == uow.tenant_id, AuditEntry.position == said["entries"])
    head = uow.session.scalar(select(AuditEntry.digest).where(*mine))
    if head != said["head"]:
        yield Problem(CHAIN, "审计链对不上", "the chain is another one")
    for each in since(uow, said["entries"]):
        if each.action not in _HARMLESS:
            yield Problem(CHAIN, f"导出以后又有：{each.action}", f"since then: {each.action}")


def _of_tables(connection: Connection, tenant_id: int, checked: CheckedExport) -> Iterator[Problem]:
    known = checked.tables
    for table in walled_in(connection):
        if table.name in {CHAIN, KEYS}:
            continue
        found = digest(connection, table, tenant_id)
        said = known.get(table.name, {"rows": 0, "sha256": ""})
        if (found.rows, found.digest) != (said["rows"], said["sha256"]):
            zh = f"导出时 {said['rows']} 行，现在 {found.rows} 行，内容不一样"
            en = f"{said['rows']} rows in the export, {found.rows} now, and they differ"
            yield Problem(table.name, zh, en)
