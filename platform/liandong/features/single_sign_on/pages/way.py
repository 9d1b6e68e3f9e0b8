"""To the provider and back: nothing of it is shown, and no answer names an account."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, current_app, g, make_response, render_template, request

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.accounts.errors import CodeRequiredError
from liandong.features.accounts.pages import ENTERED
from liandong.features.accounts.pages.entering import code_form
from liandong.features.accounts.service import Credentials, SignedIn, token_hash
from liandong.features.single_sign_on import service
from liandong.features.single_sign_on.errors import SignOnFailedError
from liandong.features.single_sign_on.service import Arrived, Provider
from liandong.features.single_sign_on.service.wired import provider
from liandong.kernel.clock import Clock
from liandong.kernel.errors import LiandongError
from liandong.web.context import current_principal, current_visitor, runtime
from liandong.web.languages import language, say
from liandong.web.security import (
    SIGN_ON_COOKIE,
    cookie_name,
    cookie_path,
    current_form_token,
    keep_session,
    local_path,
    session_token,
)

#: The browser's part of a way to the provider and back.
FLOW_COOKIE = "ld_flow"
PATH = "/sso"

blp = Blueprint("single_sign_on", __name__, url_prefix=PATH)


def clock() -> Clock:
    """Return the clock before any county is entered."""
    return runtime().clock("Asia/Shanghai")


def see_other(address: str) -> Response:
    """Return the answer that sends a browser on, as a GET."""
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


def keep_flow(response: Response, cookie: str) -> Response:
    """Let the browser carry its part until it comes back."""
    response.set_cookie(
        cookie_name(FLOW_COOKIE),
        cookie,
        path=cookie_path(PATH),
        max_age=int(service.LASTS.total_seconds()),
        secure=bool(current_app.config["SECURE_COOKIES"]),
        httponly=True,
        samesite="Lax",
    )
    return response


def _carried() -> str:
    return request.cookies.get(cookie_name(FLOW_COOKIE), "")


@blp.get("/start")
def start() -> Response:
    known, target = provider(), local_path(request.args.get("next", "/"))
    try:
        with global_session(runtime().sessions) as session:
            cookie, address = service.begin(session, clock(), known, target)
    except LiandongError as error:
        return _failed(error)
    return keep_flow(see_other(address), cookie)


@blp.get("/callback")
def callback() -> Response:
    known = provider()
    try:
        with global_session(runtime().sessions) as session:
            flow = service.take(session, clock(), _carried())
        arrived = service.finish(clock(), known, flow, request.args.to_dict())
        return _link(known, arrived) if arrived.session_hash else _sign_in(known, arrived)
    except LiandongError as error:
        return _failed(error)


def _link(known: Provider, arrived: Arrived) -> Response:
    """Link the account of the session that set out; another one, or none, links nothing."""
    if g.get("principal") is None or token_hash(session_token()) != arrived.session_hash:
        raise SignOnFailedError
    principal = current_principal()
    with unit_of_work(runtime().sessions, principal.tenant_id) as uow:
        service.link(uow, clock(), principal, known.issuer, arrived.subject)
    return _forget(see_other(f"/t/{g.tenant_code}/account/identity?done=linked"))


def _sign_in(known: Provider, arrived: Arrived) -> Response:
    found = service.choices(runtime().sessions, clock(), known.issuer, arrived.subject)
    if not found:
        return _forget(_unlinked(known, arrived))
    if len(found) == 1:
        return _enter(known, arrived, found[0].identity_id)
    with global_session(runtime().sessions) as session:
        cookie = service.choose(session, clock(), arrived)
    return keep_flow(see_other(f"{PATH}/choose"), cookie)


def _enter(known: Provider, arrived: Arrived, identity_id: UUID) -> Response:
    try:
        opened = service.open_session(
            runtime().sessions,
            clock(),
            known.issuer,
            arrived.subject,
            identity_id,
            visitor=current_visitor(),
        )
    except CodeRequiredError as error:
        return _forget(code_form(arrived.target, Credentials(), error))
    return _forget(_signed_in(opened, arrived.target))


def _signed_in(opened: SignedIn, target: str) -> Response:
    response = see_other(local_path(target))
    secure = bool(current_app.config["SECURE_COOKIES"])
    for name in (SIGN_ON_COOKIE, ENTERED):
        response.set_cookie(name, "1", secure=secure, httponly=True, samesite="Lax")
    return keep_session(response, opened.token)


@blp.get("/choose")
def choose() -> Response:
    known = provider()
    try:
        with global_session(runtime().sessions) as session:
            arrived = service.pending(session, clock(), _carried())
    except LiandongError as error:
        return _failed(error)
    found = service.choices(runtime().sessions, clock(), known.issuer, arrived.subject)
    page = {
        **_page(say("选择要进入的账号"), say("这个身份绑定了几个账号。")),
        "action": f"{PATH}/choose",
        "hidden": {"form_token": current_form_token()},
        "choices": [
            {"value": str(each.identity_id), "label": f"{each.tenant} · {each.unit}"}
            for each in found
        ],
    }
    return make_response(render_template("pages/sign_on.html", page=page))


@blp.post("/choose")
def chosen() -> Response:
    known = provider()
    try:
        identity_id = UUID(request.form.get("identity", ""))
    except ValueError:
        return _failed(SignOnFailedError())
    try:
        with global_session(runtime().sessions) as session:
            arrived = service.pending(session, clock(), _carried(), ending=True)
        return _enter(known, arrived, identity_id)
    except LiandongError as error:
        return _failed(error)


@blp.get("/leave")
def leave() -> Response:
    """Sign out at the provider too; a session of ours has ended before."""
    known = provider()
    back = known.redirect_uri.removesuffix(f"{PATH}/callback") + "/sign-in"
    try:
        address = known.leaving(back) or "/sign-in"
    except LiandongError:
        address = "/sign-in"
    response = see_other(address)
    response.delete_cookie(SIGN_ON_COOKIE, httponly=True, samesite="Lax")
    return response


def _unlinked(known: Provider, arrived: Arrived) -> Response:
    sentence = say(
        "这个身份还没有绑定账号。先用账号密码登录，在“我的账号”里绑定；或者把下面的身份标识告诉本单位管理员。"
    )
    page = {**_page(say(known.label), sentence), "subject": arrived.subject}
    return make_response(render_template("pages/sign_on.html", page=page), HTTPStatus.FORBIDDEN)


def _failed(error: LiandongError) -> Response:
    words = error.message_en if language() == "en" else error.message_zh
    page = _page(say("没有登录"), words)
    return _forget(make_response(render_template("pages/sign_on.html", page=page), error.status))


def _page(title: str, sentence: str) -> dict[str, object]:
    return {"title": title, "sentence": sentence, "back": "/sign-in", "subject": "", "choices": []}


def _forget(response: Response) -> Response:
    secure = bool(current_app.config["SECURE_COOKIES"])
    name, path = cookie_name(FLOW_COOKIE), cookie_path(PATH)
    response.delete_cookie(name, path=path, secure=secure, httponly=True, samesite="Lax")
    return response
