"""Two counties of which one leads a dispute and asks the other one to take part."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session, sessionmaker

from liandong.features.cases import service as cases
from liandong.features.notifications import service as notifications
from liandong.features.transfers import service
from support.casework import Work, staff
from support.counties import HUIJI, SHANDAN
from support.transfers import Pair

KEY = "dispute_resolution"
DAY = "2026-03-09"
UNITS = {"bureau": "justice_bureau", "unit": "natural_resources", "procuratorate": "procuratorate"}
PEOPLE = {
    "officer": ("bureau", ("handler",)),
    "director": ("bureau", ("unit_head",)),
    "planner": ("unit", ("handler",)),
    "chief": ("procuratorate", ("chief_procurator",)),
}
FACTS = {
    "title": "跨县道路补偿争议",
    "source": "litigation",
    "level": "normal",
    "phase": "before",
    "parties": "赵某等八人",
    "claim": "请求按同一标准补偿",
}
ASKED = {
    "county": str(SHANDAN),
    "unit": "山丹县司法局",
    "reason": "部分当事人和地块在山丹县",
    "legal_basis": "征求意见稿 二(四)②",
    "purpose": "joint",
}


@dataclass
class Joint:
    """惠济 leads, 山丹 is asked to take part."""

    pair: Pair
    here: Work
    case_id: UUID

    def ask(self, who: str = "director", **stated: Any) -> UUID:
        with self.here.county.acting(who, DAY) as (uow, me, clock):
            asked = service.Offer(KEY, self.case_id, **{**ASKED, **stated})
            return service.offer(uow, me, clock, asked).id

    def take_part(self, transfer_id: UUID, who: str = "director") -> UUID:
        with self.pair.shandan.acting(who, DAY) as (uow, me, clock):
            done = service.accept(uow, me, clock, transfer_id, service.Acceptance())
            assert done.case_id is not None
            return done.case_id

    def conclude(self, transfer_id: UUID, outcome: str = "resolved", who: str = "director") -> None:
        with self.pair.shandan.acting(who, DAY) as (uow, me, clock):
            result = service.Result(outcome, "山丹一侧的三户已经和解")
            service.conclude(uow, me, clock, transfer_id, result)

    def package(self, county: Any, transfer_id: UUID) -> dict[str, Any]:
        with county.acting("director", DAY) as (uow, me, _):
            found: dict[str, Any] = service.dump_package(uow, me, transfer_id)["package"]
            return found

    def lead(self) -> Any:
        return self.here.look("director", self.case_id, DAY)

    def told(self, county: Any) -> set[str]:
        with county.acting("director", DAY) as (uow, me, _):
            return {each.kind for each in notifications.list_notices(uow, me)}


def joint_of(sessions: sessionmaker[Session]) -> Joint:
    huiji, shandan = (staff(sessions, tenant, UNITS, PEOPLE) for tenant in (HUIJI, SHANDAN))
    here = Work(huiji, KEY)
    case_id = here.open("officer", "2026-03-02", "open", FACTS)
    huiji.draft("officer", "2026-03-03", case_id, _start(here))
    huiji.step("officer", "2026-03-03", case_id, "submit", "resolution_plan")
    here.fire("director", "2026-03-03", case_id, "start", parties={"respondent": "unit"})
    return Joint(Pair(sessions, huiji, shandan), here, case_id)


def _start(work: Work) -> Any:
    named = (cases.PartyCommand(work.county.units["unit"], "respondent"),)
    facts = {"plan": "两县分头做工作"}
    return cases.FireTransition("start", date(2026, 3, 3), facts, (), named)
