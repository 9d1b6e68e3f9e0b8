"""The configuration of a tenant over HTTP."""

from marshmallow import fields, validate

from liandong.features.tenants.models import WORKING
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
    is_resolved = fields.Boolean(
        metadata={"description": "False: as the document writes it, found nowhere"}
    )
    conflict = fields.String(metadata={"description": "Where the document's citation is wrong"})
    doubts = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String()),
        metadata={"description": "All of this in words, each in zh and en"},
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


class PersonSchema(ClosedSchema):
    """Somebody who gets a first account."""

    name = fields.String(required=True, validate=validate.Length(1, 60))
    login = fields.String(required=True, validate=validate.Length(1, 60))
    unit = fields.String(required=True, metadata={"description": "Key of the roster"})
    duties = fields.List(fields.String(), required=True)


class DraftSchema(ClosedSchema):
    """The package of a county to come, as far as it is filled in."""

    id = fields.UUID()
    code = fields.String(metadata={"description": "Division code of the county"})
    position = fields.Integer(metadata={"description": "Moves with every change"})
    model = fields.String(
        metadata={"description": "template:FAMILY, county:CODE, package, or nothing yet"}
    )
    stated = fields.Dict(keys=fields.String(), metadata={"description": "By kind of file"})
    people = fields.List(fields.Nested(PersonSchema))


class DraftListSchema(ClosedSchema):
    """The drafts of a province."""

    items = fields.List(fields.Nested(DraftSchema))


class BegunSchema(ClosedSchema):
    """Which county, and what it starts from."""

    code = fields.String(required=True, validate=validate.Length(1, 12))
    model = fields.String(load_default="", validate=validate.Length(max=60))


class FilledSchema(ClosedSchema):
    """What the county is to state, and who gets an account."""

    stated = fields.Dict(keys=fields.String(), required=True)
    people = fields.List(fields.Nested(PersonSchema), required=True)


class ModeSchema(ClosedSchema):
    """Whether the county rehearses first."""

    mode = fields.String(required=True, validate=validate.OneOf(WORKING))


class DraftProblemSchema(ClosedSchema):
    """What keeps a draft from being opened."""

    where = fields.String(metadata={"description": "Path within `stated`, or `people`"})
    message_zh = fields.String()
    message_en = fields.String()


class ChangeSchema(ClosedSchema):
    """One thing that the county would have."""

    mark = fields.String()
    part = fields.String()
    key = fields.String()
    path = fields.String()
    before = fields.Raw(allow_none=True)
    after = fields.Raw(allow_none=True)


class DraftPlanSchema(ClosedSchema):
    """What a draft would bring, or what is wrong with it."""

    problems = fields.List(fields.Nested(DraftProblemSchema))
    dead_ends = fields.List(
        fields.Nested(DraftProblemSchema),
        metadata={"description": "What leads nowhere as it stands; it keeps nothing from opening"},
    )
    changes = fields.List(fields.Nested(ChangeSchema))
    city = fields.String(metadata={"description": "The city that comes with it, by name"})


class InvitedSchema(ClosedSchema):
    """A first account; the secret of its link is told once: `/invitation/<token>`."""

    name = fields.String()
    login = fields.String()
    token = fields.String()


class OpenedSchema(ClosedSchema):
    """A county that is there now; `is_new`: this call made it."""

    code = fields.String()
    name = fields.String()
    is_new = fields.Boolean()
    invited = fields.List(fields.Nested(InvitedSchema))


class CompareQuerySchema(ClosedSchema):
    """Which two counties."""

    left = fields.String(load_default="", metadata={"description": "Division code"})
    right = fields.String(load_default="", metadata={"description": "Division code"})


class SideSchema(ClosedSchema):
    """One of two counties."""

    code = fields.String()
    name = fields.String()


class DifferenceSchema(ClosedSchema):
    """Where two counties differ: `before` is what the left one has, `after` the right one."""

    part = fields.String()
    key = fields.String()
    path = fields.String(metadata={"description": "Within the entry; empty: the whole of it"})
    name = fields.String(metadata={"description": "What the entry is called"})
    before = fields.Raw(allow_none=True)
    after = fields.Raw(allow_none=True)
    left_layer = fields.String(
        allow_none=True, metadata={"description": "Who above states it; none: the county itself"}
    )
    right_layer = fields.String(allow_none=True)


class ComparisonSchema(ClosedSchema):
    """Where what governs two counties differs, without people and documents."""

    left = fields.Nested(SideSchema)
    right = fields.Nested(SideSchema)
    differences = fields.List(fields.Nested(DifferenceSchema))
