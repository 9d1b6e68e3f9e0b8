"""Entries as they travel over HTTP."""

from marshmallow import fields

from liandong.web.fields import ClosedSchema


class VisitSchema(ClosedSchema):
    """An entry of a province into a county."""

    id = fields.UUID()
    direction = fields.String(metadata={"description": "in: here; out: by us"})
    other = fields.String(metadata={"description": "Name of the tenant at the other end"})
    visitor = fields.String()
    visitor_name = fields.String()
    reason = fields.String()
    reach = fields.String(metadata={"description": "configuration, headers"})
    entered_at = fields.DateTime()
    until_at = fields.DateTime()
    ended_at = fields.DateTime(allow_none=True)
    ended_by = fields.String(allow_none=True)
    n_requests = fields.Integer()
    is_running = fields.Boolean()


class VisitListSchema(ClosedSchema):
    """The entries of this side, the newest first."""

    items = fields.List(fields.Nested(VisitSchema))


class VisitRequestSchema(ClosedSchema):
    """One address that was asked for."""

    at = fields.DateTime()
    address = fields.String()


class VisitDetailSchema(VisitSchema):
    """An entry with every request."""

    requests = fields.List(fields.Nested(VisitRequestSchema))
