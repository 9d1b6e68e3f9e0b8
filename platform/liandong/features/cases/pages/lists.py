from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, render_template, request

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.pages.list_filters import EVERYTHING
from liandong.features.cases.pages.list_reading import asked_for, case_table, numbers_of
from liandong.features.cases.pages.list_view import Listed, list_page
from liandong.features.cases.pages.paper_view import paper_page
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.service import CaseFilter
from liandong.features.tenants.service import installed
from liandong.mechanisms import Mechanism
from liandong.web.answers import file_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.spreadsheets import MEDIA_TYPE

#: The list of one's own suggestions, which stands in the sidebar.
OURS = CaseFilter(mechanism="procuratorial_suggestion", part="issuer")
blp = Blueprint("lists", __name__, url_prefix="/t/<code>")
PAGE = 50


@blp.get("/cases")
def cases() -> str:
    principal = current_principal()
    principal.require_page("cases")
    page = _list(f"/t/{g.tenant_code}/cases")
    if principal.may_open("new_case") and _may_begin():
        href = f"/t/{g.tenant_code}/new"
        page["actions"] = [{"label": say("新建"), "href": href, "icon": "plus", "primary": True}]
    page["actions"] = [*_together(request.args.get("mechanism", "")), *page["actions"]]
    return render_template("pages/cases.html", page=page)


def _together(mechanism: str) -> list[dict[str, object]]:
    """Return the way to what can be done of several cases of the chosen mechanism."""
    if mechanism not in installed().registry.keys:
        return []
    with current_unit_of_work() as uow:
        found = service.list_together(uow, current_principal(), current_clock(), mechanism)
    href = f"/t/{g.tenant_code}/together/{mechanism}"
    return [{"label": say("几件一起办"), "href": href, "icon": "list-check"}] if found else []


def _may_begin() -> bool:
    with current_unit_of_work() as uow:
        return bool(service.list_openings(uow, current_principal(), current_clock()))


@blp.get("/suggestions")
def suggestions() -> str:
    principal = current_principal()
    principal.require_page("suggestions")
    page = _list(f"/t/{g.tenant_code}/suggestions", OURS)
    page["title"] = say("我的检察建议")
    if principal.may_open("new_suggestion"):
        href = f"/t/{g.tenant_code}/suggestions/new"
        action = {"label": say("新建检察建议"), "href": href, "icon": "plus", "primary": True}
        page["actions"] = [action]
    return render_template("pages/cases.html", page=page)


@blp.get("/cases.xlsx")
def cases_table() -> Response:
    current_principal().require_page("cases")
    return _table(f"/t/{g.tenant_code}/cases")


@blp.get("/suggestions.xlsx")
def suggestions_table() -> Response:
    current_principal().require_page("suggestions")
    return _table(f"/t/{g.tenant_code}/suggestions", OURS)


def _list(path: str, within: CaseFilter = EVERYTHING) -> dict[str, Any]:
    asked, known = asked_for(path, _known()), _known()
    with current_unit_of_work() as uow:
        setting = setting_of(uow)
        listed = _page(uow, asked.filter(setting, within))
        numbers = numbers_of(uow, current_principal(), asked, setting, within)
        return list_page(asked, listed, numbers, known, setting)


def _table(path: str, within: CaseFilter = EVERYTHING) -> Response:
    asked = asked_for(path, _known())
    with current_unit_of_work() as uow:
        setting = setting_of(uow)
        content = case_table(uow, current_principal(), asked.filter(setting, within), setting)
        name = f"{say('案件')} {setting.today.isoformat()}.xlsx"
    return file_answer(content, name, MEDIA_TYPE)


def _known() -> dict[str, Mechanism]:
    registry = installed().registry
    return {key: registry.current(key) for key in registry.keys}


def _page(uow: UnitOfWork, wanted: CaseFilter) -> Listed:
    """Return one page; one case more than fits says whether there is another page."""
    principal, after, before = current_principal(), _id("after"), _id("before")
    found = service.list_cases(uow, principal, wanted, after=after, before=before, limit=PAGE + 1)
    has_more = len(found) > PAGE
    if before is not None:
        found, has_previous, has_next = found[-PAGE:], has_more, True
    else:
        found, has_previous, has_next = found[:PAGE], after is not None, has_more
    rows = service.glance(uow, principal, found)
    return Listed(rows, service.count_cases(uow, principal, wanted), has_previous, has_next)


def _id(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


@blp.get("/documents")
def documents() -> str:
    principal = current_principal()
    principal.require_page("documents")
    kind = request.args.get("kind", "")
    kind = kind if kind in {"in", "out", "draft"} else ""
    with current_unit_of_work() as uow:
        found = service.list_papers(uow, principal, kind, after=_id("after"), limit=PAGE + 1)
        papers = found[:PAGE]
        cases_of = {each.case.id: each.case for each in papers}
        seen = {each.case.id: each for each in service.glance(uow, principal, [*cases_of.values()])}
        counts = service.count_papers(uow, principal)
        following = str(papers[-1].paper.id) if len(found) > PAGE else None
        page = paper_page(kind, papers, seen, counts, setting_of(uow), following)
    return render_template("pages/documents.html", page=page)
