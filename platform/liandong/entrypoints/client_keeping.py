"""What the command line does with a county's clients: make, list, revoke."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.entrypoints.administering import addresses, opened
from liandong.entrypoints.settings import Settings
from liandong.entrypoints.wiring import wire
from liandong.features.clients import service as clients
from liandong.features.clients.service.dumping import dump
from liandong.features.tenants.service import current
from liandong.features.units.service import list_active
from liandong.kernel.clock import SystemClock
from liandong.kernel.errors import InvalidInputError, Problem


@dataclass(frozen=True)
class AskedClient:
    """A client to make: `tenant` is a division code, `unit` a key of the roster."""

    tenant: str
    name: str
    unit: str
    duties: tuple[str, ...]
    scopes: tuple[str, ...]
    expires_on: date


def create_client(settings: Settings, asked: AskedClient) -> dict[str, Any]:
    """Make a client and return it with its token.

    Raises:
        InvalidInputError: Something asked for cannot be granted.
        NotFoundError: No such county.
    """
    with inside(settings, asked.tenant) as uow:
        unit = next((unit for unit in list_active(uow) if unit.key == asked.unit), None)
        new = clients.NewClient(
            asked.name,
            unit.id if unit else None,
            asked.duties,
            asked.scopes,
            asked.expires_on,
        )
        client, token = clients.create(uow, SystemClock(), None, new)
        found = next(e for e in clients.list_clients(uow, None) if e.client.id == client.id)
        return {**dump(found), "token": token}


def list_clients(settings: Settings, tenant: str) -> list[dict[str, Any]]:
    """Return every client of a county.

    Raises:
        InvalidInputError: What is given is no division code.
        NotFoundError: No such county.
    """
    with inside(settings, tenant) as uow:
        return [dump(each) for each in clients.list_clients(uow, None)]


def revoke_client(settings: Settings, tenant: str, client_id: UUID) -> None:
    """Close a client for good.

    Raises:
        InvalidInputError: What is given is no division code.
        NotFoundError: No such county, or no open client of this id.
    """
    with inside(settings, tenant) as uow:
        clients.revoke(uow, SystemClock(), None, client_id)


@contextmanager
def inside(settings: Settings, tenant: str) -> Iterator[UnitOfWork]:
    """Open a transaction of a county by its division code.

    Raises:
        InvalidInputError: What is given is no division code.
        NotFoundError: No such county.
    """
    wire()
    if not (tenant.isascii() and tenant.isdigit()):
        zh, en = f"“{tenant}”不是区划代码", f"'{tenant}' is no division code"
        raise InvalidInputError([Problem("--tenant", zh, en)])
    with (
        addresses(settings) as (app, _),
        opened(app) as sessions,
        unit_of_work(sessions, int(tenant)) as uow,
    ):
        current(uow)
        yield uow
