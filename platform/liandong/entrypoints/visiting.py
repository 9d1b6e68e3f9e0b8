"""The door of a county for a visitor of the province: beside the own session, read only."""

from flask import g, request

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.tenants.service import find_tenant
from liandong.features.visits import service as visits
from liandong.features.visits.events import CONFIGURATION, HEADERS
from liandong.features.visits.pages import VISIT_COOKIE
from liandong.kernel.errors import NotFoundError
from liandong.web.context import current_principal, runtime

#: What a visitor may open at all, whatever the policy says beside it.
_RULES = frozenset({"rules.mechanisms", "rules.instrument"})
OPEN_TO = {CONFIGURATION: _RULES, HEADERS: _RULES | {"lists.cases", "case.show"}}


def visit() -> None:
    """Let the visitor in whose entry into this county runs, for one request.

    Raises:
        NotFoundError: There is no such entry, or the address lies beyond its reach.
    """
    token = request.cookies.get(VISIT_COOKIE, "")
    if request.method != "GET" or request.path.startswith("/api/") or not token:
        raise NotFoundError
    home, sessions = current_principal(), runtime().sessions
    with global_session(sessions) as session:
        clock = runtime().clock(g.timezone)
        known = visits.find_session(session, clock, home, g.code, token)
        tenant = find_tenant(session, known.tenant_id)
    with unit_of_work(sessions, tenant.id) as uow:
        clock = runtime().clock(tenant.timezone)
        address = request.full_path.removesuffix("?")
        principal, found = visits.enter(uow, clock, known, address)
        reach, until = found.reach, found.until_at
    if request.endpoint not in OPEN_TO[reach]:
        raise NotFoundError
    g.home_principal, g.home_tenant = home, g.tenant
    g.visit = {"id": str(known.visit_id), "home": g.tenant_code, "until": until}
    g.principal, g.tenant, g.tenant_code = principal, tenant, tenant.code
    g.timezone = tenant.timezone
