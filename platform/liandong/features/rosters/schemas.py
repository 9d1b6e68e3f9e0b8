from marshmallow import fields, validate

from liandong.web.fields import ClosedSchema

_LONGEST = 200
_MOST = 2000


class CorrectionSchema(ClosedSchema):
    """What is written into one row; cells by the names of the columns, `_2` for a second person."""

    number = fields.Integer(required=True, validate=validate.Range(min=1))
    cells = fields.Dict(
        keys=fields.String(), values=fields.String(validate=validate.Length(max=_LONGEST)),
        load_default=dict,
    )  # fmt: skip
    unit = fields.String(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "Key of the unit it speaks of, `new` for none of the roster, empty for "
            "what its name says; without it what was chosen stays"
        },
    )
    is_out = fields.Boolean(load_default=False, metadata={"description": "Leave the row out"})


class CorrectionsSchema(ClosedSchema):
    """Rows put right, absent units that leave, people of absent rows that stay; each as a whole."""

    rows = fields.List(
        fields.Nested(CorrectionSchema), load_default=list, validate=validate.Length(max=_MOST)
    )
    leaving = fields.List(fields.String(), load_default=None, allow_none=True)
    staying = fields.List(fields.String(), load_default=None, allow_none=True)


class PreviewSchema(ClosedSchema):
    """An upload with a verdict for every row; nothing of it is in force."""

    id = fields.UUID()
    name = fields.String()
    position = fields.Integer(metadata={"description": "The ETag"})
    counts = fields.Dict()
    rows = fields.List(fields.Dict())
    changes = fields.List(fields.Dict())
    absent_units = fields.List(fields.Dict())
    absent_people = fields.List(fields.Dict())


class ChangesSchema(ClosedSchema):
    """What the roster was changed by."""

    changes = fields.List(fields.Dict())
    absent_units = fields.List(fields.Dict())
    absent_people = fields.List(fields.Dict())


class UploadListSchema(ClosedSchema):
    """The uploads that wait."""

    items = fields.List(fields.Dict())


class ProposeSeatSchema(ClosedSchema):
    """Who is to sit in a seat of one's own unit."""

    seat = fields.String(
        load_default="",
        metadata={"description": "Its key; without it a seat of `kind` is made"},
    )
    kind = fields.String(load_default="", validate=validate.OneOf(("", "member", "liaison")))
    person = fields.String(required=True)
    post = fields.String(load_default="")
    from_on = fields.Date(required=True, metadata={"description": "The first day, not past"})
    reason = fields.String(required=True)


class DeclineSeatSchema(ClosedSchema):
    """Why a change is not approved."""

    reason = fields.String(required=True)


class SeatSchema(ClosedSchema):
    """A seat with whoever the county states for it."""

    key = fields.String()
    unit = fields.String(metadata={"description": "Key of the unit"})
    unit_name = fields.String()
    kind = fields.String()
    label = fields.String()
    person = fields.String()
    post = fields.String()
    from_on = fields.Date(allow_none=True)
    to_on = fields.Date(allow_none=True)
    standing = fields.String(metadata={"description": "now, to_come, former"})
    needs_approval = fields.Boolean(metadata={"description": "A convener approves who sits there"})


class SeatListSchema(ClosedSchema):
    """Seats of one's own unit, or of every unit for conveners and the office."""

    items = fields.List(fields.Nested(SeatSchema))


class ProposalSchema(ClosedSchema):
    """A change that was proposed, and what became of it."""

    id = fields.UUID()
    unit_id = fields.UUID()
    unit_name = fields.String()
    seat = fields.String()
    kind = fields.String()
    label = fields.String()
    replaces = fields.String()
    person = fields.String()
    post = fields.String()
    from_on = fields.Date()
    reason = fields.String()
    proposed_at = fields.DateTime()
    proposed_by = fields.Dict()
    outcome = fields.String(metadata={"description": "waiting, approved, declined, withdrawn"})
    decision = fields.Dict(allow_none=True)


class ProposalListSchema(ClosedSchema):
    """Changes that were proposed, the newest first."""

    items = fields.List(fields.Nested(ProposalSchema))
