"""满意度测评: who is asked, how many voted, which ballots count; and the ballot itself; pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from liandong.features.assessment.pages.form_view import field
from liandong.features.assessment.pages.inspection_view import crumbs
from liandong.features.assessment.pages.wording import day_text
from liandong.features.assessment.service.balloting import (
    RaterGroup,
    Turnout,
    asked_of,
    rated_by,
    turnout,
)
from liandong.features.assessment.service.standing import Standing
from liandong.features.assessment.service.viewing import Sight
from liandong.scoring.fixed import shown
from liandong.web.languages import language, say

Plain = dict[str, Any]
_CALLING = ("planned", "noticed", "frozen")


def ballots_page(sight: Sight, base: str) -> Plain:
    """Return what is asked of this person, and for the assessor how every group has voted."""
    standing = sight.standing
    asked = asked_of(standing, sight.account) if standing.state == "frozen" else []
    voted = [group for account, group in standing.voters if account == sight.account]
    return {
        "title": say("满意度测评"),
        "sentence": say(
            "票不记名：平台只记谁投过票，不记谁给了几分。{day} 收票。",
            day=day_text(standing.round.score_until),
        ),
        "breadcrumb": crumbs(sight, base, say("满意度测评")),
        "asked": [
            {
                "label": each.label.pick(language()),
                "text": say(
                    "评 {n} 个单位，每个 0 至 {high} 分。",
                    n=len(rated_by(standing, each, sight.unit)),
                    high=shown(each.highest),
                ),
                "href": f"{base}/ballots/{each.key}",
            }
            for each in asked
        ],
        "voted": bool(voted),
        "groups": [_turnout(standing, each, base) for each in turnout(standing)]
        if sight.assesses or sight.confirms
        else None,
        "empty": {
            "icon": "users",
            "title": say("现在没有要您投的票"),
            "text": say("数据冻结以后开始测评；投过的票不能再改。"),
            "link": None,
        },
    }


def _turnout(standing: Standing, each: Turnout, base: str) -> Plain:
    void = say("；").join(f"{why.pick(language())}（{n}）" for why, n in each.void.items())
    group = each.group
    return {
        "label": group.label.pick(language()),
        "units": len(group.units),
        "called": each.called,
        "cast": each.cast,
        "valid": each.valid,
        "void": void or "—",
        "call": f"{base}/ballots/{group.key}/call" if standing.state in _CALLING else None,
        "papers": f"{base}/ballots/{group.key}/papers" if standing.state == "frozen" else None,
    }


def ballot_sections(
    standing: Standing, group: RaterGroup, own: str, typed: Mapping[str, str]
) -> list[Plain]:
    """Return the ballot: one field for each unit, sorted by peer group."""
    labels = {each.key: each.label.pick(language()) for each in standing.scheme.groups}
    units = rated_by(standing, group, own)
    found = []
    high = shown(group.highest)
    for of in dict.fromkeys(standing.member(key).group for key in units):
        fields = [
            field(
                key,
                say(standing.member(key).name),
                typed.get(key, ""),
                "amount",
                half=True,
                required=False,
                unit=say("分"),
                help=say("0 至 {high}", high=high),
            )
            for key in units
            if standing.member(key).group == of
        ]
        found.append({"heading": labels.get(of, say("全部单位")), "fields": fields})
    return found


def call_fields(people: Sequence[Any], chosen: Sequence[str]) -> list[Plain]:
    """Return the field by which people are called to rate."""
    choices = [
        {"value": str(each.account), "label": f"{each.name}（{say(each.unit)}）"} for each in people
    ]
    return [field("accounts", say("参加测评的人"), chosen, "checks", choices=choices, many=True)]


def paper_ballot_fields(typed: Mapping[str, str]) -> list[Plain]:
    """Return the fields of ballots that were filled in on paper."""
    help_ = say("每行一张票，每列一个单位；用模板填，空着就是没评。")
    return [
        field("table", say("票的表格"), "", "file", help=help_, accept=".xlsx"),
        field("reason", say("收票和计票的经过"), typed.get("reason", ""), "long_text", maximum=500),
    ]
