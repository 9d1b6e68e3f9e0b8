"""One case: read it, and do the one thing that is to be done."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.service import duties_by_unit
from liandong.features.cases import service
from liandong.features.cases.pages.case_appointment import appointment_file, appointment_line
from liandong.features.cases.pages.case_copies import advice_for
from liandong.features.cases.pages.case_files import file_names
from liandong.features.cases.pages.case_form import form_of
from liandong.features.cases.pages.case_missing import act_to_fill
from liandong.features.cases.pages.case_reading import (
    Filled,
    command_of,
    errors_of,
    require_each_row,
    typed_values,
)
from liandong.features.cases.pages.case_unsaved import unsaved_view
from liandong.features.cases.pages.case_view import case_page
from liandong.features.cases.pages.case_viewers import viewers_page
from liandong.features.cases.pages.form_fields import Typed
from liandong.features.cases.pages.keeping import keeper
from liandong.features.cases.pages.lines_view import cards_of
from liandong.features.cases.pages.row_choices import require_choice
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.pages.words import in_words
from liandong.features.cases.service import Act, CasePicture, FireTransition, HandlePaper
from liandong.features.cases.service.line_listing import count_lines, count_pending
from liandong.features.cases.service.secret_reads import list_reads
from liandong.kernel.errors import (
    ConflictError,
    InvalidInputError,
    LiandongError,
    NotFoundError,
    Problem,
    StaleError,
)
from liandong.mechanisms import Table
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
)
from liandong.web.languages import say
from liandong.web.saying import message
from liandong.web.security import current_form_token
from liandong.web.typed import files_again
from liandong.web.writes import once

#: No version of a case has more digits.
_DIGITS = 9

blp = Blueprint("case", __name__, url_prefix="/t/<code>/cases/<mechanism>/<uuid:case_id>")


@blp.get("")
def show(mechanism: str, case_id: UUID) -> str:
    current_principal().require_page("case")
    with current_unit_of_work() as uow:
        said = {name: text for name, text in request.args.items() if name.startswith("row.new.")}
        return _page(uow, mechanism, case_id, request.args.get("act", ""), Typed(said))


@blp.get("/visibility")
def visibility(mechanism: str, case_id: UUID) -> str:
    principal = current_principal()
    principal.require_page("case")
    with current_unit_of_work() as uow:
        picture = service.look(uow, principal, current_clock(), mechanism, case_id)
        setting = setting_of(uow)
        reads = list_reads(uow, setting.unit_id, case_id) if picture.level == "full" else []
        page = viewers_page(picture, setting, duties_by_unit(uow, setting.today), reads)
    return render_template("pages/visibility.html", page=page)


@blp.get("/appointment.ics")
def appointment(mechanism: str, case_id: UUID) -> Response:
    principal = current_principal()
    principal.require_page("case")
    with current_unit_of_work() as uow:
        service.look(uow, principal, current_clock(), mechanism, case_id)
        content = appointment_file(uow, principal, case_id)
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response


@blp.post("")
def act(mechanism: str, case_id: UUID) -> AnyResponse | Response:
    current_principal().require_page("case")
    command: list[FireTransition] = []
    try:
        with current_unit_of_work() as uow:
            key = request.form.get("idempotency_key", "")
            once(uow, key, lambda _: _act(uow, mechanism, case_id, command))
    except (InvalidInputError, ConflictError, StaleError) as error:
        return _again(mechanism, case_id, error, command)
    return redirect(f"/t/{g.tenant_code}/cases/{mechanism}/{case_id}", 303)


def _page(uow: UnitOfWork, mechanism: str, case_id: UUID, wanted: str, typed: Typed) -> str:
    principal, clock = current_principal(), current_clock()
    picture = service.look(uow, principal, clock, mechanism, case_id)
    acts = service.acts_of(principal, clock, picture)
    setting = replace(setting_of(uow), files=file_names(uow, picture))
    chosen = act_to_fill(acts, wanted, typed.errors)
    unsaved = unsaved_view(typed.values, picture, setting) if chosen is None else None
    if chosen is None:
        chosen, typed = acts[0] if acts else None, Typed()
    form = form_of(chosen, picture, typed, current_form_token(), setting) if chosen else None
    may_offer = service.may_offer(principal, picture)
    may_join = service.may_join(principal, picture)
    key = chosen.key if chosen else ""
    may_purge = service.may_purge(uow, principal, picture)
    page = case_page(
        picture,
        acts,
        key,
        form,
        setting,
        unsaved,
        may_offer=may_offer,
        may_join=may_join,
        may_purge=may_purge,
    )
    page["appointment"] = appointment_line(uow, principal, picture.case, setting)
    page["tables"] = cards_of(_tables(uow, picture), picture, setting)
    return render_template("pages/case.html", page=page)


def _tables(uow: UnitOfWork, picture: CasePicture) -> list[tuple[Table, int, bool, int]]:
    """Return the tables of a case seen in full: how many lines, whether some may be entered.

    And how many of them the unit changed since it handed them in.
    """
    opened, me = picture.opened, current_principal()
    return [
        (
            table,
            count_lines(uow, me, opened, table),
            table.takes_lines_in(opened.case.state)
            and me.may_fire(opened.mechanism.key, table.action, table.actors, opened.parts),
            count_pending(uow, me, opened, table),
        )
        for table in (opened.mechanism.tables if picture.level == "full" else ())
    ]


def _act(
    uow: UnitOfWork, mechanism: str, case_id: UUID, told: list[FireTransition]
) -> dict[str, int]:
    principal, clock = current_principal(), current_clock()
    picture = service.look(uow, principal, clock, mechanism, case_id)
    chosen = _chosen(picture)
    step, seen = _step(chosen), _seen()
    if step in {"review", "return"} or chosen.kind == "step":
        _handle(uow, case_id, chosen, step, seen)
        return {"position": picture.course.version}

    if chosen.kind == "draft" and step == "submit":
        require_each_row(chosen, request.form)
    if chosen.kind == "rows":
        require_choice(chosen, request.form)
    advice = advice_for(picture)
    filled = Filled(request.form, request.files, keeper(uow), clock.today(), seen, advice)
    command = command_of(chosen, filled)
    told.append(command)
    if chosen.kind == "draft":
        service.save_draft(uow, principal, clock, case_id, command)
        if step == "submit":
            _handle(uow, case_id, chosen, "submit", None)
    else:
        service.fire_transition(uow, principal, clock, case_id, command)
    return {"position": picture.course.version}


def _step(chosen: Act) -> str:
    """Return which of the act's buttons was pressed.

    Raises:
        InvalidInputError: It is none of them.
    """
    step = request.form.get("step", "fire")
    if step not in chosen.steps:
        zh, en = "这个按钮不在表单上，没有保存", "there is no such button; nothing was saved"
        raise InvalidInputError([Problem("step", zh, en)])
    return step


def _seen() -> int:
    text = request.form.get("etag", "")
    if not text.isdecimal() or len(text) > _DIGITS:
        raise StaleError
    return int(text)


def _chosen(picture: CasePicture) -> Act:
    """Return the act of the form.

    Raises:
        StaleError: The case moved since the form was opened, and the act went with it.
        ConflictError: The act is not offered, though nothing moved.
    """
    acts = service.acts_of(current_principal(), current_clock(), picture)
    wanted = request.form.get("act", "")
    found = next((a for a in acts if a.key == wanted), None)
    if found is None and str(picture.course.version) != request.form.get("etag"):
        raise StaleError
    if found is None:
        raise ConflictError("没有保存。这一步现在办不了", "Not saved. This cannot be done now")
    return found


def _handle(uow: UnitOfWork, case_id: UUID, chosen: Act, step: str, seen: int | None) -> None:
    if chosen.paper is None or step not in {"submit", "review", "return"}:
        raise NotFoundError
    row_id = chosen.document.row_id if chosen.document else chosen.row_id
    note = request.form.get("note", "")
    command = HandlePaper(step, chosen.paper.key, row_id, note, seen)
    service.handle_paper(uow, current_principal(), current_clock(), case_id, command)


def _again(
    mechanism: str, case_id: UUID, error: LiandongError, told: list[FireTransition]
) -> Response:
    """Show the page again with everything that was typed, and what was wrong."""
    problems = error.problems if isinstance(error, InvalidInputError) else []
    errors = errors_of(problems, told[0] if told else None)
    for field, texts in files_again().items() if problems else ():
        errors.setdefault(field, []).extend(texts)
    typed = Typed(typed_values(request.form), errors)
    if not problems:
        message("red", in_words(error), _kept(error))
    with current_unit_of_work() as uow:
        text = _page(uow, mechanism, case_id, request.form.get("act", ""), typed)
    return Response(text, error.status, mimetype="text/html")


def _kept(error: LiandongError) -> str:
    """Say what became of what was typed, and which files have to be chosen again."""
    if chosen := files_again():
        named = say("；").join(text for texts in chosen.values() for text in texts)
        return say("没有保存。您填的内容还在下面，附件{named}。", named=named)
    return "" if isinstance(error, StaleError) else say("没有保存。您填的内容还在下面。")
