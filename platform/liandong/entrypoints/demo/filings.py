"""What units did in the demo year for each period: monthly reports, meetings, a nil return."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import exists, select

from liandong.calendars import Roll, default_calendar
from liandong.db.unit_of_work import Sessions, UnitOfWork, unit_of_work
from liandong.entrypoints.demo.papers import paper
from liandong.entrypoints.demo.people import Cast
from liandong.entrypoints.demo.stage import ZONE
from liandong.entrypoints.demo.stories import Story, told_each
from liandong.entrypoints.demo.telling import Teller
from liandong.features.accounts import service as accounts
from liandong.features.cases.models import Case
from liandong.features.deadlines import service
from liandong.features.deadlines.models import Obligation
from liandong.features.documents.service import FileStore
from liandong.features.documents.service.records import keep_file
from liandong.features.tenants.service import current, installed
from liandong.features.units import service as units
from liandong.kernel.clock import FixedClock
from liandong.mechanisms import Obligation as Declared

#: Of so many reports one comes two working days after its day.
_AFTER, _ROUND = 17, 23
_MINUTES = "会议听取成员单位工作情况，研究下一步任务，明确责任单位和完成时间。"


@dataclass(frozen=True)
class _County:
    """Who acts for the units of one county, and where the files are kept."""

    sessions: Sessions
    tenant_id: int
    cast: Cast
    store: FileStore
    today: date
    units: Mapping[str, UUID]

    def account(self, key: str) -> UUID | None:
        return self.cast.office if key == "justice_bureau" else self.cast.handlers.get(key)


def file_year(
    sessions: Sessions, tenant_id: int, cast: Cast, today: date, files_address: str
) -> None:
    """Let the units of a county do what they owed in the year before today."""
    for first in _months(today):
        with unit_of_work(sessions, tenant_id) as uow:
            service.generate(uow, _at(first))
    with unit_of_work(sessions, tenant_id) as uow:
        keys = {unit.key: unit.id for unit in units.list_active(uow)}
        query = select(Obligation.id).where(
            Obligation.tenant_id == tenant_id,
            Obligation.due_on < today,
            Obligation.state == "open",
            ~Obligation.inputs.has_key("returns"),
        )
        order = (Obligation.due_on, Obligation.limit_id, Obligation.id)
        owed = list(uow.session.scalars(query.order_by(*order)))
    county = _County(sessions, tenant_id, cast, FileStore.at(files_address), today, keys)
    for number, obligation_id in enumerate(owed):
        with unit_of_work(sessions, tenant_id) as uow:
            _meet(uow, county, number, obligation_id)


def _months(today: date) -> Iterator[date]:
    first = (today - timedelta(days=365)).replace(day=1)
    while first <= today:
        yield first
        first = (first + timedelta(days=31)).replace(day=1)
    yield today


def _at(day: date) -> FixedClock:
    return FixedClock(datetime.combine(day, time(10, 20), ZONE))


def _meet(uow: UnitOfWork, county: _County, number: int, obligation_id: UUID) -> None:
    mine = (Obligation.tenant_id == uow.tenant_id, Obligation.id == obligation_id)
    owed = uow.session.scalars(select(Obligation).where(*mine)).one()
    unit = units.get(uow, owed.unit_id)
    account, declared = county.account(unit.key), _declared(owed)
    if account is None:
        return
    if declared is None or declared.about is None:
        _file(uow, county, owed, account, unit.full_name)
    elif not _is_begun(uow, owed, declared.about.key):
        told = told_each(owed.mechanism, declared.key)
        if told:
            story = told[number % len(told)]
            _report(
                uow,
                county,
                owed,
                number,
                {**story, "units": {**story["units"], "issuer": unit.key}},
            )


def _declared(owed: Obligation) -> Declared | None:
    registry = installed().registry
    if owed.mechanism not in registry.keys:
        return None
    found = registry.current(owed.mechanism).obligations
    return next((each for each in found if each.limit.id == owed.stands_for), None)


def _is_begun(uow: UnitOfWork, owed: Obligation, about: str) -> bool:
    """Say whether another story has the unit's report of this period in hand."""
    month = service.reported_in(current(uow), owed.period_start)
    query = exists().where(
        Case.tenant_id == uow.tenant_id,
        Case.mechanism == owed.mechanism,
        Case.issuer_id == owed.unit_id,
        Case.facts[about].astext == month,
    )
    return bool(uow.session.scalar(select(query)))


def _report(uow: UnitOfWork, county: _County, owed: Obligation, number: int, story: Story) -> None:
    """Tell the report of a period, close to its day."""
    calendar = default_calendar()
    first = calendar.roll(owed.period_start, Roll.NEXT_WORKING_DAY)
    late = number % _ROUND == _AFTER
    day = calendar.add(owed.due_on, 2) if late else max(first, calendar.add(owed.due_on, -1))
    teller = Teller(uow, county.cast, county.store, owed.mechanism, county.units)
    teller.tell_from(story, day, county.today)


def _file(uow: UnitOfWork, county: _County, owed: Obligation, account: UUID, unit: str) -> None:
    """File the minutes of what was held some weeks before the end of the period."""
    before = owed.due_on - timedelta(days=12)
    day = min(default_calendar().roll(before, Roll.PREVIOUS_WORKING_DAY), county.today)
    who = accounts.load_principal(uow, _at(day), account)
    title = f"{owed.inputs['matter']}（{owed.label}）"
    stream, name = paper(unit, title, _MINUTES, day)
    kept = keep_file(uow, _at(day), who, county.store, stream, name)
    service.file(uow, who, _at(day), owed.id, service.Filing(day, files=(kept.id,)))
