"""新建区县, the step 单位: a workbook is put right row by row and taken whole, or not at all."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.onboarding.pages.wizard_frame import (
    REFUSED,
    base,
    blp,
    draft_of,
    enter,
    page_of,
    tell,
    version,
)
from liandong.features.onboarding.service import drafts
from liandong.features.onboarding.service.units import (
    accepted,
    chosen,
    corrected,
    read_upload,
    require_upload,
)
from liandong.features.rosters.pages.row_form import correction_of, row_page
from liandong.features.rosters.service.books import refused_book, template
from liandong.features.rosters.service.correcting import Correction
from liandong.features.rosters.service.uploads import Preview
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.web.answers import file_answer
from liandong.web.context import current_clock, current_unit_of_work
from liandong.web.languages import say
from liandong.web.security import current_form_token
from liandong.web.spreadsheets import MEDIA_TYPE

Plain = dict[str, Any]
_HERE = "/<uuid:draft_id>/units/uploads/<uuid:upload_id>"


@blp.get("/<uuid:draft_id>/units.xlsx")
def workbook(draft_id: UUID) -> Response:
    """Hand out the units of a draft, to be changed and handed in again."""
    enter()
    roster = draft_of(draft_id).stated.get("roster")
    content = template(roster, current_clock().today())
    return file_answer(content, f"{say('单位名册')}.xlsx", MEDIA_TYPE)


@blp.post("/<uuid:draft_id>/units")
def take_units(draft_id: UUID) -> AnyResponse:
    """Take a workbook in; what becomes of its rows is shown next, no unit changes yet."""
    login = enter()
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise InvalidInputError([Problem("file", "请先选一个文件", "choose a file first")])
        _put(draft_id, login, upload=read_upload(file.stream, file.filename))
    except REFUSED as error:
        return make_response(page_of(draft_id, "units", error), error.status)
    return redirect(_units(draft_id), HTTPStatus.SEE_OTHER)


@blp.get(_HERE)
def preview(draft_id: UUID, upload_id: UUID) -> str:
    enter()
    _found(draft_of(draft_id), upload_id)
    return page_of(draft_id, "units")


@blp.get(f"{_HERE}/refused")
def refused_rows(draft_id: UUID, upload_id: UUID) -> Response:
    enter()
    content = refused_book(_found(draft_of(draft_id), upload_id).outcome.failed)
    return file_answer(content, f"{say('没有导入的行')}.xlsx", MEDIA_TYPE)


@blp.post(_HERE)
def decide_upload(draft_id: UUID, upload_id: UUID) -> AnyResponse:
    """Accept, put aside, say who leaves and who stays, or leave out all that fails."""
    login, draft = enter(), draft_of(draft_id)
    found = _found(draft, upload_id)
    try:
        _put(draft_id, login, **_decided(draft, found, request.form.get("step", "")))
    except REFUSED as error:
        tell(error)
        return make_response(page_of(draft_id, "units"), error.status)
    return redirect(_units(draft_id), HTTPStatus.SEE_OTHER)


def _decided(draft: OnboardingDraft, found: Preview, step: str) -> Plain:
    if step == "accept":
        return {"stated": accepted(draft, found).files, "upload": {}}
    if step == "put_aside":
        return {"upload": {}}
    if step == "leave_out":
        put = [Correction(each.row.number, {}, is_out=True) for each in found.outcome.failed]
        return {"upload": corrected(draft, found, put)}
    if step == "choose":
        staying = {each.key for each in found.outcome.people}
        staying -= set(request.form.getlist("ending"))
        return {"upload": chosen(draft, request.form.getlist("leaving"), staying)}
    raise NotFoundError


@blp.get(f"{_HERE}/rows/<int:number>")
def show_row(draft_id: UUID, upload_id: UUID, number: int) -> str:
    enter()
    return _row(draft_id, upload_id, number, None)


@blp.post(f"{_HERE}/rows/<int:number>")
def put_right(draft_id: UUID, upload_id: UUID, number: int) -> AnyResponse:
    login, draft = enter(), draft_of(draft_id)
    found, asked = _found(draft, upload_id), correction_of(number, request.form)
    try:
        _put(draft_id, login, upload=corrected(draft, found, [asked]))
    except REFUSED as error:
        tell(error)
        return make_response(_row(draft_id, upload_id, number, asked), error.status)
    return redirect(f"{_units(draft_id)}#row-{number}", HTTPStatus.SEE_OTHER)


def _row(draft_id: UUID, upload_id: UUID, number: int, typed: Correction | None) -> str:
    draft = draft_of(draft_id)
    found = _found(draft, upload_id)
    judged = next((each for each in found.outcome.rows if each.row.number == number), None)
    if judged is None:
        raise NotFoundError
    page = row_page(found, judged, typed, _units(draft_id), current_form_token())
    crumbs = [
        {"label": say("区县"), "href": base()},
        {"label": say("新建区县"), "href": f"{base()}/new"},
        {"label": draft.stated["tenant"]["name"], "href": _units(draft_id)},
        {"label": say("第 {n} 行", n=number), "href": None},
    ]
    return render_template("pages/new_case.html", page={**page, "breadcrumb": crumbs})


def _found(draft: OnboardingDraft, upload_id: UUID) -> Preview:
    return require_upload(draft, upload_id, current_clock().today())


def _put(draft_id: UUID, login: str, **changed: Any) -> None:
    with current_unit_of_work() as uow:
        drafts.put(uow, current_clock(), draft_id, version(), **changed, by=login)


def _units(draft_id: UUID) -> str:
    return f"{base()}/new/{draft_id}/units"
