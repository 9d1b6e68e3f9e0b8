"""Declared fields as a form shows them, with what was typed and what was wrong; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from liandong.features.cases.pages.words import Plain
from liandong.mechanisms import Field, FieldKind
from liandong.web.languages import say


@dataclass(frozen=True)
class Typed:
    """What came back from the browser, to be shown again, with what was wrong."""

    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    key: str = ""


def field_view(field: Field, name: str, known: Mapping[str, Any], typed: Typed) -> Plain:
    """Return one field of a form as its template wants it."""
    kind = _kind(field)
    found: Plain = {
        "name": name,
        "label": say(field.label),
        "kind": kind,
        "value": _shown(field, kind, known.get(name, "")),
        "required": field.required and kind != "checks",
        "help": say(field.help) or None,
        "errors": typed.errors.get(name, []),
        "minimum": field.minimum,
        "maximum": field.maximum if field.kind is FieldKind.NUMBER else None,
        "multiple": field.multiple,
        "rows": 3,
    }
    if field.kind is FieldKind.CHOICE:
        found["choices"] = [{"value": c.key, "label": say(c.label)} for c in field.choices]
        if len(field.choices) == 1 and field.required:
            found["value"] = field.choices[0].key
    if field.kind is FieldKind.BOOLEAN:
        answers = (("true", say("是")), ("false", say("否")))
        found["choices"] = [{"value": key, "label": label} for key, label in answers]
    if field.kind is FieldKind.AMOUNT:
        found["unit"] = say("元")
    return found


def _kind(field: Field) -> str:
    """Return what the template calls it: several of many are checks, yes or no is a bar of two."""
    if field.multiple and field.kind in {FieldKind.CHOICE, FieldKind.UNIT}:
        return "checks"
    known = {FieldKind.BOOLEAN: "segment", FieldKind.UNIT: "choice"}
    return known.get(field.kind, field.kind.value)


def _shown(field: Field, kind: str, value: Any) -> Any:
    """Return a value as its control holds it: what was typed stays, what is stored is worded."""
    if kind == "checks" and not isinstance(value, list):
        return [value] if value else []
    if isinstance(value, bool):
        return "true" if value else "false"
    if field.kind is FieldKind.AMOUNT and isinstance(value, int):
        return f"{Decimal(value) / 100:.2f}"
    return value
