"""区县: the counties of a province, and the door to each."""

from http import HTTPStatus
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
)
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import global_session
from liandong.features.tenants.service import list_removals, list_standings
from liandong.features.visits import service
from liandong.features.visits.pages.province_view import Door, door_page, province_page
from liandong.features.visits.service import USUAL_HOURS, AskedVisit
from liandong.kernel.errors import InvalidInputError, NotFoundError
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.languages import say
from liandong.web.reauthentication import require_recent
from liandong.web.saying import toast
from liandong.web.security import cookie_name, cookie_path, current_form_token

_COOKIE = "ld_visit"
_DIGITS = 2

blp = Blueprint("province", __name__, url_prefix="/t/<code>/province")


def visit_cookie(county: str) -> str:
    """Return the name of the cookie of an entry into a county; no county opens another's."""
    return cookie_name(f"{_COOKIE}_{county}")


@blp.get("")
def show() -> str:
    principal = current_principal()
    principal.require_page("province")
    if request.args.get("done") == "ended":
        toast(say("已离开"))
    with global_session(runtime().sessions) as session:
        standings = list_standings(session, g.tenant.id)
        removals = list_removals(session, g.tenant.id)
    with current_unit_of_work() as uow:
        visits = service.list_visits(uow, principal)
        base, may_enter = f"/t/{g.tenant_code}", service.may_enter(principal)
        now, token = current_clock().now(), current_form_token()
        page = province_page(
            standings,
            request.args,
            visits,
            now,
            base,
            token,
            may_enter=may_enter,
            may_open=principal.may_open("onboarding"),
            may_stop=principal.may_call("tenant.stop"),
            removals=removals,
        )
    return render_template("pages/province.html", page=page)


@blp.get("/<county>/enter")
def ask(county: str) -> Response:
    return _door(AskedVisit(county, "", "configuration"))


@blp.post("/<county>/enter")
def enter(county: str) -> Response | AnyResponse:
    principal = current_principal()
    principal.require_page("province")
    require_recent()
    asked = _typed(county)
    try:
        _, token = service.begin(runtime().sessions, current_clock(), principal, asked)
    except InvalidInputError as error:
        return _door(asked, error)
    response = redirect(f"/t/{county}/mechanisms", HTTPStatus.SEE_OTHER)
    response.set_cookie(
        visit_cookie(county),
        token,
        path=cookie_path(f"/t/{county}"),
        max_age=asked.hours * 3600,
        secure=bool(current_app.config["SECURE_COOKIES"]),
        httponly=True,
        samesite="Lax",
    )
    return response


@blp.post("/visits/<uuid:visit_id>/end")
def leave(visit_id: UUID) -> AnyResponse:
    principal = current_principal()
    principal.require_page("province")
    service.end(runtime().sessions, current_clock(), principal, visit_id)
    return redirect(f"/t/{g.tenant_code}/province?done=ended", HTTPStatus.SEE_OTHER)


def _typed(county: str) -> AskedVisit:
    hours = request.form.get("hours", str(USUAL_HOURS))
    is_number = hours.isascii() and hours.isdigit() and len(hours) <= _DIGITS
    reason = request.form.get("reason", "").strip()
    return AskedVisit(county, reason, request.form.get("reach", ""), int(hours) if is_number else 0)


def _door(asked: AskedVisit, error: InvalidInputError | None = None) -> Response:
    principal = current_principal()
    principal.require_page("province")
    principal.require_call("visits.enter")
    with global_session(runtime().sessions) as session:
        below = service.counties_of(session, g.tenant.id)
        name = next((each.name for each in below if each.code == asked.county), None)
    if name is None:
        raise NotFoundError
    door = Door(asked, name, f"/t/{g.tenant_code}/province", current_form_token())
    html = render_template("pages/enter_county.html", page=door_page(door, error))
    return make_response(html, error.status if error else HTTPStatus.OK)
