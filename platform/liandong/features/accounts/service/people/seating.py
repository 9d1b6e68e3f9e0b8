"""Where accounts can be, and which duties open something there."""

from collections.abc import Iterator
from uuid import UUID

from liandong.authz.seating import GIVEN_ABOVE, may_sit, seats_for
from liandong.authz.vocabulary import DUTIES
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.errors import ActError, GivenAboveError, NotSeatedError
from liandong.features.accounts.service.people.acts import LABELS
from liandong.features.tenants.service import current
from liandong.features.units import service as units
from liandong.features.units.models import Unit
from liandong.kernel.errors import Problem


def unit_of(uow: UnitOfWork, unit_id: UUID | None) -> Unit:
    """Return a unit of the roster that can have accounts.

    Raises:
        ActError: There is none.
    """
    known = {unit.id: unit for unit in units.list_active(uow)}
    if unit_id not in known:
        raise ActError([Problem("unit_id", "请选一个单位", "choose a unit")])
    return known[unit_id]


def require_seated(uow: UnitOfWork, unit: Unit, asked: tuple[str, ...]) -> None:
    """Let duties pass that the county gives and that open something in a unit.

    Raises:
        GivenAboveError: One of them is given above the county.
        NotSeatedError: One of them opens nothing in that unit.
    """
    if GIVEN_ABOVE.intersection(asked):
        raise GivenAboveError
    problems = list(_unseated(uow, unit, asked))
    if problems:
        raise NotSeatedError(problems)


def _unseated(uow: UnitOfWork, unit: Unit, asked: tuple[str, ...]) -> Iterator[Problem]:
    policy = current(uow).policy
    for duty in asked:
        if duty not in DUTIES:
            yield Problem("duties", f"没有“{duty}”这种岗位", f"there is no duty '{duty}'")
        elif not may_sit(policy, duty, unit.kind, frozenset(unit.roles)):
            holders = ", ".join(sorted(seats_for(policy, duty)))
            zh = f"{unit.name}不能设{LABELS[duty]}：权限上限没有给这类单位"
            en = f"'{duty}' cannot be held in a unit of kind '{unit.kind}', only in: {holders}"
            yield Problem("duties", zh, en)
