"""Another county takes part in a matter that stays here: who asks it, from where, with what."""

from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.authz.vocabulary import CHANGE_COUNTY
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.errors import NotTransferableError
from liandong.features.cases.models import Case
from liandong.features.cases.service import checking
from liandong.features.cases.service.course import course_of
from liandong.features.cases.service.custody import leads
from liandong.features.cases.service.reading import CasePicture
from liandong.features.cases.service.taking_over import told_facts
from liandong.features.cases.service.viewing import Opened, open_up
from liandong.kernel.errors import ForbiddenError
from liandong.mechanisms import Mechanism


def may_join(principal: Principal, picture: CasePicture) -> bool:
    """Tell whether this person could ask another county to take part now."""
    opened = picture.opened
    if picture.level != "full" or not leads(opened):
        return False
    return principal.may(opened.mechanism.key, CHANGE_COUNTY) and _stands_open(opened)


def join_case(uow: UnitOfWork, principal: Principal, case_id: UUID, seen: int | None) -> Case:
    """Return a matter in which another county may be asked to take part; nothing of it changes.

    Raises:
        NotFoundError: The unit may not know of it.
        ForbiddenError: Another unit leads it, or another duty signs.
        StaleError: It moved since it was read.
        NotTransferableError: It stands where no other county takes part.
        NotInCustodyError: It is on its way to another county.
    """
    case = queries.get_visible(uow, principal, case_id, lock=True)
    checking.require_custody(case)
    opened = open_up(uow, principal, case)
    if not leads(opened) or not principal.may(case.mechanism, CHANGE_COUNTY):
        raise ForbiddenError
    checking.require_version(course_of(uow, case.id, principal.unit_id), seen)
    if not _stands_open(opened):
        zh = "这一件现在的状态不能请其他县共同办理"
        raise NotTransferableError(zh, "in this state no other county takes part")
    return case


def _stands_open(opened: Opened) -> bool:
    change = opened.mechanism.changes_county
    joins = {state.key for state in change.joins} if change else set()
    return opened.case.custody == "own" and opened.case.state in joins


def joins_here(mechanism: Mechanism) -> bool:
    """Tell whether units of several counties take part in matters of a mechanism at all."""
    change = mechanism.changes_county
    return change is not None and bool(change.joins)


def facts_to_join(picture: CasePicture) -> dict[str, Any]:
    """Return what another county is told that takes part: what its beginning there asks, no more.

    Nothing that is sealed, no unit and no file goes along.
    """
    return told_facts(picture.opened.mechanism, picture.case.facts)
