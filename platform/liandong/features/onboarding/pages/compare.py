"""比较区县, for who looks after the counties of a province."""

from flask import Blueprint, g, render_template, request

from liandong.db.unit_of_work import global_session
from liandong.features.onboarding import service
from liandong.features.onboarding.pages.compare_view import compare_page
from liandong.features.tenants.service import list_standings
from liandong.kernel.errors import NotFoundError
from liandong.web.context import current_clock, current_principal, runtime

blp = Blueprint("compare", __name__, url_prefix="/t/<code>/province/compare")


@blp.get("")
def show() -> str:
    """Show where two counties below this tenant differ; any other is unknown here."""
    principal = current_principal()
    principal.require_page("province")
    principal.require_call("tenant.explain")
    left, right = (request.args.get(name, "") for name in ("left", "right"))
    sessions = runtime().sessions
    with global_session(sessions) as session:
        standings = list_standings(session, g.tenant.id)
    known = {e.tenant.code: e.tenant.id for e in standings if e.tenant.level == "county"}
    found = None
    if left or right:
        if left not in known or right not in known:
            raise NotFoundError
        asker = service.Asker(principal.login, g.tenant_code)
        found = service.compare(sessions, current_clock(), known[left], known[right], asker)
    page = compare_page(g.tenant, standings, found, (left, right), f"/t/{g.tenant_code}")
    return render_template("pages/compare.html", page=page)
