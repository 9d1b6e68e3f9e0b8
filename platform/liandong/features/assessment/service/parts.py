"""Who assesses, who confirms and who is assessed, as the county states it."""

from collections.abc import Mapping
from dataclasses import dataclass

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.errors import NotYoursError, UnassignedError
from liandong.features.tenants.service import current
from liandong.features.units import service as units
from liandong.features.units.models import Unit

ASSESSOR, CONFIRMS, SUPPLIES, ASSESSED = "assessor", "confirms", "supplies", "assessed"


@dataclass(frozen=True)
class Parts:
    """Units by their part in the assessment, each by its key."""

    assessors: frozenset[str]
    confirmers: frozenset[str]
    assessed: tuple[Unit, ...]

    def having(self, part: str) -> frozenset[str]:
        """Return the units that organise the assessment, or that confirm its result."""
        return self.assessors if part == ASSESSOR else self.confirmers


def parts_of(uow: UnitOfWork) -> Parts:
    """Return who has which part.

    Raises:
        UnassignedError: The county states no assessor, or nobody who is assessed.
    """
    stated = {each["key"]: each for each in current(uow).package.get("assessment", ())}
    if ASSESSOR not in stated or ASSESSED not in stated:
        raise UnassignedError
    assessed = stated[ASSESSED]
    named = frozenset(assessed["units"])
    known = units.list_active(uow)
    chosen = [each for each in known if (each.key in named) != bool(assessed["members"])]
    if assessed["members"]:
        chosen = [each for each in chosen if each.is_member]
    confirmers = stated.get(CONFIRMS, {}).get("units", ())
    return Parts(frozenset(stated[ASSESSOR]["units"]), frozenset(confirmers), tuple(chosen))


def unit_key(uow: UnitOfWork, principal: Principal) -> str:
    """Return the key of the unit that somebody acts for."""
    return units.get(uow, principal.unit_id).key


def related_keys(uow: UnitOfWork, principal: Principal) -> frozenset[str]:
    """Return the units that somebody cannot judge: their own, and those above or below it.

    Which unit is above another stands in the roster, as the name of the superior unit.
    """
    stated = current(uow).package.get("units", ())
    own = unit_key(uow, principal)
    mine: Mapping[str, str] = next((each for each in stated if each["key"] == own), {})
    above = mine.get("superior", "")
    names = {mine.get("name", ""), mine.get("full_name", "")} - {""}
    below = {each["key"] for each in stated if each.get("superior") in names}
    over = {e["key"] for e in stated if above and above in {e.get("name"), e.get("full_name")}}
    return frozenset({own} | below | over)


def is_assessor(uow: UnitOfWork, principal: Principal) -> bool:
    """Tell whether somebody organises the assessment."""
    return _is(uow, principal, "assessment.manage", ASSESSOR)


def may_confirm(uow: UnitOfWork, principal: Principal) -> bool:
    """Tell whether somebody decides on the result."""
    return _is(uow, principal, "assessment.decide", CONFIRMS)


def require_assessor(uow: UnitOfWork, principal: Principal) -> None:
    """Refuse who does not organise the assessment.

    Raises:
        ForbiddenError: The duty does not.
        NotYoursError: The unit does not.
    """
    _require(uow, principal, "assessment.manage", ASSESSOR)


def require_confirmer(uow: UnitOfWork, principal: Principal) -> None:
    """Refuse who does not decide on the result.

    Raises:
        ForbiddenError: The duty does not.
        NotYoursError: The unit does not.
    """
    _require(uow, principal, "assessment.decide", CONFIRMS)


def _is(uow: UnitOfWork, principal: Principal, endpoint: str, part: str) -> bool:
    try:
        named = parts_of(uow).having(part)
    except UnassignedError:
        return False
    return principal.may_call(endpoint) and unit_key(uow, principal) in named


def _require(uow: UnitOfWork, principal: Principal, endpoint: str, part: str) -> None:
    principal.require_call(endpoint)
    if unit_key(uow, principal) not in parts_of(uow).having(part):
        raise NotYoursError
