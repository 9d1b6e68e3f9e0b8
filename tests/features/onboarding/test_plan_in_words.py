"""What a county to come will have is said without keys, and what leads nowhere is named."""

import re
from typing import Any

import pytest

from liandong.features.onboarding.service.dead_ends import dead_ends
from liandong.features.onboarding.service.entry_words import came_words
from liandong.features.tenants.service import changes, compile_package
from support.counties import HUIJI, SHANDAN, WENSHUI, XUYI, shipped, without

KEY = re.compile(r"[a-z]+_[a-z]+|@|\bp,")


def package(code: int, *left_out: str) -> Any:
    stated = without(shipped(code), *left_out) if left_out else shipped(code)
    return compile_package(stated).package.canonical()


@pytest.mark.parametrize("code", [HUIJI, SHANDAN, WENSHUI, XUYI])
def test_no_key_stands_in_the_plan_of_a_new_county(code: int) -> None:
    made = package(code)
    units = {unit["key"]: unit["name"] for unit in made["units"]}
    said = [came_words(each, units).zh for each in changes({}, made)]

    assert not [text for text in said if KEY.search(text)]


def test_a_copy_rule_and_a_policy_line_are_sentences() -> None:
    made = package(SHANDAN)
    said = [came_words(each, {}).zh for each in changes({}, made)]

    assert any(
        text.startswith("检察建议") and "必须抄送县级政府（社会影响大" in text for text in said
    )
    assert any(text.startswith("司法局的承办人不得") for text in said)


def test_steps_that_lead_nowhere_are_named_with_their_place() -> None:
    whole = {each.message_zh for each in dead_ends(package(SHANDAN), [])}
    made = package(SHANDAN, "follow_up_escalation")
    made["units"] = [unit for unit in made["units"] if "police" not in unit["roles"]]
    people = [{"unit": seat["unit"]} for seat in made["seats"]]
    found = [each for each in dead_ends(made, people) if each.message_zh not in whole]

    assert any("席位还没有账号" in each for each in whole)
    assert any("协同跟踪问效与升级，本县没有启用" in each.message_zh for each in found), found
    assert any("没有单位担任公安机关" in each.message_zh for each in found), found
    assert not any("账号" in each.message_zh for each in dead_ends(made, people))
    assert {each.where.partition(".")[0] for each in found} <= {"roster", "mechanisms"}
