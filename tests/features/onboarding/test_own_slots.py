"""A limit typed in stands beside its earlier values; what was found nowhere is no own clause."""

from typing import Any

import pytest

from liandong.entrypoints.wiring import wire
from liandong.features.onboarding.service.own_slots import Slot, replaced_in, with_limits
from liandong.features.tenants.service import StatedPackage
from support.counties import HUIJI, shipped

OLD = {"length": 2, "counted_in": "month", "evidence": "text", "clauses": ["三(十五)"]}
REPLY: dict[str, Any] = {
    "replaces": "SUG-01",
    "matter": "对检察建议的书面回复",
    "start_event": "received",
    "owed_by": "addressee",
    "regime": "NAT",
    "roll": "next_working_day",
}


@pytest.fixture(autouse=True)
def _installed() -> None:
    wire()


def stating(values: dict[str, Any]) -> StatedPackage:
    stated = shipped(HUIJI)
    rules = {**stated.files["mechanisms"], "limits": {"410108-09": {**REPLY, "values": values}}}
    return stated.with_file("mechanisms", rules)


def replaced(stated: StatedPackage) -> Slot:
    (slot,) = replaced_in(stated)
    return slot


def test_a_changed_limit_keeps_what_held_before_it() -> None:
    newer = {**OLD, "length": 45, "counted_in": "day"}
    stated = stating({"2025-03-01": OLD, "2027-01-01": newer})
    typed = {"length": "30", "unit": "day", "clauses": ("三(十五)",), "day": "2027-02-01"}

    made = with_limits(stated, [replaced(stated)], {"SUG-01": typed})

    values = made.files["mechanisms"]["limits"]["410108-09"]["values"]
    assert values["2025-03-01"] == OLD
    assert "2027-01-01" not in values, "it is this one that was changed"
    assert values["2027-02-01"]["length"] == 30


def test_what_was_found_nowhere_is_shown_without_a_clause() -> None:
    value = {part: each for part, each in OLD.items() if part != "clauses"}
    slot = replaced(stating({"2025-03-01": {**value, "basis": [{"as_written": "《指引》九"}]}}))

    assert (slot.length, slot.clauses) == ("2", ())
