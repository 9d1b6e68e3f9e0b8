"""Why a policy decides as it does: the line, its layer, and the seat it spoke of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from liandong.authz.ceiling import Cut
from liandong.authz.inheritance import Chain
from liandong.authz.masks import Request
from liandong.authz.rules import Layer, Rule

if TYPE_CHECKING:
    from liandong.authz.policy import Policy


@dataclass(frozen=True, slots=True)
class Explanation:
    """The line that decided, the layer it stands in and the seat it spoke of.

    `through` are the links by which the seat has the line of another.
    """

    allowed: bool
    layer: Layer
    rule: str | None = None
    where: str | None = None
    seat: str | None = None
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inherited:
    """A line as a seat has it through links: what the ceiling left of it, and what it took.

    `written` is the line of the seat at the end of the chain.
    """

    rule: Rule
    left: tuple[Rule, ...]
    cut: Cut | None
    written: Rule
    chain: Chain


NOTHING_ALLOWS = Explanation(allowed=False, layer="nothing")


def reason_for(
    policy: "Policy", seats: frozenset[str], request: Request, *, allowed: bool
) -> Explanation:
    """Return the first line that makes the decision what it is, as the policy has decided it."""
    effect = "allow" if allowed else "deny"
    found = next(_lines(policy, seats, request, effect, allowed=allowed), None)
    if found is not None or allowed:
        return found or Explanation(allowed, "nothing")
    return next(_cut_away(policy, seats, request), NOTHING_ALLOWS)


def _lines(
    policy: "Policy", seats: frozenset[str], request: Request, effect: str, *, allowed: bool
) -> Iterator[Explanation]:
    for rule in policy.about(request):
        if rule.effect == effect and rule.seat in seats:
            yield Explanation(allowed, rule.layer, str(rule), rule.where, rule.seat)
    for each in policy.inherited(request):
        seat = next((rule.seat for rule in each.left if rule.seat in seats), None)
        if each.rule.effect == effect and seat is not None:
            yield Explanation(
                allowed,
                "inheritance",
                str(each.written),
                each.written.where,
                seat,
                _words(each.chain),
            )


def _cut_away(policy: "Policy", seats: frozenset[str], request: Request) -> Iterator[Explanation]:
    for cut in policy.written_cuts:
        if cut.rule.request == request and cut.rule.seat in seats:
            yield _by_ceiling(cut)
    for each in policy.inherited(request):
        if each.cut and each.rule.seat in seats:
            yield _by_ceiling(each.cut, _words(each.chain))


def _by_ceiling(cut: Cut, through: tuple[str, ...] = ()) -> Explanation:
    text, where = (cut.by.text, cut.by.where) if cut.by else (None, None)
    return Explanation(
        allowed=False, layer="ceiling", rule=text, where=where, seat=cut.rule.seat, through=through
    )


def _words(chain: Chain) -> tuple[str, ...]:
    return tuple(f"{link} ({link.where})" for link in chain)
