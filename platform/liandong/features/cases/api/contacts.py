"""Who speaks for each unit of the county, over HTTP."""

from flask import Response
from flask_smorest import Blueprint

from liandong.features.cases import service
from liandong.features.cases.schemas import ContactListSchema
from liandong.features.units import service as units
from liandong.web.answers import json_answer
from liandong.web.context import current_principal, current_unit_of_work


def contacts_blueprint() -> Blueprint:
    """Return the contacts of the county's units."""
    blp = Blueprint(
        "contacts", __name__, url_prefix="/api/v1/t/<code>/contacts", description="联络 Contacts"
    )

    @blp.route("", methods=["GET"])
    @blp.doc(summary="联络名册", operationId="contacts.list")
    @blp.response(200, ContactListSchema)
    def list_contacts() -> Response:
        principal = current_principal()
        principal.require_call("units.list")
        with current_unit_of_work() as uow:
            names = units.names(uow)
            items = [
                {
                    "unit_id": str(each.unit_id),
                    "unit": names[each.unit_id].name,
                    "seat": each.seat,
                    "person": each.person,
                    "post": each.post,
                    "phone": each.phone,
                }
                for each in service.list_contacts(uow, principal)
            ]
        return json_answer({"items": items})

    return blp
