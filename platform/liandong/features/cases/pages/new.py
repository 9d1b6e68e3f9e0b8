"""A new suggestion: five sections, the letter beside them, one act in the end."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.pages.form_fields import Typed
from liandong.features.cases.pages.letter_view import letter_view
from liandong.features.cases.pages.new_view import new_page
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.service import NewSuggestion
from liandong.features.cases.service.copies import CopyAdvice, once_each
from liandong.features.tenants.service import Configuration, current, installed
from liandong.kernel.errors import ConflictError, InvalidInputError, LiandongError, NotFoundError
from liandong.mechanisms import FieldKind, Mechanism
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.saying import message
from liandong.web.security import current_form_token
from liandong.web.writes import once

blp = Blueprint("new", __name__, url_prefix="/t/<code>/suggestions")
MECHANISM = "procuratorial_suggestion"


@dataclass(frozen=True)
class Filled:
    """What the form says."""

    addressee: UUID | None
    facts: dict[str, Any]
    contents: list[str]
    chosen: list[str]

    @property
    def typed(self) -> dict[str, Any]:
        """Return it under the names of the form."""
        found: dict[str, Any] = {f"facts.{key}": value for key, value in self.facts.items()}
        addressee = str(self.addressee) if self.addressee else ""
        return {**found, "addressee": addressee, "contents": self.contents, "copies": self.chosen}


@blp.get("/new")
def show() -> str:
    current_principal().require_page("new_suggestion")
    with current_unit_of_work() as uow:
        return _page(uow, Filled(None, {}, [], []), Typed())


@blp.post("/new")
def begin() -> AnyResponse | Response:
    current_principal().require_page("new_suggestion")
    filled, key = _filled(), request.form.get("idempotency_key", "")
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
    filled = _filled()
    with current_unit_of_work() as uow:
        config, mechanism = _county(uow)
        letter = _letter(uow, config, mechanism, filled)
    return render_template("pages/letter.html", letter=letter)


def _begin(uow: UnitOfWork, filled: Filled, *, submit: bool) -> dict[str, str]:
    config, _ = _county(uow)
    copies = _copies(config, filled)
    items = tuple(text for text in filled.contents if text)
    asked = NewSuggestion(MECHANISM, filled.addressee, filled.facts, items, copies, submit)
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
        config.replacements,
        _letter(uow, config, mechanism, filled),
        current_form_token(),
    )
    return render_template("pages/new_suggestion.html", page=page)


def _letter(
    uow: UnitOfWork, config: Configuration, mechanism: Mechanism, filled: Filled
) -> dict[str, Any]:
    units = [each.unit_id for each in _copies(config, filled)]
    facts = {key: value for key, value in filled.facts.items() if value not in ("", [], None)}
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


def _filled() -> Filled:
    mechanism = installed().registry.current(MECHANISM)
    facts: dict[str, Any] = {}
    for field in mechanism.fields:
        name = f"facts.{field.key}"
        text = request.form.get(name, "").strip()
        if field.multiple:
            facts[field.key] = request.form.getlist(name)
        elif field.kind is FieldKind.NUMBER and text.isdecimal():
            facts[field.key] = int(text)
        elif text:
            facts[field.key] = text
    stated = {key: value for key, value in facts.items() if value not in ("", [])}
    contents = [text.strip() for text in request.form.getlist("contents")]
    if request.form.get("add_contents"):
        contents.append("")
    gone = request.form.get("remove_contents", "")
    if gone.isdecimal() and int(gone) < len(contents):
        contents.pop(int(gone))
    chosen = [name for name in request.form.getlist("copies") if _is_unit(name)]
    return Filled(_uuid(request.form.get("addressee", "")), stated, contents, chosen)


def _is_unit(name: str) -> bool:
    return _uuid(name.rpartition("/")[2]) is not None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _refused(filled: Filled, error: LiandongError) -> Response:
    problems = error.problems if isinstance(error, InvalidInputError) else []
    errors: dict[str, list[str]] = {}
    for problem in problems:
        name = problem.where
        name = "addressee" if name.startswith("parties") else name
        name = "contents" if name.startswith("rows") else name
        errors.setdefault(name, []).append(problem.message_zh)
    if not problems:
        message("red", error.message_zh, "您填的内容还在。")
    return _again(filled, Typed(filled.typed, errors), error.status)


def _again(filled: Filled, typed: Typed, status: int = 200) -> Response:
    with current_unit_of_work() as uow:
        text = _page(uow, filled, typed)
    return Response(text, status, mimetype="text/html")
