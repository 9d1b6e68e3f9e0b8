"""What is owed stands there ahead of time: this period and the next, once, whoever looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from liandong.calendars import WorkingDayCalendar
from liandong.db.unit_of_work import Sessions, UnitOfWork, global_session, lock, unit_of_work
from liandong.features.deadlines.models import Obligation
from liandong.features.deadlines.service.owed import Owed, Standings, announce, owed_between
from liandong.features.deadlines.service.owing import Owing, owings, period
from liandong.features.deadlines.service.recording import Happened, record
from liandong.features.deadlines.service.reminding import tell
from liandong.features.deadlines.service.standing import standings_of
from liandong.features.deadlines.service.waiting import wake
from liandong.features.tenants.service import Configuration, calendar_of, current, list_counties
from liandong.kernel.clock import Clock

#: However long nobody looked: what is older is past, and not made up for.
REACH = timedelta(days=400)
_ONE_DAY = timedelta(days=1)
Payload = dict[str, Any]
_COUNTED = ("nominal_on", "due_on", "is_provisional")


@dataclass(frozen=True)
class _County:
    """One county on one day: what it owes, and since when who is bound."""

    uow: UnitOfWork
    clock: Clock
    config: Configuration
    calendar: WorkingDayCalendar
    today: date
    standings: Standings

    def count(self, owed: Owed) -> dict[str, Any] | None:
        return announce(self.config, self.calendar, owed)

    def record(self, obligation_id: UUID, kind: str, unit_id: UUID, content: Any) -> Obligation:
        happened = Happened(obligation_id, kind, unit_id, self.today, content)
        return record(self.uow, self.clock, happened)


def generate_all(sessions: Sessions, clock: Clock) -> int:
    """Generate in each county at work, in a transaction of its own; return how many are new."""
    with global_session(sessions) as session:
        counties = [county.id for county in list_counties(session) if county.is_working]
    found = 0
    for tenant_id in counties:
        with unit_of_work(sessions, tenant_id) as uow:
            found += generate(uow, clock)
    return found


def generate(uow: UnitOfWork, clock: Clock) -> int:
    """Let every obligation of this period and the next stand there; return how many are new.

    A second time, and beside another scheduler, nothing is added: the id of an obligation follows
    from limit, unit and period. What binds no longer is waived before its day; a day that another
    calendar moves is counted again, and the unit is told. A county owes nothing whose day had
    passed when its first package was applied.
    """
    lock(uow, "obligations")
    config = current(uow)
    county, wanted = _look(uow, clock, config)
    known = {each.id: each for each in _known(county)}
    missing = [owed for key, owed in wanted.items() if key not in known]
    new = sum(_add(county, owed) for owed in missing)
    changed = [_look_after(county, each, wanted.get(each.id)) for each in known.values()]
    if new or any(changed):
        wake(uow)
    return new


def moving(uow: UnitOfWork, clock: Clock, config: Configuration) -> list[Payload]:
    """Return what is owed whose day another configuration moves; nothing is written.

    Each with limit, unit_id, period, the days `from` and `to`, and whether it stays provisional.
    """
    county, wanted = _look(uow, clock, config)
    moved = []
    for each in _known(county):
        owed = wanted.get(each.id)
        content = county.count(owed) if owed and _is_to_come(county, each) else None
        if content and content["due_on"] != each.due_on.isoformat():
            days = {"from": each.due_on.isoformat(), "to": content["due_on"]}
            moved.append(
                {"limit": each.limit_id, "unit_id": each.unit_id, "period": each.label, **days}
            )
    return moved


def unbound(uow: UnitOfWork, clock: Clock, config: Configuration) -> list[Obligation]:
    """Return what stands there to come and binds nobody by another configuration."""
    county, _ = _look(uow, clock, config)
    return [
        each
        for each in _known(county)
        if _is_to_come(county, each) and (each.limit_id, each.unit_id) not in county.standings
    ]


def _look(uow: UnitOfWork, clock: Clock, config: Configuration) -> tuple[_County, dict[UUID, Owed]]:
    """Return a county as it stands by a configuration, and what is to stand there, by its id."""
    today = clock.now().astimezone(ZoneInfo(config.tenant["timezone"])).date()
    found = owings(config)
    standings = standings_of(uow, config, found)
    county = _County(uow, clock, config, calendar_of(config), today, standings)
    return county, {owed.id_in(uow.tenant_id): owed for owed in _wanted(county, found)}


def _is_to_come(county: _County, obligation: Obligation) -> bool:
    return obligation.state == "open" and obligation.due_on >= county.today


def _wanted(county: _County, found: Sequence[Owing]) -> Iterator[Owed]:
    for owing in found:
        following = period(county.today, owing.every)[1] + _ONE_DAY
        last = period(following, owing.every)[1]
        yield from owed_between([owing], county.standings, county.today - REACH, last)


def _known(county: _County) -> list[Obligation]:
    query = select(Obligation).where(
        Obligation.tenant_id == county.uow.tenant_id,
        Obligation.period_end >= county.today - REACH,
    )
    return list(county.uow.session.scalars(query.with_for_update()))


def _add(county: _County, owed: Owed) -> bool:
    content = county.count(owed)
    joined = county.standings[owed.owing.limit.id, owed.unit_id]
    if content is None or date.fromisoformat(content["due_on"]) < joined.on:
        return False
    county.record(owed.id_in(county.uow.tenant_id), "owed", owed.unit_id, content)
    return True


def _look_after(county: _County, obligation: Obligation, owed: Owed | None) -> bool:
    """Waive what binds no longer, count again what moved; only as long as its day is to come."""
    if not _is_to_come(county, obligation):
        return False
    if (obligation.limit_id, obligation.unit_id) not in county.standings:
        reason = {"reason": "unbound"}
        county.record(obligation.id, "waived", obligation.unit_id, reason)
        return True
    content = county.count(owed) if owed else None
    return content is not None and _recount(county, obligation, content)


def _recount(county: _County, obligation: Obligation, content: dict[str, Any]) -> bool:
    """Note what another calendar, or the county going live, makes of a day that is to come.

    A period that has begun never turns into one that may call late.
    """
    if obligation.period_start <= county.today:
        content["is_enforceable"] = content["is_enforceable"] and obligation.is_enforceable
    before = {key: _plain(getattr(obligation, key)) for key in (*_COUNTED, "is_enforceable")}
    if all(content[key] == before[key] for key in before):
        return False
    moved = {"from": before["due_on"], "to": content["due_on"], "cause": county.calendar.version}
    found = county.record(obligation.id, "recounted", obligation.unit_id, {**content, **moved})
    if moved["from"] != moved["to"]:
        tell(county.uow, county.clock, found, "moved", moved["to"])
    return True


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
