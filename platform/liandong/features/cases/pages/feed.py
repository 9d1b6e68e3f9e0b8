"""The address a calendar program reads: a secret and no session; every refusal looks the same."""

import hashlib

from flask import Blueprint, Response, g, request

from liandong.db.unit_of_work import UnitOfWork, global_session, unit_of_work
from liandong.features.accounts import service as accounts
from liandong.features.cases.pages.feed_calendar import Whose, calendar_file
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.service.appointments import Fixed, list_appointments
from liandong.features.cases.service.feeding import Fed, list_fed
from liandong.features.tenants.service import current, find_tenant
from liandong.kernel.errors import NotFoundError
from liandong.web.context import runtime
from liandong.web.languages import say

blp = Blueprint("feed", __name__, url_prefix="/feeds")


@blp.get("/<token>.ics")
def show(token: str) -> Response:
    try:
        return _answer(token)
    except NotFoundError:
        return Response("没有这个订阅地址 / no such feed\n", 404, mimetype="text/plain")


def _answer(token: str) -> Response:
    sessions = runtime().sessions
    with global_session(sessions) as session:
        tenant = find_tenant(session, accounts.find_feed(session, token).tenant_id)
    if not tenant.is_working:
        raise NotFoundError
    with unit_of_work(sessions, tenant.id) as uow:
        clock = runtime().clock(tenant.timezone)
        principal = accounts.enter_by_feed(uow, clock, token)
        g.principal, g.tenant, g.tenant_code = principal, tenant, tenant.code
        g.timezone = tenant.timezone
        g.wording = current(uow).wording_on(clock.today())
        found = list_fed(uow, principal, clock)
        meetings = list_appointments(uow, principal) if principal.may_call("todo.list") else []
        content = _file(uow, found, meetings)
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    changed = [each.changed_at for each in found] + [each.changed_at for each in meetings]
    if changed:
        response.last_modified = max(changed)
    response.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    response.headers["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    return _unchanged(response)


def _file(uow: UnitOfWork, found: list[Fed], meetings: list[Fixed]) -> bytes:
    config = current(uow)
    name = say("府检联动期限（{county}）", county=config.tenant["name"])
    whose = Whose(name, request.host_url.rstrip("/"))
    return calendar_file(found, meetings, whose, setting_of(uow))


def _unchanged(response: Response) -> Response:
    """Leave the content out for who has it; the digest alone decides, as what ended has no date."""
    etag = response.get_etag()[0]
    if etag and request.if_none_match.contains(etag):
        response.status_code, response.data = 304, b""
        del response.headers["Content-Type"]
    return response
