"""One deadline, explained: from what, by which rule, step by step."""

from uuid import UUID

from flask import Blueprint, render_template

from liandong.features.cases import service
from liandong.features.cases.pages.deadline_view import deadline_page
from liandong.features.cases.pages.todo import setting_of
from liandong.web.context import current_clock, current_principal, current_unit_of_work

blp = Blueprint("deadline", __name__, url_prefix="/t/<code>/cases/<mechanism>/<uuid:case_id>")


@blp.get("/deadlines/<uuid:deadline_id>")
def show(mechanism: str, case_id: UUID, deadline_id: UUID) -> str:
    principal, clock = current_principal(), current_clock()
    principal.require_page("case")
    with current_unit_of_work() as uow:
        picture = service.look(uow, principal, clock, mechanism, case_id)
        page = deadline_page(service.explain(picture, deadline_id), setting_of(uow))
    return render_template("pages/deadline.html", page=page)
