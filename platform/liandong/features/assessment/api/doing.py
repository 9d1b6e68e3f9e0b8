"""What units, evaluators and the assessor say in a round, for machines."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.models import AssessmentEvent
from liandong.features.assessment.schemas import (
    AssignmentSchema,
    BallotSchema,
    DaybookSchema,
    DeductionSchema,
    ElectorateSchema,
    InspectionListSchema,
    InspectionSchema,
    RecusalSchema,
    SaidSchema,
    SettledSchema,
    StatementSchema,
    TaskSchema,
    TaskStepSchema,
    TurnoutSchema,
    WhySchema,
)
from liandong.features.assessment.service import (
    balloting,
    dumping,
    inspecting,
    marking,
    noting,
    running,
    stating,
    viewing,
)
from liandong.features.assessment.service.evidencing import Paper
from liandong.features.assessment.service.saying import About, Judgement
from liandong.kernel.errors import NotFoundError
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.writes import write

blp = Blueprint(
    "assessment_acts",
    __name__,
    url_prefix="/api/v1/t/<code>/assessment",
    description="考核 Assessment",
)
REFUSED = "The round is not there, the last day is over, or there is a conflict of interest"
Plain = dict[str, Any]


def _said(event: AssessmentEvent) -> Plain:
    return {"id": str(event.id), "kind": event.kind}


def _about(said: Plain, round_id: UUID) -> About:
    return About(round_id, said["unit"], said.get("code", ""))


def _papers(said: Plain) -> tuple[Paper, ...]:
    return tuple(Paper(each) for each in said["papers"])


def _who() -> tuple[Any, Any]:
    return current_principal(), current_clock()


@blp.route("/rounds/<uuid:round_id>/assignments", methods=["POST"])
@blp.doc(summary="分配评分人", operationId="assessment.assign")
@blp.arguments(AssignmentSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def assign(said: Plain, round_id: UUID) -> Response:
    chosen = running.Assigned(said["account"], said["units"], said["codes"])
    return write(lambda uow: _said(running.assign(uow, *_who(), round_id, chosen)), status=201)


@blp.route("/rounds/<uuid:round_id>/deductions", methods=["POST"])
@blp.doc(summary="日常登记", operationId="assessment.deduct")
@blp.arguments(DeductionSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def deduct(said: Plain, round_id: UUID) -> Response:
    noted = noting.Deduction(said["input"], said["value"], said["on"], said["reason"])
    about = _about(said, round_id)
    return write(lambda uow: _said(noting.deduct(uow, *_who(), about, noted)), status=201)


@blp.route("/rounds/<uuid:round_id>/deductions", methods=["GET"])
@blp.doc(summary="全年的日常登记", operationId="assessment.deductions")
@blp.response(200, DaybookSchema)
def list_deductions(round_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        return json_answer(dumping.dump_daybook(viewing.see(uow, current_principal(), round_id)))


@blp.route("/rounds/<uuid:round_id>/deductions/<uuid:entry>/cancellation", methods=["POST"])
@blp.doc(summary="撤销日常登记", operationId="assessment.cancel_deduction")
@blp.arguments(WhySchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def cancel_deduction(said: Plain, round_id: UUID, entry: UUID) -> Response:
    def act(uow: UnitOfWork) -> Plain:
        return _said(noting.take_back(uow, *_who(), round_id, entry, said["reason"]))

    return write(act, status=201)


@blp.route("/rounds/<uuid:round_id>/marks/last", methods=["DELETE"])
@blp.doc(summary="撤回上一次评分", operationId="assessment.take_back_mark")
@blp.response(200, SaidSchema)
@blp.alt_response(409, description="There is no mark that could be taken back")
def take_back_mark(round_id: UUID) -> Response:
    return write(lambda uow: _said(marking.take_back(uow, *_who(), round_id)))


@blp.route("/rounds/<uuid:round_id>/statements", methods=["POST"])
@blp.doc(summary="自评和佐证", operationId="assessment.state")
@blp.arguments(StatementSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def state(said: Plain, round_id: UUID) -> Response:
    stated = stating.Statement(said["text"], said["values"], _papers(said))
    about = _about(said, round_id)
    return write(lambda uow: _said(stating.state(uow, *_who(), about, stated)), status=201)


@blp.route("/rounds/<uuid:round_id>/recusals", methods=["POST"])
@blp.doc(summary="回避", operationId="assessment.recuse")
@blp.arguments(RecusalSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def recuse(said: Plain, round_id: UUID) -> Response:
    about, account = _about(said, round_id), str(said["account"])

    def act(uow: UnitOfWork) -> Plain:
        return _said(marking.recuse(uow, *_who(), about, account, said["reason"]))

    return write(act, status=201)


@blp.route("/rounds/<uuid:round_id>/adjudications", methods=["POST"])
@blp.doc(summary="裁决分歧", operationId="assessment.adjudicate")
@blp.arguments(SettledSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def adjudicate(said: Plain, round_id: UUID) -> Response:
    about, settled = _about(said, round_id), Judgement(said["values"], said["reason"])
    return write(lambda uow: _said(marking.adjudicate(uow, *_who(), about, settled)), status=201)


@blp.route("/rounds/<uuid:round_id>/inspections", methods=["GET"])
@blp.doc(summary="督导检查和整改", operationId="assessment.inspections")
@blp.response(200, InspectionListSchema)
def list_inspections(round_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        return json_answer(
            dumping.dump_inspections(viewing.see(uow, current_principal(), round_id))
        )


@blp.route("/rounds/<uuid:round_id>/inspections", methods=["POST"])
@blp.doc(summary="登记检查", operationId="assessment.inspect")
@blp.arguments(InspectionSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def inspect(said: Plain, round_id: UUID) -> Response:
    found = inspecting.Inspection(
        said["on"], said["by"], said["found"], _papers(said), said["mend"], said["due"]
    )
    about = _about(said, round_id)
    return write(lambda uow: _said(inspecting.inspect(uow, *_who(), about, found)), status=201)


@blp.route("/rounds/<uuid:round_id>/tasks", methods=["POST"])
@blp.doc(summary="交办整改", operationId="assessment.set_task")
@blp.arguments(TaskSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def set_task(said: Plain, round_id: UUID) -> Response:
    about = _about(said, round_id)

    def act(uow: UnitOfWork) -> Plain:
        return _said(inspecting.set_task(uow, *_who(), about, said["mend"], said["due"]))

    return write(act, status=201)


@blp.route("/rounds/<uuid:round_id>/tasks/<uuid:task_id>/steps", methods=["POST"])
@blp.doc(summary="回复整改或者验收", operationId="assessment.task_step")
@blp.arguments(TaskStepSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def step_task(said: Plain, round_id: UUID, task_id: UUID) -> Response:
    def act(uow: UnitOfWork) -> Plain:
        task = round_id, task_id
        if said["step"] == "done":
            answer = inspecting.Answer(said["text"], _papers(said))
            return _said(inspecting.answer_task(uow, *_who(), *task, answer))
        return _said(inspecting.judge_task(uow, *_who(), *task, said["step"], said["text"]))

    return write(act, status=201)


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
        return json_answer(
            _said(balloting.cast(uow, *_who(), round_id, group, said["scores"])), 201
        )


@blp.route("/rounds/<uuid:round_id>/ballots/<group>/raters", methods=["PUT"])
@blp.doc(summary="选测评人", operationId="assessment.call_raters")
@blp.arguments(ElectorateSchema)
@blp.response(200, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def call(said: Plain, round_id: UUID, group: str) -> Response:
    chosen = set(said["accounts"])
    return write(lambda uow: _said(balloting.call_raters(uow, *_who(), round_id, group, chosen)))
