"""新建区县: where a draft comes from, and where it goes."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
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
from liandong.features.onboarding.pages.wizard_view import (
    begin_page,
    opened_page,
)
from liandong.features.onboarding.service import drafts
from liandong.features.onboarding.service.archive import unzipped, zip_of
from liandong.features.onboarding.service.opening import Opened, open_county
from liandong.features.onboarding.service.starting import counties_of
from liandong.kernel.errors import (
    InvalidInputError,
    NotFoundError,
    Problem,
)
from liandong.web.answers import file_answer
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.reauthentication import require_recent
from liandong.web.security import current_form_token
from liandong.web.writes import once

Plain = dict[str, Any]


@blp.get("")
def begin() -> str:
    enter()
    return _begin()


def _begin() -> str:
    query = request.args.get("q", "")
    with current_unit_of_work() as uow:
        found = drafts.search(uow, query)
        waiting = drafts.list_drafts(uow)
        page = begin_page(found, query, waiting, base(), current_form_token())
    return render_template("pages/wizard_begin.html", page=page)


@blp.post("")
def choose() -> AnyResponse:
    login = enter()
    try:
        with current_unit_of_work() as uow:
            code = request.form.get("code", "")
            draft = drafts.begin(uow, current_clock(), code, by=login).id
    except REFUSED as error:
        tell(error)
        return make_response(_begin(), error.status)
    return redirect(f"{base()}/new/{draft}/county", HTTPStatus.SEE_OTHER)


@blp.post("/package")
def upload() -> AnyResponse:
    """Let a package that was handed in be a draft."""
    login = enter()

    def act(uow: UnitOfWork) -> Plain:
        file = request.files.get("package")
        if file is None or not file.filename:
            raise InvalidInputError([Problem("package", "请先选一个文件", "choose a file first")])
        return {"id": str(drafts.take_in(uow, current_clock(), unzipped(file.stream), by=login).id)}

    try:
        with current_unit_of_work() as uow:
            kept = once(uow, request.form.get("idempotency_key", ""), act)
    except REFUSED as error:
        tell(error)
        return make_response(_begin(), error.status)
    return redirect(f"{base()}/new/{kept['id']}/review", HTTPStatus.SEE_OTHER)


@blp.get("/<uuid:draft_id>/package.zip")
def package(draft_id: UUID) -> Response:
    enter()
    name, content = zip_of(drafts.stated_in(draft_of(draft_id)))
    return file_answer(content, name, "application/zip")


@blp.post("/<uuid:draft_id>/put-aside")
def put_aside(draft_id: UUID) -> AnyResponse:
    enter()
    with current_unit_of_work() as uow:
        drafts.put_aside(uow, draft_id)
    return redirect(f"{base()}/new", HTTPStatus.SEE_OTHER)


@blp.post("/<uuid:draft_id>/open")
def go(draft_id: UUID) -> AnyResponse:
    """Let the county come to be, and tell the links of its first people, this once."""
    enter()
    require_recent()
    principal, mode = current_principal(), request.form.get("mode", "")
    sessions = runtime().sessions
    try:
        made = open_county(sessions, current_clock(), principal, draft_id, version(), mode)
    except NotFoundError:
        known = dict(counties_of(sessions, g.tenant.id))
        code = request.form.get("code", "")
        if code not in known:
            raise
        made = Opened(code, known[code], "", is_new=False)
    except REFUSED as error:
        tell(error)
        return make_response(page_of(draft_id, "review"), error.status)
    page = opened_page(made, base(), request.host_url.rstrip("/"))
    return make_response(render_template("pages/wizard_opened.html", page=page), 201)
