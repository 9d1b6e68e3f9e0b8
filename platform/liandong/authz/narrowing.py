"""A policy narrowed to a grant: of what some seats may do, only what was granted beside."""

from dataclasses import dataclass
from functools import lru_cache

from liandong.authz.policy import Policy

ANY = "*"


@dataclass(frozen=True)
class Grant:
    """What was granted, as lines of mechanism, action and scope; `*` stands for anything."""

    lines: frozenset[tuple[str, str, str]]

    def covers(self, mechanism: str, action: str, scope: str) -> bool:
        """Say whether some line names this."""
        return any(
            (m, a, s) in self.lines
            for m in (mechanism, ANY)
            for a in (action, ANY)
            for s in (scope, ANY)
        )


@lru_cache(maxsize=128)
def narrow(policy: Policy, grant: Grant) -> Policy:
    """Return what of a policy a grant covers: it allows nothing that the policy does not."""
    return Policy(rule for rule in policy.effective if grant.covers(*rule.request))
