"""Tells the invented matters that the plugins bring along."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.calendars import Roll, default_calendar
from liandong.entrypoints.demo.line_books import book_of
from liandong.entrypoints.demo.papers import paper
from liandong.entrypoints.demo.stage import Stage
from liandong.entrypoints.demo.stories import Story, holders, value_of
from liandong.features.cases import service
from liandong.features.cases.models import Case, CaseLink, CaseRow
from liandong.features.cases.service import FireTransition, HandlePaper, PartyCommand, RowCommand
from liandong.features.cases.service.line_uploads import LineFile, accept_upload, keep_upload
from liandong.features.cases.service.sealed_files import keep_sealed_file
from liandong.features.deadlines.service import generate
from liandong.features.documents.models import Document
from liandong.features.documents.service.records import keep_file
from liandong.features.tenants.service import installed
from liandong.mechanisms import Actor, Field, Mechanism, RowType, Transition

_TEXT = "本件为演示材料，所述事实和人员均为虚构。"


@dataclass
class Teller(Stage):
    """One story of one mechanism in one county; `units` are the ids by the keys of the roster."""

    key: str
    units: Mapping[str, UUID]

    def tell(self, story: Story, today: date) -> None:
        """Play the story up to today; what would lie later is left out."""
        begun = today - timedelta(days=story["days_ago"])
        self.tell_from(story, default_calendar().roll(begun, Roll.PREVIOUS_WORKING_DAY), today)

    def tell_from(self, story: Story, day: date, today: date) -> None:
        """Play the story from a working day up to today."""
        calendar = default_calendar()
        for number, step in enumerate(story["steps"], 1):
            day = calendar.add(day, step.get("after", 0) + step.get("wait", 0))
            if day > today:
                break
            try:
                self._play(story, step, day)
            except Exception as error:
                error.add_note(f"{self.key}: {story['title']}, step {number}: {step}")
                raise
        self.let_time_pass(min(day, today) if "wait" in story["steps"][-1] else today)

    @property
    def mechanism(self) -> Mechanism:
        """The mechanism as new cases begin with it."""
        return installed().registry.current(self.key)

    def _play(self, story: Story, step: Story, day: date) -> None:
        if "wait" in step:
            self.let_time_pass(day)
        elif "table" in step:
            self._load(story, step, day)
        elif "goes_on" in step:
            self._go_on()
        elif "step" in step:
            me = self.who(self._account(story, step["by"]), day)
            asked = HandlePaper(
                step["step"], step["paper"], self._row_id(step), step.get("note", "")
            )
            service.handle_paper(self.uow, me, self.clock(day), self._id, asked)
        elif self.case_id is None:
            self._open(story, step, day)
        else:
            self._move(story, step, day)

    def _go_on(self) -> None:
        """Turn to the matter that the act before began."""
        there = (CaseLink.tenant_id == Case.tenant_id) & (CaseLink.case_id == Case.id)
        mine = (CaseLink.tenant_id == self.uow.tenant_id, CaseLink.from_case_id == self.case_id)
        links = select(Case.id, Case.mechanism).join(CaseLink, there).where(*mine)
        query = links.order_by(CaseLink.id.desc()).limit(1)
        found = self.uow.session.execute(query).one()
        self.case_id, self.key = found.id, found.mechanism

    def _load(self, story: Story, step: Story, day: date) -> None:
        """Send a workbook of lines and take it in, as a clerk does."""
        account = self._account(story, step["by"])
        me, clock = self.who(account, day), self.clock(day)
        table = self.mechanism.table(step["table"])
        stream, name = book_of(table, step["lines"], step["times"], day), f"{table.label}.xlsx"
        kept = keep_upload(self.uow, me, clock, self.store, self._id, table.key, stream, name)
        asked = LineFile(self._id, table.key, kept.id, again=True)
        accept_upload(self.uow, me, clock, self.store, asked)
        self._deliver(clock)

    def _open(self, story: Story, step: Story, day: date) -> None:
        if self.mechanism.obligations:
            generate(self.uow, self.clock(day))
        move = self.mechanism.transition(step["move"])
        account = self._account(story, step["by"])
        given = {} if self.mechanism.titled else {"title": story["title"]}
        given |= step.get("facts", {})
        command = self._command(story, step, day, move, account, given)
        me = self.who(account, day)
        case = service.open_case(self.uow, me, self.clock(day), self.key, command)
        self.case_id = case.id

    def _move(self, story: Story, step: Story, day: date) -> None:
        row_type = self.mechanism.row(step["row"]) if "row" in step else None
        move = (row_type or self.mechanism).transition(step["move"])
        account = self._holder(step, move) or self._account(story, step["by"], step.get("nth", 1))
        drafter = self._drafter(story, move)
        given = step.get("facts", {})
        command = self._command(story, step, day, move, drafter or account, given, row_type)
        if drafter is not None:
            command = self._prepared(story, command, day, move, drafter)
        me, clock = self.who(account, day), self.clock(day)
        service.fire_transition(self.uow, me, clock, self._id, command)
        self._deliver(clock)

    def _command(
        self,
        story: Story,
        step: Story,
        day: date,
        move: Transition,
        account: UUID,
        given: Story,
        row_type: RowType | None = None,
    ) -> FireTransition:
        facts = self._facts(given, move, account, day)
        rows = [self._row(row, account, day) for row in step.get("rows", ())]
        named = tuple(
            PartyCommand(self.units[unit], part)
            for part in step.get("names", ())
            for unit in holders(story, part)
        )
        if row_type is None:
            return FireTransition(move.key, day, facts, tuple(rows), named)
        own = RowCommand(row_type.key, move.key, self._row_id(step), facts)
        return FireTransition(None, day, rows=(own, *rows))

    def _row(self, stated: Story, account: UUID, day: date) -> RowCommand:
        move = self.mechanism.row(stated["type"]).transition(stated["move"])
        facts = self._facts(stated.get("facts", {}), move, account, day)
        return RowCommand(stated["type"], stated["move"], self._row_id(stated), facts)

    def _row_id(self, stated: Story) -> UUID | None:
        if "nth" not in stated:
            return None
        kind: str = stated.get("row") or stated["type"]
        return self.rows(kind)[int(stated["nth"]) - 1]

    def _prepared(
        self, story: Story, command: FireTransition, day: date, move: Transition, drafter: UUID
    ) -> FireTransition:
        """Draft, submit and review the paper; return the signature, which states nothing more."""
        paper_type = move.paper(command.facts)
        row = command.rows[0] if command.transition is None else None
        me, clock = self.who(drafter, day), self.clock(day)
        if command.facts or command.rows:
            service.save_draft(self.uow, me, clock, self._id, command)
        key = paper_type.key if paper_type else ""
        row_id = row.row_id if row else None
        state = self._state_of(key, row_id)
        steps = [] if state in {"submitted", "reviewed"} else [(drafter, "submit")]
        approval = paper_type.approval if paper_type else None
        if approval and approval.reviewers and state != "reviewed":
            steps.append((self._first(story, approval.reviewers), "review"))
        for account, step in steps:
            me = self.who(account, day)
            asked = HandlePaper(step, key, row_id)
            service.handle_paper(self.uow, me, self.clock(day), self._id, asked)
        if row is None:
            return FireTransition(move.key, day, parties=command.parties)
        return FireTransition(None, day, rows=(RowCommand(row.type, row.transition, row_id),))

    def _facts(
        self, given: Mapping[str, Any], move: Transition, account: UUID, day: date
    ) -> dict[str, Any]:
        me = self.who(account, day)
        fields = {field.key: field for field in (*self.mechanism.fields, *move.inputs)}

        def keep(field: Field) -> UUID:
            stream, name = paper(me.unit_name, field.label, _TEXT, day)
            take = keep_sealed_file if field.secrecy else keep_file
            return take(self.uow, self.clock(day), me, self.store, stream, name).id

        return {
            key: value_of(fields[key], value, day, self.units, keep) for key, value in given.items()
        }

    def _state_of(self, paper_type: str, row_id: UUID | None) -> str | None:
        query = select(Document.state).where(
            Document.tenant_id == self.uow.tenant_id,
            Document.case_id == self._id,
            Document.type == paper_type,
            Document.row_id == row_id if row_id else Document.row_id.is_(None),
        )
        return self.uow.session.scalar(query.order_by(Document.position.desc()).limit(1))

    def _drafter(self, story: Story, move: Transition) -> UUID | None:
        approval = move.produces.approval if move.produces else None
        if approval is None or move.produces is None:
            return None
        return self._first(story, approval.drafters)

    def _first(self, story: Story, actors: Iterable[Actor]) -> UUID:
        """Return the account of the first actor whose duty somebody holds in the story's unit."""
        held = [
            self.cast.posts[unit, actor.duty.key]
            for actor in actors
            for unit in holders(story, actor.party.key)
            if (unit, actor.duty.key) in self.cast.posts
        ]
        return held[0]

    def _holder(self, step: Story, move: Transition) -> UUID | None:
        """Return an account of the unit that holds the row of a step `by: duty@holder`.

        Where the unit has no such duty, somebody else of it who may make the move.
        """
        duty, _, part = step["by"].partition("@")
        if part != "holder":
            return None
        field = self.mechanism.row(step["row"]).held_by
        row = self.uow.session.get(CaseRow, (self.uow.tenant_id, self._row_id(step)))
        keys = {str(unit): key for key, unit in self.units.items()}
        unit = keys[str(row.facts[field.key])] if row and field else ""
        posts = ((unit, each) for each in (duty, *(actor.duty.key for actor in move.actors)))
        return next(self.cast.posts[post] for post in posts if post in self.cast.posts)

    def _account(self, story: Story, by: str, nth: int = 1) -> UUID:
        duty, _, part = by.partition("@")
        units = holders(story, part)
        return self.cast.at(units[(nth - 1) % len(units)], duty)
