"""A field of a form with what only this county and this draft know: its units, its files; pure."""

from collections.abc import Mapping
from typing import Any

from liandong.features.cases.pages.fact_words import value_words
from liandong.features.cases.pages.form_fields import Typed, field_view
from liandong.features.cases.pages.unit_fields import MANY, unit_choices
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.units.service import holds_any
from liandong.mechanisms import Field, FieldKind


def shown_field(
    field: Field, name: str, known: Mapping[str, Any], typed: Typed, setting: Setting
) -> Plain:
    """Return a field; units as a choice among those it may be, files of a draft by name."""
    shown = field_view(field, name, known, typed)
    if field.kind is FieldKind.UNIT:
        closed = [role.key for role in field.closed_to]
        left_out = [unit.id for unit in setting.units.values() if holds_any(unit, closed)]
        shown["choices"] = unit_choices(setting, field.roles, left_out)
        shown["many"] = len(shown["choices"]) > MANY
    if field.kind is FieldKind.FILE and shown["value"]:
        shown["value"] = value_words(field, shown["value"], setting)
    return shown
