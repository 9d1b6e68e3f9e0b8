"""The units of a county for machines: whom a case can be addressed to."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint
from marshmallow import fields

from liandong.features.units import service
from liandong.features.units.models import Unit
from liandong.web.answers import json_answer
from liandong.web.context import current_principal, current_unit_of_work
from liandong.web.fields import ClosedSchema

blp = Blueprint("units", __name__, url_prefix="/api/v1/t/<code>/units", description="单位 Units")


class UnitSchema(ClosedSchema):
    """A unit of the county."""

    id = fields.UUID()
    key = fields.String(metadata={"description": "Stable name inside the package"})
    name = fields.String(metadata={"description": "As the county's document writes it"})
    full_name = fields.String(metadata={"description": "As a letter addresses it"})
    kind = fields.String()
    roles = fields.List(fields.String())


class UnitListSchema(ClosedSchema):
    """The units of the current package, in the order of the document."""

    items = fields.List(fields.Nested(UnitSchema))


@blp.route("", methods=["GET"])
@blp.doc(summary="单位", operationId="units.list")
@blp.response(200, UnitListSchema)
def list_units() -> Response:
    principal = current_principal()
    principal.require_call("units.list")
    with current_unit_of_work() as uow:
        items = [_dump(unit) for unit in service.list_active(uow)]
    return json_answer({"items": items})


def _dump(unit: Unit) -> dict[str, Any]:
    return {
        "id": str(unit.id),
        "key": unit.key,
        "name": unit.name,
        "full_name": unit.full_name,
        "kind": unit.kind,
        "roles": unit.roles,
    }
