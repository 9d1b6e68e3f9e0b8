"""The configuration of a tenant over HTTP."""

from marshmallow import fields

from liandong.web.fields import ClosedSchema


class PathQuerySchema(ClosedSchema):
    """Which value is asked for."""

    path = fields.String(
        load_default="", metadata={"description": "settings.copy.trigger_logic, limits.SUG-01"}
    )


class CitationSchema(ClosedSchema):
    """A clause a value rests on."""

    instrument = fields.String()
    clause = fields.String()
    words = fields.String(metadata={"description": "As people cite it"})
    superseded = fields.String(
        allow_none=True,
        metadata={"description": "By which instrument; empty: by one not registered"},
    )


class SaidSchema(ClosedSchema):
    """What one layer states."""

    code = fields.String(metadata={"description": "Division code of the layer, or platform"})
    name = fields.String()
    value = fields.Raw(allow_none=True)
    is_removed = fields.Boolean(metadata={"description": "It takes away what it inherits"})
    citations = fields.List(fields.Nested(CitationSchema))
    from_on = fields.Date(allow_none=True)
    to_confirm = fields.Boolean()
    note = fields.String()


class ProvenanceSchema(ClosedSchema):
    """An effective value, and beneath it what it stands over, nearest first."""

    path = fields.String()
    said = fields.Nested(SaidSchema)
    beneath = fields.List(fields.Nested(SaidSchema))


class ProvenanceListSchema(ClosedSchema):
    """Every effective value of a tenant."""

    items = fields.List(fields.Nested(ProvenanceSchema))


class RevisionSchema(ClosedSchema):
    """One revision of a tenant's configuration."""

    position = fields.Integer()
    applied_at = fields.AwareDateTime()
    applied_by = fields.String()
    cause = fields.String(metadata={"description": "package, page, rollback, inherited, scheduled"})
    digest = fields.String()
    is_kept = fields.Boolean(metadata={"description": "It can be stated again"})


class RevisionListSchema(ClosedSchema):
    """The revisions of a tenant, the newest first."""

    items = fields.List(fields.Nested(RevisionSchema))


class PackageSchema(ClosedSchema):
    """What a tenant states, file by file, as the command line writes it."""

    code = fields.String()
    files = fields.Dict(keys=fields.String(), values=fields.String())
