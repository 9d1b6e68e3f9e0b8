"""The invented matters that the mechanisms bring along play through the engine.

Each is played in the first county that tells it; LIANDONG_EXHAUSTIVE=1 plays it in every one.
"""

import os
from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.demo.people import PREFIXES, create_people
from liandong.entrypoints.demo.stage import ZONE
from liandong.entrypoints.demo.stories import told_in, units_in
from liandong.entrypoints.demo.telling import Teller
from liandong.features.cases.models import Case
from liandong.features.documents.service import FileStore
from liandong.features.tenants.service import current
from liandong.features.units.service import list_active
from liandong.kernel.clock import FixedClock
from support.counties import HUIJI, SHANDAN, WENSHUI, XUYI, compiled
from support.declared import registry

EXHAUSTIVE = bool(os.environ.get("LIANDONG_EXHAUSTIVE"))
TODAY = date(2026, 9, 8)
BEGUN = date(2025, 9, 8)
OF_PUBLIC_INTEREST = {"public_interest_clue", "pre_litigation_consultation", "chief_procurator"}
OF_SUPERVISION = {
    "investigation_cooperation",
    "problem_referral",
    "discipline_clue_transfer",
    "violation_supervision_alert",
}
PUBLIC_INTEREST = {
    HUIJI: {
        "filed", "not_filed", "closed", "clear", "assigned", "established",
        "decided",
    },
    SHANDAN: {
        "following", "registered", "discovered", "achieved", "failed", "invited", "handed_on",
        "listing", "office_assigned",
    },
    XUYI: {"consulting", "examining", "achieved", "failed", "invited", "proposed"},
}  # fmt: skip
SUPERVISION = {
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
OTHERS = {*registry().keys} - OF_PUBLIC_INTEREST - OF_SUPERVISION


def others() -> dict[int, list[tuple[str, str]]]:
    """Return the other stories by county, each with the first that tells it."""
    found: dict[int, list[tuple[str, str]]] = {tenant_id: [] for tenant_id in PREFIXES}
    seen: set[tuple[str, str]] = set()
    for tenant_id, mine in found.items():
        package = next(each for each in compiled() if int(each.tenant.code) == tenant_id)
        enabled = {each.key for each in package.mechanisms} & OTHERS
        for key, story in told_in(tenant_id, enabled, {unit.key for unit in package.units}):
            if EXHAUSTIVE or (key, story["title"]) not in seen:
                seen.add((key, story["title"]))
                mine.append((key, story["title"]))
    return found


def play(
    sessions: sessionmaker[Session],
    folder: Path,
    tenant_id: int,
    mechanisms: set[str],
    only: list[tuple[str, str]] | None = None,
) -> set[str]:
    """Play the stories of some mechanisms in a county; return the states of their cases."""
    clock = FixedClock(datetime.combine(BEGUN, time(9), ZONE))
    store = FileStore.at(folder.as_uri())
    with unit_of_work(sessions, tenant_id) as uow:
        units = {unit.key: unit.id for unit in list_active(uow)}
        every = told_in(tenant_id, current(uow).enabled, units)
        told = [
            (key, story)
            for key, story in every
            if key in mechanisms and (only is None or (key, story["title"]) in only)
        ]
        wanted = {unit for _, story in told for unit in units_in(story)}
        cast = create_people(uow, clock, BEGUN, "x", wanted)
    assert len(told) >= (3 if only is None else len(only))
    for key, story in told:
        with unit_of_work(sessions, tenant_id) as uow:
            Teller(uow, cast, store, key, units).tell(story, TODAY)

    with unit_of_work(sessions, tenant_id) as uow:
        query = select(Case.state).where(
            Case.tenant_id == tenant_id, Case.mechanism.in_(mechanisms)
        )
        return set(uow.session.scalars(query))


@pytest.mark.parametrize("tenant_id", PUBLIC_INTEREST)
def test_the_public_interest_stories_end_where_they_were_told_to(
    sessions: sessionmaker[Session], tmp_path: Path, tenant_id: int
) -> None:
    states = play(sessions, tmp_path, tenant_id, OF_PUBLIC_INTEREST)

    assert states == PUBLIC_INTEREST[tenant_id]


@pytest.mark.parametrize("tenant_id", SUPERVISION)
def test_the_stories_of_supervision_end_where_they_were_told_to(
    sessions: sessionmaker[Session], tmp_path: Path, tenant_id: int
) -> None:
    assert play(sessions, tmp_path, tenant_id, OF_SUPERVISION) == SUPERVISION[tenant_id]


@pytest.mark.parametrize("tenant_id", PREFIXES)
def test_every_other_story_can_be_played(
    sessions: sessionmaker[Session], tmp_path: Path, tenant_id: int
) -> None:
    mine = others()[tenant_id]

    assert not mine or len(play(sessions, tmp_path, tenant_id, OTHERS, mine)) > 1
