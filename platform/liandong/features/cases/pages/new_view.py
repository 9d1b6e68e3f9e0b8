"""新建检察建议: five sections and the letter they make."""

from collections.abc import Iterable, Mapping
from uuid import uuid4

from liandong.features.cases.pages.form_fields import Typed, field_view
from liandong.features.cases.pages.likeness import FIELD, distinct_fields
from liandong.features.cases.pages.new_example import example
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service.copies import CopyAdvice
from liandong.mechanisms import Mechanism, TimeLimit
from liandong.web.languages import say

_FEWEST_ITEMS = 3
#: What a letter has to state before it can be submitted.
_DUE = {"facts.facts", "facts.legal_basis", "facts.objection_days"}
_BINDINGS = {
    "mandatory": "具备所列情形时应当抄送，保存时自动列入",
    "optional": "可以抄送，请您确认",
}


def new_page(
    mechanism: Mechanism,
    setting: Setting,
    typed: Typed,
    advice: Iterable[CopyAdvice],
    replacements: Mapping[str, TimeLimit],
    letter: Plain,
    form_token: str,
) -> Plain:
    """Return the page with everything that was typed, and what was wrong with it."""
    path = f"{setting.base}/suggestions"
    sections = [*_sections(mechanism, setting, typed, advice, replacements)]
    named = {field["name"] for section in sections for field in section["fields"]}
    errors = [
        {"field": name if name in named else "", "text": text}
        for name, texts in typed.errors.items()
        for text in texts
    ]
    return {
        "breadcrumb": [
            {"label": say("我的检察建议"), "href": path},
            {"label": say("新建"), "href": None},
        ],
        "title": say("新建检察建议"),
        "sentence": say("草稿只有本院看得到，送达后对方才能看到。"),
        "form": {
            "action": f"{path}/new",
            "hidden": {
                "form_token": form_token,
                "idempotency_key": typed.key or str(uuid4()),
            },
            "error_title": _error_title(len(errors)),
            "errors": errors,
            "sections": sections,
            "buttons": [
                {"label": say("存草稿"), "name": "step", "value": "draft", "primary": False},
                {"label": say("提交审批"), "name": "step", "value": "submit", "primary": True},
            ],
            "note": None,
        },
        "preview": {
            "url": f"{path}/preview",
            "note": say("随填随变"),
            "download": None,
            "letter": letter,
        },
    }


def _error_title(count: int) -> str:
    return say("还有 {count} 项要改，没有保存", count=count) if count else ""


def _sections(
    mechanism: Mechanism,
    setting: Setting,
    typed: Typed,
    advice: Iterable[CopyAdvice],
    replacements: Mapping[str, TimeLimit],
) -> Iterable[Plain]:
    known = {field.key: field for field in mechanism.fields}

    def shown(*keys: str) -> list[Plain]:
        views = [field_view(known[key], f"facts.{key}", typed.values, typed) for key in keys]
        for view in views:
            view["required"] = view["required"] or view["name"] in _DUE
        return views

    yield {
        "heading": say("一、发给谁"),
        "fields": [_addressee(setting, typed), *shown("kind", "title")],
    }
    yield {"heading": say("二、事实与依据"), "fields": shown("facts", "legal_basis")}
    yield {
        "heading": say("三、建议内容"),
        "note": say("对方逐项答复，请一项写一件事"),
        "fields": [_items(typed)],
    }
    urgent = _urgent(mechanism, shown("urgency_reason", "stated_days"))
    yield {
        "heading": say("四、期限"),
        "fields": [*_variant(shown("variant")), *urgent, *shown("objection_days")],
        "after": example(mechanism, setting, replacements, typed.values),
        "after_id": "example",
    }
    yield {
        "heading": say("五、抄送"),
        "fields": [*shown("copy_triggers"), *_copies(setting, typed, advice)],
        "after": say("抄送单位只看得到检察建议书，看不到案件。"),
    }
    apart = distinct_fields(typed.errors.get(FIELD, ()))
    if apart:
        yield {"heading": say("可能是同一件"), "fields": apart}


def _addressee(setting: Setting, typed: Typed) -> Plain:
    others = [u for u in setting.units.values() if u.is_active and u.id != setting.unit_id]
    return {
        "name": "addressee",
        "label": say("被建议单位"),
        "kind": "choice",
        "choices": [{"value": str(unit.id), "label": unit.name} for unit in others],
        "value": typed.values.get("addressee", ""),
        "required": True,
        "errors": typed.errors.get("addressee", []),
    }


def _items(typed: Typed) -> Plain:
    texts = list(typed.values.get("contents") or [])
    return {
        "name": "contents",
        "label": say("建议内容"),
        "kind": "items",
        "value": texts + [""] * (_FEWEST_ITEMS - len(texts)),
        "errors": typed.errors.get("contents", []),
    }


def _variant(fields: list[Plain]) -> list[Plain]:
    fields[0]["label"] = say("回复期限")
    fields[0]["help"] = say("一般不选；情况紧急、公益诉讼、未成年人保护另有期限")
    return fields


def _urgent(mechanism: Mechanism, fields: list[Plain]) -> list[Plain]:
    for field in fields:
        key = field["name"].removeprefix("facts.")
        asking = [v.key for v in mechanism.variants if any(f.key == key for f in v.asks)]
        field["show_when"] = {"name": "facts.variant", "values": asking}
        field["required"] = False
    return fields


def _copies(setting: Setting, typed: Typed, advice: Iterable[CopyAdvice]) -> list[Plain]:
    choices = [
        {
            "value": f"{each.rule}/{each.unit_id}",
            "label": setting.name(each.unit_id),
            "help": f"{say(_BINDINGS[each.binding])}　{each.basis}",
        }
        for each in advice
    ]
    if not choices:
        return []
    return [
        {
            "name": "copies",
            "label": say("抄送单位"),
            "kind": "checks",
            "choices": choices,
            "value": typed.values.get("copies", []),
            "required": False,
            "errors": typed.errors.get("copies", []),
        }
    ]
