"""What is asked of a person: the policy's step, decided by the very calls that enforce it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from liandong.authz import Explanation, Principal
from liandong.authz.generation import actors_of
from liandong.authz.seating import authority_of
from liandong.authz.vocabulary import OBLIGATION, PAGE, PLATFORM, SCOPES, Scope
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.access.service.act_words import acts_of_mechanism
from liandong.features.accounts import service as accounts
from liandong.features.tenants.service import installed
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import Actor, Mechanism


@dataclass(frozen=True)
class Asked:
    """May this account do this? `case` is what was typed as number or id; it may be nothing."""

    login: str
    mechanism: str
    action: str
    case: str = ""


@dataclass(frozen=True)
class PolicyStep:
    """What the policy decides, by which lines, and since when the duty of the seat is held.

    `scopes` are those in which a matter may be read; anything else is asked for as `own`.
    """

    allowed: bool
    reasons: tuple[tuple[Scope, Explanation], ...]
    held_from: date | None = None
    held_until: date | None = None


def is_of_same(asker: Principal | None, kind: str, roles: Collection[str]) -> bool:
    """Say whether who asks may hear names of a unit's people: those of their own authority.

    Without an asker it is the operator, who may.
    """
    return asker is None or (
        authority_of(asker.unit_kind, asker.unit_roles) == authority_of(kind, roles)
    )


def require_known(asked: Asked) -> None:
    """Refuse what nobody could ask of the platform.

    Raises:
        InvalidInputError: No such mechanism or action; both are named.
    """
    known = acts_of_mechanism(asked.mechanism)
    if not known:
        zh, en = f"没有这个机制：{asked.mechanism}", f"no such mechanism: {asked.mechanism}"
        raise InvalidInputError([Problem("mechanism", zh, en)])
    if asked.action not in known:
        zh, en = f"没有这个动作：{asked.action}", f"no such action: {asked.action}"
        raise InvalidInputError([Problem("action", zh, en)])


def policy_step(uow: UnitOfWork, clock: Clock, who: Principal, asked: Asked) -> PolicyStep:
    """Return what the policy says, whatever the case."""
    mechanism = _mechanism(asked)
    if asked.action == "read":
        reasons = tuple(_reading(who, asked.mechanism))
        allowed = bool(who.read_scopes(asked.mechanism))
    else:
        actors = actors_of(mechanism, asked.action) if mechanism else ()
        parts = {actor.party.part for actor in actors}
        reasons = (("own", move_reason(who, asked, actors, parts)),)
        allowed = may_do(who, asked, actors, parts)
    return _held(uow, clock, who, PolicyStep(allowed, reasons))


def may_do(who: Principal, asked: Asked, actors: Collection[Actor], parts: Collection[str]) -> bool:
    """Ask as enforcement asks: for a move by duty and part, for anything else by the policy."""
    if actors:
        return who.may_fire(asked.mechanism, asked.action, actors, parts)
    return who.may(asked.mechanism, asked.action)


def move_reason(
    who: Principal, asked: Asked, actors: Collection[Actor], parts: Collection[str]
) -> Explanation:
    """Return the line by which somebody may act: that of the duty which the move names.

    A denial of any seat stops the person; a duty that the move does not name lends nothing.
    """
    found = who.policy.explain(who, asked.mechanism, asked.action)
    if not found.allowed or not actors:
        return found
    for actor in actors:
        acting = who.acting_as(actor.duty.key)
        if actor.party.part in parts and acting.may(asked.mechanism, asked.action):
            return who.policy.explain(acting, asked.mechanism, asked.action)
    return Explanation(allowed=False, layer="nothing")


def _reading(who: Principal, mechanism: str) -> Iterator[tuple[Scope, Explanation]]:
    """Yield the lines by which matters are read; without any, what stands against the first."""
    found = [(scope, who.policy.explain(who, mechanism, "read", scope)) for scope in SCOPES]
    allowed = [each for each in found if each[1].allowed]
    told = [each for each in found if each[1].layer != "nothing"]
    yield from allowed or told[:1] or found[:1]


def _mechanism(asked: Asked) -> Mechanism | None:
    if asked.mechanism in {PAGE, PLATFORM, OBLIGATION}:
        return None
    return installed().registry.current(asked.mechanism)


def _held(uow: UnitOfWork, clock: Clock, who: Principal, step: PolicyStep) -> PolicyStep:
    seat = next((reason.seat for _, reason in step.reasons if reason.seat), None)
    if seat is None:
        return step
    duty = seat.partition("@")[0]
    held = accounts.find_duty(uow, who.account_id, duty, clock.today())
    if held is None:
        return step
    return PolicyStep(step.allowed, step.reasons, held.held_from, held.held_until)
