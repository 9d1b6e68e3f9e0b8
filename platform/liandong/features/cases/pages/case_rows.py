"""The rows of a case on its page: what it is made of, and objections, consultations, copies."""

from liandong.features.cases.models import CaseRow
from liandong.features.cases.pages.fact_words import joined, told, value_words
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service import CasePicture
from liandong.features.cases.service.copies import COPY_ROWS, COPY_RULE
from liandong.kernel.sealing import MaskedText, PurgedText
from liandong.mechanisms import Field, FieldKind, Mechanism, RowType
from liandong.mechanisms.drawing import INNER
from liandong.web.languages import say

_WRITTEN = (FieldKind.LONG_TEXT, FieldKind.TEXT)
_TONES = {"settled": "green", "adopted": "green", "declined": "amber", "unsettled": "amber"}


def contents_of(picture: CasePicture, setting: Setting) -> Plain | None:
    """Return what the matter is made of, with the answer and the finding under each row."""
    kind = content_kind(picture.opened.mechanism)
    rows = [row for row in picture.rows if kind and row.type == kind.key]
    rows = [row for row in rows if row.state != "dropped"]
    if not rows or kind is None:
        return None
    listed = [_content(row, picture, setting) for row in rows]
    answered = any(not move.creates and move.along for move in kind.transitions)
    words = say("{n} 项，逐项答复") if answered else say("{n} 项")
    return {"title": say(kind.label), "note": words.replace("{n}", str(len(rows))), "rows": listed}


def content_kind(mechanism: Mechanism) -> RowType | None:
    """Return the rows that a matter is made of: those that may be there from its opening on."""
    begun = [move for move in mechanism.transitions if move.creates]
    keys = {move.key for move in begun}
    states = {state.key for move in begun for state in move.targets_from(None)}
    for kind in mechanism.rows:
        for move in kind.transitions if not (kind.internal or kind.told_by_moves) else ():
            fits = keys & {*move.along} or states & {state.key for state in move.during}
            if move.creates and fits and kind.key != COPY_ROWS:
                return kind
    return None


def text_field(kind: RowType) -> Field | None:
    """Return the field that says what a row is: the first one written when it is put there."""
    asked = [field for move in kind.transitions if move.creates for field in move.inputs]
    return next((field for field in asked if field.kind in _WRITTEN), None)


def row_name(mechanism: Mechanism, row: CaseRow, setting: Setting) -> str:
    """Return what a row says it is, or else the unit that holds it."""
    text, holder = row_text(mechanism, row), mechanism.row(row.type).held_by
    unit = row.facts.get(holder.key) if holder else None
    return value_words(holder, unit, setting) if holder and unit and not text else text


def row_text(mechanism: Mechanism, row: CaseRow) -> str:
    """Return what a row says it is."""
    field = text_field(mechanism.row(row.type))
    return str(row.facts.get(field.key) or "") if field else ""


def _content(row: CaseRow, picture: CasePicture, setting: Setting) -> Plain:
    mechanism = picture.opened.mechanism
    text = text_field(mechanism.row(row.type))
    fields = [field for field in readable_fields(mechanism.row(row.type)) if field != text]
    badge = {"label": state_label(mechanism, row), "tone": _TONES.get(row.state), "icon": None}
    value = row.facts.get(text.key) if text else None
    is_secret = isinstance(value, PurgedText | MaskedText)
    said = value_words(text, value, setting) if text and is_secret else value
    return {
        "text": str(said or "")
        or f"{say(mechanism.row(row.type).label)} {picture.numbers[row.id]}",
        "note": joined(told(fields, row.facts, setting)) or None,
        "evidence": None,
        "badge": badge,
    }


def state_label(mechanism: Mechanism, row: CaseRow) -> str:
    """Return how a row stands."""
    known = {state.key: say(state.label) for state in mechanism.row(row.type).states}
    return known.get(row.state, row.state)


def fields_of(kind: RowType) -> list[Field]:
    """Return every field a row may hold, each once: asked by its moves or stated by its papers."""
    found: dict[str, Field] = {}
    for move in kind.transitions:
        stated = move.produces.fields if move.produces else ()
        computed = (each.field for each in move.computes)
        found |= {field.key: field for field in (*move.inputs, *stated, *computed)}
    return list(found.values())


def readable_fields(kind: RowType) -> list[Field]:
    """Return the fields of a row that say something to a reader; the key of a rule says nothing."""
    return [field for field in fields_of(kind) if field.key not in {COPY_RULE, *INNER}]


def rights_of(picture: CasePicture, setting: Setting) -> Plain | None:
    """Return the other rows this reader may see: objections, consultations, copies."""
    mechanism = picture.opened.mechanism
    kind = content_kind(mechanism)
    rows = [row for row in picture.rows if kind is None or row.type != kind.key]
    if not rows:
        return None
    listed = [
        {
            "title": _title(row, picture, setting),
            "href": None,
            "note": joined(_note(row, picture, setting)) or "—",
            "chip": None,
            "badge": {"label": state_label(mechanism, row), "tone": None, "icon": None},
        }
        for row in rows
    ]
    kinds = dict.fromkeys(say(mechanism.row(row.type).label) for row in rows)
    title, note = say("、").join(kinds), say("{n} 条", n=len(rows))
    return {"title": title, "note": note, "rows": listed}


def _title(row: CaseRow, picture: CasePicture, setting: Setting) -> str:
    """Return what kind of row it is, and whose; where nobody holds it, which."""
    mechanism = picture.opened.mechanism
    label = say(mechanism.row(row.type).label)
    if row_text(mechanism, row) or not row_name(mechanism, row, setting):
        return f"{label} {picture.numbers[row.id]}"
    return say("：").join((label, row_name(mechanism, row, setting)))


def _note(row: CaseRow, picture: CasePicture, setting: Setting) -> list[str]:
    """Return what was written about a row, act by act: a later word never hides an earlier one."""
    kind = picture.opened.mechanism.row(row.type)
    fields = readable_fields(kind)
    labels = {move.key: say(move.label) for move in kind.transitions}
    found: list[str] = []
    for event in reversed(picture.events):
        for moved in event.payload.get("rows", ()):
            facts = joined(told(fields, moved["facts"], setting))
            if moved["id"] == str(row.id) and facts:
                move = labels.get(moved["transition"], "")
                found.append(say("{move}，{facts}", move=move, facts=facts))
    return found or told(fields, row.facts, setting)
