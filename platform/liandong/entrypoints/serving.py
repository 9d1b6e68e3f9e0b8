"""`liandong serve`: one command that sets up what is missing and serves until Ctrl-C."""

import logging
import os
from collections.abc import Callable
from functools import partial
from typing import Any

import click
from sqlalchemy import Engine, select

from liandong.db.engine import open_engine, open_sessions, require_modest_role
from liandong.db.migrate import upgrade
from liandong.db.unit_of_work import Sessions, global_session
from liandong.entrypoints.app import create_app
from liandong.entrypoints.auditing import anchor_all
from liandong.entrypoints.installation import Plan, run_all, serve_web
from liandong.entrypoints.limiting import BehindProxies, proxies_of, rates_of
from liandong.entrypoints.master_key import own_keys
from liandong.entrypoints.processes import Child
from liandong.entrypoints.relay import Relay, open_broker
from liandong.entrypoints.safety import duties_with_two_factors, require_safe, trusted_hosts
from liandong.entrypoints.scheduler import Job, run_background, run_jobs
from liandong.entrypoints.settings import Settings
from liandong.entrypoints.sign_on import open_provider
from liandong.entrypoints.wiring import deliverer, wire
from liandong.entrypoints.worker import declare_deliver, run_worker
from liandong.features.accounts import service as accounts
from liandong.features.cases import service as cases
from liandong.features.deadlines.service import generate_all
from liandong.features.documents.service import FileStore
from liandong.features.onboarding.service import report_all
from liandong.features.tenants.models import Tenant
from liandong.features.tenants.service import activate_due
from liandong.features.transfers import service as transfers
from liandong.kernel.clock import SystemClock
from liandong.kernel.errors import ConfigurationError, Problem
from liandong.kernel.resources import data_root

SWEEP_SECONDS = 15.0
#: What is owed is generated a period ahead; this often someone looks whether a new one began.
OWED_SECONDS = 1800.0
#: How often counties say how they fare; a package that takes effect says it at once.
HEALTH_SECONDS = 1800.0
#: How often counts of failed sign-ins and sessions that are over are swept.
FORGET_SECONDS = 3600.0
#: How often it is made sure that another county has heard what was said to it.
AGAIN_SECONDS = 3600.0
#: How often someone looks whether a new day wants its anchors.
ANCHOR_SECONDS = 600.0

logger = logging.getLogger(__name__)


def serve(settings: Settings, *, demo: bool = False) -> None:
    """Migrate, load the demo year if asked and empty, then run web, worker and scheduler.

    Raises:
        LiandongError: A port is taken, a declaration wrong, a role too powerful, a setting unsafe.
    """
    require_safe(settings)
    wire()
    plan = Plan(
        children=partial(_children, settings, demo),
        migrate=lambda owner_url: upgrade(owner_url, data_root() / "migrations"),
        data_dir=settings.home / "postgres",
        port=settings.port,
        host=settings.host,
        database_url=settings.database_url,
        owner_database_url=settings.owner_database_url,
    )
    run_all(plan)


def _children(settings: Settings, demo: bool, app_url: str) -> list[Child]:
    _prepare(settings, app_url, demo=demo)
    web = partial(
        serve_web,
        partial(build_app, settings, app_url),
        port=settings.port,
        host=settings.host,
        workers=settings.web_workers,
    )
    return [
        Child("web", web),
        Child("worker", partial(work, settings, app_url)),
        Child("scheduler", partial(schedule, settings, app_url)),
    ]


def _prepare(settings: Settings, app_url: str, *, demo: bool) -> None:
    own_keys()  # made or refused before anybody works, as is what follows
    rates_of(settings)
    proxies_of(settings)
    open_provider(settings)
    engine = open_engine(app_url, pool_size=1)
    require_modest_role(engine)
    sessions = open_sessions(engine)
    if demo and is_empty(sessions):
        from liandong.entrypoints.demo import load_demo

        click.echo("正在载入演示年度 / loading the demo year …")
        load_demo(sessions, SystemClock().today(), settings.files_address)
    if demo:
        from liandong.entrypoints.demo import sign_in_words

        click.echo(sign_in_words())
    engine.dispose()


def is_empty(sessions: Sessions) -> bool:
    """Say whether no county was ever applied."""
    with global_session(sessions) as session:
        return session.scalar(select(Tenant.id).limit(1)) is None


def build_app(settings: Settings, app_url: str) -> Any:
    """Return the application over its own connections; called in each web process."""
    engine = _modest_engine(app_url)
    files = FileStore.at(settings.files_address)
    app = create_app(
        open_sessions(engine),
        files,
        secure_cookies=settings.secure_cookies,
        hosts=trusted_hosts(settings),
        rates=rates_of(settings),
        anchors=settings.anchors_address,
        provider=open_provider(settings),
        second_factor_duties=duties_with_two_factors(settings),
        removal_days=settings.removal_days,
    )
    proxies = proxies_of(settings)
    return BehindProxies(app, proxies) if proxies else app


def run_alone(settings: Settings, process: Callable[[Settings, str], None]) -> None:
    """Run the worker or the scheduler by itself, against a database that others start.

    Raises:
        ConfigurationError: No address is set, or the role is too powerful.
    """
    # As in the tree of `serve`: they shall not find the owner's address where they may look.
    os.environ.pop("LIANDONG_OWNER_DATABASE_URL", None)
    if settings.is_embedded:
        zh, en = "单独运行要有数据库地址", "to run alone it needs the database's address"
        raise ConfigurationError([Problem("LIANDONG_DATABASE_URL", zh, en)])
    process(settings, settings.database_url)


def work(settings: Settings, app_url: str) -> None:
    """Carry out what the outbox announces, until told to stop."""
    wire()
    engine = _modest_engine(app_url)
    broker = open_broker(settings.broker_url, app_url)
    declare_deliver(broker, deliverer(open_sessions(engine)))
    run_worker(broker, threads=4)


def schedule(settings: Settings, app_url: str) -> None:
    """Relay the outbox and sweep what is due, until told to stop."""
    wire()
    engine = _modest_engine(app_url)
    sessions = open_sessions(engine)
    relay = Relay(sessions, open_broker(settings.broker_url, app_url), app_url)
    anchors = settings.anchors_address
    jobs = [
        Job("sweep", SWEEP_SECONDS, partial(cases.sweep, sessions, SystemClock())),
        Job("packages", SWEEP_SECONDS, partial(activate_due, sessions, SystemClock())),
        Job("obligations", OWED_SECONDS, partial(generate_all, sessions, SystemClock())),
        Job("health", HEALTH_SECONDS, partial(report_all, sessions, SystemClock())),
        Job("anchors", ANCHOR_SECONDS, partial(anchor_all, sessions, SystemClock(), anchors)),
        Job("sign-ins", FORGET_SECONDS, partial(accounts.sweep, sessions, SystemClock())),
        Job("transfers", AGAIN_SECONDS, partial(transfers.carry_again, sessions, SystemClock())),
    ]
    run_background(relay.run, partial(run_jobs, jobs))


def _modest_engine(app_url: str) -> Engine:
    engine = open_engine(app_url)
    try:
        require_modest_role(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine
