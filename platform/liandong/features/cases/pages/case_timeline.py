"""What happened to a case, newest first, with what was written in it; pure."""

import re
from collections.abc import Iterator
from typing import Any

from liandong.features.cases.models import CaseEvent
from liandong.features.cases.pages.case_deadlines import calendar_words
from liandong.features.cases.pages.case_draws import draws_of
from liandong.features.cases.pages.case_facts import stated_in_papers
from liandong.features.cases.pages.case_recounts import recounts
from liandong.features.cases.pages.case_rows import readable_fields
from liandong.features.cases.pages.fact_words import joined, told
from liandong.features.cases.pages.purge_view import purge_told
from liandong.features.cases.pages.words import Plain, Setting, day_words
from liandong.features.cases.service import CasePicture
from liandong.features.cases.service.delivering import CONFIRMATION
from liandong.features.cases.service.purges import PURGE
from liandong.features.cases.service.standing_in import FOR
from liandong.mechanisms import Mechanism
from liandong.web.languages import say
from liandong.web.standing_in import stood_in

_ICONS = {
    "move": "send",
    "row": "pencil",
    "lines": "file-text",
    "draft": "pencil",
    "approval": "check",
    "reminder": "bell",
    "clock": "calendar-event",
    "escalation": "stairs-up",
    "custody": "send",
    PURGE: "lock",
}

#: What tells one version of a calendar from another; the page of the deadline shows it.
_DIGEST = re.compile("#[0-9a-f]+")
#: What was done, where the kind of an event says all of it.
_WHOLE = {"clock": "重新计算期限", PURGE: "清除涉密信息"}


def timeline(picture: CasePicture, setting: Setting) -> list[Plain]:
    """Return the lines of the record."""
    return [_event(event, picture, setting) for event in picture.events]


def _event(event: CaseEvent, picture: CasePicture, setting: Setting) -> Plain:
    at = event.recorded_at.astimezone(setting.zone)
    on, recorded = (day_words(day, setting.today) for day in (event.occurred_on, at.date()))
    is_late = on != recorded and event.kind in {"move", "row"}
    entered = [say("{day} {time} 录入", day=recorded, time=f"{at:%H:%M}")] if is_late else []
    verb = verb_of(event, picture)
    return {
        "at": on if is_late else f"{on} {at:%H:%M}",
        "iso": at.isoformat(),
        "icon": _ICONS.get(event.kind, "pencil"),
        "text": say("{unit} {verb}", unit=_who(event, setting), verb=verb),
        "note": _clock(event, picture),
        "told": [
            *stood_in(event.payload.get(FOR)),
            *_written(event, picture, setting),
            *draws_of(event, picture),
            *recounts(event, picture, setting),
            *entered,
        ],
    }


def _who(event: CaseEvent, setting: Setting) -> str:
    return say("平台") if event.kind == "clock" else setting.name(event.unit_id)


def _clock(event: CaseEvent, picture: CasePicture) -> str | None:
    """Return which clock the event started, among those this reader knows of."""
    known = {str(deadline.id) for deadline in picture.deadlines}
    every = event.payload.get("deadlines", {}).get("started", ())
    started = [each for each in every if each["id"] in known]
    if not started or event.kind == "reminder":
        return None
    inputs = started[0]["inputs"]
    matter = inputs["matter"]
    if started[0]["limit_id"] == CONFIRMATION:  # the platform's own, with no number in a list
        return say("开始计算：{matter}", matter=say(matter))
    return say(
        "开始计算：{matter}（{limit}，日历 {calendar}）",
        matter=say(matter),
        limit=started[0]["limit_id"],
        calendar=_DIGEST.sub("", calendar_words(inputs["calendar"])),
    )


def _written(event: CaseEvent, picture: CasePicture, setting: Setting) -> Iterator[str]:
    """Yield what was typed in the act; what the letter states stands in the letter."""
    note = str(event.payload.get("note") or "")
    is_ours = event.kind != "custody" or event.unit_id == picture.unit_id
    if note and is_ours:  # why a matter goes to another county is written for its head
        yield say("{label}：{value}", label=say("理由"), value=note)
    if event.kind == PURGE:
        yield from purge_told(event.payload["purged"], picture)
    if event.kind not in {"move", "row"} or event.position == 1:
        return
    mechanism = picture.opened.mechanism
    letters = [move.delivers for move in mechanism.transitions if move.delivers]
    stated = stated_in_papers(picture, letters, event.unit_id)
    fields = [field for field in mechanism.fields if field.key not in stated]
    yield from told(fields, event.payload.get("facts", {}), setting)
    for row in _shown(event, picture):
        line = _row(row, picture, setting)
        if line:
            yield line


def _shown(event: CaseEvent, picture: CasePicture) -> list[dict[str, Any]]:
    """Return the rows of an event that this reader sees in the case."""
    rows: list[dict[str, Any]] = event.payload.get("rows", [])
    seen = {str(row.id) for row in picture.rows}
    return [row for row in rows if row["id"] in seen]


def _row(row: dict[str, Any], picture: CasePicture, setting: Setting) -> str:
    kind = picture.opened.mechanism.row(row["type"])
    move = next((each for each in kind.transitions if each.key == row["transition"]), None)
    facts = joined(told(readable_fields(kind), row["facts"], setting))
    number = next((n for row_id, n in picture.numbers.items() if str(row_id) == row["id"]), None)
    if not facts or move is None or number is None:
        return ""
    return say(
        "{row} {number} {move}，{facts}",
        row=say(kind.label),
        number=number,
        move=say(move.label),
        facts=facts,
    )


def verb_of(event: CaseEvent, picture: CasePicture) -> str:
    """Return what was done: the label of the move, the step of a paper, or the reminder."""
    mechanism = picture.opened.mechanism
    if event.kind in _WHOLE:
        return say(_WHOLE[event.kind])
    if event.kind == "reminder":
        return _reminders().get(event.transition, say("提醒"))
    if event.kind in {"escalation", "custody"}:
        return _rung(event) if event.kind == "escalation" else _custody()[event.transition]
    if event.kind in {"draft", "approval"}:
        return _step(event, mechanism)
    rows = _shown(event, picture)
    if event.kind == "row" and rows:
        return _rows_verb(rows, mechanism)
    moves = {move.key: say(move.label) for move in mechanism.transitions}
    lines = _lines_verb(event, mechanism) if event.kind == "lines" else event.transition
    return moves.get(event.transition, lines)


def _step(event: CaseEvent, mechanism: Mechanism) -> str:
    step, _, paper = event.transition.partition(":")
    known = {kind.key: say(kind.label) for kind in mechanism.documents}
    steps = _steps()
    return f"{steps.get(step, steps['draft'])} {known.get(paper, '')}".strip()


def _custody() -> dict[str, str]:
    return {
        "offered": say("提出移交其他县，暂停办理"),
        "rejected": say("其他县没有接收，恢复办理"),
        "revoked": say("移交已经撤回，恢复办理"),
        "given": say("已移交其他县"),
    }


def _rung(event: CaseEvent) -> str:
    stated, state = event.payload["escalation"], event.transition.rpartition(".")[2]
    name = str(stated["label"])
    label = say(name)
    known = {
        "suggested": say("{rung}：到了条件，等人决定", rung=label),
        "moved": say("{rung}：改由本单位决定", rung=label),
        "resumed": say("{rung}：重新提起，等人决定", rung=label),
        "confirmed": say("{rung}：确认发出", rung=label),
        "declined": say("{rung}：决定不发出", rung=label),
        "ended": say("{rung}：自动结束", rung=label),
    }
    return known[state]


def _lines_verb(event: CaseEvent, mechanism: Mechanism) -> str:
    """Return what was done to lines: how many, in which table, out of which file."""
    said, how = event.payload, event.transition.rpartition(".")[2]
    label = say(mechanism.table(said["table"]).label)
    if how == "upload":
        name = said["file"]["name"]
        return say("导入 {table} {n} 行（{name}）", table=label, n=said["lines"], name=name)
    known = {
        "add": say("填写 {table} 第 {n} 行", table=label, n=said["number"]),
        "correct": say("更正 {table} 第 {n} 行", table=label, n=said["number"]),
        "strike": say("删去 {table} 第 {n} 行", table=label, n=said["number"]),
    }
    return known[how]


def _rows_verb(rows: list[dict[str, Any]], mechanism: Mechanism) -> str:
    kind = mechanism.row(rows[0]["type"])
    rows = [row for row in rows if row["type"] == kind.key]  # what came along says so itself
    labels = [say(kind.transition(row["transition"]).label) for row in rows if row["transition"]]
    move, row = say("、").join(dict.fromkeys(labels)), say(kind.label)
    if kind.told_by_moves:
        return move
    if len(rows) == 1:
        return say("{move}：{row}", move=move, row=row)
    return say("{move}：{row}（{n} 条）", move=move, row=row, n=len(rows))


def _steps() -> dict[str, str]:
    return {
        "draft": say("存草稿"),
        "submit": say("送审"),
        "review": say("审核通过"),
        "return": say("退回"),
    }


def _reminders() -> dict[str, str]:
    return {
        "ahead": say("提醒：期限将到"),
        "today": say("提醒：今天到期"),
        "late": say("提醒：已过法定期限"),
        "past": say("提醒：已过提示日期（只提醒）"),
    }
