"""Which obligations a person may see: their unit's own, those it receives, copies, or all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true, tuple_

from liandong.authz import Principal
from liandong.authz.vocabulary import OBLIGATION
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.deadlines.models import Obligation
from liandong.features.deadlines.service.owing import copied_to, holders_of, owings
from liandong.features.tenants.service import Configuration, current
from liandong.kernel.errors import NotFoundError

DONE = ("met", "nil")


@dataclass(frozen=True)
class Reach:
    """The limits whose obligations a person receives, or gets a copy of.

    The office sees what is owed and how it stands, as headers: not what was filed.
    """

    unit_id: UUID
    own: bool
    received: frozenset[str]
    copied: frozenset[str]
    office: bool

    @property
    def condition(self) -> ColumnElement[bool]:
        """Return the rows within reach; of what is copied, only what was filed."""
        return true() if self.office else self.in_full

    @property
    def in_full(self) -> ColumnElement[bool]:
        """Return the rows whose content may be read too."""
        copied = and_(Obligation.limit_id.in_(self.copied), Obligation.state.in_(DONE))
        own = Obligation.unit_id == self.unit_id if self.own else false()
        return or_(own, Obligation.limit_id.in_(self.received), copied)

    def reads(self, obligation: Obligation) -> bool:
        """Say whether the content of an obligation may be read, beyond its header."""
        is_copied = obligation.limit_id in self.copied and obligation.state in DONE
        return is_copied or self.deals_with(obligation)

    def deals_with(self, obligation: Obligation) -> bool:
        """Say whether it is owed or received here: who gets a copy reads nothing of the returns."""
        is_own = self.own and obligation.unit_id == self.unit_id
        return is_own or obligation.limit_id in self.received


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; periods may have begun by a day, or begin after it."""

    states: tuple[str, ...] = ()
    unit_id: UUID | None = None
    limit_id: str | None = None
    begun_by: date | None = None
    begins_after: date | None = None


def reach_of(config: Configuration, principal: Principal) -> Reach:
    """Return what a person may see under the county's limits, copy rules and policy."""
    scopes, holders, found = (
        principal.read_scopes(OBLIGATION),
        holders_of(principal),
        owings(config),
    )
    received = (o.limit.id for o in found if not o.received_by.isdisjoint(holders))
    copied = (o.limit.id for o in found if not copied_to(config, o).isdisjoint(holders))
    return Reach(
        principal.unit_id,
        "own" in scopes,
        frozenset(received if "party" in scopes else ()),
        frozenset(copied if "copied" in scopes else ()),
        "office" in scopes and bool(found),
    )


def concerns(config: Configuration, principal: Principal) -> bool:
    """Say whether the page of obligations can ever hold anything for a person."""
    reach, holders = reach_of(config, principal), holders_of(principal)
    owes = reach.own and any(owing.binds(holders) for owing in owings(config))
    return bool(owes or reach.received or reach.copied or reach.office)


def find(uow: UnitOfWork, principal: Principal, obligation_id: UUID) -> Obligation:
    """Return an obligation this person may see, locked against another's act.

    Raises:
        NotFoundError: It is unknown, foreign or hidden.
    """
    reach = reach_of(current(uow), principal)
    query = select(Obligation).where(
        Obligation.tenant_id == uow.tenant_id, Obligation.id == obligation_id, reach.condition
    )
    found = uow.session.scalar(query.with_for_update())
    if found is None:
        raise NotFoundError
    return found


def names_file(uow: UnitOfWork, principal: Principal, file_id: UUID) -> bool:
    """Say whether something that was filed, and that this person may see, names a file."""
    named = str(file_id)
    query = select(Obligation.id).where(
        Obligation.tenant_id == uow.tenant_id,
        Obligation.state.in_(DONE),
        reach_of(current(uow), principal).in_full,
        or_(
            Obligation.evidence.contains({"files": [named]}),
            Obligation.evidence.contains({"proof": [named]}),
        ),
    )
    return uow.session.scalar(query.limit(1)) is not None


def list_obligations(
    uow: UnitOfWork,
    principal: Principal,
    wanted: Wanted,
    *,
    after: UUID | None = None,
    limit: int = 50,
) -> Sequence[Obligation]:
    """Return what a person may see: what is open by its day, the rest newest first.

    `after` is the last one of the page before.
    """
    mine = Obligation.tenant_id == uow.tenant_id
    query = select(Obligation).where(mine, *_narrowed(uow, principal, wanted))
    is_open = wanted.states == ("open",)
    place = tuple_(Obligation.due_on, Obligation.id)
    if after is not None:
        named = Obligation.id == after
        last = select(Obligation.due_on, Obligation.id).where(mine, named).scalar_subquery()
        query = query.where(place > last if is_open else place < last)
    columns = (Obligation.due_on, Obligation.id)
    order = columns if is_open else tuple(column.desc() for column in columns)
    return list(uow.session.scalars(query.order_by(*order).limit(limit)))


def count_by_state(uow: UnitOfWork, principal: Principal, wanted: Wanted) -> dict[str, int]:
    """Return how many there are in each state, whatever state is wanted."""
    every = replace(wanted, states=(), begun_by=None, begins_after=None)
    query = select(Obligation.state, func.count()).where(
        Obligation.tenant_id == uow.tenant_id, *_narrowed(uow, principal, every)
    )
    return {row[0]: row[1] for row in uow.session.execute(query.group_by(Obligation.state))}


def count_later(uow: UnitOfWork, principal: Principal, wanted: Wanted, today: date) -> int:
    """Return how many are open of periods that have not begun, whatever state is wanted."""
    later = replace(wanted, states=("open",), begun_by=None, begins_after=today)
    query = select(func.count()).where(
        Obligation.tenant_id == uow.tenant_id, *_narrowed(uow, principal, later)
    )
    return uow.session.scalar(query) or 0


def units_within(uow: UnitOfWork, principal: Principal) -> list[UUID]:
    """Return the units whose obligations a person may see."""
    query = select(Obligation.unit_id).where(
        Obligation.tenant_id == uow.tenant_id, *_narrowed(uow, principal, Wanted())
    )
    return list(uow.session.scalars(query.distinct()))


def _narrowed(
    uow: UnitOfWork, principal: Principal, wanted: Wanted
) -> tuple[ColumnElement[bool], ...]:
    found = [reach_of(current(uow), principal).condition]
    if wanted.states:
        found.append(Obligation.state.in_(wanted.states))
    if wanted.unit_id is not None:
        found.append(Obligation.unit_id == wanted.unit_id)
    if wanted.limit_id is not None:
        found.append(Obligation.limit_id == wanted.limit_id)
    if wanted.begun_by is not None:
        found.append(Obligation.period_start <= wanted.begun_by)
    if wanted.begins_after is not None:
        found.append(Obligation.period_start > wanted.begins_after)
    return tuple(found)
