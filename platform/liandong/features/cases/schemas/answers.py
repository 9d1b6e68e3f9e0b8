"""What goes out over HTTP: a case, and everything that it is made of."""

from marshmallow import fields

from liandong.web.fields import ClosedSchema


def _key(what: str) -> fields.String:
    return fields.String(metadata={"description": what})


class PartySchema(ClosedSchema):
    """A unit that takes part."""

    unit_id = fields.UUID()
    unit = _key("Name of the unit")
    part = _key("issuer, addressee, applicant, respondent, supervisor, assistant, copied …")


class RowSchema(ClosedSchema):
    """A part of a case with a state of its own."""

    id = fields.UUID()
    type = _key("Key of the row type")
    number = fields.Integer(metadata={"description": "1, 2, 3 … within the type"})
    state = _key("Key of its state")
    facts = fields.Dict(metadata={"description": "By the fields of the row's moves"})
    unit_id = fields.UUID(metadata={"description": "Unit that put it there"})


class DeliverySchema(ClosedSchema):
    """How a paper was served."""

    mode = _key("electronic, paper or announced")
    received_on = fields.Date()
    recorded_by = fields.UUID(metadata={"description": "Unit that put it on record"})
    proof = fields.UUID(allow_none=True, metadata={"description": "File"})


class PaperSchema(ClosedSchema):
    """A paper of a case."""

    id = fields.UUID()
    type = _key("Key of the paper")
    number = fields.String(allow_none=True)
    state = _key("draft, submitted, reviewed or signed")
    unit = _key("Name of the unit whose paper it is")
    digest = fields.String(allow_none=True, metadata={"description": "SHA-256 of what is signed"})
    signed_at = fields.DateTime(allow_none=True)
    delivery = fields.Nested(DeliverySchema, allow_none=True)


class ClockSchema(ClosedSchema):
    """A clock: what runs, for whom, until when."""

    id = fields.UUID()
    limit_id = _key("Limit that governs")
    stands_for = _key("Limit in whose place it stands")
    unit_id = fields.UUID(allow_none=True, metadata={"description": "Unit that owes it"})
    started_on = fields.Date()
    due_on = fields.Date(allow_none=True)
    due_at = fields.DateTime(
        allow_none=True, metadata={"description": "The moment, of a limit in hours"}
    )
    state = _key("open, paused, done or released")
    outcome = fields.String(allow_none=True)
    ended_on = fields.Date(allow_none=True)
    is_right = fields.Boolean()
    is_provisional = fields.Boolean()
    is_enforceable = fields.Boolean()


class DeadlineSchema(ClockSchema):
    """A clock, with all that explains it."""

    fires = fields.List(fields.DateTime(), metadata={"description": "When it speaks"})
    inputs = fields.Dict(metadata={"description": "Rule, basis, steps of the count, revisions"})


class StartedBySchema(ClosedSchema):
    """The event that started a deadline."""

    unit_id = fields.UUID()
    unit = _key("Name of the unit that recorded it")
    transition = _key("Key of the move")
    occurred_on = fields.Date()
    recorded_at = fields.DateTime()


class ReasonSchema(ClosedSchema):
    """A reason in words."""

    zh = fields.String()
    en = fields.String()


class ExplanationSchema(DeadlineSchema):
    """A clock with all that explains it: what started it, whom it may call late, how to recount."""

    case_id = fields.UUID()
    started_by = fields.Nested(
        StartedBySchema, allow_none=True, metadata={"description": "null: an inner act of others"}
    )
    may_call_late = fields.Boolean()
    why_not_late = fields.List(fields.Nested(ReasonSchema))
    command = fields.String(
        allow_none=True, metadata={"description": "What counts it again on a machine of ours"}
    )


class ListedDeadlineSchema(ClockSchema):
    """A clock in a list, with the case it runs in."""

    case_id = fields.UUID()
    mechanism = fields.String()
    number = fields.String(allow_none=True, metadata={"description": "Of the case"})
    title = fields.String(metadata={"description": "Of the case"})
    matter = _key("What is to be done")


class DeadlineListSchema(ClosedSchema):
    """One page of deadlines."""

    items = fields.List(fields.Nested(ListedDeadlineSchema))
    next = fields.String(allow_none=True)


class EventSchema(ClosedSchema):
    """Something that happened, as far as the caller may know of it."""

    id = fields.UUID()
    position = fields.Integer(metadata={"description": "1, 2, 3 … of those the caller sees"})
    kind = _key("move, row, draft, approval or reminder")
    transition = _key("Key of the move")
    landed_in = _key("State of the case it ended in")
    occurred_on = fields.Date()
    recorded_at = fields.DateTime()
    unit_id = fields.UUID()
    draws = fields.List(
        fields.Dict(), metadata={"description": "Who was drawn from which pool, who not and why"}
    )


class NamedSchema(ClosedSchema):
    """A part in which a move names units."""

    part = _key("issuer, addressee, respondent …")
    least = fields.Integer()
    most = fields.Integer(allow_none=True, metadata={"description": "null: any number"})


class LinkSchema(ClosedSchema):
    """Another case that this one came from or led to; state null: the caller has a copy alone."""

    id = fields.UUID()
    mechanism = fields.String()
    number = fields.String(allow_none=True)
    title = fields.String()
    move = _key("Key of the move that linked them")
    is_origin = fields.Boolean(metadata={"description": "This case came from that one"})
    state = fields.String(allow_none=True)
    state_label = fields.String(allow_none=True)


class MoveSchema(ClosedSchema):
    """Something the caller could do now."""

    transition = fields.String()
    label = fields.String()
    row_type = fields.String(allow_none=True)
    row_id = fields.UUID(allow_none=True)
    possible = fields.Boolean()
    why_not = fields.String(allow_none=True)
    asks = fields.List(fields.String(), metadata={"description": "Keys of the fields it asks for"})
    names = fields.List(
        fields.Nested(NamedSchema), metadata={"description": "Units it names, by their part"}
    )


class CaseHeaderSchema(ClosedSchema):
    """What a list shows of a case; who has a document alone gets it up to `level`."""

    id = fields.UUID()
    mechanism = fields.String()
    version = fields.Integer(metadata={"description": "Version of the mechanism"})
    number = fields.String(allow_none=True)
    title = fields.String()
    level = _key("header, document or full")
    state = fields.String()
    state_label = fields.String()
    is_final = fields.Boolean()
    opened_on = fields.Date(metadata={"description": "First day the caller knows of"})
    last_occurred_on = fields.Date(metadata={"description": "Last day the caller knows of"})
    position = fields.Integer(
        metadata={"description": "How many events the caller knows of; also the ETag"}
    )


class CaseSchema(CaseHeaderSchema):
    """One case as the caller may see it."""

    facts = fields.Dict(metadata={"description": "By the fields of the mechanism"})
    parties = fields.List(fields.Nested(PartySchema))
    rows = fields.List(fields.Nested(RowSchema))
    deadlines = fields.List(fields.Nested(DeadlineSchema))
    documents = fields.List(fields.Nested(PaperSchema))
    events = fields.List(fields.Nested(EventSchema), metadata={"description": "Newest first"})
    moves = fields.List(fields.Nested(MoveSchema))
    links = fields.List(fields.Nested(LinkSchema))


class CaseListSchema(ClosedSchema):
    """One page of cases."""

    items = fields.List(fields.Nested(CaseHeaderSchema))
    next = fields.UUID(allow_none=True)


class ContactSchema(ClosedSchema):
    """Somebody who speaks for a unit of the county."""

    unit_id = fields.UUID()
    unit = fields.String()
    seat = fields.String(metadata={"description": "As what: 成员, 联络员 …"})
    person = fields.String()
    post = fields.String()
    phone = fields.String(metadata={"description": "Empty where none was given"})


class ContactListSchema(ClosedSchema):
    """Everybody who speaks for a unit now."""

    items = fields.List(fields.Nested(ContactSchema))


class FeedSchema(ClosedSchema):
    """An address at which a calendar program reads one's deadlines."""

    id = fields.UUID()
    created_at = fields.DateTime()
    seen_at = fields.DateTime(allow_none=True, metadata={"description": "Last time it was read"})


class ToldFeedSchema(FeedSchema):
    """A new address, told this once."""

    address = fields.String(
        allow_none=True, metadata={"description": "null where a repeated key is answered"}
    )


class FeedListSchema(ClosedSchema):
    """One's addresses that still open."""

    items = fields.List(fields.Nested(FeedSchema))
