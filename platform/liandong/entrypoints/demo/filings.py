"""What units filed in the demo year without a case: monthly reports, meetings, a nil return."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import IO
from uuid import UUID

from sqlalchemy import select

from liandong.calendars import Roll, default_calendar
from liandong.db.unit_of_work import Sessions, UnitOfWork, unit_of_work
from liandong.entrypoints.demo.papers import paper
from liandong.entrypoints.demo.people import Cast
from liandong.entrypoints.demo.stage import ZONE
from liandong.features.accounts import service as accounts
from liandong.features.deadlines import service
from liandong.features.deadlines.models import Obligation
from liandong.features.documents.service import FileStore
from liandong.features.documents.service.records import keep_file
from liandong.features.units import service as units
from liandong.kernel.clock import FixedClock
from liandong.web.spreadsheets import workbook

#: Of so many monthly reports one is nil, and one comes two working days after its day.
_NIL, _AFTER, _ROUND = 7, 17, 23
_MINUTES = "会议听取成员单位工作情况，研究下一步任务，明确责任单位和完成时间。"


@dataclass(frozen=True)
class _Clerk:
    """Who files for the units of one county, and where the files are kept."""

    sessions: Sessions
    tenant_id: int
    cast: Cast
    store: FileStore

    def account(self, key: str) -> UUID | None:
        return self.cast.office if key == "justice_bureau" else self.cast.handlers.get(key)


def file_year(
    sessions: Sessions, tenant_id: int, cast: Cast, today: date, files_address: str
) -> None:
    """Let the units of a county file what they owed in the year before today."""
    clerk = _Clerk(sessions, tenant_id, cast, FileStore.at(files_address))
    for first in _months(today):
        with unit_of_work(sessions, tenant_id) as uow:
            service.generate(uow, _at(first))
    with unit_of_work(sessions, tenant_id) as uow:
        query = select(Obligation.id).where(
            Obligation.tenant_id == tenant_id,
            Obligation.due_on < today,
            Obligation.state == "open",
            ~Obligation.inputs.has_key("returns"),
        )
        order = (Obligation.due_on, Obligation.limit_id, Obligation.id)
        owed = list(uow.session.scalars(query.order_by(*order)))
    for number, obligation_id in enumerate(owed):
        with unit_of_work(sessions, tenant_id) as uow:
            _file(uow, clerk, number % _ROUND, obligation_id, today)


def _months(today: date) -> Iterator[date]:
    first = (today - timedelta(days=365)).replace(day=1)
    while first <= today:
        yield first
        first = (first + timedelta(days=31)).replace(day=1)
    yield today


def _at(day: date) -> FixedClock:
    return FixedClock(datetime.combine(day, time(10, 20), ZONE))


def _file(uow: UnitOfWork, clerk: _Clerk, number: int, obligation_id: UUID, today: date) -> None:
    mine = (Obligation.tenant_id == uow.tenant_id, Obligation.id == obligation_id)
    owed = uow.session.scalars(select(Obligation).where(*mine)).one()
    unit = units.get(uow, owed.unit_id)
    account, is_report = clerk.account(unit.key), owed.limit_id == "SEED-XY-01"
    if account is None:
        return
    day = min(_day_of(owed, number, is_report=is_report), today)
    who = accounts.load_principal(uow, _at(day), account)
    if is_report and number == _NIL:
        nil = service.Filing(day, "nil", "本期没有办结的处罚案件和非诉执行案件。", confirmed=True)
        service.file(uow, who, _at(day), owed.id, nil)
        return
    stream, name = _report(owed, number) if is_report else _minutes(owed, unit.full_name, day)
    kept = keep_file(uow, _at(day), who, clerk.store, stream, name)
    service.file(uow, who, _at(day), owed.id, service.Filing(day, files=(kept.id,)))


def _day_of(owed: Obligation, number: int, *, is_report: bool) -> date:
    """Return a believable day: reports close to theirs, meetings some weeks before."""
    calendar = default_calendar()
    if not is_report:
        return calendar.roll(owed.due_on - timedelta(days=12), Roll.PREVIOUS_WORKING_DAY)
    if number == _AFTER:
        return calendar.add(owed.due_on, 2)
    return max(
        calendar.roll(owed.period_start, Roll.NEXT_WORKING_DAY), calendar.add(owed.due_on, -1)
    )


def _report(owed: Obligation, number: int) -> tuple[IO[bytes], str]:
    head = ("月份", "行政处罚（件）", "罚没金额（元）", "行政非诉执行（件）")
    row = (owed.label, str(3 + number % 9), str(12_000 + 1_300 * number), str(number % 3))
    return BytesIO(workbook("案件信息", head, [row])), f"{owed.label}案件信息.xlsx"


def _minutes(owed: Obligation, unit: str, day: date) -> tuple[IO[bytes], str]:
    title = f"{owed.inputs['matter']}（{owed.label}）"
    return paper(unit, title, _MINUTES, day)
