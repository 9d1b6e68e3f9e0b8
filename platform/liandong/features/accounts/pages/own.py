"""Ending one's sessions, the second factor, and the page that asks who one is."""

from http import HTTPStatus
from uuid import UUID

import segno
from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.features.accounts import service
from liandong.features.accounts.pages.factor_view import codes_page, factor_page
from liandong.kernel.errors import InvalidInputError
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.reauthentication import confirm_page, fields_to_come_back, require_recent
from liandong.web.security import current_form_token, local_path

blp = Blueprint("own_sessions", __name__, url_prefix="/t/<code>/account/sessions")
confirming = Blueprint("confirming", __name__, url_prefix="/t/<code>/account/confirm")
second_factor = Blueprint("second_factor", __name__, url_prefix="/t/<code>/account/second-factor")


@blp.post("/<uuid:session_id>/revoke")
def revoke(session_id: UUID) -> AnyResponse:
    principal = current_principal()
    principal.require_page("account")
    with current_unit_of_work() as uow:
        service.revoke_session(uow, current_clock(), principal, session_id)
    return _account("session")


@blp.post("/revoke-others")
def revoke_others() -> AnyResponse:
    principal = current_principal()
    principal.require_page("account")
    with current_unit_of_work() as uow:
        service.revoke_others(uow, current_clock(), principal, g.session_id)
    return _account("sessions")


@confirming.get("")
def ask() -> str:
    current_principal().require_page("account")
    target = local_path(request.args.get("next", "/"))
    page = confirm_page(f"/t/{g.tenant_code}/account/confirm", fields_to_come_back(target), None)
    return render_template("pages/confirm.html", page=page)


@confirming.post("")
def go_back() -> AnyResponse:
    """Lead back: the door has heard the answer before."""
    current_principal().require_page("account")
    require_recent()
    return redirect(local_path(request.form.get("next", "/")), HTTPStatus.SEE_OTHER)


@second_factor.get("")
def show() -> Response:
    current_principal().require_page("account")
    return _page()


@second_factor.post("/begin")
def begin() -> AnyResponse:
    principal = current_principal()
    principal.require_page("account")
    require_recent()
    with current_unit_of_work() as uow:
        service.begin_factor(uow, current_clock(), principal)
    return redirect(f"/t/{g.tenant_code}/account/second-factor", HTTPStatus.SEE_OTHER)


@second_factor.post("/confirm")
def confirm() -> Response:
    principal = current_principal()
    principal.require_page("account")
    try:
        with current_unit_of_work() as uow:
            clock, code = current_clock(), request.form.get("code", "")
            codes = service.confirm_factor(uow, clock, principal, code)
            service.revoke_others(uow, clock, principal, g.session_id)
    except InvalidInputError as error:
        return _page(error)
    return _told(codes)


@second_factor.post("/codes")
def renew() -> Response:
    principal = current_principal()
    principal.require_page("account")
    require_recent()
    with current_unit_of_work() as uow:
        codes = service.renew_recovery_codes(uow, current_clock(), principal)
    return _told(codes)


@second_factor.post("/off")
def turn_off() -> AnyResponse:
    principal = current_principal()
    principal.require_page("account")
    require_recent()
    with current_unit_of_work() as uow:
        by = principal.account_id
        service.turn_off_factor(uow, current_clock(), by, by=by)
    return _account("factor-off")


def _account(done: str) -> AnyResponse:
    return redirect(f"/t/{g.tenant_code}/account?done={done}", HTTPStatus.SEE_OTHER)


def _told(codes: list[str]) -> Response:
    page = codes_page(codes, f"/t/{g.tenant_code}")
    html = render_template("pages/recovery_codes.html", page=page)
    return make_response(html, HTTPStatus.CREATED)


def _page(error: InvalidInputError | None = None) -> Response:
    principal = current_principal()
    with current_unit_of_work() as uow:
        standing = service.standing_of(uow, principal)
    picture = ""
    if standing.secret:
        address = service.authenticator_uri(principal, standing.secret)
        picture = segno.make(address, error="m").svg_data_uri(scale=5, border=3, light="#fff")
    page = factor_page(standing, picture, current_form_token(), f"/t/{g.tenant_code}", error)
    html = render_template("pages/second_factor.html", page=page)
    return make_response(html, error.status if error else HTTPStatus.OK)
