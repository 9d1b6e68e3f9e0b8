"""Which transfers a person may know of, and which of them they sign."""

from uuid import UUID

from liandong.authz import Principal
from liandong.authz.vocabulary import CHANGE_COUNTY
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.tenants.service import current, installed
from liandong.features.transfers import queries
from liandong.features.transfers.models import Transfer
from liandong.features.transfers.service.projecting import JOINT
from liandong.kernel.errors import ForbiddenError, NotFoundError, StaleError


def get(uow: UnitOfWork, principal: Principal, transfer_id: UUID) -> Transfer:
    """Return a transfer of the person's own unit, of a mechanism that they read.

    Raises:
        NotFoundError: Unknown, another unit's, or of a mechanism that the person does not read.
    """
    found = queries.find_transfer(uow, transfer_id)
    is_own = found is not None and found.unit_id == principal.unit_id
    if found is None or not is_own or not principal.read_scopes(found.mechanism):
        raise NotFoundError
    return found


def may_sign(principal: Principal, transfer: Transfer) -> bool:
    """Tell whether a person signs for their unit what becomes of a transfer."""
    return principal.may(transfer.mechanism, CHANGE_COUNTY)


def take_hold(
    uow: UnitOfWork, principal: Principal, transfer_id: UUID, direction: str, seen: int | None
) -> Transfer:
    """Return a transfer that this person decides on, locked until the transaction ends.

    Raises:
        NotFoundError: Unknown to the person, or it goes the other way.
        ForbiddenError: Another duty signs.
        StaleError: It moved since it was read.
    """
    hold(uow, transfer_id)
    found = get(uow, principal, transfer_id)
    if found.direction != direction:
        raise NotFoundError
    if not may_sign(principal, found):
        raise ForbiddenError
    if seen is not None and seen != found.position:
        raise StaleError
    return found


def concerns(uow: UnitOfWork, principal: Principal) -> bool:
    """Tell whether the list of transfers is anything to a person: they sign, or have some."""
    keys = current(uow).enabled & set(installed().registry.keys)
    may_offer = any(principal.may(key, CHANGE_COUNTY) for key in keys)
    return may_offer or bool(queries.list_transfers(uow, principal, limit=1))


def count_waiting(uow: UnitOfWork, principal: Principal) -> int:
    """Return how many offers of other counties, and results owed to them, wait for a signature."""
    incoming = queries.list_transfers(uow, principal, "in")
    waits = (
        each.state == "received" or (each.purpose == JOINT and each.state == "accepted")
        for each in incoming
        if may_sign(principal, each)
    )
    return sum(waits)


def hold(uow: UnitOfWork, transfer_id: UUID) -> None:
    """Let nobody else record a step of a transfer in this county until the transaction ends."""
    lock(uow, f"transfer/{transfer_id}")
    uow.session.expire_all()
