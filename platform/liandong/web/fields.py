"""Declared Fields as marshmallow fields and back: the one place where a Field meets HTTP."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from marshmallow import RAISE, Schema, fields, post_load, validate

from liandong.mechanisms import Field, FieldKind


class ClosedSchema(Schema):
    """A schema that refuses what it does not know."""

    class Meta:
        unknown = RAISE

    def __deepcopy__(self, _known: dict[int, Any]) -> "ClosedSchema":
        """Return itself: nothing changes a schema once it is made, and routes copy it often."""
        return self


class FactsSchema(ClosedSchema):
    """Facts: what comes in becomes plain JSON, as events keep it."""

    @post_load
    def _to_plain(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {key: plain(value) for key, value in data.items()}


def plain(value: Any) -> Any:
    """Return a value as JSON has it: days and ids as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value


def as_marshmallow(field: Field, *, required: bool) -> fields.Field:
    """Return the marshmallow field of a declared one; labels become descriptions."""
    common: dict[str, Any] = {
        "required": required and field.required,
        "allow_none": not field.required,
        "metadata": {"description": field.label},
    }
    single = _single(field, {} if field.multiple else common)
    return fields.List(single, **common) if field.multiple else single


def _single(field: Field, common: dict[str, Any]) -> fields.Field:
    if field.kind is FieldKind.DATE:
        return fields.Date(**common)
    if field.kind in {FieldKind.NUMBER, FieldKind.AMOUNT}:
        return fields.Integer(strict=True, **common)
    if field.kind is FieldKind.BOOLEAN:
        return fields.Boolean(**common)
    if field.kind in {FieldKind.FILE, FieldKind.UNIT}:
        return fields.UUID(**common)
    return fields.String(validate=_word(field), **common)


def _word(field: Field) -> validate.Validator | None:
    if field.kind is FieldKind.CHOICE:
        return validate.OneOf([choice.key for choice in field.choices])
    if field.kind is FieldKind.MONTH:
        return validate.Regexp(r"20\d\d-(0[1-9]|1[0-2])\Z")
    return None


def facts_schema(
    name: str, asked: Iterable[Field], stated: Iterable[Field] = ()
) -> type[FactsSchema]:
    """Return the schema of the facts of one act: asked fields are due, stated ones may be known."""
    found = {field.key: as_marshmallow(field, required=False) for field in stated}
    found |= {field.key: as_marshmallow(field, required=True) for field in asked}
    return type(name, (FactsSchema,), dict(found))
