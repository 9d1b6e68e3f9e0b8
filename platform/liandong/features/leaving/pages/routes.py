from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, g, make_response, render_template, request

from liandong.authz import Principal
from liandong.db.unit_of_work import global_session
from liandong.features.leaving import service
from liandong.features.leaving.pages.certificate_view import removal_page
from liandong.features.leaving.pages.standing_view import (
    ANNOUNCE,
    CALL_OFF,
    MODES,
    Asked,
    acts_of,
    standing_page,
)
from liandong.features.tenants.models import Tenant, TenantRemoval
from liandong.features.tenants.service import county_below
from liandong.kernel.errors import ConflictError, InvalidInputError, NotFoundError, Problem
from liandong.web.answers import file_answer
from liandong.web.context import current_clock, current_principal, runtime
from liandong.web.languages import say
from liandong.web.reauthentication import require_recent
from liandong.web.saying import toast
from liandong.web.security import current_form_token

blp = Blueprint("leaving_pages", __name__, url_prefix="/t/<code>/province")


@blp.get("/<county>/standing")
def show(county: str) -> Response:
    """Show how a county stands, and what can be done about that."""
    _reader()
    if request.args.get("done") == "1":
        toast(say("已办好"))
    return _page(county, Asked())


@blp.post("/<county>/standing")
def act(county: str) -> Response:
    """Suspend, resume or archive a county, announce its removal or call that off."""
    principal = _reader()
    asked = Asked(request.form.get("act", ""), request.form.get("reason", ""))
    principal.require_call("tenant.stop" if asked.act in MODES else "tenant.remove")
    require_recent()
    try:
        _do(principal, county, asked)
    except (ConflictError, InvalidInputError) as error:
        return _page(county, asked, error)
    address = f"/t/{g.tenant_code}/province/{county}/standing?done=1"
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


@blp.get("/removals/<uuid:removal_id>")
def removal(removal_id: UUID) -> str:
    """Show a removal, and the certificate of one that is done."""
    _reader()
    page = removal_page(_removal(removal_id), current_clock().now(), f"/t/{g.tenant_code}")
    return render_template("pages/removal.html", page=page)


@blp.get("/removals/<uuid:removal_id>/certificate.json")
def certificate(removal_id: UUID) -> Response:
    """Hand out the certificate as it is kept; its SHA-256 is the digest that is told."""
    _reader()
    found = _removal(removal_id)
    if found.certificate is None:
        raise NotFoundError
    name = f"{found.code}-{say('注销证明')}.json"
    return file_answer(service.canonical(found.certificate), name, "application/json")


def _reader() -> Principal:
    principal = current_principal()
    principal.require_page("province")
    return principal


def _removal(removal_id: UUID) -> TenantRemoval:
    with global_session(runtime().sessions) as session:
        return service.get_removal(session, g.tenant.id, removal_id)


def _county(code: str) -> tuple[Tenant, TenantRemoval | None]:
    with global_session(runtime().sessions) as session:
        found = county_below(session, g.tenant.id, code)
        return found, service.find_open(session, found.id)


def _do(principal: Principal, county: str, asked: Asked) -> None:
    found, announced = _county(county)
    sessions, clock, by = runtime().sessions, current_clock(), principal.login
    if asked.act not in acts_of(found, announced):
        raise InvalidInputError([Problem("act", "选一项", "choose one")])
    if asked.act == ANNOUNCE:
        days = runtime().parts["removal_days"]
        service.announce(sessions, clock, service.Asked(found.id, asked.reason, days, by))
    elif asked.act == CALL_OFF:
        service.call_off(sessions, clock, found.id, asked.reason, by)
    else:
        mode = MODES[asked.act]
        service.stop_or_resume(sessions, clock, principal, found, mode, asked.reason)


def _page(
    county: str, asked: Asked, error: ConflictError | InvalidInputError | None = None
) -> Response:
    found, announced = _county(county)
    principal, now = current_principal(), current_clock().now()
    may = frozenset(
        each
        for each in acts_of(found, announced)
        if principal.may_call("tenant.stop" if each in MODES else "tenant.remove")
    )
    days = runtime().parts["removal_days"]
    base, token = f"/t/{g.tenant_code}/province", current_form_token()
    page = standing_page(found, announced, asked, error, may, days, now, base, token)
    html = render_template("pages/county_standing.html", page=page)
    return make_response(html, error.status if error else HTTPStatus.OK)
