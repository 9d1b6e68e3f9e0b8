"""What comes in over HTTP: commands are built here, from declared fields."""

from typing import Any
from uuid import UUID

from marshmallow import fields, post_load, validate

from liandong.features.cases.service import (
    Chosen,
    FireTransition,
    HandlePaper,
    PartyCommand,
    PurgeSecrets,
    RowCommand,
)
from liandong.features.cases.service.copies import COPY_BASIS, COPY_KIND, COPY_ROWS
from liandong.mechanisms import Mechanism, Part, RowType, Transition
from liandong.web.fields import ClosedSchema, facts_schema

#: What a county's copy rule says of a copy; it need not be stated.
DERIVED = {COPY_KIND, COPY_BASIS}


def camel(*keys: str) -> str:
    """Return the name of a schema: ProcuratorialSuggestionReply."""
    return "".join(part.capitalize() for key in keys for part in key.split("_"))


class RowCommandSchema(ClosedSchema):
    """One row that moves in the act."""

    type = fields.String(required=True, metadata={"description": "Key of the row type"})
    transition = fields.String(required=True, metadata={"description": "Move of the row"})
    row_id = fields.UUID(load_default=None, allow_none=True)
    facts = fields.Dict(keys=fields.String(), load_default=dict)

    @post_load
    def _to_command(self, data: dict[str, Any], **_: Any) -> RowCommand:
        return RowCommand(**data)


class PartyCommandSchema(ClosedSchema):
    """A unit that takes part."""

    unit_id = fields.UUID(required=True)
    part = fields.String(required=True, validate=validate.OneOf([part.value for part in Part]))

    @post_load
    def _to_command(self, data: dict[str, Any], **_: Any) -> PartyCommand:
        return PartyCommand(**data)


class _FireSchema(ClosedSchema):
    occurred_on = fields.Date(required=True, metadata={"description": "发生日期"})
    proof = fields.List(fields.UUID(), load_default=list, metadata={"description": "证明材料"})


def fire_schema(
    mechanism: Mechanism, move: Transition, *, is_draft: bool = False
) -> type[ClosedSchema]:
    """Return the closed schema of one move of a case; it loads to a FireTransition.

    A draft asks for nothing yet: what is missing is missed when it is signed.
    """
    stated = list(move.inputs)
    if any(field.key == "variant" for field in stated):
        stated += [field for variant in mechanism.variants for field in variant.asks]
    name = camel(mechanism.key, move.key, *(["draft"] if is_draft else []))
    asked = () if is_draft else move.asks
    facts = facts_schema(f"{name}Facts", asked, (*move.asks, *stated))
    members: dict[str, Any] = {
        "facts": fields.Nested(facts, load_default=dict),
        "rows": fields.List(fields.Nested(RowCommandSchema), load_default=list),
        "_to_command": post_load(_case_command(move.key)),
    }
    if move.creates or move.names:
        named = fields.Nested(PartyCommandSchema)
        words = {"description": _named_words(move)}
        members["parties"] = fields.List(named, load_default=list, metadata=words)
    if move.creates:
        told = {"description": "Similar cases that were held to be other matters"}
        members["distinct_from"] = fields.List(fields.UUID(), load_default=list, metadata=told)
    return type(name, (_FireSchema,), members)


def _named_words(move: Transition) -> str:
    """Return which units the move names: how many, in which part, holding one of which roles."""
    said = [
        f"{each.least}–{each.most or 'n'} {each.party.key}"
        f" ({', '.join(role.key for role in each.party.roles)})"
        for each in move.names
    ]
    return f"Units that it names: {'; '.join(said)}" if said else "It names no units"


def _case_command(key: str) -> Any:
    def build(_: Any, data: dict[str, Any], **__: Any) -> FireTransition:
        return FireTransition(
            transition=key,
            occurred_on=data["occurred_on"],
            facts=data["facts"],
            rows=tuple(data["rows"]),
            parties=tuple(data.get("parties", ())),
            proof=tuple(data["proof"]),
            distinct_from=tuple(data.get("distinct_from", ())),
        )

    return build


def row_schema(
    mechanism: Mechanism, row: RowType, move: Transition, *, is_draft: bool = False
) -> type[ClosedSchema]:
    """Return the closed schema of one move of a row; it loads to a FireTransition of rows alone."""
    name = camel(mechanism.key, row.key, move.key, *(["draft"] if is_draft else []))
    asked = [field for field in move.asks if row.key != COPY_ROWS or field.key not in DERIVED]
    facts = facts_schema(f"{name}Facts", () if is_draft else asked, move.inputs)

    def build(_: Any, data: dict[str, Any], **__: Any) -> FireTransition:
        command = RowCommand(row.key, move.key, None, data["facts"])
        proof = tuple(data["proof"])
        return FireTransition(None, data["occurred_on"], rows=(command,), proof=proof)

    members = {"facts": fields.Nested(facts, load_default=dict), "_to_command": post_load(build)}
    return type(name, (_FireSchema,), members)


class HandlePaperSchema(ClosedSchema):
    """A step of a paper's approval."""

    row_id = fields.UUID(load_default=None, allow_none=True)
    note = fields.String(load_default="", validate=validate.Length(max=2000))

    def to_command(self, step: str, paper: str, data: dict[str, Any], seen: int) -> HandlePaper:
        """Return the command of one step."""
        row_id: UUID | None = data["row_id"]
        return HandlePaper(step, paper, row_id, data["note"], seen)


class PurgedFieldSchema(ClosedSchema):
    """A sealed field to purge: its key, after that of its row type where a row holds it."""

    field = fields.String(required=True)
    row_id = fields.UUID(load_default=None)


class PurgeSchema(ClosedSchema):
    """Why the secrets of a case are purged, which is kept; without `fields` all of them."""

    basis = fields.String(required=True, metadata={"description": "The provision it rests on"})
    reason = fields.String(required=True)
    chosen = fields.List(fields.Nested(PurgedFieldSchema), load_default=list, data_key="fields")

    def to_command(self, data: dict[str, Any], seen: int) -> PurgeSecrets:
        """Return the command."""
        chosen = tuple(Chosen(each["field"], each["row_id"]) for each in data["chosen"])
        return PurgeSecrets(data["basis"], data["reason"], seen, chosen)


class ListQuerySchema(ClosedSchema):
    """What a list of cases is narrowed to."""

    mechanism = fields.String(load_default=None)
    state = fields.String(load_default=None)
    part = fields.String(load_default=None, validate=validate.OneOf([part.value for part in Part]))
    is_open = fields.Boolean(load_default=None)
    text = fields.String(load_default="", validate=validate.Length(max=100))
    after = fields.UUID(load_default=None, metadata={"description": "Cursor: `next` of a page"})
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class SimilarQuerySchema(ClosedSchema):
    """The matter that is about to begin: its mechanism, its title, the units it names."""

    mechanism = fields.String(load_default="")
    title = fields.String(load_default="", validate=validate.Length(max=500))
    unit = fields.List(fields.UUID(), load_default=list)


class DeadlineQuerySchema(ClosedSchema):
    """What a list of deadlines is narrowed to."""

    since = fields.Date(
        data_key="from", load_default=None, metadata={"description": "Due on this day or later"}
    )
    until = fields.Date(load_default=None, metadata={"description": "Due on this day or earlier"})
    state = fields.String(
        load_default=None, validate=validate.OneOf(["open", "paused", "done", "released"])
    )
    unit = fields.UUID(load_default=None, metadata={"description": "Unit that owes it"})
    after = fields.String(
        load_default="",
        validate=validate.Length(max=64),
        metadata={"description": "Cursor: `next` of a page"},
    )
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))
