"""One move of many cases of a mechanism, each in a transaction of its own."""

from collections.abc import Callable
from typing import Any

from flask import Response, request
from flask_smorest import Blueprint
from marshmallow import fields, validate

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.api.answering import CONFLICT
from liandong.features.cases.schemas.commands import camel
from liandong.features.cases.service import Batch, FireTransition, Outcome
from liandong.features.cases.service.batching import MOST, list_plain
from liandong.kernel.errors import InvalidInputError
from liandong.mechanisms import Mechanism, Transition
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.fields import ClosedSchema, facts_schema
from liandong.web.writes import once_each


class BatchedCaseSchema(ClosedSchema):
    """A case of the batch, by the version that was read."""

    id = fields.UUID(required=True)
    position = fields.Integer(required=True, validate=validate.Range(min=0, max=10**9))


class OutcomeSchema(ClosedSchema):
    """What became of one case."""

    id = fields.UUID()
    done = fields.Boolean()
    code = fields.String(allow_none=True)
    title_zh = fields.String(allow_none=True)
    title_en = fields.String(allow_none=True)
    problems = fields.List(fields.Dict())


class OutcomesSchema(ClosedSchema):
    """What became of each case, in the order they were named."""

    items = fields.List(fields.Nested(OutcomeSchema))


def add_batch(blp: Blueprint, mechanism: Mechanism) -> None:
    """Add the making of one move of many cases."""
    moves = list_plain(mechanism)
    if not moves:
        return
    schema = _schema(mechanism, moves)

    @blp.route("/batches", endpoint="batch", methods=["POST"])
    @blp.doc(summary="几件一起办", operationId=f"{mechanism.key}.batch")
    @blp.arguments(schema)
    @blp.response(200, OutcomesSchema)
    @blp.alt_response(409, description=CONFLICT)
    def batch(data: dict[str, Any]) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        command = FireTransition(data["transition"], data["occurred_on"], data["facts"])
        cases = tuple((each["id"], each["position"]) for each in data["cases"])
        found = service.act_together(
            current_unit_of_work,
            once_each(key) if key else _at_once,
            current_principal(),
            current_clock(),
            Batch(mechanism.key, command, cases),
        )
        return json_answer({"items": [_plain(each) for each in found]})


def _at_once(
    uow: UnitOfWork, _: str, action: Callable[[UnitOfWork], dict[str, Any]]
) -> dict[str, Any]:
    """Make an act of a request that may not come twice: its version refuses a second one."""
    return action(uow)


def _schema(mechanism: Mechanism, moves: list[Transition]) -> type[ClosedSchema]:
    name = camel(mechanism.key, "batch")
    inputs = {field.key: field for move in moves for field in move.inputs}
    facts = facts_schema(f"{name}Facts", (), tuple(inputs.values()))
    keys = [move.key for move in moves]
    members = {
        "transition": fields.String(required=True, validate=validate.OneOf(keys)),
        "occurred_on": fields.Date(required=True, metadata={"description": "发生日期"}),
        "facts": fields.Nested(facts, load_default=dict),
        "cases": fields.List(
            fields.Nested(BatchedCaseSchema),
            required=True,
            validate=validate.Length(min=1, max=MOST),
        ),
    }
    return type(name, (ClosedSchema,), members)


def _plain(outcome: Outcome) -> dict[str, Any]:
    error = outcome.refused
    problems = error.problems if isinstance(error, InvalidInputError) else []
    return {
        "id": str(outcome.case_id),
        "done": error is None,
        "code": error.code if error else None,
        "title_zh": error.message_zh if error else None,
        "title_en": error.message_en if error else None,
        "problems": [
            {"where": each.where, "message_zh": each.message_zh, "message_en": each.message_en}
            for each in problems
        ],
    }
