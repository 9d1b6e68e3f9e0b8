"""What one county tells another of a transfer, and whom each of them tells at home."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.notifications import service as notifications
from liandong.features.tenants.service import name_of
from liandong.features.transfers.models import Transfer
from liandong.features.transfers.service.projecting import JOINT
from liandong.kernel.clock import Clock


@dataclass(frozen=True)
class Message:
    """A record of one county, on its way to another in the worker's hands."""

    id: UUID
    transfer_id: UUID
    kind: str
    to: int
    on: date
    content: dict[str, Any]


def notify(uow: UnitOfWork, clock: Clock, transfer: Transfer, message: Message, kind: str) -> None:
    """Tell the unit of this county what came of a transfer, once for each message."""
    if transfer.unit_id is None:
        return
    other = name_of(uow.session, transfer.other_id)
    content = {
        "transfer_id": str(transfer.id),
        "title": transfer.title,
        "mechanism": transfer.mechanism,
        "county": other.short_name,
    }
    key = f"transfer/{message.id}/{kind}"
    about = "joint" if transfer.purpose == JOINT else "transfer"
    notifications.tell(uow, clock, transfer.unit_id, key, f"{about}.{kind}", None, content)
