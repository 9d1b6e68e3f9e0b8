from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, g, make_response, render_template, request

from liandong.authz import navigation
from liandong.db.unit_of_work import global_session
from liandong.features.accounts import service
from liandong.features.accounts.pages.greeting import ENTERED
from liandong.features.accounts.pages.views import code_page, sign_in_page
from liandong.kernel.errors import LiandongError
from liandong.web import languages
from liandong.web.context import current_principal, current_visitor, runtime
from liandong.web.languages import say
from liandong.web.problems import answering
from liandong.web.security import (
    SIGN_ON_COOKIE,
    current_form_token,
    forget_session,
    keep_session,
    local_path,
    session_token,
)

blp = Blueprint("accounts", __name__)


def see_other(address: str) -> Response:
    """Return the answer that sends a browser on, as a GET."""
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


@blp.get("/")
def home() -> Response:
    """Send everybody to the first page of their sidebar."""
    if g.get("principal") is None:
        return see_other("/sign-in")
    principal = current_principal()
    entries = navigation(principal.policy, principal)
    return see_other(f"/t/{g.tenant_code}/{entries[0] if entries else 'account'}")


@blp.get("/sign-in")
def sign_in_form() -> Response:
    languages.choose(request.args.get("language", ""))
    target = local_path(request.args.get("next", "/"))
    if g.get("principal") is not None and not g.get("language"):
        return see_other(target)
    return languages.remember(_form(target))


def _form(target: str, login: str = "", error: LiandongError | None = None) -> Response:
    page = sign_in_page(target, login, current_form_token(), languages.language(), error)
    page["single_sign_on"] = _single_sign_on(target)
    html = render_template("pages/sign_in.html", page=page)
    response = make_response(html, error.status if error else HTTPStatus.OK)
    return answering(error, response) if error else response


def _single_sign_on(target: str) -> dict[str, str | None] | None:
    """Return the way to the identity provider; None where the installation has none."""
    provider = runtime().parts.get("provider")
    if provider is None:
        return None
    href = f"/sso/start?{urlencode({'next': target})}"
    leave = "/sso/leave" if request.cookies.get(SIGN_ON_COOKIE) else None
    return {"label": say(provider.label), "href": href, "leave": leave}


@blp.post("/sign-in")
def sign_in() -> Response:
    login, password = request.form.get("account", "").strip(), request.form.get("password", "")
    target = local_path(request.form.get("next", "/"))
    form = request.form
    given = service.Credentials(login, password, form.get("code", ""), form.get("step", ""))
    clock = runtime().clock("Asia/Shanghai")
    found = service.sign_in(runtime().sessions, clock, given, current_visitor())
    if isinstance(found, service.CodeRequiredError | service.WrongCodeError):
        return code_form(target, given, found)
    if isinstance(found, LiandongError):
        return _form(target, login, found)
    with global_session(runtime().sessions) as session:
        service.sign_out(session, session_token())
    response = see_other(target)
    secure = bool(current_app.config["SECURE_COOKIES"])
    response.set_cookie(ENTERED, "1", secure=secure, httponly=True, samesite="Lax")
    return keep_session(response, found.token)


def code_form(target: str, given: service.Credentials, error: LiandongError) -> Response:
    """Ask for the code; that the password was right comes along, sealed."""
    step = error.step if isinstance(error, service.CodeRequiredError) else given.step
    said = None if isinstance(error, service.CodeRequiredError) and not given.step else error
    page = code_page(target, step, current_form_token(), languages.language(), said)
    html = render_template("pages/sign_in.html", page=page)
    return make_response(html, said.status if said else HTTPStatus.OK)


@blp.post("/sign-out")
def sign_out() -> Response:
    with global_session(runtime().sessions) as session:
        service.sign_out(session, session_token())
    return forget_session(see_other("/sign-in"))


@blp.post("/language")
def language() -> Response:
    languages.choose(request.form.get("language", ""))
    back = request.form.get("next") or _came_from()
    return languages.remember(see_other(local_path(back)))


def _came_from() -> str:
    """Return the page of ours that the form stood on."""
    address = request.referrer or ""
    return address.removeprefix(request.host_url.rstrip("/")) or "/"
