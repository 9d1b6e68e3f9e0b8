"""What the assessor does: plan, next step, assign, settle, note in the day book."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, g, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.pages import form_view as forms
from liandong.features.assessment.pages.acting import (
    Plain,
    act_once,
    crumbs_of,
    day_in,
    typed_values,
    wanted,
)
from liandong.features.assessment.pages.routes import (
    base_of,
    control,
    hidden,
)
from liandong.features.assessment.service import (
    marking,
    running,
    schemes,
    viewing,
)
from liandong.features.assessment.service.parts import require_assessor
from liandong.features.assessment.service.saying import About, Judgement
from liandong.kernel.errors import (
    InvalidInputError,
    NotFoundError,
)
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.saying import message

blp = Blueprint("assessment_office", __name__, url_prefix="/t/<code>/assessment")


@blp.get("/plan")
def plan() -> str:
    return _plan_form({}, ())


def _plan_form(typed: Mapping[str, str], problems: forms.Problems) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        known = schemes.list_schemes(uow, principal)
        page = forms.form_page(
            title=say("计划一轮考核"),
            sentence=say("参加的单位按本地考核分工，比较组按方案。"),
            breadcrumb=[],
            action=f"/t/{g.tenant_code}/assessment/plan",
            hidden=hidden(),
            heading=say("这一轮"),
            fields=forms.plan_fields(known, typed),
            button=say("保存计划"),
            problems=problems,
        )
    return render_template("pages/new_case.html", page=page)


@blp.post("/plan")
def make_plan() -> AnyResponse | Response:
    form = request.form

    def act(uow: UnitOfWork) -> None:
        days = {each: day_in(form.get(each, "")) for each in _DAYS}
        problems = [wanted(name, "请选一天") for name, day in days.items() if day is None]
        try:
            scheme = UUID(form.get("scheme", ""))
        except ValueError:
            problems.append(wanted("scheme", "请选考核方案"))
        if problems:
            raise InvalidInputError(problems)
        chosen = {name: day for name, day in days.items() if day is not None}
        said = running.Plan(scheme_id=scheme, title=form.get("title", ""), **chosen)
        who = current_principal(), current_clock()
        running.plan(uow, *who, said)

    def shown(problems: forms.Problems) -> str:
        return _plan_form(form, problems)

    return act_once(act, shown, f"/t/{g.tenant_code}/assessment?done=planned")


_DAYS = ("since", "until", "self_until", "freeze_on", "score_until")


@blp.post("/<uuid:round_id>/steps")
def step(round_id: UUID) -> AnyResponse | Response:
    chosen, reason = request.form.get("step", ""), request.form.get("reason", "")
    base = base_of(round_id)

    def act(uow: UnitOfWork) -> None:
        who = current_principal(), current_clock()
        running.take_step(uow, *who, round_id, chosen, reason)

    def shown(problems: forms.Problems) -> str:
        message("red", say("没有办成"), "；".join(words for _, words in problems))
        return control(round_id)

    return act_once(act, shown, f"{base}?done={chosen}")


@blp.get("/<uuid:round_id>/assign")
def assign(round_id: UUID) -> str:
    return _assign_form(round_id, {}, ())


def _assign_form(round_id: UUID, typed: Plain, problems: forms.Problems) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        standing = viewing.see(uow, principal, round_id).standing
        people = [
            (str(account), f"{name}（{unit}）")
            for account, name, unit in running.evaluators(uow, principal, current_clock())
        ]
        page = forms.form_page(
            title=say("分配评分人"),
            sentence=say("谁都不能评自己所在的单位；同一格分给两个人就是双人评分。"),
            breadcrumb=crumbs_of(standing, say("分配评分人")),
            action=f"{base_of(round_id)}/assign",
            hidden=hidden(),
            heading=say("谁评哪些单位、哪些指标"),
            fields=forms.assign_fields(standing, people, typed),
            button=say("分配"),
            problems=problems,
        )
    return render_template("pages/new_case.html", page=page)


@blp.post("/<uuid:round_id>/assign")
def do_assign(round_id: UUID) -> AnyResponse | Response:
    form = request.form
    units, codes = form.getlist("units"), form.getlist("codes")

    def act(uow: UnitOfWork) -> None:
        try:
            account = UUID(form.get("account", ""))
        except ValueError:
            raise InvalidInputError([wanted("account", "请选评分人")]) from None
        said = running.Assigned(account, units, codes)
        running.assign(uow, current_principal(), current_clock(), round_id, said)

    def shown(problems: forms.Problems) -> str:
        typed = {"account": form.get("account", ""), "units": units, "codes": codes}
        return _assign_form(round_id, typed, problems)

    return act_once(act, shown, f"{base_of(round_id)}?done=assigned")


@blp.get("/<uuid:round_id>/settle/<unit>/<item>")
def settle(round_id: UUID, unit: str, item: str) -> str:
    return _settle_form(About(round_id, unit, item), {}, ())


def _settle_form(about: About, typed: Plain, problems: forms.Problems) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        standing = viewing.see(uow, principal, about.round_id).standing
        item = standing.item(about.unit, about.code)
        if item is None:
            raise NotFoundError
        name = say(standing.member(about.unit).name)
        page = forms.form_page(
            title=say("裁决：{unit} {item}", unit=name, item=forms.item_words(item)),
            sentence=forms.marks_words(standing, about.unit, item),
            breadcrumb=crumbs_of(standing, say("裁决")),
            action=f"{base_of(about.round_id)}/settle/{about.unit}/{about.code}",
            hidden=hidden(),
            heading=say("裁定的值"),
            fields=forms.settle_fields(standing, item, typed),
            button=say("裁决"),
            problems=problems,
        )
    return render_template("pages/new_case.html", page=page)


@blp.post("/<uuid:round_id>/settle/<unit>/<item>")
def do_settle(round_id: UUID, unit: str, item: str) -> AnyResponse | Response:
    about, reason = About(round_id, unit, item), request.form.get("reason", "")

    def act(uow: UnitOfWork) -> None:
        standing = viewing.see(uow, current_principal(), round_id).standing
        said = Judgement(typed_values(standing, unit, item), reason)
        marking.adjudicate(uow, current_principal(), current_clock(), about, said)

    def shown(problems: forms.Problems) -> str:
        return _settle_form(about, {"values": request.form, "reason": reason}, problems)

    return act_once(act, shown, f"{base_of(round_id)}?done=settled")
