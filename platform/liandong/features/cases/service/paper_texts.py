"""The texts of one paper of a case: values for its templates, and what may be left out; pure."""

from collections.abc import Mapping

from liandong.features.cases.service import stating
from liandong.features.cases.service.copies import COPY_ROWS, COPY_UNIT
from liandong.features.cases.service.stating import Stated
from liandong.features.cases.service.wording import Wording, row_fields
from liandong.features.documents.service import Letter, compose
from liandong.features.documents.service.short_form import SEAL_NOTE, spelled_out
from liandong.features.documents.service.structures import read_structure
from liandong.features.documents.service.values import parts
from liandong.mechanisms import DocumentType, Mechanism, Part


def compose_paper(
    structure: Mapping[str, object],
    mechanism: Mechanism,
    kind: DocumentType,
    wording: Wording,
    stated: Stated,
    period: object,
    *,
    is_draft: bool,
) -> Letter:
    """Return a paper as a letter: a draft marks what it has to state and does not yet.

    A signed paper states what was entered; what was not entered leaves no gap. `period` is the
    answering period in words.
    """
    long = dict(spelled_out(structure))
    if not is_draft and not _is_titled(long, mechanism, stated):
        long["title"] = kind.label
    if structure.get("numbered") is True and stated.own_number is None:
        long |= {"number": None, "seal_note": SEAL_NOTE}  # only what is served has a number
    values = _rows(long, wording, mechanism, stated)
    values = _values(wording, mechanism, stated) | values | {"reply_period": period}
    is_delivered = kind in stating.delivered_kinds(mechanism)
    values["number"] = stated.own_number if is_delivered else stated.number
    absent = {part for part in Part if not stated.parties.get(part)} - {Part.ADDRESSEE}
    optional = absent | _fields(mechanism) - _needed(mechanism, kind, stated)
    if not is_draft:
        optional = values.keys() | _fields(mechanism) | _row_fields(mechanism)
        optional -= {"own_number", "signed_on", "occurred_on"}
    return compose(long, values, draft=is_draft, optional=optional)


def _is_titled(structure: Mapping[str, object], mechanism: Mechanism, stated: Stated) -> bool:
    """Tell whether everything that the title names was entered; without it the label stands."""
    fields = {field.key for field in mechanism.fields}
    named = {name for _, name in parts(str(structure["title"])) if name}
    return all(stated.facts.get(name) for name in named & fields)


def _rows(
    structure: Mapping[str, object], wording: Wording, mechanism: Mechanism, stated: Stated
) -> dict[str, object]:
    """Return the rows that the paper lists, and the units it is copied to."""
    listed = {block.of for block in read_structure(structure) if block.kind == "items"}
    kinds = {kind.key: kind for kind in mechanism.rows if kind.key in listed}
    found: dict[str, object] = {
        key: [wording.row(kind, row.state, row.facts) for row in stated.rows if row.type == key]
        for key, kind in kinds.items()
    }
    copies = [{COPY_UNIT: wording.unit(each)} for each in dict.fromkeys(stated.copies)]
    return {**found, COPY_ROWS: copies}


def _values(wording: Wording, mechanism: Mechanism, stated: Stated) -> dict[str, object]:
    about = stated.row
    return {
        **{part: [wording.unit(each) for each in stated.parties.get(part, ())] for part in Part},
        **wording.facts(mechanism.fields, stated.facts),
        "row": wording.row(mechanism.row(about.type), about.state, about.facts) if about else {},
        "maker": wording.unit(stated.maker) if stated.maker else None,
        "own_number": stated.own_number,
        "served_paper": stated.served_paper,
        "signed_on": stated.signed_on,
        "occurred_on": stated.signed_on,
        "case_number": stated.case_number,
    }


def _fields(mechanism: Mechanism) -> set[str]:
    rows = {key for key in _row_fields(mechanism) if key not in _asked_by_rows(mechanism)}
    return {field.key for field in mechanism.fields} | rows


def _row_fields(mechanism: Mechanism) -> set[str]:
    return {f"row.{field.key}" for row in mechanism.rows for field in row_fields(row)}


def _asked_by_rows(mechanism: Mechanism) -> set[str]:
    moves = [move for row in mechanism.rows for move in row.transitions if move.produces]
    return {f"row.{field.key}" for move in moves for field in move.inputs if field.required}


def _needed(mechanism: Mechanism, kind: DocumentType, stated: Stated) -> set[str]:
    """Return the fields that a paper has to state; all others need not be shown."""
    variant = mechanism.variant(stated.facts.get("variant"))
    moves = [move for move in mechanism.transitions if move.produces == kind]
    asked = [*kind.fields, *(field for move in moves for field in move.asks)]
    asked += list(variant.asks) if variant else []
    return {field.key for field in asked if field.required}
