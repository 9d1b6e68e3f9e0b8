"""What tenants announce: a package took effect. Upper features subscribe at the start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from liandong.db.unit_of_work import UnitOfWork
from liandong.kernel.clock import Clock


@dataclass(frozen=True)
class Applied:
    """A package that took effect; `before` is the one that governed until then, if any did.

    `cause` says why: package, page, rollback, inherited, scheduled.
    """

    position: int
    digest: str
    cause: str
    by: str
    before: dict[str, Any] | None
    after: dict[str, Any]


#: Gets the canonical package that took effect: what is projected from it.
Subscriber = Callable[[UnitOfWork, dict[str, Any]], None]
#: Gets the change: what runs already, and follows it once.
Follower = Callable[[UnitOfWork, Clock, Applied], None]
_subscribers: list[Subscriber] = []
_followers: list[Follower] = []


def subscribe(subscriber: Subscriber) -> None:
    """Let a feature project each revision, in the same transaction, and again when rebuilt."""
    if subscriber not in _subscribers:
        _subscribers.append(subscriber)


def follow(follower: Follower) -> None:
    """Let what runs follow each revision once, in the same transaction, after projections."""
    if follower not in _followers:
        _followers.append(follower)


def announce(uow: UnitOfWork, package: dict[str, Any]) -> None:
    """Let every subscriber project."""
    for subscriber in _subscribers:
        subscriber(uow, package)


def let_follow(uow: UnitOfWork, clock: Clock, applied: Applied) -> None:
    """Let every follower follow."""
    for follower in _followers:
        follower(uow, clock, applied)
