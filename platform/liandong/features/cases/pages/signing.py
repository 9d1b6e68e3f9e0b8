"""What somebody signs or reviews, word for word, before they do; pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from liandong.features.cases.pages.case_rows import fields_of
from liandong.features.cases.pages.fact_words import value_words
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service import Act, CasePicture
from liandong.mechanisms import Field
from liandong.web.languages import say


def signed_sections(act: Act, picture: CasePicture, setting: Setting) -> Iterable[Plain]:
    """Yield the text of the paper: from its draft, or from the case that states it."""
    content = act.document.content if act.document else {}
    if not content:
        fields = act.paper.fields if act.paper else ()
        yield {"heading": None, "fields": [*_fixed(fields, picture.case.facts, setting)]}
        return
    numbers = {str(row_id): number for row_id, number in picture.numbers.items()}
    for moved in content.get("rows", ()):
        kind = picture.opened.mechanism.row(moved["type"])
        known = numbers.get(moved["row_id"])
        number = say("第 {number} 项", number=known) if known else say(kind.label)
        move = kind.transition(moved["transition"])
        shown = [*_fixed(fields_of(kind), moved["facts"], setting)]
        yield {"heading": number, "note": say(move.label), "fields": shown}
    stated = act.paper.fields if act.paper else ()
    yield {"heading": None, "fields": [*_fixed(stated, content.get("facts", {}), setting)]}


def _fixed(fields: Iterable[Field], facts: Mapping[str, Any], setting: Setting) -> Iterable[Plain]:
    for field in fields:
        value = facts.get(field.key)
        if value not in (None, "", []):
            yield {
                "name": f"signed.{field.key}",
                "label": say(field.label),
                "kind": "fixed",
                "value": value_words(field, value, setting),
            }
