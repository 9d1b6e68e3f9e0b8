"""What two policies decide differently, seat by seat."""

from dataclasses import dataclass

from liandong.authz.masks import Request
from liandong.authz.policy import Policy
from liandong.authz.rules import Rule
from liandong.authz.vocabulary import ANY_UNIT, Scope


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A seat may now what it could not, or no longer what it could."""

    mechanism: str
    action: str
    scope: Scope
    seat: str
    gained: bool

    @property
    def request(self) -> Request:
        """Return what is asked for."""
        return self.mechanism, self.action, self.scope


@dataclass(frozen=True, slots=True)
class _Post:
    """Whoever sits on one seat, and on that of the same duty in any unit."""

    seats: frozenset[str]


def differences(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """Return what changes for whom, what holds for a duty in any unit said once."""
    lines = {_line(rule) for rule in before.effective} ^ {_line(rule) for rule in after.effective}
    asked = {(seat, request) for seat, request, _ in lines}
    found = {
        Difference(*request, seat, gained=decided)
        for seat, request in asked
        for decided in (_decides(after, seat, request),)
        if decided != _decides(before, seat, request)
    }
    return tuple(sorted(each for each in found if not _is_said(each, found)))


def _line(rule: Rule) -> tuple[str, Request, str]:
    return rule.seat, rule.request, rule.effect


def _decides(policy: Policy, seat: str, request: Request) -> bool:
    post = _Post(frozenset({seat, _anywhere(seat)}))
    mechanism, action, scope = request
    return policy.allows(post, mechanism, action, scope)


def _is_said(one: Difference, found: set[Difference]) -> bool:
    wider = _anywhere(one.seat)
    return one.seat != wider and Difference(*one.request, wider, one.gained) in found


def _anywhere(seat: str) -> str:
    return f"{seat.partition('@')[0]}@{ANY_UNIT}"
