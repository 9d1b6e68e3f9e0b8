"""Lists, case page, worklist and interface of a mechanism that the platform knows nothing of."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook

from liandong.features.cases import service
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from support.browsing import Visit, visit
from support.case_forms import send, words
from support.counties import County
from support.http import open_app
from support.plugins import KEY, linked, sample

__all__ = ["linked", "sample", "visit"]
DAY = "2026-04-27"
TITLE = "跨区销售假药线索"


def begin(county: County, *parts: tuple[str, str], title: str = TITLE) -> UUID:
    police = str(county.units["police"])
    facts = {
        "title": title,
        "summary": "群众举报，已初步核实",
        "found_on": "2026-04-24",
        "lead": police,
        "known_to": [str(county.units["court"]), police],
        "amount": 1234560,
        "is_urgent": False,
    }
    clue = RowCommand("clue", "list", None, {"text": "进货单据", "held_by": police})
    named = (("respondent", "police"), *parts)
    with county.acting("asker", DAY) as (uow, me, clock):
        parties = tuple(PartyCommand(county.units[unit], part) for part, unit in named)
        command = FireTransition("open", date.fromisoformat(DAY), facts, (clue,), parties)
        return service.open_case(uow, me, clock, KEY, command).id


def look(county: County, who: str, case_id: UUID, mechanism: str = KEY) -> dict[str, Any]:
    with county.acting(who, DAY) as (uow, me, clock):
        return service.dump_case(service.look(uow, me, clock, mechanism, case_id))


def at(county: County, case_id: UUID) -> str:
    return f"/t/{county.tenant_id}/cases/{KEY}/{case_id}"


def test_the_page_names_every_part_and_words_every_fact(linked: County, visit: Visit) -> None:
    case_id = begin(linked, ("assistant", "office"), ("supervisor", "procuratorate"))

    said = words(visit(linked, "officer").get(at(linked, case_id)).text)

    for text in (
        "申请方 区市场监管局",
        "被申请方 市公安局惠济分局",
        "协助方 区司法局",
        "监督方 惠济区人民检察院",
        "事由 群众举报，已初步核实",
        "发现日期 4月24日",
        "牵头单位 市公安局惠济分局",
        "已知情单位 法院、市公安局惠济分局",
        "涉案金额 12,345.60 元",
        "是否紧急 否",
        "查办单位：市公安局惠济分局",
        "提请协查",
    ):
        assert text in said, (text, said)
    assert "检察建议书" not in said
    assert not [unit for unit in linked.units.values() if str(unit) in said]


def test_the_way_is_that_of_the_mechanism(linked: County, visit: Visit) -> None:
    case_id = begin(linked)
    linked.fire("officer", DAY, case_id, "take")

    text = visit(linked, "asker").get(at(linked, case_id)).text
    way = text[text.index('<ol class="ld-steps">') :].partition("</ol>")[0]

    labels = [part.partition("<")[0] for part in way.split("<strong>")[1:]]
    assert labels == ["提请协查", "受理", "答复", "办结"]
    assert way.count("ld-step-done") == 2


def test_a_move_that_names_units_offers_those_it_may_name(linked: County, visit: Visit) -> None:
    case_id = begin(linked, ("assistant", "court"))
    linked.fire("officer", DAY, case_id, "take")
    browser, where = visit(linked, "officer"), at(linked, case_id)

    form = browser.get(f"{where}?act=ask_help").text
    court, office, police = (str(linked.units[each]) for each in ("court", "office", "police"))
    assert f'name="parties.assistant" value="{office}"' in form
    assert f'name="parties.assistant" value="{court}"' not in form
    assert f'name="parties.assistant" value="{police}"' not in form

    missed = send(browser, where, "ask_help", **{"facts.why": "需要会审"})
    assert missed.status_code == 422
    assert 'href="#f-parties-assistant"' in missed.text
    assert "需要会审" in missed.text
    wrong = send(browser, where, "ask_help", **{"facts.why": "会审", "parties.assistant": court})
    assert wrong.status_code == 422
    assert 'href="#f-parties-assistant"' in wrong.text

    named = {"facts.why": "需要会审", "parties.assistant": office}
    assert send(browser, where, "ask_help", **named).status_code == 303
    parties = {(p["part"], p["unit_id"]) for p in look(linked, "asker", case_id)["parties"]}
    assert ("assistant", office) in parties


def test_who_may_see_it_is_told_by_part(linked: County, visit: Visit) -> None:
    case_id = begin(linked, ("supervisor", "procuratorate"))

    said = words(visit(linked, "asker").get(f"{at(linked, case_id)}/visibility").text)

    assert "它是本案的申请方" in said
    assert "它是本案的被申请方" in said
    assert "它是本案的监督方" in said
    assert "检察建议书" not in said


def test_the_list_tells_mechanisms_apart(linked: County, visit: Visit) -> None:
    begin(linked)
    linked.serve("2026-03-02")
    browser, path = visit(linked, "prosecutor"), f"/t/{linked.tenant_id}/cases"
    assert "协查" not in words(browser.get(path).text)
    begin(linked, ("supervisor", "procuratorate"), title="另一条线索")

    both = words(browser.get(path).text)
    assert "各种机制 检察建议办理 1 协查 1" in both
    one = words(browser.get(f"{path}?mechanism={KEY}").text)
    assert "另一条线索" in one
    assert "加强校园周边食品经营监管" not in one
    assert "市公安局惠济分局 区市场监管局 4月27日转来" in one
    assert "加强校园周边食品经营监管" in words(browser.get(f"{path}?mechanism=zz").text)
    ours = words(browser.get(f"/t/{linked.tenant_id}/suggestions").text)
    assert "另一条线索" not in ours

    table = browser.get(f"{path}.xlsx?mechanism={KEY}").data
    rows = list(load_workbook(BytesIO(table)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert rows[1][:4] == ("另一条线索", "未编号", "协查", "市公安局惠济分局")


def test_each_step_comes_to_the_worklist_of_whose_turn_it_is(linked: County, visit: Visit) -> None:
    case_id = begin(linked, ("assistant", "court"))

    def todo(who: str) -> str:
        return words(visit(linked, who).get(f"/t/{linked.tenant_id}/todo").text)

    begun = visit(linked, "officer").get(f"/t/{linked.tenant_id}/todo").text
    assert f"答复：{TITLE}" in words(begun)
    assert ">受理<" in begun
    assert TITLE in todo("asker")
    linked.fire("officer", DAY, case_id, "take")
    assert f"答复：{TITLE}" in todo("police_head")
    facts = {"answer": "已立案", "is_filed": True}
    linked.fire("police_head", DAY, case_id, "answer", facts=facts)
    assert f"办结：{TITLE}" in todo("asker")
    assert TITLE not in todo("police_head")


@pytest.fixture
def escalated(linked: County) -> tuple[County, UUID, UUID]:
    """A matter that the procuratorate turned into a suggestion to the police."""
    case_id = begin(linked, ("supervisor", "procuratorate"))
    linked.fire("prosecutor", DAY, case_id, "turn_into_suggestion", facts={"kind": "governance"})
    (link,) = look(linked, "prosecutor", case_id)["links"]
    return linked, case_id, UUID(link["id"])


def test_linked_cases_are_told_to_who_may_know_of_them(
    escalated: tuple[County, UUID, UUID], visit: Visit
) -> None:
    county, case_id, suggestion = escalated
    there = f"/t/{county.tenant_id}/cases/procuratorial_suggestion/{suggestion}"

    ours = visit(county, "prosecutor").get(at(county, case_id)).text
    assert f'href="{there}"' in ours
    assert "检察建议办理；因“转为检察建议”转去" in ours
    theirs = visit(county, "officer").get(at(county, case_id)).text
    assert "相关案件" not in theirs
    assert str(suggestion) not in theirs
    assert look(county, "officer", case_id)["links"] == []
    origin = visit(county, "prosecutor").get(there).text
    assert f'href="{at(county, case_id)}"' in origin
    assert "协查；来自“转为检察建议”" in origin
    (link,) = look(county, "prosecutor", suggestion, "procuratorial_suggestion")["links"]
    assert (link["is_origin"], link["state"], link["mechanism"]) == (True, "escalated", KEY)


def test_the_interface_describes_units_and_says_which_a_move_names(linked: County) -> None:
    case_id = begin(linked)
    linked.fire("officer", DAY, case_id, "take")
    (asks,) = (
        m for m in look(linked, "officer", case_id)["moves"] if m["transition"] == "ask_help"
    )
    assert asks["names"] == [{"part": "assistant", "least": 1, "most": None}]

    app = open_app(linked.sessions, DAY)
    described = app.test_client().get("/api/v1/openapi.json").get_json()
    schemas = described["components"]["schemas"]
    here = f"/api/v1/t/{{code}}/cases/{KEY}"

    def body(path: str) -> Any:
        taken = described["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        return schemas[taken["schema"]["$ref"].rpartition("/")[2]]["properties"]

    moves = f"{here}/{{case_id}}/transitions"
    named = body(f"{moves}/ask_help")["parties"]["description"]
    assert named == "Units that it names: 1–n assistant (any_unit)"
    facts = schemas[body(here)["facts"]["$ref"].rpartition("/")[2]]["properties"]
    assert facts["lead"]["format"] == "uuid"
    assert facts["known_to"]["items"]["format"] == "uuid"
    assert "parties" not in body(f"{moves}/take")
