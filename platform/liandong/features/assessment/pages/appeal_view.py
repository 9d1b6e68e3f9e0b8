"""One appeal: what is contested, what was said, what was decided; pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from liandong.features.assessment.pages.form_view import field, item_words
from liandong.features.assessment.pages.record_view import left_of, records_of
from liandong.features.assessment.pages.unit_view import outcome_words
from liandong.features.assessment.pages.wording import day_text
from liandong.features.assessment.service.standing import Appeal, Said
from liandong.features.assessment.service.viewing import Sight
from liandong.web.languages import language, say

Plain = dict[str, Any]


def appeal_page(
    sight: Sight,
    appeal: Appeal,
    base: str,
    hidden: Mapping[str, str],
    typed: Mapping[str, str],
    problems: Sequence[tuple[str, str]],
) -> Plain:
    """Return the page of an appeal, with what whoever looks at it may do."""
    standing = sight.standing
    item = standing.item(appeal.unit, appeal.code)
    if item is None:
        raise AssertionError(appeal.code)
    unit = say(standing.member(appeal.unit).name)
    first = standing.results[0].content["content"] if standing.results else {}
    place = first["outcome"]["units"][appeal.unit]["places"][appeal.code]
    sum_ = [each["en" if language() == "en" else "zh"] for each in place["sum"]]
    is_open = appeal.decision is None and standing.state == "preliminary"
    is_own = appeal.unit == sight.unit
    back = base if sight.assesses or sight.confirms else f"{base}/units/{appeal.unit}"
    decision = None if appeal.decision is None else _decided(appeal)
    return {
        "title": say("申诉：{unit} {item}", unit=unit, item=item_words(item)),
        "sentence": outcome_words(appeal),
        "breadcrumb": [
            {"label": standing.round.title, "href": back},
            {"label": say("申诉"), "href": None},
        ],
        "old": place["points"] or "—",
        "wanted": appeal.content["wanted"],
        "new": decision["points"] if decision else say("待复核"),
        "sum": sum_,
        "reason": appeal.content["reason"],
        "by": f"{appeal.by['unit']} {appeal.by['name']}",
        "at": day_text(appeal.at.date()),
        "posts": [_post(each) for each in appeal.posts],
        "decision": decision,
        "records": records_of(standing, appeal.unit, item),
        "left": left_of(standing, appeal.unit, item),
        "problems": [text for _, text in problems],
        "action": f"{base}/appeals/{appeal.id}",
        "hidden": dict(hidden),
        "post": field("text", say("补充说明"), typed.get("text", ""), "long_text")
        if is_open and (is_own or sight.assesses)
        else None,
        "decide": _fields(typed) if is_open and sight.assesses and not is_own else [],
    }


def _post(said: Said) -> Plain:
    return {
        "by": f"{said.by['unit']} {said.by['name']}",
        "at": day_text(said.at.date()),
        "text": said.content["text"],
    }


def _decided(appeal: Appeal) -> Plain:
    decision = appeal.decision
    if decision is None:
        raise AssertionError
    return {
        "outcome": outcome_words(appeal),
        "points": decision.content["points"] or say("维持原分"),
        "reason": decision.content["reason"],
        "by": f"{decision.by['unit']} {decision.by['name']}",
        "at": day_text(decision.at.date()),
    }


def _fields(typed: Mapping[str, str]) -> list[Plain]:
    choices = [
        {"value": "upheld", "label": say("申诉成立")},
        {"value": "partly", "label": say("部分成立")},
        {"value": "rejected", "label": say("维持原分")},
    ]
    points = field("points", say("复核后的分"), typed.get("points", ""), "amount", required=False)
    return [
        field("outcome", say("复核结果"), typed.get("outcome", ""), "segment", choices=choices),
        {**points, "help": say("维持原分的不用填。")},
        field("reason", say("理由"), typed.get("reason", ""), "long_text", maximum=500),
    ]
