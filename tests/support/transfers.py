"""Two counties between which a matter goes: who signs, and what the worker carries when."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.outbox import OutboxMessage
from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service as cases
from liandong.features.transfers import service
from support.counties import HUIJI, SHANDAN, County, build_county, on
from support.matters import Matter

KEY = "public_interest_clue"
DAY = "2026-03-09"
WHY = {
    "reason": "倾倒地点在山丹县境内，不属于本院管辖",
    "legal_basis": "公益诉讼办案规则 第二十六条",
}
UPPER = "省人民检察院指定管辖决定书（2026）3号"
ABOUT = {"field": "生态环境和资源保护", "place": "山丹县城北河段", "harm": "岸边倾倒垃圾"}


@dataclass
class Pair:
    """惠济 hands matters over, 山丹 takes them over, or sends them back."""

    sessions: sessionmaker[Session]
    huiji: County
    shandan: County

    def clue(self, title: str = "城北河段倾倒垃圾") -> Matter:
        """Return a clue that the procuratorate of 惠济 found by itself."""
        found = Matter(self.huiji, KEY)
        return found.open("prosecutor", "2026-03-02", "open", {}, title=title, **ABOUT)

    def offer(
        self, case_id: UUID, who: str = "chief", day: str = DAY, key: str = KEY, **stated: Any
    ) -> UUID:
        asked = {"county": str(SHANDAN), "unit": "山丹县人民检察院", **WHY, **stated}
        with self.huiji.acting(who, day) as (uow, me, clock):
            return service.offer(uow, me, clock, service.Offer(key, case_id, **asked)).id

    def offered(self, day: str = DAY) -> tuple[UUID, UUID]:
        """Return the clue and its offer, which nobody carried yet."""
        clue = self.clue()
        return clue.id, self.offer(clue.id, day=day)

    def relay(self, county: County, day: str = DAY, *, times: int = 1) -> int:
        """Carry all that a county's outbox holds, as relay and worker do; each message `times`."""
        with unit_of_work(self.sessions, county.tenant_id) as uow:
            mine = OutboxMessage.tenant_id == uow.tenant_id
            found = list(uow.session.scalars(select(OutboxMessage.id).where(mine)))
            uow.session.execute(delete(OutboxMessage).where(mine))
        return sum(
            service.carry(self.sessions, on(day), county.tenant_id, each)
            for each in found
            for _ in range(times)
        )

    def drop(self, county: County) -> None:
        """Lose what waits to be told, as a broker does that has tried for too long."""
        with unit_of_work(self.sessions, county.tenant_id) as uow:
            uow.session.execute(
                delete(OutboxMessage).where(OutboxMessage.tenant_id == uow.tenant_id)
            )

    def settle(self, day: str = DAY) -> None:
        """Carry everything there and back until nothing is left to say."""
        while self.relay(self.huiji, day) + self.relay(self.shandan, day):
            pass

    def accept(self, transfer_id: UUID, county: County | None = None, day: str = DAY) -> UUID:
        """Sign the acceptance; return the case that began."""
        with (county or self.shandan).acting("chief", day) as (uow, me, clock):
            done = service.accept(uow, me, clock, transfer_id, service.Acceptance())
            assert done.case_id is not None
            return done.case_id

    def reject(self, transfer_id: UUID, county: County | None = None, day: str = DAY) -> None:
        with (county or self.shandan).acting("chief", day) as (uow, me, clock):
            asked = service.Sending("地点仍在惠济区境内", decision=UPPER)
            service.reject(uow, me, clock, transfer_id, asked)

    def revoke(self, transfer_id: UUID, day: str = DAY) -> None:
        with self.huiji.acting("chief", day) as (uow, me, clock):
            service.revoke(uow, me, clock, transfer_id, "经再查，地点在本区", None)

    def give_back(self, transfer_id: UUID, day: str = DAY) -> UUID:
        with self.shandan.acting("chief", day) as (uow, me, clock):
            asked = service.Sending(**WHY, decision=UPPER)
            return service.give_back(uow, me, clock, transfer_id, asked).id

    def state(self, county: County, transfer_id: UUID) -> str | None:
        """Return how a transfer stands in a county; None: it knows of none."""
        with unit_of_work(self.sessions, county.tenant_id) as uow:
            return next(
                (side.state for key, side in service.sides_of(uow) if key == transfer_id), None
            )

    def custody(self, county: County, case_id: UUID, day: str = DAY) -> str:
        with county.acting("chief", day) as (uow, me, clock):
            return cases.look(uow, me, clock, KEY, case_id).case.custody

    def found_wrong(self) -> list[str]:
        """Return what both records say against each other."""
        tenants = (self.huiji.tenant_id, self.shandan.tenant_id)
        return [each.message_en for each in service.verify(self.sessions, tenants)]

    def responsible(self) -> dict[str, int]:
        """Return of each county how many matters it answers for: its own, and those on offer.

        What a county offers it answers for until the other one's record says that it accepted.
        """
        found = {}
        accepted: set[UUID] = set()
        for county in (self.huiji, self.shandan):
            with unit_of_work(self.sessions, county.tenant_id) as uow:
                accepted |= {
                    key
                    for key, side in service.sides_of(uow)
                    if side.direction == "in" and side.state == "accepted"
                }
        for name, county in (("huiji", self.huiji), ("shandan", self.shandan)):
            with county.acting("chief", DAY) as (uow, me, _):
                seen = cases.list_cases(uow, me, cases.CaseFilter())
                left = [c for c in seen if c.custody != "own" and c.transfer_id in accepted]
                found[name] = len([c for c in seen if c.custody != "given" and c not in left])
        return found


def pair_of(sessions: sessionmaker[Session]) -> Pair:
    return Pair(sessions, build_county(sessions, HUIJI), build_county(sessions, SHANDAN))


def failing(*_: Any, **__: Any) -> Any:
    """Die where a step would begin."""
    raise RuntimeError("killed here")


Act = Callable[[], Any]
