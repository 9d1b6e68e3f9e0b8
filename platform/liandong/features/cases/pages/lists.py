from uuid import UUID

from flask import Blueprint, g, render_template, request

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.pages.list_view import Asked, Listed, list_page
from liandong.features.cases.pages.paper_view import paper_page
from liandong.features.cases.pages.todo import setting_of
from liandong.features.tenants.service import installed
from liandong.mechanisms import Mechanism
from liandong.web.context import current_principal, current_unit_of_work
from liandong.web.languages import say

blp = Blueprint("lists", __name__, url_prefix="/t/<code>")
PAGE = 50


@blp.get("/cases")
def cases() -> str:
    current_principal().require_page("cases")
    page = _list(f"/t/{g.tenant_code}/cases")
    return render_template("pages/cases.html", page=page)


@blp.get("/suggestions")
def suggestions() -> str:
    principal = current_principal()
    principal.require_page("suggestions")
    page = _list(f"/t/{g.tenant_code}/suggestions", part="issuer")
    page["title"] = say("我的检察建议")
    if principal.may_open("new_suggestion"):
        href = f"/t/{g.tenant_code}/suggestions/new"
        action = {"label": say("新建检察建议"), "href": href, "icon": "plus", "primary": True}
        page["actions"] = [action]
    return render_template("pages/cases.html", page=page)


def _list(path: str, part: str | None = None) -> dict[str, object]:
    text = request.args.get("q", "").strip()[:100]
    progress = request.args.get("progress", "all" if text else "open")
    progress = progress if progress in {"open", "closed", "all"} else "open"
    asked = Asked(path, progress, request.args.get("state", ""), text)
    principal, wanted = current_principal(), asked.filter(part)
    with current_unit_of_work() as uow:
        listed = _page(uow, wanted)
        counts = service.count_by_state(uow, principal, part)
        return list_page(asked, listed, counts, _known(), setting_of(uow))


def _known() -> dict[str, Mechanism]:
    registry = installed().registry
    return {key: registry.current(key) for key in registry.keys}


def _page(uow: UnitOfWork, wanted: service.CaseFilter) -> Listed:
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
