"""A player of one invented matter: every step goes through the engine, on its own day."""

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
from liandong.entrypoints.demo.papers import paper
from liandong.entrypoints.demo.people import Cast
from liandong.features.accounts import service as accounts
from liandong.features.cases import service
from liandong.features.cases.service import (
    Decision,
    FireTransition,
    HandlePaper,
    PartyCommand,
    RowCommand,
)
from liandong.features.deadlines.models import Deadline, Escalation
from liandong.features.documents.service import FileStore
from liandong.features.documents.service.records import keep_file
from liandong.kernel.clock import FixedClock

KEY = "procuratorial_suggestion"
ZONE = ZoneInfo("Asia/Shanghai")


@dataclass
class Player:
    """One matter in one county; `day` is when the next step happens."""

    uow: UnitOfWork
    cast: Cast
    story: dict[str, Any]
    unit_id: UUID
    store: FileStore
    known: dict[UUID, Principal] = field(default_factory=dict)
    case_id: UUID | None = None
    minute: int = 0

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

    def open(self, day: date) -> None:
        """Draft the letter with all its items."""
        story = self.story
        rows = tuple(RowCommand("item", "propose", None, {"text": text}) for text in story["items"])
        facts = {"title": f"关于{story['title']}的检察建议", "kind": story["kind"]}
        parties = (PartyCommand(self.unit_id, "addressee"),)
        command = FireTransition("open", day, facts, rows, parties)
        me = self.who(self.cast.prosecutor, day)
        case = service.open_case(self.uow, me, self.clock(day), KEY, command)
        self.case_id = case.id
        rest: dict[str, Any] = {key: story[key] for key in ("facts", "legal_basis")}
        rest["objection_days"] = story.get("objection_days", 15)
        if "variant" in story:
            rest["variant"] = story["variant"]
        self.fire(self.cast.prosecutor, day, "revise", facts=rest)

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

    def issue(self, day: date) -> None:
        """Submit, review and sign the letter."""
        self.step(self.cast.prosecutor, day, "submit", "letter")
        self.step(self.cast.reviewer, day, "review", "letter")
        self.fire(self.cast.chief, day, "issue")

    def serve(self, day: date) -> None:
        """Confirm receipt, electronically."""
        facts = {"delivery_mode": "electronic"}
        self.fire(self.cast.handlers[self.story["unit"]], day, "serve", facts=facts)

    def draft_reply(self, day: date, moves: list[str]) -> None:
        """Fill in the reply item by item; nobody outside sees it."""
        rows = tuple(
            RowCommand("item", move, row_id, self._answer(move, day))
            for row_id, move in zip(self.rows("item"), moves, strict=False)
        )
        facts = {"measures": "已按建议逐项研究落实，具体措施附后。"}
        command = FireTransition("reply", day, facts, rows)
        me = self.who(self.cast.handlers[self.story["unit"]], day)
        service.save_draft(self.uow, me, self.clock(day), self._id, command)

    def reply(self, day: date, moves: list[str]) -> None:
        """Draft, submit and sign the reply."""
        unit = self.story["unit"]
        self.draft_reply(day, moves)
        self.step(self.cast.handlers[unit], day, "submit", "reply")
        self.fire(self.cast.heads[unit], day, "reply")

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

    def hold(self, day: date, why: str) -> None:
        """Hold the reply period, with the decision that says so."""
        me, clock = self.who(self.cast.chief, day), self.clock(day)
        text = f"本院与被建议单位商定，{why}期间不计入回复期限，恢复之日另行通知。"
        stream, name = paper(me.unit_name, "关于中止回复期限的函", text, day)
        kept = keep_file(self.uow, clock, me, self.store, stream, name)
        facts = {"why": why, "clock_basis": "双方书面商定", "clock_paper": [str(kept.id)]}
        self.row(self.cast.chief, day, RowCommand("period", "suspend", None, facts))

    def let_go_on(self, day: date, why: str) -> None:
        """Let the reply period go on."""
        (row_id,) = self.rows("period")
        self.row(self.cast.chief, day, RowCommand("period", "resume", row_id, {"why": why}))

    def rows(self, row_type: str) -> list[UUID]:
        """Return the ids of the rows of a type, in their order."""
        me = self.who(self.cast.prosecutor, date(2026, 1, 1))
        clock = FixedClock(datetime(2026, 1, 1, tzinfo=ZONE))
        picture = service.look(self.uow, me, clock, KEY, self._id)
        return [row.id for row in picture.rows if row.type == row_type]

    def row(self, account: UUID, day: date, row: RowCommand) -> None:
        """Move one row alone."""
        self.fire(account, day, None, rows=(row,))

    @property
    def _id(self) -> UUID:
        if self.case_id is None:
            raise RuntimeError("The matter is not open yet")
        return self.case_id

    def _answer(self, move: str, day: date) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if move != "decline":
            found = {
                "measures": "已制定方案并组织实施，完成情况见台账。",
                "completion_on": day.isoformat(),
            }
        if move != "adopt":
            found["why"] = "该项涉及其他部门职责，已商请牵头单位共同推进。"
        return found

    def _deliver(self, clock: FixedClock) -> None:
        """Do at once what the relay and the worker would do, on the day of the story."""
        self.uow.session.flush()
        waiting = select(OutboxMessage.id).where(OutboxMessage.tenant_id == self.uow.tenant_id)
        for event_id in self.uow.session.scalars(waiting).all():
            service.tell_of_event(self.uow, clock, event_id)
        gone = delete(OutboxMessage).where(OutboxMessage.tenant_id == self.uow.tenant_id)
        self.uow.session.execute(gone)
