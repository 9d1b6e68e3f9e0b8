"""Published figures for machines: taken, approved, returned, withdrawn, read."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.dashboards import service
from liandong.features.dashboards.schemas import (
    SnapshotListSchema,
    SnapshotSchema,
    SnapshotStepSchema,
    TakeSchema,
)
from liandong.features.dashboards.service import Published
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.writes import write

blp = Blueprint(
    "snapshots",
    __name__,
    url_prefix="/api/v1/t/<code>/snapshots",
    description="统计公布 Snapshots",
)
CONFLICT = "The state refuses"


@blp.route("", methods=["GET"])
@blp.doc(summary="统计公布", operationId="snapshots.list")
@blp.response(200, SnapshotListSchema)
def list_snapshots() -> Response:
    current_principal().require_call("metrics.read")
    with current_unit_of_work() as uow:
        found = service.list_snapshots(uow, current_principal())
        return json_answer({"items": [_dump(each) for each in found]})


@blp.route("/<uuid:snapshot_id>", methods=["GET"])
@blp.doc(summary="一份统计", operationId="snapshots.get")
@blp.response(200, SnapshotSchema)
def get(snapshot_id: UUID) -> Response:
    current_principal().require_call("metrics.read")
    with current_unit_of_work() as uow:
        return json_answer(_dump(service.find(uow, current_principal(), snapshot_id)))


@blp.route("", methods=["POST"])
@blp.doc(summary="固定统计并报批", operationId="snapshots.take")
@blp.arguments(TakeSchema)
@blp.response(201, SnapshotSchema)
@blp.alt_response(409, description=CONFLICT)
def take(data: dict[str, Any]) -> Response:
    def act(uow: UnitOfWork) -> dict[str, Any]:
        who, clock = current_principal(), current_clock()
        return _dump(service.take(uow, who, clock, data["mechanism"], data["period"]))

    return write(act, status=201)


@blp.route("/<uuid:snapshot_id>/steps", methods=["POST"])
@blp.doc(summary="批准公布、退回或者撤回公布", operationId="snapshots.step")
@blp.arguments(SnapshotStepSchema)
@blp.response(201, SnapshotSchema)
@blp.alt_response(409, description=CONFLICT)
def take_step(data: dict[str, Any], snapshot_id: UUID) -> Response:
    def act(uow: UnitOfWork) -> dict[str, Any]:
        who, clock = current_principal(), current_clock()
        return _dump(service.take_step(uow, who, clock, snapshot_id, data["step"], data["reason"]))

    return write(act, status=201)


def _dump(published: Published) -> dict[str, Any]:
    snapshot = published.snapshot
    shown = ("key", "label", "neutral", "part", "whole", "units")
    return {
        "id": str(snapshot.id),
        "unit_id": str(snapshot.unit_id),
        "mechanism": snapshot.mechanism,
        "period": snapshot.period,
        "counted_on": snapshot.counted_on.isoformat(),
        "state": published.state,
        "digest": snapshot.digest,
        "metrics": [{key: each[key] for key in shown} for each in snapshot.content["metrics"]],
        "steps": [
            {
                "step": step.step,
                "reason": step.reason,
                "recorded_at": step.recorded_at.isoformat(),
            }
            for step in published.steps
        ],
    }
