"""The figures of all units together are those of each unit alone, for as many queries."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from operator import itemgetter
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from liandong.authz import Principal
from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.features.assessment.queries import due_or_held
from liandong.features.assessment.service import clocks
from liandong.features.assessment.service.freezing import figures_of, reader_of
from liandong.features.assessment.service.gathering import gather
from liandong.features.assessment.service.indicators import KINDS, indicators_of
from liandong.features.assessment.service.measuring import (
    Measured,
    Period,
    measure,
    measure_units,
    metrics_of,
)
from liandong.features.assessment.service.records import Seen
from liandong.features.assessment.service.standing import Participant
from liandong.features.cases import service
from liandong.features.cases.models import CaseRow
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from liandong.features.deadlines.models import Deadline, Obligation
from liandong.features.tenants.service import calendar_of, current, installed
from liandong.features.units.models import Unit
from liandong.kernel.ids import uuid7
from support.counties import WENSHUI, County, build_county

SUGGESTION, ALERT = "procuratorial_suggestion", "violation_supervision_alert"
DAY = "2026-04-27"
YEAR, TODAY = Period(date(2026, 1, 1), date(2026, 12, 31)), date(2026, 6, 20)
SAID = {
    "field": "产品质量与食品药品安全",
    "pattern": "检查记录缺项",
    "advice": "统一表单",
    "feedback_days": 15,
}


class _UndoneError(Exception):
    """Nothing of a test stays."""


@pytest.fixture(scope="module")
def county(server: EmbeddedServer, template: str) -> Iterator[County]:
    """文水 with a year in which some replied, some did not, some know what others do not."""
    url = clone(server, template)
    engine = open_engine(url)
    county = build_county(open_sessions(engine), WENSHUI)
    county.serve("2026-03-02")
    county.reply("2026-04-20", county.serve("2026-03-03", items=2))
    county.issue("2026-04-01")
    contested = county.serve("2026-04-02")
    objection = RowCommand("objection", "object", None, {"grounds": "事实有出入"})
    county.fire("handler", "2026-04-03", contested, None, rows=(objection,))
    county.fire("chief", DAY, county.serve("2026-04-02"), "withdraw", facts={"why": "另行制发"})
    _alert(county)
    _owe(county)
    _hide(county)
    yield county
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])


def _alert(county: County) -> None:
    """Warn two units, each of which has a row that the other does not see; one answers."""
    told = tuple(PartyCommand(county.units[u], "addressee") for u in ("addressee", "bystander"))
    with county.acting("prosecutor", DAY) as (uow, me, clock):
        command = FireTransition(
            "draft_alert", date.fromisoformat(DAY), {"title": "风险"}, (), told
        )
        case_id = service.open_case(uow, me, clock, ALERT, command).id
    county.fire("prosecutor", DAY, case_id, "revise_alert", facts=SAID)
    county.step("prosecutor", DAY, case_id, "submit", "alert_letter")
    county.step("reviewer", DAY, case_id, "review", "alert_letter")
    county.fire("chief", DAY, case_id, "send_alert")
    with county.acting("head", DAY) as (uow, me, clock):
        (seen,) = service.dump_case(service.look(uow, me, clock, ALERT, case_id))["rows"]
    answer = RowCommand("feedback", "acknowledge", UUID(seen["id"]), {})
    county.fire("head", DAY, case_id, None, rows=(answer,))


def _owe(county: County) -> None:
    """Let a unit that may read nothing of it miss a meeting, and the one that calls it another."""
    with unit_of_work(county.sessions, WENSHUI) as uow:
        for unit in ("addressee", "procuratorate"):
            owed = Obligation(
                id=uuid7(), tenant_id=WENSHUI, limit_id="MEET-01", mechanism="joint_meeting",
                unit_id=county.units[unit], period_start=YEAR.since, period_end=date(2026, 3, 31),
                label="一季度", nominal_on=date(2026, 3, 31), due_on=date(2026, 3, 31),
                is_provisional=False, is_enforceable=True, state="open", evidence={},
                inputs={"matter": "召开会议"}, fires=[], position=1,
            )  # fmt: skip
            uow.session.add(owed)


def _hide(county: County) -> None:
    """Keep one of the contents that a unit answered from it, as a row of the other authority."""
    with unit_of_work(county.sessions, WENSHUI) as uow:
        adopted = select(CaseRow).where(CaseRow.tenant_id == WENSHUI, CaseRow.state == "adopted")
        row = uow.session.scalars(adopted).first()
        assert row is not None
        row.audience = "unit"


def wanted(uow: UnitOfWork) -> dict[str, set[str]]:
    """Every metric of every mechanism that the county works by."""
    keys = current(uow).enabled & set(installed().registry.keys)
    registry = installed().registry
    return {key: {each.key for each in metrics_of(registry.current(key))} for key in keys}


def readers(uow: UnitOfWork) -> list[Principal]:
    query = select(Unit).where(Unit.tenant_id == uow.tenant_id).order_by(Unit.position)
    return [
        reader_of(
            uow, Participant(each.id, each.key, each.name, each.kind, tuple(each.roles), "", "")
        )
        for each in uow.session.scalars(query)
    ]


def alone(uow: UnitOfWork, reader: Principal) -> dict[str, Measured]:
    """The figures of one unit, as everything that somebody may know is counted for a page."""
    found = {}
    for key in wanted(uow):
        mechanism = installed().registry.current(key)
        for each in measure(uow, reader, mechanism, YEAR, TODAY, scored=True):
            found[f"{key}.{each.metric.key}"] = each.of(reader.unit_id)
    return found


def test_the_figures_of_all_are_those_of_each(county: County) -> None:
    with unit_of_work(county.sessions, WENSHUI) as uow:
        everybody = readers(uow)
        together = measure_units(uow, everybody, wanted(uow), YEAR, TODAY)

        assert len(together) == len(everybody) > 5
        for each in everybody:
            assert together[each.unit_id] == alone(uow, each), each.unit_kind
    own, other = together[county.units["addressee"]], together[county.units["bystander"]]
    assert [each[f"{ALERT}.acknowledged_rate"].rate for each in (own, other)] == [1, 0]
    assert own["procuratorial_suggestion.reply_rate"].rate == 0.5
    assert own["procuratorial_suggestion.on_time_rate"].rate == 0.5
    assert own["procuratorial_suggestion.adoption_rate"].whole == 1  # of two
    assert own["joint_meeting.cycle_rate"].rate == 0


def test_what_is_frozen_says_of_each_record_how_it_counts_and_of_the_rest_why_not(
    county: County,
) -> None:
    names = ("on_time_rate", "reply_rate")
    inputs = [
        (SimpleNamespace(key=f"1/{name}"),
         SimpleNamespace(kind="metric", name=f"procuratorial_suggestion.{name}", take="whole"))
        for name in names
    ]  # fmt: skip
    item: Any = SimpleNamespace(inputs=inputs)
    with unit_of_work(county.sessions, WENSHUI) as uow:
        unit = uow.session.get_one(Unit, (WENSHUI, county.units["addressee"]))
        who = Participant(unit.id, unit.key, unit.name, unit.kind, tuple(unit.roles), "", "")
        standing: Any = SimpleNamespace(
            scheme=SimpleNamespace(items=[item]), participants={unit.key: who},
            round=SimpleNamespace(since=YEAR.since, until=YEAR.until), items_of=lambda _: [item],
        )  # fmt: skip
        told = figures_of(uow, standing, TODAY)[unit.key]

    assert told["inputs"] == {"1/on_time_rate": "2", "1/reply_rate": "2"}
    late, in_time = sorted(told["records"][f"{SUGGESTION}.on_time_rate"], key=itemgetter("counts"))
    assert (late["outcome"], in_time["outcome"]) == ("late", "in_time")
    assert late["mechanism"] == SUGGESTION
    assert late["limit"] in {"SUG-01", "SEED-WS-01"}
    assert late["clause"].split()[0] in {"检察建议工作规定", "文司发〔2025〕11号"}
    assert (late["begun"], late["due"], late["ended"]) == ("2026-03-02", "2026-05-06", None)
    assert in_time["ended"] == "2026-04-20"
    for name in names:
        left = told["left"][f"{SUGGESTION}.{name}"]
        assert {each["why"] for each in left} == {"objected", "withdrawn"}
        assert {each["act"] for each in left} == {"复核中", "已撤回"}


def test_what_a_duty_may_not_read_is_not_counted(county: County) -> None:
    with unit_of_work(county.sessions, WENSHUI) as uow:
        mine = [each for each in readers(uow) if each.unit_id == county.units["addressee"]]
        blind = [replace(each, duties=frozenset()) for each in mine]
        (found,) = measure_units(uow, blind, wanted(uow), YEAR, TODAY).values()
        assert found == alone(uow, *blind)

    assert not any(each.whole for each in found.values())


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    said: list[str] = []
    engine = session.get_bind()

    def note(*args: object) -> None:
        said.append(str(args[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_as_many_queries_for_all_units_and_mechanisms_as_for_one(county: County) -> None:
    said = {}
    for name, units, mechanisms in (("one", 1, 1), ("all", 99, 99)):
        with unit_of_work(county.sessions, WENSHUI) as uow:
            asked = dict(sorted(wanted(uow).items())[:mechanisms])
            some = readers(uow)[:units]
            with statements(uow.session) as said[name]:
                assert len(measure_units(uow, some, asked, YEAR, TODAY)) == len(some)

    assert len(said["all"]) == len(said["one"]) <= 7


#: Every way in which a duty may stand, again and again over those of the county.
STANDS: list[dict[str, Any]] = [
    {"state": "done", "outcome": "in_time", "ended_on": date(2026, 4, 3)},
    {"state": "done", "outcome": "late", "ended_on": date(2026, 6, 3)},
    {"state": "open", "outcome": None, "ended_on": None, "due_on": date(2026, 6, 19)},
    {"state": "open", "outcome": None, "ended_on": None, "due_on": TODAY},
    {"state": "released", "outcome": None, "ended_on": date(2026, 4, 3)},
    {"state": "released", "outcome": "late", "ended_on": date(2026, 4, 3)},
    {"state": "paused", "outcome": None, "ended_on": None},
    {"state": "done", "outcome": "not_accused", "ended_on": date(2026, 6, 3)},
    {"state": "open", "outcome": None, "is_provisional": True, "due_on": date(2026, 5, 1)},
    {"state": "open", "outcome": None, "is_provisional": True, "due_on": date(2027, 5, 6)},
    {"state": "done", "outcome": "in_time", "is_enforceable": False},
]


def test_the_six_indicators_say_what_the_records_say(county: County) -> None:
    whole: set[str] = set()
    for turn in range(len(STANDS)):
        with suppress(_UndoneError), unit_of_work(county.sessions, WENSHUI) as uow:
            said = islice(cycle(STANDS), turn, None)
            _restate(uow, said)
            mechanisms = [installed().registry.current(key) for key in (SUGGESTION, ALERT)]
            limits = {limit.id for each in mechanisms for limit in each.limits}
            days = (YEAR.since, date(2027, 12, 31), TODAY)
            told: dict[UUID, Counter[str]] = defaultdict(Counter)
            for unit_id, seen in gather(uow, readers(uow), mechanisms, *days):
                told[unit_id].update(_kinds(seen, unit_id))
            found = indicators_of(uow, limits, *days, calendar_of(current(uow)))
            raise _UndoneError
        assert found.keys() == {unit for unit, each in told.items() if each}
        for unit_id, each in found.items():
            kinds = {kind: n for kind, n in each.kinds.items() if n}
            assert kinds == told[unit_id]
            assert each.count == told[unit_id].total()
            whole |= kinds.keys()
    assert whole == {*KINDS}


def _restate(uow: UnitOfWork, said: Iterator[dict[str, Any]]) -> None:
    query = select(Deadline).where(Deadline.tenant_id == WENSHUI, ~Deadline.is_right)
    due = query.where(due_or_held(YEAR.since, YEAR.until), Deadline.unit_id.is_not(None))
    for run, each in zip(uow.session.scalars(due.order_by(Deadline.id)), said, strict=False):
        for name, value in each.items():
            setattr(run, name, value)
        run.due_on = run.due_on or date(2026, 5, 6)
    uow.session.flush()


def _kinds(seen: Seen, unit_id: UUID) -> Iterator[str]:
    never = {"unconfirmed", "not_enforceable", "contested", "not_accused", "no_day"}
    for limit in seen.mechanism.limits:
        for each in clocks.runs(seen, limit):
            if each.unit_id == unit_id and each.span is not None:
                is_missed = each.outcome == "late" and each.span.ended is None
                why = each.left.why if each.left else "missed" if is_missed else each.outcome
                yield "never_late" if why in never else why
