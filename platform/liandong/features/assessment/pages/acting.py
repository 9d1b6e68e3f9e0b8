"""What every form of a round shares: done once, shown again where it is refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.pages import form_view as forms
from liandong.features.assessment.pages.routes import (
    base_of,
)
from liandong.features.assessment.service.standing import Standing, judged_inputs
from liandong.features.cases.pages.words import in_words
from liandong.kernel.errors import (
    InvalidInputError,
    LiandongError,
    NotFoundError,
    Problem,
)
from liandong.scoring.tree import Item
from liandong.web.context import current_principal, current_unit_of_work
from liandong.web.writes import once

Plain = dict[str, Any]
Shown = Callable[[forms.Problems], str]


def act_once(act: Callable[[UnitOfWork], None], shown: Shown, to: str) -> AnyResponse | Response:
    """Do something once; what is refused shows the form again, with what is wrong."""
    current_principal().require_page("assessment")

    def kept(uow: UnitOfWork) -> Plain:
        act(uow)
        return {}

    try:
        with current_unit_of_work() as uow:
            once(uow, request.form.get("idempotency_key", ""), kept)
    except InvalidInputError as error:
        problems = [(each.where, in_words(each)) for each in error.problems]
        return Response(shown(problems), error.status, mimetype="text/html")
    except NotFoundError:
        raise
    except LiandongError as error:
        return Response(shown([("", in_words(error))]), error.status, mimetype="text/html")
    return redirect(to, 303)


def crumbs_of(standing: Standing, last: str) -> list[Plain]:
    base = base_of(standing.round.id)
    return [{"label": standing.round.title, "href": base}, {"label": last, "href": None}]


def day_in(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def wanted(name: str, zh: str) -> Problem:
    """Return what is wrong with a field nobody filled in."""
    return Problem(name, zh, "is wanted")


def typed_values(standing: Standing, unit: str, code: str) -> Plain:
    """Return the values of a form as their inputs want them."""
    item = standing.item(unit, code)
    if item is None:
        raise NotFoundError
    return {name: _value(standing, item, name) for name in judged_inputs(item)}


def _value(standing: Standing, item: Item, name: str) -> Any:
    kind = standing.scheme.readers[f"{item.code}/{name}"].kind
    text = request.form.get(name, "").strip()
    if kind == "flag":
        return text == "true"
    if kind == "scores":
        return text.split()
    if kind == "events":
        return [{"key": line.strip()} for line in text.splitlines() if line.strip()]
    return text
