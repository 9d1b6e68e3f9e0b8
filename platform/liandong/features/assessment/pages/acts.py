"""What is done on the pages of a round: each form, and what it does."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.pages import form_view as forms
from liandong.features.assessment.pages.appeal_view import appeal_page
from liandong.features.assessment.pages.desk_view import input_field
from liandong.features.assessment.pages.routes import (
    base_of,
    control,
    hidden,
    shown_desk,
    told,
    unit_sight,
)
from liandong.features.assessment.service import running, saying, schemes, viewing
from liandong.features.assessment.service.parts import require_assessor
from liandong.features.assessment.service.saying import About, Judgement
from liandong.features.assessment.service.standing import Standing, judged_inputs
from liandong.features.cases.pages.words import in_words
from liandong.kernel.errors import (
    InvalidInputError,
    LiandongError,
    NotFoundError,
    Problem,
)
from liandong.scoring.tree import Item
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import language, say
from liandong.web.saying import message
from liandong.web.writes import once

blp = Blueprint("assessment_acts", __name__, url_prefix="/t/<code>/assessment")
Plain = dict[str, Any]
Shown = Callable[[forms.Problems], str]


def _do(act: Callable[[UnitOfWork], None], shown: Shown, to: str) -> AnyResponse | Response:
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


def _crumbs(standing: Standing, last: str) -> list[Plain]:
    base = base_of(standing.round.id)
    return [{"label": standing.round.title, "href": base}, {"label": last, "href": None}]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


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
        days = {each: _day(form.get(each, "")) for each in _DAYS}
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

    return _do(act, shown, f"/t/{g.tenant_code}/assessment?done=planned")


_DAYS = ("since", "until", "self_until", "freeze_on", "score_until")


def wanted(name: str, zh: str) -> Problem:
    """Return what is wrong with a field nobody filled in."""
    return Problem(name, zh, "is wanted")


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

    return _do(act, shown, f"{base}?done={chosen}")


@blp.post("/<uuid:round_id>/desk")
def mark(round_id: UUID) -> AnyResponse | Response:
    form = request.form
    unit, item_code = form.get("unit", ""), form.get("code", "")
    about = About(round_id, unit, item_code)
    values: Plain = {}

    def act(uow: UnitOfWork) -> None:
        standing = viewing.see(uow, current_principal(), round_id).standing
        values.update(_typed(standing, unit, item_code))
        said = Judgement(values, form.get("reason", ""))
        saying.mark(uow, current_principal(), current_clock(), about, said)

    def shown(problems: forms.Problems) -> str:
        typed = {
            "values": {name: form.get(name) for name in form},
            "reason": form.get("reason", ""),
            "problems": [{"field": name, "text": text} for name, text in problems],
        }
        with current_unit_of_work() as uow:
            page = shown_desk(uow, round_id, unit, item_code, typed)
        return render_template("pages/assessment_desk.html", page=page)

    return _do(act, shown, _next_cell(round_id, unit, item_code, form))


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


def _typed(standing: Standing, unit: str, code: str) -> Plain:
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
        name = say(sight.standing.participants[unit].name)
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
        saying.recuse(uow, principal, clock, about, str(principal.account_id), reason)

    def shown(problems: forms.Problems) -> str:
        return _recuse_form(round_id, unit, problems)

    return _do(act, shown, f"{base_of(round_id)}/desk?done=recused")


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
            breadcrumb=_crumbs(standing, say("分配评分人")),
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

    return _do(act, shown, f"{base_of(round_id)}?done=assigned")


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
        name = say(standing.participants[about.unit].name)
        page = forms.form_page(
            title=say("裁决：{unit} {item}", unit=name, item=forms.item_words(item)),
            sentence=forms.marks_words(standing, about.unit, item),
            breadcrumb=_crumbs(standing, say("裁决")),
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
        said = Judgement(_typed(standing, unit, item), reason)
        saying.adjudicate(uow, current_principal(), current_clock(), about, said)

    def shown(problems: forms.Problems) -> str:
        return _settle_form(about, {"values": request.form, "reason": reason}, problems)

    return _do(act, shown, f"{base_of(round_id)}?done=settled")


@blp.get("/<uuid:round_id>/daybook")
def daybook(round_id: UUID) -> str:
    return _daybook_form(round_id, {}, ())


def _daybook_form(round_id: UUID, typed: Mapping[str, str], problems: forms.Problems) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        standing = viewing.see(uow, principal, round_id).standing
        noted = len(standing.deductions)
        page = forms.form_page(
            title=say("日常登记"),
            sentence=say("全年随时记，已记 {n} 条；数据冻结以后不能再记。", n=noted),
            breadcrumb=_crumbs(standing, say("日常登记")),
            action=f"{base_of(round_id)}/daybook",
            hidden=hidden(),
            heading=say("记一条"),
            fields=forms.daybook_fields(standing, typed),
            button=say("登记"),
            problems=problems,
        )
    return render_template("pages/new_case.html", page=page)


@blp.post("/<uuid:round_id>/daybook")
def do_note(round_id: UUID) -> AnyResponse | Response:
    form = request.form
    code, _, name = form.get("entry", "").partition("/")

    def act(uow: UnitOfWork) -> None:
        said = saying.Deduction(
            name, form.get("value", "").strip(), _day(form.get("on", "")), form.get("reason", "")
        )
        about = About(round_id, form.get("unit", ""), code)
        saying.deduct(uow, current_principal(), current_clock(), about, said)

    def shown(problems: forms.Problems) -> str:
        return _daybook_form(round_id, form, problems)

    return _do(act, shown, f"{base_of(round_id)}?done=noted")


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
            ],
            button=say("保存自评"),
            problems=problems,
        )
    return render_template("pages/new_case.html", page=page)


@blp.post("/<uuid:round_id>/units/<unit>/<item>/statement")
def do_state(round_id: UUID, unit: str, item: str) -> AnyResponse | Response:
    about, form = About(round_id, unit, item), request.form

    def act(uow: UnitOfWork) -> None:
        standing = viewing.see(uow, current_principal(), round_id).standing
        typed = {k: v for k, v in _typed(standing, unit, item).items() if v not in {"", False}}
        said = saying.Statement(form.get("text", ""), typed)
        saying.state(uow, current_principal(), current_clock(), about, said)

    def shown(problems: forms.Problems) -> str:
        return _statement_form(about, form, problems)

    return _do(act, shown, f"{base_of(round_id)}/units/{unit}?done=stated")


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
        saying.appeal(uow, *who, about, form.get("wanted", ""), form.get("reason", ""))

    def shown(problems: forms.Problems) -> str:
        return _appeal_form(about, form, problems)

    return _do(act, shown, f"{base_of(round_id)}/units/{unit}?done=appealed")


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
            said = saying.Decision(
                form.get("outcome", ""), form.get("points", ""), form.get("reason", "")
            )
            saying.decide_appeal(uow, *who, round_id, appeal_id, said)
        else:
            saying.post(uow, *who, round_id, appeal_id, form.get("text", ""))

    def shown(problems: forms.Problems) -> str:
        return _thread(round_id, appeal_id, problems)

    done = "answered" if decides else "posted"
    return _do(act, shown, f"{base_of(round_id)}/appeals/{appeal_id}?done={done}")
