"""What a visitor is in the county: nobody of its people, and less than its office."""

from liandong.authz import Principal
from liandong.authz.narrowing import ANY, Grant, narrow
from liandong.authz.vocabulary import PAGE, PLATFORM
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.service import current
from liandong.features.units.models import Unit
from liandong.features.units.service import list_active
from liandong.features.visits.events import CONFIGURATION, HEADERS
from liandong.features.visits.models import Visit

_RULES = frozenset({(PAGE, "mechanisms", "own"), (PLATFORM, "mechanisms.read", "own")})
#: Of delivered matters the header, as the office has it; what the office may not see stays unseen.
_HEADERS = frozenset(
    {
        (ANY, "read", "office"),
        (PAGE, "cases", "own"),
        (PAGE, "case", "own"),
        (PLATFORM, "cases.list", "own"),
        (PLATFORM, "cases.read", "own"),
    }
)
GRANTS = {CONFIGURATION: Grant(_RULES), HEADERS: Grant(_RULES | _HEADERS)}
_DUTIES = {
    CONFIGURATION: frozenset({"tenant_admin"}),
    HEADERS: frozenset({"tenant_admin", "office_clerk"}),
}
_OFFICES = ("office", "supervision_body")


def office_of(uow: UnitOfWork) -> Unit | None:
    """Return the unit that is the office of the joint meeting; where there is none, None."""
    units = list_active(uow)
    found = (unit for role in _OFFICES for unit in units if role in unit.roles)
    return next(found, None)


def visitor(uow: UnitOfWork, visit: Visit) -> Principal:
    """Return who looks: on the seats of the office, narrowed to what the entry reaches."""
    unit = (office_of(uow) if visit.reach == HEADERS else None) or list_active(uow)[0]
    return Principal(
        tenant_id=uow.tenant_id,
        account_id=visit.id,
        login=visit.visitor,
        unit_id=unit.id,
        unit_kind=unit.kind,
        unit_roles=frozenset(unit.roles),
        duties=_DUTIES[visit.reach],
        name=visit.visitor_name,
        unit_name=visit.other_name,
        policy=narrow(current(uow).policy, GRANTS[visit.reach]),
        only_reads=True,
    )
