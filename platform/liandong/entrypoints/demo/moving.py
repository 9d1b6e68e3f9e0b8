"""Invented matters that go from one county to another: one taken over, one that waits."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from liandong.authz import Principal
from liandong.db.outbox import OutboxMessage
from liandong.db.unit_of_work import Sessions, UnitOfWork, unit_of_work
from liandong.entrypoints.demo.people import PREFIXES
from liandong.entrypoints.demo.plots import later, worked
from liandong.entrypoints.demo.stage import ZONE
from liandong.features.accounts import service as accounts
from liandong.features.accounts.models import Login
from liandong.features.cases import service as cases
from liandong.features.cases.service import FireTransition
from liandong.features.transfers import service as transfers
from liandong.kernel.clock import FixedClock
from liandong.kernel.yamlfile import load

KEY = "public_interest_clue"
PROSECUTOR, CHIEF = "jcg", "jcz"
#: Working days from the finding to the offer, and from the offer to the answer.
TO_OFFER, TO_ANSWER = 3, 4


def move_matters(sessions: Sessions, today: date) -> None:
    """Let each matter of the list be found in one county and offered to another."""
    loaded = load(Path(__file__).parent / "transfers.yaml", name="transfers.yaml")
    for story in loaded.data["transfers"]:
        _play(sessions, story, today)


def _play(sessions: Sessions, story: dict[str, Any], today: date) -> None:
    found_on = worked(today - timedelta(days=story["days_ago"]))
    offered_on = later(found_on, TO_OFFER, today)
    transfer_id = _offer(sessions, story, found_on, offered_on)
    _carry(sessions, offered_on, story["from"], story["to"])
    if story["is_accepted"]:
        day = later(offered_on, TO_ANSWER, today)
        with unit_of_work(sessions, story["to"]) as uow:
            me, clock = _who(uow, CHIEF, day), _at(day, 10)
            transfers.accept(uow, me, clock, transfer_id, transfers.Acceptance())
        _carry(sessions, day, story["to"], story["from"])


def _offer(sessions: Sessions, story: dict[str, Any], found_on: date, on: date) -> UUID:
    with unit_of_work(sessions, story["from"]) as uow:
        me, clock = _who(uow, PROSECUTOR, found_on), _at(found_on, 10)
        command = FireTransition("open", found_on, story["facts"])
        case_id = cases.open_case(uow, me, clock, KEY, command).id
        asked = transfers.Offer(
            KEY, case_id, str(story["to"]), story["unit"], story["reason"], story["legal_basis"]
        )
        return transfers.offer(uow, _who(uow, CHIEF, on), _at(on, 11), asked).id


def _carry(sessions: Sessions, day: date, *tenants: int) -> None:
    """Do what relay and worker do, on the day of the story."""
    for tenant_id in tenants:
        with unit_of_work(sessions, tenant_id) as uow:
            mine = OutboxMessage.tenant_id == uow.tenant_id
            waiting = list(uow.session.scalars(select(OutboxMessage.id).where(mine)))
            for event_id in waiting:
                cases.tell_of_event(uow, _at(day, 12), event_id)
            uow.session.execute(delete(OutboxMessage).where(mine))
        for event_id in waiting:
            transfers.carry(sessions, _at(day, 12), tenant_id, event_id)


def _who(uow: UnitOfWork, post: str, day: date) -> Principal:
    login = uow.session.get_one(Login, f"{PREFIXES[uow.tenant_id]}-{post}")
    return accounts.load_principal(uow, _at(day, 9), login.account_id)


def _at(day: date, hour: int) -> FixedClock:
    return FixedClock(datetime.combine(day, time(hour), ZONE))
