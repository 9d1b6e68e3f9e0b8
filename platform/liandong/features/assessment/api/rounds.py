"""Rounds of the yearly assessment for machines: where they stand, marks, appeals, results."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.schemas import (
    AppealedSchema,
    AppealSchema,
    DecisionSchema,
    EditionSchema,
    KeptSchema,
    MarksSchema,
    ResultSchema,
    RoundListSchema,
    RoundSchema,
    StepSchema,
    UnitResultSchema,
)
from liandong.features.assessment.service import contesting, dumping, marking, running, viewing
from liandong.features.assessment.service.contesting import Decision
from liandong.features.assessment.service.editions import get_edition
from liandong.features.assessment.service.saying import About, Judgement
from liandong.kernel.errors import NotFoundError
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.writes import write

blp = Blueprint(
    "assessment", __name__, url_prefix="/api/v1/t/<code>/assessment", description="考核 Assessment"
)
REFUSED = "The round is not there, the last day is over, or there is a conflict of interest"


@blp.route("/rounds", methods=["GET"])
@blp.doc(summary="考核轮次", operationId="assessment.rounds")
@blp.response(200, RoundListSchema)
def list_rounds() -> Response:
    with current_unit_of_work() as uow:
        found = viewing.list_rounds(uow, current_principal())
        items = [dumping.dump_head(each) for each in found]
    return json_answer({"items": items})


@blp.route("/rounds/<uuid:round_id>", methods=["GET"])
@blp.doc(summary="一轮考核", operationId="assessment.round")
@blp.response(200, RoundSchema)
def get_round(round_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, current_principal(), round_id)
        return json_answer(dumping.dump_round(sight))


@blp.route("/rounds/<uuid:round_id>/steps", methods=["POST"])
@blp.doc(summary="进入下一步", operationId="assessment.step")
@blp.arguments(StepSchema)
@blp.response(200, KeptSchema)
@blp.alt_response(409, description=REFUSED)
def take_step(said: dict[str, Any], round_id: UUID) -> Response:
    def act(uow: UnitOfWork) -> dict[str, Any]:
        who = current_principal(), current_clock()
        running.take_step(uow, *who, round_id, said["step"], said["reason"])
        return _kept(uow, round_id, 1)

    return write(act)


@blp.route("/rounds/<uuid:round_id>/marks", methods=["POST"])
@blp.doc(summary="评分", operationId="assessment.mark")
@blp.arguments(MarksSchema)
@blp.response(200, KeptSchema)
@blp.alt_response(409, description=REFUSED)
def mark(said: dict[str, Any], round_id: UUID) -> Response:
    marks = [
        (About(round_id, e["unit"], e["code"]), Judgement(e["values"], e["reason"]))
        for e in said["marks"]
    ]

    def act(uow: UnitOfWork) -> dict[str, Any]:
        who = current_principal(), current_clock()
        return _kept(uow, round_id, len(marking.mark_all(uow, *who, round_id, marks)))

    return write(act)


@blp.route("/rounds/<uuid:round_id>/results", methods=["GET"])
@blp.doc(summary="名次和得分", operationId="assessment.results")
@blp.response(200, ResultSchema)
def get_results(round_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, current_principal(), round_id)
        if not sight.sees_ranks or not sight.standing.results:
            raise NotFoundError
        return json_answer(dumping.dump_results(sight))


@blp.route("/rounds/<uuid:round_id>/units/<key>", methods=["GET"])
@blp.doc(summary="一个单位的得分", operationId="assessment.unit")
@blp.response(200, UnitResultSchema)
def get_unit(round_id: UUID, key: str) -> Response:
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, current_principal(), round_id)
        result = viewing.result_of(sight.standing)
        is_seen = sight.sees_all or (sight.is_told and sight.sees_unit(key))
        if result is None or not is_seen or key not in sight.standing.participants:
            raise NotFoundError
        return json_answer({"unit": key, "result": result["outcome"]["units"][key]})


@blp.route("/rounds/<uuid:round_id>/appeals", methods=["POST"])
@blp.doc(summary="申诉一项", operationId="assessment.appeal")
@blp.arguments(AppealSchema)
@blp.response(201, AppealedSchema)
@blp.alt_response(409, description=REFUSED)
def appeal(said: dict[str, Any], round_id: UUID) -> Response:
    about = About(round_id, said["unit"], said["code"])

    def act(uow: UnitOfWork) -> dict[str, Any]:
        who = current_principal(), current_clock()
        made = contesting.appeal(uow, *who, about, said["wanted"], said["reason"])
        return {"id": str(made.id)}

    return write(act, status=201)


@blp.route("/rounds/<uuid:round_id>/appeals/<uuid:appeal_id>/decision", methods=["POST"])
@blp.doc(summary="复核申诉", operationId="assessment.decide_appeal")
@blp.arguments(DecisionSchema)
@blp.response(200, KeptSchema)
@blp.alt_response(409, description=REFUSED)
def decide(said: dict[str, Any], round_id: UUID, appeal_id: UUID) -> Response:
    def act(uow: UnitOfWork) -> dict[str, Any]:
        who = current_principal(), current_clock()
        contesting.decide_appeal(uow, *who, round_id, appeal_id, Decision(**said))
        return _kept(uow, round_id, 1)

    return write(act)


@blp.route("/rounds/<uuid:round_id>/edition", methods=["GET"])
@blp.doc(summary="公布的结果", operationId="assessment.edition")
@blp.response(200, EditionSchema)
@blp.alt_response(409, description="What is stored is not what was published")
def edition(round_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, current_principal(), round_id)
        if not sight.sees_all:
            raise NotFoundError
        found = get_edition(uow, round_id)
        body = {"number": found.number, "digest": found.digest, "previous": found.previous}
        return json_answer({**body, "content": found.content})


def _kept(uow: UnitOfWork, round_id: UUID, n: int) -> dict[str, Any]:
    sight = viewing.see(uow, current_principal(), round_id)
    return {"kept": n, "state": sight.standing.state}
