from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    and_,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy import case as either
from sqlalchemy.dialects.postgresql import JSONB

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.cases.models import (
    OVERSEEING,
    Case,
    CaseEvent,
    CaseLink,
    CaseParty,
    CaseRow,
    Visibility,
)
from liandong.features.tenants.service import installed
from liandong.kernel.errors import NotFoundError

#: What the payload of an event about rows that few may see calls the units that may know of it.
SHOWN_TO = "shown_to"
#: The kinds of events that may be told to some: what is done with rows, and what is purged there.
TOLD_TO_SOME = ("row", "purge")
#: Where a case counts that another county has taken over: its state here says nothing any more.
GIVEN = "@given"
#: More events than a county writes in one millisecond.
_OF_ONE_MOMENT = 100


def seen_by(uow: UnitOfWork, principal: Principal, *levels: str) -> ColumnElement[bool]:
    """Return the condition that a case may be known to somebody; every read of cases joins it.

    The unit's visibility decides. What it has as the office or as a convener is for those of its
    accounts whose duty reads in the scope `office`, what it has as a party for those whose duty
    reads in any other, and for nobody else in the unit.
    """
    scopes = {key: set(principal.read_scopes(key)) for key in installed().registry.keys}
    overseen = [key for key, held in scopes.items() if "office" in held]
    taking_part = [key for key, held in scopes.items() if held - {"office"}]
    wanted = [
        Visibility.tenant_id == uow.tenant_id,
        Visibility.case_id == Case.id,
        Visibility.unit_id == principal.unit_id,
        or_(
            Visibility.reason.not_in(OVERSEEING) & Case.mechanism.in_(taking_part),
            Visibility.reason.in_(OVERSEEING) & Case.mechanism.in_(overseen),
        ),
    ]
    if levels:
        wanted.append(Visibility.level.in_(levels))
    return exists(select(Visibility.id).where(*wanted))


def get_visible(
    uow: UnitOfWork, principal: Principal, case_id: UUID, *, lock: bool = False
) -> Case:
    """Return a case this unit may know of.

    Raises:
        NotFoundError: It is unknown, foreign or hidden: the same answer for all three.
    """
    query = select(Case).where(
        Case.tenant_id == uow.tenant_id, Case.id == case_id, seen_by(uow, principal)
    )
    case = uow.session.scalar(query.with_for_update() if lock else query)
    if case is None:
        raise NotFoundError
    return case


def find_named(uow: UnitOfWork, principal: Principal, text: str) -> Case | None:
    """Return the case with a number or an id, if this unit may know of it."""
    query = select(Case).where(
        Case.tenant_id == uow.tenant_id, _is_named(text), seen_by(uow, principal)
    )
    return uow.session.scalar(query)


def find_for_operator(uow: UnitOfWork, text: str) -> Case | None:
    """Return the case with a number or an id, for whoever operates the installation."""
    query = select(Case).where(Case.tenant_id == uow.tenant_id, _is_named(text))
    return uow.session.scalar(query)


def _is_named(text: str) -> ColumnElement[bool]:
    try:
        return Case.id == UUID(text)
    except ValueError:
        return Case.number == text


def level_of(uow: UnitOfWork, case_id: UUID, unit_id: UUID) -> str:
    """Return what a unit may see of a case: header, document or full.

    Raises:
        NotFoundError: Nothing.
    """
    query = select(Visibility.level).where(
        Visibility.tenant_id == uow.tenant_id,
        Visibility.case_id == case_id,
        Visibility.unit_id == unit_id,
    )
    level = uow.session.scalar(query)
    if level is None:
        raise NotFoundError
    return level


def list_visible(uow: UnitOfWork, principal: Principal, case_ids: Collection[UUID]) -> list[Case]:
    """Return those of several cases that this unit may know of."""
    if not case_ids:
        return []
    query = select(Case).where(
        Case.tenant_id == uow.tenant_id, Case.id.in_(case_ids), seen_by(uow, principal)
    )
    return list(uow.session.scalars(query))


def list_links(uow: UnitOfWork, case_id: UUID) -> list[CaseLink]:
    """Return every link of a case, to where it came from and to what it led."""
    query = select(CaseLink).where(
        CaseLink.tenant_id == uow.tenant_id,
        or_(CaseLink.case_id == case_id, CaseLink.from_case_id == case_id),
    )
    return list(uow.session.scalars(query.order_by(CaseLink.id)))


def list_parties(uow: UnitOfWork, case_id: UUID) -> list[CaseParty]:
    """Return the parties of a case, in the order of the parts."""
    query = select(CaseParty).where(
        CaseParty.tenant_id == uow.tenant_id, CaseParty.case_id == case_id
    )
    return list(uow.session.scalars(query.order_by(CaseParty.part, CaseParty.id)))


def list_rows(uow: UnitOfWork, case_id: UUID) -> list[CaseRow]:
    """Return every row of a case; the caller leaves out what the unit may not see."""
    query = select(CaseRow).where(CaseRow.tenant_id == uow.tenant_id, CaseRow.case_id == case_id)
    return list(uow.session.scalars(query.order_by(CaseRow.type, CaseRow.number)))


def list_events(uow: UnitOfWork, case_id: UUID, unit_id: UUID) -> list[CaseEvent]:
    """Return what happened, newest first, without the other side's inner doings."""
    query = select(CaseEvent).where(
        CaseEvent.tenant_id == uow.tenant_id,
        CaseEvent.case_id == case_id,
        or_(CaseEvent.audience == "parties", CaseEvent.unit_id == unit_id, heard_by(unit_id)),
    )
    return list(uow.session.scalars(query.order_by(CaseEvent.position.desc())))


def lock_once(uow: UnitOfWork, unit_id: UUID, mechanism: str, answer: str) -> None:
    """Let nobody else open the same case of a unit until the transaction ends."""
    lock(uow, f"once/{mechanism}/{unit_id}/{answer}")


def heard_by(unit_id: UUID) -> ColumnElement[bool]:
    """Return the condition that an event names a unit among the few it is for."""
    return and_(
        CaseEvent.audience == "unit",
        CaseEvent.kind.in_(TOLD_TO_SOME),
        CaseEvent.payload[SHOWN_TO].contains(cast([str(unit_id)], JSONB)),
    )


def hears(event: CaseEvent, unit_id: UUID) -> bool:
    """Tell whether a unit that sees the case in full hears of a move, as `heard_by` and all ask."""
    told = event.payload.get(SHOWN_TO, ()) if event.kind in TOLD_TO_SOME else ()
    return event.audience == "parties" or event.unit_id == unit_id or str(unit_id) in told


def newest_events(uow: UnitOfWork) -> frozenset[UUID]:
    """Return the latest events of the tenant: ids of one millisecond have no order."""
    query = select(CaseEvent.id).where(CaseEvent.tenant_id == uow.tenant_id)
    newest = query.order_by(CaseEvent.id.desc()).limit(_OF_ONE_MOMENT)
    return frozenset(uow.session.scalars(newest))


def list_visibility(uow: UnitOfWork, case_id: UUID) -> list[Visibility]:
    """Return who may see a case."""
    query = select(Visibility).where(
        Visibility.tenant_id == uow.tenant_id, Visibility.case_id == case_id
    )
    return list(uow.session.scalars(query.order_by(Visibility.since, Visibility.id)))


def list_cases(
    uow: UnitOfWork,
    principal: Principal,
    *,
    filters: Sequence[ColumnElement[bool]] = (),
    after: UUID | None = None,
    before: UUID | None = None,
    limit: int = 50,
) -> list[Case]:
    """Return one page of the cases this unit may know of, the newest first (keyset by id)."""
    query = select(Case).where(Case.tenant_id == uow.tenant_id, seen_by(uow, principal), *filters)
    if before is not None:
        newer = query.where(Case.id > before).order_by(Case.id).limit(limit)
        return list(uow.session.scalars(newer))[::-1]
    if after is not None:
        query = query.where(Case.id < after)
    return list(uow.session.scalars(query.order_by(Case.id.desc()).limit(limit)))


def count_cases(
    uow: UnitOfWork, principal: Principal, filters: Sequence[ColumnElement[bool]]
) -> int:
    """Return how many cases this unit may know of."""
    query = select(func.count(Case.id)).where(
        Case.tenant_id == uow.tenant_id, seen_by(uow, principal), *filters
    )
    return uow.session.scalar(query) or 0


def list_parts_in(uow: UnitOfWork, case_ids: Collection[UUID]) -> list[CaseParty]:
    """Return the parties of several cases, in the order of the parts."""
    query = select(CaseParty).where(
        CaseParty.tenant_id == uow.tenant_id, CaseParty.case_id.in_(case_ids)
    )
    return list(uow.session.scalars(query.order_by(CaseParty.part, CaseParty.id)))


def list_rows_in(uow: UnitOfWork, case_ids: Collection[UUID]) -> list[CaseRow]:
    """Return the rows of several cases."""
    query = select(CaseRow).where(CaseRow.tenant_id == uow.tenant_id, CaseRow.case_id.in_(case_ids))
    return list(uow.session.scalars(query.order_by(CaseRow.type, CaseRow.number)))


def levels_in(uow: UnitOfWork, unit_id: UUID, case_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what a unit may see of each of several cases."""
    query = select(Visibility.case_id, Visibility.level).where(
        Visibility.tenant_id == uow.tenant_id,
        Visibility.unit_id == unit_id,
        Visibility.case_id.in_(case_ids),
    )
    return {row.case_id: row.level for row in uow.session.execute(query)}


def takes_part(uow: UnitOfWork, unit_id: UUID) -> ColumnElement[bool]:
    """Return the condition that a unit acts in a case, other than by reading a copy."""
    return exists(
        select(CaseParty.id).where(
            CaseParty.tenant_id == uow.tenant_id,
            CaseParty.case_id == Case.id,
            CaseParty.unit_id == unit_id,
            CaseParty.part != "copied",
        )
    )


def state_for(unit_id: UUID | BindParameter[UUID]) -> ColumnElement[str]:
    """Return the state of a case as a unit knows it: inner moves of another brought it nowhere."""
    is_known = Case.known_to_id.is_(None) | (Case.known_to_id == unit_id)
    return either((is_known, Case.state), else_=Case.shown_state)


def count_by_state(
    uow: UnitOfWork, principal: Principal, filters: Sequence[ColumnElement[bool]] = ()
) -> Sequence[Row[str, str, int]]:
    """Return how many of the visible cases stand in each state, by mechanism.

    What another county has taken over stands in none of them, but under `GIVEN`.
    """
    state = state_for(principal.unit_id)
    stands = either((Case.custody == "given", literal_column(f"'{GIVEN}'")), else_=state)
    query = select(Case.mechanism, stands, func.count()).where(
        Case.tenant_id == uow.tenant_id, seen_by(uow, principal), *filters
    )
    return uow.session.execute(query.group_by(Case.mechanism, stands)).all()


def part_of(uow: UnitOfWork, unit_id: UUID, part: str) -> ColumnElement[bool]:
    """Return the condition that a unit has a part in a case."""
    return exists(
        select(CaseParty.id).where(
            CaseParty.tenant_id == uow.tenant_id,
            CaseParty.case_id == Case.id,
            CaseParty.unit_id == unit_id,
            CaseParty.part == part,
        )
    )
