"""The page 总览, made of what slips; pure."""

from liandong.calendars import chip
from liandong.calendars.words import full_day_words
from liandong.features.cases.pages.rung_words import DRAFTS, ladder_view, stages_of
from liandong.features.cases.pages.words import Plain, case_href
from liandong.features.cases.service import SeenRung
from liandong.features.dashboards.pages.heat import heat_view
from liandong.features.dashboards.service import Overview, Run
from liandong.features.deadlines.models import Deadline
from liandong.web.languages import language, say

FEWEST = 5  # below, a rate says nothing
MOST = 20


def overview_page(found: Overview, base: str) -> Plain:
    """Return what slips and whom to chase, or why there is nothing to see."""
    is_empty = not found.in_all
    return {
        "title": say("总览"),
        "sentence": "" if is_empty else _sentence(found),
        "actions": [],
        "figures": _figures(found, base),
        "chase": _chase(found, base),
        "heat": heat_view(found),
        "meeting": None,
        "empty": _nothing() if is_empty else None,
    }


def _nothing() -> Plain:
    text = say("案件送达后，本单位能看到的才会列在这里。")
    return {"icon": "briefcase", "title": say("还没有您能看到的案件"), "text": text, "link": None}


def _sentence(found: Overview) -> str:
    late, near = len(found.late), len(found.near)
    said = [
        say("{count} 件已逾期", count=late) if late else say("没有逾期的"),
        say("{count} 件三个工作日内到期", count=near) if near else say("三个工作日内没有到期的"),
    ]
    waiting = sum(seen.waits_for_me for each in found.rungs.values() for seen in each)
    if waiting:
        said += [say("{count} 件到了升级条件，等您决定", count=waiting)]
    if found.reminded:
        said += [say("另有 {count} 件过了日子，只提醒，不算逾期", count=len(found.reminded))]
    return say("{parts}。", parts=say("，").join(said))


def _figures(found: Overview, base: str) -> list[Plain]:
    units = {deadline.unit_id for deadline, _ in found.late}
    some = say("涉及 {count} 个单位", count=len(units))
    late = _figure(say("已逾期"), len(found.late), some if units else say("只算已确认的法定期限"))
    running = _figure(say("在办"), found.running, say("能看到的未办结案件"))
    return [
        {**running, "href": f"{base}/cases"},
        _figure(say("近期到期"), len(found.near), say("三个工作日内，含今天")),
        {**late, "tone": "red" if found.late else None},
        _figure(say("暂停计时"), found.paused, _paused(found)),
        _rate(found),
    ]


def _paused(found: Overview) -> str:
    return say("停下的日子不计入期限") if found.paused else say("没有暂停的")


def _figure(label: str, value: int, note: str) -> Plain:
    unit = say("件")
    return {"label": label, "value": value, "unit": unit, "note": note, "tone": None, "href": None}


def _rate(found: Overview) -> Plain:
    """Return the share in time with what it is made of; too small a sample has none."""
    note = say("按期 {part} ÷ 今年办结 {whole} 件", part=found.in_time, whole=found.ended)
    is_few = found.ended < FEWEST
    value = say("太少，不算") if is_few else f"{100 * found.in_time / found.ended:.1f}"
    unit = "" if is_few else "%"
    return {**_figure(say("本年按期率"), 0, note), "value": value, "unit": unit}


def _chase(found: Overview, base: str) -> Plain:
    runs = [*found.late, *found.near, *found.reminded]
    every = {"label": say("共 {count} 件，看案件", count=len(runs)), "href": f"{base}/cases"}
    return {
        "note": say("每一级督促都由人拟稿、由人决定，可听单位说明"),
        "all": every if len(runs) > MOST else None,
        "rows": [_row(run, found, base) for run in runs[:MOST]],
        "empty": None if runs else _nobody(),
    }


def _nobody() -> Plain:
    text = say("没有逾期的，三个工作日内也没有到期的。")
    return {"icon": "circle-check", "title": say("现在不用追"), "text": text, "link": None}


def _row(run: Run, found: Overview, base: str) -> Plain:
    deadline, case = run
    matter = deadline.inputs.get("matter") or ""
    named = (say(matter), case.number, case.title)
    rungs = found.rungs.get(deadline.id, [])
    mine = next((seen for seen in rungs if seen.waits_for_me), None)
    following, note = _next(run, found)
    if mine is not None:
        following = say("建议{rung}，由您决定", rung=say(mine.rung.label))
    stages = stages_of(found.ladder, case.mechanism)
    return {
        "unit": found.units[deadline.unit_id].name if deadline.unit_id in found.units else "—",
        "href": case_href(base, case),
        "matter": " · ".join(str(part) for part in named if part),
        "chip": _chip(deadline, found),
        "ladder": ladder_view(stages, deadline, (seen.rung for seen in rungs)),
        "ladder_note": "",
        "next": following,
        "next_note": note,
        "action": _review(mine, base) if mine else None,
    }


def _review(mine: SeenRung, base: str) -> Plain:
    draft = DRAFTS[mine.rung.document]
    href = f"{base}/escalations/{mine.rung.id}"
    return {"label": say(draft), "href": href, "primary": True}


def _chip(deadline: Deadline, found: Overview) -> Plain:
    made = chip(
        deadline.due_on,
        found.today,
        found.calendar,
        state=deadline.state,
        is_enforceable=deadline.is_enforceable,
        is_provisional=deadline.is_provisional,
    )
    return dict(made.view(language()))


def _next(run: Run, found: Overview) -> tuple[str, str]:
    """Say what a person may weigh now, and the day it rests on."""
    due = run[0].due_on
    day = full_day_words(due, found.today).pick(language()) if due else ""
    if run in found.late:
        return say("先问原因，再定是否督促"), say("应于 {day}", day=day)
    if run in found.near:
        return say("到期前提个醒"), say("截止 {day}", day=day)
    return say("只提醒，不算逾期"), say("原定 {day}", day=day)
