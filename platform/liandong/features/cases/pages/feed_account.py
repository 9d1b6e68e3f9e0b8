"""Adding and closing an address of one's calendar, from the page of one's account."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.features.accounts.pages import told_page
from liandong.features.cases import service
from liandong.web.context import current_clock, current_principal, current_unit_of_work

blp = Blueprint("feed_account", __name__, url_prefix="/t/<code>/account/feeds")


@blp.post("")
def create() -> Response:
    principal = current_principal()
    principal.require_page("account")
    with current_unit_of_work() as uow:
        _, token = service.open_feed(uow, principal, current_clock())
    address = f"{request.host_url.rstrip('/')}/feeds/{token}.ics"
    page = told_page(address, f"/t/{g.tenant_code}")
    return make_response(render_template("pages/feed_told.html", page=page), HTTPStatus.CREATED)


@blp.post("/<uuid:feed_id>/revoke")
def revoke(feed_id: UUID) -> AnyResponse:
    principal = current_principal()
    principal.require_page("account")
    with current_unit_of_work() as uow:
        service.close_feed(uow, principal, current_clock(), feed_id)
    return redirect(f"/t/{g.tenant_code}/account?done=feed", HTTPStatus.SEE_OTHER)
