from flask import Blueprint, g, render_template, request

from liandong.features.cases.pages.calendar_meetings import meetings_of
from liandong.features.cases.pages.calendar_reading import asked_for, entries_of
from liandong.features.cases.pages.calendar_view import calendar_page
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.pages.todo_owed import list_owed, owed_words
from liandong.features.cases.service.appointments import list_appointments
from liandong.web.context import current_principal, current_unit_of_work

blp = Blueprint("calendar_pages", __name__, url_prefix="/t/<code>/calendar")


@blp.get("")
def show() -> str:
    principal = current_principal()
    principal.require_page("todo")
    with current_unit_of_work() as uow:
        setting = setting_of(uow)
        asked = asked_for(request.args, f"/t/{g.tenant_code}/calendar", setting.today)
        page = calendar_page(asked, entries_of(uow, principal, asked, setting), setting)
        page["sentence"] += owed_words(list_owed(uow, principal, setting), asked.month)
        fixed = list_appointments(uow, principal)
        page["meetings"] = meetings_of(fixed, asked, setting)
    return render_template("pages/calendar.html", page=page)
