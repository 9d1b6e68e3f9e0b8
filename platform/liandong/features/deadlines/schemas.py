"""Obligations over HTTP: what is asked, what is answered."""

from typing import Any

from marshmallow import fields, validate

from liandong.features.deadlines.service import Filing, Return
from liandong.web.fields import ClosedSchema

STATES = ("open", "met", "nil", "waived")


class ObligationsQuerySchema(ClosedSchema):
    """What a list of obligations is narrowed to."""

    state = fields.String(load_default=None, validate=validate.OneOf(STATES))
    unit = fields.UUID(load_default=None, metadata={"description": "Who owes it"})
    limit_id = fields.String(load_default=None, metadata={"description": "SEED-XY-01"})
    after = fields.UUID(load_default=None, metadata={"description": "Cursor: `next` of a page"})
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class FilingSchema(ClosedSchema):
    """What a unit files for a period: a document, or that there is nothing."""

    occurred_on = fields.Date(required=True, metadata={"description": "报送日期"})
    kind = fields.String(load_default="filed", validate=validate.OneOf(("filed", "nil")))
    note = fields.String(load_default="", metadata={"description": "备注"})
    files = fields.List(
        fields.UUID(),
        load_default=list,
        validate=validate.Length(max=20),
        metadata={"description": "报送的文件"},
    )
    proof = fields.List(
        fields.UUID(),
        load_default=list,
        validate=validate.Length(max=20),
        metadata={"description": "证明材料，日期较早时要附"},
    )
    confirmed = fields.Boolean(
        load_default=False, metadata={"description": "零报告：确认本期没有需要报送的事项"}
    )


class ReturnSchema(ClosedSchema):
    """Why a filing is sent back."""

    reason = fields.String(required=True, metadata={"description": "退回的理由"})


class ObligationSchema(ClosedSchema):
    """What a unit owes in a period, and how it stands."""

    id = fields.UUID()
    limit_id = fields.String()
    mechanism = fields.String()
    matter = fields.String()
    unit_id = fields.UUID()
    unit = fields.String()
    period_start = fields.Date()
    period_end = fields.Date()
    label = fields.String()
    nominal_on = fields.Date(metadata={"description": "The last day before it moved"})
    due_on = fields.Date()
    is_provisional = fields.Boolean()
    is_enforceable = fields.Boolean()
    state = fields.String()
    met_on = fields.Date(allow_none=True)
    outcome = fields.String(allow_none=True)
    working_days_late = fields.Integer(allow_none=True)
    evidence = fields.Dict()
    inputs = fields.Dict(metadata={"description": "Rule, basis, steps, calendar, returns"})
    position = fields.Integer(metadata={"description": "The ETag"})


class ObligationListSchema(ClosedSchema):
    """One page of obligations."""

    items = fields.List(fields.Nested(ObligationSchema))
    next = fields.UUID(allow_none=True)


def to_filing(data: dict[str, Any], seen: int) -> Filing:
    """Return the command of a filing."""
    lists = {key: tuple(data[key]) for key in ("files", "proof")}
    return Filing(**{**data, **lists}, seen=seen)


def to_return(data: dict[str, Any], seen: int) -> Return:
    """Return the command of a return."""
    return Return(data["reason"], seen)
