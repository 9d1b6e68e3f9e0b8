"""Limits in hours: from the moment to the moment, and nobody late by an hour that is not known."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.features.deadlines.models import Deadline
from liandong.features.deadlines.service import Change, Start, begin, project
from liandong.features.tenants.service import calendar_of, current, installed
from liandong.kernel.ids import uuid7
from support.counties import County, build_county

CHINA = ZoneInfo("Asia/Shanghai")
REPORT = "SAF-01b"  # 事故条例 第十一条: each level reports upward within two hours
AT = datetime(2026, 9, 30, 17, 30, tzinfo=CHINA)
TODAY = AT.date()


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


def started(uow: UnitOfWork, at: datetime | None, on: date = TODAY) -> dict[str, Any]:
    config, limit = current(uow), installed().registry.limit(REPORT)
    unit_id = UUID(int=1)
    return begin(config, calendar_of(config), Start(limit, limit, on, unit_id, at=at))


def test_two_hours_end_at_the_moment_on_the_eve_of_a_holiday_too(
    huiji: County,
) -> None:
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        found = started(uow, AT)

    assert datetime.fromisoformat(found["due_at"]) == AT + timedelta(hours=2)
    assert (found["due_on"], found["is_enforceable"]) == ("2026-09-30", True)
    half, end = (datetime.fromisoformat(at) for at in found["fires"])
    assert (half, end) == (AT + timedelta(hours=1), AT + timedelta(hours=2))


def test_of_a_day_without_an_hour_the_count_begins_with_its_end(
    huiji: County,
) -> None:
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        found = started(uow, AT, on=date(2026, 9, 29))

    assert datetime.fromisoformat(found["due_at"]) == datetime(2026, 9, 30, 2, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("recorded", "done_on", "outcome"),
    [
        (AT + timedelta(hours=1), AT.date(), "in_time"),
        (AT + timedelta(hours=3), AT.date(), "not_accused"),  # done that day, at an hour unknown
        (AT + timedelta(days=1), AT.date() + timedelta(days=1), "late"),
    ],
)
def test_only_what_is_proved_late_is_late(
    huiji: County, recorded: datetime, done_on: date, outcome: str
) -> None:
    case_id = uuid7()
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        start = started(uow, AT)
        project(uow, Change(case_id, 1, AT.date(), AT, case_id, {"started": [start]}))
        project(
            uow,
            Change(
                case_id,
                2,
                done_on,
                recorded,
                case_id,
                {"ended": [{"id": start["id"], "how": "done"}]},
            ),
        )
        query = select(Deadline).where(
            Deadline.tenant_id == uow.tenant_id, Deadline.id == UUID(start["id"])
        )
        assert uow.session.scalars(query).one().outcome == outcome
