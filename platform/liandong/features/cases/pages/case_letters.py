"""What the signed papers of a case state, under labels, for whoever reads the papers; pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from liandong.features.cases.pages.case_rows import fields_of, readable_fields
from liandong.features.cases.pages.fact_words import joined, told, value_words
from liandong.features.cases.pages.paper_view import paper_row
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service import CasePicture
from liandong.features.cases.service.lettering import structure_of
from liandong.features.cases.service.receiving import SIGNED
from liandong.features.documents.models import Document
from liandong.features.documents.service import placeholders, read_structure
from liandong.mechanisms import DocumentType, Field, is_empty
from liandong.web.languages import say

#: The title stands above the page.
_TITLE = "title"
Structure = Mapping[str, object]


def letters_of(picture: CasePicture, setting: Setting, href: str) -> list[Plain]:
    """Return what each signed paper that this reader may read states, the newest first and open.

    The text is that of the file: nothing is shown that the paper does not state.
    """
    kinds = {kind.key: kind for kind in picture.opened.mechanism.documents}
    found: list[Plain] = []
    for paper in reversed(picture.papers):
        rows = [*_lines(paper, kinds[paper.type], picture, setting)] if _is_signed(paper) else []
        if rows:
            row = paper_row(paper, picture, setting, href)
            found.append({
                "title": row["name"],
                "number": paper.number or "",
                "note": row["proof"]["text"],
                "rows": rows,
                "open": paper.state == "signed" and not any(each["open"] for each in found),
            })  # fmt: skip
    return found


def _is_signed(paper: Document) -> bool:
    return paper.state in SIGNED and bool(paper.digest)


def _lines(
    paper: Document, kind: DocumentType, picture: CasePicture, setting: Setting
) -> Iterator[Plain]:
    mechanism = picture.opened.mechanism
    structure = structure_of(mechanism, kind.key)
    named = placeholders(structure) - {_TITLE}
    fields = {field.key: field for field in (*kind.fields, *mechanism.fields)}
    stated = [field for key, field in fields.items() if key in named]
    yield from _worded(stated, paper.content["facts"], setting)
    about = next((r for r in paper.content["rows"] if r["id"] == paper.content["row_id"]), None)
    if about is not None:
        own = fields_of(mechanism.row(about["type"]))
        stated = [field for field in own if f"row.{field.key}" in named]
        yield from _worded(stated, about["facts"], setting)
    if picture.level != "full":  # who sees the whole matter reads its rows on the page
        yield from _items(paper, structure, picture, setting)


def _worded(fields: list[Field], facts: Mapping[str, Any], setting: Setting) -> Iterator[Plain]:
    for field in fields:
        if not is_empty(facts.get(field.key)):
            text = value_words(field, facts[field.key], setting)
            yield {"label": say(field.label), "text": text}


def _items(
    paper: Document, structure: Structure, picture: CasePicture, setting: Setting
) -> Iterator[Plain]:
    known = {kind.key: kind for kind in picture.opened.mechanism.rows}
    for block in read_structure(structure):
        if block.kind != "items" or block.of not in known:
            continue
        kind = known[block.of]
        fields = [field for field in readable_fields(kind) if field.key in block.names()]
        for row in paper.content["rows"]:
            if row["type"] == kind.key and (not block.states or row["state"] in block.states):
                said = [*_worded(fields, row["facts"], setting)]
                text = joined(told(fields, row["facts"], setting))
                yield {
                    "label": say(kind.label),
                    "text": said[0]["text"] if len(said) == 1 else text,
                }
