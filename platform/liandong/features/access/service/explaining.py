"""May this account do this, with this case, and why: an explanation, never a decision.

Both steps call what enforcement calls. Whoever asks learns nothing of a case that they could not
open themselves: for a hidden case, an unknown one and one of another mechanism the answer is the
same, the policy's step alone.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from liandong.authz import Principal
from liandong.authz.generation import actors_of
from liandong.authz.vocabulary import OBLIGATION, PAGE, PLATFORM
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.access.service.asking import (
    Asked,
    PolicyStep,
    is_of_same,
    may_do,
    policy_step,
    require_known,
)
from liandong.features.accounts import service as accounts
from liandong.features.cases import service as cases
from liandong.kernel.clock import Clock
from liandong.kernel.errors import (
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    Problem,
    UnauthenticatedError,
)


@dataclass(frozen=True)
class RecordStep:
    """What the case decides: `is_told` is false where whoever asks may not know of it.

    `level` is None for a unit that does not know of the case; `event` is the act that opened it,
    where whoever asks may hear of it.
    """

    is_told: bool
    allowed: bool = False
    level: str | None = None
    since: date | None = None
    reason: str = ""
    parts: frozenset[str] = frozenset()
    event: str | None = None


@dataclass(frozen=True)
class Answer:
    """Both steps; `allowed` is their sum, without a case that is told the policy's alone."""

    asked: Asked
    name: str
    unit: str
    is_open: bool
    policy: PolicyStep
    record: RecordStep | None = None

    @property
    def allowed(self) -> bool:
        """Whether it may be done, as far as whoever asks may know."""
        case = self.record
        return self.policy.allowed and (case is None or not case.is_told or case.allowed)


def explain(uow: UnitOfWork, clock: Clock, asker: Principal | None, asked: Asked) -> Answer:
    """Explain what an account may do; without an asker, to the operator of the installation.

    Of an account of another authority neither name nor days are told.

    Raises:
        InvalidInputError: No such account, mechanism or action.
    """
    require_known(asked)
    account = accounts.find_account(uow, asked.login)
    if account is None:
        zh, en = f"没有这个账号：{asked.login}", f"no such account: {asked.login}"
        raise InvalidInputError([Problem("account", zh, en)])
    try:
        who = accounts.load_principal(uow, clock, account.id)
    except UnauthenticatedError:
        nothing = PolicyStep(allowed=False, reasons=())
        return Answer(asked, account.name, "", is_open=False, policy=nothing)
    step, name = policy_step(uow, clock, who, asked), who.name
    if not is_of_same(asker, who.unit_kind, who.unit_roles):
        step, name = replace(step, held_from=None, held_until=None), who.login
    answer = Answer(asked, name, who.unit_name, True, step)
    if not asked.case or asked.mechanism in {PAGE, PLATFORM, OBLIGATION}:
        return answer
    return replace(answer, record=_record(uow, asker, who, asked))


def _record(uow: UnitOfWork, asker: Principal | None, who: Principal, asked: Asked) -> RecordStep:
    case = cases.find_case(uow, asker, asked.case)
    if case is None or case.mechanism != asked.mechanism:
        return RecordStep(is_told=False)
    if asker is not None and not _may_hear(uow, asker, who.unit_id, asked.mechanism, case.id):
        return RecordStep(is_told=False)
    try:
        standing = cases.standing_of(uow, who, asked.mechanism, case.id)
    except (ForbiddenError, NotFoundError):
        return RecordStep(is_told=True)
    mechanism = cases.mechanism_of(standing.case)
    actors = actors_of(mechanism, asked.action)
    allowed = asked.action == "read" or may_do(who, asked, actors, standing.parts)
    return RecordStep(
        is_told=True,
        allowed=allowed,
        level=standing.level,
        since=standing.since,
        reason=standing.reason,
        parts=standing.parts,
        event=_event(standing, asker),
    )


def _may_hear(
    uow: UnitOfWork, asker: Principal, unit_id: UUID, mechanism: str, case_id: UUID
) -> bool:
    """Say whether somebody may be told how a unit stands to a case.

    Of their own unit, if they may open the case; of others, if they see it in full and the
    mechanism keeps those units not apart from theirs, as on 谁能看到本案.
    """
    try:
        own = cases.standing_of(uow, asker, mechanism, case_id)
    except (ForbiddenError, NotFoundError):
        return False
    if asker.unit_id == unit_id:
        return True
    if own.level != "full":
        return False
    told = cases.units_told_of(uow, own, asker.unit_id, cases.mechanism_of(own.case))
    return told is None or unit_id in told


def _event(standing: cases.Standing, asker: Principal | None) -> str | None:
    """Return the key of the act that opened the case; inner acts are told to their actor alone."""
    event = standing.event
    if event is None:
        return None
    is_heard = asker is None or event.audience == "parties" or event.unit_id == asker.unit_id
    return event.transition if is_heard else None
