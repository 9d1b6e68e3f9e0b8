"""文书: listed, read, sent, corrected, received."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.pages import form_view as forms
from liandong.features.assessment.pages import letter_view as view
from liandong.features.assessment.pages.acting import act_once, day_in
from liandong.features.assessment.pages.inspection_view import crumbs
from liandong.features.assessment.pages.routes import base_of, hidden, told
from liandong.features.assessment.service import issuing, viewing
from liandong.features.assessment.service.parts import require_assessor
from liandong.features.assessment.service.standing import Letter, Standing
from liandong.kernel.errors import NotFoundError
from liandong.web.answers import file_answer
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.languages import say
from liandong.web.saying import message

blp = Blueprint("assessment_letters", __name__, url_prefix="/t/<code>/assessment")


@blp.get("/<uuid:round_id>/letters")
def letters(round_id: UUID) -> str:
    told()
    principal = current_principal()
    principal.require_page("assessment")
    receives = principal.may_call("assessment.answer")
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, principal, round_id)
        page = view.letters_page(sight, base_of(round_id), hidden(), receives=receives)
    return render_template("pages/assessment_letters.html", page=page)


@blp.get("/<uuid:round_id>/letters/<uuid:letter_id>.pdf")
def letter(round_id: UUID, letter_id: UUID) -> Response:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        store = runtime().parts["files"]
        taken = issuing.open_letter(uow, principal, store, round_id, letter_id)
    return file_answer(taken.content, taken.name, taken.media_type)


@blp.get("/<uuid:round_id>/letters/new")
def new_letter(round_id: UUID) -> str:
    return _form(round_id, request.args, ())


def _form(round_id: UUID, typed: Mapping[str, Any], problems: forms.Problems) -> str:
    principal, base = current_principal(), base_of(round_id)
    principal.require_page("assessment")
    kind = typed.get("kind", "")
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        sight = viewing.see(uow, principal, round_id)
        corrected = _corrected(sight.standing, typed.get("replaces", ""), kind)
        if corrected is None and kind not in view.sendable(sight.standing):
            raise NotFoundError
        name = say(view.NAMES[kind])
        title = say("更正{letter}", letter=name) if corrected else say("发{letter}", letter=name)
        page = forms.form_page(
            title=title,
            sentence=say("编号后保存，发给有关单位，等各单位签收；发出后不再改。"),
            breadcrumb=[
                *crumbs(sight, base, "")[:1],
                {"label": say("考核文书"), "href": f"{base}/letters"},
                {"label": title, "href": None},
            ],
            action=f"{base}/letters/new",
            hidden={**hidden(), "kind": kind, "replaces": typed.get("replaces", "")},
            heading=name,
            fields=view.letter_fields(sight.standing, kind, corrected, typed),
            button=say("编号并发出"),
            problems=problems,
            note=say("发给全部 {n} 个单位。", n=len(sight.standing.participants))
            if kind in {"notice", "bulletin"}
            else "",
        )
    return render_template("pages/new_case.html", page=page)


def _corrected(standing: Standing, named: str, kind: str) -> Letter | None:
    if not named:
        return None
    found = next((each for key, each in standing.letters.items() if str(key) == named), None)
    if found is None or found.content["letter"] != kind or found.replaced_by is not None:
        raise NotFoundError
    return found


@blp.post("/<uuid:round_id>/letters/new")
def send_letter(round_id: UUID) -> AnyResponse | Response:
    form = request.form
    typed = {**form, "units": form.getlist("units")}

    def act(uow: UnitOfWork) -> None:
        order = issuing.Order(
            form.get("kind", ""),
            _id_in(form.get("task", "")),
            typed["units"],
            day_in(form.get("on", "")),
            form.get("by", ""),
            form.get("what", ""),
            _id_in(form.get("replaces", "")),
            form.get("reason", ""),
        )
        who = current_principal(), current_clock(), runtime().parts["files"]
        issuing.issue(uow, *who, round_id, order)

    def shown(problems: forms.Problems) -> str:
        return _form(round_id, typed, problems)

    return act_once(act, shown, f"{base_of(round_id)}/letters?done=sent")


def _id_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@blp.post("/<uuid:round_id>/letters/<uuid:letter_id>/receipts")
def receive(round_id: UUID, letter_id: UUID) -> AnyResponse | Response:
    def act(uow: UnitOfWork) -> None:
        issuing.receive(uow, current_principal(), current_clock(), round_id, letter_id)

    def shown(problems: forms.Problems) -> str:
        message("red", say("没有办成"), "；".join(words for _, words in problems))
        return letters(round_id)

    return act_once(act, shown, f"{base_of(round_id)}/letters?done=received")
