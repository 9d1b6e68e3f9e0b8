"""A new suggestion: five sections, the letter beside them, one act in the end."""

from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.errors import SimilarError
from liandong.features.cases.pages.form_fields import Typed
from liandong.features.cases.pages.letter_view import letter_view
from liandong.features.cases.pages.likeness import FIELD, show_similar, told_apart
from liandong.features.cases.pages.new_example import example
from liandong.features.cases.pages.new_reading import Filled, filled_of, shown_facts, unreadable
from liandong.features.cases.pages.new_view import new_page
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.pages.words import in_words
from liandong.features.cases.service import NewSuggestion
from liandong.features.cases.service.copies import CopyAdvice, once_each
from liandong.features.tenants.service import Configuration, current, installed
from liandong.kernel.errors import ConflictError, InvalidInputError, LiandongError, NotFoundError
from liandong.mechanisms import Mechanism, TimeLimit
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.saying import message
from liandong.web.security import current_form_token
from liandong.web.writes import once

blp = Blueprint("new", __name__, url_prefix="/t/<code>/suggestions")
MECHANISM = "procuratorial_suggestion"


@blp.get("/new")
def show() -> str:
    current_principal().require_page("new_suggestion")
    with current_unit_of_work() as uow:
        return _page(uow, Filled(None, {}, [], []), Typed())


@blp.post("/new")
def begin() -> AnyResponse | Response:
    current_principal().require_page("new_suggestion")
    filled, key = (
        filled_of(request.form, installed().registry.current(MECHANISM)),
        request.form.get("idempotency_key", ""),
    )
    wrong = unreadable(request.form)
    if wrong:
        return _refused(filled, InvalidInputError(wrong))
    step = request.form.get("step", "")
    if step not in {"draft", "submit"}:
        return _again(filled, Typed(filled.typed, key=key))
    try:
        with current_unit_of_work() as uow:
            made = once(uow, key, lambda _: _begin(uow, filled, submit=step == "submit"))
    except (InvalidInputError, ConflictError) as error:
        return _refused(filled, error)
    return redirect(f"/t/{g.tenant_code}/cases/{MECHANISM}/{made['id']}", 303)


@blp.post("/preview")
def preview() -> str:
    current_principal().require_page("new_suggestion")
    filled = filled_of(request.form, installed().registry.current(MECHANISM))
    with current_unit_of_work() as uow:
        config, mechanism = _county(uow)
        letter = _letter(uow, config, mechanism, filled)
        said = example(mechanism, setting_of(uow), _replacements(config), filled.typed)
    return render_template("pages/preview.html", letter=letter, example=said)


def _replacements(config: Configuration) -> dict[str, TimeLimit]:
    return config.replacements_on(current_clock().today())


def _begin(uow: UnitOfWork, filled: Filled, *, submit: bool) -> dict[str, str]:
    config, _ = _county(uow)
    copies = _copies(config, filled)
    items = tuple(text for text in filled.contents if text)
    title = str(filled.facts.get("title") or "")
    apart = told_apart(uow, MECHANISM, title, [filled.addressee] if filled.addressee else [])
    asked = NewSuggestion(MECHANISM, filled.addressee, filled.facts, items, copies, submit, apart)
    case = service.begin_suggestion(uow, current_principal(), current_clock(), asked)
    return {"id": str(case.id)}


def _county(uow: UnitOfWork) -> tuple[Configuration, Mechanism]:
    config = current(uow)
    if not service.offers_to_open(uow, current_principal(), current_clock(), MECHANISM):
        raise NotFoundError
    return config, installed().registry.current(MECHANISM)


def _due(config: Configuration, filled: Filled) -> tuple[CopyAdvice, ...]:
    """Return the copies that the chosen triggers make mandatory."""
    triggers = tuple(filled.facts.get("copy_triggers") or ())
    found = service.copies_for(config, MECHANISM, triggers)
    return tuple(each for each in found if each.binding == "mandatory")


def _choices(config: Configuration, mechanism: Mechanism) -> tuple[CopyAdvice, ...]:
    """Return every copy that some trigger may call for, so that it can be chosen at once."""
    fields = (field for field in mechanism.fields if field.key == "copy_triggers")
    triggers = tuple(choice.key for field in fields for choice in field.choices)
    return once_each(service.copies_for(config, MECHANISM, triggers))


def _copies(config: Configuration, filled: Filled) -> tuple[CopyAdvice, ...]:
    """Return what is copied: the mandatory always, the chosen beside them, a unit once."""
    known = _choices(config, installed().registry.current(MECHANISM))
    chosen = (each for each in known if f"{each.rule}/{each.unit_id}" in filled.chosen)
    return once_each((*_due(config, filled), *chosen))


def _page(uow: UnitOfWork, filled: Filled, typed: Typed) -> str:
    config, mechanism = _county(uow)
    advice = _choices(config, mechanism)
    due = [f"{each.rule}/{each.unit_id}" for each in _due(config, filled)]
    values = {**typed.values, "copies": [*dict.fromkeys([*filled.chosen, *due])]}
    page = new_page(
        mechanism,
        setting_of(uow),
        Typed(values, typed.errors, typed.key),
        advice,
        _replacements(config),
        _letter(uow, config, mechanism, filled),
        current_form_token(),
    )
    return render_template("pages/new_suggestion.html", page=page)


def _letter(
    uow: UnitOfWork, config: Configuration, mechanism: Mechanism, filled: Filled
) -> dict[str, Any]:
    units = [each.unit_id for each in _copies(config, filled)]
    facts = shown_facts(filled, mechanism)
    letter = service.preview_letter(
        uow,
        config,
        mechanism,
        current_principal().unit_id,
        filled.addressee,
        facts,
        [text for text in filled.contents if text],
        [*dict.fromkeys(units)],
        current_clock().today(),
    )
    return letter_view(letter)


def _refused(filled: Filled, error: LiandongError) -> Response:
    problems = error.problems if isinstance(error, InvalidInputError) else []
    errors: dict[str, list[str]] = {}
    for problem in problems:
        name = problem.where
        name = "addressee" if name.startswith("parties") else name
        name = "contents" if name.startswith("rows") else name
        errors.setdefault(name, []).append(in_words(problem))
    if isinstance(error, SimilarError):
        show_similar(error, say("您填的内容还在。"))
        errors = {FIELD: [say("请先核对，再勾选")]}
    elif not problems:
        message("red", in_words(error), say("您填的内容还在。"))
    return _again(filled, Typed(filled.typed, errors), error.status)


def _again(filled: Filled, typed: Typed, status: int = 200) -> Response:
    with current_unit_of_work() as uow:
        text = _page(uow, filled, typed)
    return Response(text, status, mimetype="text/html")
