"""新建 of any mechanism: one form made from its opening move, one act, nothing lost on the way."""

import io
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.models import Case
from support.browsing import Visit, visit
from support.case_forms import words
from support.counties import County
from support.plugins import KEY, linked, sample

__all__ = ["linked", "sample", "visit"]
DAY = "2026-04-27"


def new(county: County) -> str:
    return f"/t/{county.tenant_id}/new"


def hidden(text: str, name: str) -> str:
    return text.partition(f'name="{name}" value="')[2].partition('"')[0]


def filled(county: County, browser: FlaskClient, **changed: Any) -> dict[str, Any]:
    text = browser.get(f"{new(county)}/{KEY}").text
    police = str(county.units["police"])
    return {
        **{name: hidden(text, name) for name in ("form_token", "idempotency_key", "move")},
        "step": "fire",
        "parties.respondent": police,
        "parties.assistant": [str(county.units["court"]), str(county.units["office"])],
        "facts.title": "跨区销售假药线索",
        "facts.summary": "群众举报，已初步核实",
        "facts.found_on": "2026-04-24",
        "facts.lead": police,
        "facts.known_to": [str(county.units["court"]), police],
        "facts.amount": "12,345.60",
        "facts.is_urgent": "false",
        "rows.clue.0.text": "进货单据",
        "rows.clue.0.held_by": police,
        **changed,
    }


def send(county: County, browser: FlaskClient, **changed: Any) -> TestResponse:
    return browser.post(f"{new(county)}/{KEY}", data=filled(county, browser, **changed))


def n_cases(county: County) -> int:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        return uow.session.scalar(select(func.count()).select_from(Case)) or 0


def look(county: County, who: str, case_id: UUID) -> dict[str, Any]:
    with county.acting(who, DAY) as (uow, me, clock):
        return service.dump_case(service.look(uow, me, clock, KEY, case_id))


def opened(answer: TestResponse) -> UUID:
    assert answer.status_code == 303, words(answer.text)
    return UUID(answer.headers["Location"].rpartition("/")[2])


def test_everybody_sees_what_they_may_begin_and_no_more(linked: County, visit: Visit) -> None:
    pages = {who: visit(linked, who).get(new(linked)) for who in ("asker", "prosecutor", "reader")}
    lists = {who: visit(linked, who).get(new(linked).replace("/new", "/cases")) for who in pages}

    assert f"{new(linked)}/{KEY}?move=open" in unescape(pages["asker"].text)
    assert "提请协查：本单位是申请方，写明被申请方、协助方、监督方" in pages["asker"].text
    assert "检察建议办理" not in pages["asker"].text
    assert f"/t/{linked.tenant_id}/suggestions/new" in pages["prosecutor"].text
    assert "提请协查" not in pages["prosecutor"].text
    assert all(f'href="{new(linked)}"' in each.text for each in lists.values())


def test_who_may_begin_nothing_has_no_button_and_no_form(linked: County, visit: Visit) -> None:
    linked.join("idle", "procuratorate", "reviewer")
    clerk = visit(linked, "idle")

    assert f'href="{new(linked)}"' not in clerk.get(f"/t/{linked.tenant_id}/cases").text
    assert "没有您能发起的事项" in clerk.get(new(linked)).text
    assert clerk.get(f"{new(linked)}/{KEY}").status_code == 404
    assert clerk.get(f"{new(linked)}/no_such").status_code == 404


def test_the_form_asks_what_the_opening_asks(linked: County, visit: Visit) -> None:
    text = visit(linked, "asker").get(f"{new(linked)}/{KEY}").text
    police, own = (str(linked.units[each]) for each in ("police", "market_regulation"))
    respondents = text[text.index('id="f-parties-respondent"') :].partition("</select>")[0]
    leads = text[text.index('id="f-facts-lead"') :].partition("</select>")[0]

    assert police in respondents
    assert own not in respondents
    assert leads.count("<option") == 3  # nothing chosen yet, police, court
    assert f'type="checkbox" name="parties.assistant" value="{own}"' not in text
    assert 'type="checkbox" name="parties.assistant"' in text
    assert 'type="radio" name="facts.is_urgent" value="true"' in text
    assert "写清时间、地点和经过" in text
    assert 'name="facts.evidence" multiple' in text
    assert "提交之后，写明的被申请方、协助方、监督方就看得到全部内容。" in text


def test_a_filled_form_opens_the_case_with_its_units_and_rows(linked: County, visit: Visit) -> None:
    browser = visit(linked, "asker")
    evidence = (io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "线索.pdf")
    case_id = opened(send(linked, browser, **{"facts.evidence": evidence}))

    case = look(linked, "asker", case_id)
    units = {(p["part"], p["unit_id"]) for p in case["parties"]}
    assert units == {
        ("applicant", str(linked.units["market_regulation"])),
        ("respondent", str(linked.units["police"])),
        ("assistant", str(linked.units["court"])),
        ("assistant", str(linked.units["office"])),
    }
    facts = case["facts"]
    assert (facts["amount"], facts["is_urgent"], "n_people" in facts) == (1234560, False, False)
    assert len(facts["evidence"]) == 1
    assert [row["facts"]["text"] for row in case["rows"]] == ["进货单据"]


def test_sent_twice_it_opens_one_case(linked: County, visit: Visit) -> None:
    browser = visit(linked, "asker")
    data = filled(linked, browser)
    first, again = (browser.post(f"{new(linked)}/{KEY}", data=data) for _ in range(2))

    assert first.headers["Location"] == again.headers["Location"]
    assert n_cases(linked) == 1


def test_all_that_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    linked: County, visit: Visit
) -> None:
    wrong = {
        "parties.respondent": "",
        "facts.title": "",
        "facts.amount": "一百",
        "facts.found_on": "2026-04-28",
        "facts.is_urgent": "",
        "rows.clue.0.held_by": "",
    }
    answer = send(linked, visit(linked, "asker"), **wrong)

    assert answer.status_code == 422
    for field in (
        "parties-respondent",
        "facts-title",
        "facts-amount",
        "facts-found-on",
        "facts-is-urgent",
        "rows-clue-0-held-by",
    ):
        assert f'href="#f-{field}"' in answer.text, field
    assert "还有 6 项要改，没有提交" in answer.text
    for kept in ("群众举报，已初步核实", "进货单据", 'value="一百"'):
        assert kept in answer.text
    court = linked.units["court"]
    assert f'name="parties.assistant" value="{court}" checked' in answer.text
    assert n_cases(linked) == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"parties.respondent": "zz"}, "parties-respondent"),
        ({"parties.respondent": "01890000-0000-7000-8000-000000000000"}, "parties-respondent"),
        ({"parties.supervisor": "01890000-0000-7000-8000-000000000000"}, "parties-supervisor"),
        ({"occurred_on": "2026-04-28"}, "occurred-on"),
        ({"occurred_on": "zz"}, "occurred-on"),
        ({"occurred_on": "2026-03-30", "facts.found_on": "2026-03-27"}, "occurred-on"),
        ({"facts.known_to": "zz"}, "facts-known-to"),
        ({"facts.lead": "01890000-0000-7000-8000-000000000000"}, "facts-lead"),
        ({"facts.lead": "procuratorate"}, "facts-lead"),
        ({"rows.clue.0.held_by": "procuratorate"}, "rows-clue-0-held-by"),
    ],
)
def test_a_form_that_somebody_forged_is_refused_at_its_field(
    linked: County, visit: Visit, wrong: dict[str, str], field: str
) -> None:
    units = {key: str(linked.units.get(value, value)) for key, value in wrong.items()}
    answer = send(linked, visit(linked, "asker"), **units)

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert n_cases(linked) == 0


def test_rows_are_added_and_left_out_without_sending(linked: County, visit: Visit) -> None:
    browser = visit(linked, "asker")
    more = send(linked, browser, **{"add_rows.clue": "1"})
    assert more.status_code == 200
    assert 'name="rows.clue.1.text"' in more.text
    assert "跨区销售假药线索" in more.text
    assert "进货单据" in more.text

    less = send(linked, browser, **{"rows.clue.1.text": "仓储记录", "remove_rows.clue": "0"})
    assert "仓储记录" in less.text
    assert "进货单据" not in less.text
    assert n_cases(linked) == 0


def test_an_empty_row_is_none(linked: County, visit: Visit) -> None:
    blank = {"rows.clue.0.text": "", "rows.clue.0.held_by": ""}
    case_id = opened(send(linked, visit(linked, "asker"), **blank))

    assert look(linked, "asker", case_id)["rows"] == []


def test_refusals_are_in_the_language_of_the_reader(linked: County, visit: Visit) -> None:
    browser = visit(linked, "asker")
    browser.set_cookie("ld_language", "en")
    answer = send(linked, browser, **{"facts.title": ""})

    assert answer.status_code == 422
    assert "&#39;title&#39; is required" in answer.text
