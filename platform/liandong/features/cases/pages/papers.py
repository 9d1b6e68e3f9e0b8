from uuid import UUID

from flask import Blueprint, Response

from liandong.features.cases.service.downloads import PaperRequest, render_paper, take_file
from liandong.web.answers import file_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work, runtime

blp = Blueprint("papers", __name__, url_prefix="/t/<code>")


@blp.get("/cases/<mechanism>/<uuid:case_id>/documents/<uuid:document_id>.<any(docx, pdf):form>")
def paper(mechanism: str, case_id: UUID, document_id: UUID, form: str) -> Response:
    principal = current_principal()
    principal.require_page("case")
    wanted = PaperRequest(mechanism, case_id, document_id, form)
    with current_unit_of_work() as uow:
        made = render_paper(uow, principal, current_clock(), wanted)
    return file_answer(made.content, made.name, made.media_type)


@blp.get("/files/<uuid:file_id>")
def file(file_id: UUID) -> Response:
    principal = current_principal()
    principal.require_call("files.read")
    with current_unit_of_work() as uow:
        store = runtime().parts["files"]
        taken = take_file(uow, principal, current_clock(), store, file_id)
    return file_answer(taken.content, taken.name, taken.media_type)
