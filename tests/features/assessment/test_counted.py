"""What a rate in time counts: what was met or missed where somebody may be late, nothing else."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from liandong.features.assessment.service.counted import counted
from liandong.features.assessment.service.records import Seen
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.deadlines.models import Deadline, Obligation
from liandong.features.tenants.service import calendar_of
from liandong.mechanisms import Mechanism, cases, copied, copies_due, due, met
from liandong.mechanisms.measures import Days
from liandong_plugins.case_reporting.enforcement_case_reporting import MECHANISM, monthly
from liandong_plugins.litigation.appearance_fields import must, spoke
from liandong_plugins.litigation.responsible_person_appearance import MECHANISM as APPEARANCE
from liandong_plugins.reverse_linkage.reverse_linkage import MECHANISM as LINKAGE
from liandong_plugins.suggestions.suggestion_states import SUG_01
from liandong_plugins.workplan.annual_plan_tasks import MECHANISM as PLAN
from liandong_plugins.workplan.liaison_network import MECHANISM as LIAISON
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


OFFICE, BUREAU = UUID(int=7), UUID(int=8)


def moved(case: Case, position: int, transition: str, landed_in: str, **payload: Any) -> CaseEvent:
    return CaseEvent(case_id=case.id, position=position, kind="move", transition=transition,
                     landed_in=landed_in, occurred_on=MARCH, payload=payload)  # fmt: skip


def part(unit_id: UUID) -> dict[str, str]:
    return {"unit_id": str(unit_id), "part": "copied"}


@pytest.mark.parametrize(
    ("owed", "named", "sent"),
    [
        ([frozenset({OFFICE})], [OFFICE], 1),
        ([frozenset({OFFICE})], [], 0),
        ([frozenset({OFFICE, BUREAU})], [OFFICE], 0),
        ([frozenset({OFFICE}), frozenset({BUREAU})], [OFFICE], 1),
        ([frozenset()], [OFFICE], 0),  # nobody in the county has the role
        ([], [OFFICE], 0),
    ],
)
def test_a_copy_counts_where_a_rule_asks_for_it_and_went_to_all_it_names(
    owed: list[frozenset[UUID]], named: list[UUID], sent: int
) -> None:
    case = Case(id=UUID(int=2), issuer_id=UUID(int=1))
    moves = [
        (moved(case, 1, "open", "drafting"), case),
        (moved(case, 2, "submit", "submitted", facts={"is_nil": "nothing"},
               parties=[part(each) for each in named]), case),
        (moved(case, 3, "submit", "submitted"), case),  # once more after it was returned
    ]  # fmt: skip
    asked: list[dict[str, Any]] = []
    seen = Seen(MECHANISM, [], moves, [], {}, {}, TODAY, calendar_of(config_of(str(HUIJI))),
                lambda facts: asked.append(dict(facts)) or owed)  # type: ignore[func-returns-value]  # fmt: skip

    assert len(list(counted(seen, copied("submit")))) == sent
    assert len(list(counted(seen, copies_due("submit")))) == len(owed)
    assert list(counted(seen, copies_due("file"))) == []
    assert asked == [{"is_nil": "nothing"}] * 2


def test_cases_count_by_the_answer_that_stood_when_they_came_there() -> None:
    early, late = Case(id=UUID(int=2)), Case(id=UUID(int=3))
    for case in (early, late):
        case.issuer_id = UUID(int=1)
    moves = [
        (moved(early, 1, "open", "opened", facts={"must": "must"}), early),
        (moved(early, 2, "appear", "spoke"), early),
        (moved(early, 3, "notify", "notified", facts={"must": "asked"}), early),
        (moved(late, 1, "open", "opened"), late),
        (moved(late, 2, "appear", "spoke"), late),
        (moved(late, 3, "notify", "notified", facts={"must": "must"}), late),
    ]
    calendar = calendar_of(config_of(str(HUIJI)))
    seen = Seen(APPEARANCE, [], moves, [], {}, {}, TODAY, calendar, lambda _: [])

    found = counted(seen, cases(spoke, only=(must, ("must",))))

    assert [each.case for each in found] == [early]
    assert len(list(counted(seen, cases(spoke)))) == 2


UNIT, ROW = UUID(int=7), str(UUID(int=9))


def seen(mechanism: Mechanism, *events: CaseEvent) -> Seen:
    case = Case(id=UUID(int=3), issuer_id=UNIT)
    calendar = calendar_of(config_of(str(HUIJI)))
    moves = [(event, case) for event in events]
    return Seen(mechanism, [], moves, [], {}, {ROW: None}, TODAY, calendar, lambda _: [])


def event(day: str, state: str, facts: Any = None, row: Any = None) -> CaseEvent:
    rows = [{"id": ROW, "type": "task", "transition": "", "facts": {}, **row}] if row else []
    return CaseEvent(
        kind="row" if row else "move", transition="", landed_in=state,
        occurred_on=date.fromisoformat(day), payload={"facts": facts or {}, "rows": rows},
    )  # fmt: skip


def days(mechanism: Mechanism, key: str, *events: CaseEvent) -> tuple[list[float], list[float]]:
    metric = next(each for each in mechanism.metrics if each.key == key)
    assert metric.in_days
    assert isinstance(metric.denominator, Days)
    known = seen(mechanism, *events)
    part, whole = (counted(known, each) for each in (metric.numerator, metric.denominator))
    return [each.weight for each in part], [each.weight for each in whole]


@pytest.mark.parametrize(
    ("due_on", "found"), [("2026-03-01", ([9], [1])), ("2026-03-10", ([0], [1])), (None, ([], []))]
)
def test_days_past_the_day_of_a_task(due_on: str | None, found: Any) -> None:
    facts = {"due": due_on} if due_on else {}
    listed = event(
        "2026-01-05", "drafting", row={"landed_in": "assigned", "facts": {"due": "2026-03-05"}}
    )
    moved = event("2026-02-01", "in_progress", row={"landed_in": "assigned", "facts": facts})
    if due_on is None:
        listed = event("2026-01-05", "drafting", row={"landed_in": "assigned"})
    late = event("2026-03-10", "in_progress", row={"landed_in": "submitted_late"})

    assert days(PLAN, "overdue_days", listed, moved, late) == found


def test_days_that_a_seat_stood_vacant_end_with_the_day_in_office() -> None:
    asked = event("2026-03-02", "seat_proposed", {"vacant_from": "2026-02-20"})
    begun = event("2026-03-09", "seat_active", {"from_on": "2026-03-06"})
    assert days(LIAISON, "vacancy_days", asked, begun) == ([14], [1])

    silent = event("2026-03-02", "seat_proposed", {})
    assert days(LIAISON, "vacancy_days", silent, begun) == ([], [])
    reversed_ = event("2026-03-02", "seat_proposed", {"vacant_from": "2026-03-07"})
    assert days(LIAISON, "vacancy_days", reversed_, begun) == ([], [])


def test_days_from_the_first_service_to_the_first_result() -> None:
    served, again = event("2026-03-02", "served"), event("2026-03-20", "served")
    decided, replied = event("2026-04-01", "penalised"), event("2026-04-08", "replied")

    assert days(LINKAGE, "final_result_days", served, again, decided, replied) == ([30], [1])
    assert days(LINKAGE, "final_result_days", decided) == ([], [])
