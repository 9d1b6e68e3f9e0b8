"""Transfers between counties, for machines: offer, accept, reject, ask back, return."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint
from marshmallow import RAISE

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.transfers import service
from liandong.features.transfers.models import Transfer
from liandong.features.transfers.schemas import (
    AcceptSchema,
    OfferSchema,
    PackageSchema,
    ReasonSchema,
    RejectSchema,
    ResultSchema,
    ReturnSchema,
    TransferListSchema,
    TransferSchema,
    TransfersQuerySchema,
    to_acceptance,
)
from liandong.web.answers import file_answer, json_answer
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.writes import seen_version, write

CONFLICT = "It was decided, or the matter stands where it cannot change its county"

blp = Blueprint(
    "transfers",
    __name__,
    url_prefix="/api/v1/t/<code>/transfers",
    description="跨县移交 Transfers between counties",
)


@blp.route("", methods=["GET"])
@blp.doc(summary="跨县移交", operationId="transfers.list")
@blp.arguments(TransfersQuerySchema, location="query", unknown=RAISE)
@blp.response(200, TransferListSchema)
def list_transfers(asked: dict[str, Any]) -> Response:
    principal = current_principal()
    principal.require_call("transfers.read")
    with current_unit_of_work() as uow:
        found = service.list_transfers(uow, principal, asked["direction"])
        items = service.dump_list(uow, found)
    return json_answer({"items": items})


@blp.route("", methods=["POST"])
@blp.doc(summary="移交其他县", operationId="transfers.offer")
@blp.arguments(OfferSchema)
@blp.response(201, TransferSchema)
@blp.alt_response(409, description=CONFLICT)
def offer(data: dict[str, Any]) -> Response:
    data = {**data, "seen": data["case_position"]}
    del data["case_position"]
    asked = service.Offer(**data)
    return _write(lambda uow: service.offer(uow, *_who(), asked), status=201)


@blp.route("/<uuid:transfer_id>", methods=["GET"])
@blp.doc(summary="一次移交", operationId="transfers.get")
@blp.response(200, TransferSchema)
def get(transfer_id: UUID) -> Response:
    principal = current_principal()
    principal.require_call("transfers.read")
    with current_unit_of_work() as uow:
        data = service.dump(uow, service.get(uow, principal, transfer_id))
    response = json_answer(data)
    response.set_etag(str(data["position"]))
    return response


@blp.route("/<uuid:transfer_id>/package", methods=["GET"])
@blp.doc(summary="移交的材料", operationId="transfers.package")
@blp.response(200, PackageSchema)
def package(transfer_id: UUID) -> Response:
    principal = current_principal()
    principal.require_call("transfers.read")
    with current_unit_of_work() as uow:
        found = service.dump_package(uow, principal, transfer_id)
    return json_answer(found)


@blp.route("/<uuid:transfer_id>/files/<uuid:file_id>", methods=["GET"])
@blp.doc(summary="移交的一个附件", operationId="transfers.files.read")
@blp.response(200, content_type="application/octet-stream")
def attachment(transfer_id: UUID, file_id: UUID) -> Response:
    principal = current_principal()
    principal.require_call("transfers.read")
    with current_unit_of_work() as uow:
        taken = service.open_attachment(
            uow, principal, runtime().parts["files"], transfer_id, file_id
        )
    return file_answer(taken.content, taken.name, taken.media_type)


@blp.route("/<uuid:transfer_id>/accept", methods=["POST"])
@blp.doc(summary="接收", operationId="transfers.accept")
@blp.arguments(AcceptSchema)
@blp.response(200, TransferSchema)
@blp.alt_response(409, description=CONFLICT)
def accept(data: dict[str, Any], transfer_id: UUID) -> Response:
    asked = to_acceptance(data, seen_version())
    return _write(lambda uow: service.accept(uow, *_who(), transfer_id, asked))


@blp.route("/<uuid:transfer_id>/reject", methods=["POST"])
@blp.doc(summary="不接收", operationId="transfers.reject")
@blp.arguments(RejectSchema)
@blp.response(200, TransferSchema)
@blp.alt_response(409, description=CONFLICT)
def reject(data: dict[str, Any], transfer_id: UUID) -> Response:
    asked = service.Sending(**data, seen=seen_version())
    return _write(lambda uow: service.reject(uow, *_who(), transfer_id, asked))


@blp.route("/<uuid:transfer_id>/revoke", methods=["POST"])
@blp.doc(summary="申请撤回", operationId="transfers.revoke")
@blp.arguments(ReasonSchema)
@blp.response(200, TransferSchema)
@blp.alt_response(409, description=CONFLICT)
def revoke(data: dict[str, Any], transfer_id: UUID) -> Response:
    seen = seen_version()
    return _write(lambda uow: service.revoke(uow, *_who(), transfer_id, data["reason"], seen))


@blp.route("/<uuid:transfer_id>/return", methods=["POST"])
@blp.doc(summary="退回原县", operationId="transfers.return")
@blp.arguments(ReturnSchema)
@blp.response(201, TransferSchema)
@blp.alt_response(409, description=CONFLICT)
def give_back(data: dict[str, Any], transfer_id: UUID) -> Response:
    asked = service.Sending(**data, seen=seen_version())
    return _write(lambda uow: service.give_back(uow, *_who(), transfer_id, asked), status=201)


@blp.route("/<uuid:transfer_id>/result", methods=["POST"])
@blp.doc(summary="反馈共同办理的结果", operationId="transfers.conclude")
@blp.arguments(ResultSchema)
@blp.response(200, TransferSchema)
@blp.alt_response(409, description=CONFLICT)
def conclude(data: dict[str, Any], transfer_id: UUID) -> Response:
    asked = service.Result(**data, seen=seen_version())
    return _write(lambda uow: service.conclude(uow, *_who(), transfer_id, asked))


def _who() -> tuple[Any, Any]:
    return current_principal(), current_clock()


def _write(act: Callable[[UnitOfWork], Transfer], *, status: int = 200) -> Response:
    current_principal().require_call("transfers.read")
    return write(lambda uow: service.dump(uow, act(uow)), status=status)
