"""What seats are allowed and denied as bits, one for each request that a line speaks of."""

from liandong.authz.rules import Rule
from liandong.authz.vocabulary import Scope

_REMEMBERED = 4096

Request = tuple[str, str, Scope]  # mechanism, action, scope
Together = tuple[int, int, int]  # allowed and not denied; allowed; denied


class Masks:
    """The bits of one set of lines; upon others, only what they lack."""

    __slots__ = ("_upon", "allow", "bits", "deny", "remembered")

    def __init__(self, upon: "Masks | None" = None) -> None:
        self._upon = upon
        self.bits: dict[Request, int] = {}
        self.allow: dict[str, int] = {}
        self.deny: dict[str, int] = {}
        self.remembered: dict[frozenset[str], Together] = {}

    @property
    def seats(self) -> frozenset[str]:
        """Return the seats that these lines name."""
        return frozenset((*self.allow, *self.deny))

    def add(self, rule: Rule) -> None:
        """Set the bit of a line, if it does not stand beneath already."""
        masks = self._for(rule)
        if masks is None:  # Casbin takes any other effect for none
            return
        if self._upon is not None and self._upon.holds(rule):
            return
        bit = self._bit(rule.request)
        masks[rule.seat] = masks.get(rule.seat, 0) | 1 << bit

    def holds(self, rule: Rule) -> bool:
        """Say whether the bit of a line is set here."""
        bit = self.bits.get(rule.request)
        return bit is not None and bool((self._for(rule) or {}).get(rule.seat, 0) >> bit & 1)

    def together(self, seats: frozenset[str]) -> Together:
        """Return what some seats are allowed and denied together, found once for all who ask."""
        allowed = denied = 0
        for seat in seats:
            allowed |= self.allow.get(seat, 0)
            denied |= self.deny.get(seat, 0)
        found = allowed & ~denied, allowed, denied
        if len(self.remembered) < _REMEMBERED:  # a race writes the same numbers twice
            self.remembered[seats] = found
        return found

    def _for(self, rule: Rule) -> dict[str, int] | None:
        return {"allow": self.allow, "deny": self.deny}.get(rule.effect)

    def _bit(self, request: Request) -> int:
        beneath = self._upon.bits if self._upon is not None else {}
        if request in beneath:
            return beneath[request]
        return self.bits.setdefault(request, len(beneath) + len(self.bits))
