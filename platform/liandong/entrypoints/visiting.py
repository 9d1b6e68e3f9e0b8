"""The door of a county for a visitor of the province: beside the own session, read only."""

import re
from contextlib import suppress

from flask import g, request

from liandong.authz import Principal
from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.tenants.models import ARCHIVED, Tenant
from liandong.features.tenants.service import current, find_tenant
from liandong.features.visits import service as visits
from liandong.features.visits.events import CONFIGURATION, HEADERS
from liandong.features.visits.models import Visit, VisitSession
from liandong.features.visits.pages import visit_cookie
from liandong.kernel.errors import NotFoundError
from liandong.web.context import current_principal, runtime

#: What a visitor may open at all, whatever the policy says beside it.
_RULES = frozenset({"rules.mechanisms", "rules.instrument"})
OPEN_TO = {CONFIGURATION: _RULES, HEADERS: _RULES | {"lists.cases", "case.show"}}


_INSIDE = re.compile(r"(?:/api/v1)?/t/([^/]+)")


def note_nowhere() -> None:
    """Record what a visitor asks for and no address answers, by this method or at all."""
    found = _INSIDE.match(request.path)
    if found is not None and g.get("principal") is not None and found[1] != g.tenant_code:
        with suppress(NotFoundError):
            _recorded(found[1])


def visit() -> None:
    """Let the visitor in whose entry into this county runs, for one request.

    Raises:
        NotFoundError: There is no such entry, or the address lies beyond its reach.
    """
    principal, tenant, known, found = _recorded(g.code)
    is_look = request.method == "GET" and not request.path.startswith("/api/")
    if not is_look or request.endpoint not in OPEN_TO[found.reach]:
        raise NotFoundError
    home = current_principal()
    g.home_principal, g.home_tenant = home, g.tenant
    g.visit = {"id": str(known.visit_id), "home": g.tenant_code, "until": found.until_at}
    g.principal, g.tenant, g.tenant_code = principal, tenant, tenant.code
    g.timezone = tenant.timezone
    with unit_of_work(runtime().sessions, tenant.id) as uow:
        g.wording = current(uow).wording_on(runtime().clock(tenant.timezone).today())


def _recorded(county: str) -> tuple[Principal, Tenant, VisitSession, Visit]:
    """Record the request in the county, and return who looks, where, and by which entry.

    Raises:
        NotFoundError: There is no such entry, or the county is archived.
    """
    token = request.cookies.get(visit_cookie(county), "")
    if not token:
        raise NotFoundError
    home, sessions = current_principal(), runtime().sessions
    with global_session(sessions) as session:
        clock = runtime().clock(g.timezone)
        known = visits.find_session(session, clock, home, county, token)
        tenant = find_tenant(session, known.tenant_id)
    if tenant.mode == ARCHIVED:
        raise NotFoundError
    with unit_of_work(sessions, tenant.id) as uow:
        clock = runtime().clock(tenant.timezone)
        principal, found = visits.enter(uow, clock, known, _asked())
        uow.session.expunge(found)
    return principal, tenant, known, found


def _asked() -> str:
    """Return what is asked for; to look is what a visitor does, anything else is said."""
    address = request.full_path.removesuffix("?").replace("\0", "?")  # the database takes no NUL
    return address if request.method == "GET" else f"{request.method} {address}"
