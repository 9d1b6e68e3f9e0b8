"""What somebody signs or reviews, word for word, before they do; pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from liandong.features.cases.pages.words import Plain
from liandong.features.cases.service import Act, CasePicture
from liandong.mechanisms import Field, FieldKind, RowType


def signed_sections(act: Act, picture: CasePicture) -> Iterable[Plain]:
    """Yield the text of the paper: from its draft, or from the case that states it."""
    content = act.document.content if act.document else {}
    if not content:
        fields = act.paper.fields if act.paper else ()
        yield {"heading": None, "fields": [*_fixed(fields, picture.case.facts)]}
        return
    known = {row.id: row for row in picture.opened.rows}
    for moved in content.get("rows", ()):
        kind = picture.opened.mechanism.row(moved["type"])
        row = next((each for key, each in known.items() if str(key) == moved["row_id"]), None)
        number = f"第 {row.number} 项" if row else kind.label
        move = kind.transition(moved["transition"])
        shown = [*_fixed(_fields(kind), moved["facts"])]
        yield {"heading": number, "note": move.label, "fields": shown}
    stated = act.paper.fields if act.paper else ()
    yield {"heading": None, "fields": [*_fixed(stated, content.get("facts", {}))]}


def _fields(kind: RowType) -> tuple[Field, ...]:
    found = {field.key: field for move in kind.transitions for field in move.inputs}
    return tuple(found.values())


def _fixed(fields: Iterable[Field], facts: Mapping[str, Any]) -> Iterable[Plain]:
    for field in fields:
        value = facts.get(field.key)
        if value not in (None, "", []):
            yield {
                "name": f"signed.{field.key}",
                "label": field.label,
                "kind": "fixed",
                "value": _words(field, value),
            }


def _words(field: Field, value: Any) -> str:
    if field.kind is FieldKind.FILE:
        return f"{len(value) if isinstance(value, list) else 1} 份"
    labels = {choice.key: choice.label for choice in field.choices}
    listed = value if isinstance(value, list) else [value]
    return "、".join(str(labels.get(each, each)) for each in listed)
