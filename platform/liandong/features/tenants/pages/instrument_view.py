"""The page of one instrument; pure."""

from typing import Any

from liandong.calendars.words import dated_words
from liandong.features.tenants.service.catalogue import CATALOGUE
from liandong.features.tenants.service.citing import anchor
from liandong.features.tenants.service.package_clauses import Clause, Instrument
from liandong.web.languages import language, say

Plain = dict[str, Any]
_WIDE = str.maketrans("()", "（）")
_LABELS = dict(CATALOGUE.values())
STATUS: dict[str, Plain] = {
    "in_force": {"label": "现行有效", "tone": "green", "icon": "check"},
    "draft": {"label": "征求意见稿", "tone": "amber", "icon": "pencil"},
    "superseded": {"label": "已被替代", "tone": "red", "icon": "circle-x"},
}


def said(badge: Plain) -> Plain:
    """Return a badge in the language of this answer."""
    label: str = badge["label"]
    return {**badge, "label": say(label)}


def status_badge(instrument: Instrument) -> Plain:
    """Return whether the instrument holds, in words."""
    badge = STATUS.get(instrument.status, {"label": instrument.status, "tone": None, "icon": None})
    if instrument.on_trial and instrument.status == "in_force":
        return said({**badge, "label": "试行"})
    return said(badge)


def instrument_page(instrument: Instrument, base: str) -> Plain:
    """Return an instrument with every clause the register holds: own words, and the quotes."""
    back = {"label": say("机制与依据"), "href": f"{base}/mechanisms"}
    return {
        "breadcrumb": [back, {"label": say(instrument.citation), "href": None}],
        "title": instrument.title,
        "badge": status_badge(instrument),
        "sentence": _sentence(instrument),
        "facts": _facts(instrument),
        "note": say("概括是平台用自己的话写的，引号里是原文；以公布的文本为准。"),
        "clauses": [_clause(clause) for clause in instrument.clauses.values()],
    }


def _sentence(instrument: Instrument) -> str:
    number = instrument.number or say("没有文号")
    return say("{number}，收录 {count} 条。", number=number, count=len(instrument.clauses))


def _facts(instrument: Instrument) -> list[Plain]:
    effect = instrument.effective_from
    words = (
        dated_words(effect).pick(language()) if effect else say("未生效"),
        say(instrument.effective_note),
    )
    facts = [
        (say("制定机关"), say("、").join(instrument.issuers)),
        (say("日期"), dated_words(instrument.date).pick(language()) if instrument.date else ""),
        (say("生效"), say("；").join(part for part in words if part)),
        (say("解释"), say("、").join(instrument.interpreters)),
        (say("要留意"), say("；").join(instrument.anomalies)),
        (say("核对"), say("生效日期和文号待核对") if instrument.to_confirm else ""),
    ]
    return [{"label": label, "text": text} for label, text in facts if text]


def _label(code: str) -> str:
    known = _LABELS.get(code)
    return say(known) if known else ""


def _clause(clause: Clause) -> Plain:
    used = [f"{code} {_label(code)}".strip() for code in clause.mechanisms]
    return {
        "id": anchor(clause.key),
        "label": clause.key.translate(_WIDE),
        "summary": clause.summary,
        "quotes": list(clause.quotes),
        "mechanisms": say("、").join(used),
    }
