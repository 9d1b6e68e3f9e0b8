"""What a rate in time counts: what was met or missed where somebody may be late, nothing else."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from liandong.features.cases.models import Case
from liandong.features.dashboards.service.counted import Seen, counted
from liandong.features.deadlines.models import Deadline, Obligation
from liandong.features.tenants.service import calendar_of
from liandong.mechanisms import due, met
from liandong_plugins.case_reporting.enforcement_case_reporting import MECHANISM, monthly
from liandong_plugins.suggestions.suggestion_states import SUG_01
from support.counties import HUIJI
from support.readings import config_of

TODAY = date(2026, 5, 12)
MARCH, BEYOND = date(2026, 3, 5), date(2030, 3, 5)
DUTY: dict[str, Any] = {
    "unit_id": UUID(int=1), "due_on": MARCH, "state": "done", "is_provisional": False,
    "is_enforceable": True, "inputs": {"matter": "办理"},
}  # fmt: skip
MISSED = {"state": "released", "outcome": "late"}
RETURNED = {"state": "met", "outcome": "in_time", "is_enforceable": False}


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({"outcome": "in_time"}, ["in_time"]),
        ({"outcome": "late"}, ["late"]),
        ({"state": "open"}, ["late"]),
        ({"state": "open", "due_on": TODAY}, []),
        ({"outcome": "in_time", "is_enforceable": False}, []),
        ({"outcome": "not_accused", "is_enforceable": False}, []),
        ({"state": "open", "is_enforceable": False}, []),
        ({"outcome": "in_time", "is_provisional": True}, ["in_time"]),
        ({"outcome": "in_time", "is_provisional": True, "due_on": BEYOND}, []),
        ({"state": "released"}, []),
        (MISSED, ["late"]),
        ({**MISSED, "outcome": "not_accused", "is_enforceable": False}, []),
        (RETURNED, []),
        ({**RETURNED, "state": "open", "outcome": None}, []),
    ],
)
def test_what_could_not_be_late_stands_on_neither_side(
    said: dict[str, Any], counts: list[str]
) -> None:
    facts = {**DUTY, **said}
    run = Deadline(**facts, limit_id="SUG-01", stands_for="SUG-01", is_right=False)
    owed = Obligation(**facts, limit_id=monthly.limit.id, label="三月")
    calendar = calendar_of(config_of(str(HUIJI)))
    seen = Seen(MECHANISM, [(run, Case())], [], [owed], {}, {}, TODAY, calendar, lambda _: [])

    for of in (SUG_01, monthly):
        assert [each.outcome for each in counted(seen, due(of))] == counts
        in_time = [each for each in counts if each == "in_time"]
        assert [each.outcome for each in counted(seen, met(of))] == in_time
