"""The invented matters of the public-interest mechanisms play through the engine in each county."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.demo.people import create_people
from liandong.entrypoints.demo.stage import ZONE
from liandong.entrypoints.demo.stories import told_in
from liandong.entrypoints.demo.telling import Teller
from liandong.features.cases.models import Case
from liandong.features.documents.service import FileStore
from liandong.features.tenants.service import current
from liandong.features.units.service import list_active
from liandong.kernel.clock import FixedClock
from support.counties import HUIJI, SHANDAN, XUYI

TODAY = date(2026, 9, 8)
OURS = {"public_interest_clue", "pre_litigation_consultation", "chief_procurator"}
STATES = {
    HUIJI: {
        "filed", "not_filed", "closed", "clear", "assigned", "established",
        "decided",
    },
    SHANDAN: {
        "following", "registered", "discovered", "achieved", "failed", "invited", "handed_on",
        "listing", "assigned",
    },
    XUYI: {"consulting", "examining", "achieved", "failed", "invited", "proposed"},
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
        wanted = {unit for _, story in told for unit in story["units"].values()}
        cast = create_people(uow, clock, begun, "x", wanted)
    assert len(told) >= 3
    for key, story in told:
        with unit_of_work(sessions, tenant_id) as uow:
            Teller(uow, cast, store, key, units).tell(story, TODAY)

    with unit_of_work(sessions, tenant_id) as uow:
        query = select(Case.state).where(Case.tenant_id == tenant_id, Case.mechanism.in_(OURS))
        assert set(uow.session.scalars(query)) == STATES[tenant_id]
