"""考核得分: what a unit is worth, why, and what it would take; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from liandong.features.assessment.pages.compare_view import peers_view, trend_view
from liandong.features.assessment.pages.inspector_view import checks_of
from liandong.features.assessment.pages.paper_links import shown_papers
from liandong.features.assessment.pages.record_view import duties_words, left_of, records_of
from liandong.features.assessment.pages.wording import day_text
from liandong.features.assessment.service.ranking import interval_of
from liandong.features.assessment.service.standing import Appeal, Standing, judged_inputs
from liandong.features.assessment.service.trend import Trend
from liandong.scoring.tree import Item
from liandong.web.languages import language, say

Plain = dict[str, Any]
_LARGEST = 3


@dataclass(frozen=True)
class UnitSight:
    """The page of one unit: the round, what was computed, who looks at it."""

    standing: Standing
    unit: str
    result: Plain | None
    base: str
    tenant: str
    last_day: date | None
    may_state: bool
    may_appeal: bool
    opens_cases: bool
    rates: bool
    sees_peers: bool
    trend: Trend | None = None
    unusable: Sequence[int] = ()


def unit_page(sight: UnitSight) -> Plain:
    """Return the page: before the result, what is asked for; then each item with its sum."""
    standing, who = sight.standing, sight.standing.member(sight.unit)
    units = None if sight.result is None else sight.result["outcome"]["units"]
    told = None if units is None else units[sight.unit]
    rows = [_row(sight, item, told) for item in standing.items_of(sight.unit)]
    return {
        "title": say("{title}：{unit}", title=standing.round.title, unit=say(who.name)),
        "sentence": _sentence(sight),
        "chip": _chip(sight),
        "head": None if units is None else _head(sight, units, rows),
        "rows": rows,
        "duties": duties_words(standing, sight.unit),
        "peers": None
        if sight.result is None or not sight.sees_peers
        else peers_view(standing, sight.result, sight.unit),
        "trend": trend_view(sight.trend, sight.unusable),
        "note": say("名次区间：权重和评分误差各随机变动 1000 次，九成的结果落在这个范围。"),
        "links": _links(sight),
        "files": [
            {"label": label, "href": f"{sight.base}/units/{sight.unit}.{form}", "icon": "download"}
            for label, form in ((say("得分单"), "pdf"), (say("导出 Excel"), "xlsx"))
            if told
        ],
    }


def _links(sight: UnitSight) -> list[Plain]:
    standing = sight.standing
    left = [t for t in standing.tasks.values() if t.unit == sight.unit and t.state != "verified"]
    found = [
        {
            "label": say("督导检查和整改 {n}", n=len(left)) if left else say("督导检查和整改"),
            "href": f"{sight.base}/inspections",
        }
    ]
    letters = [e for e in standing.letters.values() if sight.unit in e.content["to"]]
    if letters:
        n = sum(sight.unit not in each.receipts for each in letters)
        label = say("考核文书：{n} 份待签收", n=n) if n else say("考核文书")
        found.append({"label": label, "href": f"{sight.base}/letters"})
    noted = sum(each.unit == sight.unit for each in standing.daybook.values())
    if noted:
        found.append({"label": say("日常登记 {n}", n=noted), "href": f"{sight.base}/daybook"})
    mine = [key for key, each in standing.flags.items() if each["unit"] == sight.unit]
    n = sum(standing.is_told_of(key) for key in mine)
    if n:
        found.append({"label": say("异常提示 {n}", n=n), "href": f"{sight.base}/flags"})
    if sight.rates:
        found.append({"label": say("满意度测评"), "href": f"{sight.base}/ballots"})
    return found


def _sentence(sight: UnitSight) -> str:
    standing = sight.standing
    if sight.result is None:
        return say(
            "自评和佐证到 {day} 为止。平台里已有的案件不用再交。",
            day=day_text(standing.round.self_until),
        )
    if standing.state == "preliminary" and sight.last_day is not None:
        return say("初步结果。对哪一项有意见，{day} 前逐项申诉。", day=day_text(sight.last_day))
    if standing.state == "published":
        return say("正式结果，已公布。")
    return say("申诉已经结束，等审定、公布。")


def _chip(sight: UnitSight) -> Plain | None:
    if sight.may_appeal and sight.last_day is not None:
        label = say("可申诉，到 {day}", day=day_text(sight.last_day))
        return {"label": label, "tone": "blue", "icon": "flag"}
    return None


def _head(sight: UnitSight, units: Plain, rows: list[Plain]) -> Plain:
    told = units[sight.unit]
    lost = sorted((each for each in rows if each["lost"]), key=lambda row: -row["lost"])
    group = [unit for unit in units.values() if unit["group"] == told["group"]]
    names = {each.key: each.label for each in sight.standing.scheme.groups}
    label = names[told["group"]].pick(language()) if told["group"] in names else say("全部单位")
    grade = told["grade"]
    whole = sum((each["lost"] for each in rows), Decimal(0))
    return {
        "total": told["total"],
        "full": told["full"],
        "grade": None if grade is None else grade["en" if language() == "en" else "zh"],
        "lost": say("丢了 {n} 分，主要在这几项", n=f"{whole:.2f}"),
        "top": [
            {"label": f"{each['code']} {each['label']}", "lost": f"−{each['lost']:.2f}"}
            for each in lost[:_LARGEST]
        ],
        "group": say("同组 {n} 个单位（{label}）", n=len(group), label=label),
        "rank": None if told["rank"] is None else say("第 {rank} 名", rank=told["rank"]),
        "dots": [{"place": i + 1, "own": i + 1 == told["rank"]} for i in range(told["ranked"])],
        "interval": _interval(sight),
    }


def _interval(sight: UnitSight) -> str | None:
    ends = None if sight.result is None else interval_of(sight.result, sight.unit)
    if ends is None or ends[0] == ends[1]:
        return None
    return say("可能在 {low}—{high} 名之间", low=ends[0], high=ends[1])


def _row(sight: UnitSight, item: Item, told: Mapping[str, Any] | None) -> Plain:
    place = None if told is None else told["places"][item.code]
    points = None if place is None else place["points"]
    full = Decimal(place["full"]) if place else Decimal(item.full) / 10_000
    lost = full - Decimal(points) if points is not None and not item.is_bonus else Decimal(0)
    sum_ = [] if place is None else [e["en" if language() == "en" else "zh"] for e in place["sum"]]
    standing, about = sight.standing, (sight.unit, item.code)
    records = records_of(standing, sight.unit, item, sight.tenant if sight.opens_cases else "")
    appeals = [each for each in standing.appeals.values() if (each.unit, each.code) == about]
    waits = next((each for each in appeals if each.decision is None), None)
    decided = [each for each in appeals if each.decision is not None]
    stated = standing.statements.get(about)
    return {
        "code": item.code,
        "label": item.label.pick(language()),
        "points": points,
        "full": f"{full:f}".rstrip("0").rstrip(".") if "." in f"{full:f}" else f"{full:f}",
        "bar": int(Decimal(points or 0) / full * 100) if full else 0,
        "standing": None if place is None else place["standing"],
        "lost": lost.normalize() if lost else Decimal(0),
        "why": _why(item, place, lost),
        "sum": sum_,
        "records": records,
        "left": left_of(standing, sight.unit, item, sight.tenant if sight.opens_cases else ""),
        "is_automatic": not judged_inputs(item),
        "checks": [*checks_of(standing, sight.unit, item.code, sight.base)],
        "statement": None if stated is None else stated.content["text"],
        "papers": [] if stated is None else shown_papers(stated.content["papers"], sight.base),
        "state_href": f"{sight.base}/units/{sight.unit}/{item.code}/statement"
        if sight.may_state and judged_inputs(item)
        else None,
        "appeal_href": f"{sight.base}/units/{sight.unit}/{item.code}/appeal"
        if sight.may_appeal and waits is None
        else None,
        "appeal": None if waits is None else f"{sight.base}/appeals/{waits.id}",
        "decided": [
            {
                "href": f"{sight.base}/appeals/{each.id}",
                "label": outcome_words(each),
            }
            for each in decided
        ],
        "take": _take(item, place, lost),
    }


def outcome_words(appeal: Appeal) -> str:
    """Return what became of an appeal."""
    if appeal.decision is None:
        return say("已申诉，待复核")
    words = {"upheld": "申诉成立", "partly": "申诉部分成立", "rejected": "维持原分"}
    outcome = words[appeal.decision.content["outcome"]]
    return say(outcome)


def _why(item: Item, place: Mapping[str, Any] | None, lost: Decimal) -> str:
    if place is None:
        return say("由平台按案件计算") if not judged_inputs(item) else say("由评分人评定")
    if place["standing"] == "not_applicable":
        return say("不适用")
    if place["standing"] == "missing":
        return say("待评")
    return say("满分") if not lost else ""


def _take(item: Item, place: Mapping[str, Any] | None, lost: Decimal) -> str:
    """What full points would take: none of what took points."""
    if place is None or not lost:
        return ""
    if item.rule.start == item.full:
        return say(
            "要拿满分：以上扣分的事项一件也不发生。现在差 {n} 分。", n=f"{lost.normalize():f}"
        )
    return say("要拿满分：还要再得 {n} 分。", n=f"{lost.normalize():f}")
