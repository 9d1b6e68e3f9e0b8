"""What tenants announce: a package took effect. Upper features subscribe at the start."""

from collections.abc import Callable

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.models import TenantRevision

Subscriber = Callable[[UnitOfWork, TenantRevision], None]
_subscribers: list[Subscriber] = []


def subscribe(subscriber: Subscriber) -> None:
    """Let a feature follow each revision, in the same transaction."""
    if subscriber not in _subscribers:
        _subscribers.append(subscriber)


def announce(uow: UnitOfWork, revision: TenantRevision) -> None:
    """Let every subscriber follow."""
    for subscriber in _subscribers:
        subscriber(uow, revision)
