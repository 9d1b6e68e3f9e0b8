from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service as cases
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.pages.words import in_words
from liandong.features.tenants.service import installed, name_of
from liandong.features.transfers import service
from liandong.features.transfers.models import Transfer
from liandong.features.transfers.pages.forms import (
    Typed,
    accept_form,
    join_form,
    offer_form,
    reason_form,
    result_form,
)
from liandong.features.transfers.pages.list_view import SHOWN, list_page
from liandong.features.transfers.pages.sending import send
from liandong.features.transfers.pages.transfer_view import Shown, offer_page, transfer_page
from liandong.features.transfers.pages.words import Plain
from liandong.kernel.errors import (
    ConflictError,
    InvalidInputError,
    LiandongError,
    NotFoundError,
    StaleError,
)
from liandong.web.answers import file_answer
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.languages import say
from liandong.web.saying import message
from liandong.web.security import current_form_token

blp = Blueprint("transfer_pages", __name__, url_prefix="/t/<code>/transfers")
REFUSED = (InvalidInputError, ConflictError, StaleError)


@blp.get("")
def show() -> str:
    principal = current_principal()
    principal.require_page("transfers")
    wanted = request.args.get("show", "")
    with current_unit_of_work() as uow:
        found = service.list_transfers(uow, principal)
        names = {each.other_id: name_of(uow.session, each.other_id).name for each in found}
        shown = wanted if wanted in SHOWN else ""
        page = list_page(found, shown, names, setting_of(uow))
    return render_template("pages/transfers.html", page=page)


@blp.get("/new")
def new() -> str:
    current_principal().require_page("transfers")
    with current_unit_of_work() as uow:
        return _offer_page(uow, Typed())


@blp.post("/new")
def offer() -> AnyResponse | Response:
    current_principal().require_page("transfers")
    try:
        with current_unit_of_work() as uow:
            transfer_id = send(uow, None)
    except REFUSED as error:
        with current_unit_of_work() as uow:
            text = _offer_page(uow, _typed(error))
        return Response(text, error.status, mimetype="text/html")
    return redirect(f"/t/{g.tenant_code}/transfers/{transfer_id}", 303)


@blp.get("/<uuid:transfer_id>")
def one(transfer_id: UUID) -> str:
    current_principal().require_page("transfers")
    with current_unit_of_work() as uow:
        return _page(uow, transfer_id, Typed())


@blp.get("/<uuid:transfer_id>/files/<uuid:file_id>")
def attachment(transfer_id: UUID, file_id: UUID) -> Response:
    principal = current_principal()
    principal.require_page("transfers")
    with current_unit_of_work() as uow:
        taken = service.open_attachment(
            uow, principal, runtime().parts["files"], transfer_id, file_id
        )
    return file_answer(taken.content, taken.name, taken.media_type)


@blp.post("/<uuid:transfer_id>")
def act(transfer_id: UUID) -> AnyResponse | Response:
    current_principal().require_page("transfers")
    try:
        with current_unit_of_work() as uow:
            done = send(uow, transfer_id)
    except REFUSED as error:
        with current_unit_of_work() as uow:
            text = _page(uow, transfer_id, _typed(error))
        return Response(text, error.status, mimetype="text/html")
    return redirect(f"/t/{g.tenant_code}/transfers/{done}", 303)


def _typed(error: LiandongError) -> Typed:
    """Return what was typed with what was wrong; what has no field is said above the page."""
    errors: dict[str, list[str]] = {}
    for each in error.problems if isinstance(error, InvalidInputError) else ():
        errors.setdefault(each.where, []).append(in_words(each))
    if not errors:
        message("red", in_words(error), say("没有保存。"))
    return Typed(request.form.get("step", ""), dict(request.form.items()), errors)


def _offer_page(uow: UnitOfWork, typed: Typed) -> str:
    principal, setting = current_principal(), setting_of(uow)
    mechanism, case_id = request.values.get("mechanism", ""), _case_id()
    picture = cases.look(uow, principal, current_clock(), mechanism, case_id)
    forms: list[Plain] = []
    frame = _frame(f"{setting.base}/transfers/new", picture.course.version)
    frame["hidden"] |= {"mechanism": mechanism, "case_id": str(case_id)}
    if cases.may_offer(principal, picture):
        forms.append(offer_form(service.counties(uow), frame, typed))
    if cases.may_join(principal, picture):
        forms.append(join_form(service.counties(uow), frame, typed))
    page = offer_page(picture, forms, setting)
    return render_template("pages/transfer.html", page=page)


def _case_id() -> UUID:
    try:
        return UUID(request.values.get("case_id", ""))
    except ValueError:
        raise NotFoundError from None


def _page(uow: UnitOfWork, transfer_id: UUID, typed: Typed) -> str:
    found = service.get(uow, current_principal(), transfer_id)
    setting = setting_of(uow)
    shown = Shown(
        found,
        service.list_records(uow, found.id),
        name_of(uow.session, found.other_id).name,
        service.package_shown(uow, found),
        service.find_return(uow, found.id),
    )
    page = transfer_page(shown, _forms(uow, found, typed), setting)
    return render_template("pages/transfer.html", page=page)


def _forms(uow: UnitOfWork, found: Transfer, typed: Typed) -> list[Plain]:
    principal, setting = current_principal(), setting_of(uow)
    if not service.may_sign(principal, found):
        return []

    def frame() -> Plain:
        return _frame(f"{setting.base}/transfers/{found.id}", found.position)

    if found.direction == "out":
        may_revoke = found.state in service.OPEN and not found.is_revoking
        return [reason_form("revoke", frame(), typed)] if may_revoke else []
    mechanism = installed().registry.current(found.mechanism)
    upper = bool(mechanism.changes_county and mechanism.changes_county.upper_decides)
    is_joint = found.purpose == service.JOINT
    if found.state == "received":
        taking = accept_form(cases.names_of(mechanism), frame(), typed, setting, is_joint=is_joint)
        return [taking, reason_form("reject", frame(), typed, upper_decides=upper)]
    if is_joint:
        return [result_form(frame(), typed)] if found.state == "accepted" else []
    if not _may_return(uow, found):
        return []
    return [reason_form("return", frame(), typed, upper_decides=upper)]


def _may_return(uow: UnitOfWork, found: Transfer) -> bool:
    principal, case_id = current_principal(), found.case_id
    if case_id is None:
        return False
    picture = cases.look(uow, principal, current_clock(), found.mechanism, case_id)
    return cases.may_offer(principal, picture)


def _frame(action: str, version: int) -> Plain:
    return {
        "action": action,
        "hidden": {"form_token": current_form_token(), "etag": str(version)},
    }
