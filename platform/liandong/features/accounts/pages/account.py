from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request

from liandong.authz import Principal
from liandong.features.accounts import service
from liandong.features.accounts.pages.feeds_view import feeds_section
from liandong.features.accounts.pages.greeting import last_words
from liandong.features.accounts.pages.people_words import event
from liandong.features.accounts.pages.sessions_view import sessions_section
from liandong.features.accounts.pages.views import account_page
from liandong.kernel.errors import InvalidInputError, LiandongError, Problem
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    current_visitor,
    runtime,
)
from liandong.web.languages import language, say
from liandong.web.saying import toast
from liandong.web.security import current_form_token, keep_session, session_token

_DONE = {
    "password": "密码改好了",  # nosec B105  # words on a page
    "feed": "已停用，这个地址不能再读取",
    "session": "那一处登录已经退出",
    "sessions": "其他地方的登录都退出了",
    "factor-off": "两步验证已经关闭",
}

blp = Blueprint("account", __name__, url_prefix="/t/<code>/account")


@blp.get("")
def show() -> Response:
    current_principal().require_page("account")
    done = request.args.get("done", "")
    if done in _DONE:
        toast(say(_DONE[done]))
    return _page()


@blp.post("")
def change() -> Response:
    current_principal().require_page("account")
    try:
        outcome: str | LiandongError = _change()
    except InvalidInputError as error:
        outcome = error
    if isinstance(outcome, LiandongError):
        return _page(outcome)
    address = f"/t/{g.tenant_code}/account?done=password"
    changed = Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})
    return keep_session(changed, outcome)


def _change() -> str | LiandongError:
    """Return the new token of this session, or the refusal."""
    new = request.form.get("password", "")
    if new != request.form.get("again", ""):
        unequal = Problem("again", "两次输入的新密码不一样", "the two new passwords differ")
        raise InvalidInputError([unequal])
    with current_unit_of_work() as uow:
        return service.change_password(
            uow,
            current_clock(),
            current_principal(),
            current_visitor(),
            old=request.form.get("old", ""),
            new=new,
            token=session_token(),
        )


def _page(error: LiandongError | None = None) -> Response:
    principal, base = current_principal(), f"/t/{g.tenant_code}"
    page = account_page(
        principal, current_form_token(), language(), base, error, _feeds(principal, base)
    )
    page |= _about_me(principal, base)
    page["identity"] = f"{base}/account/identity" if runtime().parts.get("provider") else None
    page |= _safety(principal, base)
    html = render_template("pages/account.html", page=page)
    return make_response(html, error.status if error else HTTPStatus.OK)


def _safety(principal: Principal, base: str) -> dict[str, Any]:
    """Return where one is signed in, when one was before, and the second factor."""
    clock, this = current_clock(), g.get("session_id")
    with current_unit_of_work() as uow:
        mine = service.list_sessions(uow, clock, principal)
        is_on = service.has_factor(uow.session, principal.account_id)
        sessions = sessions_section(mine, this, current_form_token(), base, clock.today())
    last = g.get("last_sign_in")
    return {
        "sessions": sessions,
        "last_sign_in": last_words(last) if last else None,
        "second_factor": {"is_on": is_on, "href": f"{base}/account/second-factor"},
    }


def _feeds(principal: Principal, base: str) -> dict[str, Any] | None:
    """Return the addresses of the calendar; nothing for who has no worklist."""
    if not principal.may_call("todo.list"):
        return None
    with current_unit_of_work() as uow:
        found = service.list_feeds(uow, principal)
        return feeds_section(found, current_form_token(), base, current_clock().today())


def _about_me(principal: Principal, base: str) -> dict[str, Any]:
    """Return what the person is told of their own account, and what happened to it."""
    today = current_clock().today()
    with current_unit_of_work() as uow:
        records = service.list_records(uow, principal.account_id)
        news = service.has_news(uow, principal)
    known = {"action": f"{base}/account/known", "hidden": {"form_token": current_form_token()}}
    return {
        "steps": [event(record, today) for record in records],
        "news": known if news else None,
        "loans_href": f"{base}/account/loans",
    }
