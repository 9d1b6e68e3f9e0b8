"""A believable year of invented matters in the four counties, played through the engine."""

from datetime import date, datetime, time, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import Sessions, unit_of_work
from liandong.entrypoints.administering import apply_all, read_packages
from liandong.entrypoints.demo.acting import Player
from liandong.entrypoints.demo.assessing import assess
from liandong.entrypoints.demo.filings import file_year
from liandong.entrypoints.demo.moving import move_matters
from liandong.entrypoints.demo.people import (
    PASSWORD,
    PREFIXES,
    Cast,
    create_people,
    look_after,
    sign_in_words,
)
from liandong.entrypoints.demo.plots import RARER, SMALL_YEAR, YEAR, worked
from liandong.entrypoints.demo.province import enter_once
from liandong.entrypoints.demo.stage import ZONE
from liandong.entrypoints.demo.stories import told_in, units_in
from liandong.entrypoints.demo.telling import Teller
from liandong.entrypoints.wiring import wire
from liandong.features.accounts.service import hash_password
from liandong.features.cases.service import sweep
from liandong.features.documents.service import FileStore
from liandong.features.tenants.service import current
from liandong.features.units.service import list_active
from liandong.kernel.clock import FixedClock
from liandong.kernel.yamlfile import load

__all__ = ["load_demo", "sign_in_words"]

LARGEST = 410108


def load_demo(sessions: Sessions, today: date, files_address: str) -> None:
    """Load the four counties with their demo year; counties side by side, on two processes."""
    begin = FixedClock(datetime.combine(today - timedelta(days=365), time(9), ZONE))
    apply_all(sessions, begin, read_packages(), by="demo", is_demo=True)
    engine = sessions.kw["bind"]
    url = engine.url.render_as_string(hide_password=False)
    hashed = hash_password(PASSWORD)
    with get_context("spawn").Pool(2) as pool:
        play = partial(_play_county, url, files_address, today, hashed)
        pool.map(play, PREFIXES, chunksize=1)
    enter_once(sessions, today, hashed)
    move_matters(sessions, today)
    sweep(sessions, FixedClock(datetime.combine(today, time(9, 1), ZONE)))


def _play_county(
    url: str, files_address: str, today: date, password_hash: str, tenant_id: int
) -> None:
    wire()
    engine = open_engine(url, pool_size=1)
    sessions = open_sessions(engine)
    store = FileStore.at(files_address)
    cast = play_county(sessions, store, today, password_hash, tenant_id)
    file_year(sessions, tenant_id, cast, today, files_address)
    engine.dispose()


def play_county(
    sessions: Sessions, store: FileStore, today: date, password_hash: str, tenant_id: int
) -> Cast:
    """Play the year of one county: its people, then each matter in a transaction of its own."""
    stories = _stories()
    first = today - timedelta(days=365)
    clock = FixedClock(datetime.combine(first, time(9), ZONE))
    with unit_of_work(sessions, tenant_id) as uow:
        units = {unit.key: unit.id for unit in list_active(uow)}
        mine = [story for story in stories if story["unit"] in units]
        told = told_in(uow.tenant_id, current(uow).enabled, units)
        wanted = {story["unit"] for story in mine}
        wanted |= {unit for _, story in told for unit in units_in(story)}
        cast = create_people(uow, clock, first, password_hash, wanted)
    known: dict[Any, Any] = {}
    played = (*YEAR, *RARER) if tenant_id == LARGEST else SMALL_YEAR
    for number, (plot, days_ago) in enumerate(played):
        story = mine[number % len(mine)]
        with unit_of_work(sessions, tenant_id) as uow:
            player = Player(uow, cast, store, story, units[story["unit"]], known=known)
            plot(player, worked(today - timedelta(days=days_ago)), today)
    for mechanism, story in told:
        with unit_of_work(sessions, tenant_id) as uow:
            Teller(uow, cast, store, mechanism, units, known=known).tell(story, today)
    if current_package(sessions, tenant_id).get("assessment"):
        assess(sessions, tenant_id, cast, store, today)
    with unit_of_work(sessions, tenant_id) as uow:
        look_after(uow, FixedClock(datetime.combine(today, time(8, 30), ZONE)))
    return cast


def current_package(sessions: Sessions, tenant_id: int) -> dict[str, Any]:
    """Return what a county's package compiles to."""
    with unit_of_work(sessions, tenant_id) as uow:
        return current(uow).package


def _stories() -> list[dict[str, Any]]:
    loaded = load(Path(__file__).parent / "stories.yaml", name="stories.yaml")
    found: list[dict[str, Any]] = loaded.data["stories"]
    return found
