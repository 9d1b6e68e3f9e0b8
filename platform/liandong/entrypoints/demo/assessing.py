"""The year's assessment of a demo county: planned, stated, marked, contested; invented marks."""

from collections.abc import Mapping
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
from liandong.features.assessment.service import (
    balloting,
    contesting,
    flags,
    inspecting,
    issuing,
    marking,
    noting,
    running,
    schemes,
    stating,
    upward,
)
from liandong.features.assessment.service.assembling import places
from liandong.features.assessment.service.evidencing import Paper, keep_letter, pickable
from liandong.features.assessment.service.recording import standing_of
from liandong.features.assessment.service.saying import About, Judgement
from liandong.features.assessment.service.standing import Standing, judged_inputs
from liandong.features.documents.service import FileStore
from liandong.kernel.clock import FixedClock
from liandong.kernel.resources import data_root
from liandong.kernel.yamlfile import load

SCHEME = "tenants/schemes/huiji_linkage.yaml"
_FOUND = (
    ("urban_management", "议定的围挡整治，排查清单没有报送。", "补报排查清单和验收记录"),
    ("river_affairs", "清单里的河道巡查记录不全。", "补齐第三季度巡查记录"),
)
_NOTED = (
    ("urban_management", "late", 52, "三季度议定事项进展迟报两日。"),
    ("river_affairs", "wrong", 47, "清单里的完成数与台账不一致，已退回更正。"),
    ("market_regulation", "late", 45, "整改材料迟报一日。"),
)
_LATE = frozenset({"river_affairs", "audit"})
_SHOWN = 3
_YEAR_AGO = 275
_APPEALS, _STATES = "market_regulation", ("market_regulation", "urban_management")


def assess(sessions: Sessions, tenant_id: int, cast: Cast, store: FileStore, today: date) -> None:
    """Play last year's round to its end, and this year's up to its appeals.

    Its period ends where the demo year has played enough.
    """
    raw = load(data_root() / SCHEME, name=SCHEME).data
    last = _Round(sessions, tenant_id, cast, today, raw | _of_last_year(raw), _YEAR_AGO)
    last.plan()
    last.freeze()
    last.mark()
    last.vote()
    last.settle()
    last.publish()
    round_ = _Round(sessions, tenant_id, cast, today, raw)
    round_.plan()
    round_.note()
    round_.send(store, issuing.Order("notice"), 58)
    round_.receive(57)
    round_.state_own(store)
    round_.inspect(store)
    round_.freeze()
    round_.judge()
    round_.mark()
    round_.vote()
    round_.settle()
    round_.contest()


def _of_last_year(raw: Mapping[str, Any]) -> dict[str, Any]:
    year = int(raw["year"]) - 1
    return {"year": year, "edition": f"{year}-1"}


class _Round:
    """A round so many days before the one that runs."""

    def __init__(
        self,
        sessions: Sessions,
        tenant_id: int,
        cast: Cast,
        today: date,
        raw: Mapping[str, Any],
        earlier: int = 0,
    ) -> None:
        self.sessions, self.tenant_id, self.cast, self.raw = sessions, tenant_id, cast, raw
        self.today = today - timedelta(days=earlier)
        self.round_id = UUID(int=0)

    def _day(self, days_ago: int) -> date:
        return worked(self.today - timedelta(days=days_ago))

    def _clock(self, days_ago: int) -> FixedClock:
        return FixedClock(datetime.combine(self._day(days_ago), time(10), ZONE))

    def _who(self, uow: UnitOfWork, days_ago: int, unit: str, duty: str) -> Principal:
        return load_principal(uow, self._clock(days_ago), self.cast.at(unit, duty))

    def plan(self) -> None:
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            who, clock = self._who(uow, 60, "justice_bureau", "office_clerk"), self._clock(60)
            kept = schemes.state(uow, who, clock, self.raw)
            said = running.Plan(
                kept.id,
                f"{self.raw['year']} 年度府检联动工作考核",
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

    def note(self) -> None:
        """The office notes through the year who sent material late or wrong; one entry erred."""
        for unit, kind, days_ago, reason in _NOTED:
            with unit_of_work(self.sessions, self.tenant_id) as uow:
                who = self._who(uow, days_ago, "justice_bureau", "office_clerk")
                on, about = self._day(days_ago + 1), About(self.round_id, unit, "4.1")
                said = noting.Deduction(kind, "1", on, reason)
                last = noting.deduct(uow, who, self._clock(days_ago), about, said).id
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            who = self._who(uow, 41, "justice_bureau", "office_clerk")
            reason = "当日系统停机，材料按期送达，有签收。"
            noting.take_back(uow, who, self._clock(41), self.round_id, last, reason)

    def state_own(self, store: FileStore) -> None:
        """Two units say what they did, and show their letters and files."""
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            for unit in _STATES:
                if (unit, "liaison") in self.cast.posts:
                    who = self._who(uow, 40, unit, "liaison")
                    since = self.today - timedelta(days=365)
                    known, clock = pickable(uow, who, since), self._clock(40)
                    letters = [
                        keep_letter(uow, who, clock, store, each.id)
                        for each in known.letters[:_SHOWN]
                    ]
                    files = [Paper(each.id) for each in known.files[:_SHOWN]]
                    text = "全年回复、整改材料都在平台，另有现场照片在案件里。"
                    said = stating.Statement(text, papers=(*letters, *files))
                    about = About(self.round_id, unit, "4.1")
                    stating.state(uow, who, self._clock(40), about, said)

    def send(self, store: FileStore, order: issuing.Order, days_ago: int) -> None:
        """The office sends a letter."""
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            who = self._who(uow, days_ago, "justice_bureau", "office_clerk")
            issuing.issue(uow, who, self._clock(days_ago), store, self.round_id, order)

    def receive(self, days_ago: int) -> None:
        """Most units receive the letters that have come; some have still to."""
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            for letter in standing_of(uow, self.round_id).letters.values():
                for unit in set(letter.content["to"]) - _LATE - {*letter.receipts}:
                    if (unit, "liaison") in self.cast.posts:
                        who = self._who(uow, days_ago, unit, "liaison")
                        clock = self._clock(days_ago)
                        issuing.receive(uow, who, clock, self.round_id, letter.id)

    def inspect(self, store: FileStore) -> None:
        """The office went to two units; one put right what was found, the other has still to."""
        visit = issuing.Order(
            "inspection",
            units=[unit for unit, _, _ in _FOUND],
            on=self._day(44),
            by="督导一组（两人）",
            what="议定事项和年度清单的落实情况。\n排查清单、巡查记录和验收记录。",
        )
        self.send(store, visit, 48)
        for days_ago, (unit, found, mend) in zip((44, 42), _FOUND, strict=True):
            with unit_of_work(self.sessions, self.tenant_id) as uow:
                who = self._who(uow, days_ago, "justice_bureau", "office_clerk")
                on, due = self._day(days_ago), self.today + timedelta(days=20)
                said = inspecting.Inspection(on, "督导一组（两人）", found, (), mend, due)
                about = About(self.round_id, unit, "1.1")
                inspecting.inspect(uow, who, self._clock(days_ago), about, said)
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            tasks = [*standing_of(uow, self.round_id).tasks]
        for task in tasks:
            self.send(store, issuing.Order("task", task=task), 41)
        self.receive(40)
        first = _FOUND[0][0]
        if (first, "liaison") not in self.cast.posts:
            return
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            task = next(iter(standing_of(uow, self.round_id).tasks))
            done = inspecting.Answer("排查清单已补报，验收记录已归档。")
            who = self._who(uow, 39, first, "liaison")
            inspecting.answer_task(uow, who, self._clock(39), self.round_id, task, done)
            who, clock = self._who(uow, 38, "justice_bureau", "office_clerk"), self._clock(38)
            inspecting.judge_task(uow, who, clock, self.round_id, task, "verified", "材料齐全。")

    def vote(self) -> None:
        """Conveners and liaison officers rate the units; most give much, some a little less."""
        posts = self.cast.posts
        raters = {
            "leaders": {account for (_, duty), account in posts.items() if duty == "convener"},
            "members": {account for (_, duty), account in posts.items() if duty == "liaison"},
        }
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            who, clock = self._who(uow, 30, "justice_bureau", "office_clerk"), self._clock(30)
            for group, accounts in raters.items():
                balloting.call_raters(uow, who, clock, self.round_id, group, accounts)
            standing = standing_of(uow, self.round_id)
            for group, people in standing.electorates.items():
                for account, person in people.items():
                    self._cast(uow, group, UUID(account), str(person["key"]))

    def _cast(self, uow: UnitOfWork, group: str, account: UUID, own: str) -> None:
        standing, clock = standing_of(uow, self.round_id), self._clock(25)
        chosen = balloting.rater_groups(standing)[group]
        scores = {}
        for unit in balloting.rated_by(standing, chosen, own):
            seed = int(sha256(f"{unit}{account}".encode()).hexdigest()[:4], 16)
            scores[unit] = str(78 + sum(map(ord, unit)) % 9 + seed % 8)
        who = load_principal(uow, clock, account)
        balloting.cast(uow, who, clock, self.round_id, group, scores)

    def freeze(self) -> None:
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            who, clock = self._who(uow, 36, "justice_bureau", "office_clerk"), self._clock(36)
            running.take_step(uow, who, clock, self.round_id, "frozen")

    def judge(self) -> None:
        """The office asks one unit about what looks odd, and finds nothing in another flag."""
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            who, clock = self._who(uow, 33, "justice_bureau", "office_clerk"), self._clock(33)
            said = (
                ("asked", "两份回复的内容几乎一样，请说明各自的办理情况。"),
                ("unfounded", "两件是同一批检查发现的，内容相同属实。"),
            )
            found = standing_of(uow, self.round_id).flags
            for key, (verdict, reason) in zip(found, said, strict=False):
                flags.judge(uow, who, clock, self.round_id, key, verdict, reason)

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
                marking.mark_all(uow, who, self._clock(20 - place), self.round_id, said)

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
                    marking.adjudicate(uow, who, clock, about, said)
            day = self._clock(2)
            who = self._who(uow, 2, "justice_bureau", "office_clerk")
            running.take_step(uow, who, day, self.round_id, "preliminary")

    def publish(self) -> None:
        """Nobody contests; a convener decides, the office publishes and tells the province."""
        steps = (
            (-12, "justice_bureau", "office_clerk", "reviewed"),
            (-13, "government", "convener", "decided"),
            (-14, "justice_bureau", "office_clerk", "published"),
        )
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            for days_ago, unit, duty, step in steps:
                who, clock = self._who(uow, days_ago, unit, duty), self._clock(days_ago)
                running.take_step(uow, who, clock, self.round_id, step, "会议审定，同意公布")
            upward.report(self.sessions, uow, who, clock, self.round_id)

    def contest(self) -> None:
        """One unit contests an item; its appeal waits."""
        if (_APPEALS, "liaison") not in self.cast.posts:
            return
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            who, clock = self._who(uow, 1, _APPEALS, "liaison"), self._clock(1)
            about = About(self.round_id, _APPEALS, "4.1")
            reason = "联合检查的现场照片在案件里，评分时没有计入，请复核。"
            contesting.appeal(uow, who, clock, about, "6", reason)


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
