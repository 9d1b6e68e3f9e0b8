"""The deadlines of all cases over HTTP, the earliest day first."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint
from marshmallow import RAISE

from liandong.features.cases import service
from liandong.features.cases.schemas import DeadlineListSchema, DeadlineQuerySchema
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.web.answers import json_answer
from liandong.web.context import current_principal, current_unit_of_work

_INNER = {"fires", "inputs"}


def deadlines_blueprint() -> Blueprint:
    """Return the list of the deadlines the caller may know of."""
    blp = Blueprint(
        "deadlines", __name__, url_prefix="/api/v1/t/<code>/deadlines", description="期限 Deadlines"
    )

    @blp.route("", methods=["GET"])
    @blp.doc(summary="期限列表", operationId="deadlines.list")
    @blp.arguments(DeadlineQuerySchema, location="query", unknown=RAISE)
    @blp.response(200, DeadlineListSchema)
    def list_deadlines(query: dict[str, Any]) -> Response:
        principal = current_principal()
        principal.require_call("cases.list")
        state, limit = query["state"], query["limit"]
        wanted = service.DueFilter(
            since=query["since"],
            until=query["until"],
            states=(state,) if state else service.STATES,
            unit_id=query["unit"],
        )
        after = _place(query["after"]) if query["after"] else None
        with current_unit_of_work() as uow:
            found = service.list_deadlines(uow, principal, wanted, after=after, limit=limit + 1)
            items = [_dump(each) for each in found[:limit]]
        following = _cursor(found[limit - 1]) if len(found) > limit else None
        return json_answer({"items": items, "next": following})

    return blp


def _cursor(dated: service.Dated) -> str:
    day, deadline_id = dated.cursor
    return f"{day.isoformat()}_{deadline_id}"


def _place(cursor: str) -> tuple[date, UUID]:
    """Return the place a cursor stands for.

    Raises:
        InvalidInputError: It is none of ours.
    """
    day, _, deadline_id = cursor.partition("_")
    try:
        return date.fromisoformat(day), UUID(deadline_id)
    except ValueError as wrong:
        zh, en = "after 要用上一页的 next", "after must be the `next` of a page"
        raise InvalidInputError([Problem("after", zh, en)]) from wrong


def _dump(dated: service.Dated) -> dict[str, Any]:
    found = service.dump_deadline(dated.deadline)
    return {key: value for key, value in found.items() if key not in _INNER} | {
        "case_id": str(dated.case.id),
        "mechanism": dated.case.mechanism,
        "number": dated.case.number,
        "title": dated.case.title,
        "matter": dated.deadline.inputs["matter"],
    }
