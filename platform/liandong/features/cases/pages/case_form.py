"""The action panel as a form: made from what a move asks, filled with what was typed; pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from liandong.features.cases.pages.form_fields import Typed, field_view
from liandong.features.cases.pages.signing import signed_sections
from liandong.features.cases.pages.words import Plain
from liandong.features.cases.service import Act, CasePicture
from liandong.mechanisms import Field, FieldKind, Offer

_STEP_LABELS = {
    "fire": "办理",
    "draft": "存草稿",
    "submit": "送签",
    "review": "审核通过",
    "return": "退回修改",
}
#: Up to so many answers stand side by side.
_SEGMENTS = 3
_NOTE = 24


def form_of(
    act: Act, picture: CasePicture, typed: Typed, action: str, form_token: str, today: date
) -> Plain:
    """Return the form of one act."""
    known = {**_drafted(act), **typed.values}
    sections = [*_sections(act, picture, known, typed, today)]
    named = {f["name"] for section in sections for f in section["fields"]}
    errors = [
        {"field": name if name in named else "", "text": text}
        for name, texts in typed.errors.items()
        for text in texts
    ]
    return {
        "title": act.label,
        "note": None,
        "action": action,
        "upload": any(f["kind"] == "file" for s in sections for f in s["fields"]),
        "hidden": {
            "form_token": form_token,
            "idempotency_key": typed.key or str(uuid4()),
            "etag": str(picture.course.version),
            "act": act.key,
        },
        "error_title": f"还有 {len(errors)} 项要改，没有提交" if errors else "",
        "errors": errors,
        "sections": sections,
        "consequence": _consequence(act),
        "buttons": _buttons(act),
        "shortcut": True,
    }


def _drafted(act: Act) -> Plain:
    """Return what the draft holds, under the names of the form."""
    if act.document is None or act.kind != "draft":
        return {}
    content = act.document.content
    found = {f"facts.{key}": value for key, value in content.get("facts", {}).items()}
    for row in content.get("rows", ()):
        prefix = f"row.{row['row_id']}"
        found[f"{prefix}.move"] = row["transition"]
        found |= {f"{prefix}.{key}": value for key, value in row["facts"].items()}
    return found


def _sections(
    act: Act, picture: CasePicture, known: Mapping[str, Any], typed: Typed, today: date
) -> Iterable[Plain]:
    if act.kind == "step" or (act.kind == "fire" and "return" in act.steps):
        note = Field("note", FieldKind.LONG_TEXT, "退回的理由", required=False)
        help_text = "只在退回时填写"
        yield from signed_sections(act, picture)
        yield {"fields": [{**field_view(note, "note", known, typed), "help": help_text}]}
        return
    if act.kind == "rows":
        yield from _row_sections(act.offers, picture, known, typed)
        return
    yield from _row_sections(act.offer.along, picture, known, typed)
    prefix = "facts" if act.offer.row_type is None or act.kind == "draft" else "row.new"
    if act.offer.row_type is not None:
        prefix = f"row.{act.row_id or 'new'}"
    fields = [field_view(each, f"{prefix}.{each.key}", known, typed) for each in act.offer.inputs]
    if act.offer.transition.delivers:
        day = Field("occurred_on", FieldKind.DATE, "送达日期", help="电子签收以签收当天为准")
        values = {"occurred_on": today.isoformat(), **known}
        fields.append(field_view(day, "occurred_on", values, typed))
    if fields:
        yield {"heading": None, "fields": fields}


def _row_sections(
    offers: Iterable[Offer], picture: CasePicture, known: Mapping[str, Any], typed: Typed
) -> Iterable[Plain]:
    by_row: dict[UUID, list[Offer]] = {}
    for offer in offers:
        if isinstance(offer.row_id, UUID):
            by_row.setdefault(offer.row_id, []).append(offer)
    rows = [row for row in picture.opened.rows if row.id in by_row]
    for row in rows:
        found = by_row[row.id]
        name = f"row.{row.id}.move"
        choices = [{"value": o.transition.key, "label": o.transition.label} for o in found]
        move: Plain = {
            "name": name,
            "label": "怎么办",
            "kind": "segment" if len(choices) <= _SEGMENTS else "choice",
            "choices": choices,
            "value": known.get(name, ""),
            "required": False,
            "hide_label": True,
            "errors": typed.errors.get(name, []),
        }
        text = str(row.facts.get("text") or row.facts.get("why") or "")
        yield {
            "heading": f"第 {row.number} 项",
            "note": _short(text),
            "fields": [move, *_row_fields(row.id, found, known, typed)],
        }


def _short(text: str) -> str:
    return text if len(text) <= _NOTE else f"{text[:_NOTE]}…"


def _row_fields(
    row_id: UUID, offers: list[Offer], known: Mapping[str, Any], typed: Typed
) -> list[Plain]:
    asked: dict[str, tuple[Field, list[str]]] = {}
    for offer in offers:
        for each in offer.inputs:
            asked.setdefault(each.key, (each, []))[1].append(offer.transition.key)
    fields = []
    for key, (each, moves) in asked.items():
        shown = field_view(each, f"row.{row_id}.{key}", known, typed)
        if len(moves) < len(offers) or len(offers) > 1:
            shown["show_when"] = {"name": f"row.{row_id}.move", "values": moves}
            shown["required"] = False
        fields.append(shown)
    return fields


def _buttons(act: Act) -> list[Plain]:
    found = []
    for step in reversed(act.steps) if act.kind == "draft" else act.steps:
        label = _STEP_LABELS[step]
        if step == "fire":
            signs = act.paper is not None
            label = "签发" if signs else act.offers[0].transition.label
            label = "记录" if act.kind == "rows" else label
        if step == "submit" and act.kind == "step":
            label = "送审"
        primary = step in {"fire", "submit", "review"}
        found.append({"label": label, "name": "step", "value": step, "primary": primary})
    return found


def _consequence(act: Act) -> Plain | None:
    if act.paper is None or act.paper.approval is None:
        return None
    who = "、".join(dict.fromkeys(a.duty.label for a in act.paper.approval.signers))
    if act.kind == "draft":
        rest = "签发；签发前对方看不到，签发后不能改，可补充。"
        return {"lead": "送签后由", "who": who, "rest": rest}
    if "fire" in act.steps:
        return {
            "lead": "签发后即生效，",
            "who": "不能改",
            "rest": "；有错只能撤回或更正后重新制发。",
        }
    return None
