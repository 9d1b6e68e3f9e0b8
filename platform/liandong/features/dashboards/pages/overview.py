from flask import Blueprint, g, render_template

from liandong.features.dashboards import service
from liandong.features.dashboards.pages.view import overview_page
from liandong.web.context import current_clock, current_principal, current_unit_of_work

blp = Blueprint("overview", __name__, url_prefix="/t/<code>/overview")


@blp.get("")
def show() -> str:
    principal = current_principal()
    principal.require_page("overview")
    with current_unit_of_work() as uow:
        found = service.overview(uow, principal, current_clock().today())
        page = overview_page(found, f"/t/{g.tenant_code}")
    return render_template("pages/overview.html", page=page)
