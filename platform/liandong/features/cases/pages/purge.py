"""清除涉密信息: the page of one case on which its secrets are purged."""

from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.pages.purge_view import CHOICE, Purgeable, name_of, purge_page
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.pages.words import in_words
from liandong.features.cases.service import CasePicture, Chosen, PurgeSecrets
from liandong.kernel.errors import (
    ConflictError,
    InvalidInputError,
    LiandongError,
    NotFoundError,
    Problem,
    StaleError,
)
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.reauthentication import require_recent
from liandong.web.saying import message
from liandong.web.security import current_form_token
from liandong.web.writes import once

#: No version of a case has more digits.
_DIGITS = 9

blp = Blueprint("purge", __name__, url_prefix="/t/<code>/cases/<mechanism>/<uuid:case_id>/purge")


@blp.get("")
def show(mechanism: str, case_id: UUID) -> str:
    current_principal().require_page("case")
    with current_unit_of_work() as uow:
        return _page(uow, mechanism, case_id, None)


@blp.post("")
def purge(mechanism: str, case_id: UUID) -> AnyResponse | Response:
    current_principal().require_page("case")
    require_recent()
    try:
        with current_unit_of_work() as uow:
            key = request.form.get("idempotency_key", "")
            once(uow, key, lambda _: _purge(uow, mechanism, case_id))
    except (InvalidInputError, ConflictError, StaleError) as error:
        with current_unit_of_work() as uow:
            text = _page(uow, mechanism, case_id, error)
        return Response(text, error.status, mimetype="text/html")
    return redirect(f"/t/{g.tenant_code}/cases/{mechanism}/{case_id}", 303)


def _purge(uow: UnitOfWork, mechanism: str, case_id: UUID) -> dict[str, str]:
    principal, clock = current_principal(), current_clock()
    picture = service.look(uow, principal, clock, mechanism, case_id)
    etag = request.form.get("etag", "")
    if not etag.isdecimal() or len(etag) > _DIGITS:
        raise StaleError
    basis, reason = (request.form.get(name, "") for name in ("basis", "reason"))
    chosen = () if service.may_whole(picture) else _chosen(uow, picture)
    command = PurgeSecrets(basis, reason, int(etag), chosen)
    return {"id": str(service.purge_secrets(uow, principal, clock, case_id, command).id)}


def _chosen(uow: UnitOfWork, picture: CasePicture) -> tuple[Chosen, ...]:
    """Return the fields that were ticked.

    Raises:
        InvalidInputError: None was.
    """
    ticked = set(request.form.getlist(CHOICE))
    found = tuple(each for each in service.list_purgeable(uow, picture) if name_of(each) in ticked)
    if not found:
        zh, en = "请选择要清除的内容", "choose what is to be purged"
        raise InvalidInputError([Problem(CHOICE, zh, en)])
    return found


def _page(uow: UnitOfWork, mechanism: str, case_id: UUID, error: LiandongError | None) -> str:
    """Return the page; who may not purge learns of none.

    Raises:
        NotFoundError: There is nothing that this person could purge.
    """
    principal = current_principal()
    picture = service.look(uow, principal, current_clock(), mechanism, case_id)
    if not service.may_purge(uow, principal, picture):
        raise NotFoundError
    problems = error.problems if isinstance(error, InvalidInputError) else []
    if error is not None and not problems:
        message("red", in_words(error), say("没有保存。"))
    errors = {problem.where: [in_words(problem)] for problem in problems}
    typed = {**request.form.to_dict(), CHOICE: request.form.getlist(CHOICE)}
    found = (
        Purgeable(service.sealed_places(uow, case_id), [])
        if service.may_whole(picture)
        else Purgeable([], service.list_purgeable(uow, picture))
    )
    page = purge_page(picture, found, typed, errors, current_form_token(), setting_of(uow))
    return render_template("pages/purge.html", page=page)
