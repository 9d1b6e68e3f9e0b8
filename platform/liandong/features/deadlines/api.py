"""What units owe without a case, for machines: read, file, return."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint
from marshmallow import RAISE

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.deadlines import service
from liandong.features.deadlines.models import Obligation
from liandong.features.deadlines.schemas import (
    FilingSchema,
    ObligationListSchema,
    ObligationSchema,
    ObligationsQuerySchema,
    ReturnSchema,
    to_filing,
    to_return,
)
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.writes import seen_version, write

CONFLICT = "The state refuses"

blp = Blueprint(
    "obligations",
    __name__,
    url_prefix="/api/v1/t/<code>/obligations",
    description="报送任务 Obligations",
)


@blp.route("", methods=["GET"])
@blp.doc(summary="报送任务", operationId="obligations.list")
@blp.arguments(ObligationsQuerySchema, location="query", unknown=RAISE)
@blp.response(200, ObligationListSchema)
def list_obligations(asked: dict[str, Any]) -> Response:
    principal = current_principal()
    principal.require_call("obligations.list")
    states = (asked["state"],) if asked["state"] else ()
    wanted = service.Wanted(states, asked["unit"], asked["limit_id"])
    limit = asked["limit"]
    with current_unit_of_work() as uow:
        found = service.list_obligations(
            uow, principal, wanted, after=asked["after"], limit=limit + 1
        )
        items = service.dump_obligations(uow, principal, found[:limit])
    following = items[-1]["id"] if len(found) > limit else None
    return json_answer({"items": items, "next": following})


@blp.route("/<uuid:obligation_id>", methods=["GET"])
@blp.doc(summary="一项报送任务", operationId="obligations.get")
@blp.response(200, ObligationSchema)
def get(obligation_id: UUID) -> Response:
    principal = current_principal()
    principal.require_call("obligations.list")
    with current_unit_of_work() as uow:
        data = _dump(uow, service.find(uow, principal, obligation_id))
    response = json_answer(data)
    response.set_etag(str(data["position"]))
    return response


@blp.route("/<uuid:obligation_id>/filings", methods=["POST"])
@blp.doc(summary="报送，或者零报告", operationId="obligations.file")
@blp.arguments(FilingSchema)
@blp.response(201, ObligationSchema)
@blp.alt_response(409, description=CONFLICT)
def file(data: dict[str, Any], obligation_id: UUID) -> Response:
    filing = to_filing(data, seen_version())

    def act(uow: UnitOfWork) -> dict[str, Any]:
        who, clock = current_principal(), current_clock()
        return _dump(uow, service.file(uow, who, clock, obligation_id, filing))

    return write(act, status=201)


@blp.route("/<uuid:obligation_id>/returns", methods=["POST"])
@blp.doc(summary="退回", operationId="obligations.return")
@blp.arguments(ReturnSchema)
@blp.response(201, ObligationSchema)
@blp.alt_response(409, description=CONFLICT)
def give_back(data: dict[str, Any], obligation_id: UUID) -> Response:
    given = to_return(data, seen_version())

    def act(uow: UnitOfWork) -> dict[str, Any]:
        who, clock = current_principal(), current_clock()
        return _dump(uow, service.give_back(uow, who, clock, obligation_id, given))

    return write(act, status=201)


def _dump(uow: UnitOfWork, obligation: Obligation) -> dict[str, Any]:
    return service.dump_obligations(uow, current_principal(), [obligation])[0]
