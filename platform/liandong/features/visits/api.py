"""Entries for machines of the county, and the tree of a province. Entering is done by a person."""

from typing import Any
from uuid import UUID

from flask import Response, g
from flask_smorest import Blueprint
from marshmallow import RAISE

from liandong.db.unit_of_work import UnitOfWork, global_session
from liandong.features.tenants.service import list_standings
from liandong.features.visits import service
from liandong.features.visits.models import Visit
from liandong.features.visits.schemas import (
    StandingListSchema,
    TenantsQuerySchema,
    VisitDetailSchema,
    VisitListSchema,
    VisitSchema,
)
from liandong.web.answers import json_answer
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.writes import write

blp = Blueprint(
    "visits", __name__, url_prefix="/api/v1/t/<code>/visits", description="省级进入 Visits"
)

province_blp = Blueprint(
    "province_tenants",
    __name__,
    url_prefix="/api/v1/t/<code>/province/tenants",
    description="区县 Tenants of a province",
)


@province_blp.route("", methods=["GET"])
@province_blp.doc(summary="下级区划", operationId="tenant.list")
@province_blp.arguments(TenantsQuerySchema, location="query", unknown=RAISE)
@province_blp.response(200, StandingListSchema)
def list_tenants(asked: dict[str, Any]) -> Response:
    current_principal().require_call("tenant.list")
    limit = asked["limit"]
    with global_session(runtime().sessions) as session:
        found = list_standings(session, g.tenant.id, after=asked["after"], limit=limit)
        items = [each.plain() for each in found]
    return json_answer({"items": items, "next": items[-1]["code"] if len(items) == limit else None})


@blp.route("", methods=["GET"])
@blp.doc(summary="省级进入记录", operationId="visits.list")
@blp.response(200, VisitListSchema)
def list_visits() -> Response:
    with current_unit_of_work() as uow:
        items = [_dump(each) for each in service.list_visits(uow, current_principal())]
    return json_answer({"items": items})


@blp.route("/<uuid:visit_id>", methods=["GET"])
@blp.doc(summary="一次进入", operationId="visits.get")
@blp.response(200, VisitDetailSchema)
def get_visit(visit_id: UUID) -> Response:
    principal = current_principal()
    with current_unit_of_work() as uow:
        visit = _dump(service.get_visit(uow, principal, visit_id))
        asked = service.list_requests(uow, principal, visit_id)
        requests = [
            {"at": each.recorded_at.isoformat(), "address": each.content["address"]}
            for each in asked
        ]
    return json_answer({**visit, "requests": requests})


@blp.route("/<uuid:visit_id>/end", methods=["POST"])
@blp.doc(summary="结束进入", operationId="visits.end")
@blp.response(200, VisitSchema)
@blp.alt_response(409, description="It is over")
def end(visit_id: UUID) -> Response:
    principal = current_principal()

    def act(uow: UnitOfWork) -> dict[str, Any]:
        service.end(runtime().sessions, current_clock(), principal, visit_id)
        return _dump(service.get_visit(uow, principal, visit_id))

    return write(act)


def _dump(visit: Visit) -> dict[str, Any]:
    return {
        "id": str(visit.id),
        "direction": visit.direction,
        "other": visit.other_name,
        "visitor": visit.visitor,
        "visitor_name": visit.visitor_name,
        "reason": visit.reason,
        "reach": visit.reach,
        "entered_at": visit.entered_at.isoformat(),
        "until_at": visit.until_at.isoformat(),
        "ended_at": visit.ended_at.isoformat() if visit.ended_at else None,
        "ended_by": visit.ended_by,
        "n_requests": visit.n_requests,
        "is_running": visit.is_running(current_clock().now()),
    }
