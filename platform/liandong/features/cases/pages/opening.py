"""新建: whatever mechanism this person may begin a matter of, on one form, in one act."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.errors import SimilarError
from liandong.features.cases.pages.case_reading import Filled, typed_values
from liandong.features.cases.pages.form_fields import Typed
from liandong.features.cases.pages.keeping import keeper
from liandong.features.cases.pages.likeness import FIELD, show_similar, told_apart
from liandong.features.cases.pages.new import MECHANISM as SUGGESTION
from liandong.features.cases.pages.opening_reading import (
    RowForm,
    changes_rows,
    command_of,
    errors_of,
    rows_in,
)
from liandong.features.cases.pages.opening_view import opening_page, openings_page
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.pages.words import in_words
from liandong.features.cases.service import FireTransition, Opening
from liandong.kernel.errors import ConflictError, InvalidInputError, LiandongError
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
)
from liandong.web.languages import say
from liandong.web.saying import message
from liandong.web.security import current_form_token
from liandong.web.writes import once

blp = Blueprint("opening", __name__, url_prefix="/t/<code>/new")
PAGE = "new_case"


@blp.get("")
def choose() -> str:
    principal = current_principal()
    principal.require_page(PAGE)
    with current_unit_of_work() as uow:
        openings = service.list_openings(uow, principal, current_clock())
        page = openings_page(openings, _own_pages(), setting_of(uow))
    return render_template("pages/openings.html", page=page)


def _own_pages() -> Mapping[str, str]:
    """Return the mechanisms that begin on a page of their own: the letter stands beside it."""
    if not current_principal().may_open("new_suggestion"):
        return {}
    return {SUGGESTION: f"/t/{g.tenant_code}/suggestions/new"}


@blp.get("/<mechanism>")
def show(mechanism: str) -> AnyResponse | str:
    current_principal().require_page(PAGE)
    with current_unit_of_work() as uow:
        opening = _asked(uow, mechanism, request.args.get("move", ""))
        said = {name: text for name, text in request.args.items() if name.startswith("facts.")}
        known = service.find_once(uow, current_principal(), opening.mechanism, said)
        if known is not None:
            return redirect(f"/t/{g.tenant_code}/cases/{mechanism}/{known}", 303)
        months = service.months_meant(uow, current_clock(), opening.mechanism)
        return _page(uow, opening, Typed({**months, **said}))


@blp.post("/<mechanism>")
def begin(mechanism: str) -> AnyResponse | Response:
    current_principal().require_page(PAGE)
    if changes_rows(request.form):
        return _again(mechanism, {})
    told: list[tuple[FireTransition, list[RowForm]]] = []
    key = request.form.get("idempotency_key", "")
    try:
        with current_unit_of_work() as uow:
            made = once(uow, key, lambda _: _begin(uow, mechanism, told))
    except (InvalidInputError, ConflictError) as error:
        return _refused(mechanism, error, told)
    return redirect(f"/t/{g.tenant_code}/cases/{mechanism}/{made['id']}", 303)


def _asked(uow: UnitOfWork, mechanism: str, move: str) -> Opening:
    return service.get_opening(uow, current_principal(), current_clock(), mechanism, move)


def _begin(
    uow: UnitOfWork, mechanism: str, told: list[tuple[FireTransition, list[RowForm]]]
) -> dict[str, str]:
    principal, clock = current_principal(), current_clock()
    opening = _asked(uow, mechanism, request.form.get("move", ""))

    filled = Filled(request.form, request.files, keeper(uow), clock.today(), 0)
    command, rows = command_of(opening, filled)
    told.append((command, rows))
    problems = service.problems_of(opening, command)
    if problems:
        raise InvalidInputError(problems)
    apart = told_apart(
        uow, mechanism, str(command.facts.get("title", "")), [p.unit_id for p in command.parties]
    )
    command = replace(command, distinct_from=apart)
    case = service.open_case(uow, principal, clock, mechanism, command)
    return {"id": str(case.id)}


def _refused(
    mechanism: str, error: LiandongError, told: list[tuple[FireTransition, list[RowForm]]]
) -> Response:
    problems = error.problems if isinstance(error, InvalidInputError) else []
    command, rows = told[0] if told else (None, [])
    errors = errors_of(list(problems), command, rows)
    if isinstance(error, SimilarError):
        show_similar(error, _kept())
        errors = {FIELD: [say("请先核对，再勾选")]}
    elif not problems:
        message("red", in_words(error), _kept())
    return _again(mechanism, errors, error.status)


def _kept() -> str:
    """Say what became of what was typed; a browser cannot send files a second time."""
    if any(file.filename for file in request.files.values()):
        return say("没有保存。您填的内容还在下面，附件要重新选。")
    return say("没有保存。您填的内容还在下面。")


def _again(mechanism: str, errors: dict[str, list[str]], status: int = 200) -> Response:
    values: dict[str, Any] = typed_values(request.form)
    typed = Typed(values, errors)
    with current_unit_of_work() as uow:
        text = _page(uow, _asked(uow, mechanism, request.form.get("move", "")), typed)
    return Response(text, status, mimetype="text/html")


def _page(uow: UnitOfWork, opening: Opening, typed: Typed) -> str:
    rows = rows_in(request.form, opening)
    page = opening_page(opening, rows, typed, setting_of(uow), current_form_token())
    return render_template("pages/new_case.html", page=page)
