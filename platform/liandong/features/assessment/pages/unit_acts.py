"""What units do: state, contest; and the thread of an appeal."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.pages import form_view as forms
from liandong.features.assessment.pages.acting import act_once, typed_values
from liandong.features.assessment.pages.appeal_view import appeal_page
from liandong.features.assessment.pages.inspector_view import input_field
from liandong.features.assessment.pages.paper_fields import (
    paper_fields,
    papers_in_form,
    typed_papers,
)
from liandong.features.assessment.pages.routes import (
    base_of,
    hidden,
    told,
    unit_sight,
)
from liandong.features.assessment.service import (
    contesting,
    stating,
    viewing,
)
from liandong.features.assessment.service.evidencing import pickable
from liandong.features.assessment.service.saying import About
from liandong.features.assessment.service.standing import judged_inputs
from liandong.kernel.errors import (
    NotFoundError,
)
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import language, say

blp = Blueprint("assessment_units", __name__, url_prefix="/t/<code>/assessment")


@blp.get("/<uuid:round_id>/units/<unit>/<item>/statement")
def statement(round_id: UUID, unit: str, item: str) -> str:
    return _statement_form(About(round_id, unit, item), {}, ())


def _statement_form(about: About, typed: Mapping[str, str], problems: forms.Problems) -> str:
    with current_unit_of_work() as uow:
        sight = unit_sight(uow, about.round_id, about.unit)
        item = sight.standing.item(about.unit, about.code)
        if item is None or not sight.may_state:
            raise NotFoundError
        before = sight.standing.statements.get((about.unit, about.code))
        text = typed.get("text", "" if before is None else before.content["text"])
        values = {} if before is None else before.content["values"]
        claimed = [
            {
                **input_field(sight.standing, item, n, typed.get(n, values.get(n))),
                "required": False,
            }
            for n in judged_inputs(item)
        ]
        given = () if before is None else before.content["papers"]
        found = pickable(uow, current_principal(), sight.standing.round.since)
        papers = paper_fields(found, given, typed_papers() if typed else None)
        page = forms.form_page(
            title=say("自评：{item}", item=forms.item_words(item)),
            sentence=say("平台里已有的案件不用再交；评分人看得到。"),
            breadcrumb=[
                {"label": sight.standing.round.title, "href": f"{sight.base}/units/{about.unit}"},
                {"label": say("自评"), "href": None},
            ],
            action=f"{sight.base}/units/{about.unit}/{about.code}/statement",
            hidden=hidden(),
            heading=say("自评说明"),
            fields=[
                forms.field("text", say("做了什么，有哪些材料"), text, "long_text", rows=6),
                *claimed,
                *papers,
            ],
            button=say("保存自评"),
            problems=problems,
            upload=True,
        )
    return render_template("pages/new_case.html", page=page)


@blp.post("/<uuid:round_id>/units/<unit>/<item>/statement")
def do_state(round_id: UUID, unit: str, item: str) -> AnyResponse | Response:
    about, form = About(round_id, unit, item), request.form

    def act(uow: UnitOfWork) -> None:
        standing = viewing.see(uow, current_principal(), round_id).standing
        typed = {
            k: v for k, v in typed_values(standing, unit, item).items() if v not in {"", False}
        }
        said = stating.Statement(form.get("text", ""), typed, papers_in_form(uow))
        stating.state(uow, current_principal(), current_clock(), about, said)

    def shown(problems: forms.Problems) -> str:
        return _statement_form(about, form, problems)

    return act_once(act, shown, f"{base_of(round_id)}/units/{unit}?done=stated")


@blp.get("/<uuid:round_id>/units/<unit>/<item>/appeal")
def appeal(round_id: UUID, unit: str, item: str) -> str:
    return _appeal_form(About(round_id, unit, item), {}, ())


def _appeal_form(about: About, typed: Mapping[str, str], problems: forms.Problems) -> str:
    with current_unit_of_work() as uow:
        sight = unit_sight(uow, about.round_id, about.unit)
        item = sight.standing.item(about.unit, about.code)
        if item is None or not sight.may_appeal or sight.result is None:
            raise NotFoundError
        place = sight.result["outcome"]["units"][about.unit]["places"][about.code]
        words = "；".join(each["en" if language() == "en" else "zh"] for each in place["sum"])
        page = forms.form_page(
            title=say("申诉：{item}", item=forms.item_words(item)),
            sentence=words,
            breadcrumb=[
                {"label": sight.standing.round.title, "href": f"{sight.base}/units/{about.unit}"},
                {"label": say("申诉"), "href": None},
            ],
            action=f"{sight.base}/units/{about.unit}/{about.code}/appeal",
            hidden=hidden(),
            heading=say("要求和理由"),
            fields=[
                forms.field("wanted", say("认为应得多少分"), typed.get("wanted", ""), "amount"),
                forms.field(
                    "reason", say("理由"), typed.get("reason", ""), "long_text", maximum=500
                ),
            ],
            button=say("提交申诉"),
            problems=problems,
        )
    return render_template("pages/new_case.html", page=page)


@blp.post("/<uuid:round_id>/units/<unit>/<item>/appeal")
def do_appeal(round_id: UUID, unit: str, item: str) -> AnyResponse | Response:
    about, form = About(round_id, unit, item), request.form

    def act(uow: UnitOfWork) -> None:
        who = current_principal(), current_clock()
        contesting.appeal(uow, *who, about, form.get("wanted", ""), form.get("reason", ""))

    def shown(problems: forms.Problems) -> str:
        return _appeal_form(about, form, problems)

    return act_once(act, shown, f"{base_of(round_id)}/units/{unit}?done=appealed")


@blp.get("/<uuid:round_id>/appeals/<uuid:appeal_id>")
def thread(round_id: UUID, appeal_id: UUID) -> str:
    told()
    return _thread(round_id, appeal_id, ())


def _thread(round_id: UUID, appeal_id: UUID, problems: forms.Problems) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, principal, round_id)
        found = sight.standing.appeals.get(appeal_id)
        if found is None or not sight.sees_unit(found.unit):
            raise NotFoundError
        page = appeal_page(sight, found, base_of(round_id), hidden(), request.form, problems)
    return render_template("pages/assessment_appeal.html", page=page)


@blp.post("/<uuid:round_id>/appeals/<uuid:appeal_id>")
def do_thread(round_id: UUID, appeal_id: UUID) -> AnyResponse | Response:
    """Say something, or decide; what was pressed says which."""
    form = request.form
    decides = form.get("act") == "decide"

    def act(uow: UnitOfWork) -> None:
        who = current_principal(), current_clock()
        if decides:
            said = contesting.Decision(
                form.get("outcome", ""), form.get("points", ""), form.get("reason", "")
            )
            contesting.decide_appeal(uow, *who, round_id, appeal_id, said)
        else:
            contesting.post(uow, *who, round_id, appeal_id, form.get("text", ""))

    def shown(problems: forms.Problems) -> str:
        return _thread(round_id, appeal_id, problems)

    done = "answered" if decides else "posted"
    return act_once(act, shown, f"{base_of(round_id)}/appeals/{appeal_id}?done={done}")
