"""How long one decision takes, as a ratio to pycasbin's Enforcer on the same lines, in one run.

Prints the two means, the ratio and the limit; exits 1 if the ratio is below it.
"""

import sys
from itertools import product
from time import perf_counter
from uuid import UUID

from liandong.authz import Principal, compile_policy
from liandong.authz.oracle import Oracle

AT_LEAST = 100  # times faster than pycasbin
COMPILED, REFERENCE = 200_000, 500

Decision = tuple[Principal, tuple[str, str, str]]


def decisions() -> list[Decision]:
    """Pair people of four seats with everything the installed lines speak of."""
    policy = compile_policy()
    seats = (
        ("handler", "police", ""),
        ("prosecutor", "procuratorate", ""),
        ("office_clerk", "justice_bureau", "office"),
        ("convener", "government_office", ""),
    )
    people = [
        Principal(
            tenant_id=1,
            account_id=UUID(int=1),
            unit_id=UUID(int=1),
            unit_kind=kind,
            unit_roles=frozenset({role} - {""}),
            duties=frozenset({duty}),
            login=duty,
            policy=policy,
        )
        for duty, kind, role in seats
    ]
    return list(product(people, dict.fromkeys(rule.request for rule in policy.rules)))


def main() -> int:
    """Measure, print, judge."""
    asked = decisions()
    policy = asked[0][0].policy
    oracle = Oracle(policy.rules)
    few = asked[:: max(1, len(asked) // REFERENCE)]
    rounds = COMPILED // len(asked) + 1

    start = perf_counter()
    theirs = [oracle.allows(who, *request) for who, request in few]
    slow = (perf_counter() - start) / len(few)

    start = perf_counter()
    for _ in range(rounds):
        for who, request in asked:
            policy.allows(who, *request)
    quick = (perf_counter() - start) / (rounds * len(asked))

    ours = [policy.allows(who, *request) for who, request in few]
    ratio = slow / quick
    print(f"lines {len(policy.rules)}; decisions equal: {ours == theirs}")
    print(f"compiled {quick * 1e6:.2f} µs; pycasbin {slow * 1e6:.0f} µs; ratio {ratio:.0f}")
    print(f"limit: at least {AT_LEAST}")
    return 0 if ours == theirs and ratio >= AT_LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
