from http import HTTPStatus

from flask import Blueprint, Response, g, make_response, render_template, request

from liandong.db.unit_of_work import global_session
from liandong.features.accounts import service
from liandong.features.accounts.pages.views import account_page
from liandong.kernel.errors import InvalidInputError, LiandongError, Problem
from liandong.web.context import current_clock, current_principal, runtime
from liandong.web.languages import language, say
from liandong.web.saying import toast
from liandong.web.security import SESSION_COOKIE, current_form_token

blp = Blueprint("account", __name__, url_prefix="/t/<code>/account")


@blp.get("")
def show() -> Response:
    current_principal().require_page("account")
    if request.args.get("done") == "password":
        toast(say("密码改好了"))
    return _page()


@blp.post("")
def change() -> Response:
    current_principal().require_page("account")
    try:
        refused = _change()
    except InvalidInputError as error:
        refused = error
    if refused is not None:
        return _page(refused)
    address = f"/t/{g.tenant_code}/account?done=password"
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


def _change() -> LiandongError | None:
    new = request.form.get("password", "")
    if new != request.form.get("again", ""):
        unequal = Problem("again", "两次输入的新密码不一样", "the two new passwords differ")
        raise InvalidInputError([unequal])
    old, token = request.form.get("old", ""), request.cookies.get(SESSION_COOKIE, "")
    with global_session(runtime().sessions) as session:
        return service.change_password(
            session, current_clock(), current_principal(), old, new, token
        )


def _page(error: LiandongError | None = None) -> Response:
    page = account_page(
        current_principal(), current_form_token(), language(), f"/t/{g.tenant_code}", error
    )
    html = render_template("pages/account.html", page=page)
    return make_response(html, error.status if error else HTTPStatus.OK)
