from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, g, render_template, request

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.pages.todo_owed import list_owed, owed_group
from liandong.features.cases.pages.todo_view import todo_page
from liandong.features.cases.pages.words import Setting
from liandong.features.cases.pages.working import work_of
from liandong.features.tenants.service import calendar_of, current
from liandong.features.units import service as units
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import language

blp = Blueprint("todo", __name__, url_prefix="/t/<code>/todo")


def setting_of(uow: UnitOfWork) -> Setting:
    """Return what the words of this answer depend on."""
    clock, config = current_clock(), current(uow)
    zone = ZoneInfo(config.tenant["timezone"])
    return Setting(
        today=clock.today(),
        calendar=calendar_of(config),
        base=f"/t/{g.tenant_code}",
        unit_id=current_principal().unit_id,
        units=units.names(uow),
        register=config.register,
        zone=zone,
        language=language(),
        now=clock.now().astimezone(zone),
    )


@blp.get("")
def show() -> str:
    principal, clock = current_principal(), current_clock()
    principal.require_page("todo")
    scope = "unit" if request.args.get("scope") == "unit" else "mine"
    with current_unit_of_work() as uow:
        setting = setting_of(uow)
        work = service.list_work(uow, principal, clock)
        lines = [work_of(seen, offers, setting) for seen, offers in work]
        owed = owed_group(list_owed(uow, principal, setting), setting, current(uow))
        page = todo_page(lines, setting, scope, _day(request.args.get("on", "")), owed)
    return render_template("pages/todo.html", page=page)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
