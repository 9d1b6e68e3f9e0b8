"""What was typed into a form that could not be taken: shown back, so that nothing is lost."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from flask import request

from liandong.web.context import runtime
from liandong.web.languages import say

#: What a form carries besides words, and what nobody may see again.
_HIDDEN = frozenset({"form_token", "idempotency_key", "etag", "next", "step", "act", "move"}) | {
    "confirm_password",
    "confirm_code",
}
SECRET = frozenset({"password", "old", "first", "again"})
_MOST = 200


def was_form() -> bool:
    """Say whether this request is a form of a page."""
    return request.method == "POST" and not request.path.startswith("/api/")


def kept_fields() -> list[dict[str, str]]:
    """Return label and text of each field that a person filled; passwords never."""
    if not was_form() or SECRET & {*request.form}:
        return []
    found = [
        {"label": _label(name), "text": text.replace("\0", "")}
        for name, text in request.form.items(multi=True)
        if text.strip() and name not in _HIDDEN and not _is_id(text)
    ]
    return found[:_MOST]


def _label(name: str) -> str:
    labels: dict[str, str] = runtime().parts.get("labels", {})
    key = name.rpartition(".")[2]
    return say(labels.get(key, key))


def _is_id(text: str) -> bool:
    try:
        UUID(text.rpartition("/")[2])
    except ValueError:
        return False
    return True


def files_again() -> dict[str, list[str]]:
    """Return, by field, that the files chosen there have to be chosen again, each by its name.

    A browser does not send them a second time, and what was not saved keeps no file.
    """
    found: dict[str, list[str]] = {}
    for field, files in request.files.lists():
        names = [file.filename for file in files if file.filename]
        if names:
            found[field] = [say("要重新选：{names}", names=say("、").join(names))]
    return found


def came_from() -> str:
    """Return the page with the form, if the browser says so and it is ours, else this address."""
    referrer = urlsplit(request.headers.get("Referer", ""))
    if referrer.netloc != request.host or not referrer.path.startswith("/t/"):
        return request.path
    return f"{referrer.path}?{referrer.query}" if referrer.query else referrer.path


def lost_page(status: int, title: str, code: str) -> dict[str, Any]:
    """Return the page for a form that came too late: what happened, what was typed, the way on."""
    if status == HTTPStatus.UNAUTHORIZED:
        target = f"/sign-in?{urlencode({'next': came_from()})}"
        title = say("登录已过期")
        text = say("刚才填的没有保存。重新登录后回到这一页，把下面的内容再填进去。")
        back = {"label": say("重新登录"), "href": target}
    else:
        text = say("刚才填的没有保存。重新打开这一页，把下面的内容再填进去，再提交一次。")
        back = {"label": say("重新打开这一页"), "href": came_from()}
    return {
        "status": status,
        "title": title,
        "text": text,
        "kept": kept_fields(),
        "back": back,
        "code": code,
    }
