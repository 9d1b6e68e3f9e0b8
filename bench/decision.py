"""What one decision costs with every county's policy loaded, and what they weigh.

3,000 counties, each with lines of its own, are compiled upon the shared templates; decisions are
then asked across all of them, in an order nobody can foresee. Each decision is timed alone and the
clock's own cost, measured in the same loop, is taken off. Of several passes the quietest counts,
since other work on the machine adds to all of them; the noisiest is printed beside it. The peer is
a stock pycasbin Enforcer per county on the same lines, in the same run. Exits 1 if a limit is not
held.
"""

import gc
import random
import sys
import tracemalloc
from itertools import product
from statistics import quantiles
from time import perf_counter_ns
from uuid import UUID

from liandong.authz import Policy, Principal, compile_policy
from liandong.authz.masks import Request
from liandong.authz.oracle import Oracle
from liandong.authz.vocabulary import KINDS

N_TENANTS, N_DECISIONS, N_PASSES, N_REFERENCE = 3_000, 60_000, 7, 120
P50_NS, P99_NS, MEGABYTES, RATIO = 1_000, 5_000, 50, 1_000

Decision = tuple[Principal, Request]


def overlay(number: int, requests: list[tuple[str, str]]) -> str:
    """Return a county's own lines: three denials, two allowances, every ninth county a link."""
    chance = random.Random(number)  # noqa: S311  # reproducible, guards nothing
    kinds = sorted(KINDS - {"procuratorate"})
    lines = []
    for effect in ("deny", "deny", "deny", "allow", "allow"):
        mechanism, action = chance.choice(requests)
        seat = f"{chance.choice(('handler', 'liaison'))}@{chance.choice(kinds)}"
        lines.append(f"p, {seat}, {mechanism}, {action}, own, {effect}")
    if number % 9 == 0:
        lines.append(f"g, desk@{chance.choice(kinds)}, liaison@{chance.choice(kinds)}")
    return "\n".join(dict.fromkeys((f"# {number}", *lines)))


def person(duty: str, kind: str, role: str) -> Principal:
    """Return somebody in a unit of a kind, with a role."""
    return Principal(
        tenant_id=1,
        account_id=UUID(int=1),
        unit_id=UUID(int=1),
        unit_kind=kind,
        unit_roles=frozenset({role} - {""}),
        duties=frozenset({duty}),
        login=duty,
    )


def people() -> list[Principal]:
    """Return people of every duty that casework knows, in units of several kinds."""
    cases = product(("liaison", "handler", "unit_head", "desk"), sorted(KINDS), ("", "legal_unit"))
    procurators = [(d, "procuratorate", "") for d in ("prosecutor", "reviewer", "chief_procurator")]
    office = [("office_clerk", "justice_bureau", "office"), ("convener", "government_office", "")]
    return [person(*each) for each in (*cases, *procurators, *office)]


def loaded(requests: list[tuple[str, str]]) -> tuple[list[Policy], float]:
    """Return the counties' policies and how many megabytes they hold, the templates among them."""
    gc.collect()
    tracemalloc.start()
    compile_policy.cache_clear()
    policies = [compile_policy(overlay(number, requests)) for number in range(N_TENANTS)]
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return policies, held / 1e6


def timed(policies: list[Policy], asked: list[Decision]) -> list[int]:
    """Return the nanoseconds of each decision, less those of the clock itself."""
    chance = random.Random(7)  # noqa: S311  # reproducible, guards nothing
    order = [(chance.choice(policies), *chance.choice(asked)) for _ in range(N_DECISIONS)]
    spent, idle = [], []
    gc.disable()
    for policy, who, (mechanism, action, scope) in order:
        start = perf_counter_ns()
        policy.allows(who, mechanism, action, scope)
        between = perf_counter_ns()
        stop = perf_counter_ns()
        spent.append(between - start)
        idle.append(stop - between)
    gc.enable()
    clock = sorted(idle)[len(idle) // 2]
    return [max(0, each - clock) for each in spent]


def measured(policies: list[Policy], asked: list[Decision]) -> tuple[float, float]:
    """Return the median and the 99th percentile of one pass."""
    cuts = quantiles(timed(policies, asked), n=100)
    return cuts[49], cuts[98]


def reference(policies: list[Policy], asked: list[Decision]) -> tuple[float, bool]:
    """Return the mean nanoseconds of pycasbin per decision, and whether all were equal."""
    chance, spent, equal = random.Random(11), 0, True  # noqa: S311  # guards nothing
    for policy in chance.sample(policies, 3):
        oracle = Oracle(policy.effective)
        for who, request in chance.sample(asked, N_REFERENCE // 3):
            oracle.allows(who, *request)  # meets the stranger
            start = perf_counter_ns()
            theirs = oracle.allows(who, *request)
            spent += perf_counter_ns() - start
            equal = equal and theirs == policy.allows(who, *request)
    return spent / N_REFERENCE, equal


def main() -> int:
    """Measure, print, judge."""
    templates = compile_policy()
    requests = sorted({rule.request for rule in templates.rules})
    acts = sorted({(m, a) for m, a, scope in requests if scope == "own" and m != "platform"})
    policies, megabytes = loaded(acts)
    asked = list(product(people(), requests))
    passes = sorted(measured(policies, asked) for _ in range(N_PASSES))
    p50, p99 = passes[0]
    casbin, equal = reference(policies, asked)
    print(f"{N_TENANTS} counties, {len(templates.rules)} lines of templates: {megabytes:.1f} MB")
    print(f"decision p50 {p50:.0f} ns, p99 {p99:.0f} ns in the quietest of {N_PASSES} passes")
    print(f"         p50 {passes[-1][0]:.0f} ns, p99 {passes[-1][1]:.0f} ns in the noisiest")
    print(f"pycasbin per county {casbin / 1e3:.0f} µs; ratio {casbin / p50:.0f}; equal: {equal}")
    print(f"limits: p50 {P50_NS} ns, p99 {P99_NS} ns, {MEGABYTES} MB, ratio {RATIO}")
    held = p50 < P50_NS and p99 < P99_NS and megabytes <= MEGABYTES
    return 0 if held and equal and casbin / p50 >= RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
