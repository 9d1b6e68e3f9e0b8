"""Satisfaction ballots, for machines."""

from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.features.assessment.api.keeping import (
    PREFIX,
    REFUSED,
    Plain,
    keep,
    told,
)
from liandong.features.assessment.schemas import (
    BallotSchema,
    ElectorateSchema,
    SaidSchema,
    TurnoutSchema,
)
from liandong.features.assessment.service import (
    balloting,
    dumping,
    viewing,
)
from liandong.kernel.errors import NotFoundError
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work

blp = Blueprint(
    "assessment_ballot_list", __name__, url_prefix=PREFIX, description="考核 Assessment"
)


@blp.route("/rounds/<uuid:round_id>/ballots", methods=["GET"])
@blp.doc(summary="各组投票", operationId="assessment.turnout")
@blp.response(200, TurnoutSchema)
def turnout(round_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, current_principal(), round_id)
        if not (sight.assesses or sight.confirms):
            raise NotFoundError
        return json_answer(dumping.dump_turnout(sight.standing))


@blp.route("/rounds/<uuid:round_id>/ballots/<group>", methods=["POST"])
@blp.doc(summary="投票", operationId="assessment.vote")
@blp.arguments(BallotSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description="One voted already, or ballots are not cast now")
def vote(said: Plain, round_id: UUID, group: str) -> Response:
    """One votes once: no digest of the request is kept by which a ballot could be told."""
    with current_unit_of_work() as uow:
        who = current_principal(), current_clock()
        return json_answer(told(balloting.cast(uow, *who, round_id, group, said["scores"])), 201)


@blp.route("/rounds/<uuid:round_id>/ballots/<group>/raters", methods=["PUT"])
@blp.doc(summary="选测评人", operationId="assessment.call_raters")
@blp.arguments(ElectorateSchema)
@blp.response(200, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def call(said: Plain, round_id: UUID, group: str) -> Response:
    return keep(balloting.call_raters, round_id, group, set(said["accounts"]), status=200)
