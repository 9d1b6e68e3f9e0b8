"""Declared fields as a form shows them, with what was typed and what was wrong; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    kind = field.kind.value
    if field.kind is FieldKind.CHOICE and field.multiple:
        kind = "checks"
    found: Plain = {
        "name": name,
        "label": say(field.label),
        "kind": kind,
        "value": known.get(name, [] if kind == "checks" else ""),
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
        if len(field.choices) == 1:
            found["value"] = field.choices[0].key
    return found
