"""Matters of any mechanism: opened, papers drafted to the signature, looked at by anybody."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from liandong.features.cases import service
from liandong.features.cases.service import CasePicture, FireTransition, PartyCommand, RowCommand
from liandong.features.cases.service.handing_over import list_links
from liandong.kernel.errors import NotFoundError
from support.counties import County


@dataclass
class Matter:
    """One case of a mechanism in a county of the tests."""

    county: County
    key: str
    id: UUID = field(default_factory=lambda: UUID(int=0))

    def open(
        self,
        who: str,
        day: str,
        move: str = "open",
        names: dict[str, str] | None = None,
        **facts: Any,
    ) -> "Matter":
        """Open it; `names` says which unit of the county takes which part."""
        units = self.county.units
        parties = tuple(PartyCommand(units[u], part) for part, u in (names or {}).items())
        command = FireTransition(move, date.fromisoformat(day), facts, (), parties)
        with self.county.acting(who, day) as (uow, me, clock):
            self.id = service.open_case(uow, me, clock, self.key, command).id
        return self

    def fire(
        self, who: str, day: str, move: str, names: dict[str, str] | None = None, **facts: Any
    ) -> str:
        """Make one move of the case."""
        units = self.county.units
        parties = tuple(PartyCommand(units[u], part) for part, u in (names or {}).items())
        return self.county.fire(who, day, self.id, move, facts=facts, parties=parties)

    def row(self, who: str, day: str, kind: str, move: str, row: UUID | None, **facts: Any) -> None:
        """Move one row."""
        self.county.fire(who, day, self.id, None, rows=(RowCommand(kind, move, row, facts),))

    def sign(
        self,
        drafter: str,
        signer: str,
        day: str,
        move: str,
        paper: str,
        names: dict[str, str] | None = None,
        reviewer: str | None = "reviewer",
        **facts: Any,
    ) -> str:
        """Draft, submit, review and sign a paper of the case."""
        command = FireTransition(move, date.fromisoformat(day), facts)
        self.county.draft(drafter, day, self.id, command)
        self.county.step(drafter, day, self.id, "submit", paper)
        if reviewer:
            self.county.step(reviewer, day, self.id, "review", paper)
        return self.fire(signer, day, move, names)

    def sign_row(self, day: str, kind: str, move: str, paper: str, row: UUID, **facts: Any) -> None:
        """Draft, submit, review and sign a paper about a row."""
        command = RowCommand(kind, move, row, facts)
        self.county.draft(
            "prosecutor",
            day,
            self.id,
            FireTransition(None, date.fromisoformat(day), {}, (command,)),
        )
        self.county.step("prosecutor", day, self.id, "submit", paper, row_id=row)
        self.county.step("reviewer", day, self.id, "review", paper, row_id=row)
        self.county.fire("chief", day, self.id, None, rows=(command,))

    def seen(self, who: str, day: str) -> CasePicture | None:
        """Return the case as somebody sees it; None where they may not know of it."""
        with self.county.acting(who, day) as (uow, me, clock):
            try:
                return service.look(uow, me, clock, self.key, self.id)
            except NotFoundError:
                return None

    def level(self, who: str, day: str) -> str | None:
        """Return how much somebody sees: header, document, full, or nothing."""
        seen = self.seen(who, day)
        return seen.level if seen else None

    def rows(self, who: str, day: str, kind: str) -> list[UUID]:
        """Return the rows of a type that somebody sees."""
        seen = self.seen(who, day)
        return [row.id for row in seen.rows if row.type == kind] if seen else []

    def next(self, who: str, day: str, key: str | None = None) -> list["Matter"]:
        """Return the matters that this one led to, as somebody may know of them."""
        with self.county.acting(who, day) as (uow, me, _):
            links = list_links(uow, me, self.id)
            found = [link.case for link in links if not link.is_origin]
        return [
            Matter(self.county, case.mechanism, case.id)
            for case in found
            if key in {None, case.mechanism}
        ]

    def clock(self, limit: str, day: str, who: str = "prosecutor") -> tuple[str, date | None]:
        """Return the newest deadline of a limit: its state and its day."""
        seen = self.seen(who, day)
        found = [d for d in (seen.deadlines if seen else []) if d.stands_for == limit]
        return found[-1].state, found[-1].due_on
