"""From a decision served to its execution: the last day to apply, the copy, who sees what."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.features.cases import service as cases
from liandong.features.cases.errors import TransitionNotAllowedError
from liandong.features.cases.service import RowCommand
from liandong.features.cases.service.handing_over import list_links
from liandong.features.deadlines.models import Deadline
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.casework import Work
from support.counties import HUIJI, WENSHUI, County, on
from support.courts import begin, fire, row, sees, sign, with_court
from support.notices import keep, schedule

KEY = "non_litigation_execution"
UNIT = ("officer", "boss")
DECISION = {
    "title": "某某建材厂拒不缴纳罚款案",
    "execution_kind": "fine",
    "decision_number": "某罚决字〔2025〕8号",
    "person": "某某建材厂",
    "duty": "缴纳罚款 30 000 元",
}
Counties = Callable[..., County]


def opened(county: County, served_on: str = "2025-11-30", day: str = "2025-12-01") -> UUID:
    return begin(county, KEY, "officer", day, {**DECISION, "served_on": served_on})


def clock(county: County, case_id: UUID, limit: str, day: str = "2026-07-10") -> Any:
    found = sees(county, KEY, "officer", case_id, day)["deadlines"]
    mine = [each for each in found if each["stands_for"] == limit]
    return next((each for each in mine if each["state"] == "open"), mine[-1])


def demanded(county: County) -> UUID:
    case_id = opened(county)
    sign(county, UNIT, "2026-06-03", case_id, "demand", "demand", {"demand_days": 10})
    fire(
        county, "officer", "2026-06-04", case_id, "serve_demand", {"demand_served_on": "2026-06-04"}
    )
    return case_id


def applied(county: County) -> UUID:
    case_id = demanded(county)
    facts = {"materials": [str(county.file("officer"))]}
    sign(county, UNIT, "2026-07-01", case_id, "apply", "application", facts, addressee="court")
    return case_id


def test_the_last_day_to_apply_follows_from_the_last_day_to_sue(county: Counties) -> None:
    huiji = with_court(county(HUIJI))
    case_id = opened(huiji)

    sue, apply = clock(huiji, case_id, "LIT-07a"), clock(huiji, case_id, "NLE-02")

    assert (sue["due_on"], sue["is_right"]) == ("2026-06-01", True)
    assert (apply["started_on"], apply["due_on"]) == ("2026-06-01", "2026-09-01")
    assert apply["inputs"]["follows"] == sue["id"]
    said = [each[:10] for each in apply["fires"]]
    assert said == sorted(said)
    assert len(said) >= 4  # 60, 30, 10 working days before, the day itself


def test_reconsideration_starts_both_periods_anew(county: Counties) -> None:
    huiji = with_court(county(HUIJI))
    case_id = opened(huiji)

    fire(huiji, "officer", "2026-01-20", case_id, "contest", {"why": "申请行政复议"})
    assert clock(huiji, case_id, "NLE-02")["state"] == "released"
    served = {"reconsideration_served_on": "2026-03-20"}
    fire(huiji, "officer", "2026-03-20", case_id, "keep", served)

    assert clock(huiji, case_id, "LIT-07b")["due_on"] == "2026-04-07"  # 15 days, Qingming
    assert clock(huiji, case_id, "NLE-02")["due_on"] == "2026-07-07"


def test_nobody_applies_before_the_period_to_sue_and_the_demand_are_over(county: Counties) -> None:
    huiji = with_court(county(HUIJI))
    case_id = opened(huiji)
    sign(huiji, UNIT, "2026-05-06", case_id, "demand", "demand", {"demand_days": 10})
    served = {"demand_served_on": "2026-05-20"}
    fire(huiji, "officer", "2026-05-20", case_id, "serve_demand", served)
    facts = {"materials": [str(huiji.file("officer"))]}

    for day in ("2026-06-01", "2026-06-03"):  # the last day to sue; the tenth working day
        with pytest.raises(TransitionNotAllowedError):
            sign(huiji, UNIT, day, case_id, "apply", "application", facts, addressee="court")
    done = sign(huiji, UNIT, "2026-06-04", case_id, "apply", "application", facts,
                addressee="court")  # fmt: skip

    assert done == "applied"
    assert clock(huiji, case_id, "NLE-02")["outcome"] == "in_time"


def test_wenshui_copies_the_justice_bureau_in_the_same_act_and_huiji_nobody(
    county: Counties,
) -> None:
    wenshui, huiji = with_court(county(WENSHUI)), with_court(county(HUIJI))

    for place in (wenshui, huiji):
        case_id = applied(place)
        opened(place)  # not applied for: no copy is due
        due = (1, 1) if place is wenshui else (0, 0)
        for who in ("officer", "judge"):
            assert Work(place, KEY).rates(who, "2026-07-10")["copy_rate"] == due
        assert sees(place, KEY, "judge", case_id, "2026-07-02")["state"] == "applied"
        with pytest.raises(NotFoundError):
            sees(place, KEY, "prosecutor", case_id, "2026-07-02")
        if place is wenshui:
            shown = sees(place, KEY, "clerk", case_id, "2026-07-02")
            assert [each["type"] for each in shown["documents"]] == ["application"]
        else:
            with pytest.raises(NotFoundError):
                sees(place, KEY, "bystander", case_id, "2026-07-02")


def test_the_court_rules_and_executes(county: Counties) -> None:
    huiji = with_court(county(HUIJI))
    case_id = applied(huiji)
    paper = {"court_paper": str(huiji.file("judge"))}

    fire(huiji, "judge", "2026-07-02", case_id, "receive", {"delivery_mode": "electronic"})
    fire(huiji, "judge", "2026-07-08", case_id, "accept", paper)
    assert clock(huiji, case_id, "NLE-03")["due_on"] == "2026-07-09"
    ruling = clock(huiji, case_id, "NLE-05a")
    assert (ruling["due_on"], ruling["is_enforceable"]) == ("2026-07-17", False)
    fire(huiji, "judge", "2026-07-10", case_id, "permit", paper)
    fire(huiji, "judge", "2026-07-13", case_id, "execute", {"execution_result": "已划拨"})

    assert fire(
        huiji, "judge", "2026-07-20", case_id, "finish", {"execution_result": "全部执行"}
    ) == ("done")


def test_supervision_is_asked_for_inside_and_the_file_given_openly(county: Counties) -> None:
    huiji = with_court(county(HUIJI))
    case_id = applied(huiji)
    fire(huiji, "judge", "2026-07-02", case_id, "receive", {"delivery_mode": "electronic"})
    paper = {"why": "材料不齐", "court_paper": str(huiji.file("judge"))}
    fire(huiji, "judge", "2026-07-03", case_id, "refuse", paper)
    facts = {"supervision_ground": "execution", "known_on": "2026-07-03"}

    fire(huiji, "boss", "2026-07-06", case_id, "ask_supervision", facts, supervisor="procuratorate")

    with huiji.acting("boss", "2026-07-06") as (uow, me, _):
        (link,) = list_links(uow, me, case_id)
        supervised = link.case.id
    begun = sees(huiji, "litigation_supervision", "boss", supervised, "2026-07-06")
    assert begun["state"] == "drafting"
    assert begun["facts"]["variant"] == "execution"
    (right,) = begun["deadlines"]
    assert (right["limit_id"], right["due_on"]) == ("LIT-09a", "2027-01-04")
    told = sees(huiji, KEY, "judge", case_id, "2026-07-06")
    assert "ask_supervision" not in {event["transition"] for event in told["events"]}
    assert "supervisor" not in {party["part"] for party in told["parties"]}
    with pytest.raises(NotFoundError):
        sees(huiji, KEY, "prosecutor", case_id, "2026-07-06")
    fire(huiji, "boss", "2026-07-06", case_id, "give_file", {}, supervisor="procuratorate")
    assert sees(huiji, KEY, "prosecutor", case_id, "2026-07-06")["state"] == "refused"


def test_each_seizure_has_a_clock_of_its_own(county: Counties) -> None:
    huiji = with_court(county(HUIJI))
    case_id = opened(huiji)
    for day in ("2026-03-02", "2026-03-10"):
        row(huiji, "officer", day, case_id, "seizure", "seize", property="挖掘机", seized_on=day)
    rows = sees(huiji, KEY, "officer", case_id, "2026-03-11")["rows"]
    first = UUID(rows[0]["id"])
    extend = RowCommand("seizure", "extend", first, {"why": "案情复杂"})
    huiji.fire("boss", "2026-03-11", case_id, None, rows=(extend,))

    found = sees(huiji, KEY, "officer", case_id, "2026-03-11")["deadlines"]
    days = [each["due_on"] for each in found if each["stands_for"] == "NLE-08a"]
    assert sorted(days) == ["2026-04-09", "2026-05-01"]


def test_when_the_last_day_to_sue_moves_the_last_day_to_apply_moves_with_it(
    county: Counties, sessions: sessionmaker[Session]
) -> None:
    huiji = with_court(county(HUIJI))
    case_id = opened(huiji, served_on="2026-08-10", day="2026-08-10")
    assert clock(huiji, case_id, "NLE-02", "2026-12-21")["due_on"] == "2027-05-10"
    wanted = keep(sessions, schedule())  # closes the days up to 11 February 2027

    with unit_of_work(sessions, HUIJI) as uow:
        cases.accept_schedules(uow, on("2026-12-21"), wanted, "test")

    sue, apply = (clock(huiji, case_id, each, "2026-12-21") for each in ("LIT-07a", "NLE-02"))
    assert sue["due_on"] == apply["started_on"] == "2027-02-12"
    assert apply["due_on"] == "2027-05-12"
    with unit_of_work(sessions, HUIJI) as uow:
        before = read(uow)
        cases.rebuild(uow)
        assert read(uow) == before


def read(uow: UnitOfWork) -> list[Any]:
    mine = select(Deadline.id, Deadline.started_on, Deadline.due_on, Deadline.inputs)
    found = mine.where(Deadline.tenant_id == uow.tenant_id).order_by(Deadline.id)
    return [tuple(each) for each in uow.session.execute(found)]


@pytest.mark.parametrize(("day", "outcome"), [("2026-09-01", None), ("2026-09-02", "late")])
def test_who_lets_the_application_lapse_and_then_drops_it_was_late(
    county: Counties, day: str, outcome: str | None
) -> None:
    huiji = with_court(county(HUIJI))
    case_id = opened(huiji)

    assert fire(huiji, "boss", day, case_id, "drop", {"why": "不再申请"}) == "dropped"

    apply = clock(huiji, case_id, "NLE-02", day)
    assert (apply["state"], apply["outcome"]) == ("released", outcome)
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        cases.rebuild(uow)
    assert clock(huiji, case_id, "NLE-02", day)["outcome"] == outcome


def test_a_seizure_is_lifted_before_the_matter_ends(county: Counties) -> None:
    huiji = with_court(county(HUIJI))
    case_id = opened(huiji)
    facts = {"property": "生产设备一套", "seized_on": "2025-12-02"}
    row(huiji, "officer", "2025-12-02", case_id, "seizure", "seize", **facts)
    with pytest.raises(TransitionNotAllowedError):
        fire(huiji, "officer", "2026-01-05", case_id, "fulfil", {"execution_result": "已缴清"})
    (seized,) = sees(huiji, KEY, "officer", case_id, "2026-01-05")["rows"]
    lift = RowCommand("seizure", "lift", UUID(seized["id"]), {"execution_result": "已解除"})
    huiji.fire("boss", "2026-01-05", case_id, None, rows=(lift,))

    state = fire(huiji, "officer", "2026-01-05", case_id, "fulfil", {"execution_result": "已缴清"})

    assert state == "fulfilled"
    assert clock(huiji, case_id, "NLE-08a", "2026-01-05")["outcome"] == "late"


def test_after_a_withdrawn_lawsuit_the_three_months_begin(county: Counties) -> None:
    huiji = with_court(county(HUIJI))
    case_id = opened(huiji)
    fire(huiji, "officer", "2026-02-02", case_id, "contest", {"why": "当事人起诉"})

    facts = {"why": "准许撤诉", "remedy_over_on": "2026-06-01"}
    assert fire(huiji, "officer", "2026-06-03", case_id, "remedy_ended", facts) == "effective"

    apply = clock(huiji, case_id, "NLE-02", "2026-06-03")
    assert (apply["state"], apply["due_on"]) == ("open", "2026-09-01")


def test_what_was_let_go_too_late_stays_on_the_page(
    county: Counties, visit: Callable[..., Any]
) -> None:
    huiji = with_court(county(HUIJI))
    case_id = opened(huiji, "2025-01-05", "2025-01-06")
    fire(huiji, "boss", "2025-12-01", case_id, "drop", {"why": "不再申请"})

    browser = visit(huiji, "officer")

    for path in (f"cases/{KEY}/{case_id}", "cases?progress=closed"):
        assert "逾期未办" in browser.get(f"/t/{huiji.tenant_id}/{path}").text


def test_huiji_marks_land_matters_and_wenshui_knows_no_such_mark(county: Counties) -> None:
    huiji, wenshui = with_court(county(HUIJI)), with_court(county(WENSHUI))
    marked, other = opened(huiji), opened(wenshui)

    fire(huiji, "officer", "2025-12-02", marked, "mark_land", {"is_land": True})
    assert sees(huiji, KEY, "officer", marked, "2025-12-02")["facts"]["is_land"] is True
    with pytest.raises(TransitionNotAllowedError):
        fire(wenshui, "officer", "2025-12-02", other, "mark_land", {"is_land": True})


def examined(county: County, defect: str) -> UUID:
    facts = {"title": "某局怠于申请强制执行监督案", "supervision_source": "办理监督案件中发现"}
    case_id = begin(county, KEY, "prosecutor", "2026-07-02", facts, "examine", respondent="bureau")
    fire(county, "prosecutor", "2026-07-03", case_id, "mark_supervised_land", {"is_land": True})
    found = {"defect": defect, "finding": "期满三个月没有申请"}
    fire(county, "prosecutor", "2026-07-06", case_id, "establish", found)
    return case_id


def led_to(county: County, case_id: UUID, who: str = "prosecutor") -> Any:
    with county.acting(who, "2026-07-10") as (uow, me, _):
        return [link.case for link in list_links(uow, me, case_id)]


def test_a_unit_that_neglects_to_apply_is_suggested_to_and_hears_of_nothing_before(
    county: Counties,
) -> None:
    huiji = with_court(county(HUIJI))
    case_id = examined(huiji, "neglected")
    fire(huiji, "prosecutor", "2026-07-07", case_id, "suggest_unit",
         {"suggestion_kind": "correction"})  # fmt: skip

    (begun,) = led_to(huiji, case_id)
    assert (begun.mechanism, begun.state) == ("procuratorial_suggestion", "drafting")
    for who in ("officer", "boss", "judge", "clerk", "bystander"):
        with pytest.raises(NotFoundError):
            sees(huiji, KEY, who, case_id, "2026-07-10")
        assert Work(huiji, KEY).rates(who, "2026-07-10")["corrected_rate"] == (0, 0)
    facts = {"correction": "已催告并申请"}
    with pytest.raises((ForbiddenError, NotFoundError)):
        fire(huiji, "boss", "2026-07-09", case_id, "confirm_correction", facts)
    done = fire(huiji, "prosecutor", "2026-07-09", case_id, "confirm_correction", facts)
    assert done == "corrected"
    missed = examined(huiji, "late")
    fire(huiji, "prosecutor", "2026-07-07", missed, "suggest_unit",
         {"suggestion_kind": "correction"})  # fmt: skip
    fire(huiji, "chief", "2026-07-10", missed, "find_uncorrected", facts)
    assert Work(huiji, KEY).rates("prosecutor", "2026-07-10")["corrected_rate"] == (1, 2)


def test_what_the_court_fell_short_of_goes_to_the_supervision_of_litigation(
    county: Counties,
) -> None:
    huiji = with_court(county(HUIJI))
    case_id = examined(huiji, "overdue")
    with pytest.raises(TransitionNotAllowedError):
        fire(huiji, "prosecutor", "2026-07-07", case_id, "suggest_unit",
             {"suggestion_kind": "correction"})  # fmt: skip

    fire(huiji, "prosecutor", "2026-07-07", case_id, "suggest_court",
         {"court_source": "misconduct"}, addressee="court")  # fmt: skip

    (begun,) = led_to(huiji, case_id)
    shown = sees(huiji, "litigation_supervision", "prosecutor", begun.id, "2026-07-10")
    assert (shown["state"], shown["facts"]["defect"]) == ("reviewing", "overdue")
    for key, seen in ((KEY, case_id), ("litigation_supervision", begun.id)):
        with pytest.raises(NotFoundError):
            sees(huiji, key, "judge", seen, "2026-07-10")


def test_a_file_given_to_the_procuratorate_leads_to_a_supervision_the_unit_does_not_see(
    county: Counties,
) -> None:
    huiji = with_court(county(HUIJI))
    case_id = applied(huiji)
    fire(huiji, "judge", "2026-07-02", case_id, "receive", {"delivery_mode": "electronic"})
    fire(huiji, "boss", "2026-07-03", case_id, "give_file", {}, supervisor="procuratorate")
    before = {who: sees(huiji, KEY, who, case_id, "2026-07-10") for who in ("boss", "judge")}

    facts = {"clue_title": "逾期申请强制执行", "clue_source": "查阅案件材料中发现"}
    fire(huiji, "prosecutor", "2026-07-06", case_id, "begin_supervision", facts)

    (begun,) = led_to(huiji, case_id)
    assert (begun.mechanism, begun.state) == (KEY, "examining")
    assert led_to(huiji, case_id, "boss") == []
    for who, told in before.items():
        assert sees(huiji, KEY, who, case_id, "2026-07-10") == told
    with pytest.raises(NotFoundError):
        sees(huiji, KEY, "boss", begun.id, "2026-07-10")
