"""What a county reads of those who entered it."""

from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.features.visits import service
from liandong.features.visits.pages.views import visit_page, visits_page
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.languages import say
from liandong.web.saying import toast
from liandong.web.security import current_form_token

blp = Blueprint("visits_pages", __name__, url_prefix="/t/<code>/visits")


@blp.get("")
def show() -> str:
    principal = current_principal()
    principal.require_page("visits")
    with current_unit_of_work() as uow:
        found = service.list_visits(uow, principal)
        page = visits_page(found, current_clock().now(), f"/t/{g.tenant_code}")
    return render_template("pages/visits.html", page=page)


@blp.get("/<uuid:visit_id>")
def show_one(visit_id: UUID) -> str:
    principal = current_principal()
    principal.require_page("visits")
    if request.args.get("done") == "ended":
        toast(say("已结束，对方马上就看不到了"))
    with current_unit_of_work() as uow:
        visit = service.get_visit(uow, principal, visit_id)
        asked = service.list_requests(uow, principal, visit_id)
        may_end = principal.may_call("visits.end")
        now, base = current_clock().now(), f"/t/{g.tenant_code}"
        page = visit_page(visit, asked, now, base, current_form_token(), may_end=may_end)
    return render_template("pages/visit.html", page=page)


@blp.post("/<uuid:visit_id>/end")
def end(visit_id: UUID) -> Response | AnyResponse:
    principal = current_principal()
    principal.require_page("visits")
    service.end(runtime().sessions, current_clock(), principal, visit_id)
    return redirect(f"/t/{g.tenant_code}/visits/{visit_id}?done=ended", 303)
