"""Once its removal has begun, nothing reaches a county: no message, no anchor, no figure."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.entrypoints.auditing import anchor_all
from liandong.features.tenants.models import TenantRemoval
from liandong.features.transfers.models import TransferRecord
from support.counties import SHANDAN, build_county, on
from support.provinces import GANSU
from support.transfers import DAY, Pair


def begun(sessions: sessionmaker[Session]) -> None:
    now = on(DAY).now()
    with global_session(sessions) as session:
        session.add(
            TenantRemoval(
                tenant_id=SHANDAN,
                code=str(SHANDAN),
                name="山丹县",
                short_name="山丹",
                province_id=GANSU,
                reason="撤县",
                announced_at=now - timedelta(days=40),
                announced_by="cli",
                due_at=now - timedelta(days=10),
                confirmation="X",
                export="0" * 64,
                begun_at=now,
            )
        )


def heard(sessions: sessionmaker[Session]) -> int:
    with unit_of_work(sessions, SHANDAN) as uow:
        mine = TransferRecord.tenant_id == SHANDAN
        return len(uow.session.scalars(select(TransferRecord).where(mine)).all())


def test_nothing_reaches_it_any_more(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    pair = Pair(sessions, build_county(sessions), build_county(sessions, SHANDAN))
    pair.offered(DAY)
    begun(sessions)

    assert pair.relay(pair.huiji) == 0
    assert heard(sessions) == 0
    anchored = anchor_all(sessions, on(DAY), str(tmp_path))
    assert str(SHANDAN) not in anchored
    assert len(anchored) > 5
    with global_session(sessions) as session:
        known = session.scalars(select(TenantRemoval)).one()
        assert known.is_open


def test_a_message_for_a_county_that_is_at_work_arrives(sessions: sessionmaker[Session]) -> None:
    pair = Pair(sessions, build_county(sessions), build_county(sessions, SHANDAN))
    pair.offered(DAY)

    assert pair.relay(pair.huiji) > 0
    assert heard(sessions) > 0
