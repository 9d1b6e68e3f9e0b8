"""What a client may be granted: reading, or acts by their names; never what only people do."""

from collections.abc import Iterable

from liandong.authz import Policy
from liandong.authz.narrowing import ANY, Grant
from liandong.authz.seats import Seated
from liandong.authz.vocabulary import ENDPOINTS, PAGE, PLATFORM, SCOPES

#: A machine drafts, files and reads. Whoever signs, decides, administers or audits is a person.
MACHINE_DUTIES = (
    "office_clerk",
    "prosecutor",
    "reviewer",
    "liaison",
    "handler",
    "desk",
    "evaluator",
)
READ = "read"
_READING = frozenset(name for name in ENDPOINTS if name.rpartition(".")[2] in {"read", "list"})
_FOR_PEOPLE = frozenset(
    {
        "account.change_password",
        "clients.manage",
        "identities.manage",
        "tenant.remove",
        "tenant.stop",
        "visits.end",
        "visits.enter",
    }
)
_SIGN = ":"

Line = tuple[str, str, str]


def lines_of(scope: str) -> frozenset[Line]:
    """Return what a scope stands for; none, if it is no word of ours."""
    if scope == READ:
        calls = {(PLATFORM, name, ANY) for name in _READING}
        return frozenset({(ANY, READ, ANY), *calls})
    of, sign, action = scope.partition(_SIGN)
    if not (of and sign and action) or of == PAGE or ANY in scope:
        return frozenset()
    if of == PLATFORM and (action not in ENDPOINTS or action in _FOR_PEOPLE):
        return frozenset()
    return frozenset({(of, action, ANY)})


def grant_of(scopes: Iterable[str]) -> Grant:
    """Return the grant that scopes make up."""
    return Grant(frozenset(line for scope in scopes for line in lines_of(scope)))


def only_reads(scopes: Iterable[str]) -> bool:
    """Say whether nothing but reading is granted."""
    lines = (line for scope in scopes for line in lines_of(scope))
    return all(action == READ or (of == PLATFORM and action in _READING) for of, action, _ in lines)


def reaches(policy: Policy, who: Seated, scope: str) -> bool:
    """Say whether seats may do anything of a scope themselves."""
    if scope == READ:
        return True
    return any(
        policy.allows(who, of, action, each) for of, action, _ in lines_of(scope) for each in SCOPES
    )
