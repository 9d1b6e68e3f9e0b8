"""What tenants announce: a package took effect. Upper features subscribe at the start."""

from collections.abc import Callable
from typing import Any

from liandong.db.unit_of_work import UnitOfWork

#: A subscriber gets the canonical package that took effect.
Subscriber = Callable[[UnitOfWork, dict[str, Any]], None]
_subscribers: list[Subscriber] = []


def subscribe(subscriber: Subscriber) -> None:
    """Let a feature follow each revision, in the same transaction."""
    if subscriber not in _subscribers:
        _subscribers.append(subscriber)


def announce(uow: UnitOfWork, package: dict[str, Any]) -> None:
    """Let every subscriber follow."""
    for subscriber in _subscribers:
        subscriber(uow, package)
