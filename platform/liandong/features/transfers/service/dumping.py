"""Transfers as plain data, for machines."""

from typing import Any

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.service import name_of
from liandong.features.transfers import queries
from liandong.features.transfers.models import Transfer
from liandong.features.transfers.service.deciding import package_shown
from liandong.features.transfers.service.finding import get
from liandong.kernel.errors import NotFoundError

Plain = dict[str, Any]


def dump(uow: UnitOfWork, transfer: Transfer) -> Plain:
    """Return a transfer with its steps, as this county recorded them."""
    return _header(uow, transfer) | {
        "steps": [
            {
                "kind": each.kind,
                "occurred_on": each.occurred_on.isoformat(),
                "recorded_at": each.recorded_at.isoformat(),
            }
            for each in queries.list_records(uow, transfer.id)
        ]
    }


def dump_list(uow: UnitOfWork, transfers: list[Transfer]) -> list[Plain]:
    """Return what a list shows of each transfer."""
    return [_header(uow, each) for each in transfers]


def dump_package(uow: UnitOfWork, principal: Principal, transfer_id: Any) -> Plain:
    """Return what goes, or came, along with a transfer, and its digest.

    Raises:
        NotFoundError: Unknown, another unit's, or not taken over.
    """
    found = get(uow, principal, transfer_id)
    package = package_shown(uow, found)
    if package is None:
        raise NotFoundError
    return {"id": str(found.id), "digest": found.digest, "package": package}


def _header(uow: UnitOfWork, transfer: Transfer) -> Plain:
    other = name_of(uow.session, transfer.other_id)
    back = queries.find_return(uow, transfer.id)
    return {
        "id": str(transfer.id),
        "direction": transfer.direction,
        "purpose": transfer.purpose,
        "state": transfer.state,
        "is_revoking": transfer.is_revoking,
        "county": other.code,
        "county_name": other.name,
        "unit": transfer.other_unit,
        "case_id": str(transfer.case_id) if transfer.case_id else None,
        "mechanism": transfer.mechanism,
        "title": transfer.title,
        "reason": transfer.reason,
        "legal_basis": transfer.legal_basis,
        "answer": transfer.answer,
        "offered_on": transfer.offered_on.isoformat(),
        "decided_on": transfer.decided_on.isoformat() if transfer.decided_on else None,
        "returns_id": str(transfer.returns_id) if transfer.returns_id else None,
        "returned_by": str(back.id) if back else None,
        "digest": transfer.digest,
        "position": transfer.position,
    }
