from uuid import UUID

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.wiring import deliverer
from liandong.features.notifications import service
from support.counties import HUIJI, SHANDAN, County, build_county, on

DAY = "2026-04-27"


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


def _told(county: County, who: str) -> list[str]:
    with county.acting(who, DAY) as (uow, me, _):
        return [notice.kind for notice in service.list_notices(uow, me)]


def test_delivering_an_event_twice_tells_each_unit_once(huiji: County) -> None:
    huiji.issue(DAY)

    for _ in range(2):
        huiji.tell(DAY)

    assert _told(huiji, "handler") == ["case.issue"]
    assert _told(huiji, "prosecutor") == []


def test_an_unknown_or_foreign_event_tells_nobody(huiji: County) -> None:
    deliver = deliverer(huiji.sessions)

    assert deliver(HUIJI, UUID(int=1)) == 0
    assert deliver(SHANDAN, UUID(int=1)) == 0


def test_a_notice_is_read_by_one_account_and_stays_new_for_a_colleague(huiji: County) -> None:
    huiji.issue(DAY)
    huiji.tell(DAY)

    with huiji.acting("handler", DAY) as (uow, me, clock):
        assert service.count_unread(uow, me) == 1
        assert service.mark_read(uow, clock, me) == 1
    with huiji.acting("handler", DAY) as (uow, me, clock):
        assert service.count_unread(uow, me) == 0
        assert service.mark_read(uow, clock, me) == 0
    with huiji.acting("head", DAY) as (uow, me, _):
        assert service.count_unread(uow, me) == 1


def test_the_same_key_says_a_thing_once_to_each_unit(huiji: County) -> None:
    with unit_of_work(huiji.sessions, HUIJI) as uow:
        for unit in ("addressee", "addressee", "bystander"):
            service.tell(uow, on(DAY), huiji.units[unit], "k", "kind", None, {})

    assert _told(huiji, "handler") == ["kind"]
    assert _told(huiji, "bystander") == ["kind"]
