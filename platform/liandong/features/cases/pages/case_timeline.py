"""What happened to a case, newest first, each in one sentence; pure."""

from typing import Any

from liandong.features.cases.models import CaseEvent
from liandong.features.cases.pages.words import Plain, Setting, day_words
from liandong.features.cases.service import CasePicture
from liandong.mechanisms import Mechanism

_ICONS = {
    "move": "send",
    "row": "pencil",
    "draft": "pencil",
    "approval": "check",
    "reminder": "bell",
}
_STEPS = {"draft": "存草稿", "submit": "送审", "review": "审核通过", "return": "退回"}
_REMINDERS = {
    "ahead": "提醒：期限将到",
    "today": "提醒：今天到期",
    "late": "提醒：已过法定期限",
    "past": "提醒：已过提示日期（只提醒）",
}


def timeline(picture: CasePicture, setting: Setting) -> list[Plain]:
    """Return the lines of the record."""
    return [_event(event, picture, setting) for event in picture.events]


def _event(event: CaseEvent, picture: CasePicture, setting: Setting) -> Plain:
    at = event.recorded_at.astimezone(setting.zone)
    note = str(event.payload.get("note") or "") or None
    known = {str(deadline.id) for deadline in picture.deadlines}
    every = event.payload.get("deadlines", {}).get("started", ())
    started = [each for each in every if each["id"] in known]
    if started and event.kind != "reminder":
        first = started[0]
        inputs = first["inputs"]
        note = f"开始计算：{inputs['matter']}（{first['limit_id']}，日历 {inputs['calendar']}）"
    return {
        "at": f"{day_words(event.occurred_on, setting.today)} {at:%H:%M}",
        "iso": at.isoformat(),
        "icon": _ICONS.get(event.kind, "pencil"),
        "text": f"{setting.name(event.unit_id)} {_verb(event, picture.opened.mechanism)}",
        "note": note,
    }


def _verb(event: CaseEvent, mechanism: Mechanism) -> str:
    if event.kind == "reminder":
        return _REMINDERS.get(event.transition, "提醒")
    if event.kind in {"draft", "approval"}:
        step, _, paper = event.transition.partition(":")
        known = {kind.key: kind.label for kind in mechanism.documents}
        return f"{_STEPS.get(step, '存草稿')} {known.get(paper, '')}".strip()
    rows: list[Any] = event.payload.get("rows", [])
    moves = {move.key: move.label for move in mechanism.transitions}
    if event.kind == "row" and rows:
        row = mechanism.row(rows[0]["type"])
        count = f"（{len(rows)} 条）" if len(rows) > 1 else ""
        return f"{row.transition(rows[0]['transition']).label}：{row.label}{count}"
    return moves.get(event.transition, event.transition)
