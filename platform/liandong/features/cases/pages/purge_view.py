"""清除涉密信息: what is purged, why, and the one step before it; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from liandong.features.cases.pages.words import Plain, Setting, case_href
from liandong.features.cases.service import CasePicture, Chosen
from liandong.mechanisms import Mechanism, sealed_fields
from liandong.mechanisms.secrecy import OF_CASE, WORDS
from liandong.web.languages import say

Errors = Mapping[str, list[str]]
#: The field of the form in which secrets of a running case are ticked.
CHOICE = "chosen"


@dataclass(frozen=True)
class Purgeable:
    """What goes: all sealed fields of a case, or else those of which some can be chosen."""

    places: list[str]
    choices: list[Chosen]


def purge_page(
    picture: CasePicture,
    found: Purgeable,
    typed: Mapping[str, Any],
    errors: Errors,
    token: str,
    setting: Setting,
) -> Plain:
    """Return the page on which somebody who leads the unit purges a case's secrets.

    All of them, or those that are ticked.
    """
    case, title = picture.case, say("清除涉密信息")
    href = case_href(setting.base, case)
    listed = [{"field": name, "text": text} for name, texts in errors.items() for text in texts]
    back = {"label": case.number or case.title, "href": href}
    return {
        "breadcrumb": [back, {"label": title, "href": None}],
        "title": title,
        "sentence": _sentence(is_whole=bool(found.places)),
        "fields": [*_named(found.places, picture.opened.mechanism)],
        "action": f"{href}/purge",
        "hidden": {
            "form_token": token,
            "idempotency_key": str(typed.get("idempotency_key") or uuid4()),
            "etag": str(picture.course.version),
        },
        "error_title": say("没有保存") if listed else "",
        "errors": listed,
        "form": [
            *(() if found.places else [_choice(found.choices, picture, typed, errors)]),
            _field("basis", say("法律依据"), typed, errors),
            _field("reason", say("理由"), typed, errors),
        ],
        "buttons": [
            {"label": say("返回案件"), "href": href},
            {"label": title, "tone": "danger"},
        ],
    }


def _sentence(*, is_whole: bool) -> str:
    if is_whole:
        return say("清除以后，谁也不能再看到这些内容，包括本单位；案件、文书和办理记录都还在。")
    return say(
        "只清除选定的内容，以前填过的也一并清除；谁也不能再看到，办理中需要的可以重新填写。"
        "同样的内容写在别处的，要一并选上。"
    )


def name_of(chosen: Chosen) -> str:
    """Return what a choice is called in the form."""
    return f"{chosen.field}:{chosen.row_id or ''}"


def _choice(
    choices: list[Chosen], picture: CasePicture, typed: Mapping[str, Any], errors: Errors
) -> Plain:
    mechanism = picture.opened.mechanism
    listed = []
    for each in choices:
        label = next(_named([each.field], mechanism))
        if each.row_id is not None:
            kind = say(mechanism.row(each.field.rpartition(".")[0]).label)
            number = picture.numbers[each.row_id]
            label = say("{row} {number}：{field}", row=kind, number=number, field=label)
        listed.append({"value": name_of(each), "label": label})
    return {
        "name": CHOICE,
        "label": say("要清除的内容"),
        "kind": "checks",
        "value": typed.get(CHOICE, []),
        "choices": listed,
        "many": False,
        "required": True,
        "help": None,
        "errors": errors.get(CHOICE, []),
    }


def purge_told(stated: Mapping[str, Any], picture: CasePicture) -> Iterator[str]:
    """Yield basis, reason and fields of a purge, as lines to read; no field that is hidden here."""
    mechanism = picture.opened.mechanism
    hidden = mechanism.inner_facts(picture.opened.parts)
    rows = {row.type for row in picture.rows}
    places = [each.rpartition(".") for each in stated["fields"]]
    known = [
        f"{of}{dot}{key}" for of, dot, key in places if of in rows or not (of or key in hidden)
    ]
    fields = say("、").join(_named(known, mechanism))
    said = {"法律依据": stated["basis"], "理由": stated["reason"]}
    said |= {"清除的内容": fields} if fields else {}
    for label, value in said.items():
        yield say("{label}：{value}", label=say(label), value=value)


def _named(places: list[str], mechanism: Mechanism) -> Iterator[str]:
    """Yield “被不起诉人（个人隐私）” for each sealed field, by its place."""
    sealed = sealed_fields(mechanism)
    for place in places:
        row_type, _, key = place.rpartition(".")
        scope = row_type or OF_CASE
        moves = mechanism.row(row_type).transitions if row_type else mechanism.transitions
        asked = [field for each in mechanism.variants for field in each.asks]
        fields = [*asked, *(field for move in moves for field in move.inputs)]
        label = next((say(each.label) for each in fields if each.key == key), key)
        secrecy = sealed.get(scope, {}).get(key)
        words = say(WORDS[secrecy]) if secrecy else ""
        yield say("{field}（{class_}）", field=label, class_=words) if words else label


def _field(name: str, label: str, typed: Mapping[str, Any], errors: Errors) -> Plain:
    return {
        "name": name,
        "label": label,
        "kind": "long_text",
        "value": typed.get(name, ""),
        "rows": 2,
        "help": say("会一直留在办理记录里，不能写涉密的内容"),
        "errors": errors.get(name, []),
    }
