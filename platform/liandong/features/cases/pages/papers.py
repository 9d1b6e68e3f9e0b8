from uuid import UUID

from flask import Blueprint, Response

from liandong.features.cases.service.downloads import PaperRequest, find_file, render_paper
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
        record = find_file(uow, principal, file_id)
        name, media_type, digest = record.name, record.media_type, record.sha256
    content = runtime().parts["files"].open(principal.tenant_id, digest)
    return file_answer(content, name, media_type)
