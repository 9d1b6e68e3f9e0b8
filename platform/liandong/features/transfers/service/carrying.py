"""The border: what one county recorded is told to the other, each in a transaction of its own.

A message is a tenant and the id of a record. It may come twice, late, or beside a later one: what
was said before is carried first, and each record is taken in once.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from liandong.db.unit_of_work import Sessions, UnitOfWork, global_session, unit_of_work
from liandong.features.tenants.models import Tenant
from liandong.features.tenants.service import being_removed, list_counties
from liandong.features.transfers import queries
from liandong.features.transfers.models import TransferRecord
from liandong.features.transfers.service.finding import hold
from liandong.features.transfers.service.hearing import hear
from liandong.features.transfers.service.messages import Message
from liandong.features.transfers.service.projecting import JOINT
from liandong.features.transfers.service.receiving import answer_revoke, receive
from liandong.features.transfers.service.recording import crosses
from liandong.kernel.clock import Clock

#: Longer than any broker tries.
SAID_AGAIN_FOR = timedelta(days=60)


def carry(sessions: Sessions, clock: Clock, tenant_id: int, event_id: UUID) -> int:
    """Tell the other county of a record; return how many records it has been told of.

    What is no record of a transfer, or was said by the other county, is none of this; nor is what
    was meant for a county that has left the platform.
    """
    with unit_of_work(sessions, tenant_id) as uow:
        messages = _outgoing(uow, event_id)
    with global_session(sessions) as session:
        gone = being_removed(session)
        there = {each.to for each in messages if session.get(Tenant, each.to) is not None}
        reached = there - gone
    told = [each for each in messages if each.to in reached]
    for message in told:
        with unit_of_work(sessions, message.to) as uow:
            take(uow, clock, message)
    return len(told)


def carry_again(sessions: Sessions, clock: Clock) -> int:
    """Tell once more what was said in the last weeks; return how many records were carried.

    A broker drops a message for good at some time. What the other county has heard, it takes in no
    second time. One record that cannot be told keeps no other.

    Raises:
        ExceptionGroup: Some could not be told.
    """
    since = clock.now() - SAID_AGAIN_FOR
    with global_session(sessions) as session:
        counties = [county.id for county in list_counties(session)]
    carried, failed = 0, []
    for tenant_id in counties:
        with unit_of_work(sessions, tenant_id) as uow:
            newest = list(_newest(uow, since))
        for record_id in newest:
            try:
                carried += carry(sessions, clock, tenant_id, record_id)
            except Exception as error:  # noqa: BLE001  # all are tried, and all that failed are raised
                error.add_note(f"{tenant_id}: {record_id}")
                failed.append(error)
    if failed:
        raise ExceptionGroup("transfers that could not be told again", failed)
    return carried


def _newest(uow: UnitOfWork, since: datetime) -> Iterator[UUID]:
    """Yield the last record that this county itself said of each transfer that moved since then."""
    for transfer in queries.list_moved(uow, since):
        said = [each for each in queries.list_records(uow, transfer.id) if crosses(transfer, each)]
        if said:
            yield said[-1].id


def take(uow: UnitOfWork, clock: Clock, message: Message) -> None:
    """Take one record of the other county in, once, under the lock of its transfer."""
    hold(uow, message.transfer_id)
    if queries.is_taken(uow, message.id):
        return
    if message.kind == "offered":
        receive(uow, clock, message)
    elif message.kind == "revoke_asked":
        answer_revoke(uow, clock, message)
    else:
        hear(uow, clock, message)


def _outgoing(uow: UnitOfWork, event_id: UUID) -> list[Message]:
    """Return what the other county must have heard by this record, in order."""
    said = queries.get_record(uow, event_id)
    transfer = queries.find_transfer(uow, said.transfer_id) if said else None
    if said is None or transfer is None or not crosses(transfer, said):
        return []
    before = transfer.returns_id if transfer.direction == "out" else None
    return [
        *(_messages(uow, before, None) if before else []),
        *_messages(uow, transfer.id, said.position),
    ]


def _messages(uow: UnitOfWork, transfer_id: UUID, until: int | None) -> list[Message]:
    transfer = queries.find_transfer(uow, transfer_id)
    if transfer is None:
        return []
    return [
        Message(
            id=each.id,
            transfer_id=transfer_id,
            kind=each.kind,
            to=transfer.other_id,
            on=each.occurred_on,
            content=_shared(each, transfer.direction),
        )
        for each in queries.list_records(uow, transfer_id)
        if crosses(transfer, each) and (until is None or each.position <= until)
    ]


def _shared(record: TransferRecord, direction: str) -> dict[str, Any]:
    """Return what the other county is told: of an offer all, of an answer no word of the matter.

    Of a matter that stays it does not learn the id.
    """
    if direction == "out":
        hidden = {"case_id"} if record.content.get("purpose") == JOINT else set()
        return {key: value for key, value in record.content.items() if key not in hidden}
    return {
        key: record.content[key]
        for key in ("reason", "unit", "digest", "outcome")
        if key in record.content
    }
