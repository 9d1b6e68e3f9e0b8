"""Matters that look like one about to begin: among those that somebody may know of, no others.

Alike are titles that share most of their pairs of neighbouring characters; where a unit takes part
in both, half of them are enough. It is advice: whoever begins the matter decides, and what they
held to be another matter is kept with the opening.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case

#: Shares of common pairs from which titles count as alike, without and with a unit in common.
ALIKE, ALIKE_WITH_UNIT = 0.75, 0.5
LOOKS_BACK = timedelta(days=730)
AT_MOST, NEWEST = 5, 2000
_PAIR = 2


@dataclass(frozen=True)
class Likeness:
    """A matter that is about to begin: its mechanism, title, units, and the day."""

    mechanism: str
    title: str
    units: Collection[UUID]
    on: date


def similar(uow: UnitOfWork, principal: Principal, sought: Likeness) -> list[Case]:
    """Return the matters that look like it, the most alike first."""
    wanted = pairs(sought.title)
    if not wanted:
        return []
    query = select(Case).where(
        Case.tenant_id == uow.tenant_id,
        Case.mechanism == sought.mechanism,
        Case.opened_on >= sought.on - LOOKS_BACK,
        queries.seen_by(uow, principal),
    )
    found = list(uow.session.scalars(query.order_by(Case.id.desc()).limit(NEWEST)))
    shares = {case.id: share(wanted, pairs(case.title)) for case in found}
    near = [case for case in found if shares[case.id] >= ALIKE_WITH_UNIT]
    units: dict[UUID, set[UUID]] = defaultdict(set)
    for party in queries.list_parts_in(uow, [case.id for case in near]):
        if party.unit_id != principal.unit_id:
            units[party.case_id].add(party.unit_id)
    alike = [
        case for case in near if shares[case.id] >= ALIKE or units[case.id] & set(sought.units)
    ]
    return sorted(alike, key=lambda case: -shares[case.id])[:AT_MOST]


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters and digits of a text, as one writes them today."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(each for each in plain if each.isalnum())
    if len(kept) < _PAIR:
        return frozenset()
    return frozenset(kept[n : n + _PAIR] for n in range(len(kept) - 1))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two sets of pairs have in common (Dice), from 0 to 1."""
    whole = len(one) + len(other)
    return 2 * len(one & other) / whole if whole else 0.0
