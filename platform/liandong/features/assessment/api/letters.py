"""Letters of a round for machines: sent, listed, read, received."""

from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.features.assessment.api.keeping import PREFIX, REFUSED, Plain, keep, told
from liandong.features.assessment.schemas import LetterListSchema, LetterSchema, SaidSchema
from liandong.features.assessment.service import issuing, viewing
from liandong.web.answers import file_answer, json_answer
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.writes import write

blp = Blueprint(
    "assessment_letter_list", __name__, url_prefix=PREFIX, description="考核 Assessment"
)


@blp.route("/rounds/<uuid:round_id>/letters", methods=["GET"])
@blp.doc(summary="考核文书和签收", operationId="assessment.letters")
@blp.response(200, LetterListSchema)
def list_letters(round_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, current_principal(), round_id)
        return json_answer({"items": issuing.dump_letters(sight)})


@blp.route("/rounds/<uuid:round_id>/letters", methods=["POST"])
@blp.doc(summary="编号并发出一份文书", operationId="assessment.issue")
@blp.arguments(LetterSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def issue(said: Plain, round_id: UUID) -> Response:
    order = issuing.Order(**said)
    store = runtime().parts["files"]
    return write(
        lambda uow: told(
            issuing.issue(uow, current_principal(), current_clock(), store, round_id, order)
        ),
        status=201,
    )


@blp.route("/rounds/<uuid:round_id>/letters/<uuid:letter_id>/receipts", methods=["POST"])
@blp.doc(summary="签收文书", operationId="assessment.receive")
@blp.response(201, SaidSchema)
@blp.alt_response(409, description="It was received already")
def receive(round_id: UUID, letter_id: UUID) -> Response:
    return keep(issuing.receive, round_id, letter_id)


@blp.route("/rounds/<uuid:round_id>/letters/<uuid:letter_id>/file", methods=["GET"])
@blp.doc(summary="文书的 PDF", operationId="assessment.letter.pdf")
@blp.response(200, content_type="application/pdf")
def get_file(round_id: UUID, letter_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        store = runtime().parts["files"]
        taken = issuing.open_letter(uow, current_principal(), store, round_id, letter_id)
    return file_answer(taken.content, taken.name, taken.media_type)
