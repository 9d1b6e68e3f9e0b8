"""The relay: takes what is due from the outbox to the broker; nobody else knows which broker.

Two levels: which tenants have something due (ids only), then one transaction inside each tenant.
A message is a tenant and an event, never content. The row goes when the broker has the message:
a crash in between sends it twice, never not at all.
"""

import logging
import threading
from urllib.parse import urlsplit

import dramatiq
import psycopg
from dramatiq import Broker, Message
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from liandong.db.unit_of_work import Sessions, global_session, unit_of_work
from liandong.kernel.errors import ConfigurationError, Problem

QUEUE = "events"
ACTOR = "deliver"
CHANNEL = "outbox"
POLL_SECONDS = 0.5
PATIENCE_SECONDS = 20.0
# Few, because a batch in flight is what a crash sends twice.
BATCH = 20
DUE_TENANTS = text("SELECT due_outbox_tenants()")
TAKE = text("""
    DELETE FROM outbox WHERE tenant_id = :tenant_id AND id IN (
        SELECT id FROM outbox WHERE tenant_id = :tenant_id AND due <= now()
        ORDER BY due LIMIT :batch FOR UPDATE SKIP LOCKED)
    RETURNING id
""")

logger = logging.getLogger(__name__)


def open_broker(
    broker_url: str, database_url: str, *, patience: float = PATIENCE_SECONDS
) -> Broker:
    """Open the broker that the address names; without one, the queue in the database.

    After `patience` without a sign of life, the database's queue gives a worker's messages to
    another; the other brokers notice the lost connection.

    Raises:
        ConfigurationError: No broker goes by such an address.
    """
    scheme = urlsplit(broker_url).scheme
    if not broker_url:
        return _postgres_broker(database_url, patience)
    if scheme in {"amqp", "amqps"}:
        from dramatiq.brokers.rabbitmq import RabbitmqBroker

        return RabbitmqBroker(url=broker_url, confirm_delivery=True)
    if scheme in {"redis", "rediss"}:
        from dramatiq.brokers.redis import RedisBroker

        return RedisBroker(url=broker_url)  # type: ignore[no-untyped-call]  # dramatiq's own gap
    zh, en = "只能是 amqp:// 或 redis:// 地址", "must be an amqp:// or redis:// address"
    raise ConfigurationError([Problem("LIANDONG_BROKER_URL", zh, en)])


class Relay:
    """Empties the outbox of every tenant, over and over."""

    def __init__(self, sessions: Sessions, broker: Broker, database_url: str) -> None:
        """Take the application's own sessions and address: the relay has no greater rights."""
        self._sessions = sessions
        self._broker = broker
        self._address = plain_address(database_url)
        broker.declare_queue(QUEUE)

    def run(self, stop: threading.Event) -> None:
        """Relay until told to stop; a notice on the channel only shortens the wait."""
        while not stop.is_set():
            try:
                with psycopg.connect(self._address, autocommit=True) as listener:
                    listener.execute(f"LISTEN {CHANNEL}")
                    while not stop.is_set():
                        if not self.relay_due():
                            next(listener.notifies(timeout=POLL_SECONDS, stop_after=1), None)
            except (psycopg.Error, SQLAlchemyError, dramatiq.DramatiqError) as error:
                logger.warning("the relay was interrupted and goes on: %s", type(error).__name__)
                stop.wait(POLL_SECONDS)

    def relay_due(self) -> int:
        """Relay one batch of each tenant with something due; return how many messages."""
        with global_session(self._sessions) as session:
            tenants = session.execute(DUE_TENANTS).scalars().all()
        return sum(self._relay_tenant(tenant_id) for tenant_id in tenants)

    def _relay_tenant(self, tenant_id: int) -> int:
        with unit_of_work(self._sessions, tenant_id) as uow:
            parameters = {"tenant_id": tenant_id, "batch": BATCH}
            events = uow.session.execute(TAKE, parameters).scalars().all()
            for event_id in events:
                self._broker.enqueue(_message(tenant_id, str(event_id)))
        return len(events)


def plain_address(database_url: str) -> str:
    """Return the address without SQLAlchemy's driver name."""
    return database_url.replace("postgresql+psycopg://", "postgresql://", 1)


def _message(tenant_id: int, event_id: str) -> Message[None]:
    return Message(
        queue_name=QUEUE,
        actor_name=ACTOR,
        args=(tenant_id, event_id),
        kwargs={},
        options={},
        message_id=event_id,
    )


def _postgres_broker(database_url: str, patience: float) -> Broker:
    from dramatiq_postgres import PostgresBroker

    broker: Broker = PostgresBroker(
        url=plain_address(database_url),
        results=False,
        heartbeat_ttl=patience,
        heartbeat_interval=patience / 4,
        maintenance_interval=patience / 4,
    )
    return broker
