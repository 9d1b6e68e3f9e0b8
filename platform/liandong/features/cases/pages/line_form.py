"""The form of one line; pure."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from werkzeug.datastructures import MultiDict

from liandong.features.cases.pages.form_fields import Typed, field_view
from liandong.features.cases.pages.words import Plain, Setting, case_href
from liandong.features.cases.service import CasePicture
from liandong.mechanisms import FieldKind, Table
from liandong.web.languages import say

AGAIN = "again"


def line_page(
    picture: CasePicture,
    table: Table,
    number: int | None,
    known: Mapping[str, Any],
    typed: Typed,
    form_token: str,
    setting: Setting,
) -> Plain:
    """Return the form of a line: a new one, or one that stands and may be struck out."""
    case, label = picture.case, say(table.label)
    here = f"{case_href(setting.base, case)}/lines/{table.key}"
    values = typed.values or {f"line.{key}": value for key, value in known.items()}
    fields = [field_view(f, f"line.{f.key}", values, typed) for f in table.fields]
    must = [view for view, field in zip(fields, table.fields, strict=True) if field.required]
    may = [view for view, field in zip(fields, table.fields, strict=True) if not field.required]
    named = {each["name"] for each in fields}
    errors = [
        {"field": name if name in named else "", "text": text}
        for name, texts in typed.errors.items()
        for text in texts
    ]
    return {
        "breadcrumb": [
            {"label": case.title, "href": case_href(setting.base, case)},
            {"label": label, "href": here},
            {"label": _title(number), "href": None},
        ],
        "title": _title(number),
        "sentence": label,
        "form": {
            "action": f"{here}/line",
            "upload": False,
            "hidden": {
                "form_token": form_token,
                "idempotency_key": str(uuid4()),
                "etag": str(picture.course.version),
                **({"number": str(number)} if number else {}),
            },
            "error_title": say("还有 {n} 项要改，没有提交", n=len(errors)) if errors else "",
            "errors": errors,
            "sections": [
                {"heading": say("必填"), "fields": must},
                {"heading": say("选填"), "fields": [*may, *_again(number)]},
            ],
            "buttons": _buttons(number),
        },
    }


def _title(number: int | None) -> str:
    return say("更正第 {n} 行", n=number) if number else say("加一行")


def _again(number: int | None) -> list[Plain]:
    """Return the box that lets a line in which an earlier month has already."""
    if number:
        return []
    label = say("以前月份已经报过，再报一次")
    return [{"name": AGAIN, "label": label, "kind": "boolean", "value": "", "required": False}]


def _buttons(number: int | None) -> list[Plain]:
    save = {"label": say("保存"), "name": "step", "value": "save", "primary": True}
    if number:
        strike = {"label": say("删去这一行"), "name": "step", "value": "strike"}
        return [save, {**strike, "novalidate": True}]
    return [save, {"label": say("保存，再加一行"), "name": "step", "value": "more"}]


def cells_of_form(table: Table, form: MultiDict[str, str]) -> dict[str, Any]:
    """Return what was typed by the keys of the fields; several answers as one cell."""
    found: dict[str, Any] = {}
    for field in table.fields:
        texts = [text for text in form.getlist(f"line.{field.key}") if text.strip()]
        if not texts:
            continue
        is_list = field.multiple and field.kind is FieldKind.CHOICE
        found[field.key] = "、".join(texts) if is_list else texts[0]
    return found


def typed_in(table: Table, form: MultiDict[str, str]) -> dict[str, Any]:
    """Return what was typed, under the names of the form's fields, to be shown again."""
    names = {f"line.{field.key}": field.multiple for field in table.fields}
    return {
        name: form.getlist(name) if several else form.get(name, "")
        for name, several in names.items()
    }


def again_asked(form: Mapping[str, str]) -> bool:
    """Tell whether a line that was reported before shall be taken all the same."""
    return form.get(AGAIN) == "true"
