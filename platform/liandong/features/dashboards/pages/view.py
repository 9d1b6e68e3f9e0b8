"""The page 总览, made of what slips; pure."""

from liandong.calendars import chip
from liandong.features.cases.pages.words import Plain, case_href, weekday_words
from liandong.features.dashboards.pages.heat import heat_view
from liandong.features.dashboards.service import Overview, Run
from liandong.features.deadlines.models import Deadline

FEWEST = 5  # below, a rate says nothing
MOST = 20
_FEW = "太少，不算"


def overview_page(found: Overview, base: str) -> Plain:
    """Return what slips and whom to chase, or why there is nothing to see."""
    is_empty = not found.in_all
    return {
        "title": "总览",
        "sentence": "" if is_empty else _sentence(found),
        "actions": [],
        "figures": _figures(found, base),
        "chase": _chase(found, base),
        "heat": heat_view(found),
        "meeting": None,
        "empty": _nothing() if is_empty else None,
    }


def _nothing() -> Plain:
    text = "案件送达后，本单位能看到的才会列在这里。"
    return {"icon": "briefcase", "title": "还没有您能看到的案件", "text": text, "link": None}


def _sentence(found: Overview) -> str:
    late = f"{len(found.late)} 件已逾期" if found.late else "没有逾期的"
    near = f"{len(found.near)} 件三个工作日内到期"
    said = f"{late}，{near if found.near else '三个工作日内没有到期的'}"
    past = f"；另有 {len(found.reminded)} 件过了日子，只提醒，不算逾期"
    return f"{said}{past if found.reminded else ''}。"


def _figures(found: Overview, base: str) -> list[Plain]:
    units = {deadline.unit_id for deadline, _ in found.late}
    late = f"涉及 {len(units)} 个单位" if units else "只算已确认的法定期限"
    return [
        {**_figure("在办", found.running, "能看到的未办结案件"), "href": f"{base}/cases"},
        _figure("近期到期", len(found.near), "三个工作日内，含今天"),
        {**_figure("已逾期", len(found.late), late), "tone": "red" if found.late else None},
        _figure("暂停计时", found.paused, _paused(found)),
        _rate(found),
    ]


def _paused(found: Overview) -> str:
    return "停下的日子不计入期限" if found.paused else "没有暂停的"


def _figure(label: str, value: int, note: str) -> Plain:
    return {"label": label, "value": value, "unit": "件", "note": note, "tone": None, "href": None}


def _rate(found: Overview) -> Plain:
    """Return the share in time with what it is made of; too small a sample has none."""
    note = f"按期 {found.in_time} ÷ 今年办结 {found.ended} 件"
    is_few = found.ended < FEWEST
    value = _FEW if is_few else f"{100 * found.in_time / found.ended:.1f}"
    unit = "" if is_few else "%"
    return {**_figure("本年按期率", 0, note), "value": value, "unit": unit}


def _chase(found: Overview, base: str) -> Plain:
    runs = [*found.late, *found.near, *found.reminded]
    every = {"label": f"共 {len(runs)} 件，看案件", "href": f"{base}/cases"}
    return {
        "note": "每一级督促都由人拟稿、由人决定，可听单位说明",
        "all": every if len(runs) > MOST else None,
        "rows": [_row(run, found, base) for run in runs[:MOST]],
        "empty": None if runs else _nobody(),
    }


def _nobody() -> Plain:
    text = "没有逾期的，三个工作日内也没有到期的。"
    return {"icon": "circle-check", "title": "现在不用追", "text": text, "link": None}


def _row(run: Run, found: Overview, base: str) -> Plain:
    deadline, case = run
    named = (deadline.inputs.get("matter"), case.number, case.title)
    following, note = _next(run, found)
    return {
        "unit": found.units[deadline.unit_id].name if deadline.unit_id in found.units else "—",
        "href": case_href(base, case),
        "matter": " · ".join(str(part) for part in named if part),
        "chip": _chip(deadline, found),
        "ladder": [{"label": rung, "state": "rest"} for rung in found.rungs],
        "ladder_note": "",
        "next": following,
        "next_note": note,
        "action": None,
    }


def _chip(deadline: Deadline, found: Overview) -> Plain:
    made = chip(
        deadline.due_on,
        found.today,
        found.calendar,
        state=deadline.state,
        is_enforceable=deadline.is_enforceable,
        is_provisional=deadline.is_provisional,
    )
    return dict(made.view())


def _next(run: Run, found: Overview) -> tuple[str, str]:
    """Say what a person may weigh now, and the day it rests on."""
    due = run[0].due_on
    words = weekday_words(due, found.today) if due else ""
    if run in found.late:
        return "先问原因，再定是否督促", f"应于 {words}"
    if run in found.near:
        return "到期前提个醒", f"截止 {words}"
    return "只提醒，不算逾期", f"原定 {words}"
