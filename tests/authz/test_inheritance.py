"""What a seat has through another one, and that nobody inherits beyond the ceiling."""

import random

from authz.people import INSTALLED, person
from liandong.authz.ceiling import load_ceiling
from liandong.authz.policy import Policy, compile_policy
from liandong.authz.rules import Lines, Link, Rule
from liandong.authz.vocabulary import DUTIES, HOLDERS, KINDS, ROLES, SCOPES, Scope
from liandong.kernel.resources import data_root

M10 = "procuratorial_suggestion"
CEILING = load_ceiling(data_root() / "policies" / "ceiling.csv")


def test_a_seat_also_has_what_the_other_one_has() -> None:
    county = compile_policy("g, desk@court, liaison@court")
    desk = person("desk", kind="court")

    assert not INSTALLED.allows(desk, M10, "read", "party")
    assert county.allows(desk, M10, "read", "party")
    assert not county.allows(person("desk", kind="school"), M10, "read", "party")


def test_a_seat_is_denied_what_the_other_one_is_denied() -> None:
    county = compile_policy(
        f"g, handler@court, liaison@court\np, liaison@court, {M10}, read, party, deny"
    )

    assert INSTALLED.allows(person("handler", kind="court"), M10, "read", "party")
    assert not county.allows(person("handler", kind="court"), M10, "read", "party")
    assert county.allows(person("handler", kind="school"), M10, "read", "party")


def test_an_inherited_line_is_explained_by_the_line_and_the_links() -> None:
    county = compile_policy("g, desk@court, liaison@court")

    found = county.explain(person("desk", kind="court"), M10, "read", "party")

    assert (found.allowed, found.layer, found.seat) == (True, "inheritance", "desk@court")
    assert found.rule == f"p, liaison@any_unit, {M10}, read, party, allow"
    assert found.where.startswith("liaison.csv:")
    assert found.through[0] == "g, desk@court, liaison@court (policy.csv:1)"


def test_no_liaison_becomes_a_prosecutor_by_inheritance() -> None:
    county = compile_policy("g, liaison@department, prosecutor@procuratorate")
    liaison = person("liaison")

    for action in ("open", "issue", "withdraw", "letter.draft", "close"):
        assert not county.allows(liaison, M10, action)
    assert county.explain(liaison, M10, "open").layer == "ceiling"
    assert county.explain(liaison, M10, "open").through
    assert any(cut.rule.action == "open" for cut in county.cuts)


def test_a_chain_of_seats_carries_nothing_past_the_ceiling() -> None:
    county = compile_policy(
        "g, desk@court, liaison@court\n"
        "g, liaison@court, chief_procurator@procuratorate\n"
        "g, desk@procuratorate, desk@court"
    )

    assert not county.allows(person("desk", kind="court"), M10, "issue")
    assert county.allows(person("desk", kind="procuratorate"), M10, "issue")


def test_nobody_is_allowed_what_the_ceiling_denies_whatever_inherits_from_whom() -> None:
    chance = random.Random(405)  # noqa: S311  # reproducible, guards nothing
    requests = [rule.request for rule in INSTALLED.rules]
    holders = sorted(HOLDERS)
    seats = [f"{duty}@{holder}" for duty in DUTIES for holder in holders]
    gained = 0
    for _ in range(12):
        links = tuple(Link(chance.choice(seats), chance.choice(seats)) for _ in range(12))
        county = Policy.compile(Lines((), links), ceiling=CEILING, beneath=INSTALLED)
        for _ in range(300):
            duty, _, holder = chance.choice(links).seat.partition("@")
            kind = holder if holder in KINDS else chance.choice(sorted(KINDS))
            someone = person(duty, kind=kind, roles=(holder,))
            request = chance.choice(requests)
            allowed = county.allows(someone, *request)
            assert not allowed or any(within(seat, request) for seat in someone.seats)
            gained += allowed and not INSTALLED.allows(someone, *request)
    assert gained  # the links gave somebody something


def within(seat: str, request: tuple[str, str, Scope]) -> bool:
    duty, _, holder = seat.partition("@")
    left, _ = CEILING.within(Rule(duty, holder, *request))
    return bool(left)


def test_the_ceiling_holds_for_every_kind_that_inherits_the_procuratorates_seats() -> None:
    lines = "\n".join(
        f"g, {duty}@{kind}, {procurator}@procuratorate"
        for kind in sorted(KINDS - {"procuratorate"})
        for duty in ("liaison", "handler", "unit_head")
        for procurator in ("prosecutor", "reviewer", "chief_procurator")
    )
    county = compile_policy(lines)

    for kind in KINDS - {"procuratorate"}:
        someone = person(*DUTIES, kind=kind, roles=tuple(ROLES | KINDS), policy=county)
        for action in ("open", "issue", "withdraw", "letter.review", "close"):
            assert not any(county.allows(someone, M10, action, scope) for scope in SCOPES)


def test_the_installed_templates_hold_without_any_link() -> None:
    assert INSTALLED.links == ()
    assert set(INSTALLED.effective) == set(INSTALLED.rules)
