import os
import random
from collections.abc import Sequence
from importlib import metadata
from itertools import pairwise
from typing import cast

import casbin
import pytest

from authz.people import INSTALLED, person
from liandong.authz.ceiling import parse_ceiling
from liandong.authz.oracle import Oracle
from liandong.authz.policy import Policy
from liandong.authz.principal import Principal
from liandong.authz.rules import Lines, Link, Rule, load
from liandong.authz.vocabulary import (
    ANY_UNIT,
    DUTIES,
    EFFECTS,
    KINDS,
    ROLES,
    SCOPES,
    Effect,
    Scope,
)
from liandong.kernel.resources import data_root

DECISIONS = int(os.environ.get("LIANDONG_FUZZED_DECISIONS", "10000"))
PER_POLICY = 50

SOME_KINDS = (*sorted(KINDS)[:4], "nowhere")
SOME_ROLES = (*sorted(ROLES)[:3], "procuratorate", "unheard_of")
SOME_DUTIES = (*DUTIES[:4], "astrologer")
SOME_SEATS = tuple(
    f"{duty}@{holder}" for duty in SOME_DUTIES for holder in (*SOME_KINDS, *SOME_ROLES, ANY_UNIT)
)
MECHANISMS, ACTIONS = ("page", "suggestion", ""), ("read", "issue", "")
ANY_EFFECT = (*EFFECTS, "perhaps", "")
OPEN_SKY = parse_ceiling("p, *@*, *, *, *, allow")


def any_rule(chance: random.Random, seats: Sequence[str] = SOME_SEATS) -> Rule:
    duty, _, holder = chance.choice(seats).partition("@")
    return Rule(
        duty=duty,
        holder=holder,
        mechanism=chance.choice(MECHANISMS),
        action=chance.choice(ACTIONS),
        scope=chance.choice(SCOPES[:3]),
        effect=cast("Effect", chance.choices(ANY_EFFECT, weights=(6, 2, 1, 1))[0]),
    )


def any_links(chance: random.Random) -> tuple[Link, ...]:
    """None, a few, a chain longer than Casbin follows, or a ring."""
    kind = chance.choice(("none", "few", "chain", "ring"))
    if kind == "none":
        return ()
    if kind == "few":
        return tuple(
            Link(chance.choice(SOME_SEATS), chance.choice(SOME_SEATS))
            for _ in range(chance.randint(1, 8))
        )
    seats = chance.sample(SOME_SEATS, chance.randint(2, 14))
    ends = [*seats[1:], seats[0]] if kind == "ring" else seats[1:]
    return tuple(Link(seat, source) for seat, source in zip(seats, ends, strict=False))


def any_lines(chance: random.Random) -> Lines:
    """Lines in any order, some twice; often of the seats that links lead to."""
    links = any_links(chance)
    linked = tuple(link.source for link in links) or SOME_SEATS
    rules = [
        any_rule(chance, chance.choice((SOME_SEATS, linked))) for _ in range(chance.randint(0, 12))
    ]
    twice = chance.sample(rules, len(rules) // 4)
    return Lines((*rules, *twice), (*links, *links[:1]))


def any_request(chance: random.Random, rules: Sequence[Rule]) -> tuple[str, str, Scope]:
    if rules and chance.random() < 0.8:
        rule = chance.choice(rules)
        return rule.mechanism, rule.action, rule.scope
    scope = cast("Scope", chance.choice((*SCOPES[:4], "unknown", "")))
    mechanism = chance.choice((*MECHANISMS, "unknown"))
    return mechanism, chance.choice((*ACTIONS, "unknown")), scope


def anybody(chance: random.Random, links: Sequence[Link]) -> Principal:
    """Somebody with any duties in any unit, more often one from whom a link leads on."""
    duties = chance.sample(SOME_DUTIES, chance.randint(0, 2))
    kind = chance.choice(SOME_KINDS)
    roles = chance.sample(SOME_ROLES, chance.randint(0, 2))
    if links and chance.random() < 0.7:
        duty, _, holder = chance.choice(links).seat.partition("@")
        duties, kind = [duty, *duties[:1]], holder if holder in KINDS else kind
        roles = [*roles[:1], holder]
    return person(*duties, kind=kind, roles=tuple(roles))


def in_two_layers(chance: random.Random, lines: Lines) -> Policy:
    """Compile the same lines as a tenant's upon installed ones, cut anywhere."""
    rule, link = chance.randint(0, len(lines.rules)), chance.randint(0, len(lines.links))
    beneath = Policy.compile(Lines(lines.rules[:rule], lines.links[:link]), ceiling=OPEN_SKY)
    own = Lines(lines.rules[rule:], lines.links[link:])
    return Policy.compile(own, ceiling=OPEN_SKY, beneath=beneath)


def test_the_compiled_policy_decides_as_casbin_does() -> None:
    chance = random.Random(20190226)  # noqa: S311  # reproducible, guards nothing
    allowed = inherited = 0
    for _ in range(-(-DECISIONS // PER_POLICY)):
        lines = any_lines(chance)
        oracle, layered = Oracle(lines.rules, lines.links), in_two_layers(chance, lines)
        for _ in range(PER_POLICY):
            someone, request = anybody(chance, lines.links), any_request(chance, lines.rules)
            decided = layered.allows(someone, *request)
            assert decided == oracle.allows(someone, *request), (lines, someone, request)
            allowed += decided
            inherited += decided and layered.explain(someone, *request).layer == "inheritance"

    assert allowed > DECISIONS // 20  # the comparison is about something
    assert inherited > DECISIONS // 100


def test_one_layer_decides_as_two_do() -> None:
    chance = random.Random(26)  # noqa: S311  # reproducible, guards nothing
    for _ in range(200):
        lines = any_lines(chance)
        one = Policy.compile(lines, ceiling=OPEN_SKY)
        two = in_two_layers(chance, lines)
        for _ in range(20):
            someone, request = anybody(chance, lines.links), any_request(chance, lines.rules)
            assert one.allows(someone, *request) == two.allows(someone, *request)
            assert two.explain(someone, *request).allowed == two.allows(someone, *request)


@pytest.mark.parametrize(("n_links", "reaches"), [(1, True), (8, True), (9, False), (12, False)])
def test_a_chain_is_followed_as_far_as_casbin_follows_it(n_links: int, *, reaches: bool) -> None:
    seats = [f"handler@unit_{number}" for number in range(n_links + 1)]
    links = tuple(Link(seat, source) for seat, source in pairwise(seats))
    last = Rule("handler", f"unit_{n_links}", "m", "read", "own")
    policy = Policy.compile(Lines((last,), links), ceiling=OPEN_SKY)
    someone = person("handler", roles=("unit_0",))

    assert policy.allows(someone, "m", "read") == reaches
    assert Oracle((last,), links).allows(someone, "m", "read") == reaches


def test_the_installed_policy_decides_as_casbin_does() -> None:
    chance = random.Random(8)  # noqa: S311  # reproducible, guards nothing
    oracle = Oracle(INSTALLED.rules)
    requests = [rule.request for rule in INSTALLED.rules]
    for _ in range(120):
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
    ours = {(rule.seat, *rule.request, rule.effect) for rule in load(folder / "duties").rules}

    theirs = set()
    for path in sorted((folder / "duties").glob("*.csv")):
        enforcer = casbin.Enforcer(str(folder / "model.conf"), str(path))
        theirs |= {tuple(line) for line in enforcer.get_policy()}

    assert theirs == ours


def test_one_distribution_owns_the_package_casbin() -> None:
    owners = {name.lower() for name in metadata.packages_distributions()["casbin"]}

    assert owners == {"pycasbin"}
