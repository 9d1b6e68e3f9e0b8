"""A county that is stopped, or leaves, over HTTP."""

from marshmallow import fields, validate

from liandong.features.tenants.models import ARCHIVED, SUSPENDED
from liandong.web.fields import ClosedSchema

WORKING_AGAIN = "working"


class CountyModeSchema(ClosedSchema):
    """How a county is to stand, and why; `working`: as it did before it was suspended."""

    mode = fields.String(
        required=True, validate=validate.OneOf((SUSPENDED, ARCHIVED, WORKING_AGAIN))
    )
    reason = fields.String(required=True, validate=validate.Length(1, 500))


class StandsSchema(ClosedSchema):
    """How a county stands now."""

    code = fields.String()
    mode = fields.String()


class RemovalReasonSchema(ClosedSchema):
    """Why."""

    reason = fields.String(required=True, validate=validate.Length(1, 500))


class RemovalSchema(ClosedSchema):
    """A removal: announced, begun, called off or done."""

    id = fields.UUID()
    code = fields.String()
    name = fields.String()
    state = fields.String(metadata={"description": "announced, begun, called_off, removed"})
    reason = fields.String()
    announced_at = fields.AwareDateTime()
    announced_by = fields.String()
    due_at = fields.AwareDateTime(metadata={"description": "Not before this"})
    confirmation = fields.String(
        allow_none=True, metadata={"description": "What the command line has to be told"}
    )
    export = fields.String(metadata={"description": "SHA-256 of the manifest of the full export"})
    begun_at = fields.AwareDateTime(allow_none=True)
    removed_at = fields.AwareDateTime(allow_none=True)
    certificate = fields.Dict(keys=fields.String(), allow_none=True)
    digest = fields.String(allow_none=True, metadata={"description": "SHA-256 of the certificate"})


class RemovalListSchema(ClosedSchema):
    """Removals below a province, the newest first."""

    items = fields.List(fields.Nested(RemovalSchema))
