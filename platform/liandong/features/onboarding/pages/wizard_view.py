"""新建区县: the list of drafts, and the frame of every step; pure."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.onboarding.service.opening import Opened
from liandong.features.tenants.service import CATALOGUE, ListedDivision, divisions
from liandong.kernel.errors import Problem
from liandong.web.languages import language, say

Plain = dict[str, Any]
#: The steps in their order; each is a page, and may be opened at any time.
STEPS = {
    "county": "区县",
    "start": "起点",
    "document": "文件",
    "units": "单位",
    "mechanisms": "机制",
    "limits": "期限",
    "people": "人员",
    "review": "核对",
}
_SENTENCES = {
    "county": "区划代码和上级来自区划代码表，不能改。",
    "start": "从同类文件的范本开始，或者照着本省一个区县的做法。人员和电话不会带过来。",
    "document": "录入本县自己的文件，机制、单位和期限都引它的条款；从范本带来的条款由此都要改引。",
    "units": "单位和席位用 Excel 填，整份核对，一行有错就整份不收。",
    "mechanisms": "勾选本县文件写明的机制，写上条款号。",
    "limits": "机制留给本县规定的期限。不填的，就没有期限：不提醒，也不记逾期。",
    "people": "县里的第一批账号。启用后各得一个一次性链接，由本人设密码。",
    "review": "这份资料包启用后县里会有什么，还差什么。",
}

#: How the checks of a package name the document that was typed in here.
_OWN_DOCUMENT = re.compile(r"'?\b\d{6}-document\b'?")
_FIELDS = {
    ("tenant", "short_name"): "short_name",
    ("tenant", "document"): "instrument",
    ("tenant", "effective_from"): "effective_from",
    ("people", ""): "tenant_admin_name",
}


def step_of(problem: Problem) -> str:
    """Return the step at which a problem is put right."""
    file, _, rest = problem.where.partition(".")
    if file == "mechanisms" and rest.startswith("limits."):
        return "limits"
    if file == "instruments":
        return "document"
    if file in {"tenant", "roster", "people"}:
        return {"tenant": "county", "roster": "units", "people": "people"}[file]
    return "mechanisms" if file == "mechanisms" else "start"


def field_of(problem: Problem) -> str | None:
    """Return the field of its step at which a problem is put right, where there is one."""
    file, _, rest = problem.where.partition(".")
    part, _, more = rest.partition(".")
    key = more.partition(".")[0]
    if file == "mechanisms" and part == "enabled" and key:
        return f"clauses.{key}"
    return _FIELDS.get((file, part))


def told(problem: Problem) -> str:
    """Return a problem with the part of the package it is about."""
    text = words(problem)
    if problem.where.startswith("people"):
        return text
    key = (field_of(problem) or "").removeprefix("clauses.")
    return f"{say(CATALOGUE[key][1]) if key in CATALOGUE else problem.where}：{text}"


def words(problem: Problem) -> str:
    """Return a problem in the reader's language."""
    text = problem.message_en if language() == "en" else problem.message_zh
    return _OWN_DOCUMENT.sub(say("本县文件"), text)


def begin_page(
    found: Sequence[ListedDivision],
    query: str,
    drafts: Sequence[OnboardingDraft],
    base: str,
    token: str,
) -> Plain:
    """Return the page on which a county is chosen, or a draft gone on with."""
    return {
        "breadcrumb": [_home(base), {"label": say("新建区县"), "href": None}],
        "title": say("新建区县"),
        "sentence": say("按区划代码表选一个还没有建的区县，或者上传一份资料包。"),
        "search": {"action": f"{base}/new", "query": query},
        "hidden": {"form_token": token},
        "action": f"{base}/new",
        "found": [{"code": each.code, "name": each.name, "above": _above(each)} for each in found],
        "drafts": [
            {
                "name": each.stated["tenant"]["name"],
                "code": each.code,
                "by": each.changed_by,
                "href": f"{base}/new/{each.id}/county",
            }
            for each in drafts
        ],
        "upload": {
            "action": f"{base}/new/package",
            "hidden": {"form_token": token, "idempotency_key": str(uuid4())},
            "field": {
                "name": "package",
                "label": say("资料包（ZIP）"),
                "kind": "file",
                "accept": ".zip",
                "help": say("同一个区县已有草稿的，以上传的为准。"),
            },
        },
    }


def frame(
    draft: OnboardingDraft, step: str, problems: Sequence[Problem], base: str, token: str
) -> Plain:
    """Return what every step shows: where it stands, what is wrong there, and the way on."""
    here = f"{base}/new/{draft.id}"
    name = draft.stated["tenant"]["name"]
    mine = [each for each in problems if step_of(each) == step and step != "review"]
    keys = list(STEPS)
    at = keys.index(step)
    return {
        "breadcrumb": [
            _home(base),
            {"label": say("新建区县"), "href": f"{base}/new"},
            {"label": name, "href": None},
        ],
        "title": say("新建{county}：{step}", county=name, step=say(STEPS[step])),
        "sentence": say(_SENTENCES[step]),
        "actions": [
            {"label": say("下载资料包"), "href": f"{here}/package.zip", "icon": "download"},
        ],
        "steps": [_step(key, step, draft, problems, here) for key in keys],
        "action": f"{here}/{step}",
        "hidden": {"form_token": token, "etag": str(draft.position)},
        "errors": [{"field": field_of(each), "text": told(each)} for each in mine],
        "error_title": say("这一步还有 {count} 处要改", count=len(mine)),
        "back": f"{here}/{keys[at - 1]}" if at else None,
        "next": f"{here}/{keys[at + 1]}" if at + 1 < len(keys) else None,
    }


def _step(
    key: str, current: str, draft: OnboardingDraft, problems: Sequence[Problem], here: str
) -> Plain:
    wrong = sum(step_of(each) == key for each in problems)
    is_bare = not draft.model and key in {"start", "document", "units", "mechanisms", "limits"}
    note = say("{count} 处要改", count=wrong) if wrong else ""
    state = "rest" if wrong or is_bare or key == "review" else "done"
    return {
        "label": say(STEPS[key]),
        "href": f"{here}/{key}",
        "state": "current" if key == current else state,
        "icon": "alert-circle" if wrong else "circle-check" if state == "done" else "circle-dashed",
        "note": note,
    }


def opened_page(made: Opened, base: str, host: str) -> Plain:
    """Return what stands after the act: the county is there, and the links, this once."""
    told = say("{county}已经建好。", county=made.name)
    again = say("{county}已经由这份草稿建好了，没有再建一次。", county=made.name)
    return {
        "breadcrumb": [_home(base), {"label": made.name, "href": None}],
        "title": say("{county}已建好", county=made.name),
        "sentence": told if made.is_new else again,
        "lost": ""
        if made.invited
        else say("链接只在建好时显示一次。没有拿到的，由县级管理员或者平台运维另发一个。"),
        "links": [
            {
                "name": each.name,
                "login": each.login,
                "address": f"{host}/invitation/{each.token}",
                "id": f"link-{n}",
            }
            for n, each in enumerate(made.invited, 1)
        ],
        "back": _home(base),
    }


def _home(base: str) -> Plain:
    return {"label": say("区县"), "href": base}


def _above(division: ListedDivision) -> str:
    return " ".join(each.name for each in divisions().parents_of(division.code))
