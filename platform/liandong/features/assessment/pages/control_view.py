"""考核: where the round stands, what holds it up, and the next step; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from liandong.features.assessment.pages.unit_view import outcome_words
from liandong.features.assessment.pages.wording import day_text, values_words
from liandong.features.assessment.service.assembling import Place
from liandong.features.assessment.service.balloting import rater_groups
from liandong.features.assessment.service.noting import daybook_inputs
from liandong.features.assessment.service.ranking import interval_of
from liandong.features.assessment.service.standing import (
    FOLLOWS,
    RUNNING,
    Standing,
    day_of,
    judged_inputs,
)
from liandong.web.languages import language, say

Plain = dict[str, Any]
STATES = {
    "planned": "已计划",
    "noticed": "自评",
    "frozen": "评分",
    "preliminary": "初评、申诉",
    "reviewed": "待审定",
    "decided": "已审定",
    "published": "已公布",
}
STEPS = {
    "noticed": "开始自评",
    "frozen": "冻结数据",
    "preliminary": "出初步结果",
    "reviewed": "结束申诉",
    "decided": "审定",
    "published": "公布结果",
    "abandoned": "作废这一轮",
}


@dataclass(frozen=True)
class Control:
    """The control room of a round, for who organises it or confirms its result."""

    standing: Standing
    places: Sequence[Place]
    result: Plain | None
    base: str
    today: date
    last_day: date | None
    assesses: bool
    confirms: bool
    rounds: Sequence[Plain]


def control_page(control: Control, hidden: Mapping[str, str]) -> Plain:
    """Return the page."""
    standing = control.standing
    people = [each for each in control.places if judged_inputs(each.item)]
    waiting = [each for each in people if each.state == "waiting"]
    differing = [each for each in people if each.state == "differs"]
    return {
        "title": standing.round.title,
        "sentence": _sentence(control),
        "rounds": control.rounds,
        "actions": _actions(control),
        "steps": [*_steps(standing)],
        "figures": _figures(standing, len(people), len(waiting), len(differing)),
        "act": _act(control, hidden),
        "days": _days(standing),
        "evaluators": [*_evaluators(control)],
        "differences": [_difference(control, each) for each in differing],
        "appeals": [_appeal(control, each.id) for each in standing.appeals.values()],
        "ranks": ranks_table(standing, control.result, control.base),
    }


def _figures(standing: Standing, n: int, waiting: int, differing: int) -> list[Plain]:
    stated = {unit for unit, _ in standing.statements}
    of_units = f"/ {len(standing.participants)}"
    figures = (
        (say("已评"), n - waiting - differing, f"/ {n}", say("项，两位评分人都评完"), None),
        (say("分歧"), differing, say("项"), say("要裁决"), "#differences"),
        (say("自评"), len(stated), of_units, say("个单位"), None),
        (
            say("申诉"),
            len(standing.open_appeals()),
            say("项"),
            say("待复核，共 {n} 项", n=len(standing.appeals)),
            "#appeals",
        ),
        (say("日常登记"), len(standing.deductions), say("条"), say("全年"), None),
    )
    keys = ("label", "value", "unit", "note", "href")
    return [dict(zip(keys, each, strict=True)) for each in figures]


def _sentence(control: Control) -> str:
    standing = control.standing
    return say(
        "考核 {since} 至 {until} 的工作，{n} 个单位；{state}。",
        since=day_text(standing.round.since),
        until=day_text(standing.round.until),
        n=len(standing.participants),
        state=say(STATES.get(standing.state, "已作废")),
    )


def _actions(control: Control) -> list[Plain]:
    base, standing = control.base, control.standing
    begins = control.assesses and standing.state in {"planned", "noticed"}
    assigns = begins or (control.assesses and standing.state == "frozen")
    left = sum(key not in standing.flag_words for key in standing.flags)
    odd = say("异常提示 {n}", n=left) if left else say("异常提示")
    links = (
        (True, say("评分细则"), "scheme"),
        (begins, say("更换方案"), "replace"),
        (assigns, say("分配评分人"), "assign"),
        (standing.daybook or daybook_inputs(standing), say("日常登记"), "daybook"),
        (standing.state in RUNNING, say("督导检查和整改"), "inspections"),
        (standing.flags, odd, "flags"),
        (standing.statements, say("填报负担"), "burden"),
        (rater_groups(standing), say("满意度测评"), "ballots"),
        (standing.state != "planned", say("考核文书"), "letters"),
        (control.result is not None, say("名次与分析"), "results"),
        (standing.state == "published", say("上报省级"), "report"),
    )
    return [
        {"label": label, "href": f"{base}/{page}"} for is_shown, label, page in links if is_shown
    ]


def _steps(standing: Standing) -> Iterable[Plain]:
    order = [*STATES]
    now = order.index(standing.state) if standing.state in order else len(order)
    for i, state in enumerate(order):
        done = standing.step(state)
        note = "" if done is None else day_text(day_of(done.content["on"]))
        if state == "planned":
            note = day_text(standing.round.opened_at.date())
        kind = "done" if i < now or state == "published" == standing.state else "rest"
        yield {
            "label": say(STATES[state]),
            "note": note,
            "state": "current" if i == now and kind != "done" else kind,
        }


def _act(control: Control, hidden: Mapping[str, str]) -> Plain | None:
    state = control.standing.state
    following = [each for each in FOLLOWS[state] if each != "abandoned"]
    buttons: list[Plain] = [
        {"name": "step", "value": each, "label": _step_words(state, each), "primary": i == 0}
        for i, each in enumerate(following)
        if (control.confirms if each == "decided" else control.assesses)
    ]
    if control.assesses and "abandoned" in FOLLOWS[state]:
        step = "abandoned"
        label = say(STEPS[step])
        buttons.append({"name": "step", "value": step, "label": label, "tone": "danger"})
    if not buttons:
        return None
    return {"action": f"{control.base}/steps", "hidden": dict(hidden), "buttons": buttons}


def _step_words(state: str, step: str) -> str:
    return say("退回评分") if step == "frozen" and state != "noticed" else say(STEPS[step])


def _days(standing: Standing) -> list[Plain]:
    round_ = standing.round
    return [
        {"label": say("自评截止"), "text": day_text(round_.self_until)},
        {"label": say("数据冻结"), "text": day_text(round_.freeze_on)},
        {"label": say("评分截止"), "text": day_text(round_.score_until)},
        {"label": say("方案版次"), "text": str(standing.raw["edition"])},
    ]


def _evaluators(control: Control) -> Iterable[Plain]:
    standing = control.standing
    for each in standing.assignments.values():
        mine = [
            place
            for place in control.places
            if judged_inputs(place.item)
            and each.account in standing.evaluators(place.unit.key, place.item.code)
        ]
        done = [
            place
            for place in mine
            if each.account in standing.last_marks(place.unit.key, place.item.code)
        ]
        aside = [unit for account, unit in standing.recusals if account == each.account]
        names = [standing.member(unit).name for unit in aside if unit in standing.participants]
        yield {
            "name": each.name,
            "unit": each.unit,
            "done": len(done),
            "total": len(mine),
            "aside": say("、").join(say(name) for name in names),
        }


def _difference(control: Control, place: Place) -> Plain:
    standing, item = control.standing, place.item
    last = standing.last_marks(place.unit.key, item.code)
    return {
        "unit": say(place.unit.name),
        "item": f"{item.code} {item.label.pick(language())}",
        "marks": [
            {
                "who": standing.assignments[account].name,
                "value": values_words(item, mark.content["values"]),
                "reason": mark.content["reason"],
            }
            for account, mark in last.items()
        ],
        "href": f"{control.base}/settle/{place.unit.key}/{item.code}" if control.assesses else None,
    }


def _appeal(control: Control, appeal_id: Any) -> Plain:
    standing = control.standing
    each = standing.appeals[appeal_id]
    item = standing.item(each.unit, each.code)
    label = item.label.pick(language()) if item else ""
    return {
        "unit": say(standing.member(each.unit).name),
        "item": f"{each.code} {label}",
        "wanted": each.content["wanted"],
        "outcome": outcome_words(each),
        "is_open": each.decision is None,
        "href": f"{control.base}/appeals/{each.id}",
    }


def ranks_table(
    standing: Standing, result: Plain | None, base: str, *, items: bool = True
) -> list[Plain]:
    """Return the units by peer group and rank; with the way to their items, where they are seen."""
    if result is None:
        return []
    units = result["outcome"]["units"]
    labels = {each.key: each.label.pick(language()) for each in standing.scheme.groups}
    found = []
    for group in dict.fromkeys(each["group"] for each in units.values()):
        members = [(key, each) for key, each in units.items() if each["group"] == group]
        members.sort(key=lambda pair: (pair[1]["rank"] is None, pair[1]["rank"] or 0))
        rows = [
            {
                "unit": say(standing.member(key).name),
                "rank": each["rank"] or "—",
                "interval": interval_words(result, key) or "—",
                "total": each["total"] or "—",
                "full": each["full"],
                "grade": ""
                if each["grade"] is None
                else each["grade"]["en" if language() == "en" else "zh"],
                "href": f"{base}/units/{key}" if items else None,
            }
            for key, each in members
        ]
        label = labels.get(group, say("全部单位"))
        found.append({"key": group, "label": label, "rows": rows})
    return found


def interval_words(result: Plain, unit: str) -> str:
    """Return the ranks between which a unit is: 3—6; empty where it has none."""
    ends = interval_of(result, unit)
    return "" if ends is None else "—".join(map(str, dict.fromkeys(ends)))


def grade_words(grade: Mapping[str, str] | None) -> str:
    """Return a grade in the language of this answer; nothing where there is none."""
    return "" if grade is None else grade["en" if language() == "en" else "zh"]
