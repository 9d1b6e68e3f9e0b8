"""What a form of a transfer sends, done once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import request

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.service import PartyCommand
from liandong.features.transfers import service
from liandong.features.transfers.models import Transfer
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem, StaleError
from liandong.web.context import current_clock, current_principal
from liandong.web.writes import once

_DIGITS = 9
_PARTIES = "parties."


def send(uow: UnitOfWork, transfer_id: UUID | None) -> str:
    """Do what the form asks, once for its key; return the transfer that it came to.

    Raises:
        NotFoundError: There is no such step, or the transfer is not this unit's.
        InvalidInputError: Something is missing or wrong, by the name of its field.
        ConflictError: It was decided already.
        StaleError: It moved since the form was opened.
    """
    act = _STEPS.get(request.form.get("step", ""))
    if act is None or (act in {_offer, _join}) != (transfer_id is None):
        raise NotFoundError
    key = request.form.get("idempotency_key", "")
    done = once(uow, key, lambda _: {"id": str(act(uow, transfer_id or UUID(int=0)).id)})
    return str(done["id"])


def _offer(uow: UnitOfWork, _: UUID) -> Transfer:
    return service.offer(uow, current_principal(), current_clock(), _asked(service.CUSTODY))


def _join(uow: UnitOfWork, _: UUID) -> Transfer:
    return service.offer(uow, current_principal(), current_clock(), _asked(service.JOINT))


def _asked(purpose: str) -> service.Offer:
    form = request.form
    return service.Offer(
        mechanism=form.get("mechanism", ""),
        case_id=_id(form.get("case_id", ""), "case_id"),
        county=form.get("county", ""),
        unit=form.get("unit", ""),
        reason=form.get("reason", ""),
        legal_basis=form.get("legal_basis", ""),
        seen=_seen(),
        purpose=purpose,
    )


def _accept(uow: UnitOfWork, transfer_id: UUID) -> Transfer:
    parties = tuple(
        PartyCommand(_id(text, name), name.removeprefix(_PARTIES))
        for name, text in request.form.items()
        if name.startswith(_PARTIES) and text
    )
    asked = service.Acceptance(parties, _seen())
    return service.accept(uow, current_principal(), current_clock(), transfer_id, asked)


def _reject(uow: UnitOfWork, transfer_id: UUID) -> Transfer:
    return service.reject(uow, current_principal(), current_clock(), transfer_id, _sending())


def _revoke(uow: UnitOfWork, transfer_id: UUID) -> Transfer:
    who, clock, reason = current_principal(), current_clock(), request.form.get("reason", "")
    return service.revoke(uow, who, clock, transfer_id, reason, _seen())


def _return(uow: UnitOfWork, transfer_id: UUID) -> Transfer:
    return service.give_back(uow, current_principal(), current_clock(), transfer_id, _sending())


def _result(uow: UnitOfWork, transfer_id: UUID) -> Transfer:
    form = request.form
    asked = service.Result(form.get("outcome", ""), form.get("reason", ""), _seen())
    return service.conclude(uow, current_principal(), current_clock(), transfer_id, asked)


def _sending() -> service.Sending:
    stated = {key: request.form.get(key, "") for key in ("reason", "legal_basis", "decision")}
    return service.Sending(**stated, seen=_seen())


_STEPS: dict[str, Callable[[Any, UUID], Transfer]] = {
    "offer": _offer,
    "join": _join,
    "result": _result,
    "accept": _accept,
    "reject": _reject,
    "revoke": _revoke,
    "return": _return,
}


def _seen() -> int:
    text = request.form.get("etag", "")
    if not text.isdecimal() or len(text) > _DIGITS:
        raise StaleError
    return int(text)


def _id(text: str, name: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        problem = Problem(name, "没有这一项", "there is no such item")
        raise InvalidInputError([problem]) from None
