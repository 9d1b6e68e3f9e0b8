"""What every address of a case shares."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.service import FireTransition
from liandong.web.context import current_clock, current_principal
from liandong.web.writes import seen_version, write

PREFIX = "/api/v1/t/<code>/cases"
CONFLICT = "The state of the case, or a guard, refuses"


def answer(uow: UnitOfWork, mechanism: str, case_id: UUID) -> dict[str, Any]:
    """Return what the caller may see of a case, as plain data."""
    picture = service.look(uow, current_principal(), current_clock(), mechanism, case_id)
    return service.dump_case(picture)


def fires_of(mechanism: str) -> Callable[[UUID, FireTransition], Response]:
    """Return what fires a move of a case and answers with the case."""

    def fire(case_id: UUID, command: FireTransition) -> Response:
        seen = replace(command, seen=seen_version())

        def act(uow: UnitOfWork) -> dict[str, Any]:
            service.fire_transition(uow, current_principal(), current_clock(), case_id, seen)
            return answer(uow, mechanism, case_id)

        return write(act)

    return fire
