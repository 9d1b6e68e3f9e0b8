"""What another package lets each unit do is said in sentences that name the units."""

from copy import deepcopy
from typing import Any

import pytest

from liandong.features.access.service import permission_words
from liandong.features.tenants.service import compile_package
from support.counties import HUIJI, XUYI, shipped


@pytest.fixture
def before() -> dict[str, Any]:
    return compile_package(shipped(HUIJI)).package.canonical()


def words(before: dict[str, Any], **parts: Any) -> list[str]:
    return [each.zh for each in permission_words(before, {**deepcopy(before), **parts})]


def line(subject: str, action: str, scope: str, effect: str) -> dict[str, str]:
    names = ("ptype", "subject", "mechanism", "action", "scope", "effect")
    return dict(zip(names, ("p", subject, "joint_meeting", action, scope, effect), strict=True))


def test_the_same_package_changes_nobodys_permissions(before: dict[str, Any]) -> None:
    assert words(before) == []


def test_a_denial_less_names_the_units_that_can_now() -> None:
    before = compile_package(shipped(XUYI)).package.canonical()

    said = words(before, policy=[])

    assert said == ["盱眙县司法局的承办人现在可以在“违纪违法线索移送”里：登记线索"]


def test_a_denial_says_who_can_no_longer(before: dict[str, Any]) -> None:
    more = [*before["policy"], line("handler@police", "read", "party", "deny")]

    (said,) = words(before, policy=more)

    assert said.startswith("市公安局惠济分局的承办人不再可以在")


def test_a_mechanism_switched_off_takes_from_all_who_worked_in_it(before: dict[str, Any]) -> None:
    fewer = [each for each in before["mechanisms"] if each["key"] != "joint_meeting"]

    said = words(before, mechanisms=fewer)

    assert said
    assert all("不再可以在“联席会议与专题会商”里" in each for each in said)


def test_a_role_more_gives_a_unit_what_the_role_may(before: dict[str, Any]) -> None:
    units = deepcopy(before["units"])
    named = next(each for each in units if each["key"] == "audit")
    named["roles"] = [*named["roles"], "office"]

    said = words(before, units=units)

    assert said
    assert all(each.startswith(f"{named['name']}的") for each in said)
