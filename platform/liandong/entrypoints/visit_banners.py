"""What the frame says of entries: to the county who is there, to the visitor where they are."""

from typing import Any

from flask import g

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.visits import service as visits
from liandong.web.context import current_clock
from liandong.web.languages import say
from liandong.web.security import current_form_token


def visitors(uow: UnitOfWork, principal: Principal, base: str) -> list[dict[str, Any]]:
    """Return who of the province is in the county now, for whom that concerns."""
    if g.get("visit"):
        return []
    now = current_clock().now()
    return [
        {
            "text": say(
                "{who}（{login}）正在以省级身份查看，到 {time} 止。理由：{reason}",
                who=f"{each.other_name} {each.visitor_name}",
                login=each.visitor,
                time=f"{each.until_at.astimezone(now.tzinfo):%H:%M}",
                reason=each.reason,
            ),
            "href": f"{base}/visits/{each.id}",
        }
        for each in visits.list_running(uow, current_clock(), principal)
    ]


def visiting() -> dict[str, Any] | None:
    """Return until when the visitor may look, and the way out; None for everybody else."""
    entry = g.get("visit")
    if not entry:
        return None
    until = entry["until"].astimezone(current_clock().now().tzinfo)
    return {
        "text": say(
            "您以省级身份查看，只能看，到 {time} 止。打开的每一页县里都看得到。",
            time=f"{until:%H:%M}",
        ),
        "action": f"/t/{entry['home']}/province/visits/{entry['id']}/end",
        "hidden": {"form_token": current_form_token()},
    }
