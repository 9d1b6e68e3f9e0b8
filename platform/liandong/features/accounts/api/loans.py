"""请人代办 for machines: what one lent, what one covers, lend, take back or hand back."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts import service
from liandong.features.accounts.schemas import (
    LendSchema,
    LoanListSchema,
    ReasonedSchema,
    to_fields,
)
from liandong.features.accounts.service import Act
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.reauthentication import require_recent
from liandong.web.writes import write

blp = Blueprint(
    "loans", __name__, url_prefix="/api/v1/t/<code>/me/delegations", description="岗位代办 Loans"
)


@blp.route("", methods=["GET"])
@blp.doc(summary="我请人代办的、我代办的", operationId="delegations.list")
@blp.response(200, LoanListSchema)
def list_loans() -> Response:
    principal = current_principal()
    principal.require_call("account.read")
    with current_unit_of_work() as uow:
        return json_answer(_mine(uow))


@blp.route("", methods=["POST"])
@blp.doc(summary="请人代办", operationId="delegations.lend")
@blp.arguments(LendSchema)
@blp.response(201, LoanListSchema)
def lend(data: dict[str, Any]) -> Response:
    require_recent()

    def act(uow: UnitOfWork) -> dict[str, Any]:
        asked = Act("lend", **to_fields(data))
        service.lend(uow, current_principal(), current_clock(), asked)
        return _mine(uow)

    return write(act, status=201)


@blp.route("/<uuid:delegation_id>/end", methods=["POST"])
@blp.doc(summary="结束代办", operationId="delegations.end")
@blp.arguments(ReasonedSchema)
@blp.response(200, LoanListSchema)
@blp.alt_response(409, description="It is over")
def end(data: dict[str, Any], delegation_id: UUID) -> Response:
    def act(uow: UnitOfWork) -> dict[str, Any]:
        asked = Act("take_back", data["reason"], delegation_id=delegation_id)
        service.take_back(uow, current_principal(), current_clock(), asked)
        return _mine(uow)

    return write(act)


def _mine(uow: UnitOfWork) -> dict[str, Any]:
    found = service.list_loans(uow, current_principal().account_id)
    return {"items": [service.dump_loan(loan) for loan in found]}
