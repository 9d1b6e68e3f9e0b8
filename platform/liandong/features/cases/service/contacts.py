"""Who speaks for each unit of a county: what mechanisms declare to be known in all of it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case
from liandong.features.tenants.service import current, installed
from liandong.mechanisms import Contacts


@dataclass(frozen=True)
class Contact:
    """Somebody who speaks for a unit; `seat` is the label of the choice, `phone` may be empty."""

    unit_id: UUID
    seat: str
    person: str
    post: str
    phone: str


def has_contacts(uow: UnitOfWork, principal: Principal) -> bool:
    """Tell whether the county works by a mechanism that names contacts, which this person reads."""
    return bool(_declared(uow, principal))


def list_contacts(uow: UnitOfWork, principal: Principal) -> list[Contact]:
    """Return the contacts of the county, by seat and in the order in which they were named.

    Whether a person takes part in the case that names somebody does not matter: the declaration
    says what the county knows of it (惠政文〔2024〕22号 四(二)). The rest stays with its parties.
    """
    found = [each for key, kind in _declared(uow, principal) for each in _in_office(uow, key, kind)]
    return [contact for _, contact in sorted(found, key=lambda each: each[0])]


def _declared(uow: UnitOfWork, principal: Principal) -> list[tuple[str, Contacts]]:
    enabled, registry = current(uow).enabled, installed().registry
    known = [registry.current(key) for key in registry.keys if key in enabled]
    return [
        (each.key, each.contacts)
        for each in known
        if each.contacts is not None and principal.read_scopes(each.key)
    ]


def _in_office(uow: UnitOfWork, key: str, kind: Contacts) -> list[tuple[int, Contact]]:
    order = [choice.key for choice in kind.seat.choices]
    labels = {choice.key: choice.label for choice in kind.seat.choices}
    query = select(Case.issuer_id, Case.facts).where(
        Case.tenant_id == uow.tenant_id,
        Case.mechanism == key,
        Case.state.in_([state.key for state in kind.states]),
        Case.custody == "own",
    )
    found = []
    for unit_id, facts in uow.session.execute(query.order_by(Case.id)):
        seat = str(facts.get(kind.seat.key) or "")
        said = [str(facts.get(each.key) or "") for each in (kind.person, kind.post, kind.phone)]
        rank = order.index(seat) if seat in order else len(order)
        found.append((rank, Contact(unit_id, labels.get(seat, seat), *said)))
    return found
