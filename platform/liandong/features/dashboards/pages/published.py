"""统计公布: figures that were fixed, approved and published."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.pages.todo import setting_of
from liandong.features.dashboards import service
from liandong.features.dashboards.pages.published_view import form_of, one_page, published_page
from liandong.features.units import service as units
from liandong.kernel.errors import ConflictError, InvalidInputError
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import language, say
from liandong.web.saying import message, toast
from liandong.web.security import current_form_token
from liandong.web.writes import once

blp = Blueprint("published_figures", __name__, url_prefix="/t/<code>/figures/published")
DONE = {
    "submitted": "已固定并报批",
    "approved": "已公布",
    "returned": "已退回",
    "withdrawn": "已撤回公布",
}


@blp.get("")
def show() -> str:
    current_principal().require_page("figures")
    with current_unit_of_work() as uow:
        found = service.list_snapshots(uow, current_principal())
        page = published_page(found, units.names(uow), f"/t/{g.tenant_code}")
    return render_template("pages/published.html", page=page)


@blp.post("")
def take() -> AnyResponse:
    current_principal().require_page("figures")
    key, period = request.form.get("mechanism", ""), request.form.get("period", "")

    def act(uow: UnitOfWork) -> dict[str, Any]:
        taken = service.take(uow, current_principal(), current_clock(), key, period)
        return {"id": str(taken.snapshot.id)}

    with current_unit_of_work() as uow:
        made = once(uow, request.form.get("idempotency_key", ""), lambda _: act(uow))
    return redirect(f"/t/{g.tenant_code}/figures/published/{made['id']}?done=submitted", 303)


@blp.get("/<uuid:snapshot_id>")
def one(snapshot_id: UUID) -> str:
    current_principal().require_page("figures")
    told = DONE.get(request.args.get("done", ""))
    if told:
        toast(say(told))
    with current_unit_of_work() as uow:
        return _page(uow, snapshot_id)


@blp.post("/<uuid:snapshot_id>")
def act(snapshot_id: UUID) -> AnyResponse | Response:
    current_principal().require_page("figures")
    step, reason = request.form.get("step", ""), request.form.get("reason", "")

    def take_step(uow: UnitOfWork) -> dict[str, Any]:
        who, clock = current_principal(), current_clock()
        return {"state": service.take_step(uow, who, clock, snapshot_id, step, reason).state}

    try:
        with current_unit_of_work() as uow:
            once(uow, request.form.get("idempotency_key", ""), take_step)
    except (ConflictError, InvalidInputError) as error:
        text = error.message_en if language().startswith("en") else error.message_zh
        message("red", text)
        with current_unit_of_work() as uow:
            return Response(_page(uow, snapshot_id), error.status, mimetype="text/html")
    return redirect(f"/t/{g.tenant_code}/figures/published/{snapshot_id}?done={step}", 303)


def _page(uow: UnitOfWork, snapshot_id: UUID) -> str:
    who = current_principal()
    found = service.find(uow, who, snapshot_id)
    base = f"/t/{g.tenant_code}"
    form = form_of(
        found,
        may_approve=service.may_approve(who),
        is_mine=found.snapshot.account_id == who.account_id,
        token=current_form_token(),
        action=f"{base}/figures/published/{snapshot_id}",
    )
    zone = setting_of(uow).zone
    page = one_page(found, units.names(uow), zone, base=base, form=form)
    return render_template("pages/published_one.html", page=page)
