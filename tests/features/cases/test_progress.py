"""Word of the progress meets a limit whose own text asks for the result or the progress."""

from dataclasses import dataclass
from typing import Any

import pytest

import liandong.mechanisms as lm
from liandong.entrypoints.wiring import wire
from liandong.features.cases.service.timing import met_by_progress
from liandong.features.tenants.service import Configuration
from support.readings import config_of


@dataclass
class Clock:
    stands_for: str
    limit_id: str


@dataclass
class Case:
    deadlines: list[Clock]
    config: Configuration


@pytest.mark.parametrize(
    ("governing", "is_met"),
    [
        ("SEED-HJ-01", True),
        ("REV-04", True),
        ("SUG-01", False),
    ],  # 三(十一), 第九条: 处理结果或者办理情况
)
def test_progress_is_enough_only_where_the_rule_says_so(governing: str, is_met: bool) -> None:
    reply = wire().registry.limit("REV-04")
    replied = lm.State("replied", "已回复")
    by = lm.duties.handler @ lm.Party(lm.Part.ADDRESSEE, held_by=lm.roles.any_unit)
    move = lm.Transition("report", replied, lm.SAME, label="报送进展", by=by, reports=(reply,))
    landing = lm.Landing(move, replied, {}, on_target=True, rows=())
    opened: Any = Case([Clock("REV-04", governing)], config_of("410108"))

    assert met_by_progress(opened, landing) == ((reply,) if is_met else ())
