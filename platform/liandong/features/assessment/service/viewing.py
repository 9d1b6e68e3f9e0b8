"""Who sees what of a round: the assessor all, a unit its own, an evaluator what is theirs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment import queries
from liandong.features.assessment.models import AssessmentRound
from liandong.features.assessment.service.parts import is_assessor, may_confirm, unit_key
from liandong.features.assessment.service.recording import standing_of
from liandong.features.assessment.service.standing import Standing
from liandong.kernel.errors import NotFoundError

#: From here on a unit sees its own result.
_TOLD = frozenset({"preliminary", "reviewed", "decided", "published"})


@dataclass(frozen=True)
class Sight:
    """A round as one person may see it."""

    standing: Standing
    account: str
    unit: str
    assesses: bool
    confirms: bool

    @property
    def evaluates(self) -> bool:
        """Tell whether items are assigned to this person."""
        return self.account in self.standing.assignments

    @property
    def sees_all(self) -> bool:
        """Tell whether items of every unit are shown."""
        return self.assesses or (self.confirms and self.standing.state in _TOLD)

    @property
    def sees_ranks(self) -> bool:
        """Tell whether totals and ranks of all units are shown."""
        return self.sees_all or self.standing.state == "published"

    def sees_unit(self, key: str) -> bool:
        """Tell whether the items of a unit are shown."""
        return self.sees_all or (key == self.unit and key in self.standing.participants)

    def hears_of(self, key: str) -> bool:
        """Tell whether the day book, inspections and tasks of a unit are shown, all the year."""
        mine = self.standing.assignments.get(self.account)
        is_mine = mine is not None and key in mine.units
        aside = (self.account, key) in self.standing.recusals
        return self.assesses or self.confirms or key == self.unit or (is_mine and not aside)

    @property
    def rates(self) -> bool:
        """Tell whether this person is called to rate the units."""
        return any(self.account in people for people in self.standing.electorates.values())

    @property
    def is_told(self) -> bool:
        """Tell whether units see their result."""
        return self.standing.state in _TOLD


def see(uow: UnitOfWork, principal: Principal, round_id: UUID) -> Sight:
    """Return a round as somebody may see it.

    Raises:
        NotFoundError: There is no such round, or none that this person has a part in.
    """
    principal.require_call("assessment.read")
    standing = standing_of(uow, round_id)
    sight = Sight(
        standing,
        str(principal.account_id),
        unit_key(uow, principal),
        is_assessor(uow, principal),
        may_confirm(uow, principal),
    )
    has_part = sight.assesses or sight.confirms or sight.evaluates or sight.rates
    if not has_part and sight.unit not in standing.participants:
        raise NotFoundError
    if standing.state == "planned" and not (sight.assesses or sight.confirms):
        raise NotFoundError
    return sight


def list_rounds(uow: UnitOfWork, principal: Principal) -> list[AssessmentRound]:
    """Return the rounds that somebody has a part in, the newest first."""
    principal.require_call("assessment.read")
    return [each for each in queries.list_rounds(uow) if _is_seen(uow, principal, each.id)]


def _is_seen(uow: UnitOfWork, principal: Principal, round_id: UUID) -> bool:
    try:
        see(uow, principal, round_id)
    except NotFoundError:
        return False
    return True


def result_of(standing: Standing) -> dict[str, Any] | None:
    """Return the newest computed result, complete; nothing before the preliminary one."""
    if not standing.results:
        return None
    found: dict[str, Any] = standing.results[-1].content["content"]
    return found
