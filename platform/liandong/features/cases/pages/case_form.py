"""The action panel as a form: made from what a move asks, filled with what was typed; pure."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from liandong.features.cases.pages.case_buttons import buttons_of, consequence_of
from liandong.features.cases.pages.case_copies import advice_for, copy_field, lists_a_copy
from liandong.features.cases.pages.case_days import AT_ONCE, MODE, confirms_receipt, day_section
from liandong.features.cases.pages.case_panel import act_label
from liandong.features.cases.pages.case_rows import row_name
from liandong.features.cases.pages.form_fields import Typed, field_view
from liandong.features.cases.pages.row_choices import leaves_no_choice
from liandong.features.cases.pages.shown_fields import shown_field
from liandong.features.cases.pages.signing import signed_sections
from liandong.features.cases.pages.unit_fields import named_fields
from liandong.features.cases.pages.words import Plain, Setting, case_href
from liandong.features.cases.service import Act, CasePicture
from liandong.features.cases.service.copies import COPY_UNIT
from liandong.mechanisms import VARIANT, Field, FieldKind, Mechanism, Offer, is_empty
from liandong.web.languages import say

#: Up to so many answers stand side by side.
_SEGMENTS = 3
_NOTE = 24
_ON_ITS_WAY = {"draft", "submitted", "reviewed"}


def form_of(
    act: Act, picture: CasePicture, typed: Typed, form_token: str, setting: Setting
) -> Plain:
    """Return the form of one act."""
    known = {**_standing(act, picture), **_drafted(act), **typed.values}
    sections = [*_sections(act, picture, known, typed, setting)]
    day = day_section(act, picture, known, typed, setting)
    sections += [day] if day else []
    named = {f["name"] for section in sections for f in section["fields"]}
    errors = [
        {"field": name if name in named else "", "text": text}
        for name, texts in typed.errors.items()
        for text in texts
    ]
    return {
        "title": act_label(act),
        "note": None,
        "action": case_href(setting.base, picture.case),
        "upload": any(f["kind"] == "file" for s in sections for f in s["fields"]),
        "hidden": {
            "form_token": form_token,
            "idempotency_key": typed.key or str(uuid4()),
            "etag": str(picture.course.version),
            "act": act.key,
            **({f"facts.{MODE}": AT_ONCE} if confirms_receipt(act) else {}),
            **_only_move(act),
        },
        "error_title": say("还有 {n} 项要改，没有提交", n=len(errors)) if errors else "",
        "errors": errors,
        "sections": sections,
        "consequence": consequence_of(act),
        "buttons": buttons_of(act),
        "shortcut": True,
    }


def _only_move(act: Act) -> Plain:
    """Return the choice that is made where rows leave none."""
    return {f"row.{act.row_id}.move": act.offer.transition.key} if leaves_no_choice(act) else {}


def _standing(act: Act, picture: CasePicture) -> Plain:
    """Return what was entered so far, where it is revised or another letter takes its place.

    That is what the opening asked, and what a letter on its way, or one that is served, states.
    """
    if act.kind not in {"draft", "fire"} or act.offer.row_type is not None:
        return {}
    mechanism, facts = picture.opened.mechanism, picture.case.facts
    begun = {paper.type for paper in picture.papers if paper.state in _ON_ITS_WAY}
    letters = [move.delivers for move in mechanism.transitions if move.delivers]
    letters += [paper for paper in mechanism.documents if paper.key in begun]
    stated = {VARIANT, *(field.key for letter in letters for field in letter.fields)}
    if picture.unit_id == picture.case.issuer_id:
        stated |= _opened_with(mechanism, act.offer.inputs)
    stated |= {field.key for variant in mechanism.variants for field in variant.asks}
    keys = stated & {field.key for field in act.offer.inputs}
    return {f"facts.{key}": facts[key] for key in keys if not is_empty(facts.get(key))}


def _opened_with(mechanism: Mechanism, inputs: Iterable[Field]) -> set[str]:
    """Return what the opening asked and may be left as it is here: emptied, it would be gone."""
    openings = (move for move in mechanism.transitions if move.creates)
    asked = {field.key for move in openings for field in move.inputs}
    kept = (f for f in inputs if not f.required and f.kind is not FieldKind.FILE)
    return asked & {field.key for field in kept}


def _drafted(act: Act) -> Plain:
    """Return what the draft holds, under the names of the form."""
    if act.document is None or act.kind != "draft":
        return {}
    content = act.document.content
    drafted = {f"facts.{key}": value for key, value in content.get("facts", {}).items()}
    found = {name: value for name, value in drafted.items() if not is_empty(value)}
    for row in content.get("rows", ()):
        prefix = f"row.{row['row_id']}"
        found[f"{prefix}.move"] = row["transition"]
        stated = row["facts"].items()
        found |= {f"{prefix}.{key}": value for key, value in stated if not is_empty(value)}
    return found


def _sections(
    act: Act, picture: CasePicture, known: Mapping[str, Any], typed: Typed, setting: Setting
) -> Iterable[Plain]:
    if act.offers and act.offer.row_type is None:
        taken = [(party.unit_id, party.part) for party in picture.opened.parties]
        named = named_fields(act.offer.transition, known, typed, setting, taken)
        if named and act.kind == "fire":
            yield {"heading": None, "fields": named}
    if act.kind == "step" or (act.kind == "fire" and "return" in act.steps):
        yield from signed_sections(act, picture, setting)
        yield from _return_section(act, known, typed)
        return
    if confirms_receipt(act):
        return
    if act.kind == "rows":
        for section in _row_sections(act.offers, picture, known, typed, setting):
            fields = section["fields"]
            yield {**section, "fields": fields[1:] if leaves_no_choice(act) else fields}
        return
    yield from _row_sections(act.offer.along, picture, known, typed, setting)
    prefix = "facts" if act.offer.row_type is None or act.kind == "draft" else "row.new"
    if act.offer.row_type is not None:
        prefix = f"row.{act.row_id or 'new'}"
    fields = [
        shown_field(each, f"{prefix}.{each.key}", known, typed, setting)
        for each in act.offer.inputs
    ]
    if lists_a_copy(act):
        name = f"{prefix}.{COPY_UNIT}"
        fields = [copy_field(name, advice_for(picture), known, typed, setting)]
    if fields:
        yield {"heading": None, "fields": fields}


def _return_section(act: Act, known: Mapping[str, Any], typed: Typed) -> Iterable[Plain]:
    if "return" in act.steps:
        note = Field("note", FieldKind.LONG_TEXT, "退回的理由", required=False)
        help_text = say("只在退回时填写")
        yield {"fields": [{**field_view(note, "note", known, typed), "help": help_text}]}


def _row_sections(
    offers: Iterable[Offer],
    picture: CasePicture,
    known: Mapping[str, Any],
    typed: Typed,
    setting: Setting,
) -> Iterable[Plain]:
    by_row: dict[UUID, list[Offer]] = {}
    for offer in offers:
        if isinstance(offer.row_id, UUID):
            by_row.setdefault(offer.row_id, []).append(offer)
    rows = [row for row in picture.opened.rows if row.id in by_row]
    for row in rows:
        found = by_row[row.id]
        name = f"row.{row.id}.move"
        choices = [{"value": o.transition.key, "label": say(o.transition.label)} for o in found]
        move: Plain = {
            "name": name,
            "label": say("怎么办"),
            "kind": "segment" if len(choices) <= _SEGMENTS else "choice",
            "choices": choices,
            "value": known.get(name, ""),
            "required": len(rows) == 1,
            "hide_label": True,
            "errors": typed.errors.get(name, []),
        }
        text = row_name(picture.opened.mechanism, row, setting)
        yield {
            "heading": say("第 {number} 项", number=picture.numbers[row.id]),
            "note": _short(text),
            "fields": [move, *_row_fields(row.id, found, known, typed, setting)],
        }


def _short(text: str) -> str:
    return text if len(text) <= _NOTE else f"{text[:_NOTE]}…"


def _row_fields(
    row_id: UUID, offers: list[Offer], known: Mapping[str, Any], typed: Typed, setting: Setting
) -> list[Plain]:
    asked: dict[str, tuple[Field, list[str]]] = {}
    for offer in offers:
        for each in offer.inputs:
            asked.setdefault(each.key, (each, []))[1].append(offer.transition.key)
    fields = []
    for key, (each, moves) in asked.items():
        shown = shown_field(each, f"row.{row_id}.{key}", known, typed, setting)
        if len(moves) < len(offers) or len(offers) > 1:
            shown["show_when"] = {"name": f"row.{row_id}.move", "values": moves}
            shown["required"] = False
        fields.append(shown)
    return fields
