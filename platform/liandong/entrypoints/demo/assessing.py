"""The year's assessment of a demo county: planned, stated, marked, contested; invented marks."""

from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import Sessions, UnitOfWork, unit_of_work
from liandong.entrypoints.demo.people import EVALUATORS, Cast
from liandong.entrypoints.demo.plots import worked
from liandong.entrypoints.demo.stage import ZONE
from liandong.features.accounts.service import load_principal
from liandong.features.assessment.service import running, saying, schemes
from liandong.features.assessment.service.assembling import places
from liandong.features.assessment.service.recording import standing_of
from liandong.features.assessment.service.saying import About, Judgement
from liandong.features.assessment.service.standing import Standing, judged_inputs
from liandong.kernel.clock import FixedClock
from liandong.kernel.resources import data_root
from liandong.kernel.yamlfile import load

SCHEME = "tenants/schemes/huiji_linkage.yaml"
_APPEALS, _STATES = "market_regulation", ("market_regulation", "urban_management")


def assess(sessions: Sessions, tenant_id: int, cast: Cast, today: date) -> None:
    """Play one round up to its appeals; the period ends where the demo year has played enough."""
    round_ = _Round(sessions, tenant_id, cast, today)
    round_.plan()
    round_.state_own()
    round_.freeze()
    round_.mark()
    round_.settle()
    round_.contest()


class _Round:
    def __init__(self, sessions: Sessions, tenant_id: int, cast: Cast, today: date) -> None:
        self.sessions, self.tenant_id, self.cast, self.today = sessions, tenant_id, cast, today
        self.round_id = UUID(int=0)

    def _day(self, days_ago: int) -> date:
        return worked(self.today - timedelta(days=days_ago))

    def _clock(self, days_ago: int) -> FixedClock:
        return FixedClock(datetime.combine(self._day(days_ago), time(10), ZONE))

    def _who(self, uow: UnitOfWork, days_ago: int, unit: str, duty: str) -> Principal:
        return load_principal(uow, self._clock(days_ago), self.cast.at(unit, duty))

    def plan(self) -> None:
        raw = load(data_root() / SCHEME, name=SCHEME).data
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            who, clock = self._who(uow, 60, "justice_bureau", "office_clerk"), self._clock(60)
            kept = schemes.state(uow, who, clock, raw)
            said = running.Plan(
                kept.id,
                f"{self._day(45).year} 年度府检联动工作考核",
                self.today - timedelta(days=365),
                self._day(45),
                freeze_on=self._day(36),
                self_until=self._day(38),
                score_until=self._day(10),
            )
            self.round_id = running.plan(uow, who, clock, said).id
            running.take_step(uow, who, clock, self.round_id, "noticed")
            standing = standing_of(uow, self.round_id)
            codes = {each.code for each in standing.scheme.items}
            for unit, _, _ in EVALUATORS:
                others = set(standing.participants) - {unit}
                given = running.Assigned(self.cast.at(unit, "evaluator"), others, codes)
                running.assign(uow, who, clock, self.round_id, given)

    def state_own(self) -> None:
        """Two units say what they did."""
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            for unit in _STATES:
                if (unit, "liaison") in self.cast.posts:
                    who = self._who(uow, 40, unit, "liaison")
                    said = saying.Statement("全年回复、整改材料都在平台，另有现场照片在案件里。")
                    about = About(self.round_id, unit, "4.1")
                    saying.state(uow, who, self._clock(40), about, said)

    def freeze(self) -> None:
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            who, clock = self._who(uow, 36, "justice_bureau", "office_clerk"), self._clock(36)
            running.take_step(uow, who, clock, self.round_id, "frozen")

    def mark(self) -> None:
        """Both evaluators mark everything; here and there they differ."""
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            standing = standing_of(uow, self.round_id)
            for place, (unit, _, _) in enumerate(EVALUATORS):
                who = self._who(uow, 20 - place, unit, "evaluator")
                said = [
                    (About(self.round_id, key, item.code), _judged(standing, key, item.code, place))
                    for key in standing.participants
                    for item in standing.items_of(key)
                    if judged_inputs(item)
                    and str(who.account_id) in standing.evaluators(key, item.code)
                ]
                saying.mark_all(uow, who, self._clock(20 - place), self.round_id, said)

    def settle(self) -> None:
        """The assessor settles what they differ on, and gives out the preliminary result."""
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            who, clock = self._who(uow, 12, "justice_bureau", "unit_head"), self._clock(12)
            standing = standing_of(uow, self.round_id)
            for place in places(standing):
                if place.state == "differs":
                    about = About(self.round_id, place.unit.key, place.item.code)
                    last = standing.last_marks(place.unit.key, place.item.code)
                    values = next(iter(last.values())).content["values"]
                    said = Judgement(values, "合议：按第一位评分人的认定")
                    saying.adjudicate(uow, who, clock, about, said)
            day = self._clock(2)
            who = self._who(uow, 2, "justice_bureau", "office_clerk")
            running.take_step(uow, who, day, self.round_id, "preliminary")

    def contest(self) -> None:
        """One unit contests an item; its appeal waits."""
        if (_APPEALS, "liaison") not in self.cast.posts:
            return
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            who, clock = self._who(uow, 1, _APPEALS, "liaison"), self._clock(1)
            about = About(self.round_id, _APPEALS, "4.1")
            reason = "联合检查的现场照片在案件里，评分时没有计入，请复核。"
            saying.appeal(uow, who, clock, about, "6", reason)


def _judged(standing: Standing, unit: str, code: str, evaluator: int) -> Judgement:
    """Return invented values: most units lose little, a few more, and always the same."""
    item = standing.item(unit, code)
    if item is None:
        raise AssertionError(code)
    values: dict[str, Any] = {}
    for name in judged_inputs(item):
        seed = int(sha256(f"{unit}{code}{name}".encode()).hexdigest()[:4], 16)
        kind = standing.scheme.readers[f"{code}/{name}"].kind
        if kind == "flag":
            values[name] = False
        elif name == "quality":
            values[name] = str(4 + seed % 5 * 0.5 - (0.5 if seed % 7 == evaluator else 0))
        elif name == "practices":
            values[name] = str(seed % 3)
        else:
            values[name] = str(int(seed % 6 == 0))
    return Judgement(values, "")
