"""The stage of invented matters: every step goes through the engine, on its own day."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select

from liandong.authz import Principal
from liandong.calendars import default_calendar
from liandong.db.outbox import OutboxMessage
from liandong.db.unit_of_work import UnitOfWork
from liandong.entrypoints.demo.people import Cast
from liandong.features.accounts import service as accounts
from liandong.features.cases import service
from liandong.features.cases.models import CaseRow
from liandong.features.cases.service import Decision, FireTransition, HandlePaper, RowCommand
from liandong.features.deadlines.models import Deadline, Escalation
from liandong.features.documents.service import FileStore
from liandong.kernel.clock import FixedClock

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass
class Stage:
    """One matter in one county; `day` is when the next step happens."""

    uow: UnitOfWork
    cast: Cast
    store: FileStore
    known: dict[UUID, Principal] = field(default_factory=dict, kw_only=True)
    case_id: UUID | None = field(default=None, kw_only=True)
    minute: int = field(default=0, kw_only=True)

    def clock(self, day: date) -> FixedClock:
        """Return a clock in office hours; later steps of a day come later."""
        self.minute += 7
        hour, minute = divmod(9 * 60 + self.minute % 420, 60)
        return FixedClock(datetime.combine(day, time(hour, minute), ZONE))

    def who(self, account_id: UUID, day: date) -> Principal:
        """Return the principal of an account."""
        if account_id not in self.known:
            clock = FixedClock(datetime.combine(day, time(9), ZONE))
            self.known[account_id] = accounts.load_principal(self.uow, clock, account_id)
        return self.known[account_id]

    def fire(self, account: UUID, day: date, move: str | None, **rest: Any) -> None:
        """Make one move."""
        command = FireTransition(move, day, **rest)
        me, clock = self.who(account, day), self.clock(day)
        service.fire_transition(self.uow, me, clock, self._id, command)
        self._deliver(clock)

    def step(self, account: UUID, day: date, step: str, paper: str, note: str = "") -> None:
        """Submit, review or return a paper."""
        me = self.who(account, day)
        command = HandlePaper(step, paper, note=note)
        service.handle_paper(self.uow, me, self.clock(day), self._id, command)

    def row(self, account: UUID, day: date, row: RowCommand) -> None:
        """Move one row alone."""
        self.fire(account, day, None, rows=(row,))

    def rows(self, row_type: str) -> list[UUID]:
        """Return the ids of the rows of a type, in their order."""
        query = select(CaseRow.id).where(
            CaseRow.tenant_id == self.uow.tenant_id,
            CaseRow.case_id == self._id,
            CaseRow.type == row_type,
        )
        return list(self.uow.session.scalars(query.order_by(CaseRow.number)))

    def let_time_pass(self, until: date) -> None:
        """Let the platform say what falls due in the matter, up to a day."""
        end = datetime.combine(until, time(9), ZONE)
        mine = (Deadline.tenant_id == self.uow.tenant_id, Deadline.case_id == self._id)
        while True:
            self.uow.session.flush()
            at = self.uow.session.scalar(select(func.min(Deadline.next_fire_at)).where(*mine))
            if at is None or at > end:
                return
            clock = FixedClock(at.astimezone(ZONE))
            service.speak_in_case(self.uow, clock, self._id)
            self._deliver(clock)

    def confirm_rung(self, account: UUID) -> None:
        """Confirm what is suggested, on the next working day, with the text as drafted."""
        query = select(Escalation).where(
            Escalation.tenant_id == self.uow.tenant_id, Escalation.case_id == self._id
        )
        rung = self.uow.session.scalars(query.order_by(Escalation.number.desc()).limit(1)).one()
        day = default_calendar().add(rung.suggested_on, 1)
        me, clock = self.who(account, day), self.clock(day)
        decision = Decision("confirm", text=rung.text)
        service.decide_rung(self.uow, me, clock, rung.id, decision)
        self._deliver(clock)

    @property
    def _id(self) -> UUID:
        if self.case_id is None:
            raise RuntimeError("The matter is not open yet")
        return self.case_id

    def _deliver(self, clock: FixedClock) -> None:
        """Do at once what the relay and the worker would do, on the day of the story."""
        self.uow.session.flush()
        waiting = select(OutboxMessage.id).where(OutboxMessage.tenant_id == self.uow.tenant_id)
        for event_id in self.uow.session.scalars(waiting).all():
            service.tell_of_event(self.uow, clock, event_id)
        gone = delete(OutboxMessage).where(OutboxMessage.tenant_id == self.uow.tenant_id)
        self.uow.session.execute(gone)
