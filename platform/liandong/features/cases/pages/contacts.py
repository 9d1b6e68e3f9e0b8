from flask import Blueprint, render_template, request

from liandong.features.cases import service
from liandong.features.cases.pages.contacts_view import contacts_page
from liandong.features.cases.pages.todo import setting_of
from liandong.web.context import current_principal, current_unit_of_work

blp = Blueprint("contact_pages", __name__, url_prefix="/t/<code>/contacts")


@blp.get("")
def show() -> str:
    principal = current_principal()
    principal.require_page("contacts")
    with current_unit_of_work() as uow:
        found = service.list_contacts(uow, principal)
        page = contacts_page(found, request.args.get("q", "").strip(), setting_of(uow))
    return render_template("pages/contacts.html", page=page)
