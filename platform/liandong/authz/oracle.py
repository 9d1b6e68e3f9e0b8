"""pycasbin on the same lines: slow, the reference that the compiled policy is held against.

Never served from: it learns every unknown subject for good, and its FastEnforcer is not safe in
threads.
"""

from collections.abc import Iterable

import casbin
from casbin.model import Model

from liandong.authz.rules import Link, Rule
from liandong.authz.seats import Seated
from liandong.kernel.resources import data_root


class Oracle:
    """A stock Enforcer over policy lines and the links between seats."""

    def __init__(self, rules: Iterable[Rule], links: Iterable[Link] = ()) -> None:
        model = Model()
        model.load_model(str(data_root() / "policies" / "model.conf"))
        model.model["p"]["p"].policy = [[rule.seat, *rule.request, rule.effect] for rule in rules]
        self._enforcer = casbin.Enforcer(model)
        for link in links:
            self._enforcer.add_grouping_policy(link.seat, link.source)
        self._known: set[str] = set()

    def allows(self, who: Seated, mechanism: str, action: str, scope: str = "own") -> bool:
        """Ask the Enforcer; whoever asks is linked to their seats on first sight."""
        subject = "+".join(sorted(who.seats)) or "nobody"
        if subject not in self._known:
            for seat in who.seats:
                self._enforcer.add_grouping_policy(f"={subject}", seat)
            self._known.add(subject)
        return bool(self._enforcer.enforce(f"={subject}", mechanism, action, scope))
