from flask import Blueprint, g, render_template, request

from liandong.features.tenants.pages.county import County
from liandong.features.tenants.pages.instrument_view import instrument_page
from liandong.features.tenants.pages.rules_view import rules_page
from liandong.features.tenants.service import current, installed
from liandong.kernel.errors import NotFoundError
from liandong.web.context import current_clock, current_principal, current_unit_of_work

blp = Blueprint("rules", __name__, url_prefix="/t/<code>")


@blp.get("/mechanisms")
def mechanisms() -> str:
    current_principal().require_page("mechanisms")
    with current_unit_of_work() as uow:
        county = County(
            config=current(uow),
            installation=installed(),
            today=current_clock().today(),
            base=f"/t/{g.tenant_code}",
        )
    shown, chosen = request.args.get("show", ""), request.args.get("mechanism", "")
    page = rules_page(county, shown, chosen)
    return render_template("pages/mechanisms.html", page=page)


@blp.get("/instruments/<instrument_id>")
def instrument(instrument_id: str) -> str:
    """Show an instrument with its clauses; it is public law, open to everybody signed in."""
    current_principal().require_call("mechanisms.read")
    with current_unit_of_work() as uow:
        found = current(uow).register.instruments.get(instrument_id)
    if found is None:
        raise NotFoundError
    base = f"/t/{g.tenant_code}"
    return render_template("pages/instrument.html", page=instrument_page(found, base))
