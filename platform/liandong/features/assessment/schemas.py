from marshmallow import fields, validate

from liandong.web.fields import ClosedSchema

_LONGEST, _MOST = 2000, 5000


class RoundListSchema(ClosedSchema):
    """The rounds that somebody has a part in, the newest first."""

    items = fields.List(fields.Dict())


class RoundSchema(ClosedSchema):
    """A round as one person may see it."""

    id = fields.UUID()
    year = fields.Integer()
    title = fields.String()
    state = fields.String()
    scheme = fields.Dict(metadata={"description": "Key, edition and digest"})
    days = fields.Dict(metadata={"description": "since, until, self_until, freeze_on, score_until"})
    steps = fields.List(fields.Dict())
    units = fields.List(
        fields.Dict(), metadata={"description": "All for who sees all, else one's own"}
    )


class StepSchema(ClosedSchema):
    """The next step of a round."""

    step = fields.String(required=True)
    reason = fields.String(load_default="", validate=validate.Length(max=_LONGEST))


class MarkSchema(ClosedSchema):
    """What an item of a unit is worth, by input."""

    unit = fields.String(required=True)
    code = fields.String(required=True)
    values = fields.Dict(keys=fields.String(), required=True)
    reason = fields.String(load_default="", validate=validate.Length(max=_LONGEST))


class MarksSchema(ClosedSchema):
    """Several marks: all of them are kept, or none."""

    marks = fields.List(
        fields.Nested(MarkSchema), required=True, validate=validate.Length(min=1, max=_MOST)
    )


class KeptSchema(ClosedSchema):
    """How many events were kept, and where the round stands."""

    kept = fields.Integer()
    state = fields.String()


class ResultSchema(ClosedSchema):
    """What a round comes to: totals and ranks, items where they may be seen."""

    stage = fields.String()
    digest = fields.String()
    units = fields.Dict()


class UnitResultSchema(ClosedSchema):
    """One unit: its points, each item with its sum in both languages."""

    unit = fields.String()
    result = fields.Dict()


class AppealSchema(ClosedSchema):
    """Which item of one's own unit is contested, what is asked for, and why."""

    unit = fields.String(required=True)
    code = fields.String(required=True)
    wanted = fields.String(required=True)
    reason = fields.String(required=True, validate=validate.Length(max=_LONGEST))


class AppealedSchema(ClosedSchema):
    """The appeal that was made."""

    id = fields.UUID()


class DecisionSchema(ClosedSchema):
    """What becomes of an appeal."""

    outcome = fields.String(required=True, metadata={"description": "upheld, partly or rejected"})
    points = fields.String(load_default="", metadata={"description": "Empty where it is rejected"})
    reason = fields.String(required=True, validate=validate.Length(max=_LONGEST))


class EditionSchema(ClosedSchema):
    """A published result with everything it follows from."""

    number = fields.Integer()
    digest = fields.String()
    previous = fields.String()
    content = fields.Dict()
