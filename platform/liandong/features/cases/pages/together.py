"""几件一起办: one move of several cases, chosen from a list."""

from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.wrappers import Response as AnyResponse

from liandong.features.cases import service
from liandong.features.cases.pages.case_reading import Filled, errors_of, facts_of, typed_values
from liandong.features.cases.pages.form_fields import Typed
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.pages.together_view import Shown, together_page
from liandong.features.cases.pages.words import in_words
from liandong.features.cases.service import Batch, FireTransition
from liandong.features.cases.service.batching import MOST, list_plain
from liandong.features.tenants.service import installed
from liandong.kernel.errors import InvalidInputError, LiandongError, NotFoundError, Problem
from liandong.mechanisms import Field, FieldKind
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.saying import message, toast
from liandong.web.security import current_form_token
from liandong.web.writes import once_each

blp = Blueprint("together", __name__, url_prefix="/t/<code>/together/<mechanism>")
_DIGITS = 9


@blp.get("")
def show(mechanism: str) -> str:
    return _page(mechanism, request.args.get("move", ""), Typed(), frozenset())


@blp.post("")
def act(mechanism: str) -> AnyResponse | Response:
    """Make the move of each chosen case; what was refused stays chosen, with its reason."""
    principal, clock, form = current_principal(), current_clock(), request.form
    move = form.get("move", "")
    chosen = frozenset(form.getlist("case"))
    try:
        inputs = _asked(mechanism, move)
        cases = _chosen(chosen)
        filled = Filled(form, MultiDict(), _keep_none, clock.today(), 0)
        facts = facts_of(inputs, "facts", filled)
    except InvalidInputError as error:
        typed = Typed(typed_values(form), errors_of(error.problems, None))
        return Response(_page(mechanism, move, typed, chosen), error.status, mimetype="text/html")
    command = FireTransition(move, clock.today(), facts)
    found = service.act_together(
        current_unit_of_work,
        once_each(form.get("idempotency_key", "")),
        principal,
        clock,
        Batch(mechanism, command, cases),
    )
    refused = {str(each.case_id): each.refused for each in found if each.refused}
    done = len(found) - len(refused)
    if not refused:
        toast(say("已办 {n} 件", n=done))
        return redirect(f"/t/{g.tenant_code}/cases?mechanism={mechanism}", 303)
    reasons = {key: _reason(error) for key, error in refused.items() if error}
    title = say("办成 {done} 件，{n} 件没有办", done=done, n=len(refused))
    message("red", title, say("没有办的还选着，原因写在每一件后面。"))
    left = frozenset(each for each in chosen if each.partition(":")[0] in refused)
    text = _page(mechanism, move, Typed(typed_values(form)), left, reasons)
    return Response(text, 409, mimetype="text/html")


def _page(
    mechanism: str,
    move: str,
    typed: Typed,
    chosen: frozenset[str],
    reasons: dict[str, str] | None = None,
) -> str:
    principal, clock = current_principal(), current_clock()
    principal.require_page("case")
    if mechanism not in installed().registry.keys:
        raise NotFoundError
    with current_unit_of_work() as uow:
        offered = service.list_together(uow, principal, clock, mechanism)
        shown = Shown(
            installed().registry.current(mechanism),
            offered,
            next((each for each in offered if each.move.key == move), None),
            chosen,
            typed,
            reasons or {},
            is_every="all" in request.args,
        )
        page = together_page(shown, current_form_token(), setting_of(uow))
    return render_template("pages/together.html", page=page)


def _asked(mechanism: str, move: str) -> tuple[Field, ...]:
    """Return what the move asks, however many cases are left for it by now.

    Raises:
        NotFoundError: There is no such mechanism, or no such move that may be made together.
    """
    registry = installed().registry
    if mechanism not in registry.keys:
        raise NotFoundError
    found = next((m for m in list_plain(registry.current(mechanism)) if m.key == move), None)
    if found is None:
        raise NotFoundError
    return tuple(field for field in found.inputs if field.kind is not FieldKind.FILE)


def _chosen(given: frozenset[str]) -> tuple[tuple[UUID, int], ...]:
    """Return the cases that were ticked, each with the version that was shown.

    Raises:
        InvalidInputError: None was, too many were, or they are none of the page's.
    """
    if not given or len(given) > MOST:
        zh, en = f"请选 1 到 {MOST} 件", f"choose 1 to {MOST} matters"
        raise InvalidInputError([Problem("case", zh, en)])
    found = []
    for each in sorted(given):
        case_id, _, version = each.partition(":")
        if not version.isdecimal() or len(version) > _DIGITS:
            raise _unknown()
        try:
            found.append((UUID(case_id), int(version)))
        except ValueError:
            raise _unknown() from None
    return tuple(found)


def _unknown() -> InvalidInputError:
    return InvalidInputError([Problem("case", "请从列表里选", "choose from the list")])


def _keep_none(file: FileStorage, _: bool) -> str:  # called by position
    zh, en = "一起办的时候不能附文件", "no files are taken with several matters"
    raise InvalidInputError([Problem(file.name or "file", zh, en)])


def _reason(error: LiandongError) -> str:
    problems = getattr(error, "problems", ())
    return say("；").join(in_words(each) for each in problems) or in_words(error)
