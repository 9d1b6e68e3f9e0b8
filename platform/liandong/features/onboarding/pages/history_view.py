"""The pages 历次版本: what was stated when and by whom, and what each revision changed; pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from liandong.calendars.words import dated_words
from liandong.features.onboarding.service import CAUSES, PARTS, Revision, Step, inner_words
from liandong.web.languages import language, say

Plain = dict[str, Any]
_ZONE = ZoneInfo("Asia/Shanghai")
_TONES = {"+": "green", "-": "red", "~": "amber"}
_MARKS = {"+": "新增", "-": "取消", "~": "改为"}


def history_page(listed: Sequence[Revision], base: str) -> Plain:
    """Return every revision, the newest first."""
    return {
        "title": say("历次版本"),
        "sentence": say("每次修改都留一版，可以看改了什么，也可以恢复。"),
        "breadcrumb": [_home(base), {"label": say("历次版本"), "href": None}],
        "rows": [
            {
                "label": _title(each),
                "href": f"{base}/configuration/revisions/{each.position}",
                "at": _moment(each.applied_at),
                "by": _by(each),
                "cause": CAUSES[each.cause].pick(language()),
                "digest": each.digest[:12],
                "badge": {"label": say("现行"), "tone": "green"} if n == 0 else None,
            }
            for n, each in enumerate(listed)
        ],
    }


def step_page(step: Step, base: str, token: str) -> Plain:
    """Return what one revision changed; with a token it can be stated again."""
    each = step.revision
    grouped: dict[str, list[Plain]] = {}
    for change in step.changes:
        said = {
            "badge": {"label": say(_MARKS[change.mark]), "tone": _TONES[change.mark]},
            "text": inner_words(change).pick(language()),
        }
        grouped.setdefault(PARTS[change.part].pick(language()), []).append(said)
    return {
        "title": _title(each),
        "sentence": say(
            "{at}，{by}，{cause}",
            at=_moment(each.applied_at),
            by=_by(each),
            cause=CAUSES[each.cause].pick(language()),
        ),
        "breadcrumb": [
            _home(base),
            {"label": say("历次版本"), "href": f"{base}/configuration/revisions"},
            {"label": _title(each), "href": None},
        ],
        "permissions": [words.pick(language()) for words in step.permissions],
        "groups": [{"label": label, "rows": rows} for label, rows in grouped.items()],
        "restore": {
            "action": f"{base}/configuration/revisions/{each.position}/restore",
            "hidden": {"form_token": token},
        }
        if token
        else None,
    }


def _home(base: str) -> Plain:
    return {"label": say("本地配置"), "href": f"{base}/configuration"}


def _title(each: Revision) -> str:
    return say("第 {number} 版", number=each.position)


def _by(each: Revision) -> str:
    return say("命令行") if each.applied_by == "cli" else each.applied_by


def _moment(moment: datetime) -> str:
    local = moment.astimezone(_ZONE)
    return f"{dated_words(local.date()).pick(language())} {local:%H:%M}"
