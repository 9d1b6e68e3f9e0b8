"""A new suggestion from the browser: kept as a draft, submitted, and never lost on the way."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from features.cases.conftest import SHANDAN, County
from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases.models import Case, CaseEvent
from support.browsing import Visit, visit

__all__ = ["visit"]
FILLED: dict[str, Any] = {
    "facts.kind": "governance",
    "facts.title": "规范共享电动自行车停放管理",
    "facts.facts": "5 处站口占用盲道",
    "facts.legal_basis": "无障碍环境建设法 第二十六条",
    "facts.objection_days": "15",
    "contents": ["划定停放区域", "", "清理占用盲道的车辆"],
}


def address(county: County) -> str:
    return f"/t/{county.tenant_id}/suggestions/new"


def hidden(text: str, name: str) -> str:
    return text.partition(f'name="{name}" value="')[2].partition('"')[0]


def form(browser: FlaskClient, county: County, step: str, **changed: Any) -> dict[str, Any]:
    text = browser.get(address(county)).text
    ours = {name: hidden(text, name) for name in ("form_token", "idempotency_key")}
    addressee = str(county.units["addressee"])
    return {**FILLED, **ours, "addressee": addressee, "step": step, **changed}


def cases_of(county: County) -> int:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        return uow.session.scalar(select(func.count()).select_from(Case)) or 0


def moves_of(county: County) -> list[str]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        query = select(CaseEvent.transition).order_by(CaseEvent.position)
        return list(uow.session.scalars(query))


def opened(county: County, answer: TestResponse) -> dict[str, Any]:
    assert answer.status_code == 303, answer.text[-3000:]
    case_id = UUID(answer.headers["Location"].rpartition("/")[2])
    seen: dict[str, Any] = county.look("prosecutor", case_id)
    return seen


@pytest.fixture
def huiji(county: Callable[..., County]) -> County:
    return county()


def test_a_draft_is_kept_with_its_items_and_stops_before_submission(
    huiji: County, visit: Visit
) -> None:
    browser = visit(huiji, "prosecutor")
    data = form(browser, huiji, "draft")
    case = opened(huiji, browser.post(address(huiji), data=data))
    items = [row["facts"]["text"] for row in case["rows"] if row["type"] == "item"]
    assert items == ["划定停放区域", "清理占用盲道的车辆"]
    assert case["facts"]["objection_days"] == 15
    assert moves_of(huiji) == ["open", "revise"]


def test_a_letter_is_submitted_in_the_same_act(huiji: County, visit: Visit) -> None:
    browser = visit(huiji, "prosecutor")
    data = form(browser, huiji, "submit")
    opened(huiji, browser.post(address(huiji), data=data))
    assert moves_of(huiji)[-1] == "submit:letter"


def test_what_was_typed_stays_when_something_is_missing(huiji: County, visit: Visit) -> None:
    browser = visit(huiji, "prosecutor")
    data = form(browser, huiji, "submit", **{"facts.objection_days": ""})
    answer = browser.post(address(huiji), data=data)
    assert answer.status_code == 422
    assert "请填异议期天数，例如 15" in answer.text
    assert 'href="#f-facts-objection-days"' in answer.text
    for kept in ("规范共享电动自行车停放管理", "5 处站口占用盲道", "清理占用盲道的车辆"):
        assert kept in answer.text
    assert cases_of(huiji) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"facts.objection_days": "十五"},
        {"facts.objection_days": "0"},
        {"facts.objection_days": "9" * 30},
        {"facts.objection_days": "9" * 900},
        {"facts.title": "题" * 201},
        {"facts.kind": "nothing"},
        {"addressee": "nobody"},
        {"addressee": "00000000-0000-0000-0000-000000000000"},
        {"facts.kind": ""},
    ],
)
def test_a_wrong_field_is_named_and_its_text_stays(
    huiji: County, visit: Visit, wrong: dict[str, str]
) -> None:
    browser = visit(huiji, "prosecutor")
    answer = browser.post(address(huiji), data=form(browser, huiji, "draft", **wrong))
    assert answer.status_code == 422
    assert "ld-error" in answer.text
    if "facts.objection_days" in wrong:
        assert f'value="{wrong["facts.objection_days"]}"' in answer.text
    assert cases_of(huiji) == 0


def test_the_own_unit_is_no_addressee(huiji: County, visit: Visit) -> None:
    browser = visit(huiji, "prosecutor")
    data = form(browser, huiji, "draft", addressee=str(huiji.units["procuratorate"]))
    assert browser.post(address(huiji), data=data).status_code == 422


@pytest.mark.parametrize("who", ["handler", "head", "bystander", "office", "reviewer"])
def test_others_do_not_find_the_page(huiji: County, visit: Visit, who: str) -> None:
    browser = visit(huiji, who)
    assert browser.get(address(huiji)).status_code == 404


def test_a_repeated_form_opens_one_case(huiji: County, visit: Visit) -> None:
    browser = visit(huiji, "prosecutor")
    data = form(browser, huiji, "draft")
    first, again = (browser.post(address(huiji), data=data) for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert cases_of(huiji) == 1


def test_a_mandatory_copy_of_shandan_is_offered_and_cannot_be_forgotten(
    county: Callable[..., County], visit: Visit
) -> None:
    shandan = county(SHANDAN)
    browser = visit(shandan, "prosecutor")
    assert 'name="copies"' in browser.get(address(shandan)).text

    unticked = form(browser, shandan, "submit", **{"facts.copy_triggers": ["large_impact"]})
    case = opened(shandan, browser.post(address(shandan), data=unticked))

    (row,) = [row for row in case["rows"] if row["type"] == "copy"]
    assert row["facts"]["copy_kind"] == "mandatory"
    assert row["facts"]["copy_rule"] == "suggestion_to_county_government"
    assert "山政发" in row["facts"]["copy_basis"]


def test_a_unit_is_offered_once_by_the_rule_that_binds_most_and_the_letter_names_it(
    county: Callable[..., County], visit: Visit
) -> None:
    shandan = county(SHANDAN)
    browser = visit(shandan, "prosecutor")
    triggers = {"facts.copy_triggers": ["large_impact"]}

    offered = browser.get(address(shandan)).text.split('name="copies" value="')[1:]
    rules = [box.partition("/")[0] for box in offered]
    units = [box.partition("/")[2].partition('"')[0] for box in offered]
    text = browser.post(address(shandan), data=form(browser, shandan, "", **triggers)).text

    assert len(units) == len(set(units))
    assert rules[0] == "suggestion_to_county_government"
    assert "抄送：" in text.partition("ld-paper-copies")[2]


def test_without_a_trigger_nothing_is_copied(county: Callable[..., County], visit: Visit) -> None:
    shandan = county(SHANDAN)
    browser = visit(shandan, "prosecutor")

    data = form(browser, shandan, "submit")
    case = opened(shandan, browser.post(address(shandan), data=data))

    assert not [row for row in case["rows"] if row["type"] == "copy"]


def test_a_draft_lists_mandatory_copies(county: Callable[..., County], visit: Visit) -> None:
    shandan = county(SHANDAN)
    browser = visit(shandan, "prosecutor")
    data = form(browser, shandan, "draft", **{"facts.copy_triggers": ["large_impact"]})
    case = opened(shandan, browser.post(address(shandan), data=data))
    assert [row for row in case["rows"] if row["type"] == "copy"]


def test_copies_are_cited_as_people_cite(county: Callable[..., County], visit: Visit) -> None:
    shandan = county(SHANDAN)
    browser = visit(shandan, "prosecutor")
    triggers = {"facts.copy_triggers": ["large_impact"]}
    text = browser.post(address(shandan), data=form(browser, shandan, "", **triggers)).text
    assert "山政发" in text.partition("抄送单位")[2]


def test_the_example_day_moves(huiji: County, visit: Visit) -> None:
    text = visit(huiji, "prosecutor").get(address(huiji)).text
    assert "4月28日" in text
    assert "6月29日" in text
    assert text.count('name="contents"') >= 3


def test_the_preview_follows(huiji: County, visit: Visit) -> None:
    browser = visit(huiji, "prosecutor")
    data = form(browser, huiji, "")
    url = address(huiji).replace("new", "preview")
    text = browser.post(url, data=data).text
    assert "划定停放区域" in text
    for odd in (
        {"copies": ["x/00000000-0000-0000-0000-000000000000"]},
        {"facts.objection_days": "x"},
        {"facts.stated_days": "x", "facts.variant": "urgent"},
        {"facts.kind": "nothing"},
        {"facts.variant": "nothing"},
        {"addressee": "00000000-0000-0000-0000-000000000000"},
    ):
        got = browser.post(url, data={**data, **odd})
        assert got.status_code == 200, (odd, got.status_code)


@pytest.mark.parametrize(
    "odd",
    [
        {"facts.objection_days": "9" * 5000},
        {"facts.title": "规范\0停车"},
        {"contents": ["一\0", "二"]},
        {"facts.stated_days": "8" * 5000, "facts.variant": "urgent"},
        {"idempotency_key": "a\0b"},
    ],
)
def test_what_cannot_be_stored_is_refused_and_the_rest_stays(
    huiji: County, visit: Visit, odd: dict[str, Any]
) -> None:
    browser = visit(huiji, "prosecutor")
    answer = browser.post(address(huiji), data=form(browser, huiji, "submit", **odd))
    assert answer.status_code == 422
    assert "5 处站口占用盲道" in answer.text
    assert "\0" not in answer.text
    assert cases_of(huiji) == 0


@pytest.mark.parametrize("gone", ["9" * 5000, "-1", "x", "\u0661", "7", "\0"])
def test_removing_what_is_not_there_removes_nothing(huiji: County, visit: Visit, gone: str) -> None:
    browser = visit(huiji, "prosecutor")
    data = form(browser, huiji, "", remove_contents=gone)
    answer = browser.post(address(huiji), data=data)
    assert answer.status_code in {200, 422}
    assert "清理占用盲道的车辆" in answer.text
    assert "划定停放区域" in answer.text


@pytest.mark.parametrize(
    ("chosen", "due"),
    [
        ({"facts.variant": "minors"}, "5月28日 周四 截止"),
        ({"facts.variant": "public_interest"}, "6月29日 周一 截止"),
        ({"facts.variant": "urgent", "facts.stated_days": "7"}, "5月6日 周三 截止"),
        ({}, "6月29日 周一 截止"),
    ],
)
def test_the_example_follows_the_variant(
    huiji: County, visit: Visit, chosen: dict[str, str], due: str
) -> None:
    browser = visit(huiji, "prosecutor")
    data = form(browser, huiji, "", **chosen)
    page = browser.post(address(huiji), data=data).text
    preview = browser.post(address(huiji).replace("new", "preview"), data=data).text
    for text in (page, preview):
        said = text.partition('id="example"')[2].partition("</p>")[0]
        assert f"如 4月28日 周二 送达，{due}" in said


def test_without_stated_days_an_urgent_letter_has_no_example(huiji: County, visit: Visit) -> None:
    browser = visit(huiji, "prosecutor")
    data = form(browser, huiji, "", **{"facts.variant": "urgent"})
    page = browser.post(address(huiji), data=data).text
    assert "截止" not in page.partition('id="example"')[2].partition("</p>")[0]
