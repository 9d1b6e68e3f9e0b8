"""One tenant's policy, (templates + overlay) within the ceiling, compiled to bitmasks.

The lines mean what pycasbin makes of them under `policies/model.conf`; a test compares the two. A
`Policy` never changes, so threads share it: a changed overlay makes another one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from typing import Protocol, Self

from liandong.authz.ceiling import Ceiling, Cut, load_ceiling
from liandong.authz.rules import Layer, Rule, load, parse
from liandong.authz.vocabulary import SCOPES, Scope
from liandong.kernel.resources import data_root

_REMEMBERED = 4096


class Seated(Protocol):
    """Whoever sits on seats: `duty@kind` and `duty@role`."""

    @property
    def seats(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Explanation:
    """The line that decided, the layer it stands in and the seat it spoke of."""

    allowed: bool
    layer: Layer
    rule: str | None = None
    where: str | None = None
    seat: str | None = None


NOTHING_ALLOWS = Explanation(allowed=False, layer="nothing")


class Policy:
    """What every seat of one tenant may do; unknown seats, mechanisms and actions may nothing."""

    __slots__ = ("_about", "_allow", "_bits", "_deny", "_masks", "cuts", "digest", "rules")

    def __init__(self, rules: Iterable[Rule], cuts: Iterable[Cut] = ()) -> None:
        self.rules = tuple(dict.fromkeys(rules))
        self.cuts = tuple(cuts)
        self.digest = sha256("\n".join(sorted(map(str, self.rules))).encode()).hexdigest()
        self._about: dict[tuple[str, str, str], list[Rule]] = {}
        for rule in self.rules:
            self._about.setdefault(rule.request, []).append(rule)
        self._bits = {request: bit for bit, request in enumerate(self._about)}
        self._allow = self._by_seat("allow")
        self._deny = self._by_seat("deny")
        self._masks: dict[frozenset[str], int] = {}

    @classmethod
    def compile(cls, rules: Iterable[Rule], *, ceiling: Ceiling) -> Self:
        """Keep what the ceiling leaves of templates and overlay."""
        kept: list[Rule] = []
        cuts: list[Cut] = []
        for rule in rules:
            left, cut = ceiling.within(rule)
            kept += left
            if cut:
                cuts.append(cut)
        return cls(kept, cuts)

    def allows(self, who: Seated, mechanism: str, action: str, scope: Scope = "own") -> bool:
        """Say whether some seat is allowed this and none of them is denied it."""
        bit = self._bits.get((mechanism, action, scope))
        return bit is not None and bool(self._mask(who.seats) >> bit & 1)

    def read_scopes(self, who: Seated, mechanism: str) -> frozenset[Scope]:
        """Return the scopes in which matters of this mechanism may be read."""
        mask = self._mask(who.seats)
        bits = ((scope, self._bits.get((mechanism, "read", scope))) for scope in SCOPES)
        return frozenset(scope for scope, bit in bits if bit is not None and mask >> bit & 1)

    def explain(
        self, who: Seated, mechanism: str, action: str, scope: Scope = "own"
    ) -> Explanation:
        """Name the line that decides: a denial, else an allowance, else the ceiling's cut."""
        request = (mechanism, action, scope)
        mine = [rule for rule in self._about.get(request, ()) if rule.seat in who.seats]
        for effect in ("deny", "allow"):
            for rule in mine:
                if rule.effect == effect:
                    allowed = effect == "allow"
                    return Explanation(allowed, rule.layer, str(rule), rule.where, rule.seat)
        for cut in self.cuts:
            if cut.rule.request == request and cut.rule.seat in who.seats:
                text, where = (cut.by.text, cut.by.where) if cut.by else (None, None)
                return Explanation(
                    allowed=False, layer="ceiling", rule=text, where=where, seat=cut.rule.seat
                )
        return NOTHING_ALLOWS

    def _by_seat(self, effect: str) -> dict[str, int]:
        masks: dict[str, int] = {}
        for rule in self.rules:
            if rule.effect == effect:
                masks[rule.seat] = masks.get(rule.seat, 0) | 1 << self._bits[rule.request]
        return masks

    def _mask(self, seats: frozenset[str]) -> int:
        mask = self._masks.get(seats)
        if mask is None:
            allowed = denied = 0
            for seat in seats:
                allowed |= self._allow.get(seat, 0)
                denied |= self._deny.get(seat, 0)
            mask = allowed & ~denied
            if len(self._masks) < _REMEMBERED:  # a race writes the same number twice
                self._masks[seats] = mask
        return mask


@lru_cache(maxsize=512)
def compile_policy(overlay: str = "", *, name: str = "policy.csv") -> Policy:
    """Compile the installed templates with a tenant's own lines, the text of its `policy.csv`.

    Tenants with the same lines share one policy.

    Raises:
        ConfigurationError: A template, ceiling or overlay line is wrong.
    """
    templates, ceiling = _installed()
    return Policy.compile(
        (*templates, *parse(overlay, layer="overlay", name=name)), ceiling=ceiling
    )


@cache
def _installed() -> tuple[tuple[Rule, ...], Ceiling]:
    folder = data_root() / "policies"
    return load(folder / "duties"), load_ceiling(folder / "ceiling.csv")
