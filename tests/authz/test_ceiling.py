import pytest

from authz.people import INSTALLED, person
from liandong.authz.ceiling import load_ceiling, parse_ceiling
from liandong.authz.policy import Policy, compile_policy
from liandong.authz.rules import parse
from liandong.authz.vocabulary import DUTIES, KINDS, ROLES, SCOPES
from liandong.kernel.errors import ConfigurationError
from liandong.kernel.resources import data_root

CEILING = load_ceiling(data_root() / "policies" / "ceiling.csv")
NARROW = parse_ceiling(
    """
    p, handler@*, *, *, own, allow
    g, police, uniformed
    g, court, uniformed
    p, *@uniformed, m, seal, *, deny
    """
)


def left_of(line: str) -> list[str]:
    return [rule.holder for rule in NARROW.within(parse(line).rules[0])[0]]


def test_no_template_line_goes_beyond_the_ceiling() -> None:
    assert INSTALLED.cuts == ()


def test_what_the_ceiling_does_not_allow_is_cut() -> None:
    assert left_of("p, handler@school, m, seal, tenant, allow") == []
    assert left_of("p, liaison@school, m, seal, own, allow") == []


def test_a_line_for_a_denied_kind_is_cut_and_for_another_kept() -> None:
    assert left_of("p, handler@police, m, seal, own, allow") == []
    assert left_of("p, handler@school, m, seal, own, allow") == ["school"]
    assert left_of("p, handler@police, m, read, own, allow") == ["police"]


def test_a_line_for_any_unit_is_left_for_the_kinds_that_remain() -> None:
    assert left_of("p, handler@any_unit, m, seal, own, allow") == sorted(
        KINDS - {"police", "court"}
    )


def test_a_line_for_a_role_is_cut_since_a_denied_kind_may_hold_it() -> None:
    assert left_of("p, handler@office, m, seal, own, allow") == []


def test_a_denial_needs_nobodys_leave() -> None:
    assert left_of("p, liaison@office, m, seal, tenant, deny") == ["office"]


def test_everybody_but_the_procuratorate_is_outside_it() -> None:
    outside = {
        kind for limit in CEILING.limits if limit.action == "issue" for kind in limit.holders
    }

    assert outside == KINDS - {"procuratorate"}


def test_no_county_rule_lets_another_unit_issue_or_withdraw_a_suggestion() -> None:
    everything = "\n".join(
        f"p, {duty}@{holder}, procuratorial_suggestion, {action}, {scope}, allow"
        for duty in DUTIES
        for holder in sorted(KINDS | ROLES | {"any_unit"})
        for action in ("issue", "withdraw", "open")
        for scope in SCOPES
    )
    county = Policy.compile(parse(everything, layer="overlay"), ceiling=CEILING)

    for kind in KINDS - {"procuratorate"}:
        someone = person(*DUTIES, kind=kind, roles=tuple(ROLES | KINDS))
        for action in ("issue", "withdraw", "open"):
            for scope in SCOPES:
                assert not county.allows(someone, "procuratorial_suggestion", action, scope)


def test_the_office_sees_no_investigation_whatever_the_county_says() -> None:
    county = compile_policy(
        "p, office_clerk@office, investigation_cooperation, read, office, allow"
    )

    clerk = person("office_clerk", kind="justice_bureau", roles=("office",))
    assert not county.allows(clerk, "investigation_cooperation", "read", "office")


@pytest.mark.parametrize(
    "line",
    [
        "g, office, group",
        "g, police, court",
        "g, police",
        "p, handler@moon, *, *, *, allow",
        "p, moon@*, *, *, *, allow",
        "p, *@office, *, *, *, deny",
        "p, *@*, *, *, moon, deny",
        "p, *@*, *, *, *, perhaps",
        "p, *@*, *",
    ],
)
def test_a_wrong_ceiling_line_is_refused(line: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        parse_ceiling(line)

    assert refused.value.problems[0].where == "ceiling.csv:1"
