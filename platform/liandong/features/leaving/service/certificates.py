"""What proves a removal: what there was, what is left, on which export it rests, what stays."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import func, select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit.models import AuditEntry
from liandong.features.leaving.service.checking import CheckedExport
from liandong.features.leaving.service.exporting import Places
from liandong.features.leaving.service.standing import since
from liandong.features.leaving.service.tables import TENANTS, count, tables_in
from liandong.features.tenants.models import Tenant, TenantHealth, TenantRemoval
from liandong.features.tenants.service.tree import health_plain
from liandong.features.transfers.models import Transfer
from liandong.features.visits.models import Visit

Plain = dict[str, Any]
FORMAT = "liandong-removal/1"
REMOVED = "tenant.removed"


def stock_of(uow: UnitOfWork, places: Places, export: CheckedExport) -> Plain:
    """Return what there is of a county before anything goes, and on which export that rests."""
    connection = uow.session.connection()
    tables = [
        {"table": t.name, "kind": t.kind, "rows": count(connection, t, uow.tenant_id)}
        for t in sorted(tables_in(connection), key=lambda each: each.name)
    ]
    manifest = export.manifest
    return {
        "tables": [*tables, {"table": TENANTS, "kind": "global", "rows": 1}],
        "files": len(places.files.list_digests(uow.tenant_id)),
        "export": {
            "manifest": export.digest,
            "made_at": manifest["made_at"],
            "secrets": manifest["secrets"],
            **manifest["chain"],
        },
        "chain": _chain(uow, manifest["chain"]["entries"]),
        "stays": _stays(uow),
    }


def _chain(uow: UnitOfWork, exported: int) -> Plain:
    """Return where the chain ends, and the entries that came after the export."""
    later = since(uow, exported)
    mine = AuditEntry.tenant_id == uow.tenant_id
    query = select(AuditEntry.position, AuditEntry.digest).where(mine)
    head = uow.session.execute(query.order_by(AuditEntry.position.desc()).limit(1)).one()
    return {
        "entries": head.position,
        "head": head.digest,
        "after_export": [
            {
                "position": each.position,
                "action": each.action,
                "at": each.recorded_at.isoformat(),
                "digest": each.digest,
            }
            for each in later
        ],
    }


def _stays(uow: UnitOfWork) -> Plain:
    """Return what others have of the county, by right: it is theirs and stays with them."""
    moved = (
        select(Transfer.other_id, func.count())
        .where(Transfer.tenant_id == uow.tenant_id)
        .group_by(Transfer.other_id)
        .order_by(Transfer.other_id)
    )
    transfers = [
        {"county": str(other), "name": _name(uow, other), "matters": n}
        for other, n in uow.session.execute(moved)
    ]
    entered = select(func.count()).where(Visit.tenant_id == uow.tenant_id, Visit.direction == "in")
    health = uow.session.get(TenantHealth, uow.tenant_id)
    return {
        "transfers": transfers,
        "visits": uow.session.scalar(entered),
        "reported": health_plain(health) if health else None,
    }


def _name(uow: UnitOfWork, tenant_id: int) -> str:
    found = uow.session.get(Tenant, tenant_id)
    return found.name if found else str(tenant_id)


def certificate_of(removal: TenantRemoval, by: str) -> Plain:
    """Return the certificate of a removal that is done: every table is empty of the county."""
    before: Plain = removal.before or {}
    return {
        "format": FORMAT,
        "id": str(removal.id),
        "county": {"code": removal.code, "name": removal.name},
        "province": str(removal.province_id),
        "reason": removal.reason,
        "announced": {"at": _at(removal.announced_at), "by": removal.announced_by},
        "due_at": _at(removal.due_at),
        "begun_at": _at(removal.begun_at),
        "removed": {"at": _at(removal.removed_at), "by": by},
        "export": before["export"],
        "chain": before["chain"],
        "tables": [
            {"table": t["table"], "kind": t["kind"], "before": t["rows"], "after": 0}
            for t in before["tables"]
        ],
        "files": {"before": before["files"], "after": 0},
        "stays": before["stays"],
    }


def digest_of(certificate: Plain) -> str:
    """Return by what a certificate is known: SHA-256 of its canonical bytes."""
    return sha256(canonical(certificate)).hexdigest()


def canonical(certificate: Plain) -> bytes:
    """Return the bytes of a certificate as they are kept and handed out."""
    return orjson.dumps(certificate, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2) + b"\n"


def plain(removal: TenantRemoval) -> Plain:
    """Return a removal as it travels: announced, begun, called_off or removed."""
    state = "begun" if removal.begun_at else "announced"
    state = "called_off" if removal.called_off_at else state
    return {
        "id": str(removal.id),
        "code": removal.code,
        "name": removal.name,
        "state": "removed" if removal.removed_at else state,
        "reason": removal.reason,
        "announced_at": _at(removal.announced_at),
        "announced_by": removal.announced_by,
        "due_at": _at(removal.due_at),
        "confirmation": removal.confirmation if removal.is_open else None,
        "export": removal.export,
        "begun_at": _at(removal.begun_at),
        "removed_at": _at(removal.removed_at),
        "certificate": removal.certificate,
        "digest": removal.digest,
    }


def _at(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
