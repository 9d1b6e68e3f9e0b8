"""A running clock counted again with what was recorded: lengthened, begun anew, refused."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.calendars import HistoryError
from liandong.db.unit_of_work import unit_of_work
from liandong.features.deadlines.service import Start, begin, recount, unsaved
from liandong.features.deadlines.service.recounting import UnchangeableError
from liandong.features.tenants.service import calendar_of, current
from support.counties import County, build_county

CAUSE = {"kind": "act", "zh": "记录", "en": "recorded"}


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


def counted(county: County, limit_id: str, on: str, *acts: dict[str, Any]) -> dict[str, Any] | None:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        config = current(uow)
        limit = config.limits_here[limit_id]
        calendar = calendar_of(config)
        start = begin(config, calendar, Start(limit, limit, date.fromisoformat(on), None))
        life = [{"reason": "", "source": "case", **act} for act in acts]
        return recount(config, calendar, unsaved(start), CAUSE, life)


def test_an_extension_is_counted_from_the_last_day_as_it_stands(huiji: County) -> None:
    longer = {"kind": "extend", "on": "2026-03-20", "length": 1, "counted_in": "month"}

    found = counted(huiji, "PIL-06a", "2026-02-28", {**longer, "roll": "next_working_day"})

    assert found is not None
    assert found["due_on"] == "2026-04-30"  # a month from 30 March: 28 March is a Saturday
    assert (found["state"], found["cause"]) == ("open", CAUSE)


def test_what_interrupts_a_period_lets_it_begin_anew(huiji: County) -> None:
    found = counted(huiji, "PIL-06a", "2026-02-28", {"kind": "interrupt", "on": "2026-03-10"})

    assert found is not None
    assert found["due_on"] == "2026-04-10"
    assert "interrupted" in [step["key"] for step in found["inputs"]["steps"]]


def test_working_days_are_held_by_working_days(huiji: County) -> None:
    held = [{"kind": "suspend", "on": "2026-09-28"}, {"kind": "resume", "on": "2026-10-09"}]

    found = counted(huiji, "INF-02a", "2026-09-21", *held)

    # 20 working days end on 26 October; 28, 29 and 30 September and 8 October did not count
    assert found is not None
    assert found["due_on"] == "2026-10-30"


@pytest.mark.parametrize("limit_id", ["TRF-03", "LIT-05a", "SEED-HJ-02"])
def test_hours_points_and_days_before_an_event_are_not_held(huiji: County, limit_id: str) -> None:
    with pytest.raises(UnchangeableError, match="不能中止"):
        counted(huiji, limit_id, "2026-09-21", {"kind": "suspend", "on": "2026-09-21"})


def test_an_extension_after_the_end_is_refused(huiji: County) -> None:
    late = {"kind": "extend", "on": "2026-03-31", "length": 1, "counted_in": "month"}

    with pytest.raises(HistoryError, match="已于"):
        counted(huiji, "PIL-06a", "2026-02-28", late)
