"""A matter of another county begins here: by the signature of the head of the unit that takes it.

It begins with the opening move of its mechanism, which nobody of this county has made before; what
was done elsewhere is on record, and its clocks are those of this county from this day on.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.authz.vocabulary import CHANGE_COUNTY
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case
from liandong.features.cases.service.acting import begin_case
from liandong.features.cases.service.commands import FireTransition, PartyCommand
from liandong.features.tenants.service import current, installed
from liandong.features.units import service as units
from liandong.features.units.models import Unit
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ForbiddenError, NotFoundError
from liandong.mechanisms import Field, FieldKind, Mechanism, Named, Transition, sealed_fields
from liandong.mechanisms.secrecy import OF_CASE

_STAYS = {FieldKind.UNIT, FieldKind.FILE}


def opens_there(uow: UnitOfWork, mechanism_key: str) -> Mechanism | None:
    """Return the mechanism by which a matter could be taken over here; None if it is not enabled.

    It is a mechanism of which a matter may change its county at all.
    """
    if mechanism_key not in current(uow).enabled & set(installed().registry.keys):
        return None
    found = installed().registry.current(mechanism_key)
    return found if found.changes_county is not None else None


def can_receive(mechanism: Mechanism, unit: Unit) -> bool:
    """Tell whether a unit can take the part in which matters of a mechanism are taken over."""
    change = mechanism.changes_county
    return change is not None and units.holds_any(unit, [role.key for role in change.by.roles])


def names_of(mechanism: Mechanism) -> tuple[Named, ...]:
    """Return the units that have to be named here when a matter is taken over."""
    return tuple(each for each in _opening(mechanism).names if each.least)


def carried_facts(
    uow: UnitOfWork, clock: Clock, mechanism: Mechanism, facts: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what of a matter's facts its beginning here asks for.

    Units, files, and words that this county's lists do not have stay on record alone.
    """
    lists = current(uow).lists_on(clock.today())
    asked = (f.for_county(lists) for f in _opening(mechanism).inputs if f.kind not in _STAYS)
    return {f.key: facts[f.key] for f in asked if _fits(f, facts.get(f.key))}


def told_facts(mechanism: Mechanism, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a matter's facts its beginning in any county asks for, and nothing sealed."""
    sealed = sealed_fields(mechanism).get(OF_CASE, {})
    asked = (f for f in _opening(mechanism).inputs if f.kind not in _STAYS and f.key not in sealed)
    return {f.key: facts[f.key] for f in asked if facts.get(f.key) not in (None, "", [])}


def _fits(field: Field, value: Any) -> bool:
    listed = value if isinstance(value, list) else [value]
    known = {choice.key for choice in field.choices}
    is_known = field.kind is not FieldKind.CHOICE or known.issuperset(map(str, listed))
    return value not in (None, "", []) and is_known


def take_over(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    mechanism_key: str,
    transfer_id: UUID,
    facts: Mapping[str, Any],
    parties: tuple[PartyCommand, ...],
) -> Case:
    """Begin a matter that another county offered.

    Raises:
        NotFoundError: The county has not enabled the mechanism.
        ForbiddenError: The person does not sign this, or the unit cannot take the part.
        PartiesError: A unit cannot take the part it is given, or one is missing.
        FactsError: The beginning here asks for something that nobody has stated yet.
    """
    mechanism = opens_there(uow, mechanism_key)
    if mechanism is None or mechanism.changes_county is None:
        raise NotFoundError
    unit = units.get(uow, principal.unit_id)
    if not principal.may(mechanism_key, CHANGE_COUNTY) or not can_receive(mechanism, unit):
        raise ForbiddenError
    opening, by = _opening(mechanism), mechanism.changes_county.by
    command = FireTransition(opening.key, clock.today(), dict(facts), (), parties)
    held = frozenset(actor.held for actor in opening.actors if actor.party == by)
    came_from = {"origin": None, "transfer": str(transfer_id)}
    parts = frozenset({by.key})
    return begin_case(uow, principal, clock, mechanism, command, parts, held, came_from)


def _opening(mechanism: Mechanism) -> Transition:
    change = mechanism.changes_county
    return mechanism.transition(change.opening if change else "")
