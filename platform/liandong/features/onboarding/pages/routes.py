from http import HTTPStatus

from flask import Blueprint, Response, g, render_template, request

from liandong.features.onboarding import service
from liandong.features.onboarding.pages.history_view import history_page, step_page
from liandong.features.onboarding.pages.values_view import value_page, values_page
from liandong.features.tenants.service import current, roll_back, sources_of
from liandong.web.answers import file_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.reauthentication import require_recent
from liandong.web.saying import toast
from liandong.web.security import current_form_token

blp = Blueprint("configuration_pages", __name__, url_prefix="/t/<code>/configuration")


@blp.get("")
def values() -> str:
    principal = current_principal()
    principal.require_page("configuration")
    with current_unit_of_work() as uow:
        name = current(uow).tenant["name"]
        sources = sources_of(uow)
    asked = request.args.get("part", ""), request.args.get("q", "").strip()
    may_take = principal.may_call("tenant.export")
    page = values_page(name, sources, asked, f"/t/{g.tenant_code}", may_take=may_take)
    return render_template("pages/configuration.html", page=page)


@blp.get("/value")
def value() -> str:
    """Show where one effective value comes from, and what it stands over."""
    current_principal().require_page("configuration")
    with current_unit_of_work() as uow:
        sources = sources_of(uow)
    found = sources.of(request.args.get("path", ""))
    page = value_page(found, sources, f"/t/{g.tenant_code}")
    return render_template("pages/configuration_value.html", page=page)


@blp.get("/revisions")
def revisions() -> str:
    principal = current_principal()
    principal.require_page("configuration")
    with current_unit_of_work() as uow:
        listed = service.list_history(uow)
    page = history_page(listed, f"/t/{g.tenant_code}")
    return render_template("pages/configuration_history.html", page=page)


@blp.get("/revisions/<int:position>")
def revision(position: int) -> str:
    """Show what one revision changed."""
    principal = current_principal()
    principal.require_page("configuration")
    with current_unit_of_work() as uow:
        step, newest = service.step_of(uow, position), service.list_history(uow)[0]
    may = principal.may_call("tenant.rollback") and newest.position != position
    token = current_form_token() if may and step.revision.is_kept else ""
    page = step_page(step, f"/t/{g.tenant_code}", token)
    if request.args.get("done") == "restored":
        toast(say("已恢复，现行的就是这一版的内容"))
    return render_template("pages/configuration_step.html", page=page)


@blp.post("/revisions/<int:position>/restore")
def restore(position: int) -> Response:
    principal = current_principal()
    principal.require_page("configuration")
    principal.require_call("tenant.rollback")
    require_recent()
    with current_unit_of_work() as uow:
        roll_back(uow, current_clock(), position, by=principal.login)
        newest = service.list_history(uow)[0].position
    address = f"/t/{g.tenant_code}/configuration/revisions/{newest}?done=restored"
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


@blp.get("/package.zip")
def package() -> Response:
    """Hand out what the tenant states, as the folder that the command line reads."""
    principal = current_principal()
    principal.require_page("configuration")
    principal.require_call("tenant.export")
    with current_unit_of_work() as uow:
        name, content = service.zipped(uow)
    return file_answer(content, name, "application/zip")
