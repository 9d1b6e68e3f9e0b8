"""From a clue that a unit hands over to the end of the case or of the lawsuit: who learns what."""

import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.errors import FactsError
from liandong.features.cases.service import CaseFilter
from liandong.features.cases.service.lettering import letter_of
from liandong.features.documents.service.layout import lines
from liandong.features.documents.service.letters import plain
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.clues import ABOUT, KEY, clue, filed
from support.counties import SHANDAN, County
from support.http import open_app, sign_in
from support.matters import Matter

Counties = Callable[..., County]
DECISION = {"case_facts": "三处倾倒点无人清理", "legal_basis": "固体废物污染环境防治法 第四十八条"}


def served(county: County) -> tuple[Matter, Matter]:
    found, case = filed(county)
    names = {"addressee": "addressee"}
    case.sign("prosecutor", "chief", "2026-03-09", "issue_decision", "filing_decision", names,
              **DECISION)  # fmt: skip
    case.fire("handler", "2026-03-10", "serve", delivery_mode="electronic")
    return found, case


def followed(county: County) -> Matter:
    """A case whose suggestion was served and whose period of rectification is over."""
    _, case = served(county)
    case.fire("prosecutor", "2026-03-11", "suggest", suggestion_kind="public_interest")
    told = {"suggestion_number": "惠检建〔2026〕5号", "suggestion_served_on": "2026-03-16"}
    case.fire("prosecutor", "2026-03-16", "note_service", **told)
    case.fire("prosecutor", "2026-03-17", "file_suggestion")
    case.fire("prosecutor", "2026-05-19", "end_period", period_ended_on="2026-05-18")
    return case


def text_of(matter: Matter, who: str, day: str, paper: str) -> str:
    with matter.county.acting(who, day) as (uow, me, clock):
        picture = service.look(uow, me, clock, matter.key, matter.id)
        found = [each for each in picture.papers if each.type == paper]
        return "\n".join(
            plain(line.text) for line in lines(letter_of(uow, picture.opened, found[-1]))
        )


def test_a_clue_is_seen_by_its_two_sides_alone(county: Counties) -> None:
    huiji = county()
    found = Matter(huiji, KEY).open(
        "bystander", "2026-03-02", "prepare", {"issuer": "procuratorate"}, title="一条线索", **ABOUT
    )
    assert found.seen("prosecutor", "2026-03-02") is None
    huiji.step("bystander", "2026-03-03", found.id, "submit", "clue_letter")
    found.fire("bystander", "2026-03-03", "submit")

    assert found.level("prosecutor", "2026-03-03") == "full"
    assert [found.level(who, "2026-03-03") for who in ("handler", "office", "reader")] == [None] * 3
    assert "一条线索" in text_of(found, "prosecutor", "2026-03-03", "clue_letter")


def _standing(matter: Matter, who: str) -> dict[str, int]:
    wanted = CaseFilter(mechanism=KEY)
    with matter.county.acting(who, "2026-03-06") as (uow, me, _):
        counted = service.count_by_state(uow, me, wanted)
    return {state: n for (mechanism, state), n in counted.items() if mechanism == KEY}


def _listed(matter: Matter, who: str, state: str) -> list[UUID]:
    wanted = CaseFilter(mechanism=KEY, state=state)
    with matter.county.acting(who, "2026-03-05") as (uow, me, _):
        return [case.id for case in service.list_cases(uow, me, wanted)]


def test_what_the_procuratorate_thinks_of_a_clue_stays_there(county: Counties) -> None:
    found = clue(county())
    seen = found.seen("bystander", "2026-03-05")

    assert seen is not None
    assert "assess" not in {event.transition for event in seen.events}
    told = service.dump_case(seen)
    assert "assessment" not in told["facts"]
    assert told["state"] == "registered"
    assert "assessed" not in {event["landed_in"] for event in told["events"]}
    own = found.seen("prosecutor", "2026-03-05")
    assert own is not None
    assert service.dump_case(own)["state"] == "assessed"
    assert _standing(found, "bystander") == {"registered": 1}
    assert _standing(found, "prosecutor") == {"assessed": 1}
    assert _listed(found, "bystander", "assessed") == []
    assert _listed(found, "bystander", "registered") == [found.id]
    found.fire("chief", "2026-03-06", "file_administrative")
    assert _standing(found, "bystander") == {"filed": 1}


def test_whoever_hands_a_clue_over_learns_that_it_was_filed_and_nothing_of_the_case(
    county: Counties,
) -> None:
    found, case = served(county())

    seen = found.seen("bystander", "2026-03-10")
    assert seen is not None
    assert seen.case.state == "filed"
    assert found.next("bystander", "2026-03-10") == []
    assert case.seen("bystander", "2026-03-10") is None


def test_a_clue_that_is_not_filed_is_answered_with_the_reason(county: Counties) -> None:
    found = clue(county())
    why = "线索反映的问题已经整改"
    found.sign("prosecutor", "chief", "2026-03-06", "decline", "feedback_letter", why=why)

    assert why in text_of(found, "bystander", "2026-03-06", "feedback_letter")
    assert found.seen("office", "2026-03-06") is None


def test_a_clue_speaks_of_the_fields_that_the_county_lists(county: Counties) -> None:
    shandan = county(SHANDAN)
    for word in ("环境保护", "反垄断", "英雄烈士保护"):  # the document's, and what laws name
        clue(shandan, field=word)

    with pytest.raises(FactsError) as refused:
        clue(shandan, field="生态环境和资源保护")

    assert [each.where for each in refused.value.problems] == ["facts.field"]


def test_the_unit_sees_the_case_from_the_service_and_the_office_its_header(
    county: Counties,
) -> None:
    huiji = county()
    _, case = filed(huiji)
    assert case.clock("PIL-03", "2026-03-06") == ("open", date(2026, 3, 13))
    names = {"addressee": "addressee"}
    case.sign("prosecutor", "chief", "2026-03-09", "issue_decision", "filing_decision", names,
              **DECISION)  # fmt: skip
    assert case.level("handler", "2026-03-09") == "header"
    assert case.seen("office", "2026-03-09") is None

    case.fire("handler", "2026-03-10", "serve", delivery_mode="electronic")

    assert case.level("handler", "2026-03-10") == "full"
    assert case.level("office", "2026-03-10") == "header"
    assert case.clock("PIL-03", "2026-03-10") == ("done", date(2026, 3, 13))
    assert DECISION["case_facts"] in text_of(case, "handler", "2026-03-10", "filing_decision")


def test_a_suggestion_begins_with_the_same_unit_and_its_own_kind(county: Counties) -> None:
    _, case = served(county())
    case.fire("prosecutor", "2026-03-11", "suggest", suggestion_kind="public_interest")
    (made,) = case.next("prosecutor", "2026-03-11")

    seen = made.seen("prosecutor", "2026-03-11")
    assert made.key == "procuratorial_suggestion"
    assert seen is not None
    assert seen.case.facts["kind"] == "public_interest"
    assert seen.opened.units("addressee") == [case.county.units["addressee"]]
    assert made.seen("handler", "2026-03-11") is None


def test_the_unit_of_the_case_is_asked_to_cooperate(county: Counties) -> None:
    _, case = served(county())
    case.fire("prosecutor", "2026-03-11", "ask_help", asked_for="调取河道管理卷宗")
    (made,) = case.next("prosecutor", "2026-03-11", "investigation_cooperation")

    seen = made.seen("prosecutor", "2026-03-11")
    assert seen is not None
    assert seen.opened.units("addressee") == [case.county.units["addressee"]]


def test_the_examination_counts_from_the_end_of_the_period_and_waits_for_a_cause(
    county: Counties,
) -> None:
    case = followed(county())
    assert case.clock("PIL-06a", "2026-05-19") == ("open", date(2026, 6, 18))

    facts = {"cause": "汛期不能施工", "clock_basis": "公益诉讼办案规则 第七十八条"}
    case.row("prosecutor", "2026-06-01", "suspension", "propose", None, **facts)
    (row,) = case.rows("prosecutor", "2026-06-01", "suspension")
    case.sign_row("2026-06-01", "suspension", "suspend", "suspension", row)
    assert case.clock("PIL-06a", "2026-06-01")[0] == "paused"
    assert case.clock("PIL-10", "2026-06-01") == ("open", None)

    case.sign_row("2026-06-11", "suspension", "resume", "resumption", row, why="汛期已过")
    assert case.clock("PIL-06a", "2026-06-11") == ("open", date(2026, 6, 29))
    assert case.clock("PIL-10", "2026-06-11")[0] == "done"


def test_expert_work_is_left_out_and_the_chief_lengthens_once(county: Counties) -> None:
    case = followed(county())
    facts = {"why": "委托鉴定", "excluded_from": "2026-05-20", "excluded_until": "2026-05-24"}
    case.row("prosecutor", "2026-05-25", "period", "exclude", None, **facts)
    assert case.clock("PIL-06a", "2026-05-25") == ("open", date(2026, 6, 23))

    case.row("chief", "2026-06-15", "period", "extend", None, why="案情复杂")
    assert case.clock("PIL-06a", "2026-06-15") == ("open", date(2026, 7, 23))
    assert case.rows("handler", "2026-06-15", "period") == []


def test_a_lawsuit_goes_up_in_time_and_ends_with_its_execution(county: Counties) -> None:
    case = followed(county())
    suit = {
        "defendant": "某局",
        "court": "区人民法院",
        "claims": "判令履职",
        "suit_facts": "未履职",
    }
    case.sign("prosecutor", "chief", "2026-06-10", "sue", "indictment", **suit)
    assert case.clock("PIL-06a", "2026-06-10")[0] == "done"
    case.fire("prosecutor", "2026-06-12", "lodge")
    assert case.clock("PIL-13a", "2026-06-12") == ("open", date(2026, 6, 17))
    case.fire("prosecutor", "2026-06-15", "file_indictment")
    case.row("prosecutor", "2026-07-01", "hearing", "notify", None, hearing_on="2026-07-20")
    assert case.clock("PIL-13d", "2026-07-01") == ("open", date(2026, 7, 6))
    (hearing,) = case.rows("prosecutor", "2026-07-01", "hearing")
    case.sign_row("2026-07-02", "hearing", "attend", "appearance", hearing, appearing="检察官甲")
    case.fire("prosecutor", "2026-09-10", "receive_judgment", judgment="责令履行职责")
    assert case.clock("PIL-13b", "2026-09-10") == ("open", date(2026, 9, 14))
    case.fire("prosecutor", "2026-09-11", "send_judgment")
    case.fire("prosecutor", "2026-10-09", "take_effect")

    assert case.fire("chief", "2027-01-05", "finish", execution="已经清理") == "ended"
    assert "某局" in text_of(case, "prosecutor", "2027-01-05", "indictment")
    assert case.rows("handler", "2027-01-05", "hearing") == []


def test_a_civil_notice_lasts_its_thirty_days(county: Counties) -> None:
    huiji = county()
    found = clue(huiji)
    found.fire("chief", "2026-03-06", "file_civil")
    (case,) = found.next("prosecutor", "2026-03-06")
    notice = {"notice": "请有权机关和组织提起诉讼", "medium": "检察日报"}
    case.sign("prosecutor", "chief", "2026-03-09", "publish", "public_notice", **notice)
    assert case.clock("PIL-07", "2026-03-09") == ("open", date(2026, 4, 8))
    with pytest.raises(Exception, match="还没有满"):
        case.fire("prosecutor", "2026-04-08", "end_notice", notice_ended_on="2026-04-08")

    case.fire("prosecutor", "2026-04-09", "end_notice", notice_ended_on="2026-04-08")

    assert case.clock("PIL-06b", "2026-04-09") == ("open", date(2026, 7, 8))
    assert case.seen("office", "2026-04-09") is None


def test_an_entrusted_investigation_is_returned_in_thirty_days(county: Counties) -> None:
    found = Matter(county(), KEY).open(
        "prosecutor", "2026-03-02", "accept_entrustment", title="协助取证",
        entrusting="某市人民检察院", entrusted="调取河道管理台账",
    )  # fmt: skip
    assert found.clock("PIL-08", "2026-03-02") == ("open", date(2026, 4, 1))

    found.fire("prosecutor", "2026-03-20", "return_findings", result="台账已经调取")
    assert found.clock("PIL-08", "2026-03-20")[0] == "done"


@pytest.mark.parametrize("who", ["handler", "head", "bystander", "office"])
def test_nobody_but_the_procuratorate_ends_or_suspends_a_case(county: Counties, who: str) -> None:
    case = followed(county())

    with pytest.raises((ForbiddenError, NotFoundError)):
        case.fire(who, "2026-06-01", "close", ending="自行终结")


def test_everything_follows_from_the_events(county: Counties) -> None:
    case = followed(county())
    before = case.seen("prosecutor", "2026-06-01")
    with unit_of_work(case.county.sessions, case.county.tenant_id) as uow:
        service.rebuild(uow)
    after = case.seen("prosecutor", "2026-06-01")

    assert before is not None
    assert after is not None
    assert (after.case.state, after.case.facts) == (before.case.state, before.case.facts)
    assert [each.key for each in case.next("prosecutor", "2026-06-01")] == [
        "procuratorial_suggestion"
    ]


def test_the_clock_of_a_decision_stands_with_the_paper_that_has_to_be_written_first(
    county: Counties,
) -> None:
    huiji = county()
    _, case = filed(huiji)
    me = sign_in(open_app(huiji.sessions, "2026-03-06"), huiji, "prosecutor", "2026-03-06")
    browser = me.client.application.test_client()
    browser.set_cookie("ld_session", me.token)

    page = browser.get(f"/t/{huiji.tenant_id}/todo").text

    mine, _, waiting = page.partition('id="group-waiting"')
    lines = [line for line in re.findall(r"<article.*?</article>|<li.*?</li>", mine, re.DOTALL)
             if str(case.id) in line]  # fmt: skip
    assert len(lines) == 1, lines
    assert "起草立案决定书" in lines[0]
    assert "剩" in lines[0]
    assert str(case.id) not in waiting
