"""Acts for which it is not enough that a session is open: who acts has to prove it once more.

A view calls `require_recent()` before it does anything. The door (`entrypoints.entering`) says when
the person last proved who they are, and takes the answer of the page that asks.
"""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import g, request

from liandong.kernel.errors import LiandongError
from liandong.web import typed
from liandong.web.context import current_clock
from liandong.web.languages import language, say
from liandong.web.security import current_form_token

WITHIN = timedelta(minutes=10)
PASSWORD, CODE = "confirm_password", "confirm_code"


class ReauthenticationRequiredError(LiandongError):
    """The session is open, but for this act the person has to prove anew who they are."""

    status = 401
    code = "reauthentication.required"
    title_zh = "这一步要再确认一次是您本人"
    title_en = "For this step, prove once more that it is you"


def require_recent(within: timedelta = WITHIN) -> None:
    """Let pass who proved a short while ago who they are; a program never did.

    Raises:
        ReauthenticationRequiredError: It was longer ago; nothing has been done.
    """
    sure_at: datetime | None = g.get("sure_at")
    if sure_at is None or current_clock().now() - sure_at > within:
        raise ReauthenticationRequiredError


def address_of_confirming() -> str:
    """Return the page that asks who one is, and leads back to this one."""
    wanted = request.full_path.removesuffix("?")
    return f"/t/{g.tenant_code}/account/confirm?{urlencode({'next': wanted})}"


def confirm_page(action: str, hidden: list[tuple[str, str]], error: LiandongError | None) -> Any:
    """Return the page that asks for password and code; what it carries goes to `action` again."""
    words = (error.message_en if language() == "en" else error.message_zh) if error else ""
    at_code = error is not None and "code" in error.code
    account = g.principal.login
    return {
        "title": say("再确认一次是您本人"),
        "sentence": say("这一步很要紧，所以要再输入一次密码。确认以后接着办，填的内容都在。"),
        "action": action,
        "account": account,
        "hidden": hidden,
        "fields": [
            {
                "name": PASSWORD,
                "label": say("密码"),
                "kind": "password",
                "autocomplete": "current-password",
                "errors": [words] if words and not at_code else [],
            },
            {
                "name": CODE,
                "label": say("动态验证码"),
                "kind": "text",
                "required": False,
                "value": "",
                "autocomplete": "one-time-code",
                "help": say("开了两步验证的才填；手机不在身边，填一个恢复码"),
                "errors": [words] if at_code else [],
            },
        ],
        "note": say("选好的附件要重新选。") if any(request.files.values()) else "",
        "button": say("确认，接着办"),
        "back": {"label": say("不办了"), "href": typed.came_from()},
    }


def carried_fields() -> list[tuple[str, str]]:
    """Return what the form that was sent holds, to be sent again; passwords never."""
    left_out = typed.SECRET | {PASSWORD, CODE}
    return [pair for pair in request.form.items(multi=True) if pair[0] not in left_out]


def fields_to_come_back(target: str) -> list[tuple[str, str]]:
    """Return what leads back to a page that was asked for."""
    return [("form_token", current_form_token()), ("next", target)]
