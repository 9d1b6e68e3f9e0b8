"""What the receiving county makes of an offer: its record alone decides what becomes of it."""

from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service as cases
from liandong.features.transfers import queries
from liandong.features.transfers.service.messages import Message, notify
from liandong.features.transfers.service.packing import digest_of
from liandong.features.transfers.service.projecting import JOINT
from liandong.features.transfers.service.recording import Step, record
from liandong.features.units import service as units
from liandong.features.units.models import Unit
from liandong.kernel.clock import Clock

TOO_LATE = "对方已经接收，不能撤回"


def receive(uow: UnitOfWork, clock: Clock, message: Message) -> None:
    """Put an offer before the unit it names; where nobody here could take it over, reject it."""
    said = message.content
    unit, why = _judged(uow, message)
    step = Step(
        message.transfer_id,
        "received",
        message.on,
        unit.id if unit else None,
        said,
        answers=message.id,
    )
    transfer = record(uow, clock, step)
    if why is None:
        notify(uow, clock, transfer, message, "received")
        return
    content = {"reason": why, "digest": transfer.digest}
    record(uow, clock, _by_platform(transfer.id, "rejected", clock, transfer.unit_id, content))


def answer_revoke(uow: UnitOfWork, clock: Clock, message: Message) -> None:
    """Give an offer back that nobody has signed yet; after the acceptance it is too late."""
    transfer = queries.find_transfer(uow, message.transfer_id)
    if transfer is None:
        return
    unit_id, state = transfer.unit_id, transfer.state
    asked = Step(
        transfer.id, "revoke_asked", message.on, unit_id, message.content, answers=message.id
    )
    record(uow, clock, asked)
    if state == "received":
        reason = {"reason": message.content["reason"], "digest": transfer.digest}
        record(uow, clock, _by_platform(transfer.id, "revoked", clock, unit_id, reason))
        notify(uow, clock, transfer, message, "revoked")
    elif state == "accepted":
        late = {"reason": TOO_LATE, "digest": transfer.digest}
        record(uow, clock, _by_platform(transfer.id, "revoke_refused", clock, unit_id, late))


def _by_platform(
    transfer_id: UUID, kind: str, clock: Clock, unit_id: UUID | None, content: dict[str, str]
) -> Step:
    return Step(transfer_id, kind, clock.today(), unit_id, content)


def _judged(uow: UnitOfWork, message: Message) -> tuple[Unit | None, str | None]:
    """Return the unit that an offer is for, and why it cannot be taken over, if it cannot."""
    said = message.content
    if digest_of(said["package"]) != said["digest"]:
        return None, "移交材料与摘要不一致，请重新移交"
    mechanism = cases.opens_there(uow, said["mechanism"])
    is_joint = said.get("purpose") == JOINT
    if mechanism is None or (is_joint and not cases.joins_here(mechanism)):
        return None, "对方县没有启用这项机制"
    fitting = [each for each in units.list_active(uow) if _is_named(each, said["to_unit"])]
    if len(fitting) != 1:
        return None, f"对方县没有名称为“{said['to_unit']}”的单位"
    if not cases.can_receive(mechanism, fitting[0]):
        return None, f"“{fitting[0].name}”不办理这类案件"
    return fitting[0], None


def _is_named(unit: Unit, name: str) -> bool:
    return name in {unit.name, unit.full_name}
