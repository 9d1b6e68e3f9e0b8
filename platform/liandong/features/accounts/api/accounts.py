"""The accounts of a county for machines: list, look at one, act, confirm what was asked."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint
from marshmallow import RAISE

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts import service
from liandong.features.accounts.schemas import (
    ACTS,
    AccountsQuerySchema,
    AskListSchema,
    DoneSchema,
    InviteSchema,
    ListSchema,
    ReasonedSchema,
    SeenSchema,
    to_fields,
)
from liandong.features.accounts.service import Act, Done, Sought
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.reauthentication import require_recent
from liandong.web.writes import write

CONFLICT = "The account stands otherwise, or it is not this person's to do"

blp = Blueprint(
    "county_accounts",
    __name__,
    url_prefix="/api/v1/t/<code>/accounts",
    description="账号管理 Accounts",
)


@blp.route("", methods=["GET"])
@blp.doc(summary="账号", operationId="accounts.list")
@blp.arguments(AccountsQuerySchema, location="query", unknown=RAISE)
@blp.response(200, ListSchema)
def list_accounts(asked: dict[str, Any]) -> Response:
    with current_unit_of_work() as uow:
        found = service.list_accounts(uow, current_principal(), Sought(**asked))
        items = [service.dump_listed(each) for each in found]
    return json_answer({"items": items})


@blp.route("", methods=["POST"])
@blp.doc(summary="邀请", operationId="accounts.invite")
@blp.arguments(InviteSchema)
@blp.response(201, DoneSchema)
@blp.alt_response(409, description=CONFLICT)
def invite(data: dict[str, Any]) -> Response:
    act = Act("invite", **to_fields(data))
    return _told(
        lambda uow: service.act_on(uow, current_principal(), current_clock(), None, act), 201
    )


@blp.route("/<uuid:account_id>", methods=["GET"])
@blp.doc(summary="一个账号", operationId="accounts.get")
@blp.response(200, SeenSchema)
def get(account_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        who = current_principal(), current_clock()
        data = service.dump_seen(service.look_at_account(uow, *who, account_id))
    return json_answer(data)


@blp.route("/asks", methods=["GET"])
@blp.doc(summary="等我确认的", operationId="accounts.asks.list")
@blp.response(200, AskListSchema)
def list_asks() -> Response:
    principal = current_principal()
    principal.require_call("accounts.confirm")
    with current_unit_of_work() as uow:
        asks = service.list_asks(uow, principal, current_clock())
        items = [service.dump_ask(uow, ask) for ask in asks]
    return json_answer({"items": items})


@blp.route("/asks/<uuid:ask_id>/confirm", methods=["POST"])
@blp.doc(summary="确认", operationId="accounts.asks.confirm")
@blp.response(200, DoneSchema)
@blp.alt_response(409, description=CONFLICT)
def confirm(ask_id: UUID) -> Response:
    return _told(lambda uow: service.confirm(uow, current_principal(), current_clock(), ask_id))


@blp.route("/asks/<uuid:ask_id>/decline", methods=["POST"])
@blp.doc(summary="不同意", operationId="accounts.asks.decline")
@blp.arguments(ReasonedSchema)
@blp.response(200, AskListSchema)
@blp.alt_response(409, description=CONFLICT)
def decline(data: dict[str, Any], ask_id: UUID) -> Response:
    require_recent()

    def act(uow: UnitOfWork) -> dict[str, Any]:
        who = current_principal(), current_clock()
        service.decline(uow, *who, ask_id, data["reason"])
        return {"items": [service.dump_ask(uow, ask) for ask in service.list_asks(uow, *who)]}

    return write(act)


def _add(kind: str, label: str, schema: type[ReasonedSchema]) -> None:
    """Give an act its address."""

    def view(data: dict[str, Any], account_id: UUID) -> Response:
        act = Act(kind, **to_fields(data))
        who = current_principal(), current_clock()
        return _told(lambda uow: service.act_on(uow, *who, account_id, act))

    described = blp.alt_response(409, description=CONFLICT)(view)
    described = blp.response(200, DoneSchema)(described)
    described = blp.arguments(schema)(described)
    described = blp.doc(summary=label, operationId=f"accounts.{kind}")(described)
    blp.route(f"/<uuid:account_id>/{kind}", methods=["POST"], endpoint=kind)(described)


for _kind, (_label, _schema) in ACTS.items():
    _add(_kind, _label, _schema)


def _told(act: Callable[[UnitOfWork], Done], status: int = 200) -> Response:
    """Answer with what came of an act; a repeated key gets the answer without the link."""
    require_recent()
    told: list[str] = []

    def run(uow: UnitOfWork) -> dict[str, Any]:
        done = act(uow)
        if done.token:
            told.append(f"{request.host_url.rstrip('/')}/invitation/{done.token}")
        return {
            "account_id": str(done.account_id),
            "is_asked": done.is_asked,
            "programs": list(done.programs),
        }

    kept = write(run, status=status)
    return json_answer({**kept.get_json(), "link": told[0] if told else None}, status)
