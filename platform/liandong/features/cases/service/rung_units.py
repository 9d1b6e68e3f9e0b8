"""Who confirms a rung, and whom its document goes to; pure."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from liandong.features.cases.models import Case, Visibility
from liandong.features.cases.service.opening_up import OVERSEERS, grant
from liandong.features.deadlines.models import Deadline
from liandong.features.units.models import Unit
from liandong.features.units.service import holds_any

#: In a ladder, the unit that owes what is late.
DEBTOR = "addressee"
ROLE_WORDS = {
    "superior_unit": "上级主管机关",
    "county_gov": "县（区）政府",
    "convener": "召集人",
    "office": "联席会议办公室",
}


def confirmer_of(
    units: Iterable[Unit], confirmed_by: str, case: Case, deadline: Deadline
) -> Unit | None:
    """Return the unit whose duty confirms a rung: never the one that is late itself.

    A procuratorate confirms for its own matters alone.
    """
    role = confirmed_by.partition("@")[2]
    fitting = [u for u in units if u.is_active and holds_any(u, [role])]
    others = [u for u in fitting if u.id != deadline.unit_id]
    if role == "procuratorate":
        others = [u for u in others if u.id == case.issuer_id]
    return others[0] if others else None


def inherited(seeing: Sequence[Visibility], unit: Unit) -> list[dict[str, Any]]:
    """Return what a unit comes to see of a matter as what another unit was before it.

    The header, as the office, convener or coordinator, where somebody sees it as that already;
    nothing where the unit sees the matter, or nobody does in that place.
    """
    if any(each.unit_id == unit.id for each in seeing):
        return []
    held = [OVERSEERS[role] for role in OVERSEERS if role in unit.roles]
    known = {each.reason for each in seeing}
    return [grant(unit.id, "header", reason) for reason in held if reason in known][:1]


def addressees_of(
    units: Iterable[Unit], roles: Iterable[str], debtor: UUID | None
) -> list[dict[str, Any]]:
    """Return whom a document goes to; a role that no unit here has is served by hand."""
    known = [unit for unit in units if unit.is_active]
    found: list[dict[str, Any]] = []
    for role in roles:
        holders = [u for u in known if (u.id == debtor if role == DEBTOR else role in u.roles)]
        named = [{"role": role, "unit_id": str(u.id), "name": u.full_name} for u in holders]
        found += named or [{"role": role, "unit_id": None, "name": ROLE_WORDS.get(role, role)}]
    return found
