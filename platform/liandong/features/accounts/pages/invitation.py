"""/invitation/<token>: who was handed a one-time link sets their password."""

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.features.accounts import service
from liandong.features.accounts.errors import LinkGoneError
from liandong.features.accounts.pages.views import PASSWORD_FIELDS, Plain
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.web.context import runtime
from liandong.web.languages import language, say
from liandong.web.security import current_form_token

blp = Blueprint("invitation", __name__)
_LONGEST = 200


@blp.get("/invitation/<token>")
def show(token: str) -> Response:
    try:
        return _page(token)
    except LinkGoneError:
        return _gone()


@blp.post("/invitation/<token>")
def set_password(token: str) -> AnyResponse:
    try:
        return _set(token)
    except LinkGoneError:
        return _gone()


def _set(token: str) -> AnyResponse:
    clock = runtime().clock("Asia/Shanghai")
    password = request.form.get("password", "")
    try:
        _require_same(password)
        service.use_link(runtime().sessions, clock, token[:_LONGEST], password)
    except InvalidInputError as error:
        return _page(token, error)
    return _answer({"title": say("密码设好了"), "sentence": say("用新密码登录。"), "form": None})


def _gone() -> Response:
    """Answer the same to whatever opens nothing."""
    sentence = say("可能已经用过、过期或者被收回。请找管理员重新要一个。")
    return _answer({"title": say("链接无效"), "sentence": sentence, "form": None}, 404)


def _require_same(password: str) -> None:
    if password != request.form.get("again", ""):
        words = "两次输入的新密码不一样", "the two new passwords differ"
        raise InvalidInputError([Problem("again", *words)])


def _page(token: str, error: InvalidInputError | None = None) -> Response:
    clock = runtime().clock("Asia/Shanghai")
    account, purpose = service.look_at_link(runtime().sessions, clock, token[:_LONGEST])
    wrong = [(each.where, _words(each)) for each in error.problems] if error else []
    is_new = purpose == "invitation"
    page = {
        "title": say("设置密码") if is_new else say("重设密码"),
        "sentence": f"{account.name} · {account.login}",
        "form": {
            "action": f"/invitation/{token}",
            "hidden": {"form_token": current_form_token()},
            "account": account.login,
            "fields": _fields(wrong),
            "errors": [{"field": where, "text": text} for where, text in wrong],
            "error_title": say("还有 {count} 处要改", count=len(wrong)),
            "note": say("链接用一次就失效。设好之后，其他地方的登录都会退出。"),
        },
    }
    return _answer(page, error.status if error else 200)


def _fields(wrong: list[tuple[str, str]]) -> list[Plain]:
    return [
        {
            "name": name,
            "label": say(label),
            "kind": "password",
            "autocomplete": autocomplete,
            "help": say(hint),
            "errors": [text for field, text in wrong if field == name],
        }
        for name, label, autocomplete, hint in PASSWORD_FIELDS
        if name != "old"
    ]


def _words(problem: Problem) -> str:
    return problem.message_en if language() == "en" else problem.message_zh


def _answer(page: Plain, status: int = 200) -> Response:
    return make_response(render_template("pages/set_password.html", page=page), status)
