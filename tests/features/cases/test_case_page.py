"""The case page as its people use it: forms made from what a move asks."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support.browsing import Visit
from support.counties import County

SERVED = "2026-03-02"


def _address(county: County, case_id: object) -> str:
    return f"/t/{county.tenant_id}/cases/procuratorial_suggestion/{case_id}"


def _send(browser: FlaskClient, address: str, act: str, step: str, **typed: str) -> TestResponse:
    text = browser.get(f"{address}?act={act}").text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    return browser.post(address, data={**hidden, "act": act, "step": step, **typed})


def _items(county: County, case_id: Any) -> list[str]:
    return [r["id"] for r in county.look("handler", case_id)["rows"] if r["type"] == "item"]


def test_a_reply_with_an_unanswered_item_comes_back_with_everything_typed(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED, items=2)
    first, _ = _items(huiji, case_id)
    handler, address = visit(huiji, "handler"), _address(huiji, case_id)

    answer = _send(
        handler, address, "draft:reply", "submit",
        **{f"row.{first}.move": "decline", f"row.{first}.why": "不属本局职责"},
        **{"facts.measures": "另行函告"},
    )  # fmt: skip

    assert answer.status_code == 422
    assert "第 2 项：请选择是否采纳" in answer.text
    assert "不属本局职责" in answer.text
    assert "另行函告" in answer.text
    assert huiji.look("prosecutor", case_id)["state"] == "served"


def test_a_draft_is_found_again_and_unseen_by_the_other_side(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    handler, address = visit(huiji, "handler"), _address(huiji, case_id)

    saved = _send(handler, address, "draft:reply", "draft", **{"facts.measures": "先存着的措施"})

    assert saved.status_code == 303
    assert "先存着的措施" in handler.get(f"{address}?act=draft:reply").text
    assert "先存着的措施" not in visit(huiji, "prosecutor").get(address).text


def test_a_page_that_somebody_overtook_says_so_and_loses_nothing(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    handler, address = visit(huiji, "handler"), _address(huiji, case_id)
    text = handler.get(f"{address}?act=draft:reply").text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    huiji.fire("chief", SERVED, case_id, "withdraw", facts={"why": "依据的规定已废止"})

    typed = {"act": "draft:reply", "step": "draft", "facts.measures": "正在填的"}
    answer = handler.post(address, data={**hidden, **typed})

    assert answer.status_code == 412
    assert "没有保存" in answer.text
    assert "正在填的" in answer.text


def test_a_form_sent_twice_acts_once(county: Callable[..., County], visit: Visit) -> None:
    huiji = county()
    case_id = huiji.issue(SERVED)
    handler, address = visit(huiji, "handler"), _address(huiji, case_id)
    text = handler.get(address).text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    data = {**hidden, "step": "fire", "facts.delivery_mode": "electronic"}

    first, again = handler.post(address, data=data), handler.post(address, data=data)

    assert (first.status_code, again.status_code) == (303, 303)
    events = huiji.look("handler", case_id)["events"]
    assert [event["transition"] for event in events].count("serve") == 1


def test_the_bureau_has_no_page_of_a_draft_and_none_of_another_bureaus_case(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    draft, served = huiji.open(SERVED), huiji.serve(SERVED)

    hidden = visit(huiji, "handler").get(_address(huiji, draft))
    foreign = visit(huiji, "bystander").get(_address(huiji, served))
    unknown = visit(huiji, "bystander").get(_address(huiji, uuid4()))

    assert {hidden.status_code, foreign.status_code, unknown.status_code} == {404}


def test_who_can_see_a_case_is_told_unit_by_unit(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)

    page = visit(huiji, "prosecutor").get(f"{_address(huiji, case_id)}/visibility")

    assert page.status_code == 200
    assert "文书送给它" in page.text
