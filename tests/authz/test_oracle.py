import os
import random
from importlib import metadata

import casbin

from authz.people import INSTALLED, person
from liandong.authz.oracle import Oracle
from liandong.authz.policy import Policy
from liandong.authz.principal import Principal
from liandong.authz.rules import Rule, load
from liandong.authz.vocabulary import ANY_UNIT, DUTIES, EFFECTS, KINDS, ROLES, SCOPES, Scope
from liandong.kernel.resources import data_root

DECISIONS = int(os.environ.get("LIANDONG_FUZZED_DECISIONS", "20000"))
PER_POLICY = 50

SOME_KINDS = (*sorted(KINDS)[:4], "nowhere")
SOME_ROLES = (*sorted(ROLES)[:3], "procuratorate", "unheard_of")
SOME_DUTIES = (*DUTIES[:4], "astrologer")
MECHANISMS, ACTIONS = ("page", "suggestion", ""), ("read", "issue", "")


def any_rule(chance: random.Random) -> Rule:
    return Rule(
        duty=chance.choice(SOME_DUTIES),
        holder=chance.choice((*SOME_KINDS, *SOME_ROLES, ANY_UNIT)),
        mechanism=chance.choice(MECHANISMS),
        action=chance.choice(ACTIONS),
        scope=chance.choice(SCOPES[:3]),
        effect=chance.choices(EFFECTS, weights=(3, 1))[0],
    )


def any_request(chance: random.Random, rules: list[Rule]) -> tuple[str, str, Scope]:
    if chance.random() < 0.8:
        rule = chance.choice(rules)
        return rule.mechanism, rule.action, rule.scope
    mechanism = chance.choice((*MECHANISMS, "unknown"))
    return mechanism, chance.choice((*ACTIONS, "unknown")), chance.choice(SCOPES[:4])


def anybody(chance: random.Random, policy: Policy) -> Principal:
    return person(
        *chance.sample(SOME_DUTIES, chance.randint(0, 3)),
        kind=chance.choice(SOME_KINDS),
        roles=tuple(chance.sample(SOME_ROLES, chance.randint(0, 2))),
        policy=policy,
    )


def test_the_compiled_policy_decides_as_casbin_does() -> None:
    chance = random.Random(20190226)  # noqa: S311  # reproducible, guards nothing
    allowed = 0
    for _ in range(-(-DECISIONS // PER_POLICY)):
        rules = [any_rule(chance) for _ in range(chance.randint(1, 30))]
        policy, oracle = Policy(rules), Oracle(rules)
        for _ in range(PER_POLICY):
            someone = anybody(chance, policy)
            request = any_request(chance, rules)
            decided = policy.allows(someone, *request)
            assert decided == oracle.allows(someone, *request), (rules, someone, request)
            allowed += decided

    assert allowed > DECISIONS // 20  # the comparison is about something


def test_the_installed_policy_decides_as_casbin_does() -> None:
    chance = random.Random(8)  # noqa: S311  # reproducible, guards nothing
    oracle = Oracle(INSTALLED.rules)
    requests = [rule.request for rule in INSTALLED.rules]
    for _ in range(1_000):
        duties = chance.sample(DUTIES, chance.randint(1, 2))
        kind = chance.choice(["procuratorate", *sorted(KINDS)])
        someone = person(
            *duties, kind=kind, roles=tuple(chance.sample(["office", "legal_unit"], 1))
        )
        request = chance.choice(requests)
        assert INSTALLED.allows(someone, *request) == oracle.allows(someone, *request)


def test_an_empty_policy_allows_nothing() -> None:
    assert not Policy(()).allows(person("handler"), "", "", "own")
    assert not Policy(()).allows(person("handler"), "page", "todo")


def test_casbin_itself_reads_the_committed_files_as_we_do() -> None:
    folder = data_root() / "policies"
    ours = {(rule.seat, *rule.request, rule.effect) for rule in load(folder / "duties")}

    theirs = set()
    for path in sorted((folder / "duties").glob("*.csv")):
        enforcer = casbin.Enforcer(str(folder / "model.conf"), str(path))
        theirs |= {tuple(line) for line in enforcer.get_policy()}

    assert theirs == ours


def test_one_distribution_owns_the_package_casbin() -> None:
    owners = {name.lower() for name in metadata.packages_distributions()["casbin"]}

    assert owners == {"pycasbin"}
