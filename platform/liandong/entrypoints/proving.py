"""After it is known who it is: a second factor where one is due, and proof asked for anew."""

from http import HTTPStatus

from flask import Flask, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.authz import Principal
from liandong.entrypoints.entering import OPEN
from liandong.features.accounts import service as accounts
from liandong.features.accounts.errors import SecondFactorRequiredError
from liandong.features.accounts.pages import ENTERED, greet
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    current_visitor,
    runtime,
)
from liandong.web.problems import answer, answering, wants_json
from liandong.web.reauthentication import CODE, PASSWORD, carried_fields, confirm_page

#: What somebody whose duty needs a second factor may open before there is one.
_SETTING_UP = ("second_factor.", "own.", "confirming.")


def install(app: Flask) -> None:
    """Ask for what a session alone does not prove; install it after `entering`."""
    app.before_request(_ask_for_factor)
    app.before_request(_hear)
    app.before_request(_greet)
    app.after_request(_greeted)

    @app.errorhandler(SecondFactorRequiredError)
    def _set_up_first(error: SecondFactorRequiredError) -> AnyResponse:
        if wants_json() or request.method != "GET":
            return answer(error)
        home = g.get("home_tenant") or g.tenant
        return redirect(f"/t/{home.code}/account/second-factor", HTTPStatus.SEE_OTHER)


def _ask_for_factor() -> None:
    """Let nobody on whose duty needs a second factor, but for setting one up.

    Raises:
        SecondFactorRequiredError: There is none yet.
    """
    endpoint = request.endpoint or ""
    if g.get("session_id") is None or endpoint in OPEN or endpoint.startswith(_SETTING_UP):
        return
    who: Principal = g.get("home_principal") or current_principal()
    if not who.duties & _duties_with_two():
        return
    with current_unit_of_work() as uow:
        if not accounts.has_factor(uow.session, who.account_id):
            raise SecondFactorRequiredError


def _duties_with_two() -> frozenset[str]:
    """Return the duties that need a second factor: in counties at work, not where one rehearses."""
    tenant = g.get("home_tenant") or g.tenant  # a visitor's own, not the one that is visited
    if tenant.is_demo or tenant.mode == "rehearsal":
        return frozenset()
    found: frozenset[str] = runtime().parts.get("second_factor_duties", frozenset())
    return found


def _hear() -> Response | None:
    """Take the answer of the page that asks who it is; the act itself follows."""
    if wants_json() or g.get("session_id") is None or PASSWORD not in request.form:
        return None
    given = accounts.Credentials(password=request.form[PASSWORD], code=request.form.get(CODE, ""))
    clock, visitor = current_clock(), current_visitor()
    with current_unit_of_work() as uow:
        refused = accounts.confirm_session(
            uow, clock, current_principal(), given, visitor, session_id=g.session_id
        )
    if refused is None:
        g.sure_at = clock.now()
        return None
    page = confirm_page(request.full_path.removesuffix("?"), carried_fields(), refused)
    text = render_template("pages/confirm.html", page=page)
    return answering(refused, Response(text, refused.status, mimetype="text/html"))


def _greet() -> None:
    is_page = request.method == "GET" and request.endpoint not in OPEN and not wants_json()
    if is_page and request.cookies.get(ENTERED):
        greet()


def _greeted(response: Response) -> Response:
    if g.get("is_greeted"):
        response.delete_cookie(ENTERED, httponly=True, samesite="Lax")
    return response
