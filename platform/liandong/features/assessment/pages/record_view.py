"""The records behind a figure, and what stands on neither side of it with the reason; pure."""

from collections.abc import Iterator
from typing import Any

from liandong.calendars.words import dated_words
from liandong.features.assessment.service.standing import Standing, day_of
from liandong.scoring.tree import Item
from liandong.web.languages import language, say

Plain = dict[str, Any]
_OUTCOMES = {"in_time": "按期", "late": "逾期"}
_WHY = {
    "paused": "期限中止中，不计",
    "withdrawn": "已撤回，不计",
    "excused": "已免除，不计",
    "objected": "有异议，不计",
    "reasoned": "依法没有采纳或者办理，说明了理由，不扣分",
    "provisional": "到期日只是预计，不计",
    "unconfirmed": "期限没有文件原文，不认定逾期，不计",
    "not_enforceable": "按规定不认定逾期，不计",
    "contested": "送达有异议，还没处理，不计",
    "not_accused": "不能认定是否逾期，不计",
    "not_due": "还没到期，不计",
    "no_day": "没有到期日，不计",
    "released": "期限已解除，不计",
}


def records_of(standing: Standing, unit: str, item: Item, base: str = "") -> list[Plain]:
    """Return the records that the figures of an item were counted from, what failed first.

    Args:
        standing: The round.
        unit: Whose.
        item: Of which item.
        base: Where the county's pages begin, for who may open its cases; else empty.
    """
    found = [
        {**_record(each, metric, base), "counts": each["counts"]}
        for metric, each in _kept(standing, unit, item, "records")
    ]
    return sorted(found, key=lambda each: (each["counts"], each["day"]))


def left_of(standing: Standing, unit: str, item: Item, base: str = "") -> list[Plain]:
    """Return what the figures of an item leave out, each with the reason; arguments as above."""
    found = [
        {**_record(each, metric, base), "why": why_words(each["why"], each["act"])}
        for metric, each in _kept(standing, unit, item, "left")
    ]
    return sorted(found, key=lambda each: str(each["day"]))


def duties_words(standing: Standing, unit: str) -> str:
    """Return what all the duties of a unit come to that the scheme counts by, in one line."""
    figures = standing.figures.get(unit)
    duties = figures.content.get("duties") if figures else None
    if not duties:
        return ""
    kinds = duties["kinds"]
    told = say(
        "期限共 {n} 件：按期 {in_time}，逾期 {late}，未办结 {open}；不计的 {rest}。",
        n=duties["count"],
        in_time=kinds["in_time"],
        late=duties["late"],
        open=duties["open"],
        rest=sum(kinds[k] for k in ("never_late", "paused", "released", "provisional")),
    )
    days = duties["mean_days"]
    return told + (say("平均 {days} 天办结。", days=days) if days else "")


def why_words(why: str, act: str) -> str:
    """Return the reason why something counts nowhere, with what brought it about."""
    words, by = say(_WHY[why]), say(act) if act else ""
    return words if by in words else say("{why}（{act}）", why=words, act=by)


def _kept(standing: Standing, unit: str, item: Item, what: str) -> Iterator[tuple[str, Plain]]:
    """Figures that were frozen before left nothing out."""
    figures = standing.figures.get(unit)
    names = dict.fromkeys(s.name for _, s in item.inputs if s.kind == "metric")
    for name in names if figures else ():
        for each in figures.content.get(what, {}).get(name, ()) if figures else ():
            yield name, each


def _record(each: Plain, metric: str, base: str) -> Plain:
    opens = base and each["case"]
    return {
        "href": f"{base}/cases/{metric.partition('.')[0]}/{each['case']}" if opens else None,
        "number": each["number"] or each["matter"],
        "matter": each["matter"],
        "on": _day(each["on"]),
        "day": each["on"],
        "outcome": say(str(_OUTCOMES.get(each["outcome"], each["outcome"]))),
        "span": _span(each),
    }


def _span(each: Plain) -> str:
    """Return the limit with its clause, and from when to when it ran."""
    if not each.get("limit"):
        return ""
    named = " ".join(filter(None, (each["limit"], each["clause"])))
    words = {"begun": "{day}起", "due": "{day}到期", "ended": "{day}结束"}
    told = [say(text, day=_day(each[key])) for key, text in words.items() if each.get(key)]
    return say("，").join((named, *told))


def _day(day: str) -> str:
    return dated_words(day_of(day)).pick(language())
