"""One rung: its draft, whom it goes to and who will see it, and the decision; pure."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from liandong.features.cases.pages.rung_words import (
    addressee_words,
    badge_words,
    late_chip,
    matter_words,
    state_words,
)
from liandong.features.cases.pages.words import (
    Plain,
    Setting,
    basis_of,
    case_href,
    weekday_words,
)
from liandong.features.cases.service import SeenRung
from liandong.features.cases.service.rung_drafts import DOCUMENTS
from liandong.features.cases.service.rung_letters import has_letter
from liandong.features.tenants.service import clause_link
from liandong.web.languages import say

Errors = Mapping[str, list[str]]


def rung_page(
    seen: SeenRung, typed: Mapping[str, Any], errors: Errors, token: str, setting: Setting
) -> Plain:
    """Return the page of one rung, with what was typed and what was wrong with it."""
    rung, base = seen.rung, setting.base
    label, named = say(rung.label), DOCUMENTS[rung.document]
    title = say("{rung}：{unit}", rung=label, unit=seen.unit)
    document = say(named)
    listed = [{"field": key, "text": text} for key, texts in errors.items() for text in texts]
    is_draft = rung.state != "confirmed"
    return {
        "breadcrumb": [
            {"label": say("督促与升级"), "href": f"{base}/escalations"},
            {"label": title, "href": None},
        ],
        "title": title,
        "sentence": state_words(seen, setting),
        "badge": badge_words(rung),
        "chip": late_chip(seen.deadline, setting),
        "facts": _facts(seen, setting),
        "document": {
            "title": say("{document}（草稿）", document=document) if is_draft else document,
            "text": seen.text if seen.may_read else None,
            "number": rung.letter_number if seen.may_read else None,
            "files": _files(seen, base),
            "hidden": say("内容只给当事单位、发文单位和收件单位看。"),
        },
        "action": f"{base}/escalations/{rung.id}",
        "hidden": {
            "form_token": token,
            "idempotency_key": str(typed.get("idempotency_key") or uuid4()),
            "etag": str(rung.version),
        },
        "error_title": say("没有保存") if listed else "",
        "errors": listed,
        **_forms(seen, typed, errors, setting),
    }


def _files(seen: SeenRung, base: str) -> list[Plain]:
    """Return the letter as it can be taken away: in Word, and as PDF."""
    if not has_letter(seen):
        return []
    address = f"{base}/escalations/{seen.rung.id}/letter"
    return [
        {"label": say("下载 {form}", form=label), "href": f"{address}.{form}"}
        for form, label in (("docx", "Word"), ("pdf", "PDF"))
    ]


def _facts(seen: SeenRung, setting: Setting) -> list[Plain]:
    rung, deadline = seen.rung, seen.deadline
    href = case_href(setting.base, seen.case) if seen.may_open_case else None
    rests = rung.terms.get("basis") or ()
    clause = rests[0] if rests else None
    due = f"{weekday_words(deadline.due_on, setting.today)}" if deadline.due_on else ""
    found: list[Plain] = [
        {"label": say("事项"), "text": matter_words(seen), "link": None, "href": href},
        {"label": say("应于"), "text": due, "link": basis_of(deadline, setting)},
        {"label": say("发给"), "text": addressee_words(rung), "link": None},
        {"label": say("发出后谁看得到"), "text": _sees(seen, setting), "link": None},
        {"label": say("由谁确认"), "text": setting.name(rung.unit_id), "link": None},
    ]
    if clause:
        link = clause_link(setting.base, setting.register, clause["instrument"], clause["clause"])
        found.append({"label": say("这一级的依据"), "text": "", "link": link})
    return found


def _sees(seen: SeenRung, setting: Setting) -> str:
    issuer = setting.name(seen.case.issuer_id)
    return say("{unit}、{issuer}和收件单位", unit=seen.unit, issuer=issuer)


def confirm_page(seen: SeenRung, typed: Mapping[str, Any], token: str, setting: Setting) -> Plain:
    """Return the step before a document leaves: to whom, with what consequence, with what text."""
    page = rung_page(seen, typed, {}, token, setting)
    names, text = addressee_words(seen.rung), str(typed.get("text", ""))
    document = say(DOCUMENTS[seen.rung.document])
    follows = say(
        "确认后立即发出，不能收回。{sees}看得到全文，记入案件。", sees=_sees(seen, setting)
    )
    return page | {
        "document": {"title": document, "text": text, "hidden": "", "number": None, "files": []},
        "hidden": page["hidden"] | {"text": text, "reason": str(typed.get("reason", ""))},
        "decide": None,
        "sure": {
            "title": say("确认把{document}发给{names}？", document=document, names=names),
            "text": follows,
            "buttons": [
                {"label": say("返回修改"), "name": "decision", "value": "edit", "autofocus": True},
                {"label": say("确认发出"), "name": "decision", "value": "confirm", "primary": True},
            ],
        },
    }


def _forms(
    seen: SeenRung, typed: Mapping[str, Any], errors: Errors, setting: Setting
) -> dict[str, Any]:
    rung = seen.rung
    none: dict[str, Any] = {"decide": None, "resume": None, "move": None, "sure": None}
    if not seen.may_decide:
        return none
    if rung.state == "suggested":
        reason = _field("reason", say("理由"), typed.get("reason", ""), errors, 2)
        text = _field("text", say("文书内容"), typed.get("text", seen.text), errors, 12)
        href = case_href(setting.base, seen.case)
        move = {"label": say("到案件页办理"), "href": href, "primary": True}
        is_move = bool(rung.terms["move"])
        return none | {
            "move": move if is_move else None,
            "decide": {"text": [] if is_move else [text], "reason": [reason]},
        }
    return none | {"resume": {} if seen.may_resume else None}


def _field(name: str, label: str, value: Any, errors: Errors, rows: int) -> Plain:
    return {
        "name": name,
        "label": label,
        "kind": "long_text",
        "value": value,
        "rows": rows,
        "errors": errors.get(name, []),
    }
