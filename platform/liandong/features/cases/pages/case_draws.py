"""Why it was these people whom the platform drew: so that anybody can draw again; pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from liandong.features.cases.models import CaseEvent
from liandong.features.cases.service import CasePicture
from liandong.web.languages import say


def draws_of(event: CaseEvent, picture: CasePicture) -> Iterator[str]:
    """Yield of each draw of an act who was drawn, from whom, who was left out, and the seed.

    Why somebody was left out is personal, and who reviews a file is not for its unit to know:
    a draw is explained to the unit that made it.
    """
    if picture.level != "full" or event.unit_id != picture.unit_id:
        return
    for made in event.payload.get("draws", ()):
        yield say(
            "从“{pool}”随机抽取：{drawn}",
            pool=made["label"],
            drawn=_names(made["drawn"]),
        )
        yield say(
            "可抽 {n} 人：{eligible}", n=len(made["eligible"]), eligible=_names(made["eligible"])
        )
        if made["excluded"]:
            each = (
                say("{name}（{why}）", name=member["name"], why=_why(member["why"]))
                for member in made["excluded"]
            )
            yield say("不参加抽取：{excluded}", excluded=say("、").join(each))
        yield say(
            "随机数 {seed}：按“随机数:人员编号”的 SHA-256 值从小到大取人；人员库校验值 {digest}",
            seed=made["seed"],
            digest=made["digest"][:16],
        )


def _names(members: list[Mapping[str, Any]]) -> str:
    return say("、").join(str(member["name"]) for member in members)


def _why(reason: str) -> str:
    key, _, stated = reason.partition(":")
    known = {
        "not_serving": say("不在库内任期"),
        "drawn_before": say("已经抽过"),
        "own_unit": say("所在单位参与本案"),
        "declared": say("已声明利害关系：{why}", why=stated),
        "no_unit": say("没有可以登录办理的单位"),
        "unit_serves": say("同一单位已有人被抽中"),
    }
    return known[key]
