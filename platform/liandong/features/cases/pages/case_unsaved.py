"""What was typed towards an act that is not offered any more, still to be read; pure."""

from collections.abc import Mapping
from typing import Any

from liandong.features.cases.pages.case_rows import fields_of
from liandong.features.cases.pages.fact_words import value_words
from liandong.features.cases.pages.unit_fields import part_label
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service import CasePicture
from liandong.mechanisms import Field, FieldKind
from liandong.web.languages import say

_HIDDEN = {"form_token", "idempotency_key", "etag", "act", "step"}


def unsaved_view(values: Mapping[str, Any], picture: CasePicture, setting: Setting) -> list[Plain]:
    """Return each typed value under the label of its field, in the order of the form."""
    mechanism = picture.opened.mechanism
    known: dict[str, Field] = {field.key: field for field in mechanism.fields}
    known |= {field.key: field for row in mechanism.rows for field in fields_of(row)}
    found: list[Plain] = []
    for name, value in values.items():
        key = name.rpartition(".")[2]
        if name in _HIDDEN or value in ("", []):
            continue
        if name.startswith("parties."):
            units = Field(key, FieldKind.UNIT, part_label(key))
            found.append({"label": units.label, "text": value_words(units, value, setting)})
            continue
        field = known.get(key)
        text = value_words(field, value, setting) if field else _plain(key, value, picture)
        found.append({"label": _label(key, field), "text": text})
    return found


def _label(key: str, field: Field | None) -> str:
    if field is not None:
        return say(field.label)
    others = {"move": say("怎么办"), "note": say("退回的理由"), "occurred_on": say("发生日期")}
    return others.get(key, key)


def _plain(key: str, value: Any, picture: CasePicture) -> str:
    """Return a chosen move by its label, anything else as it was typed."""
    rows = picture.opened.mechanism.rows
    labels = {move.key: say(move.label) for row in rows for move in row.transitions}
    return labels.get(value, str(value)) if key == "move" else str(value)
