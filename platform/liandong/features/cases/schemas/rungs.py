"""The rungs of the ladder as the API takes and answers them."""

from marshmallow import fields, validate

from liandong.features.cases.service.rung_deciding import LONGEST
from liandong.web.fields import ClosedSchema


class AddresseeSchema(ClosedSchema):
    """Whom a document goes to; no unit: served by hand."""

    role = fields.String()
    unit_id = fields.UUID(allow_none=True)
    name = fields.String()


class RungSchema(ClosedSchema):
    """One rung as it was suggested for a deadline, and what a person made of it."""

    id = fields.UUID()
    case_id = fields.UUID()
    deadline_id = fields.UUID()
    mechanism = fields.String()
    case_number = fields.String(allow_none=True)
    case_title = fields.String()
    limit_id = fields.String()
    due_on = fields.Date()
    unit_id = fields.UUID(metadata={"description": "The unit that is late"})
    unit = fields.String()
    rung = fields.String()
    label = fields.String()
    document = fields.String()
    letter_number = fields.String(
        allow_none=True, metadata={"description": "Number of its letter, once it is confirmed"}
    )
    confirmed_by = fields.String(metadata={"description": "duty@role that decides"})
    move = fields.String(
        allow_none=True, metadata={"description": "The move of the case that is this rung"}
    )
    number = fields.Integer(metadata={"description": "1, 2, 3 … of one deadline"})
    state = fields.String(validate=validate.OneOf(["suggested", "confirmed", "declined", "ended"]))
    suggested_on = fields.Date()
    decided_on = fields.Date(allow_none=True)
    addressees = fields.List(fields.Nested(AddresseeSchema))
    text = fields.String(
        allow_none=True, metadata={"description": "null: not for the caller's unit to read"}
    )
    reason = fields.String(allow_none=True)
    may_decide = fields.Boolean()
    position = fields.Integer(metadata={"description": "The ETag"})


class RungListSchema(ClosedSchema):
    """What the caller may know of, the longest waiting first."""

    items = fields.List(fields.Nested(RungSchema))
    waiting = fields.Integer(metadata={"description": "How many wait for the caller"})


class ConfirmSchema(ClosedSchema):
    """The text of the document as it leaves."""

    text = fields.String(required=True, validate=validate.Length(max=LONGEST))


class DeclineSchema(ClosedSchema):
    """Why it does not leave; with `skip` the next rung follows, else the ladder stops."""

    reason = fields.String(required=True, validate=validate.Length(max=LONGEST))
    skip = fields.Boolean(load_default=False)


class ResumeSchema(ClosedSchema):
    """Nothing: the rung is suggested again, with a fresh draft."""
