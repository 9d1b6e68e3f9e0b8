"""The invented investigations, supervision, referrals and clues play through the engine."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.demo.people import create_people
from liandong.entrypoints.demo.stage import ZONE
from liandong.entrypoints.demo.stories import told_in, units_in
from liandong.entrypoints.demo.telling import Teller
from liandong.features.cases.models import Case
from liandong.features.documents.service import FileStore
from liandong.features.tenants.service import current
from liandong.features.units.service import list_active
from liandong.kernel.clock import FixedClock
from support.counties import HUIJI, SHANDAN, WENSHUI, XUYI

TODAY = date(2026, 9, 8)
OURS = {
    "investigation_cooperation",
    "problem_referral",
    "discipline_clue_transfer",
    "violation_supervision_alert",
}
STATES = {
    HUIJI: {"closed", "received", "discarded"},
    XUYI: {
        "received", "handed_over", "closed", "approved", "alert_sent", "opened", "not_opened",
    },
    SHANDAN: {
        "handed_over", "discarded", "closed", "approved", "alert_sent", "opened", "not_opened",
    },
    WENSHUI: {
        "assisting", "closed", "received", "declined", "returned", "dropped", "alert_sent",
        "not_opened",
    },
}  # fmt: skip


@pytest.mark.parametrize("tenant_id", STATES)
def test_every_story_ends_where_it_was_told_to(
    sessions: sessionmaker[Session], tmp_path: Path, tenant_id: int
) -> None:
    begun = date(2025, 9, 8)
    clock = FixedClock(datetime.combine(begun, time(9), ZONE))
    store = FileStore.at(tmp_path.as_uri())
    with unit_of_work(sessions, tenant_id) as uow:
        units = {unit.key: unit.id for unit in list_active(uow)}
        told = [(k, s) for k, s in told_in(tenant_id, current(uow).enabled, units) if k in OURS]
        wanted = {unit for _, story in told for unit in units_in(story)}
        cast = create_people(uow, clock, begun, "x", wanted)
    for key, story in told:
        with unit_of_work(sessions, tenant_id) as uow:
            Teller(uow, cast, store, key, units).tell(story, TODAY)

    with unit_of_work(sessions, tenant_id) as uow:
        query = select(Case.state).where(Case.tenant_id == tenant_id, Case.mechanism.in_(OURS))
        assert set(uow.session.scalars(query)) == STATES[tenant_id]
