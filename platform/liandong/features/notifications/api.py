"""Notices for machines."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint
from marshmallow import fields, validate

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.notifications import service
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.fields import ClosedSchema
from liandong.web.writes import write

blp = Blueprint(
    "notices", __name__, url_prefix="/api/v1/t/<code>/notices", description="通知 Notices"
)


class NoticesQuerySchema(ClosedSchema):
    """What a list of notices is narrowed to."""

    unread = fields.Boolean(load_default=False)
    after = fields.UUID(load_default=None, metadata={"description": "Cursor: `next` of a page"})
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class NoticeSchema(ClosedSchema):
    """Something one's unit was told."""

    id = fields.UUID()
    kind = fields.String()
    case_id = fields.UUID(allow_none=True)
    content = fields.Dict()
    recorded_at = fields.DateTime()
    is_unread = fields.Boolean()


class NoticeListSchema(ClosedSchema):
    """One page of notices."""

    items = fields.List(fields.Nested(NoticeSchema))
    unread = fields.Integer()
    next = fields.UUID(allow_none=True)


class MarkedSchema(ClosedSchema):
    """How many notices were new."""

    marked = fields.Integer()


@blp.route("", methods=["GET"])
@blp.doc(summary="通知", operationId="notices.list")
@blp.arguments(NoticesQuerySchema, location="query")
@blp.response(200, NoticeListSchema)
def list_notices(asked: dict[str, Any]) -> Response:
    principal = current_principal()
    principal.require_call("notices.read")
    with current_unit_of_work() as uow:
        found = service.list_told(
            uow,
            principal,
            unread_only=asked["unread"],
            after=asked["after"],
            limit=asked["limit"] + 1,
        )
        unread = service.count_unread(uow, principal)
        items = [_dump(told) for told in found[: asked["limit"]]]
    following = items[-1]["id"] if len(found) > asked["limit"] else None
    return json_answer({"items": items, "unread": unread, "next": following})


def _dump(told: service.Told) -> dict[str, Any]:
    notice = told.notice
    return {
        "id": str(notice.id),
        "kind": notice.kind,
        "case_id": str(notice.case_id) if notice.case_id else None,
        "content": notice.content,
        "recorded_at": notice.recorded_at.isoformat(),
        "is_unread": told.is_unread,
    }


@blp.route("/read", methods=["POST"])
@blp.doc(summary="全部记为已读", operationId="notices.mark_read")
@blp.response(200, MarkedSchema)
def mark_read() -> Response:
    principal = current_principal()
    principal.require_call("notices.mark_read")

    def act(uow: UnitOfWork) -> dict[str, Any]:
        return {"marked": service.mark_read(uow, current_clock(), principal)}

    return write(act)
