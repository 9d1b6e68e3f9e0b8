"""Figures over HTTP: what is asked, what is answered."""

from marshmallow import fields

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
    units = fields.List(fields.Nested(FigureSchema))


class FiguresSchema(ClosedSchema):
    """Every metric of a mechanism in a period."""

    mechanism = fields.String()
    since = fields.Date()
    until = fields.Date()
    metrics = fields.List(fields.Nested(MetricSchema))


class RecordSchema(ClosedSchema):
    """One thing that a figure counts: number, day, matter and outcome, never the content."""

    unit_id = fields.UUID()
    on = fields.Date()
    matter = fields.String()
    outcome = fields.String()
    weight = fields.Float()
    number = fields.String(allow_none=True)
    case_id = fields.UUID(allow_none=True)


class RecordsSchema(ClosedSchema):
    """What a figure is made of."""

    numerator = fields.List(fields.Nested(RecordSchema))
    denominator = fields.List(fields.Nested(RecordSchema))
