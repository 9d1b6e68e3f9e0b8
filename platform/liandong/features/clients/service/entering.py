"""A program at the door: whose token it is, and what it may do; every refusal looks the same."""

import hashlib
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from liandong.authz import Principal
from liandong.authz.narrowing import narrow
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit import service as audit
from liandong.features.clients.models import Client, ClientToken
from liandong.features.clients.service.scopes import grant_of, only_reads
from liandong.features.tenants.service import current
from liandong.features.units.models import Unit
from liandong.kernel.clock import Clock
from liandong.kernel.errors import UnauthenticatedError

#: What every token begins with, so that scanners and people know one that leaked.
PREFIX = "ldc_"
_NOTED_EVERY = timedelta(minutes=1)


def token_hash(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_token(session: Session, token: str) -> ClientToken:
    """Return what is known of a token before its county is entered.

    Raises:
        UnauthenticatedError: It is none of ours.
    """
    found = session.get(ClientToken, token_hash(token))
    if found is None:
        raise UnauthenticatedError
    return found


def enter(uow: UnitOfWork, clock: Clock, token: str) -> Principal:
    """Return who acts by a token: its unit and duties, within what it was granted.

    Raises:
        UnauthenticatedError: It is unknown, revoked or expired, or its unit left the roster.
    """
    known = find_token(uow.session, token)
    query = select(Client, Unit).join(
        Unit, (Unit.tenant_id == Client.tenant_id) & (Unit.id == Client.unit_id)
    )
    mine = (Client.tenant_id == uow.tenant_id, Client.id == known.client_id)
    row = uow.session.execute(query.where(*mine)).first()
    if row is None or known.tenant_id != uow.tenant_id or not _is_open(row.Client, row.Unit, clock):
        raise UnauthenticatedError
    now = clock.now()
    if known.seen_at is None or now - known.seen_at > _NOTED_EVERY:
        known.seen_at = now
    return _principal(uow, row.Client, row.Unit)


def _is_open(client: Client, unit: Unit, clock: Clock) -> bool:
    return client.revoked_at is None and client.expires_on >= clock.today() and unit.is_active


def _principal(uow: UnitOfWork, client: Client, unit: Unit) -> Principal:
    scopes = tuple(client.scopes)
    return Principal(
        tenant_id=uow.tenant_id,
        account_id=client.id,
        login=f"client:{client.name}",
        unit_id=unit.id,
        unit_kind=unit.kind,
        unit_roles=frozenset(unit.roles),
        duties=frozenset(client.duties),
        name=client.name,
        unit_name=unit.name,
        policy=narrow(current(uow).policy, grant_of(scopes)),
        only_reads=only_reads(scopes),
    )


def note_call(uow: UnitOfWork, clock: Clock, principal: Principal, method: str, path: str) -> None:
    """Keep in the audit chain which program called for a change, and what it asked for."""
    content = {"client": principal.name, "method": method, "path": path}
    subject = f"clients/{principal.account_id}"
    audit.append(
        uow,
        clock,
        "client.called",
        subject,
        content,
        account_id=principal.account_id,
        unit_id=principal.unit_id,
    )
