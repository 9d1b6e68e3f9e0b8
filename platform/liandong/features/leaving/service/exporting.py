"""Everything a county owns, as it stands at one instant, in one file.

The tables are those that the database says are the county's; what a clerk opens is made beside.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, text

from liandong.db.unit_of_work import Sessions, UnitOfWork, unit_of_work
from liandong.features.audit import service as audit
from liandong.features.audit.service import AnchorStore
from liandong.features.documents.service import FileStore
from liandong.features.leaving.service.packing import CHAIN, Packer, packing, seal
from liandong.features.leaving.service.readable import (
    write_files,
    write_readable,
    write_secrets,
)
from liandong.features.leaving.service.tables import (
    KEYS,
    Table,
    count,
    rows_of,
    tables_in,
    walled_in,
)
from liandong.features.tenants.models import Tenant
from liandong.features.tenants.service import export_files, list_revisions, stated_of
from liandong.kernel.clock import Clock
from liandong.kernel.reasons import require_reason

Plain = dict[str, Any]
EXPORTED = "tenant.exported"
SECRETS_EXPORTED = "secret.exported"
#: Why rows of the county are not in the export.
_NO_KEYS = "没有它们，封存的内容就一直封存 / without them what is sealed stays sealed"
_NOT_ITS_OWN = "打开账号的，或者平台自己记的 / what opens accounts, or is the platform's own"


@dataclass(frozen=True)
class Places:
    """Where the county's files and anchors lie."""

    files: FileStore
    anchors: AnchorStore


@dataclass(frozen=True)
class Exported:
    """An export that lies in a file."""

    manifest: str
    entries: int
    n_rows: int
    n_files: int


def export_county(
    sessions: Sessions,
    clock: Clock,
    places: Places,
    tenant_id: int,
    file: Path,
    *,
    by: str,
    secrets_because: str | None = None,
) -> Exported:
    """Write all that a tenant owns into a new file that nobody else may read, whole or not at all.

    What is sealed stays so, unless a reason is given to read it; that is on record before anything
    is read. That the export was made is the county's record too, before the file bears its name.

    Raises:
        ConflictError: The file is there already.
        InvalidInputError: It cannot be written, the reason is empty, or there is no such county.
        SecretsKeyError: The installation's keys do not open a key.
    """
    if secrets_because is not None:
        _note_secrets(sessions, clock, tenant_id, secrets_because, by)
    with packing(file) as (packer, _):
        with _still(sessions, tenant_id) as uow:
            said = _write(uow, clock, places, packer, with_secrets=secrets_because is not None)
        manifest = seal(packer, said)
        content = {"manifest": manifest, **said["chain"], "secrets": said["secrets"], "by": by}
        with unit_of_work(sessions, tenant_id) as uow:
            audit.append(uow, clock, EXPORTED, f"tenants/{tenant_id}", content)
    rows = sum(part.get("rows", 0) for part in packer.parts)
    n_files = sum(part["path"].startswith("files/") for part in packer.parts)
    return Exported(manifest, said["chain"]["entries"], rows, n_files)


def _note_secrets(sessions: Sessions, clock: Clock, tenant_id: int, because: str, by: str) -> None:
    content = {"reason": require_reason(because), "by": by}
    with unit_of_work(sessions, tenant_id) as uow:
        audit.append(uow, clock, SECRETS_EXPORTED, f"tenants/{tenant_id}", content)


@contextmanager
def _still(sessions: Sessions, tenant_id: int) -> Iterator[UnitOfWork]:
    """Open a transaction that sees one instant and writes nothing."""
    with sessions(info={"tenant_id": tenant_id}) as session, session.begin():
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        session.execute(text("SET TRANSACTION READ ONLY"))
        yield UnitOfWork(session, tenant_id)


def _write(
    uow: UnitOfWork, clock: Clock, places: Places, packer: Packer, *, with_secrets: bool
) -> Plain:
    tenant = uow.session.get_one(Tenant, uow.tenant_id)
    connection = uow.session.connection()
    out = _keys_stay(connection, uow.tenant_id)
    for table in walled_in(connection):
        if table.name != KEYS:
            _write_table(connection, packer, table, uow.tenant_id)
    said = {
        "tenant": {"code": tenant.code, "name": tenant.name, "mode": tenant.mode},
        "made_at": clock.now().isoformat(),
        "platform": version("liandong"),
        "secrets": "readable" if with_secrets else "sealed",
        "left_out": out,
        "chain": _write_chain(uow, clock, places.anchors, packer),
        "revisions": _write_revisions(uow, packer),
        "missing_files": write_files(uow, places.files, packer),
        "unwritten_papers": write_readable(uow, packer),
    }
    if with_secrets:
        write_secrets(uow, places.files, packer)
    return said


def _keys_stay(connection: Connection, tenant_id: int) -> list[Plain]:
    """Return what is left out, table by table, with the reason."""
    return [
        {"table": each.name, "rows": n, "why": _NO_KEYS if each.name == KEYS else _NOT_ITS_OWN}
        for each in sorted(tables_in(connection), key=lambda t: t.name)
        if (each.name == KEYS or not each.is_walled) and (n := count(connection, each, tenant_id))
    ]


def _write_table(connection: Connection, packer: Packer, table: Table, tenant_id: int) -> None:
    lines = rows_of(connection, table, tenant_id)
    more = {"table": table.name, "kind": table.kind, "rows": True}
    packer.add(f"tables/{table.name}.jsonl", lines, **more)


def _write_chain(uow: UnitOfWork, clock: Clock, anchors: AnchorStore, packer: Packer) -> Plain:
    lines = audit.chain_lines(uow, clock)
    first = next(lines)
    head = orjson.loads(first)
    packer.add(CHAIN, chain([first], lines))
    for name, content in anchors.files_of(uow.tenant_id):
        packer.add(f"audit/anchors/{uow.tenant_id}/{name}", [content])
    return {"entries": head["entries"], "head": head["head"]}


def _write_revisions(uow: UnitOfWork, packer: Packer) -> int:
    """Write every revision as the folder it would be applied from; return the newest."""
    revisions = list_revisions(uow)
    for each in revisions:
        if each.stated is not None:
            for name, content in export_files(stated_of(each)).items():
                packer.add(f"configuration/{each.position:04}/{name}", [content])
    return revisions[0].position if revisions else 0
