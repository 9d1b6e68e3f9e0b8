from typing import Any

from marshmallow import fields, validate

from liandong.features.cases.service import PartyCommand
from liandong.features.transfers.service import Acceptance
from liandong.mechanisms import Part
from liandong.web.fields import ClosedSchema


class TransfersQuerySchema(ClosedSchema):
    """What a list of transfers is narrowed to."""

    direction = fields.String(load_default="", validate=validate.OneOf(["", "out", "in"]))


class OfferSchema(ClosedSchema):
    """The first signature: which matter, to whom, why, by which law."""

    mechanism = fields.String(required=True)
    case_id = fields.UUID(required=True)
    case_position = fields.Integer(
        required=True, metadata={"description": "The version of the matter that was read"}
    )
    county = fields.String(required=True, metadata={"description": "Division code"})
    unit = fields.String(
        required=True, metadata={"description": "The unit there, by its full name"}
    )
    reason = fields.String(required=True)
    legal_basis = fields.String(required=True)
    purpose = fields.String(
        load_default="custody",
        validate=validate.OneOf(["custody", "joint"]),
        metadata={"description": "joint: the matter stays, and the other county takes part"},
    )


class ResultSchema(ClosedSchema):
    """What came of a matter in which this county took part."""

    outcome = fields.String(required=True, metadata={"description": "`resolved` or `unresolved`"})
    reason = fields.String(required=True)


class ReasonSchema(ClosedSchema):
    """Why it is asked back."""

    reason = fields.String(required=True)


class RejectSchema(ReasonSchema):
    """Why it is not taken over."""

    decision = fields.String(
        load_default="",
        metadata={"description": "Decision of the upper authority, where the law asks for it"},
    )


class ReturnSchema(RejectSchema):
    """Why a matter is sent back, and by which law."""

    legal_basis = fields.String(required=True)


class TakerSchema(ClosedSchema):
    """A unit of the receiving county, and its part in the matter there."""

    unit_id = fields.UUID(required=True)
    part = fields.String(required=True, validate=validate.OneOf([part.value for part in Part]))


class AcceptSchema(ClosedSchema):
    """The second signature: who takes part here."""

    parties = fields.List(fields.Nested(TakerSchema), load_default=list)


class StepSchema(ClosedSchema):
    """One step, as this county recorded it."""

    kind = fields.String()
    occurred_on = fields.Date()
    recorded_at = fields.DateTime()


class TransferHeaderSchema(ClosedSchema):
    """A matter on its way between this county and another."""

    id = fields.UUID()
    direction = fields.String()
    purpose = fields.String()
    state = fields.String()
    is_revoking = fields.Boolean()
    county = fields.String(metadata={"description": "Division code of the other county"})
    county_name = fields.String()
    unit = fields.String(metadata={"description": "Unit of the other county"})
    case_id = fields.UUID(allow_none=True)
    mechanism = fields.String()
    title = fields.String()
    reason = fields.String()
    legal_basis = fields.String()
    answer = fields.String(allow_none=True)
    offered_on = fields.Date()
    decided_on = fields.Date(allow_none=True)
    returns_id = fields.UUID(allow_none=True)
    returned_by = fields.UUID(allow_none=True)
    digest = fields.String(metadata={"description": "SHA-256 of the package"})
    position = fields.Integer()


class TransferSchema(TransferHeaderSchema):
    """A transfer with its steps."""

    steps = fields.List(fields.Nested(StepSchema))


class TransferListSchema(ClosedSchema):
    """The transfers of one's unit."""

    items = fields.List(fields.Nested(TransferHeaderSchema))


class PackageSchema(ClosedSchema):
    """What goes along with a matter."""

    id = fields.UUID()
    digest = fields.String()
    package = fields.Dict()


def to_acceptance(data: dict[str, Any], seen: int) -> Acceptance:
    """Return what was signed."""
    parties = tuple(PartyCommand(each["unit_id"], each["part"]) for each in data["parties"])
    return Acceptance(parties, seen)
