"""可能是同一件: shown before a matter begins, to whoever may know of the other, and told apart."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.models import CaseEvent
from liandong.features.cases.service import Likeness
from liandong.features.cases.service.similar import ALIKE, pairs, share
from support.browsing import Visit
from support.counties import KEY, County
from support.http import hidden_of

Counties = Callable[..., County]
DAY = "2026-04-27"
TITLE = "加强校园周边食品经营监管"


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        (TITLE, "加强校园周边食品经营监管", True),
        (TITLE, "关于加强校园周边食品经营的监管", True),
        (TITLE, "加强 校园周边，食品经营监管。", True),
        ("ＡＢＣ公司非法经营案", "abc公司非法经营案", True),
        (TITLE, "加强危险化学品运输监管", False),
        ("案", "案", False),
        ("", "", False),
    ],
)
def test_titles_are_compared_by_their_pairs(one: str, other: str, are_alike: bool) -> None:
    assert (share(pairs(one), pairs(other)) >= ALIKE) is are_alike


def found_by(county: County, who: str, title: str, *units: str, key: str = KEY) -> list[UUID]:
    with county.acting(who, DAY) as (uow, me, _):
        named = [county.units[unit] for unit in units]
        sought = Likeness(key, title, named, date.fromisoformat(DAY))
        return [case.id for case in service.similar(uow, me, sought)]


def test_only_what_one_may_know_of_is_alike(county: Counties) -> None:
    huiji = county()
    case_id = huiji.serve(DAY)
    title = huiji.look("prosecutor", case_id)["title"]

    assert found_by(huiji, "prosecutor", title) == [case_id]
    assert found_by(huiji, "bystander", title) == []
    assert found_by(huiji, "prosecutor", title, key="criminal_transfer") == []


def test_a_unit_in_common_makes_half_enough(county: Counties) -> None:
    huiji = county()
    case_id = huiji.serve(DAY)
    title = huiji.look("prosecutor", case_id)["title"]
    near = title[: len(title) // 2 + 1] + "整治专项行动"
    assert 0.5 <= share(pairs(title), pairs(near)) < ALIKE

    assert found_by(huiji, "prosecutor", near) == []
    assert found_by(huiji, "prosecutor", near, "addressee") == [case_id]
    assert found_by(huiji, "prosecutor", near, "bystander") == []


def test_the_interface_names_what_is_alike(county: Counties, visit: Visit) -> None:
    huiji = county()
    case_id = huiji.serve(DAY)
    title = huiji.look("prosecutor", case_id)["title"]
    path = f"/api/v1/t/{huiji.tenant_id}/cases/similar"

    answer = visit(huiji, "prosecutor").get(path, query_string={"mechanism": KEY, "title": title})

    assert [item["id"] for item in answer.get_json()["items"]] == [str(case_id)]
    assert visit(huiji, "prosecutor").get(path).get_json()["items"] == []


def _form(page: str, **rest: Any) -> dict[str, Any]:
    return {**hidden_of(page, "form_token", "idempotency_key"), "step": "draft", **rest}


def test_the_form_asks_once_and_the_answer_is_kept(county: Counties, visit: Visit) -> None:
    huiji = county()
    first = huiji.serve(DAY)
    title = huiji.look("prosecutor", first)["title"]
    browser, path = visit(huiji, "prosecutor"), f"/t/{huiji.tenant_id}/suggestions/new"
    typed = {
        "facts.title": title,
        "facts.kind": "correction",
        "addressee": str(huiji.units["addressee"]),
        "contents": ["停止销售"],
    }

    asked = browser.post(path, data=_form(browser.get(path).text, **typed))
    assert asked.status_code == 409
    assert "可能是同一件" in asked.text
    assert f"/cases/{KEY}/{first}" in asked.text
    assert 'name="distinct"' in asked.text

    told = browser.post(path, data=_form(asked.text, **typed, distinct="true"))
    assert told.status_code == 303, told.text
    case_id = UUID(told.location.rpartition("/")[2])
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        opened = select(CaseEvent.payload).where(
            CaseEvent.tenant_id == uow.tenant_id,
            CaseEvent.case_id == case_id,
            CaseEvent.position == 1,
        )
        payload = uow.session.scalars(opened).one()
    assert payload["distinct_from"] == [str(first)]
