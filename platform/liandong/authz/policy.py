"""One tenant's policy, (templates + overlay) within the ceiling, compiled to bitmasks.

The lines mean what pycasbin makes of them under `policies/model.conf`; a test compares the two. A
`Policy` never changes, so threads share it: a changed overlay makes another one. The installed
templates are compiled once for all tenants; a tenant's policy lies upon them and holds only what
its own lines add.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from hashlib import sha256
from typing import Self

from liandong.authz.ceiling import Ceiling, Cut, load_ceiling
from liandong.authz.inheritance import Chain, LinksOf, links_of, sources_of, widened
from liandong.authz.masks import Masks, Request
from liandong.authz.reasons import Explanation, Inherited, reason_for
from liandong.authz.rules import Lines, Link, Rule, load, parse
from liandong.authz.seats import Seated
from liandong.authz.vocabulary import SCOPES, Scope
from liandong.kernel.resources import data_root

_TENANTS = 4096

_NOBODY: frozenset[str] = frozenset()


class Policy:
    """What every seat of one tenant may do; unknown seats, mechanisms and actions may nothing.

    `own` are the kept lines of this policy alone, `rules` those beneath it too; what a seat has
    through a link stands in neither, but in `effective`. `written` are those of which the ceiling
    left something, as they were written.
    """

    __slots__ = (
        *("_about", "_beneath", "_bits", "_ceiling", "_installed", "_named", "_own_cuts"),
        *("_remembered", "links", "masks", "own", "written"),
    )

    def __init__(
        self,
        lines: Lines | Iterable[Rule] = (),
        *,
        ceiling: Ceiling | None = None,
        beneath: "Policy | None" = None,
    ) -> None:
        said = lines if isinstance(lines, Lines) else Lines(tuple(lines))
        self._beneath, self._ceiling = beneath, ceiling
        kept = [(rule, *self._within(rule)) for rule in dict.fromkeys(said.rules)]
        self.written: tuple[Rule, ...] = tuple(rule for rule, left, _ in kept if left)
        self._own_cuts = tuple(cut for _, _, cut in kept if cut)
        self.own = tuple(dict.fromkeys(rule for _, left, _ in kept for rule in left))
        self.links: tuple[Link, ...] = (*(beneath.links if beneath else ()), *said.links)
        self._fill()
        self._about = _by_request(self.own)

    @classmethod
    def compile(cls, lines: Lines, *, ceiling: Ceiling, beneath: "Policy | None" = None) -> Self:
        """Keep what the ceiling leaves of the lines, upon what lies beneath."""
        return cls(lines, ceiling=ceiling, beneath=beneath)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Return every kept line that was written, the templates' first."""
        return tuple(dict.fromkeys((*(self._beneath.rules if self._beneath else ()), *self.own)))

    @property
    def effective(self) -> tuple[Rule, ...]:
        """Return every line that is in force, those that seats inherit among them."""
        inherited = (rule for each in self.inherited() for rule in each.left)
        return tuple(dict.fromkeys((*self.rules, *inherited)))

    @property
    def written_cuts(self) -> tuple[Cut, ...]:
        """Return what the ceiling took away of what was written."""
        return (*(self._beneath.written_cuts if self._beneath else ()), *self._own_cuts)

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """Return what the ceiling took away, of what was written and of what was inherited."""
        inherited = (each.cut for each in self.inherited() if each.cut)
        return tuple(dict.fromkeys((*self.written_cuts, *inherited)))

    @property
    def digest(self) -> str:
        """Return what tells policies apart: equal for the same lines in any order."""
        return sha256("\n".join(sorted(map(str, self.effective))).encode()).hexdigest()

    def allows(self, who: Seated, mechanism: str, action: str, scope: Scope = "own") -> bool:
        """Say whether some seat is allowed this and none of them is denied it."""
        request = (mechanism, action, scope)
        bit = self._bits.get(request)
        if bit is None:
            bit = self.masks.bits.get(request)
            if bit is None:
                return False
        seats = who.seats
        found = self._remembered.get(seats) or self._installed.together(seats)
        if self._named.isdisjoint(seats):
            return found[0] >> bit & 1 == 1
        _, allowed, denied = found
        for seat in self._named & seats:
            allowed |= self.masks.allow.get(seat, 0)
            denied |= self.masks.deny.get(seat, 0)
        return (allowed & ~denied) >> bit & 1 == 1

    def read_scopes(self, who: Seated, mechanism: str) -> frozenset[Scope]:
        """Return the scopes in which matters of this mechanism may be read."""
        return frozenset(scope for scope in SCOPES if self.allows(who, mechanism, "read", scope))

    def explain(
        self, who: Seated, mechanism: str, action: str, scope: Scope = "own"
    ) -> Explanation:
        """Name the line that decides: a denial, else an allowance, else the ceiling's cut."""
        allowed = self.allows(who, mechanism, action, scope)
        return reason_for(self, who.seats, (mechanism, action, scope), allowed=allowed)

    def about(self, request: Request) -> tuple[Rule, ...]:
        """Return every kept line that was written about a request, the templates' first."""
        beneath = self._beneath.about(request) if self._beneath else ()
        return (*beneath, *self._about.get(request, ()))

    def inherited(self, request: Request | None = None) -> Iterator[Inherited]:
        """Yield what seats have through links, of one request or of all."""
        links = links_of(self.links)
        written = self._written_by_seat() if links else {}
        for seat in links:
            yield from self._through(seat, links, written, request)

    def _through(
        self,
        seat: str,
        links: LinksOf,
        written: dict[str, list[Rule]],
        request: Request | None,
    ) -> Iterator[Inherited]:
        duty, _, holder = seat.partition("@")
        for source, chain in sources_of(seat, links).items():
            for rule in written.get(source, ()):
                if request is None or rule.request == request:
                    yield self._handed_on(rule, duty, holder, chain)

    def _handed_on(self, rule: Rule, duty: str, holder: str, chain: Chain) -> Inherited:
        as_own = replace(rule, duty=duty, holder=holder, layer="inheritance")
        left, cut = self._within(as_own)
        return Inherited(as_own, left, cut, rule, chain)

    def _within(self, rule: Rule) -> tuple[tuple[Rule, ...], Cut | None]:
        return self._ceiling.within(rule) if self._ceiling else ((rule,), None)

    def _written_by_seat(self) -> dict[str, list[Rule]]:
        """Return what was written of each seat, as it was written before the ceiling split it."""
        found: dict[str, list[Rule]] = {}
        beneath = self._beneath.written if self._beneath else ()
        for rule in (*beneath, *self.written):
            found.setdefault(rule.seat, []).append(rule)
        return found

    def _fill(self) -> None:
        """Compile what these lines add to what lies beneath."""
        self.masks: Masks = Masks(self._beneath.masks if self._beneath else None)
        for rule in self.own:
            self.masks.add(rule)
        for each in self.inherited():
            for rule in each.left:
                self.masks.add(rule)
        self._installed = self._beneath.masks if self._beneath else self.masks
        self._named = self.masks.seats if self._beneath else _NOBODY
        self._bits, self._remembered = self._installed.bits, self._installed.remembered


def _by_request(rules: Iterable[Rule]) -> dict[Request, tuple[Rule, ...]]:
    found: dict[Request, tuple[Rule, ...]] = {}
    for rule in rules:
        found[rule.request] = (*found.get(rule.request, ()), rule)
    return found


@lru_cache(maxsize=_TENANTS)
def compile_policy(overlay: str = "", *, name: str = "policy.csv") -> Policy:
    """Lay a tenant's own lines, the text of its `policy.csv`, upon the installed templates.

    Tenants with the same lines share one policy.

    Raises:
        ConfigurationError: A template, ceiling or overlay line is wrong.
    """
    return try_policy(overlay, name=name)


def try_policy(overlay: str, *, name: str = "policy.csv") -> Policy:
    """Do the same for lines that are only tried, and remember nothing of them.

    Raises:
        ConfigurationError: A template, ceiling or overlay line is wrong.
    """
    templates, ceiling = _installed()
    lines = widened(parse(overlay, layer="overlay", name=name))
    if not lines.rules and not lines.links:
        return templates
    return Policy.compile(lines, ceiling=ceiling, beneath=templates)


@cache
def _installed() -> tuple[Policy, Ceiling]:
    folder = data_root() / "policies"
    ceiling = load_ceiling(folder / "ceiling.csv")
    return Policy.compile(widened(load(folder / "duties")), ceiling=ceiling), ceiling
