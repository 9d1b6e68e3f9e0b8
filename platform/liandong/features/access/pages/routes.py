from flask import Blueprint, Response, render_template, request

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.access import service
from liandong.features.access.pages.view import access_page, answer_part, trial_part
from liandong.features.access.service import Asked
from liandong.features.accounts import service as accounts
from liandong.features.cases.pages.words import Plain, in_words
from liandong.features.tenants.service import current
from liandong.features.units import service as units
from liandong.features.units.models import Unit
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.security import current_form_token

blp = Blueprint("access_pages", __name__, url_prefix="/t/<code>/access")
_MOST_BYTES = 4 * service.LONGEST


@blp.get("")
def show() -> str | Response:
    """Show the form; with an account and an action of the mechanism, the explanation below it."""
    principal = current_principal()
    principal.require_page("access")
    asked = _asked()
    parts: Plain = {}
    status = 200
    with current_unit_of_work() as uow:
        if asked.login and asked.action in service.acts_of_mechanism(asked.mechanism):
            try:
                answer = service.explain(uow, current_clock(), principal, asked)
                parts["answer"] = answer_part(answer)
            except InvalidInputError as error:
                parts["errors"], status = _errors(error), 422
        text = _page(uow, asked, parts)
    return Response(text, status, mimetype="text/html")


@blp.post("")
def try_out() -> Response:
    """Try a policy that was typed or uploaded; nothing is saved."""
    principal = current_principal()
    principal.require_page("access")
    typed = ""
    parts: Plain = {}
    status = 200
    with current_unit_of_work() as uow:
        try:
            typed = _typed()
            trial = service.try_out(uow, current_clock(), principal, typed)
            parts["trial"] = trial_part(trial)
        except InvalidInputError as error:
            parts["errors"], status = _errors(error), 422
        text = _page(uow, _asked(), parts | {"typed": typed})
    return Response(text, status, mimetype="text/html")


def _asked() -> Asked:
    args = request.args
    return Asked(
        args.get("account", ""),
        args.get("mechanism", ""),
        args.get("action", ""),
        args.get("case", "").strip(),
    )


def _typed() -> str:
    """Return the text of the file, if one was chosen, else what was typed.

    Raises:
        InvalidInputError: The file is no text, or too long.
    """
    file = request.files.get("file")
    if file is None or not file.filename:
        return request.form.get("policy", "")
    try:
        return file.stream.read(_MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        zh, en = "文件不是 UTF-8 的文本", "the file is no UTF-8 text"
        raise InvalidInputError([Problem("file", zh, en)]) from None


def _errors(error: InvalidInputError) -> list[Plain]:
    return [{"field": each.where, "text": in_words(each)} for each in error.problems]


def _is_told(principal: Principal, unit: Unit) -> bool:
    return service.is_of_same(principal, unit.kind, unit.roles)


def _page(uow: UnitOfWork, asked: Asked, parts: Plain) -> str:
    enabled = sorted(current(uow).enabled)
    known, principal = units.names(uow), current_principal()
    people = [
        (each.login, each.name if _is_told(principal, known[each.unit_id]) else "")
        for each in accounts.list_open_accounts(uow)
    ]
    page = access_page(people, enabled, asked, parts)
    page["hidden"] = {"form_token": current_form_token()}
    return render_template("pages/access.html", page=page)
