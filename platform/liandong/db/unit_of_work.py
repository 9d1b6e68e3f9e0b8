"""One transaction of one tenant: opened at the edge, committed by leaving the block."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import event, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker

from liandong.db.outbox import OutboxMessage

Sessions = sessionmaker[Session]


@dataclass(frozen=True)
class UnitOfWork:
    """The session of one transaction and the tenant it belongs to."""

    session: Session
    tenant_id: int

    def announce(self, event_id: UUID) -> None:
        """Put the event into the outbox, in the same transaction as the fact itself."""
        self.session.add(OutboxMessage(tenant_id=self.tenant_id, id=event_id))


@event.listens_for(Session, "after_begin")
def _set_tenant(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    tenant_id: Any = session.info.get("tenant_id")
    if tenant_id is not None and not transaction.nested:
        # The statement knows no bind parameter; int() is the guard.
        connection.exec_driver_sql(f"SET LOCAL app.tenant_id = '{int(tenant_id)}'")


@contextmanager
def unit_of_work(sessions: Sessions, tenant_id: int) -> Iterator[UnitOfWork]:
    """Open a transaction of one tenant; leaving the block commits, an error rolls back."""
    with sessions(info={"tenant_id": int(tenant_id)}) as session, session.begin():
        yield UnitOfWork(session, int(tenant_id))


@contextmanager
def global_session(sessions: Sessions) -> Iterator[Session]:
    """Open a transaction without a tenant: tables of a tenant fail loudly in it."""
    with sessions() as session, session.begin():
        yield session


def in_each(
    sessions: Sessions, tenants: Iterable[int], act: Callable[[UnitOfWork], int], failure: str
) -> int:
    """Act in one tenant after the other, a transaction each; return the sum of what `act` did.

    Raises:
        ExceptionGroup: Some failed, as `failure` says; the others have had their turn.
    """
    done, failed = 0, []
    for tenant_id in tenants:
        try:
            with unit_of_work(sessions, tenant_id) as uow:
                done += act(uow)
        except Exception as error:  # noqa: BLE001  # all are tried, and all that failed are raised
            error.add_note(f"tenant {tenant_id}")
            failed.append(error)
    if failed:
        raise ExceptionGroup(failure, failed)
    return done


def lock_shared(uow: UnitOfWork, name: str) -> None:
    """Hold a named lock of this tenant together with others, until the transaction ends."""
    uow.session.execute(
        text("SELECT pg_advisory_xact_lock_shared(:tenant, hashtext(:name))"),
        {"tenant": uow.tenant_id, "name": name},
    )


def lock(uow: UnitOfWork, name: str) -> None:
    """Hold a named lock of this tenant until the transaction ends."""
    uow.session.execute(
        text("SELECT pg_advisory_xact_lock(:tenant, hashtext(:name))"),
        {"tenant": uow.tenant_id, "name": name},
    )
