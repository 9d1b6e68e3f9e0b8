"""异常提示: shown, judged, answered; and what the round costs units."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, g, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.pages import form_view as forms
from liandong.features.assessment.pages.acting import act_once
from liandong.features.assessment.pages.flag_view import burden_page, flags_page
from liandong.features.assessment.pages.routes import base_of, hidden, told
from liandong.features.assessment.service import flags, viewing
from liandong.features.assessment.service.burden import Burden, burdens
from liandong.features.assessment.service.recording import standing_before
from liandong.web.context import current_clock, current_principal, current_unit_of_work

blp = Blueprint("assessment_flags", __name__, url_prefix="/t/<code>/assessment")


@blp.get("/<uuid:round_id>/flags")
def flag_list(round_id: UUID) -> str:
    told()
    return _flags(round_id, {}, ())


def _flags(round_id: UUID, typed: Mapping[str, str], problems: forms.Problems) -> str:
    principal, base = current_principal(), base_of(round_id)
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, principal, round_id)
        seen = flags.flags_for(uow, principal, sight)
        tenant = f"/t/{g.tenant_code}"
        page = flags_page(sight, seen, base, tenant, hidden(), typed, problems)
    return render_template("pages/assessment_flags.html", page=page)


@blp.post("/<uuid:round_id>/flags/<key>")
def do_flag(round_id: UUID, key: str) -> AnyResponse | Response:
    """Judge a flag, or answer it; what the form holds says which."""
    form = request.form

    def act(uow: UnitOfWork) -> None:
        who = current_principal(), current_clock()
        if "text" in form:
            flags.answer(uow, *who, round_id, key, form["text"])
        else:
            said = form.get("verdict", ""), form.get("reason", "")
            flags.judge(uow, *who, round_id, key, *said)

    def shown(problems: forms.Problems) -> str:
        return _flags(round_id, {**form, "flag": key}, problems)

    return act_once(act, shown, f"{base_of(round_id)}/flags?done=judged#f-{key}")


@blp.get("/<uuid:round_id>/burden")
def burden(round_id: UUID) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, principal, round_id)
        last = standing_before(uow, sight.standing.round)
        before: dict[str, Burden] = {} if last is None else burdens(last)
        page = burden_page(sight, before, base_of(round_id))
    return render_template("pages/assessment_burden.html", page=page)
