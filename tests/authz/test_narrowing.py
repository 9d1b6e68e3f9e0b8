"""A narrowed policy allows what the policy allows and the grant covers: nothing else, ever."""

from itertools import product

import pytest

from authz.people import INSTALLED, person
from liandong.authz.narrowing import Grant, narrow
from liandong.authz.policy import compile_policy
from liandong.authz.vocabulary import SCOPES

PEOPLE = [
    person("handler", "liaison", kind="department"),
    person("prosecutor", kind="procuratorate"),
    person("office_clerk", kind="justice_bureau", roles=("office",)),
    person("tenant_admin", kind="government_office"),
]
GRANTS = [
    Grant(frozenset()),
    Grant(frozenset({("*", "read", "*")})),
    Grant(frozenset({("*", "read", "office"), ("page", "cases", "own")})),
    Grant(frozenset({("procuratorial_suggestion", "*", "*")})),
    Grant(frozenset({("*", "*", "*")})),
]


@pytest.mark.parametrize("grant", GRANTS)
def test_it_is_the_policy_and_the_grant_for_every_request(grant: Grant) -> None:
    narrowed = narrow(INSTALLED, grant)
    requests = {(rule.mechanism, rule.action) for rule in INSTALLED.rules}
    n_allowed = 0
    for who in PEOPLE:
        for (mechanism, action), scope in product(requests, SCOPES):
            asked = (mechanism, action, scope)
            both = INSTALLED.allows(who, *asked) and grant.covers(*asked)
            assert narrowed.allows(who, *asked) == both, (who, asked)
            n_allowed += both
    assert bool(n_allowed) == bool(grant.lines)


def test_a_denial_outweighs_what_is_granted() -> None:
    county = compile_policy("p, handler@any_unit, procuratorial_suggestion, read, own, deny")
    narrowed = narrow(county, Grant(frozenset({("*", "*", "*")})))
    who = person("handler", "liaison", kind="department")

    assert "own" in narrow(INSTALLED, Grant(frozenset({("*", "read", "*")}))).read_scopes(
        who, "procuratorial_suggestion"
    )
    assert "own" not in narrowed.read_scopes(who, "procuratorial_suggestion")
