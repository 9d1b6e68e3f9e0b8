"""A month of penalty reports: from the clerk's workbook to the procuratorate's clue."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.errors import FactsError, TransitionNotAllowedError
from liandong.features.cases.models import Case, CaseLine
from liandong.features.cases.service import RowCommand
from liandong.features.cases.service.line_sheets import SheetError
from liandong.features.deadlines import service as deadlines
from liandong.features.deadlines.models import Obligation
from liandong.features.documents.service import FileStore
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.casework import Work
from support.counties import County, on
from support.reports import KEY, Desk, row, workbook, xuyi

FEBRUARY, MARCH = "2026-03-03", "2026-04-02"
Opens = Callable[..., Desk]


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    return xuyi(sessions)


@pytest.fixture
def opens(county: County, tmp_path: Path) -> Opens:
    """Open the report of a month, of the clerk's unit unless somebody else does."""

    def _open(month: str = "2026-02", day: str = FEBRUARY, who: str = "clerk") -> Desk:
        case_id = Work(county, KEY).open(who, day, "open", {"month": month}, addressee="bureau")
        return Desk(county, FileStore.at(tmp_path.as_uri()), case_id)

    return _open


def seen(desk: Desk, who: str, day: str) -> Any:
    return Work(desk.county, KEY).look(who, desk.case_id, day)


def fire(desk: Desk, who: str, day: str, move: str, **facts: Any) -> str:
    return Work(desk.county, KEY).fire(who, day, desk.case_id, move, **facts)


def owed(desk: Desk, day: str) -> Obligation:
    county = desk.county
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        query = select(Obligation).where(
            Obligation.tenant_id == uow.tenant_id,
            Obligation.limit_id == "SEED-XY-01",
            Obligation.unit_id == county.units["market"],
            Obligation.period_start <= date.fromisoformat(day),
            Obligation.period_end >= date.fromisoformat(day),
        )
        return uow.session.scalars(query).one()


def owe(county: County, day: str) -> None:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        deadlines.generate(uow, on(day))


def test_a_report_goes_to_the_bureau_and_by_the_countys_rule_to_the_procuratorate(
    opens: Opens,
) -> None:
    desk = opens()
    desk.load(FEBRUARY, row(1), row(2))
    for who in ("checker", "prosecutor", "neighbour"):
        with pytest.raises((NotFoundError, ForbiddenError)):
            seen(desk, who, FEBRUARY)

    assert fire(desk, "clerk", FEBRUARY, "submit") == "submitted"

    found = seen(desk, "prosecutor", FEBRUARY)
    assert found["title"] == "2026年2月行政处罚和行政非诉执行案件信息"
    assert found["facts"]["penalty_lines"] == 2
    assert [line.content["party"] for line in desk.lines("prosecutor", FEBRUARY).lines] == [
        "某某食品经营部1",
        "某某食品经营部2",
    ]
    (paper,) = found["documents"]
    assert (paper["type"], paper["state"]) == ("information_table", "signed")
    assert seen(desk, "governor", FEBRUARY)["level"] == "header"
    with pytest.raises((NotFoundError, ForbiddenError)):
        seen(desk, "neighbour", FEBRUARY)
    assert fire(desk, "checker", FEBRUARY, "file") == "filed"
    for who in ("clerk", "checker", "prosecutor"):
        assert Work(desk.county, KEY).rates(who, "2026-05-20")["copy_rate"] == (1, 1)


def test_a_unit_reports_a_month_once(opens: Opens) -> None:
    first = opens()
    with pytest.raises(FactsError, match="已经有了"):
        opens()
    opens(who="neighbour")
    opens("2026-01")
    fire(first, "clerk", FEBRUARY, "discard", why="重复新建")
    opens()


def test_every_row_of_a_file_gets_its_verdict_and_nothing_is_taken_before_it_is_accepted(
    opens: Opens,
) -> None:
    before = opens("2026-01", "2026-02-03")
    january = {"立案日期": "2026-01-05", "处罚决定日期": "2026-01-20", "送达日期": "2026-01-21"}
    before.load("2026-02-03", row(7, **january))
    desk = opens()
    desk.load(FEBRUARY, row(1), row(2))
    changed = row(2, **{"罚没金额（元）": "8,000.50"})
    wrong = row(3, 处罚决定日期="2026-01-01", 当事人类型="公司", 立案日期="昨天")
    file_id = desk.send(
        FEBRUARY,
        workbook([row(1), changed, row(4), row(4), wrong, row(7), row(8, 当事人="")]),
    )

    reading = desk.read(FEBRUARY, file_id)

    assert reading.checked.counts == {
        "new": 1, "changed": 1, "same": 1, "twice": 1, "earlier": 1, "refused": 2,
    }  # fmt: skip
    verdicts = [(each.number, each.verdict) for each in reading.checked.rows]
    assert verdicts == [
        (2, "same"), (3, "changed"), (4, "new"), (5, "twice"), (6, "refused"), (7, "earlier"),
        (8, "refused"),
    ]  # fmt: skip
    refused = reading.checked.of("refused")
    assert {each.field for each in refused[0].wrong} == {"party_kind", "filed_on"}
    assert [each.zh for each in refused[1].wrong] == ["请填写“当事人”"]
    assert reading.checked.of("earlier")[0].known.title.startswith("2026年1月")
    assert desk.lines("clerk", FEBRUARY).total == 2

    desk.take(FEBRUARY, file_id)

    lines = desk.lines("clerk", FEBRUARY).lines
    assert [line.number for line in lines] == [1, 2, 3]
    assert lines[1].content["amount"] == 800050
    assert desk.take(FEBRUARY, file_id, again=True).counts["earlier"] == 1
    last = desk.lines("clerk", FEBRUARY).lines[-1]
    assert (last.number, last.before.title[:7]) == (4, "2026年1月")
    fire(desk, "clerk", FEBRUARY, "submit")
    assert desk.numbers("checker", FEBRUARY, shown="earlier") == []  # January was not handed in
    fire(before, "clerk", FEBRUARY, "submit")
    assert desk.numbers("checker", FEBRUARY, shown="earlier") == [4]


def test_what_was_handed_in_changes_for_others_only_with_a_correction(opens: Opens) -> None:
    desk = opens()
    desk.load(FEBRUARY, row(1), row(2))
    fire(desk, "clerk", FEBRUARY, "submit")
    fire(desk, "checker", FEBRUARY, "file")

    desk.load("2026-03-06", row(1, **{"罚没金额（元）": 7000}))
    desk.load("2026-03-06", row(1, **{"罚没金额（元）": 9000}))
    mine = desk.lines("clerk", "2026-03-06").lines[0]
    assert [each["amount"] for each in mine.earlier] == [700000, 500000]
    desk.strike("2026-03-06", 2)
    assert desk.numbers("clerk", "2026-03-06") == [1]
    assert desk.numbers("checker", "2026-03-06") == [1, 2]
    assert desk.lines("prosecutor", "2026-03-06").lines[0].content["amount"] == 500000
    with pytest.raises(FactsError):
        fire(desk, "clerk", "2026-03-06", "correct")

    why = "金额录错，一件重复"
    assert fire(desk, "clerk", "2026-03-06", "correct", correction=why) == "filed"

    assert desk.numbers("checker", "2026-03-06") == [1]
    (line,) = desk.lines("prosecutor", "2026-03-06").lines
    assert line.content["amount"] == 900000
    assert [each["amount"] for each in line.earlier] == [500000]
    facts = seen(desk, "checker", "2026-03-06")["facts"]
    assert facts["penalty_lines"] == 1
    county = desk.county
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        query = select(CaseLine).where(CaseLine.tenant_id == uow.tenant_id)
        kept = list(uow.session.scalars(query.order_by(CaseLine.number, CaseLine.position)))
        assert [(each.number, each.is_struck) for each in kept] == [
            (1, False), (1, False), (1, False), (2, False), (2, True),
        ]  # fmt: skip


def test_an_annotation_becomes_a_clue_and_the_unit_notices_nothing(opens: Opens) -> None:
    desk = opens()
    desk.load(FEBRUARY, row(1), row(2))
    fire(desk, "clerk", FEBRUARY, "submit")
    before = {who: seen(desk, who, "2026-03-05") for who in ("clerk", "checker")}
    note = {"of_table": "penalty", "line_number": 2, "remark": "同类案件幅度相差大"}
    Work(desk.county, KEY).row("prosecutor", "2026-03-05", desk.case_id, "annotation", "annotate",
                               **note)  # fmt: skip
    (noted,) = seen(desk, "prosecutor", "2026-03-05")["rows"]

    clue = {"clue_title": "行政处罚裁量不一", "clue_source": "审查月报中发现"}
    made = (RowCommand("annotation", "make_clue", UUID(noted["id"]), {}),)
    fire(desk, "prosecutor", "2026-03-05", "begin_supervision", rows=made, **clue)

    (link,) = seen(desk, "prosecutor", "2026-03-05")["links"]
    assert (link["mechanism"], link["title"]) == ("violation_supervision_alert", clue["clue_title"])
    for who, told in before.items():
        assert seen(desk, who, "2026-03-05") == told
    assert desk.county.tell("2026-03-05") >= 0
    with pytest.raises((NotFoundError, ForbiddenError)):
        Work(desk.county, "violation_supervision_alert").look(
            "clerk", UUID(link["id"]), "2026-03-05"
        )


@pytest.mark.parametrize(
    ("move", "key", "more"),
    [
        ("begin_execution_supervision", "non_litigation_execution",
         {"clue_source": "审查月报中发现"}),
        ("begin_transfer_supervision", "transfer_supervision",
         {"suspected_crime": "销售伪劣产品罪"}),
        ("begin_public_interest", "public_interest_clue", {}),
    ],
)  # fmt: skip
def test_a_clue_goes_where_it_belongs(
    opens: Opens, move: str, key: str, more: dict[str, Any]
) -> None:
    desk = opens()
    desk.load(FEBRUARY, row(1))
    fire(desk, "clerk", FEBRUARY, "submit")
    note = {"of_table": "penalty", "line_number": 1, "remark": "金额超过追诉标准"}
    Work(desk.county, KEY).row("prosecutor", "2026-03-05", desk.case_id, "annotation", "annotate",
                               **note)  # fmt: skip
    (noted,) = seen(desk, "prosecutor", "2026-03-05")["rows"]
    made = (RowCommand("annotation", "make_clue", UUID(noted["id"]), {}),)
    fire(desk, "prosecutor", "2026-03-05", move, rows=made, clue_title="一条线索", **more)

    (link,) = seen(desk, "prosecutor", "2026-03-05")["links"]
    assert link["mechanism"] == key
    assert seen(desk, "clerk", "2026-03-05")["links"] == []


def test_the_report_meets_the_month_in_which_it_is_owed_and_a_return_opens_it_again(
    county: County, opens: Opens
) -> None:
    owe(county, "2026-05-06")
    desk = opens("2026-04", "2026-05-06")
    desk.load("2026-05-06", row(1))
    fire(desk, "clerk", "2026-05-06", "submit")
    met = owed(desk, "2026-05-31")
    assert (met.state, met.evidence["case_id"]) == ("met", str(desk.case_id))
    assert owed(desk, "2026-06-30").state == "open"

    assert fire(desk, "checker", "2026-05-07", "give_back", why="缺少送达日期") == "returned"
    assert owed(desk, "2026-05-31").state == "open"
    assert fire(desk, "clerk", "2026-05-08", "submit") == "submitted"
    assert owed(desk, "2026-05-31").state == "met"

    late = opens("2026-05", "2026-05-08")  # told before June: it still meets June's
    assert fire(late, "clerk", "2026-05-08", "submit_nil", is_nil="nothing") == "submitted"
    assert owed(late, "2026-06-30").state == "met"
    (paper,) = seen(late, "checker", "2026-05-08")["documents"]
    assert paper["type"] == "nil_table"


def test_columns_with_other_names_are_remembered_for_the_unit(opens: Opens) -> None:
    desk = opens()
    head = ("文书号", "被处罚人", "当事人类型", "案由", "处罚依据", "处罚种类", "罚款", "立案日期",
            "处罚决定日期", "送达日期", "备注")  # fmt: skip
    data = workbook([row(1), row(2)], head, title="2026年2月行政处罚案件统计表")
    file_id = desk.send(FEBRUARY, data)
    reading = desk.read(FEBRUARY, file_id)
    assert reading.checked is None
    assert {each.key for each in reading.sheet.missing(reading.table)} == {"decision_no", "party"}
    with pytest.raises(SheetError):
        desk.take(FEBRUARY, file_id)

    mapping = {"文书号": "decision_no", "被处罚人": "party", "罚款": "amount"}
    assert desk.take(FEBRUARY, file_id, mapping=mapping).counts["new"] == 2

    march = opens("2026-03", MARCH)
    again = march.send(MARCH, workbook([row(3)], head))
    assert march.take(MARCH, again).counts["new"] == 1
    other = opens(who="neighbour")
    theirs = other.send(FEBRUARY, data, who="neighbour")
    assert other.read(FEBRUARY, theirs, who="neighbour").checked is None


def test_names_of_minors_are_read_by_the_unit_alone(opens: Opens) -> None:
    desk = opens()
    minor = row(1, 当事人="张小明", 当事人类型="个人", 保护事项="未成年人")
    desk.load(FEBRUARY, minor, row(2, 当事人="李大勇", 当事人类型="个人"))
    fire(desk, "clerk", FEBRUARY, "submit")

    names = {who: [line.content["party"] for line in desk.lines(who, FEBRUARY).lines]
             for who in ("clerk", "checker", "prosecutor")}  # fmt: skip
    assert names["clerk"] == ["张小明", "李大勇"]
    assert names["checker"] == names["prosecutor"] == ["张某某", "李大勇"]
    assert desk.numbers("clerk", FEBRUARY, word="张小明") == [1]
    assert desk.numbers("checker", FEBRUARY, word="张小明") == []
    assert desk.numbers("checker", FEBRUARY, word="李大勇") == [2]


def test_a_line_by_hand_and_a_line_struck_out(opens: Opens) -> None:
    desk = opens()
    desk.enter(FEBRUARY)
    with pytest.raises(FactsError, match="与第 1 行重复"):
        desk.enter(FEBRUARY)
    desk.enter(FEBRUARY, 1, cause="无证经营")
    assert desk.lines("clerk", FEBRUARY).lines[0].content["cause"] == "无证经营"
    with pytest.raises(FactsError, match="身份证"):
        desk.enter(FEBRUARY, decision_no="2号", party="张三 320830199001011234")
    desk.strike(FEBRUARY, 1)
    assert desk.numbers("clerk", FEBRUARY) == []
    assert desk.numbers("clerk", FEBRUARY, shown="struck") == [1]
    with pytest.raises(TransitionNotAllowedError):
        fire(desk, "clerk", FEBRUARY, "submit")
    with pytest.raises(NotFoundError):
        desk.strike(FEBRUARY, 1)


def test_who_may_not_enter_lines(opens: Opens) -> None:
    desk = opens()
    desk.load(FEBRUARY, row(1))
    with pytest.raises((NotFoundError, ForbiddenError)):
        desk.enter(FEBRUARY, who="neighbour", decision_no="9号")
    fire(desk, "clerk", FEBRUARY, "submit")
    for who in ("checker", "prosecutor"):
        with pytest.raises(ForbiddenError):
            desk.enter(FEBRUARY, who=who, decision_no="9号")


def test_a_line_whose_own_days_pass_a_limit_is_marked_and_nobody_is_late(opens: Opens) -> None:
    desk = opens()
    slow = row(1, 立案日期="2025-10-20")  # decided on 20 February, 123 days later
    desk.load(FEBRUARY, slow, row(2))
    first, second = desk.lines("clerk", FEBRUARY).lines

    days = {day.clock.limit.id: (day.on.isoformat(), day.is_past) for day in first.days}
    assert days["PEN-01"] == ("2026-01-18", True)
    assert days["PEN-06"] == ("2026-03-11", False)
    assert not any(day.is_past for day in second.days)
    assert desk.numbers("clerk", FEBRUARY, shown="marked") == [1]
    assert seen(desk, "clerk", FEBRUARY)["deadlines"] == []


def test_pages_of_lines_go_on_where_the_last_one_ended(opens: Opens) -> None:
    desk = opens()
    desk.load(FEBRUARY, *(row(n) for n in range(1, 121)))
    first = desk.lines("clerk", FEBRUARY)
    assert (len(first.lines), first.total, first.after) == (50, 120, 50)
    third = desk.lines("clerk", FEBRUARY, after=100)
    assert ([line.number for line in third.lines][::19], third.after) == ([101, 120], None)
    assert desk.numbers("clerk", FEBRUARY, word="〔2026〕 77 号") == [77]
    assert desk.lines("clerk", FEBRUARY, since=date(2026, 2, 21)).total == 0


def test_a_csv_file_is_read_and_what_is_no_table_is_refused(opens: Opens) -> None:
    desk = opens()
    text = "决定书文号,当事人,当事人类型,案由,处罚依据,处罚种类,立案日期,处罚决定日期\n"
    text += "1号,某店,企业,无照经营,条例第六条,罚款,2026/2/2,2026年2月20日\n"
    for encoding in ("utf-8-sig", "gb18030"):
        file_id = desk.send(FEBRUARY, text.encode(encoding), "案件.csv")
        assert desk.read(FEBRUARY, file_id).checked.counts["new"] == 1
    with pytest.raises(SheetError):
        desk.send(FEBRUARY, b"x", "案件.pdf")


def test_reports_follow_from_their_events_alone(opens: Opens) -> None:
    desk = opens()
    desk.load(FEBRUARY, row(1))
    fire(desk, "clerk", FEBRUARY, "submit")
    before = seen(desk, "checker", FEBRUARY)
    county = desk.county
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        service.rebuild(uow)
    assert seen(desk, "checker", FEBRUARY) == before
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        assert uow.session.scalars(select(Case.title).where(Case.tenant_id == uow.tenant_id)).one()


def test_a_correction_that_hides_a_name_betrays_it_in_no_version(opens: Opens) -> None:
    desk = opens()
    desk.enter(FEBRUARY, party="张小明", party_kind="个人")
    fire(desk, "clerk", FEBRUARY, "submit")
    desk.enter("2026-03-06", 1, party="张小明", party_kind="个人", protection="未成年人")
    fire(desk, "clerk", "2026-03-06", "correct", correction="漏填保护事项")

    (own,) = desk.lines("clerk", "2026-03-06").lines
    assert [each["party"] for each in (own.content, *own.earlier)] == ["张小明"] * 2
    for who in ("checker", "prosecutor"):
        (line,) = desk.lines(who, "2026-03-06").lines
        assert [each["party"] for each in (line.content, *line.earlier)] == ["张某某"] * 2


def test_what_was_changed_after_the_report_is_marked_until_it_is_handed_in(opens: Opens) -> None:
    desk = opens()
    desk.load(FEBRUARY, row(1), row(2))
    assert not any(line.is_pending for line in desk.lines("clerk", FEBRUARY).lines)
    fire(desk, "clerk", FEBRUARY, "submit")
    assert desk.numbers("clerk", FEBRUARY, shown="pending") == []

    desk.enter("2026-03-05", 2, party="某某百货")
    desk.enter("2026-03-05")

    assert desk.numbers("clerk", "2026-03-05", shown="pending") == [2, 3]
    marks = [line.is_pending for line in desk.lines("clerk", "2026-03-05").lines]
    assert marks == [False, True, True]
    assert not any(line.is_pending for line in desk.lines("checker", "2026-03-05").lines)
    assert desk.numbers("checker", "2026-03-05", shown="pending") == []
    fire(desk, "clerk", "2026-03-06", "correct", correction="补报一件")
    assert desk.numbers("clerk", "2026-03-06", shown="pending") == []
