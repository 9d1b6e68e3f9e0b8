"""The web application: wired here, served by granian."""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

from apispec.ext.marshmallow import MarshmallowPlugin, resolver
from flask import Flask, Response
from flask_smorest import Api
from sqlalchemy import text
from werkzeug.exceptions import HTTPException

from liandong.db.unit_of_work import Sessions, global_session
from liandong.entrypoints import entering, framing, limiting, originating, proving, reference
from liandong.entrypoints.describing import CommonPlugin, ProblemSchema
from liandong.entrypoints.wiring import wire
from liandong.features.access import api as access_api
from liandong.features.access import pages as access_pages
from liandong.features.accounts import api as accounts_api
from liandong.features.accounts import pages as accounts_pages
from liandong.features.assessment import api as assessment_api
from liandong.features.assessment import pages as assessment_pages
from liandong.features.audit.service import AnchorStore
from liandong.features.cases import api as cases_api
from liandong.features.cases import pages as cases_pages
from liandong.features.cases.service import states_of_rungs
from liandong.features.clients import api as clients_api
from liandong.features.clients import pages as clients_pages
from liandong.features.dashboards import api as dashboards_api
from liandong.features.dashboards import pages as dashboards_pages
from liandong.features.deadlines import api as deadlines_api
from liandong.features.deadlines import pages as deadlines_pages
from liandong.features.documents import api as documents_api
from liandong.features.documents.service import FileStore
from liandong.features.leaving import api as leaving_api
from liandong.features.leaving import pages as leaving_pages
from liandong.features.notifications import api as notices_api
from liandong.features.notifications import pages as notices_pages
from liandong.features.onboarding import api as onboarding_api
from liandong.features.onboarding import pages as onboarding_pages
from liandong.features.rosters import api as rosters_api
from liandong.features.rosters import pages as rosters_pages
from liandong.features.single_sign_on import api as sign_on_api
from liandong.features.single_sign_on import pages as sign_on_pages
from liandong.features.single_sign_on.service import Provider
from liandong.features.tenants import api as tenants_api
from liandong.features.tenants import pages as tenants_pages
from liandong.features.tenants.service import Installation
from liandong.features.transfers import api as transfers_api
from liandong.features.transfers import pages as transfers_pages
from liandong.features.units import api as units_api
from liandong.features.visits import api as visits_api
from liandong.features.visits import pages as visits_pages
from liandong.kernel.clock import Clock, SystemClock
from liandong.web import bodies, problems, reading, security
from liandong.web.answers import json_answer
from liandong.web.context import Runtime, runtime
from liandong.web.rates import Rates

BODY_LIMIT = 24 * 1024 * 1024


class LiandongApi(Api):
    """flask-smorest whose errors have the platform's one shape.

    Routes are there at once; the document that describes them is made when it is first asked for.
    """

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._waiting: list[tuple[str, Any, Any]] = []
        self._describing = Lock()
        super().__init__(*args, **kwargs)

    def register_blueprint(self, blp: Any, *, parameters: Any = None, **options: Any) -> None:
        """Add the routes of a blueprint, and remember that it is to be described."""
        app: Flask = self._app
        name = options.get("name", blp.name)
        app.extensions["flask-smorest"]["blp_name_to_api"][name] = self
        app.register_blueprint(blp, **options)
        self._waiting.append((name, blp, parameters))

    def describe(self) -> dict[str, Any]:
        """Return the OpenAPI document of everything that is registered."""
        with self._describing:
            while self._waiting:
                name, blp, parameters = self._waiting.pop(0)
                blp.register_views_in_doc(
                    self, self._app, self.spec, name=name, parameters=parameters
                )
                self.spec.tag({"name": name, "description": blp.description})
            found: dict[str, Any] = self.spec.to_dict()
            return found

    def _openapi_json(self) -> Response:
        self.describe()
        answer: Response = super()._openapi_json()
        return answer

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Answer as a problem document; a schema's 422 too."""
        return problems.answer(problems.from_http(error))


def create_app(
    sessions: Sessions,
    files: FileStore,
    *,
    clock: Callable[[str], Clock] = SystemClock,
    secure_cookies: bool = False,
    hosts: Sequence[str] = security.LOOPBACK_NAMES,
    rates: Rates | None = None,
    anchors: str = "",
    provider: Provider | None = None,
    second_factor_duties: frozenset[str] = frozenset(),
    removal_days: int = 30,
) -> Flask:
    """Return the application over an open database and file store; it answers to `hosts` alone.

    Without rates everybody may call as often as they like; `second_factor_duties` cannot be held
    without a second factor, in counties at work.
    """
    installation = wire()
    parts: dict[str, Any] = {
        "files": files,
        "labels": _labels(installation),
        "rungs": states_of_rungs,
        "rates": rates,
        "anchors": AnchorStore.at(anchors) if anchors else None,
        "provider": provider,
        "second_factor_duties": second_factor_duties,
        "removal_days": removal_days,
    }
    app = Flask("liandong.web")
    _configure(app, secure_cookies=secure_cookies, hosts=hosts)
    app.extensions["liandong"] = Runtime(sessions, clock, parts)
    problems.install(app)
    security.install(app)
    limiting.by_address(app)
    originating.install(app)
    entering.install(app)
    proving.install(app)
    limiting.by_person(app)
    entering.note_calls(app)
    bodies.install(app)
    reading.install(app)
    framing.install(app)
    api = _add_api(app, installation)
    reference.install(app, api.describe)
    _add_pages(app)
    _add_health(app)
    return app


def _configure(app: Flask, *, secure_cookies: bool, hosts: Sequence[str]) -> None:
    if secure_cookies:
        app.wsgi_app = _behind_tls(app.wsgi_app)  # type: ignore[method-assign]  # as Flask has it
    app.config.update(
        DEBUG=False,  # whatever FLASK_DEBUG says: no answer shows how we are made
        TRUSTED_HOSTS=list(hosts) or None,
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        SECURE_COOKIES=secure_cookies,
        API_TITLE="府检联动 liandong",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "security": [{"session": []}],
            "components": {"securitySchemes": {"session": {"type": "http", "scheme": "bearer"}}},
        },
    )


def _behind_tls(inner: Callable[..., Any]) -> Callable[..., Any]:
    """Let every address that we write begin with https: who calls us is the proxy, in plain."""

    def serve(environ: dict[str, Any], start: Any) -> Any:
        return inner({**environ, "wsgi.url_scheme": "https"}, start)

    return serve


def _add_api(app: Flask, installation: Installation) -> LiandongApi:
    plugin = MarshmallowPlugin(schema_name_resolver=_naming())
    described = {"marshmallow_plugin": plugin, "extra_plugins": [CommonPlugin()]}
    api = LiandongApi(app, spec_kwargs=described)
    for blueprint in (
        accounts_api.blp,
        accounts_api.me,
        clients_api.blp,
        accounts_api.accounts,
        accounts_api.loans,
        visits_api.blp,
        visits_api.province_blp,
        sign_on_api.blp,
        accounts_api.own,
        cases_api.list_blueprint(),
        cases_api.deadlines_blueprint(),
        cases_api.download_blueprint(),
        cases_api.feeds_blueprint(),
        cases_api.contacts_blueprint(),
        cases_api.audit_blueprint(),
        documents_api.files_blueprint(),
        units_api.blp,
        tenants_api.blp,
        notices_api.blp,
        deadlines_api.blp,
        cases_api.escalations.blp,
        *dashboards_api.blueprints(),
        transfers_api.blp,
        access_api.blp,
        rosters_api.blp,
        rosters_api.seats,
        *assessment_api.blueprints(),
        onboarding_api.blp,
        onboarding_api.drafts,
        onboarding_api.comparison,
        leaving_api.blp,
    ):
        api.register_blueprint(blueprint)
    for mechanism in installation.registry:
        api.register_blueprint(cases_api.mechanism_blueprint(mechanism))
    return api


def _naming() -> Callable[[Any], str]:
    """Return what names a schema; a draft is another schema than what it drafts, and so named."""
    first: dict[str, type] = {}

    def name_of(schema: Any) -> str:
        name: str = resolver(schema)
        made = schema if isinstance(schema, type) else type(schema)
        is_draft = getattr(schema, "partial", None) or first.setdefault(name, made) is not made
        return f"{name}Draft" if is_draft else name

    return name_of


def _labels(installation: Installation) -> dict[str, str]:
    """Return what the fields of all forms are called."""
    known = {f.key: f.label for each in installation.registry for f in each.fields}
    asked = {
        f.key: f.label
        for each in installation.registry
        for _, move in each.moves
        for f in move.inputs
    }
    return {"contents": "建议内容"} | asked | known


def _add_pages(app: Flask) -> None:
    pages = (
        accounts_pages.entering_blp,
        accounts_pages.account_blp,
        clients_pages.blp,
        *accounts_pages.people_blueprints(),
        sign_on_pages.blp,
        sign_on_pages.identity_blp,
        visits_pages.county_blp,
        visits_pages.province_blp,
        accounts_pages.own_blp,
        accounts_pages.confirming_blp,
        accounts_pages.second_factor_blp,
        notices_pages.blp,
        tenants_pages.blp,
        deadlines_pages.blp,
        *cases_pages.blueprints(),
        transfers_pages.blp,
        access_pages.blp,
        rosters_pages.blp,
        rosters_pages.seats,
        *assessment_pages.blueprints(),
        onboarding_pages.blp,
        onboarding_pages.compare_blp,
        onboarding_pages.wizard_blp,
        leaving_pages.blp,
        *dashboards_pages.blueprints(),
    )
    for blueprint in pages:
        app.register_blueprint(blueprint)


def _add_health(app: Flask) -> None:
    @app.get("/healthz")
    def healthz() -> Response:
        return json_answer({"status": "ok"})

    @app.get("/readyz")
    def readyz() -> Response:
        with global_session(runtime().sessions) as session:
            session.execute(text("SELECT 1"))
        return json_answer({"status": "ok"})


Application = Callable[[], Any]
