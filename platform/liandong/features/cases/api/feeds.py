"""One's addresses for calendar programs, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts import service as accounts
from liandong.features.accounts.models import FeedToken
from liandong.features.cases import service
from liandong.features.cases.schemas import FeedListSchema, FeedSchema, ToldFeedSchema
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.writes import write


def feeds_blueprint() -> Blueprint:
    """Return the addresses of the caller's own calendar."""
    blp = Blueprint(
        "feeds", __name__, url_prefix="/api/v1/t/<code>/me/feeds", description="订阅日历 Feeds"
    )

    @blp.route("", methods=["GET"])
    @blp.doc(summary="我的订阅地址", operationId="feeds.list")
    @blp.response(200, FeedListSchema)
    def list_feeds() -> Response:
        principal = current_principal()
        principal.require_call("todo.list")
        with current_unit_of_work() as uow:
            items = [_dump(feed) for feed in accounts.list_feeds(uow, principal)]
        return json_answer({"items": items})

    @blp.route("", methods=["POST"])
    @blp.doc(summary="新建订阅地址", operationId="feeds.create")
    @blp.response(201, ToldFeedSchema)
    @blp.alt_response(409, description="As many as one may have")
    def create() -> Response:
        told: list[str] = []

        def act(uow: UnitOfWork) -> dict[str, Any]:
            feed, token = service.open_feed(uow, current_principal(), current_clock())
            told.append(f"{request.host_url.rstrip('/')}/feeds/{token}.ics")
            return _dump(feed)

        kept = write(act, status=201)
        # The secret is never kept, so that a repeated key gets the first answer without it.
        return json_answer({**kept.get_json(), "address": told[0] if told else None}, 201)

    @blp.route("/<uuid:feed_id>", methods=["DELETE"])
    @blp.doc(summary="停用订阅地址", operationId="feeds.revoke")
    @blp.response(200, FeedSchema)
    def revoke(feed_id: UUID) -> Response:
        def act(uow: UnitOfWork) -> dict[str, Any]:
            return _dump(service.close_feed(uow, current_principal(), current_clock(), feed_id))

        return write(act)

    return blp


def _dump(feed: FeedToken) -> dict[str, Any]:
    return {
        "id": str(feed.public_id),
        "created_at": feed.created_at.isoformat(),
        "seen_at": feed.seen_at.isoformat() if feed.seen_at else None,
    }
