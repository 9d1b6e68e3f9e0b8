"""What two policies decide differently, seat by seat."""

from liandong.authz.differing import Difference, differences
from liandong.authz.policy import compile_policy

M10 = "procuratorial_suggestion"
BARE = compile_policy()


def of(*lines: str) -> set[tuple[str, str, bool]]:
    found = differences(BARE, compile_policy("\n".join(lines)))
    return {(each.seat, each.action, each.gained) for each in found}


def test_a_policy_does_not_differ_from_itself() -> None:
    assert differences(BARE, compile_policy("# nothing")) == ()


def test_a_line_gives_and_a_denial_takes_away() -> None:
    assert of(f"p, desk@court, {M10}, read, party, allow") == {("desk@court", "read", True)}
    assert of(f"p, handler@school, {M10}, serve, own, deny") == {("handler@school", "serve", False)}


def test_back_again_is_the_opposite() -> None:
    county = compile_policy(f"p, desk@court, {M10}, read, party, allow")

    (back,) = differences(county, BARE)

    assert back == Difference(M10, "read", "party", "desk@court", gained=False)


def test_what_changes_no_answer_is_no_difference() -> None:
    assert of(f"p, liaison@school, {M10}, read, party, allow") == set()
    assert of("p, desk@court, m, never_denied, own, deny") == set()


def test_what_holds_in_any_unit_is_said_once() -> None:
    found = of(
        f"p, desk@any_unit, {M10}, read, party, allow", f"p, desk@court, {M10}, read, party, allow"
    )

    assert found == {("desk@any_unit", "read", True)}


def test_what_the_ceiling_cuts_is_no_difference() -> None:
    assert of(f"p, liaison@court, {M10}, issue, own, allow") == set()


def test_a_link_gives_what_it_hands_on() -> None:
    found = of("g, desk@court, liaison@court")

    assert ("desk@court", "read", True) in found
    assert all(gained for _, _, gained in found)
