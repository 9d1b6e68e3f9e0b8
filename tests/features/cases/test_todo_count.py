"""The number beside 我的待办: what waits for me, counted again only when something happened."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from liandong.features.cases import service
from support.browsing import Visit
from support.stages import stages

COUNT = re.compile(r'data-key="todo".*?<span class="ld-count">(\d+)<', re.DOTALL)


def shown(text: str) -> int:
    nav = text.partition('class="ld-nav"')[2].partition("</nav>")[0]
    found = COUNT.search(nav)
    return int(found[1]) if found else 0


def test_it_is_the_number_of_rows_of_the_page(county: Callable[..., Any], visit: Visit) -> None:
    huiji = county()
    stages(huiji)
    for who in ("prosecutor", "chief", "handler", "head", "bystander"):
        text = visit(huiji, who).get("/t/410108/todo").text
        assert shown(text) == text.count('<article class="ld-work"'), who
        assert shown(text) > 0 or who == "bystander", who


def test_it_is_counted_once_until_something_happens(
    county: Callable[..., Any], visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    huiji, counted = county(), []
    case_id = huiji.issue("2026-04-27")
    work = service.list_work
    monkeypatch.setattr(service, "list_work", lambda *given: counted.append(1) or work(*given))
    browser = visit(huiji, "handler")
    assert [shown(browser.get("/t/410108/cases").text) for _ in range(3)] == [1, 1, 1]
    assert len(counted) == 1
    huiji.fire("handler", "2026-04-27", case_id, "serve", facts={"delivery_mode": "electronic"})
    huiji.issue("2026-04-27")
    assert shown(browser.get("/t/410108/cases").text) > 1
    assert len(counted) == 2


def test_where_there_is_no_worklist_there_is_no_number(
    county: Callable[..., Any], visit: Visit
) -> None:
    huiji = county()
    huiji.issue("2026-04-27")
    assert shown(visit(huiji, "office").get("/t/410108/cases").text) == 0
