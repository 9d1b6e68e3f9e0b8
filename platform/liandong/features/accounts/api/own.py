"""One's sessions, one's second factor, and proving anew who one is, for machines."""

from typing import Any
from uuid import UUID

from flask import Response, g
from flask_smorest import Blueprint
from marshmallow import fields

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts import service
from liandong.features.accounts.models import SessionToken
from liandong.web.answers import json_answer
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    current_visitor,
)
from liandong.web.fields import ClosedSchema
from liandong.web.reauthentication import require_recent
from liandong.web.writes import write

blp = Blueprint("own", __name__, url_prefix="/api/v1/t/<code>/me", description="我的登录 Own")


class OwnSessionSchema(ClosedSchema):
    """Where one is signed in."""

    id = fields.UUID(metadata={"description": "Opens nothing"})
    address = fields.String()
    agent = fields.String()
    created_at = fields.AwareDateTime()
    seen_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()
    is_this = fields.Boolean()


class OwnSessionListSchema(ClosedSchema):
    """Where one is signed in, the last used first."""

    items = fields.List(fields.Nested(OwnSessionSchema))


class RevokedSchema(ClosedSchema):
    """How many sessions were ended."""

    revoked = fields.Integer()


class ConfirmationSchema(ClosedSchema):
    """What proves anew who one is."""

    password = fields.String(required=True)
    code = fields.String(load_default="")


class StandingSchema(ClosedSchema):
    """How one stands with the second factor."""

    is_on = fields.Boolean()
    codes_left = fields.Integer()


class SecretSchema(ClosedSchema):
    """What the authenticator is told, once; null when the request is repeated."""

    secret = fields.String(allow_none=True)
    uri = fields.String(allow_none=True)


class FirstCodeSchema(ClosedSchema):
    """The first code of the authenticator."""

    code = fields.String(required=True)


class RecoveryCodesSchema(ClosedSchema):
    """Recovery codes, told once; empty when the request is repeated."""

    codes = fields.List(fields.String())


def _me() -> Any:
    principal = current_principal()
    principal.require_call("account.read")
    return principal


@blp.route("/sessions", methods=["GET"])
@blp.doc(summary="我的登录", operationId="own.sessions")
@blp.response(200, OwnSessionListSchema)
def list_sessions() -> Response:
    principal = _me()
    with current_unit_of_work() as uow:
        found = service.list_sessions(uow, current_clock(), principal)
        return json_answer({"items": [_dump(each) for each in found]})


@blp.route("/sessions", methods=["DELETE"])
@blp.doc(summary="退出其他地方的登录", operationId="own.revoke_others")
@blp.response(200, RevokedSchema)
def revoke_others() -> Response:
    def act(uow: UnitOfWork) -> dict[str, Any]:
        this = g.get("session_id")
        return {"revoked": service.revoke_others(uow, current_clock(), _me(), this)}

    return write(act)


@blp.route("/sessions/<uuid:session_id>", methods=["DELETE"])
@blp.doc(summary="退出一处登录", operationId="own.revoke")
@blp.response(200, RevokedSchema)
def revoke(session_id: UUID) -> Response:
    def act(uow: UnitOfWork) -> dict[str, Any]:
        service.revoke_session(uow, current_clock(), _me(), session_id)
        return {"revoked": 1}

    return write(act)


@blp.route("/confirmation", methods=["POST"])
@blp.doc(summary="再确认一次是本人", operationId="own.confirm")
@blp.arguments(ConfirmationSchema)
@blp.response(204)
def confirm(data: dict[str, Any]) -> Response:
    """Prove anew who one is; no digest of a password is kept, so no key makes it repeatable."""
    principal, given = _me(), service.Credentials(password=data["password"], code=data["code"])
    with current_unit_of_work() as uow:
        refused = service.confirm_session(
            uow, current_clock(), principal, given, current_visitor(), session_id=g.session_id
        )
    if refused:
        raise refused
    return Response(status=204)


@blp.route("/second-factor", methods=["GET"])
@blp.doc(summary="两步验证", operationId="own.second_factor")
@blp.response(200, StandingSchema)
def show() -> Response:
    principal = _me()
    with current_unit_of_work() as uow:
        found = service.standing_of(uow, principal)
    return json_answer({"is_on": found.is_on, "codes_left": found.n_codes_left})


@blp.route("/second-factor", methods=["POST"])
@blp.doc(summary="开始设置两步验证", operationId="own.begin_second_factor")
@blp.response(201, SecretSchema)
@blp.alt_response(409, description="One is in force")
def begin() -> Response:
    principal = _me()
    require_recent()
    told: dict[str, str] = {}

    def act(uow: UnitOfWork) -> dict[str, Any]:
        secret = service.begin_factor(uow, current_clock(), principal)
        told["secret"] = secret
        told["uri"] = service.authenticator_uri(principal, secret)
        return {}

    write(act, status=201)
    return json_answer({"secret": told.get("secret"), "uri": told.get("uri")}, 201)


@blp.route("/second-factor/confirmation", methods=["POST"])
@blp.doc(summary="开启两步验证", operationId="own.confirm_second_factor")
@blp.arguments(FirstCodeSchema)
@blp.response(201, RecoveryCodesSchema)
@blp.alt_response(409, description="None was begun, or one is in force")
def confirm_factor(data: dict[str, Any]) -> Response:
    principal, told = _me(), list[str]()

    def act(uow: UnitOfWork) -> dict[str, Any]:
        told.extend(service.confirm_factor(uow, current_clock(), principal, data["code"]))
        service.revoke_others(uow, current_clock(), principal, g.get("session_id"))
        return {}

    write(act, status=201)
    return json_answer({"codes": told}, 201)


@blp.route("/second-factor/codes", methods=["POST"])
@blp.doc(summary="换新的恢复码", operationId="own.renew_recovery_codes")
@blp.response(201, RecoveryCodesSchema)
@blp.alt_response(409, description="There is no second factor")
def renew() -> Response:
    principal, told = _me(), list[str]()
    require_recent()

    def act(uow: UnitOfWork) -> dict[str, Any]:
        told.extend(service.renew_recovery_codes(uow, current_clock(), principal))
        return {}

    write(act, status=201)
    return json_answer({"codes": told}, 201)


@blp.route("/second-factor", methods=["DELETE"])
@blp.doc(summary="关闭两步验证", operationId="own.turn_off_second_factor")
@blp.response(200, StandingSchema)
@blp.alt_response(409, description="There is no second factor")
def turn_off() -> Response:
    principal = _me()
    require_recent()

    def act(uow: UnitOfWork) -> dict[str, Any]:
        by = principal.account_id
        service.turn_off_factor(uow, current_clock(), by, by=by)
        return {"is_on": False, "codes_left": 0}

    return write(act)


def _dump(session: SessionToken) -> dict[str, Any]:
    return {
        "id": str(session.public_id),
        "address": session.address,
        "agent": session.agent,
        "created_at": session.created_at.isoformat(),
        "seen_at": session.seen_at.isoformat(),
        "expires_at": session.expires_at.isoformat(),
        "is_this": session.public_id == g.get("session_id"),
    }
