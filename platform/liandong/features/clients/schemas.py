"""Clients as they travel over HTTP."""

from marshmallow import fields, validate

from liandong.web.fields import ClosedSchema


class NewClientSchema(ClosedSchema):
    """What a client is to be."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=60))
    unit_id = fields.UUID(required=True)
    duties = fields.List(fields.String(), required=True)
    scopes = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "`read`, `platform:<endpoint>` or `<mechanism>:<action>`"},
    )
    expires_on = fields.Date(required=True, metadata={"description": "Its last day"})


class ClientSchema(ClosedSchema):
    """A program that may call the interface."""

    id = fields.UUID()
    name = fields.String()
    unit_id = fields.UUID()
    unit = fields.String()
    duties = fields.List(fields.String())
    scopes = fields.List(fields.String())
    hint = fields.String(metadata={"description": "The first signs of its token"})
    expires_on = fields.Date()
    created_at = fields.DateTime()
    created_by = fields.String()
    revoked_at = fields.DateTime(allow_none=True)
    seen_at = fields.DateTime(allow_none=True)


class ToldClientSchema(ClientSchema):
    """A new client, with its token this once."""

    token = fields.String(
        allow_none=True, metadata={"description": "Told once; null for a repeated key"}
    )


class ClientListSchema(ClosedSchema):
    """The clients of one's authority."""

    items = fields.List(fields.Nested(ClientSchema))
