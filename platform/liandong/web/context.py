"""What a view may ask for: who acts, which day it is, and a transaction of the tenant."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, g, request

from liandong.authz import Principal
from liandong.db.unit_of_work import Sessions, UnitOfWork, unit_of_work
from liandong.kernel.clock import Clock
from liandong.kernel.errors import UnauthenticatedError
from liandong.kernel.visitors import Visitor


@dataclass(frozen=True)
class Runtime:
    """Everything wired at the start and unchanged since; `parts` holds what features need."""

    sessions: Sessions
    clock: Callable[[str], Clock]
    parts: dict[str, Any] = field(default_factory=dict)


def runtime() -> Runtime:
    """Return what the entry point wired."""
    wired: Runtime = current_app.extensions["liandong"]
    return wired


def current_principal() -> Principal:
    """Return who acts.

    Raises:
        UnauthenticatedError: Nobody is signed in.
    """
    principal: Principal | None = g.get("principal")
    if principal is None:
        raise UnauthenticatedError
    return principal


def current_clock() -> Clock:
    """Return the clock of the tenant that was entered."""
    return runtime().clock(g.get("timezone") or "Asia/Shanghai")


def current_visitor() -> Visitor:
    """Return where this request comes from; behind trusted proxies, what they say."""
    return Visitor(request.remote_addr or "", request.user_agent.string)


@contextmanager
def current_unit_of_work() -> Iterator[UnitOfWork]:
    """Open a transaction of the tenant that was entered."""
    with unit_of_work(runtime().sessions, current_principal().tenant_id) as uow:
        yield uow
