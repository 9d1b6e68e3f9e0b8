"""日常登记: what counts against, or for, units through the year is noted, and taken back."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.pages import form_view as forms
from liandong.features.assessment.pages.acting import act_once, day_in
from liandong.features.assessment.pages.daybook_view import daybook_page, entry_words, to_daybook
from liandong.features.assessment.pages.routes import base_of, hidden, told
from liandong.features.assessment.service import noting, viewing
from liandong.features.assessment.service.parts import require_assessor
from liandong.features.assessment.service.saying import About
from liandong.kernel.errors import NotFoundError
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say

blp = Blueprint("assessment_daybook", __name__, url_prefix="/t/<code>/assessment")


@blp.get("/<uuid:round_id>/daybook")
def daybook(round_id: UUID) -> str:
    """The assessor sees all entries, a unit its own."""
    principal = current_principal()
    principal.require_page("assessment")
    told()
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, principal, round_id)
        page = daybook_page(sight, base_of(round_id))
    return render_template("pages/assessment_daybook.html", page=page)


@blp.get("/<uuid:round_id>/daybook/new")
def new(round_id: UUID) -> str:
    return _form(round_id, {}, ())


def _form(round_id: UUID, typed: Mapping[str, str], problems: forms.Problems) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        standing = viewing.see(uow, principal, round_id).standing
        page = forms.form_page(
            title=say("日常登记"),
            sentence=say(
                "全年随时记，已记 {n} 条；数据冻结以后不能再记。", n=len(standing.deductions)
            ),
            breadcrumb=to_daybook(standing, base_of(round_id), say("记一条")),
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
        said = noting.Deduction(
            name, form.get("value", "").strip(), day_in(form.get("on", "")), form.get("reason", "")
        )
        about = About(round_id, form.get("unit", ""), code)
        noting.deduct(uow, current_principal(), current_clock(), about, said)

    def shown(problems: forms.Problems) -> str:
        return _form(round_id, form, problems)

    return act_once(act, shown, f"{base_of(round_id)}/daybook?done=noted")


@blp.get("/<uuid:round_id>/daybook/<uuid:entry>/cancel")
def cancel(round_id: UUID, entry: UUID) -> str:
    return _cancel_form(round_id, entry, "", ())


def _cancel_form(round_id: UUID, entry: UUID, reason: str, problems: forms.Problems) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        standing = viewing.see(uow, principal, round_id).standing
        found = standing.daybook.get(entry)
        if found is None or found.cancelled is not None:
            raise NotFoundError
        page = forms.form_page(
            title=say("撤销日常登记"),
            sentence=entry_words(standing, found),
            breadcrumb=to_daybook(standing, base_of(round_id), say("撤销")),
            action=f"{base_of(round_id)}/daybook/{entry}/cancel",
            hidden=hidden(),
            heading=say("为什么撤销"),
            fields=[forms.field("reason", say("理由"), reason, "long_text", maximum=500)],
            button=say("撤销"),
            problems=problems,
            note=say("不再计分，记录和理由保留，单位会收到通知。"),
        )
    return render_template("pages/new_case.html", page=page)


@blp.post("/<uuid:round_id>/daybook/<uuid:entry>/cancel")
def do_cancel(round_id: UUID, entry: UUID) -> AnyResponse | Response:
    reason = request.form.get("reason", "")

    def act(uow: UnitOfWork) -> None:
        who = current_principal(), current_clock()
        noting.take_back(uow, *who, round_id, entry, reason)

    def shown(problems: forms.Problems) -> str:
        return _cancel_form(round_id, entry, reason, problems)

    return act_once(act, shown, f"{base_of(round_id)}/daybook?done=cancelled")
