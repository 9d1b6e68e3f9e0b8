"""Counties of a province: stopped, going on, archived, announced to be removed; certificates."""

from typing import Any
from uuid import UUID

from flask import Response, g
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork, global_session
from liandong.features.leaving import service
from liandong.features.leaving.schemas import (
    WORKING_AGAIN,
    CountyModeSchema,
    RemovalListSchema,
    RemovalReasonSchema,
    RemovalSchema,
    StandsSchema,
)
from liandong.features.tenants.models import Tenant
from liandong.features.tenants.service import county_below, list_removals
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, runtime
from liandong.web.reauthentication import require_recent
from liandong.web.writes import write

blp = Blueprint(
    "leaving",
    __name__,
    url_prefix="/api/v1/t/<code>/province",
    description="停用与注销 Leaving",
)


@blp.route("/tenants/<county>/mode", methods=["POST"])
@blp.doc(summary="暂停、恢复或者归档一个区县", operationId="tenant.stop")
@blp.arguments(CountyModeSchema)
@blp.response(200, StandsSchema)
def change_mode(asked: dict[str, Any], county: str) -> Response:
    principal = current_principal()
    principal.require_call("tenant.stop")
    require_recent()
    found = _county(county)
    mode = "" if asked["mode"] == WORKING_AGAIN else asked["mode"]

    def act(_uow: UnitOfWork) -> dict[str, Any]:
        sessions, reason = runtime().sessions, asked["reason"]
        now = service.stop_or_resume(sessions, current_clock(), principal, found, mode, reason)
        return {"code": found.code, "mode": now}

    return write(act)


@blp.route("/tenants/<county>/removal", methods=["POST"])
@blp.doc(summary="预告注销一个区县", operationId="tenant.announce_removal")
@blp.arguments(RemovalReasonSchema)
@blp.response(201, RemovalSchema)
def announce(asked: dict[str, Any], county: str) -> Response:
    principal = current_principal()
    principal.require_call("tenant.remove")
    require_recent()
    days = runtime().parts["removal_days"]
    wanted = service.Asked(_county(county).id, asked["reason"], days, principal.login)

    def act(_uow: UnitOfWork) -> dict[str, Any]:
        return service.plain(service.announce(runtime().sessions, current_clock(), wanted))

    return write(act, status=201)


@blp.route("/tenants/<county>/removal/call-off", methods=["POST"])
@blp.doc(summary="撤销注销预告", operationId="tenant.call_off_removal")
@blp.arguments(RemovalReasonSchema)
@blp.response(200, StandsSchema)
def call_off(asked: dict[str, Any], county: str) -> Response:
    principal = current_principal()
    principal.require_call("tenant.remove")
    require_recent()
    found = _county(county)

    def act(_uow: UnitOfWork) -> dict[str, Any]:
        sessions, clock = runtime().sessions, current_clock()
        service.call_off(sessions, clock, found.id, asked["reason"], principal.login)
        return {"code": found.code, "mode": found.mode}

    return write(act)


@blp.route("/removals", methods=["GET"])
@blp.doc(summary="预告注销和已经注销的区县", operationId="tenant.removals")
@blp.response(200, RemovalListSchema)
def list_all() -> Response:
    current_principal().require_call("tenant.list")
    with global_session(runtime().sessions) as session:
        found = list_removals(session, g.tenant.id)
    return json_answer({"items": [_shown(service.plain(each)) for each in found]})


@blp.route("/removals/<uuid:removal_id>", methods=["GET"])
@blp.doc(summary="一次注销和它的证明", operationId="tenant.removal")
@blp.response(200, RemovalSchema)
def read(removal_id: UUID) -> Response:
    current_principal().require_call("tenant.list")
    with global_session(runtime().sessions) as session:
        found = service.get_removal(session, g.tenant.id, removal_id)
    return json_answer(_shown(service.plain(found)))


def _shown(removal: dict[str, Any]) -> dict[str, Any]:
    """Leave the code out for who only reads."""
    may = current_principal().may_call("tenant.remove")
    return removal if may else {**removal, "confirmation": None}


def _county(code: str) -> Tenant:
    with global_session(runtime().sessions) as session:
        return county_below(session, g.tenant.id, code)
