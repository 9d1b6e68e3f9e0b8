"""Purging the secrets of a case."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.api.answering import CONFLICT, answer
from liandong.features.cases.schemas import CaseSchema, PurgeSchema
from liandong.mechanisms import Mechanism
from liandong.web.context import current_clock, current_principal
from liandong.web.reauthentication import require_recent
from liandong.web.writes import seen_version, write


def add_purge(blp: Blueprint, mechanism: Mechanism) -> None:
    """Add the purge of the secrets of a case: all once it is over, chosen ones any time."""
    schema = PurgeSchema()

    @blp.route("/<uuid:case_id>/purge", endpoint="purge", methods=["POST"])
    @blp.doc(summary="清除涉密信息", operationId=f"{mechanism.key}.purge")
    @blp.arguments(schema)
    @blp.response(200, CaseSchema)
    @blp.alt_response(409, description=CONFLICT)
    def purge(data: dict[str, Any], case_id: UUID) -> Response:
        require_recent()
        command = schema.to_command(data, seen_version())

        def act(uow: UnitOfWork) -> dict[str, Any]:
            principal, clock = current_principal(), current_clock()
            service.look(uow, principal, clock, mechanism.key, case_id)
            service.purge_secrets(uow, principal, clock, case_id, command)
            return answer(uow, mechanism.key, case_id)

        return write(act)
