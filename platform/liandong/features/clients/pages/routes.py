from datetime import date
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, g, make_response, render_template, request

from liandong.features.clients import service
from liandong.features.clients.pages.views import clients_page, told_page
from liandong.kernel.errors import InvalidInputError
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.reauthentication import require_recent
from liandong.web.saying import toast
from liandong.web.security import current_form_token

blp = Blueprint("clients_pages", __name__, url_prefix="/t/<code>/clients")


@blp.get("")
def show() -> Response:
    current_principal().require_page("clients")
    if request.args.get("done") == "revoked":
        toast(say("已停用，下一次请求起就不能再用"))
    return _page(_typed(), None)


@blp.post("")
def create() -> Response:
    principal = current_principal()
    principal.require_page("clients")
    require_recent()
    asked = _typed()
    try:
        with current_unit_of_work() as uow:
            client, token = service.create(uow, current_clock(), principal, asked)
            page = told_page(client.name, token, f"/t/{g.tenant_code}")
    except InvalidInputError as error:
        return _page(asked, error)
    return make_response(render_template("pages/client_told.html", page=page), HTTPStatus.CREATED)


@blp.post("/<uuid:client_id>/revoke")
def revoke(client_id: UUID) -> Response:
    principal = current_principal()
    principal.require_page("clients")
    require_recent()
    with current_unit_of_work() as uow:
        service.revoke(uow, current_clock(), principal, client_id)
    address = f"/t/{g.tenant_code}/clients?done=revoked"
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


def _typed() -> service.NewClient:
    """Return what the form says; what cannot be read is not there."""
    form = request.form
    more = (line.strip() for line in form.get("scopes_more", "").splitlines())
    return service.NewClient(
        name=form.get("name", "").strip(),
        unit_id=_id(form.get("unit_id", "")),
        duties=tuple(form.getlist("duties")),
        scopes=(*form.getlist("scopes"), *filter(None, more)),
        expires_on=_day(form.get("expires_on", "")),
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _page(asked: service.NewClient, error: InvalidInputError | None) -> Response:
    principal, base = current_principal(), f"/t/{g.tenant_code}"
    with current_unit_of_work() as uow:
        listed = service.list_clients(uow, principal)
        units = service.manageable_units(uow, principal)
        today = current_clock().today()
        page = clients_page(listed, units, asked, error, today, base, current_form_token())
    html = render_template("pages/clients.html", page=page)
    return make_response(html, error.status if error else HTTPStatus.OK)
