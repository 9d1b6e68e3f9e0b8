"""What is done about inspections and tasks: note, set, answer, verify; and papers to read."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.pages import form_view as forms
from liandong.features.assessment.pages import inspection_view as view
from liandong.features.assessment.pages.acting import act_once, day_in
from liandong.features.assessment.pages.paper_fields import (
    paper_fields,
    papers_in_form,
    typed_papers,
)
from liandong.features.assessment.pages.paper_links import page_view
from liandong.features.assessment.pages.routes import base_of, hidden, told
from liandong.features.assessment.service import inspecting, viewing
from liandong.features.assessment.service.evidencing import open_paper, pickable
from liandong.features.assessment.service.parts import related_keys, require_assessor
from liandong.features.assessment.service.saying import About
from liandong.features.assessment.service.standing import RUNNING
from liandong.features.assessment.service.viewing import Sight
from liandong.features.cases.pages.words import in_words
from liandong.features.documents.service import UndrawnError, picture_of
from liandong.kernel.errors import NotFoundError
from liandong.web.answers import file_answer
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.languages import say

blp = Blueprint("assessment_inspections", __name__, url_prefix="/t/<code>/assessment")


@blp.get("/<uuid:round_id>/evidence/<uuid:file>")
def paper(round_id: UUID, file: UUID) -> Response:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        taken = open_paper(uow, principal, runtime().parts["files"], round_id, file)
    return file_answer(taken.content, taken.name, taken.media_type)


@blp.get("/<uuid:round_id>/evidence/<uuid:file>/pages/<int:number>")
def paper_page(round_id: UUID, file: UUID, number: int) -> str:
    """One page of a PDF as a picture: beside the grid, or by itself."""
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        taken = open_paper(uow, principal, runtime().parts["files"], round_id, file)
        with taken.content:
            content = taken.content.read()
    drawn, why = None, ""
    try:
        drawn = picture_of(content, number)
    except UndrawnError as error:
        why = in_words(error)
    page = page_view(taken.name, drawn, number, f"{base_of(round_id)}/evidence/{file}", why)
    return render_template("pages/assessment_paper.html", page=page)


@blp.get("/<uuid:round_id>/inspections")
def inspections(round_id: UUID) -> str:
    told()
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, principal, round_id)
        page = view.inspections_page(sight, base_of(round_id), current_clock().today())
    return render_template("pages/assessment_inspections.html", page=page)


@blp.get("/<uuid:round_id>/inspections/new")
def inspect(round_id: UUID) -> str:
    return _inspect_form(round_id, request.args, ())


def _inspect_form(round_id: UUID, typed: Mapping[str, str], problems: forms.Problems) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, principal, round_id)
        standing = sight.standing
        if standing.state not in RUNNING or not (sight.assesses or sight.evaluates):
            raise NotFoundError
        own = related_keys(uow, principal)
        units = [key for key in standing.participants if sight.hears_of(key) and key not in own]
        files = paper_fields(pickable(uow, principal, standing.round.since), [], None)
        page = forms.form_page(
            title=say("登记检查"),
            sentence=say("查到的情况被检查单位看得到；有要整改的，一并交办。"),
            breadcrumb=[
                *view.crumbs(sight, base_of(round_id), "")[:1],
                {"label": say("督导检查和整改"), "href": f"{base_of(round_id)}/inspections"},
                {"label": say("登记检查"), "href": None},
            ],
            action=f"{base_of(round_id)}/inspections/new",
            hidden=hidden(),
            heading=say("检查"),
            fields=[*view.inspect_fields(standing, units, typed), *files],
            button=say("登记"),
            problems=problems,
            upload=True,
        )
        mend = {"heading": say("整改"), "note": say("没有就不填"), "fields": None}
        page["form"]["sections"].append(
            mend | {"fields": forms.marked(view.mend_fields(typed, required=False), problems)}
        )
    return render_template("pages/new_case.html", page=page)


@blp.post("/<uuid:round_id>/inspections/new")
def do_inspect(round_id: UUID) -> AnyResponse | Response:
    form = request.form

    def act(uow: UnitOfWork) -> None:
        about = About(round_id, form.get("unit", ""), form.get("code", ""))
        said = inspecting.Inspection(
            day_in(form.get("on", "")),
            form.get("by", ""),
            form.get("found", ""),
            papers_in_form(uow),
            form.get("mend", ""),
            day_in(form.get("due", "")),
        )
        inspecting.inspect(uow, current_principal(), current_clock(), about, said)

    def shown(problems: forms.Problems) -> str:
        return _inspect_form(round_id, form, problems)

    return act_once(act, shown, f"{base_of(round_id)}/inspections?done=inspected")


@blp.get("/<uuid:round_id>/tasks/new")
def new_task(round_id: UUID) -> str:
    return _task_form(round_id, request.args, ())


def _task_form(round_id: UUID, typed: Mapping[str, str], problems: forms.Problems) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        sight = viewing.see(uow, principal, round_id)
        if sight.standing.state not in RUNNING:
            raise NotFoundError
        about = view.inspect_fields(sight.standing, sight.standing.participants, typed)[:2]
        page = forms.form_page(
            title=say("交办整改"),
            sentence=say("单位收到通知，做完后带材料回复，由您验收。"),
            breadcrumb=[
                *view.crumbs(sight, base_of(round_id), "")[:1],
                {"label": say("督导检查和整改"), "href": f"{base_of(round_id)}/inspections"},
                {"label": say("交办整改"), "href": None},
            ],
            action=f"{base_of(round_id)}/tasks/new",
            hidden=hidden(),
            heading=say("整改"),
            fields=[*about, *view.mend_fields(typed, required=True)],
            button=say("交办"),
            problems=problems,
        )
    return render_template("pages/new_case.html", page=page)


@blp.post("/<uuid:round_id>/tasks/new")
def do_set_task(round_id: UUID) -> AnyResponse | Response:
    form = request.form

    def act(uow: UnitOfWork) -> None:
        about = About(round_id, form.get("unit", ""), form.get("code", ""))
        who = current_principal(), current_clock()
        due = day_in(form.get("due", ""))
        inspecting.set_task(uow, *who, about, form.get("mend", ""), due)

    def shown(problems: forms.Problems) -> str:
        return _task_form(round_id, form, problems)

    return act_once(act, shown, f"{base_of(round_id)}/inspections?done=tasked")


@blp.get("/<uuid:round_id>/tasks/<uuid:task_id>")
def task(round_id: UUID, task_id: UUID) -> str:
    told()
    return _task(round_id, task_id, {}, ())


def _task(round_id: UUID, task_id: UUID, typed: Mapping[str, str], problems: forms.Problems) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    base = base_of(round_id)
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, principal, round_id)
        found = sight.standing.tasks.get(task_id)
        if found is None or not sight.hears_of(found.unit):
            raise NotFoundError
        page = view.task_page(sight, found, base)
        fields, button = _next(uow, sight, found.unit, found.state, typed)
    page["form"] = None
    if fields:
        page["form"] = {
            "action": f"{base}/tasks/{task_id}",
            "hidden": hidden(),
            "fields": forms.marked(fields, problems),
            "button": button,
            "errors": [text for _, text in problems],
        }
    return render_template("pages/assessment_task.html", page=page)


def _next(
    uow: UnitOfWork, sight: Sight, unit: str, state: str, typed: Mapping[str, str]
) -> tuple[list[forms.Plain], str]:
    """What whoever looks at a task does next: the unit answers, the assessor judges."""
    principal = current_principal()
    runs = sight.standing.state in RUNNING
    own = unit == sight.unit and principal.may_call("assessment.answer")
    if runs and own and state in {"open", "returned"}:
        text = forms.field("text", say("做了什么"), typed.get("text", ""), "long_text", rows=5)
        found = pickable(uow, principal, sight.standing.round.since)
        chosen = typed_papers() if typed else None
        return [text, *paper_fields(found, [], chosen)], say("回复：已做完")
    if runs and sight.assesses and state == "done":
        return view.judge_fields(typed), say("验收")
    return [], ""


@blp.post("/<uuid:round_id>/tasks/<uuid:task_id>")
def do_task(round_id: UUID, task_id: UUID) -> AnyResponse | Response:
    """Answer, or judge the answer; what the form holds says which."""
    form = request.form

    def act(uow: UnitOfWork) -> None:
        who = current_principal(), current_clock()
        if "step" in form or "reason" in form:
            step, reason = form.get("step", ""), form.get("reason", "")
            inspecting.judge_task(uow, *who, round_id, task_id, step, reason)
        else:
            said = inspecting.Answer(form.get("text", ""), papers_in_form(uow))
            inspecting.answer_task(uow, *who, round_id, task_id, said)

    def shown(problems: forms.Problems) -> str:
        return _task(round_id, task_id, form, problems)

    return act_once(act, shown, f"{base_of(round_id)}/tasks/{task_id}?done=task")
