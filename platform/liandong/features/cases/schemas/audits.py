"""The audit over HTTP: what is asked for, what is answered."""

from marshmallow import fields, validate

from liandong.web.fields import ClosedSchema


class AuditQuerySchema(ClosedSchema):
    """What is looked for."""

    since = fields.Date(load_default=None)
    until = fields.Date(load_default=None)
    actor = fields.String(load_default="", metadata={"description": "Login or name"})
    action = fields.String(load_default="", metadata={"description": "Its beginning: case."})
    subject = fields.String(load_default="", metadata={"description": "Number of a case, or id"})
    after = fields.UUID(load_default=None)
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class AuditEntrySchema(ClosedSchema):
    """One entry; the level says how much of it is told."""

    id = fields.UUID()
    level = fields.String(metadata={"description": "full, told or header"})
    recorded_at = fields.DateTime()
    unit_id = fields.UUID(allow_none=True)
    unit = fields.String(allow_none=True)
    action = fields.String(allow_none=True)
    action_label = fields.String(allow_none=True)
    subject = fields.String(allow_none=True)
    number = fields.String(allow_none=True)
    said = fields.Dict(metadata={"description": "Who, from where, before, after; level full only"})


class AuditListSchema(ClosedSchema):
    """One page of entries, the newest first."""

    items = fields.List(fields.Nested(AuditEntrySchema))
    next = fields.UUID(allow_none=True)


class AuditFaultSchema(ClosedSchema):
    """The first entry that does not fit."""

    position = fields.Integer()
    kind = fields.String()
    zh = fields.String()
    en = fields.String()


class AuditCheckSchema(ClosedSchema):
    """What a verification of the whole chain found."""

    is_sound = fields.Boolean()
    anchored_at = fields.DateTime(allow_none=True)
    fault = fields.Nested(AuditFaultSchema, allow_none=True)
