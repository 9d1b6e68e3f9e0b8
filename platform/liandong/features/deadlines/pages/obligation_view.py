"""The page of one obligation: why this day, what was filed, and the form to file; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from liandong.features.deadlines.models import Obligation
from liandong.features.deadlines.pages.obligation_words import (
    Plain,
    Setting,
    badge_of,
    chip_of,
    clause_of,
    day_words,
    href_of,
    matter_of,
    outcome,
    period_words,
    tolerance,
)
from liandong.web.languages import language, say
from liandong.web.standing_in import stood_in


@dataclass(frozen=True)
class Can:
    """What this person can do with it now; without `read` they see the header alone.

    What was returned, and why, is between who owes it and who receives it: `read_returns`. What is
    reported line by line is begun on a page of its own: `report`, instead of `file`.
    """

    read: bool = True
    read_returns: bool = True
    file: bool = False
    report: bool = False
    nil: bool = False
    give_back: bool = False


@dataclass(frozen=True)
class Typed:
    """What came back from the browser, to be shown again, with what was wrong."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, list[str]] = field(default_factory=dict)


def obligation_page(
    obligation: Obligation, can: Can, typed: Typed, form_token: str, setting: Setting
) -> Plain:
    """Return the page of one obligation."""
    title = matter_of(obligation)
    back = {"label": say("报送任务"), "href": f"{setting.base}/obligations"}
    chip = chip_of(obligation, setting)
    returns = obligation.inputs.get("returns", ()) if can.read_returns else ()
    form = None
    if can.file:
        form = _form(_filing_fields(obligation, can, typed, setting), "file", typed)
    elif can.give_back:
        form = _form([_text_field("reason", "退回的理由", typed)], "return", typed)
    if form is not None:
        form["action"] = href_of(setting.base, obligation)
        form["hidden"] = {
            "form_token": form_token,
            "idempotency_key": str(uuid4()),
            "etag": str(obligation.position),
            "step": form["step"],
        }
    return {
        "breadcrumb": [back, {"label": title}],
        "title": title,
        "sentence": f"{period_words(obligation)} · {setting.name(obligation.unit_id)}",
        "badge": badge_of(obligation, setting),
        "chip": chip,
        "date_line": chip["date_line"] if chip else "",
        "notes": [n for n in (tolerance(obligation, setting), outcome(obligation, setting)) if n],
        "facts": list(_facts(obligation, setting)),
        "steps": [_step(step, setting) for step in obligation.inputs.get("steps", ())],
        "code": obligation.limit_id,
        "filed": _filed(obligation, setting) if can.read else None,
        "returns": [_returned(each, setting) for each in returns],
        "form": form,
        "go": _go(setting) if can.report else None,
    }


def _go(setting: Setting) -> Plain:
    """Return the way to the page where the report of this period is begun."""
    text = say("这一项逐案填报；没有案件的，在那里零报告。")
    href = f"{setting.base}{setting.report_path}"
    return {"text": text, "label": say("填报"), "href": href}


def _is_english() -> bool:
    return language().startswith("en")


def _step(step: Mapping[str, str], setting: Setting) -> Plain:
    day = day_words(date.fromisoformat(step["on"]), setting.today)
    return {"on": day, "text": step["reason_en" if _is_english() else "reason_zh"]}


def _facts(obligation: Obligation, setting: Setting) -> Iterator[Plain]:
    clause = clause_of(obligation, setting)
    if clause:
        quote = obligation.inputs["basis"][0].get("quote") or ""
        yield {"label": say("依据"), "text": quote, "link": clause}
    period = (obligation.period_start, obligation.period_end)
    days = say("至").join(day_words(day, setting.today) for day in period)
    yield {"label": say("本期"), "text": days, "link": None}
    yield {
        "label": say("截止日"),
        "text": day_words(obligation.due_on, setting.today),
        "link": None,
    }
    if not obligation.accuses:
        yield {"label": say("逾期"), "text": say("只提醒，不记逾期"), "link": None}


def _filed(obligation: Obligation, setting: Setting) -> Plain | None:
    evidence, met_on = obligation.evidence, obligation.met_on
    if "kind" not in evidence or met_on is None:
        return None
    named = [*evidence.get("files", ()), *evidence.get("proof", ())]
    recorded = evidence.get("recorded_at", "")[:10]
    is_later = recorded and date.fromisoformat(recorded) != met_on
    return {
        "on": day_words(met_on, setting.today),
        "recorded": say("{day} 录入", day=day_words(date.fromisoformat(recorded), setting.today))
        if is_later
        else "",
        "text": say("零报告：本期没有需要报送的事项") if evidence["kind"] == "nil" else "",
        "for": stood_in(evidence.get("on_behalf_of")),
        "note": evidence.get("note", ""),
        "files": [
            {"label": setting.files.get(each, each), "href": _file_href(setting, each)}
            for each in named
        ]
        + _case(obligation, setting),
    }


def _case(obligation: Obligation, setting: Setting) -> list[Plain]:
    """Return the way to the case that met it."""
    case_id = obligation.evidence.get("case_id")
    if not case_id:
        return []
    href = f"{setting.base}/cases/{obligation.mechanism}/{case_id}"
    return [{"label": say("打开所办事项"), "href": href}]


def _file_href(setting: Setting, file_id: str) -> str:
    return f"/api/v1{setting.base}/files/{file_id}"


def _returned(given: Mapping[str, Any], setting: Setting) -> Plain:
    unit = setting.name(UUID(given["by"]))
    day = day_words(date.fromisoformat(given["on"]), setting.today)
    head = say("{day} {unit}退回", day=day, unit=unit)
    return {"head": head, "for": stood_in(given.get("on_behalf_of")), "text": given["reason"]}


def _form(fields: list[Plain], step: str, typed: Typed) -> Plain:
    names = {each["name"] for each in fields}
    errors = [
        {"field": name if name in names else "", "text": text}
        for name, texts in typed.errors.items()
        for text in texts
    ]
    label = say("报送") if step == "file" else say("退回")
    return {
        "title": label,
        "step": step,
        "fields": fields,
        "errors": errors,
        "error_title": say("还有 {n} 项要改，没有提交", n=len(errors)) if errors else "",
        "buttons": [{"label": label, "primary": True}],
    }


def _filing_fields(obligation: Obligation, can: Can, typed: Typed, setting: Setting) -> list[Plain]:
    is_filed = {"name": "kind", "values": ["filed"]}
    kind = typed.values.get("kind", "filed")
    found: list[Plain] = []
    if can.nil:
        choices = [("filed", say("报送文件")), ("nil", say("零报告"))]
        found.append(
            {
                "name": "kind",
                "label": say("怎么报"),
                "kind": "segment",
                "value": kind,
                "choices": [{"value": value, "label": label} for value, label in choices],
                "errors": typed.errors.get("kind", []),
            }
        )
    files = {**_field("files", "文件", "file", typed), "multiple": True}
    found.append({**files, "show_when": is_filed if can.nil else None})
    if can.nil:
        confirm = _field("confirmed", "确认本期没有需要报送的事项", "boolean", typed)
        found.append({**confirm, "show_when": {"name": "kind", "values": ["nil"]}})
    day = _field("occurred_on", "报送日期" if can.nil else "完成日期", "date", typed)
    day["value"] = typed.values.get("occurred_on", setting.today.isoformat())
    span = {"minimum": obligation.period_start.isoformat(), "maximum": setting.today.isoformat()}
    found.append({**day, **span})
    proof = _field("proof", "证明材料", "file", typed)
    help_text = say("日期较早的，要附能证明当天已经报送的材料")
    found += [{**proof, "multiple": True, "required": False, "help": help_text}] if can.nil else []
    found.append({**_text_field("note", "备注", typed), "required": False})
    return found


def _field(name: str, label: str, kind: str, typed: Typed) -> Plain:
    errors = typed.errors.get(name, [])
    value = typed.values.get(name, "") if kind != "file" else ""
    return {"name": name, "label": say(label), "kind": kind, "value": value, "errors": errors}


def _text_field(name: str, label: str, typed: Typed) -> Plain:
    return {**_field(name, label, "long_text", typed), "rows": 3}
