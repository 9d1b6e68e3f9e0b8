"""Explanations over HTTP: what is asked, what is answered."""

from marshmallow import fields, validate

from liandong.features.access.service.comparing import LONGEST
from liandong.web.fields import ClosedSchema


class ExplanationQuerySchema(ClosedSchema):
    """May this account do this, with this case?"""

    account = fields.String(load_default="", metadata={"description": "Login"})
    mechanism = fields.String(
        load_default="", metadata={"description": "Its key; page, platform or obligation"}
    )
    action = fields.String(load_default="", metadata={"description": "As policy lines name it"})
    case = fields.String(load_default="", metadata={"description": "Number or id"})


class WordsSchema(ClosedSchema):
    """The same words in both languages."""

    zh = fields.String()
    en = fields.String()


class DecidingLineSchema(ClosedSchema):
    """The line that decided, its layer, and the seat it spoke of."""

    scope = fields.String()
    allowed = fields.Boolean()
    layer = fields.String(
        metadata={"description": "template, overlay, inheritance, ceiling, nothing"}
    )
    rule = fields.String(allow_none=True)
    where = fields.String(allow_none=True)
    seat = fields.String(allow_none=True)
    through = fields.List(fields.String(), metadata={"description": "Links between seats"})


class PolicyStepSchema(ClosedSchema):
    """What the policy decides, and since when the duty of the seat is held."""

    allowed = fields.Boolean()
    reasons = fields.List(fields.Nested(DecidingLineSchema))
    held_from = fields.Date(allow_none=True)
    held_until = fields.Date(allow_none=True)


class RecordStepSchema(ClosedSchema):
    """What the case decides; nothing but `told` where who asks may not know of it."""

    told = fields.Boolean()
    allowed = fields.Boolean()
    level = fields.String(allow_none=True)
    since = fields.Date(allow_none=True)
    reason = fields.String(allow_none=True)
    parts = fields.List(fields.String())
    event = fields.String(allow_none=True)


class AccessExplanationSchema(ClosedSchema):
    """The verdict, both steps, and the sentences."""

    account = fields.String()
    mechanism = fields.String()
    action = fields.String()
    allowed = fields.Boolean()
    policy = fields.Nested(PolicyStepSchema)
    record = fields.Nested(RecordStepSchema, allow_none=True)
    sentences = fields.List(fields.Nested(WordsSchema))


class TrialSchema(ClosedSchema):
    """A `policy.csv` that is only tried."""

    policy = fields.String(required=True, validate=validate.Length(max=LONGEST))


class WrongLineSchema(WordsSchema):
    """A line that is wrong, and why."""

    where = fields.String()


class ConcernedSchema(ClosedSchema):
    """An account, and in how many acts it gains or loses."""

    login = fields.String()
    name = fields.String()
    unit = fields.String()
    gains = fields.Integer()
    losses = fields.Integer()


class TrialResultSchema(ClosedSchema):
    """What would change; with wrong lines, nothing but those."""

    problems = fields.List(fields.Nested(WrongLineSchema))
    cuts = fields.List(fields.Nested(WordsSchema))
    changes = fields.List(fields.Nested(WordsSchema))
    accounts = fields.List(fields.Nested(ConcernedSchema))
