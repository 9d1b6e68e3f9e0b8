"""What accounts announce and ask: one is closed, which programs it made. Features above answer."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.kernel.clock import Clock


@dataclass(frozen=True)
class Closed:
    """An account that was closed, and who did it; without `by` the installation did."""

    account_id: UUID
    by_login: str
    by: UUID | None


Subscriber = Callable[[UnitOfWork, Clock, Closed], None]
#: Returns the names of the programs that somebody, by their login, made and that still come in.
Finder = Callable[[UnitOfWork, Clock, str], list[str]]
_subscribers: list[Subscriber] = []
_finders: list[Finder] = []


def subscribe(subscriber: Subscriber) -> None:
    """Let a feature take away what opens an account that is closed, in the same transaction."""
    if subscriber not in _subscribers:
        _subscribers.append(subscriber)


def announce_closed(uow: UnitOfWork, clock: Clock, closed: Closed) -> None:
    """Let every subscriber follow."""
    for subscriber in _subscribers:
        subscriber(uow, clock, closed)


def use_programs(finder: Finder) -> None:
    """Let a feature say which programs somebody made."""
    if finder not in _finders:
        _finders.append(finder)


def programs_of(uow: UnitOfWork, clock: Clock, login: str) -> tuple[str, ...]:
    """Return the programs that somebody made and that still come in: they outlast the account."""
    return tuple(name for finder in _finders for name in finder(uow, clock, login))
