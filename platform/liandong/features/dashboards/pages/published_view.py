"""The pages of published figures; pure."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from liandong.features.dashboards.pages.figure_view import figure_words, period_words, plain_number
from liandong.features.dashboards.service import Published
from liandong.features.units.models import Unit
from liandong.kernel.ids import uuid7
from liandong.web.languages import say
from liandong.web.standing_in import stood_in

Plain = dict[str, Any]
_STATES = {
    "submitted": ("等批准公布", "blue", "hourglass"),
    "approved": ("已公布", "green", "check"),
    "returned": ("已退回", "amber", "pencil"),
    "withdrawn": ("已撤回公布", None, None),
}
_STEPS = {"approved": "批准公布", "returned": "退回", "withdrawn": "撤回公布"}


def published_page(found: Sequence[Published], units: dict[UUID, Unit], base: str) -> Plain:
    """Return the list of figures that were fixed: one's own unit's, and what was published."""
    return {
        "title": say("统计公布"),
        "sentence": say("公布的数字按当时的记录固定下来，以后的变动不改它。"),
        "breadcrumb": _way(base),
        "rows": [_row(each, units, base) for each in found],
        "empty": None if found else _nothing(base),
    }


def _nothing(base: str) -> Plain:
    link = {"label": say("去统计"), "href": f"{base}/figures"}
    text = say("在“统计”选好机制和期间，按“固定并报批”，批准后全县成员单位都能看到。")
    return {"icon": "chart-bar", "title": say("还没有公布的统计"), "text": text, "link": link}


def _way(base: str) -> list[Plain]:
    return [{"label": say("统计"), "href": f"{base}/figures"}, {"label": say("统计公布")}]


def _row(published: Published, units: dict[UUID, Unit], base: str) -> Plain:
    snapshot = published.snapshot
    return {
        "title": _title(published),
        "href": f"{base}/figures/published/{snapshot.id}",
        "unit": units[snapshot.unit_id].name,
        "day": snapshot.counted_on.isoformat(),
        "badge": _badge(published),
    }


def _title(published: Published) -> str:
    label, period = published.snapshot.content["label"], published.snapshot.period
    return say("{mechanism} {period}", mechanism=say(label), period=period_words(period))


def _badge(published: Published) -> Plain:
    label, tone, icon = _STATES[published.state]
    return {"label": say(label), "tone": tone, "icon": icon}


def one_page(
    published: Published,
    units: dict[UUID, Unit],
    zone: ZoneInfo,
    *,
    base: str,
    form: Plain | None,
) -> Plain:
    """Return one: unit × metric as counted, who approved it, and what this person may do."""
    snapshot, metrics = published.snapshot, published.snapshot.content["metrics"]
    named = {each["unit_id"] for metric in metrics for each in metric["units"]}
    rows = [unit for unit in units.values() if str(unit.id) in named]
    return {
        "title": _title(published),
        "sentence": say(
            "{unit}按 {day} 的记录统计。",
            unit=units[snapshot.unit_id].name,
            day=snapshot.counted_on,
        ),
        "breadcrumb": [
            *_way(base)[:1],
            {"label": say("统计公布"), "href": f"{base}/figures/published"},
            {"label": _title(published)},
        ],
        "badge": _badge(published),
        "head": [say(label) for label in (metric["label"] for metric in metrics)],
        "rows": [
            {"unit": unit.name, "cells": [_of(metric, unit.id) for metric in metrics]}
            for unit in rows
        ],
        "total": [_cell(metric, metric["part"], metric["whole"]) for metric in metrics],
        "note": None if rows else say("这一机制保密，只公布合计。"),
        "steps": [
            {
                "at": f"{step.recorded_at.astimezone(zone):%Y-%m-%d %H:%M}",
                "what": say(_STEPS[step.step]),
                "who": units[snapshot.unit_id].name,
                "for": stood_in(step.on_behalf_of),
                "reason": step.reason,
            }
            for step in published.steps
        ],
        "taken_for": stood_in(snapshot.on_behalf_of),
        "digest": snapshot.digest,
        "form": form,
    }


def form_of(
    published: Published, *, may_approve: bool, is_mine: bool, token: str, action: str
) -> Plain | None:
    """Return the form of what this person may do with it now; None: nothing."""
    if not (published.is_own and may_approve) or published.state in {"returned", "withdrawn"}:
        return None
    reason = {
        "name": "reason",
        "label": say("理由"),
        "kind": "long_text",
        "value": "",
        "required": False,
    }
    reason["help"] = say("退回或者撤回要写。")
    withdraw = {"label": say("撤回公布"), "name": "step", "value": "withdrawn", "tone": "danger"}
    approve = {"label": say("批准公布"), "name": "step", "value": "approved", "primary": True}
    if is_mine:
        approve |= {"disabled": True, "why": say("报批的人不能自己批准。")}
    give_back = {"label": say("退回"), "name": "step", "value": "returned"}
    hidden = {"form_token": token, "idempotency_key": str(uuid7())}
    buttons = [withdraw] if published.state == "approved" else [approve, give_back]
    return {"action": action, "hidden": hidden, "fields": [reason], "buttons": buttons}


def _of(metric: Plain, unit_id: UUID) -> Plain:
    found = next((each for each in metric["units"] if each["unit_id"] == str(unit_id)), None)
    return _cell(metric, found["part"], found["whole"]) if found else _cell(metric, 0, 0)


def _cell(metric: Plain, part: float, whole: float) -> Plain:
    """Return one figure; figures from before means in days say of none that it is one."""
    text = figure_words(part, whole, in_days=metric.get("in_days", False))
    return {"text": text, "note": f"{plain_number(part)} ÷ {plain_number(whole)}"}
