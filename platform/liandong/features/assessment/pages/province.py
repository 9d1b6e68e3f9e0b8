"""考核上报: a county reports a published result; its province sees what counties reported."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork, global_session
from liandong.features.assessment.models import AssessmentReport
from liandong.features.assessment.pages import form_view as forms
from liandong.features.assessment.pages.acting import act_once, crumbs_of
from liandong.features.assessment.pages.province_view import report_page, reported_page, table_of
from liandong.features.assessment.pages.routes import base_of, hidden, told
from liandong.features.assessment.service import upward, viewing
from liandong.features.assessment.service.editions import get_edition
from liandong.features.tenants.service import list_standings
from liandong.kernel.errors import NotFoundError
from liandong.web.answers import file_answer
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.languages import say
from liandong.web.spreadsheets import MEDIA_TYPE, workbook

blp = Blueprint("assessment_reported", __name__, url_prefix="/t/<code>")


@blp.get("/province/assessment")
def reported() -> str:
    return render_template("pages/province_assessment.html", page=_reported())


@blp.get("/province/assessment.xlsx")
def reported_table() -> Response:
    page = _reported()
    head, rows = table_of(page)
    return file_answer(workbook(page["title"], head, rows), f"{page['title']}.xlsx", MEDIA_TYPE)


def _reported() -> dict[str, Any]:
    principal = current_principal()
    principal.require_page("province")
    principal.require_call("tenant.list")
    with global_session(runtime().sessions) as session:
        below = [each.tenant for each in list_standings(session, g.tenant.id)]
        names = {each.id: each.name for each in below if each.level == "county"}
    with current_unit_of_work() as uow:
        reports = upward.list_reports(uow)
        base, zone = f"/t/{g.tenant_code}", current_clock().now().tzinfo
        return reported_page(reports, names, request.args.get("year", ""), base, zone)


@blp.get("/assessment/<uuid:round_id>/report")
def report(round_id: UUID) -> str:
    told()
    return _report(round_id, ())


def _report(round_id: UUID, problems: forms.Problems) -> str:
    principal, clock = current_principal(), current_clock()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, principal, round_id)
        province, standing = upward.province_above(uow), sight.standing
        is_theirs = sight.assesses or sight.confirms
        if not is_theirs or province is None or standing.state != "published":
            raise NotFoundError
        edition = get_edition(uow, round_id)
        preview = AssessmentReport(
            county_name=g.tenant.name,
            year=standing.round.year,
            digest=edition.digest,
            content=upward.summary_of(standing, edition),
            reported_at=clock.now(),
        )
        form = {
            "action": f"{base_of(round_id)}/report",
            "hidden": hidden(),
            "errors": [text for _, text in problems],
        }
        crumbs = crumbs_of(standing, say("上报省级"))
        page = report_page(preview, upward.list_reports(uow), province.name, crumbs, form)
    return render_template("pages/assessment_report.html", page=page)


@blp.post("/assessment/<uuid:round_id>/report")
def do_report(round_id: UUID) -> AnyResponse | Response:
    def act(uow: UnitOfWork) -> None:
        upward.report(runtime().sessions, uow, current_principal(), current_clock(), round_id)

    def shown(problems: forms.Problems) -> str:
        return _report(round_id, problems)

    return act_once(act, shown, f"{base_of(round_id)}/report?done=reported")
