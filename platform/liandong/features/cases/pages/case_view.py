"""The page of one case: where it stands, when it is due, what happened; pure."""

from collections.abc import Iterable

from liandong.features.cases.models import CaseRow
from liandong.features.cases.pages.case_deadlines import deadline_cards
from liandong.features.cases.pages.case_timeline import timeline
from liandong.features.cases.pages.paper_view import paper_row
from liandong.features.cases.pages.words import Plain, Setting, case_href
from liandong.features.cases.service import Act, CasePicture
from liandong.mechanisms import Mechanism

_PARTS = (("issuer", "发出"), ("addressee", "办理"), ("copied", "抄送"))
#: What was said in a row that is not a content item: shown beside its state.
_SAID = {"grounds", "contest_grounds", "why", "question", "opinion"}
#: The way of a matter in six words, and the state in which each is done.
_WAY = (
    ("制发", ("issued", "served", "unanswered", "replied")),
    ("送达", ("served", "unanswered", "replied")),
    ("书面回复", ("replied",)),
    ("逐项核实", ()),
    ("办结", ()),
)


def case_page(
    picture: CasePicture, acts: tuple[Act, ...], chosen: str, form: Plain | None, setting: Setting
) -> Plain:
    """Return the page; `form` is the panel's, None where there is nothing to do."""
    case, mechanism = picture.case, picture.opened.mechanism
    href = case_href(setting.base, case)
    cases = {"label": "案件", "href": f"{setting.base}/cases"}
    return {
        "breadcrumb": [cases, {"label": case.number or mechanism.label, "href": None}],
        "title": case.title or mechanism.label,
        "badge": _badge(picture),
        "parties": [*_parties(picture, setting)],
        "visibility": _visibility(picture, href),
        "actions": [],
        "menu": [],
        "steps": _way(picture) if picture.level == "full" else [],
        "message": None,
        "deadlines": [*deadline_cards(picture, setting)],
        "contents": _contents(picture),
        "rights": _rights(picture, setting),
        "documents": _documents(picture, setting, href),
        "timeline": {"note": "只增不改", "events": timeline(picture, setting), "older_href": None},
        "panel": {
            "moves": [_act(act, chosen, href) for act in acts],
            "form": form,
            "nothing": None if form else _nothing(picture),
        },
    }


def _badge(picture: CasePicture) -> Plain:
    case = picture.case
    label = picture.opened.mechanism.state(case.state).label
    tone = "green" if case.is_final else "blue" if case.number else None
    return {"label": label, "tone": tone, "icon": "check" if case.is_final else "hourglass"}


def _parties(picture: CasePicture, setting: Setting) -> Iterable[Plain]:
    for part, label in _PARTS:
        names = [setting.name(unit) for unit in picture.opened.units(part)]
        if names and (part != "copied" or picture.level == "full"):
            note = "（只见文书）" if part == "copied" else ""
            yield {"label": label, "text": "、".join(names) + note}


def _visibility(picture: CasePicture, href: str) -> Plain:
    if picture.level != "full":
        return {"label": "谁能看到本案", "href": f"{href}/visibility"}
    return {"label": f"谁能看到本案 · {len(picture.viewers)} 个单位", "href": f"{href}/visibility"}


def _way(picture: CasePicture) -> list[Plain]:
    state = picture.case.state
    done = [state in reached or picture.case.is_final for _, reached in _WAY]
    found: list[Plain] = []
    for (label, _), is_done in zip(_WAY, done, strict=True):
        is_current = not is_done and all(done[: len(found)])
        key = "done" if is_done else "current" if is_current else "todo"
        words = {"done": "已完成", "current": "进行中", "todo": "还没有"}[key]
        found.append({"label": label, "note": words, "state": key, "state_label": words})
    return found


def _contents(picture: CasePicture) -> Plain | None:
    rows = [row for row in picture.rows if row.type == "item" and row.state != "dropped"]
    if not rows:
        return None
    listed = [_content(row, picture.opened.mechanism) for row in rows]
    return {"title": "建议内容", "note": f"{len(rows)} 项，逐项答复", "rows": listed}


def _content(row: CaseRow, mechanism: Mechanism) -> Plain:
    facts = row.facts
    answer = [facts.get(key) for key in ("measures", "why", "finding")]
    note = "；".join(str(part) for part in answer if part)
    tone = {"settled": "green", "adopted": "green", "declined": "amber", "unsettled": "amber"}
    badge = {"label": _state(mechanism, row), "tone": tone.get(row.state), "icon": None}
    return {"text": facts.get("text", ""), "note": note or None, "evidence": None, "badge": badge}


def _state(mechanism: Mechanism, row: CaseRow) -> str:
    known = {state.key: state.label for state in mechanism.row(row.type).states}
    return known.get(row.state, row.state)


def _rights(picture: CasePicture, setting: Setting) -> Plain | None:
    rows = [row for row in picture.rows if row.type != "item"]
    if not rows:
        return None
    mechanism = picture.opened.mechanism
    listed = [
        {
            "title": f"{mechanism.row(row.type).label} {row.number}",
            "href": None,
            "note": _row_note(row, setting),
            "chip": None,
            "badge": {"label": _state(mechanism, row), "tone": None, "icon": None},
        }
        for row in rows
    ]
    return {"title": "异议、征求意见与抄送", "note": f"{len(rows)} 条", "rows": listed}


def _row_note(row: CaseRow, setting: Setting) -> str:
    facts = dict(row.facts)
    unit = facts.pop("copy_unit", None)
    names = [u.name for key, u in setting.units.items() if str(key) == unit]
    texts = [str(value) for key, value in facts.items() if key in _SAID]
    return "；".join([*names, *texts]) or "—"


def _documents(picture: CasePicture, setting: Setting, href: str) -> Plain:
    rows = [paper_row(paper, picture, setting, href) for paper in picture.papers]
    return {"note": f"{len(rows)} 份", "download_href": None, "rows": rows}


def _act(act: Act, chosen: str, href: str) -> Plain:
    return {
        "key": act.key,
        "label": act.label,
        "href": f"{href}?act={act.key}",
        "icon": None,
        "current": act.key == chosen,
    }


def _nothing(picture: CasePicture) -> Plain:
    if picture.case.is_final:
        return {"title": "已办结", "text": "这一件已经结束，记录只读。"}
    if picture.level != "full":
        return {"title": "没有要您办的", "text": "您看到的是本单位可见的部分。"}
    refused = [o.refusal.message_zh for o in picture.offers if o.refusal]
    text = "；".join(dict.fromkeys(refused)) or "轮到对方办理，到时会提醒。"
    return {"title": "现在没有要您办的", "text": text}
