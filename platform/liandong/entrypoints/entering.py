"""Before any view: who is it, and is this their county? Foreign and unknown look the same."""

from flask import Flask, g, request

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.entrypoints.originating import tell_who
from liandong.entrypoints.visiting import note_nowhere, visit
from liandong.features.accounts import service as accounts
from liandong.features.clients import service as clients
from liandong.features.tenants.errors import ArchivedError, SuspendedError
from liandong.features.tenants.models import ARCHIVED, READING_ON
from liandong.features.tenants.service import current, find_tenant
from liandong.kernel.errors import ForbiddenError, UnauthenticatedError
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.security import bearer_token, session_token

#: Addresses that need nobody: signing in, health, assets, the reference.
OPEN = frozenset(
    {
        "static",
        "healthz",
        "readyz",
        "sessions.sign_in",
        "sessions.sign_out",
        "api-docs.openapi_json",
        "reference",
        "problems",
        "accounts.sign_in",
        "accounts.sign_in_form",
        "accounts.sign_out",
        "accounts.home",
        "accounts.language",
        "invitation.show",
        "invitation.set_password",
        "feed.show",
        "single_sign_on.start",
        "single_sign_on.callback",
        "single_sign_on.choose",
        "single_sign_on.chosen",
        "single_sign_on.leave",
    }
)
#: What is a person's own: a program has no sessions, no calendar, and lends nothing.
_OF_PEOPLE = ("own.", "loans.", "feeds.")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def install(app: Flask) -> None:
    """Let every request enter its county, or none."""

    @app.url_value_preprocessor
    def _take_code(_endpoint: str | None, values: dict[str, object] | None) -> None:
        g.code = values.pop("code", None) if values else None

    @app.before_request
    def _enter() -> None:
        token = _token()
        if token and request.endpoint != "static":
            _identify(token)
        if g.get("principal") is not None:
            tell_who(g.principal)
        if _is_for_nobody():
            return
        if g.get("principal") is None:
            raise UnauthenticatedError
        _require_working()
        if g.get("code") is not None and g.code != g.tenant_code:
            visit()
            tell_who(g.principal)

    @app.url_defaults
    def _keep_code(endpoint: str, values: dict[str, object]) -> None:
        code = g.get("tenant_code")
        if code and "code" not in values and app.url_map.is_endpoint_expecting(endpoint, "code"):
            values["code"] = code


def _require_working() -> None:
    """Let nobody write in a county that is suspended, and few read one that is archived.

    A program does neither: what stands still is for people to read.

    Raises:
        ArchivedError: It is archived, and this is none of those who may still read it.
        SuspendedError: Something would be changed, or a program calls.
    """
    if g.tenant.is_working:
        return
    is_machine = g.get("is_machine", False)
    if g.tenant.mode == ARCHIVED and (is_machine or not g.principal.duties & READING_ON):
        raise ArchivedError
    if is_machine or request.method not in _SAFE:
        raise SuspendedError


def note_calls(app: Flask) -> None:
    """Keep which program called for a change; install it after what may refuse the call."""

    @app.before_request
    def _note() -> None:
        if g.get("is_machine") and request.method not in _SAFE and request.endpoint not in OPEN:
            _note_call()


def _is_for_nobody() -> bool:
    if request.endpoint is None:
        note_nowhere()
    return request.endpoint is None or request.endpoint in OPEN


def _token() -> str:
    return bearer_token() or session_token()


def _identify(token: str) -> None:
    """Find out who it is; a token of a program counts in the header of the interface alone."""
    if token.startswith(clients.PREFIX):
        _identify_machine(token)
        return
    sessions = runtime().sessions
    try:
        with global_session(sessions) as session:
            found = accounts.find_session(session, runtime().clock("Asia/Shanghai"), token)
            tenant = find_tenant(session, found.tenant_id)
        with unit_of_work(sessions, tenant.id) as uow:
            clock = runtime().clock(tenant.timezone)
            g.principal = accounts.load_principal(uow, clock, found.account_id)
            g.wording = current(uow).wording_on(clock.today())
    except UnauthenticatedError:
        return
    g.tenant, g.tenant_code, g.timezone = tenant, tenant.code, tenant.timezone
    g.session_id, g.sure_at = found.public_id, found.sure_at
    g.last_sign_in = accounts.LastSignIn.of(found)


def _identify_machine(token: str) -> None:
    if token != bearer_token():
        return
    sessions = runtime().sessions
    try:
        with global_session(sessions) as session:
            tenant = find_tenant(session, clients.find_token(session, token).tenant_id)
        with unit_of_work(sessions, tenant.id) as uow:
            g.principal = clients.enter(uow, runtime().clock(tenant.timezone), token)
    except UnauthenticatedError:
        return
    if (request.endpoint or "").startswith(_OF_PEOPLE):
        raise ForbiddenError
    g.is_machine = True
    g.tenant, g.tenant_code, g.timezone = tenant, tenant.code, tenant.timezone


def _note_call() -> None:
    """Keep that a program called for a change; one that may only read gets no further.

    Raises:
        ForbiddenError: Nothing but reading was granted.
    """
    principal = current_principal()
    if principal.only_reads:
        raise ForbiddenError
    with current_unit_of_work() as uow:
        clients.note_call(uow, current_clock(), principal, request.method, request.path)
