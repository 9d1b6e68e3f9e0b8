"""Who sits where, and the changes that a unit proposes and a convener decides."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.rosters.schemas import (
    DeclineSeatSchema,
    ProposalListSchema,
    ProposalSchema,
    ProposeSeatSchema,
    SeatListSchema,
)
from liandong.features.rosters.service import deciding, proposing, seats
from liandong.features.rosters.service.seat_dumping import dump_proposal, dump_seat
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.writes import write

blp = Blueprint("seats", __name__, url_prefix="/api/v1/t/<code>/seats", description="席位 Seats")
CONFLICT = "It was decided, another one waits, or another procedure holds"


@blp.route("", methods=["GET"])
@blp.doc(summary="席位", operationId="seats.list")
@blp.response(200, SeatListSchema)
def list_seats() -> Response:
    with current_unit_of_work() as uow:
        found = seats.list_seats(uow, current_principal(), current_clock())
    return json_answer({"items": [dump_seat(each) for each in found]})


@blp.route("/proposals", methods=["GET"])
@blp.doc(summary="提出的席位调整", operationId="seats.proposals")
@blp.response(200, ProposalListSchema)
def list_proposals() -> Response:
    with current_unit_of_work() as uow:
        found = seats.list_proposals(uow, current_principal())
        items = [dump_proposal(each) for each in found]
    return json_answer({"items": items})


@blp.route("/proposals", methods=["POST"])
@blp.doc(summary="提出席位调整", operationId="seats.propose")
@blp.arguments(ProposeSeatSchema)
@blp.response(201, ProposalSchema)
@blp.alt_response(409, description=CONFLICT)
def propose(said: dict[str, Any]) -> Response:
    def act(uow: UnitOfWork) -> dict[str, Any]:
        asked = proposing.Asked(**said)
        proposal = proposing.propose(uow, current_principal(), current_clock(), asked)
        return _shown(uow, proposal.id)

    return write(act, status=201)


@blp.route("/proposals/<uuid:proposal_id>", methods=["GET"])
@blp.doc(summary="一项席位调整", operationId="seats.proposal")
@blp.response(200, ProposalSchema)
def get(proposal_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        return json_answer(_shown(uow, proposal_id))


@blp.route("/proposals/<uuid:proposal_id>/approve", methods=["POST"])
@blp.doc(summary="批准席位调整", operationId="seats.approve")
@blp.response(200, ProposalSchema)
@blp.alt_response(409, description=CONFLICT)
def approve(proposal_id: UUID) -> Response:
    def act(uow: UnitOfWork) -> dict[str, Any]:
        deciding.approve(uow, current_principal(), current_clock(), proposal_id)
        return _shown(uow, proposal_id)

    return write(act)


@blp.route("/proposals/<uuid:proposal_id>/decline", methods=["POST"])
@blp.doc(summary="不批准席位调整", operationId="seats.decline")
@blp.arguments(DeclineSeatSchema)
@blp.response(200, ProposalSchema)
@blp.alt_response(409, description=CONFLICT)
def decline(said: dict[str, Any], proposal_id: UUID) -> Response:
    def act(uow: UnitOfWork) -> dict[str, Any]:
        who = current_principal(), current_clock()
        deciding.decline(uow, *who, proposal_id, said["reason"])
        return _shown(uow, proposal_id)

    return write(act)


@blp.route("/proposals/<uuid:proposal_id>/withdraw", methods=["POST"])
@blp.doc(summary="撤回席位调整", operationId="seats.withdraw")
@blp.response(200, ProposalSchema)
@blp.alt_response(409, description=CONFLICT)
def withdraw(proposal_id: UUID) -> Response:
    def act(uow: UnitOfWork) -> dict[str, Any]:
        deciding.withdraw(uow, current_principal(), current_clock(), proposal_id)
        return _shown(uow, proposal_id)

    return write(act)


def _shown(uow: UnitOfWork, proposal_id: UUID) -> dict[str, Any]:
    return dump_proposal(seats.get_proposal(uow, current_principal(), proposal_id))
