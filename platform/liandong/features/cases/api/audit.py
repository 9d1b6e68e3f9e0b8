"""The audit for machines: read, verify."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint
from marshmallow import RAISE

from liandong.features.cases.schemas.audits import (
    AuditCheckSchema,
    AuditListSchema,
    AuditQuerySchema,
)
from liandong.features.cases.service.audit_reading import dump_check, dump_entries, verify_chain
from liandong.features.cases.service.auditing import AuditFilter, list_entries
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work, runtime


def audit_blueprint() -> Blueprint:
    """Return the audit of the county, as far as the caller's unit may know of it."""
    blp = Blueprint(
        "audit", __name__, url_prefix="/api/v1/t/<code>/audit", description="操作审计 Audit"
    )

    @blp.route("", methods=["GET"])
    @blp.doc(summary="操作审计", operationId="audit.list")
    @blp.arguments(AuditQuerySchema, location="query", unknown=RAISE)
    @blp.response(200, AuditListSchema)
    def list_audit(query: dict[str, Any]) -> Response:
        principal = current_principal()
        principal.require_call("audit.read")
        after, limit = query.pop("after"), query.pop("limit")
        with current_unit_of_work() as uow:
            found = list_entries(uow, principal, AuditFilter(**query), after=after, limit=limit)
            items = dump_entries(uow, found)
        return json_answer(
            {"items": items, "next": items[-1]["id"] if len(items) == limit else None}
        )

    @blp.route("/verifications", methods=["POST"])
    @blp.doc(summary="核对审计链", operationId="audit.verify")
    @blp.response(200, AuditCheckSchema)
    def verify() -> Response:
        with current_unit_of_work() as uow:
            store = runtime().parts["anchors"]
            found = verify_chain(uow, current_principal(), current_clock(), store)
        return json_answer(dump_check(found))

    return blp
