"""The step 文件: the county's own document, typed in once, so that everything can cite it."""

from collections.abc import Mapping
from typing import Any

from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.onboarding.service.drafts import stated_in
from liandong.features.onboarding.service.own_document import lines_of, own_document
from liandong.features.tenants.pages.instrument_view import STATUS
from liandong.web.languages import say

Plain = dict[str, Any]
NAMES = (
    "title",
    "number",
    "issuers",
    "date",
    "status",
    "on_trial",
    "effective_from",
    "clauses",
    "roster_clauses",
    "office_clauses",
)
_ROWS = 12


def document_fields(draft: OnboardingDraft, typed: Mapping[str, str] | None) -> list[Plain]:
    """Return what the step asks; what was typed and refused stands in it still."""
    stated = stated_in(draft)
    known = own_document(stated)
    said = dict(typed) if typed is not None else _known(known)
    called = {key: STATUS[key]["label"] for key in ("in_force", "draft")}
    statuses = [{"value": key, "label": say(label)} for key, label in called.items()]
    fields: list[Plain] = [
        {"name": "title", "label": say("标题"), "kind": "text"},
        {
            "name": "number",
            "label": say("文号"),
            "kind": "text",
            "help": say("征求意见稿没有文号和日期的，不填。"),
        },
        {
            "name": "issuers",
            "label": say("制发机关"),
            "kind": "long_text",
            "help": say("一行一个，照落款的先后；党委部门联合制发的也写上。"),
        },
        {"name": "date", "label": say("日期"), "kind": "date"},
        {
            "name": "status",
            "label": say("文件状态"),
            "kind": "choice",
            "as_radios": True,
            "choices": statuses,
            "help": say("征求意见稿只能演练，不能认定任何单位逾期。"),
        },
        {"name": "on_trial", "label": say("试行"), "kind": "boolean", "required": False},
        {"name": "effective_from", "label": say("施行日期"), "kind": "date"},
        {
            "name": "clauses",
            "label": say("条款"),
            "kind": "long_text",
            "rows": _ROWS,
            "placeholder": "三(一) 收到检察建议两个月内书面回复 M10",
            "help": say("一条一行：条款号、大意、机制编号。用自己的话概括，不要照抄。"),
        },
        {
            "name": "roster_clauses",
            "label": say("成员单位和席位写在哪几条"),
            "kind": "text",
            "required": False,
        },
        {
            "name": "office_clauses",
            "label": say("联席会议办公室写在哪几条"),
            "kind": "text",
            "required": False,
        },
    ]
    return [{**each, "value": _value(each, said)} for each in fields]


def _known(document: Plain | None) -> dict[str, str]:
    if document is None:
        return {"status": "in_force"}
    plain = {key: document[key] or "" for key in ("title", "number", "date", "effective_from")}
    return {
        **plain,
        "issuers": "\n".join(document["issuers"]),
        "status": document["status"],
        "on_trial": "true" if document["on_trial"] else "",
        "clauses": lines_of(document),
    }


def _value(field: Plain, said: Mapping[str, str]) -> Any:
    value = said.get(field["name"], "")
    return value == "true" if field["kind"] == "boolean" else value
