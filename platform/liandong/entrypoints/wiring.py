"""Puts the parts together, once per process: plugins, clauses, subscriptions, sessions."""

from collections.abc import Callable
from functools import cache
from uuid import UUID

from sqlalchemy import Engine

from liandong.db.engine import open_engine, open_sessions
from liandong.db.master_keys import use_master_keys
from liandong.db.unit_of_work import Sessions, unit_of_work
from liandong.entrypoints import applying
from liandong.entrypoints.master_key import own_keys
from liandong.entrypoints.settings import read_settings
from liandong.features.accounts import events as account_events
from liandong.features.audit import service as audit
from liandong.features.audit.service import Origin
from liandong.features.cases import service as cases
from liandong.features.clients import service as clients
from liandong.features.single_sign_on import service as single_sign_on
from liandong.features.tenants import events
from liandong.features.tenants.service import Installation, hand_down, install, load_clauses
from liandong.features.transfers import service as transfers
from liandong.features.units import service as units
from liandong.features.visits import service as visits
from liandong.kernel.clock import SystemClock
from liandong.mechanisms import load_plugins
from liandong.web.writes import use_salts


@cache
def wire() -> Installation:
    """Load and check everything that is declared, and let the features know each other.

    Raises:
        ConfigurationError: Declarations or clauses are wrong; every problem is listed.
    """
    settings = read_settings()
    register = load_clauses()
    installation = Installation(load_plugins(register.pairs), register)
    install(installation)
    audit.use_algorithm(settings.audit_algorithm)
    use_master_keys(own_keys)
    use_salts(cases.make_salt, cases.find_salt)
    events.subscribe(units.follow)
    events.follow(applying.follow)
    account_events.subscribe(single_sign_on.unlink_closed)
    account_events.use_programs(clients.list_made_by)
    return installation


def open_database(url: str) -> tuple[Engine, Sessions]:
    """Return the engine and the sessions of the application's role."""
    engine = open_engine(url)
    return engine, open_sessions(engine)


def deliverer(sessions: Sessions) -> Callable[[int, UUID], object]:
    """Return what the worker does with one event of one tenant."""

    def deliver(tenant_id: int, event_id: UUID) -> int:
        clock = SystemClock()
        with audit.coming_from(Origin("worker", place={"message": str(event_id)})):
            with unit_of_work(sessions, tenant_id) as uow:
                told = cases.tell_of_event(uow, clock, event_id)
            told += visits.carry(sessions, clock, tenant_id, event_id)
            told += hand_down(sessions, clock, tenant_id, event_id)
            return told + transfers.carry(sessions, clock, tenant_id, event_id)

    return deliver
