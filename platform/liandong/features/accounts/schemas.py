"""What an administrator of accounts sends, and what comes back."""

from typing import Any

from marshmallow import fields, validate

from liandong.authz.vocabulary import DUTIES
from liandong.features.accounts.service import STATES
from liandong.web.fields import ClosedSchema

_DUTY = validate.OneOf(DUTIES)


class AccountsQuerySchema(ClosedSchema):
    """What a list of accounts is narrowed to."""

    unit_id = fields.UUID(load_default=None)
    state = fields.String(load_default="", validate=validate.OneOf(["", *STATES]))
    text = fields.String(load_default="", metadata={"description": "Part of a name or a login"})


class ReasonedSchema(ClosedSchema):
    """An act that only says why."""

    reason = fields.String(required=True)


class DutiesSchema(ReasonedSchema):
    """Duties from a day on."""

    duties = fields.List(fields.String(validate=_DUTY), required=True)
    day = fields.Date(required=True, metadata={"description": "From which day on"})


class GiveSchema(DutiesSchema):
    """Duties from a day until a day."""

    until = fields.Date(load_default=None, allow_none=True, metadata={"description": "Last day"})


class InviteSchema(GiveSchema):
    """A person who is to have an account."""

    login = fields.String(required=True)
    name = fields.String(required=True)
    unit_id = fields.UUID(required=True)
    desk = fields.String(load_default="")


class MoveSchema(ReasonedSchema):
    """Another unit."""

    unit_id = fields.UUID(required=True)


class RenameSchema(ReasonedSchema):
    """Another name."""

    name = fields.String(required=True)


class LendSchema(ReasonedSchema):
    """A duty for a colleague of the same unit, from a day until a day."""

    duties = fields.List(
        fields.String(validate=_DUTY), required=True, validate=validate.Length(equal=1)
    )
    deputy_id = fields.UUID(required=True)
    day = fields.Date(required=True)
    until = fields.Date(required=True)


class TakeBackSchema(ReasonedSchema):
    """A loan that ends now."""

    delegation_id = fields.UUID(required=True)


class HeldSchema(ClosedSchema):
    """A duty and when it is held."""

    duty = fields.String()
    held_from = fields.Date()
    held_until = fields.Date(allow_none=True)


class ListedSchema(ClosedSchema):
    """An account."""

    id = fields.UUID()
    login = fields.String()
    name = fields.String()
    unit_id = fields.UUID()
    unit = fields.String()
    desk = fields.String()
    state = fields.String(metadata={"description": "`active`, `invited` or `closed`"})
    duties = fields.List(fields.Nested(HeldSchema))


class ListSchema(ClosedSchema):
    """The accounts one looks after."""

    items = fields.List(fields.Nested(ListedSchema))


class RecordSchema(ClosedSchema):
    """One thing that happened to an account."""

    position = fields.Integer()
    kind = fields.String()
    recorded_at = fields.DateTime()
    recorded_by = fields.String()
    content = fields.Dict()


class LoanSchema(ClosedSchema):
    """A duty that its holder lent to a colleague."""

    id = fields.UUID()
    duty = fields.String()
    holder_id = fields.UUID()
    holder = fields.String()
    deputy_id = fields.UUID()
    deputy = fields.String()
    lent_from = fields.Date()
    lent_until = fields.Date()
    reason = fields.String()


class LoanListSchema(ClosedSchema):
    """What one lent and what one covers."""

    items = fields.List(fields.Nested(LoanSchema))


class SeenSchema(ListedSchema):
    """An account with its record, which is for its own authority."""

    records = fields.List(fields.Nested(RecordSchema))
    loans = fields.List(fields.Nested(LoanSchema))
    programs = fields.List(
        fields.String(), metadata={"description": "Programs they made that still come in"}
    )
    link_expires_at = fields.DateTime(allow_none=True)


class DoneSchema(ClosedSchema):
    """What came of an act."""

    account_id = fields.UUID()
    is_asked = fields.Boolean(
        metadata={"description": "It holds once the other authority has confirmed it"}
    )
    link = fields.String(allow_none=True, metadata={"description": "Told this once"})
    programs = fields.List(
        fields.String(), metadata={"description": "Made by who was closed, and not revoked by it"}
    )


class AskSchema(ClosedSchema):
    """An act that waits for a confirmation."""

    id = fields.UUID()
    account_id = fields.UUID()
    unit_id = fields.UUID()
    act = fields.String()
    content = fields.Dict()
    asked_by = fields.Dict()
    asked_at = fields.DateTime()
    lapses_at = fields.DateTime(metadata={"description": "It can be confirmed until then"})


class AskListSchema(ClosedSchema):
    """What waits for one's confirmation."""

    items = fields.List(fields.Nested(AskSchema))


#: What each act on an account asks for.
ACTS: dict[str, tuple[str, type[ReasonedSchema]]] = {
    "give": ("给岗位", GiveSchema),
    "end": ("结束岗位", DutiesSchema),
    "move": ("调到其他单位", MoveSchema),
    "rename": ("改名称", RenameSchema),
    "close": ("停用", ReasonedSchema),
    "reopen": ("恢复", ReasonedSchema),
    "link": ("发一次性链接", ReasonedSchema),
    "unlink": ("收回链接", ReasonedSchema),
    "lend": ("安排代办", LendSchema),
    "take_back": ("结束代办", TakeBackSchema),
}


def to_fields(data: dict[str, Any]) -> dict[str, Any]:
    """Return what an act is made of."""
    duties = data.get("duties")
    return {**data, "duties": tuple(duties)} if duties is not None else data
