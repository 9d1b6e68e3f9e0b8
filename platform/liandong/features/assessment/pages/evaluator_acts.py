"""What evaluators do: mark, stand aside."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.pages import form_view as forms
from liandong.features.assessment.pages.acting import Plain, act_once, typed_values
from liandong.features.assessment.pages.routes import (
    base_of,
    hidden,
    shown_desk,
)
from liandong.features.assessment.service import (
    marking,
    viewing,
)
from liandong.features.assessment.service.saying import About, Judgement
from liandong.kernel.errors import (
    NotFoundError,
)
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.saying import message

blp = Blueprint("assessment_evaluators", __name__, url_prefix="/t/<code>/assessment")


@blp.post("/<uuid:round_id>/desk")
def mark(round_id: UUID) -> AnyResponse | Response:
    form = request.form
    unit, item_code = form.get("unit", ""), form.get("code", "")
    about = About(round_id, unit, item_code)
    values: Plain = {}

    def act(uow: UnitOfWork) -> None:
        standing = viewing.see(uow, current_principal(), round_id).standing
        values.update(typed_values(standing, unit, item_code))
        said = Judgement(values, form.get("reason", ""))
        marking.mark(uow, current_principal(), current_clock(), about, said)

    def shown(problems: forms.Problems) -> str:
        typed = {
            "values": {name: form.get(name) for name in form},
            "reason": form.get("reason", ""),
            "problems": [{"field": name, "text": text} for name, text in problems],
        }
        with current_unit_of_work() as uow:
            page = shown_desk(uow, round_id, unit, item_code, typed)
        return render_template("pages/assessment_desk.html", page=page)

    return act_once(act, shown, _next_cell(round_id, unit, item_code, form))


@blp.post("/<uuid:round_id>/desk/undo")
def take_back(round_id: UUID) -> AnyResponse | Response:
    """Take the mark back that the page named, and open its cell again."""
    form = request.form
    unit, code = form.get("unit", ""), form.get("code", "")

    def act(uow: UnitOfWork) -> None:
        who = current_principal(), current_clock()
        marking.take_back(uow, *who, round_id, form.get("mark", ""))

    def shown(problems: forms.Problems) -> str:
        message("red", say("没有办成"), "；".join(words for _, words in problems))
        with current_unit_of_work() as uow:
            page = shown_desk(uow, round_id, unit, code)
        return render_template("pages/assessment_desk.html", page=page)

    back = f"{base_of(round_id)}/desk?unit={unit}&code={code}&done=unmarked"
    return act_once(act, shown, back)


def _next_cell(round_id: UUID, unit: str, code: str, form: Mapping[str, str]) -> str:
    """Return where to go on: the next cell that waits, after this one in the order of reading."""
    here = f"{base_of(round_id)}/desk?unit={unit}&code={code}"
    if form.get("then") != "next":
        return here
    with current_unit_of_work() as uow:
        page = shown_desk(uow, round_id, unit, code)
    cells = [cell for row in page["rows"] for cell in row["cells"]]
    at = next((i for i, cell in enumerate(cells) if cell["current"]), 0)
    following = (each for each in (*cells[at + 1 :], *cells[:at]) if each["state"] == "waiting")
    found = next(following, None)
    return str(found["href"]) if found else here


@blp.get("/<uuid:round_id>/recuse")
def recuse(round_id: UUID) -> str:
    return _recuse_form(round_id, request.args.get("unit", ""), ())


def _recuse_form(round_id: UUID, unit: str, problems: forms.Problems) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, principal, round_id)
        if not sight.evaluates or unit not in sight.standing.participants:
            raise NotFoundError
        name = say(sight.standing.member(unit).name)
        page = forms.form_page(
            title=say("申请回避：{unit}", unit=name),
            sentence=say("回避以后不再评这个单位，已评的不再计入，记录保留。"),
            breadcrumb=[
                {"label": say("评分台"), "href": f"{base_of(round_id)}/desk"},
                {"label": say("申请回避"), "href": None},
            ],
            action=f"{base_of(round_id)}/recuse",
            hidden={**hidden(), "unit": unit},
            heading=say("为什么回避"),
            fields=[forms.field("reason", say("理由"), "", "long_text", maximum=500)],
            button=say("回避"),
            problems=problems,
        )
    return render_template("pages/new_case.html", page=page)


@blp.post("/<uuid:round_id>/recuse")
def do_recuse(round_id: UUID) -> AnyResponse | Response:
    unit, reason = request.form.get("unit", ""), request.form.get("reason", "")

    def act(uow: UnitOfWork) -> None:
        principal, clock = current_principal(), current_clock()
        about = About(round_id, unit, "")
        marking.recuse(uow, principal, clock, about, str(principal.account_id), reason)

    def shown(problems: forms.Problems) -> str:
        return _recuse_form(round_id, unit, problems)

    return act_once(act, shown, f"{base_of(round_id)}/desk?done=recused")
