"""Clients of a county, for who administers them."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.clients import service
from liandong.features.clients.schemas import (
    ClientListSchema,
    ClientSchema,
    NewClientSchema,
    ToldClientSchema,
)
from liandong.features.clients.service.dumping import dump
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.reauthentication import require_recent
from liandong.web.writes import write

blp = Blueprint(
    "clients", __name__, url_prefix="/api/v1/t/<code>/clients", description="接口凭证 Clients"
)


@blp.route("", methods=["GET"])
@blp.doc(summary="接口凭证", operationId="clients.list")
@blp.response(200, ClientListSchema)
def list_clients() -> Response:
    principal = current_principal()
    principal.require_call("clients.manage")
    with current_unit_of_work() as uow:
        items = [dump(each) for each in service.list_clients(uow, principal)]
    return json_answer({"items": items})


@blp.route("", methods=["POST"])
@blp.doc(summary="新建接口凭证", operationId="clients.create")
@blp.arguments(NewClientSchema)
@blp.response(201, ToldClientSchema)
def create(data: dict[str, Any]) -> Response:
    principal = current_principal()
    principal.require_call("clients.manage")
    require_recent()
    told: list[str] = []

    def act(uow: UnitOfWork) -> dict[str, Any]:
        client, token = service.create(uow, current_clock(), principal, _asked(data))
        told.append(token)
        return _dump(uow, client.id)

    kept = write(act, status=201)
    # The token is never kept, so that a repeated key gets the first answer without it.
    return json_answer({**kept.get_json(), "token": told[0] if told else None}, 201)


@blp.route("/<uuid:client_id>", methods=["DELETE"])
@blp.doc(summary="停用接口凭证", operationId="clients.revoke")
@blp.response(200, ClientSchema)
def revoke(client_id: UUID) -> Response:
    current_principal().require_call("clients.manage")
    require_recent()

    def act(uow: UnitOfWork) -> dict[str, Any]:
        service.revoke(uow, current_clock(), current_principal(), client_id)
        return _dump(uow, client_id)

    return write(act)


def _asked(data: dict[str, Any]) -> service.NewClient:
    return service.NewClient(
        name=data["name"].strip(),
        unit_id=data["unit_id"],
        duties=tuple(data["duties"]),
        scopes=tuple(data["scopes"]),
        expires_on=data["expires_on"],
    )


def _dump(uow: UnitOfWork, client_id: UUID) -> dict[str, Any]:
    listed = service.list_clients(uow, current_principal())
    return dump(next(each for each in listed if each.client.id == client_id))
