"""Making and revoking clients: one authority's administrator makes none for the other."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from liandong.authz import Principal
from liandong.authz.seating import authority_of
from liandong.authz.vocabulary import seats_of
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.audit import service as audit
from liandong.features.clients.models import Client, ClientRecord, ClientToken
from liandong.features.clients.service.entering import PREFIX, token_hash
from liandong.features.clients.service.scopes import MACHINE_DUTIES, lines_of, reaches
from liandong.features.tenants.service import current
from liandong.features.units.models import Unit
from liandong.features.units.service import list_active, names
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.kernel.ids import uuid7

LONGEST = timedelta(days=365)
LONGEST_NAME = 60
_BYTES = 32
_SHOWN = len(PREFIX) + 4
CLI = "cli"


@dataclass(frozen=True)
class NewClient:
    """What is asked for: for which unit, in which duties, within which scopes, until when."""

    name: str
    unit_id: UUID | None
    duties: tuple[str, ...]
    scopes: tuple[str, ...]
    expires_on: date | None


@dataclass(frozen=True)
class Listed:
    """A client with its unit and when it was last seen."""

    client: Client
    unit: Unit
    seen_at: datetime | None


@dataclass(frozen=True)
class _Seated:
    seats: frozenset[str]


def create(
    uow: UnitOfWork, clock: Clock, principal: Principal | None, asked: NewClient
) -> tuple[Client, str]:
    """Make a client and return it with its token, which is told this once.

    Without a principal it is the installation's administrator, at the command line.

    Raises:
        ForbiddenError: The principal manages no clients.
        InvalidInputError: Something asked for cannot be granted; everything is named.
    """
    _require(principal)
    lock(uow, "clients")
    unit = next((u for u in manageable_units(uow, principal) if u.id == asked.unit_id), None)
    problems = list(_problems(uow, clock, asked, unit))
    if problems or unit is None or asked.expires_on is None:
        raise InvalidInputError(problems)
    token = PREFIX + secrets.token_urlsafe(_BYTES)
    client_id = uuid7()
    content = {
        "name": asked.name,
        "unit_id": str(unit.id),
        "duties": sorted(set(asked.duties)),
        "scopes": sorted(set(asked.scopes)),
        "expires_on": asked.expires_on.isoformat(),
        "hint": token[:_SHOWN],
    }
    _record(uow, clock, principal, client_id, "created", content)
    hashed = token_hash(token)
    uow.session.add(ClientToken(token_hash=hashed, tenant_id=uow.tenant_id, client_id=client_id))
    uow.session.flush()
    return uow.session.get_one(Client, (uow.tenant_id, client_id)), token


def revoke(uow: UnitOfWork, clock: Clock, principal: Principal | None, client_id: UUID) -> Client:
    """Close a client for good, from the next request on in every process.

    Raises:
        ForbiddenError: The principal manages no clients.
        NotFoundError: There is none, it belongs to the other authority, or it is revoked already.
    """
    _require(principal)
    lock(uow, "clients")
    known = (each.client for each in list_clients(uow, principal))
    client = next((each for each in known if each.id == client_id), None)
    if client is None or client.revoked_at is not None:
        raise NotFoundError
    _record(uow, clock, principal, client_id, "revoked", {})
    uow.session.flush()
    return client


def list_clients(uow: UnitOfWork, principal: Principal | None) -> list[Listed]:
    """Return the clients of one's own authority, the newest first.

    Raises:
        ForbiddenError: The principal manages no clients.
    """
    _require(principal)
    units = names(uow)
    seen = {
        token.client_id: token.seen_at
        for token in uow.session.scalars(
            select(ClientToken).where(ClientToken.tenant_id == uow.tenant_id)
        )
    }
    query = select(Client).where(Client.tenant_id == uow.tenant_id)
    ordered = query.order_by(Client.created_at.desc(), Client.id.desc())
    return [
        Listed(each, units[each.unit_id], seen.get(each.id))
        for each in uow.session.scalars(ordered)
        if _is_own(principal, units[each.unit_id])
    ]


def list_made_by(uow: UnitOfWork, clock: Clock, login: str) -> list[str]:
    """Return the clients, by name, that somebody made and that still come in."""
    query = select(Client.name).where(
        Client.tenant_id == uow.tenant_id,
        Client.created_by == login,
        Client.revoked_at.is_(None),
        Client.expires_on >= clock.today(),
    )
    return list(uow.session.scalars(query.order_by(Client.name)))


def manageable_units(uow: UnitOfWork, principal: Principal | None) -> list[Unit]:
    """Return the units for which somebody may make clients: those of their own authority."""
    return [unit for unit in list_active(uow) if _is_own(principal, unit)]


def _is_own(principal: Principal | None, unit: Unit) -> bool:
    return principal is None or (
        authority_of(principal.unit_kind, principal.unit_roles)
        == authority_of(unit.kind, unit.roles)
    )


def _require(principal: Principal | None) -> None:
    if principal is not None:
        principal.require_call("clients.manage")


def _problems(
    uow: UnitOfWork, clock: Clock, asked: NewClient, unit: Unit | None
) -> Iterator[Problem]:
    mine = select(Client.name).where(Client.tenant_id == uow.tenant_id, Client.revoked_at.is_(None))
    if not asked.name or len(asked.name) > LONGEST_NAME:
        yield Problem("name", "写明名称，最多 60 个字", "needs a name of 60 characters at most")
    elif asked.name in set(uow.session.scalars(mine)):
        yield Problem("name", "已有同名的接口凭证", "there is a client of this name")
    if unit is None:
        yield Problem("unit_id", "没有这个单位，或者不归您管理", "no unit that you manage")
    for duty in sorted(set(asked.duties) - set(MACHINE_DUTIES)):
        yield Problem("duties", f"程序不能担任“{duty}”", f"a program cannot hold '{duty}'")
    if not asked.duties:
        yield Problem("duties", "至少选一个岗位", "needs one duty at least")
    yield from _late(clock, asked.expires_on)
    yield from _wide(uow, asked, unit)


def _late(clock: Clock, day: date | None) -> Iterator[Problem]:
    today = clock.today()
    if day is None or not today <= day <= today + LONGEST:
        yield Problem("expires_on", "有效期从今天起，最长一年", "from today on, a year at most")


def _wide(uow: UnitOfWork, asked: NewClient, unit: Unit | None) -> Iterator[Problem]:
    """Yield the scopes that nobody knows, and those that the seats do not have themselves."""
    if not asked.scopes:
        yield Problem("scopes", "至少选一个范围", "needs one scope at least")
    for scope in sorted(set(asked.scopes)):
        if not lines_of(scope):
            yield Problem("scopes", f"没有“{scope}”这个范围", f"there is no scope '{scope}'")
        elif unit is not None:
            duties = frozenset(asked.duties)
            who = _Seated(seats_of(unit.kind, frozenset(unit.roles), duties))
            if not reaches(current(uow).policy, who, scope):
                zh = f"“{scope}”超出了这些岗位自己的权限"
                yield Problem("scopes", zh, f"'{scope}' is beyond what these duties may do")


def _record(
    uow: UnitOfWork,
    clock: Clock,
    principal: Principal | None,
    client_id: UUID,
    kind: str,
    content: dict[str, Any],
) -> None:
    record = ClientRecord(
        tenant_id=uow.tenant_id,
        client_id=client_id,
        position=1 if kind == "created" else 2,
        kind=kind,
        content=content,
        recorded_at=clock.now(),
        recorded_by=principal.login if principal else CLI,
    )
    uow.session.add(record)
    project(uow, record)
    audit.append(
        uow,
        clock,
        f"client.{kind}",
        f"clients/{client_id}",
        {**content, "by": record.recorded_by},
        account_id=principal.account_id if principal else None,
        unit_id=principal.unit_id if principal else None,
    )


def project(uow: UnitOfWork, record: ClientRecord) -> None:
    """Let the clients follow from one more record."""
    if record.kind == "revoked":
        client = uow.session.get_one(Client, (uow.tenant_id, record.client_id))
        client.revoked_at, client.revoked_by = record.recorded_at, record.recorded_by
        return
    content = record.content
    client = Client(
        tenant_id=uow.tenant_id,
        id=record.client_id,
        name=content["name"],
        unit_id=UUID(content["unit_id"]),
        duties=content["duties"],
        scopes=content["scopes"],
        hint=content["hint"],
        expires_on=date.fromisoformat(content["expires_on"]),
        created_at=record.recorded_at,
        created_by=record.recorded_by,
    )
    uow.session.add(client)
    uow.session.flush()


def rebuild(uow: UnitOfWork) -> None:
    """Throw the clients away and let them follow from the records again."""
    uow.session.execute(delete(Client).where(Client.tenant_id == uow.tenant_id))
    query = select(ClientRecord).where(ClientRecord.tenant_id == uow.tenant_id)
    for record in uow.session.scalars(
        query.order_by(ClientRecord.client_id, ClientRecord.position)
    ):
        project(uow, record)
    uow.session.flush()
