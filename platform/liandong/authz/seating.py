"""Which duty can be held where, and which units answer to the same authority."""

from collections.abc import Collection

from liandong.authz.policy import Policy
from liandong.authz.vocabulary import ANY_UNIT, KINDS

#: Bodies that the county's government does not lead: each looks after its own people.
INDEPENDENT = frozenset({"procuratorate", "court", "discipline", "congress", "cppcc"})
GOVERNMENT = "government"
#: What is another authority's own, of whatever kind the county keeps it.
THEIRS = {"center_12309": "procuratorate"}
#: Duties of the level above the county, and the one that looks at its administrators.
GIVEN_ABOVE = frozenset({"province_admin", "auditor"})
#: Duties of whoever leads a unit.
HEADS = frozenset({"unit_head", "chief_procurator"})
#: What nobody lends to a colleague: who may act for others, and who looks at them.
NEVER_LENT = GIVEN_ABOVE | {"tenant_admin"}
#: Who may stand in for the chief procurator: only one of the procuratorate's own.
STANDS_IN = {"chief_procurator": frozenset({"prosecutor", "reviewer"})}


def authority_of(kind: str, roles: Collection[str]) -> str:
    """Return the authority to which a unit of this kind with these roles belongs."""
    if kind in INDEPENDENT:
        return kind
    return next((of for role, of in THEIRS.items() if role in roles), GOVERNMENT)


def seats_for(policy: Policy, duty: str) -> frozenset[str]:
    """Return the kinds and roles in which some line of the policy gives the duty anything."""
    return frozenset(
        rule.holder for rule in policy.rules if rule.duty == duty and rule.effect == "allow"
    )


def may_sit(policy: Policy, duty: str, kind: str, roles: frozenset[str]) -> bool:
    """Say whether the duty opens anything in a unit of this kind with these roles."""
    holders = {kind, ANY_UNIT} | (roles - KINDS)
    return not holders.isdisjoint(seats_for(policy, duty))
