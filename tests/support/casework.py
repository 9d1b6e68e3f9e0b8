"""Any mechanism played through the real engine: named people of named units, step by step."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session, sessionmaker

from liandong.features.assessment.service.measuring import Period, measure
from liandong.features.cases import service
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from liandong.features.tenants.service import installed, stable_id
from support.counties import County

ELECTRONIC = {"delivery_mode": "electronic"}


@dataclass
class Work:
    """One mechanism in one county: who does what on which day."""

    county: County
    mechanism: str

    def open(self, who: str, day: str, move: str, facts: dict[str, Any], **parties: str) -> UUID:
        named = tuple(PartyCommand(self.county.units[u], part) for part, u in parties.items())
        with self.county.acting(who, day) as (uow, me, clock):
            command = FireTransition(move, date.fromisoformat(day), facts, (), named)
            return service.open_case(uow, me, clock, self.mechanism, command).id

    def fire(self, who: str, day: str, case_id: UUID, move: str, /, **facts: Any) -> str:
        named = facts.pop("parties", {})
        rows = facts.pop("rows", ())
        parties = tuple(PartyCommand(self.county.units[u], part) for part, u in named.items())
        return self.county.fire(who, day, case_id, move, facts=facts, parties=parties, rows=rows)

    def sign(
        self,
        drafter: str,
        signer: str,
        day: str,
        case_id: UUID,
        move: str,
        paper: str,
        /,
        **facts: Any,
    ) -> str:
        """Draft a paper, submit it, have it reviewed where it must be, and sign it."""
        reviewer = facts.pop("reviewer", None)
        command = FireTransition(move, date.fromisoformat(day), facts)
        self.county.draft(drafter, day, case_id, command)
        self.county.step(drafter, day, case_id, "submit", paper)
        if reviewer:
            self.county.step(reviewer, day, case_id, "review", paper)
        return self.county.fire(signer, day, case_id, move)

    def row(self, who: str, day: str, case_id: UUID, kind: str, move: str, **facts: Any) -> None:
        """Put a new row into the case."""
        rows = (RowCommand(kind, move, None, facts),)
        self.county.fire(who, day, case_id, None, rows=rows)

    def look(self, who: str, case_id: UUID, day: str) -> Any:
        with self.county.acting(who, day) as (uow, me, clock):
            return service.dump_case(service.look(uow, me, clock, self.mechanism, case_id))

    def rates(self, who: str, day: str) -> dict[str, tuple[float, float]]:
        """Return part and whole of each metric of the year, as one person may know them."""
        with self.county.acting(who, day) as (uow, me, clock):
            declared = installed().registry.current(self.mechanism)
            year = Period(date(int(day[:4]), 1, 1), date(int(day[:4]), 12, 31))
            found = measure(uow, me, declared, year, clock.today())
            return {each.metric.key: (each.part, each.whole) for each in found}

    def clock(self, who: str, case_id: UUID, limit: str, day: str) -> dict[str, Any]:
        """Return the newest deadline that stands for a limit."""
        found = self.look(who, case_id, day)["deadlines"]
        stated: dict[str, Any] = next(d for d in reversed(found) if d["stands_for"] == limit)
        return stated


def staff(
    sessions: sessionmaker[Session],
    tenant_id: int,
    units: dict[str, str],
    people: dict[str, tuple[str, tuple[str, ...]]],
) -> County:
    """Return a county whose people are these: name by unit and duties; units by roster key."""
    known = {name: stable_id(tenant_id, "unit", key) for name, key in units.items()}
    county = County(sessions, tenant_id, {}, known)
    county.join_all(people)
    return county
