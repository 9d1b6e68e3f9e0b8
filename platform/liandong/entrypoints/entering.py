"""Before any view: who is it, and is this their county? Foreign and unknown look the same."""

from flask import Flask, g, request

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.accounts import service as accounts
from liandong.features.tenants.service import find_tenant
from liandong.kernel.errors import NotFoundError, UnauthenticatedError
from liandong.web.context import runtime
from liandong.web.security import session_token

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
        "feed.show",
    }
)


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
        if request.endpoint in OPEN or request.endpoint is None:
            return
        if g.get("principal") is None:
            raise UnauthenticatedError
        if g.get("code") is not None and g.code != g.tenant_code:
            raise NotFoundError

    @app.url_defaults
    def _keep_code(endpoint: str, values: dict[str, object]) -> None:
        code = g.get("tenant_code")
        if code and "code" not in values and app.url_map.is_endpoint_expecting(endpoint, "code"):
            values["code"] = code


def _token() -> str:
    header = request.headers.get("Authorization", "")
    if request.path.startswith("/api/") and header.startswith("Bearer "):
        return header.removeprefix("Bearer ")
    return session_token()


def _identify(token: str) -> None:
    sessions = runtime().sessions
    try:
        with global_session(sessions) as session:
            found = accounts.find_session(session, runtime().clock("Asia/Shanghai"), token)
            tenant = find_tenant(session, found.tenant_id)
        with unit_of_work(sessions, tenant.id) as uow:
            clock = runtime().clock(tenant.timezone)
            g.principal = accounts.load_principal(uow, clock, found.account_id)
    except UnauthenticatedError:
        return
    g.tenant, g.tenant_code, g.timezone = tenant, tenant.code, tenant.timezone
    g.session_id, g.sure_at = found.public_id, found.sure_at
    g.last_sign_in = accounts.LastSignIn.of(found)
