"""Entries as they travel over HTTP."""

from marshmallow import fields, validate

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


class TenantsQuerySchema(ClosedSchema):
    """Which page of the tree is asked for."""

    after = fields.String(load_default="", metadata={"description": "Cursor: `next` of a page"})
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class RefusalSchema(ClosedSchema):
    """Why what came from above was not taken in."""

    where = fields.String()
    zh = fields.String()
    en = fields.String()


class HealthSchema(ClosedSchema):
    """How a county says it fares."""

    unfilled_seats = fields.Integer()
    units_without_liaison = fields.Integer()
    mechanisms_without_basis = fields.Integer()
    open_deadlines = fields.Integer(
        metadata={"description": "By which somebody may be called late"}
    )
    overdue = fields.Integer(metadata={"description": "Of these"})
    last_activity_at = fields.AwareDateTime(allow_none=True)
    reported_at = fields.AwareDateTime()


class StandingSchema(ClosedSchema):
    """A city or county below a province."""

    code = fields.String()
    name = fields.String()
    level = fields.String()
    parent = fields.String(allow_none=True, metadata={"description": "Division code"})
    mode = fields.String(metadata={"description": "rehearsal, live, suspended, archived"})
    revision = fields.Integer()
    is_pending = fields.Boolean(metadata={"description": "Has not taken in the revision above"})
    refusal = fields.List(fields.Nested(RefusalSchema))
    activates_at = fields.AwareDateTime(allow_none=True)
    health = fields.Nested(HealthSchema, allow_none=True)


class StandingListSchema(ClosedSchema):
    """One page of the tree, by code."""

    items = fields.List(fields.Nested(StandingSchema))
    next = fields.String(allow_none=True)
