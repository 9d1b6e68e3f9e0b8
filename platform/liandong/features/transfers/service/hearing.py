"""What the county that handed a matter over makes of the answer of the other one."""

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service as cases
from liandong.features.transfers import queries
from liandong.features.transfers.service.messages import Message, notify
from liandong.features.transfers.service.projecting import CUSTODY, OPEN
from liandong.features.transfers.service.recording import Step, record
from liandong.kernel.clock import Clock

_ENDS = {"rejected", "revoked"}


def hear(uow: UnitOfWork, clock: Clock, message: Message) -> None:
    """Follow the answer: the matter is given and final here, or it goes on here as before.

    One that stays here anyway goes on whatever the other county says.
    """
    transfer = queries.find_transfer(uow, message.transfer_id)
    if transfer is None:
        return
    was_open = transfer.state in OPEN and transfer.purpose == CUSTODY
    case_id = transfer.case_id
    step = Step(
        transfer.id,
        message.kind,
        message.on,
        transfer.unit_id,
        message.content,
        answers=message.id,
    )
    transfer = record(uow, clock, step)
    if was_open and case_id is not None and message.kind == "accepted":
        cases.give_case(uow, clock, case_id, message.on)
    elif was_open and case_id is not None and message.kind in _ENDS:
        why = str(message.content.get("reason", ""))
        cases.keep_case(uow, clock, case_id, message.kind, message.on, why)
    if message.kind != "received":
        notify(uow, clock, transfer, message, message.kind)
