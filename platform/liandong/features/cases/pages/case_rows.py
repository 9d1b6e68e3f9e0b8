"""The rows of a case on its page: the items of the letter, objections, consultations, copies."""

from liandong.features.cases.models import CaseRow
from liandong.features.cases.pages.fact_words import joined, told
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service import CasePicture
from liandong.features.cases.service.copies import COPY_RULE
from liandong.mechanisms import Field, Mechanism, RowType
from liandong.web.languages import say

_ITEM, _TEXT = "item", "text"
_TONES = {"settled": "green", "adopted": "green", "declined": "amber", "unsettled": "amber"}


def contents_of(picture: CasePicture, setting: Setting) -> Plain | None:
    """Return what the letter asks for, with the answer and the finding under each item."""
    rows = [row for row in picture.rows if row.type == _ITEM and row.state != "dropped"]
    if not rows:
        return None
    listed = [_content(row, picture.opened.mechanism, setting) for row in rows]
    note = say("{n} 项，逐项答复", n=len(rows))
    return {"title": say("建议内容"), "note": note, "rows": listed}


def _content(row: CaseRow, mechanism: Mechanism, setting: Setting) -> Plain:
    fields = [field for field in fields_of(mechanism.row(row.type)) if field.key != _TEXT]
    badge = {"label": state_label(mechanism, row), "tone": _TONES.get(row.state), "icon": None}
    return {
        "text": row.facts.get(_TEXT, ""),
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
        found |= {field.key: field for field in (*move.inputs, *stated)}
    return list(found.values())


def readable_fields(kind: RowType) -> list[Field]:
    """Return the fields of a row that say something to a reader; the key of a rule says nothing."""
    return [field for field in fields_of(kind) if field.key != COPY_RULE]


def rights_of(picture: CasePicture, setting: Setting) -> Plain | None:
    """Return the objections, consultations and copies this reader may see."""
    rows = [row for row in picture.rows if row.type != _ITEM]
    if not rows:
        return None
    mechanism = picture.opened.mechanism
    listed = [
        {
            "title": f"{say(mechanism.row(row.type).label)} {row.number}",
            "href": None,
            "note": joined(_note(row, picture, setting)) or "—",
            "chip": None,
            "badge": {"label": state_label(mechanism, row), "tone": None, "icon": None},
        }
        for row in rows
    ]
    title, note = say("异议、期限变动、征求意见与抄送"), say("{n} 条", n=len(rows))
    return {"title": title, "note": note, "rows": listed}


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
