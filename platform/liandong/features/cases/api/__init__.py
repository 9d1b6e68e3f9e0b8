"""Cases over HTTP: one literal, typed path for each move of each installed mechanism."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint
from marshmallow import RAISE

from liandong.features.cases import service
from liandong.features.cases.api import escalations
from liandong.features.cases.api.answering import PREFIX
from liandong.features.cases.api.audit import audit_blueprint
from liandong.features.cases.api.batches import add_batch
from liandong.features.cases.api.contacts import contacts_blueprint
from liandong.features.cases.api.deadlines import deadlines_blueprint
from liandong.features.cases.api.feeds import feeds_blueprint
from liandong.features.cases.api.lines import add_lines
from liandong.features.cases.api.moves import add_deadline, add_draft, add_get, add_move, add_open
from liandong.features.cases.api.papers import add_download, add_step, download_blueprint
from liandong.features.cases.api.purging import add_purge
from liandong.features.cases.api.rows import add_row_draft, add_row_move
from liandong.features.cases.schemas import (
    CaseListSchema,
    ListQuerySchema,
    SimilarQuerySchema,
)
from liandong.features.cases.service import Likeness
from liandong.features.cases.service.downloads import MEDIA_TYPES
from liandong.mechanisms import Mechanism, sealed_fields
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work

__all__ = [
    "audit_blueprint",
    "contacts_blueprint",
    "deadlines_blueprint",
    "download_blueprint",
    "escalations",
    "feeds_blueprint",
    "list_blueprint",
    "mechanism_blueprint",
]


def list_blueprint() -> Blueprint:
    """Return the list of all cases the caller may know of."""
    blp = Blueprint("cases", __name__, url_prefix=PREFIX, description="案件 Cases")

    @blp.route("", methods=["GET"])
    @blp.doc(summary="案件列表", operationId="cases.list")
    @blp.arguments(ListQuerySchema, location="query", unknown=RAISE)
    @blp.response(200, CaseListSchema)
    def list_cases(query: dict[str, Any]) -> Response:
        principal = current_principal()
        principal.require_call("cases.list")
        after, limit = query.pop("after"), query.pop("limit")
        with current_unit_of_work() as uow:
            wanted = service.CaseFilter(**query)
            found = service.list_cases(uow, principal, wanted, after=after, limit=limit)
            items = service.list_headers(uow, principal, found)
        return json_answer(
            {"items": items, "next": items[-1]["id"] if len(items) == limit else None}
        )

    @blp.route("/similar", methods=["GET"])
    @blp.doc(summary="可能是同一件的案件", operationId="cases.similar")
    @blp.arguments(SimilarQuerySchema, location="query", unknown=RAISE)
    @blp.response(200, CaseListSchema)
    def list_similar(query: dict[str, Any]) -> Response:
        principal = current_principal()
        principal.require_call("cases.list")
        today = current_clock().today()
        sought = Likeness(query["mechanism"], query["title"], query["unit"], today)
        with current_unit_of_work() as uow:
            found = service.similar(uow, principal, sought)
            items = service.list_headers(uow, principal, found)
        return json_answer({"items": items, "next": None})

    return blp


def mechanism_blueprint(mechanism: Mechanism) -> Blueprint:
    """Return the resources of one mechanism: its cases, their moves, rows and papers."""
    blp = Blueprint(
        mechanism.key,
        __name__,
        url_prefix=f"{PREFIX}/{mechanism.key}",
        description=mechanism.label,
    )
    add_get(blp, mechanism)
    add_deadline(blp, mechanism)
    for move in mechanism.transitions:
        (add_open if move.creates else add_move)(blp, mechanism, move)
        if not move.creates and move.produces and move.produces.approval:
            add_draft(blp, mechanism, move)
    for row in mechanism.rows:
        for move in row.transitions:
            if not move.along:
                add_row_move(blp, mechanism, row, move)
            if move.produces and move.produces.approval and not move.creates:
                add_row_draft(blp, mechanism, row, move)
    add_batch(blp, mechanism)
    _add_papers(blp, mechanism)
    for table in mechanism.tables:
        add_lines(blp, mechanism, table)
    if sealed_fields(mechanism):
        add_purge(blp, mechanism)
    return blp


def _add_papers(blp: Blueprint, mechanism: Mechanism) -> None:
    for paper in mechanism.documents:
        for step in ("submit", "review", "return") if paper.approval else ():
            add_step(blp, mechanism, paper, step)
    for form in MEDIA_TYPES:
        add_download(blp, mechanism, form)
