"""Which version of a rule governs: by the start event, by the opening, before it and after it."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from liandong.features.deadlines.service import explain_limit
from liandong.features.tenants.service import install, installed
from liandong.kernel.errors import InvalidInputError
from liandong.kernel.yamlfile import parse
from liandong.mechanisms.limit_files import parse_limits
from support.readings import CHINA, begun, config_of, explained

HUIJI = "410108"
TEXT = """\
NEW-01:
  matter: 按新法回复
  start_event: received
  owed_by: addressee
  regime: NAT
  roll: none
  values:
    2024-01-01:
      length: 30
      counted_in: day
      evidence: text
      basis:
        - {instrument: civil-code-2020, clause: 第二百零三条}
    2026-03-01:
      length: 10
      counted_in: day
      effective_to: 2026-06-30
      evidence: text
      basis:
        - {instrument: civil-code-2020, clause: 第二百零三条}
    2026-09-01: null
"""
BY_OPENING = TEXT.replace("NEW-01:", "NEW-02:\n  applies_to: case_opened")
FILE = parse_limits("liandong_plugins.sample", parse(TEXT + BY_OPENING, "sample.yaml"))
BY_EVENT, BY_CASE = FILE.limits["NEW-01"], FILE.limits["NEW-02"]


@pytest.fixture(autouse=True)
def _installed() -> Any:
    config_of(HUIJI)
    before = installed()
    registry = replace(before.registry, files=(*before.registry.files, FILE))
    install(replace(before, registry=registry))
    yield
    install(before)


def test_the_sample_is_right() -> None:
    assert FILE.problems == ()


@pytest.mark.parametrize(
    ("on", "opened_on", "by_event", "by_opening"),
    [
        ("2026-02-28", "2026-01-05", "2026-03-30", "2026-03-30"),
        ("2026-03-01", "2026-02-28", "2026-03-11", "2026-03-31"),
        ("2026-03-01", "2026-03-01", "2026-03-11", "2026-03-11"),
        ("2026-06-30", "2026-02-28", "2026-07-10", "2026-07-30"),
        ("2026-07-01", "2026-06-30", None, "2026-07-11"),
        ("2026-09-01", "2023-12-31", None, None),
    ],
)
def test_the_value_is_that_of_the_start_event_or_of_the_opening(
    on: str, opened_on: str, by_event: str | None, by_opening: str | None
) -> None:
    config, opened = config_of(HUIJI), date.fromisoformat(opened_on)

    clocks = [begun(config, limit, on, opened_on=opened) for limit in (BY_EVENT, BY_CASE)]

    assert [clock["due_on"] for clock in clocks] == [by_event, by_opening]
    assert [clock["started_on"] for clock in clocks] == [on, on]
    assert [clock["inputs"]["applies_to"] for clock in clocks] == ["start_event", "case_opened"]


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ("2023-12-31", "还没有这条规定（2024-01-01 起施行）"),
        ("2026-07-01", "这条规定已经失效"),
        ("2026-09-01", "这条规定已经失效"),
    ],
)
def test_without_a_rule_a_case_is_flagged_and_a_question_refused(on: str, says: str) -> None:
    clock = begun(config_of(HUIJI), BY_EVENT, on)

    assert (clock["due_on"], clock["is_enforceable"], clock["fires"]) == (None, False, [])
    assert says in clock["inputs"]["flag"]["zh"]
    assert clock["inputs"]["flag"]["en"]
    with pytest.raises(InvalidInputError) as refused:
        explained(config_of(HUIJI), "NEW-01", on)
    assert [problem.where for problem in refused.value.problems] == ["event-at"]
    assert says in refused.value.problems[0].message_zh


def test_a_question_may_name_the_day_of_the_opening() -> None:
    at = datetime(2026, 3, 1, tzinfo=CHINA)

    found = explain_limit(config_of(HUIJI), "NEW-02", at, opened_on=date(2026, 2, 28))

    assert (found["due_on"], found["applies_to"]) == ("2026-03-31", "case_opened")
