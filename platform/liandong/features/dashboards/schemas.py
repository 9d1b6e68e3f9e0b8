"""Figures over HTTP: what is asked, what is answered."""

from marshmallow import fields, validate

from liandong.web.fields import ClosedSchema


class FiguresQuerySchema(ClosedSchema):
    """From which day to which, both included; without them, this year."""

    since = fields.Date(load_default=None)
    until = fields.Date(load_default=None)


class RecordsQuerySchema(FiguresQuerySchema):
    """The records of one unit, or of all."""

    unit = fields.UUID(load_default=None)


class FigureSchema(ClosedSchema):
    """One metric of one unit: what counts, and of how much."""

    unit_id = fields.UUID()
    numerator = fields.Float()
    denominator = fields.Float()
    rate = fields.Float(allow_none=True)


class MetricSchema(ClosedSchema):
    """One metric of a mechanism, per unit."""

    key = fields.String()
    label = fields.String()
    neutral = fields.Boolean(metadata={"description": "Neither end is better"})
    in_days = fields.Boolean(metadata={"description": "A mean number of days, not a share"})
    units = fields.List(fields.Nested(FigureSchema))


class FiguresSchema(ClosedSchema):
    """Every metric of a mechanism in a period."""

    mechanism = fields.String()
    since = fields.Date()
    until = fields.Date()
    metrics = fields.List(fields.Nested(MetricSchema))


class TakeSchema(ClosedSchema):
    """Which figures are fixed and submitted."""

    mechanism = fields.String(required=True)
    period = fields.String(load_default="", metadata={"description": "2026, 2026-Q1, 2026-03"})


class SnapshotStepSchema(ClosedSchema):
    """What is decided on figures that were submitted or published."""

    step = fields.String(
        required=True, validate=validate.OneOf(("approved", "returned", "withdrawn"))
    )
    reason = fields.String(load_default="", metadata={"description": "退回或者撤回的理由"})


class SnapshotMetricSchema(ClosedSchema):
    """One metric as it was counted, per unit; of a confidential mechanism the sum alone."""

    key = fields.String()
    label = fields.String()
    neutral = fields.Boolean()
    part = fields.Float()
    whole = fields.Float()
    units = fields.List(fields.Dict())


class TakenStepSchema(ClosedSchema):
    """One step of a snapshot."""

    step = fields.String()
    reason = fields.String()
    recorded_at = fields.DateTime()


class SnapshotSchema(ClosedSchema):
    """Figures that were fixed as counted on a day, and what became of them."""

    id = fields.UUID()
    unit_id = fields.UUID()
    mechanism = fields.String()
    period = fields.String()
    counted_on = fields.Date()
    state = fields.String(metadata={"description": "submitted, approved, returned, withdrawn"})
    digest = fields.String()
    metrics = fields.List(fields.Nested(SnapshotMetricSchema))
    steps = fields.List(fields.Nested(TakenStepSchema))


class SnapshotListSchema(ClosedSchema):
    """Figures of one's own unit, and those that were published."""

    items = fields.List(fields.Nested(SnapshotSchema))


class RecordSchema(ClosedSchema):
    """One thing that a figure counts: number, day, matter and outcome, never the content."""

    unit_id = fields.UUID()
    on = fields.Date()
    matter = fields.String()
    outcome = fields.String()
    weight = fields.Float()
    number = fields.String(allow_none=True)
    case_id = fields.UUID(allow_none=True)
    limit = fields.String(allow_none=True)
    clause = fields.String(allow_none=True)
    begun = fields.Date(allow_none=True)
    due = fields.Date(allow_none=True)
    ended = fields.Date(allow_none=True)


class LeftRecordSchema(RecordSchema):
    """One thing that stands on neither side: why, and the act that brought it about."""

    why = fields.String()
    act = fields.String()


class RecordsSchema(ClosedSchema):
    """What a figure is made of, and what it leaves out."""

    numerator = fields.List(fields.Nested(RecordSchema))
    denominator = fields.List(fields.Nested(RecordSchema))
    left_out = fields.List(fields.Nested(LeftRecordSchema))
