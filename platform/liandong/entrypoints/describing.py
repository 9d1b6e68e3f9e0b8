"""What the OpenAPI document says of every operation alike: errors, and the headers of a write."""

from typing import Any

from apispec import BasePlugin
from marshmallow import Schema, fields

_TEXT = {"type": "string"}


class PlaceSchema(Schema):
    """One thing that is wrong, and where."""

    field = fields.String(required=True, metadata={"description": "Path in the request"})
    message = fields.String(required=True, metadata={"description": "Chinese"})
    message_en = fields.String(required=True, metadata={"description": "English"})


class ProblemSchema(Schema):
    """An error (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True, metadata={"description": "Chinese"})
    detail = fields.String(required=True, metadata={"description": "English"})
    status = fields.Integer(required=True)
    code = fields.String(required=True, metadata={"description": "Stable: problems.md lists it"})
    errors = fields.List(fields.Nested(PlaceSchema))
    request_id = fields.String(metadata={"description": "Of an error of the platform"})


IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag that was read",
    "schema": _TEXT,
}
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "The same key with the same request gets the first answer again",
    "schema": {"type": "string", "maxLength": 200},
}
_MEANS = {
    "400": "The request has the wrong form",
    "401": "Nobody is signed in",
    "404": "Unknown, foreign or not permitted: one answer",
    "409": "The state, a guard or a reused key refuses",
    "412": "Somebody was quicker",
    "413": "Too big",
    "415": "Not the media type that is asked for",
    "422": "Something handed in is wrong; each place is named",
    "428": "If-Match is missing",
    "429": "Tried too often",
    "default": "The platform failed",
}
_WRITES = ("post", "put", "patch", "delete")


class CommonPlugin(BasePlugin):
    """Adds to each operation what no view says for itself."""

    def operation_helper(
        self, path: str | None = None, operations: dict[str, Any] | None = None, **_: Any
    ) -> None:
        """Add headers and errors to the operations of a path."""
        for method, operation in (operations or {}).items():
            is_write = method in _WRITES
            named = [
                *([IF_MATCH] if is_write and "{case_id}" in (path or "") else []),
                *([IDEMPOTENCY_KEY] if is_write and "/t/{code}/" in (path or "") else []),
            ]
            operation.setdefault("parameters", []).extend(named)
            answers = operation.setdefault("responses", {})
            for key in [key for key in answers if str(key) in _MEANS]:
                del answers[key]
            for status in _statuses(method, path or "", operation, named):
                answers[status] = _problem(status)


def _statuses(
    method: str, path: str, operation: dict[str, Any], named: list[dict[str, Any]]
) -> list[str]:
    found = ["422", "default"]
    found += ["401"] if operation.get("security") != [] else ["401", "429"]
    found += ["404"] if "/t/{code}/" in path else []
    found += ["400"] if method in _WRITES else []
    found += ["413", "415"] if "requestBody" in operation else []
    found += ["409"] if IDEMPOTENCY_KEY in named else []
    return sorted(found + (["412", "428"] if IF_MATCH in named else []))


def _problem(status: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {"application/problem+json": {"schema": schema}}
    return {"description": _MEANS[status], "content": content}
