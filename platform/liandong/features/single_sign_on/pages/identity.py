"""One's own link to the identity provider: seen, made, taken away."""

from flask import Blueprint, Response, g, make_response, render_template, request

from liandong.calendars.words import dated_words
from liandong.db.unit_of_work import global_session
from liandong.features.single_sign_on import service
from liandong.features.single_sign_on.pages.way import clock, keep_flow, see_other
from liandong.features.single_sign_on.service.wired import provider
from liandong.web.context import current_principal, current_unit_of_work, runtime
from liandong.web.languages import language, say
from liandong.web.reauthentication import require_recent
from liandong.web.saying import toast
from liandong.web.security import current_form_token, session_token

blp = Blueprint("identity", __name__, url_prefix="/t/<code>/account/identity")
_DONE = {"linked": "绑定好了", "unlinked": "已解除绑定"}


@blp.get("")
def show() -> str:
    principal = current_principal()
    principal.require_page("account")
    known, base = provider(), f"/t/{g.tenant_code}/account"
    done = _DONE.get(request.args.get("done", ""))
    if done:
        toast(say(done))
    with current_unit_of_work() as uow:
        found = service.find_link(uow.session, known.issuer, principal)
    day = dated_words(found.linked_at.date()).pick(language()) if found else ""
    page = {
        "breadcrumb": [
            {"label": say("我的账号"), "href": base},
            {"label": say("统一身份认证"), "href": None},
        ],
        "title": say("统一身份认证"),
        "sentence": say("已绑定，可以不用密码登录。") if found else say("还没有绑定。"),
        "facts": [
            {"label": say("身份标识"), "text": found.subject},
            {"label": say("绑定日期"), "text": day},
        ]
        if found
        else [],
        "action": f"{base}/identity/{'unlink' if found else 'link'}",
        "hidden": {"form_token": current_form_token()},
        "button": say("解除绑定") if found else say("绑定"),
        "next": None,
    }
    return render_template("pages/identity.html", page=page)


@blp.post("/link")
def link() -> Response:
    """Set out for the provider; a form may not lead away, so the next page has the link."""
    principal = current_principal()
    principal.require_page("account")
    require_recent()
    known, base = provider(), f"/t/{g.tenant_code}/account"
    token = session_token()
    with global_session(runtime().sessions) as session:
        cookie, address = service.begin(session, clock(), known, base, linking=token)
    page = {
        "breadcrumb": [
            {"label": say("我的账号"), "href": base},
            {"label": say("统一身份认证"), "href": f"{base}/identity"},
        ],
        "title": say("绑定"),
        "sentence": say("到统一身份认证登录一次，回来就绑定好了。"),
        "facts": [],
        "next": {"label": say(known.label), "href": address},
    }
    html = render_template("pages/identity.html", page=page)
    return keep_flow(make_response(html), cookie)


@blp.post("/unlink")
def unlink() -> Response:
    principal = current_principal()
    principal.require_page("account")
    require_recent()
    with current_unit_of_work() as uow:
        service.unlink(uow, clock(), principal, provider().issuer)
    return see_other(f"/t/{g.tenant_code}/account/identity?done=unlinked")
