"""From a verified identity to a session of ours: of an account that is there, and open."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import Sessions, global_session, unit_of_work
from liandong.features.accounts import service as accounts
from liandong.features.accounts.errors import CodeRequiredError
from liandong.features.accounts.models import Login
from liandong.features.accounts.service import SignedIn, Visitor, load_principal, make_step
from liandong.features.single_sign_on.errors import SignOnFailedError
from liandong.features.single_sign_on.models import Identity
from liandong.features.tenants.models import ARCHIVED, READING_ON, Tenant
from liandong.kernel.clock import Clock
from liandong.kernel.errors import UnauthenticatedError


@dataclass(frozen=True)
class Choice:
    """An account that an identity may enter."""

    identity_id: UUID
    tenant_id: int
    tenant: str
    account: str
    unit: str


def choices(sessions: Sessions, clock: Clock, issuer: str, subject: str) -> list[Choice]:
    """Return the accounts of an identity that may come in, county by county.

    In a county that is archived those are the few who still read it.
    """
    with global_session(sessions) as session:
        query = (
            select(Identity, Tenant)
            .join(Tenant, Tenant.id == Identity.tenant_id)
            .where(Identity.issuer == issuer, Identity.subject == subject)
        )
        found = [(row.Identity, row.Tenant) for row in session.execute(query.order_by(Tenant.code))]
    open_ones = []
    for identity, tenant in found:
        with unit_of_work(sessions, tenant.id) as uow:
            try:
                who = load_principal(uow, clock, identity.account_id)
            except UnauthenticatedError:
                continue
        if tenant.mode == ARCHIVED and not who.duties & READING_ON:
            continue
        open_ones.append(Choice(identity.id, tenant.id, tenant.name, who.name, who.unit_name))
    return open_ones


def open_session(
    sessions: Sessions,
    clock: Clock,
    issuer: str,
    subject: str,
    identity_id: UUID,
    *,
    visitor: Visitor,
) -> SignedIn:
    """Open a session of one of an identity's accounts; the audit chain keeps how.

    Raises:
        SignOnFailedError: The account is none of theirs, or closed.
        CodeRequiredError: It has a second factor, which is asked for at our own door.
    """
    known = choices(sessions, clock, issuer, subject)
    chosen = next((each for each in known if each.identity_id == identity_id), None)
    if chosen is None:
        raise SignOnFailedError
    with unit_of_work(sessions, chosen.tenant_id) as uow:
        account_id = uow.session.get_one(Identity, identity_id).account_id
        who = load_principal(uow, clock, account_id)
        login = uow.session.get_one(Login, who.login, with_for_update=True)
        if accounts.has_factor(uow.session, account_id):
            raise CodeRequiredError(make_step(clock, login.login, login.password_hash))
        return accounts.open_session(uow, clock, login, visitor, issuer=issuer)
