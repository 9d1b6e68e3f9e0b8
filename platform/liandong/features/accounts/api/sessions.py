"""Signing in for machines, and who one is."""

from typing import Any

from flask import Response, g, request
from flask_smorest import Blueprint
from marshmallow import fields

from liandong.db.unit_of_work import global_session
from liandong.features.accounts import service
from liandong.kernel.errors import LiandongError
from liandong.web.answers import json_answer
from liandong.web.context import current_principal, current_visitor, runtime
from liandong.web.fields import ClosedSchema

blp = Blueprint("sessions", __name__, url_prefix="/api/v1", description="登录 Sessions")


class CredentialsSchema(ClosedSchema):
    """What one signs in with."""

    login = fields.String(required=True)
    password = fields.String(required=True)
    code = fields.String(
        load_default="",
        metadata={"description": "Of the authenticator, or a recovery code, where one is needed"},
    )


class SessionSchema(ClosedSchema):
    """A fresh session."""

    token = fields.String(metadata={"description": "Send as `Authorization: Bearer …`"})
    tenant = fields.String(metadata={"description": "Division code"})


class LastSignInSchema(ClosedSchema):
    """The sign-in before this session."""

    at = fields.AwareDateTime(allow_none=True)
    address = fields.String()
    failed_since = fields.Integer()


class MeSchema(ClosedSchema):
    """Who acts."""

    login = fields.String()
    name = fields.String()
    unit_id = fields.UUID()
    unit = fields.String()
    duties = fields.List(fields.String())
    last_sign_in = fields.Nested(LastSignInSchema, allow_none=True)


@blp.route("/sessions", methods=["POST"])
@blp.doc(summary="登录", operationId="sessions.open", security=[])
@blp.arguments(CredentialsSchema)
@blp.response(201, SessionSchema)
def sign_in(data: dict[str, Any]) -> Response:
    clock = runtime().clock("Asia/Shanghai")
    given = service.Credentials(data["login"], data["password"], data["code"])
    found = service.sign_in(runtime().sessions, clock, given, current_visitor())
    if isinstance(found, LiandongError):
        raise found
    return json_answer({"token": found.token, "tenant": str(found.tenant_id)}, 201)


@blp.route("/sessions", methods=["DELETE"])
@blp.doc(summary="退出", operationId="sessions.close")
@blp.response(204)
def sign_out() -> Response:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    with global_session(runtime().sessions) as session:
        service.sign_out(session, token)
    return Response(status=204)


me = Blueprint("me", __name__, url_prefix="/api/v1/t/<code>/me", description="我 Me")


@me.route("", methods=["GET"])
@me.doc(summary="我是谁", operationId="me.get")
@me.response(200, MeSchema)
def get_me() -> Response:
    principal = current_principal()
    principal.require_call("account.read")
    return json_answer(
        {
            "login": principal.login,
            "name": principal.name,
            "unit_id": str(principal.unit_id),
            "unit": principal.unit_name,
            "duties": sorted(principal.duties),
            "last_sign_in": _last_sign_in(),
        }
    )


def _last_sign_in() -> dict[str, Any] | None:
    last: service.LastSignIn | None = g.get("last_sign_in")
    if last is None:
        return None
    at = last.at.isoformat() if last.at else None
    return {"at": at, "address": last.address, "failed_since": last.n_failed}
