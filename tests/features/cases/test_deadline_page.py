"""The page that explains a deadline, and the same as data: for those alone who may know of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.features.deadlines.models import Deadline
from liandong.features.deadlines.service import Change, project
from support.browsing import Visit
from support.case_forms import address, words
from support.counties import WENSHUI, XUYI, County
from support.http import UNKNOWN, open_app, sign_in

SERVED, TODAY = "2026-03-02", "2026-04-27"
REPLY = "SUG-01"


def _page(county: County, case_id: object, deadline_id: object) -> str:
    return f"{address(county, case_id)}/deadlines/{deadline_id}"


def _id(county: County, case_id: UUID, limit: str, who: str = "prosecutor") -> str:
    return str(county.deadline(case_id, limit, who)["id"])


def test_the_page_says_from_what_by_which_rule_and_step_by_step(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)

    answer = visit(huiji, "handler").get(_page(huiji, case_id, _id(huiji, case_id, REPLY)))

    said = words(answer.text)
    assert answer.status_code == 200
    for part in (
        "5月6日 周三 24:00 前",
        "剩 4 个工作日",
        "送达 3月2日 周一 当天不计",
        "起算 3月3日 周二 从次日数 2 个月",
        "届满 5月2日 周六",
        "截止 5月6日 周三",
        "检察建议工作规定",
        "自收到检察建议书之日起两个月以内作出相应处理",
        "（3月2日 10:00 录入）",
        "可以认定逾期",
        "没有变动过",
        "5月6日 周三 09:00",
        "liandong deadline compute --tenant 410108 --limit SUG-01 --event-at 2026-03-02",
    ):
        assert part in said, part


def test_on_the_case_page_what_is_done_stands_after_what_is_to_be_done(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    running = visit(huiji, "handler").get(address(huiji, case_id)).text
    huiji.reply("2026-03-10", case_id)
    done = visit(huiji, "handler").get(address(huiji, case_id)).text

    assert running.index('id="deadline-1"') < running.index('id="panel"')
    assert 'id="deadline-done-1"' not in running
    assert done.index('id="panel"') < done.index('id="deadline-done-1"')


def test_what_only_a_checker_needs_is_folded(county: Callable[..., County], visit: Visit) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)

    html = visit(huiji, "handler").get(_page(huiji, case_id, _id(huiji, case_id, REPLY))).text

    before, _, folded = html.partition('<details class="ld-more ld-technical">')
    folded = folded.partition("</details>")[0]
    for part in ("2024–2026#", "liandong deadline compute"):
        assert part in folded
        assert part not in before


@pytest.mark.parametrize("who", ["handler", "prosecutor"])
def test_the_card_of_the_case_and_the_worklist_lead_to_it(
    county: Callable[..., County], visit: Visit, who: str
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    page = _page(huiji, case_id, _id(huiji, case_id, REPLY))

    assert f'href="{page}"' in visit(huiji, who).get(address(huiji, case_id)).text
    if who == "handler":
        assert (
            f'href="{page}"' in visit(huiji, who).get(f"/t/{huiji.tenant_id}/todo?scope=unit").text
        )


def test_a_clock_of_one_authority_does_not_exist_for_the_other(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    inner = _id(huiji, case_id, "SUG-06")
    app = open_app(huiji.sessions, TODAY)

    for who, status in (("prosecutor", 200), ("chief", 200), ("handler", 404), ("head", 404)):
        assert visit(huiji, who).get(_page(huiji, case_id, inner)).status_code == status, who
        caller = sign_in(app, huiji, who, TODAY)
        path = f"/procuratorial_suggestion/{case_id}/deadlines"
        found, unknown = caller.get(f"{path}/{inner}"), caller.get(f"{path}/{UNKNOWN}")
        assert found.status_code == status, who
        assert (unknown.status_code, unknown.json["code"]) == (404, "not_found")
        if status == 404:
            assert found.data == unknown.data


@pytest.mark.parametrize("who", ["bystander", "reader", "office"])
def test_who_sees_less_than_the_case_sees_no_deadline(
    county: Callable[..., County], visit: Visit, who: str
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)

    found = visit(huiji, who).get(_page(huiji, case_id, _id(huiji, case_id, REPLY)))

    assert found.status_code == 404


def test_a_deadline_of_another_case_or_another_county_is_unknown(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji, wenshui = county(), county(WENSHUI)
    first, second, far = huiji.serve(SERVED), huiji.serve("2026-03-09"), wenshui.serve(SERVED)
    browser = visit(huiji, "prosecutor")

    assert browser.get(_page(huiji, first, _id(huiji, second, REPLY))).status_code == 404
    assert browser.get(_page(huiji, far, _id(wenshui, far, REPLY))).status_code == 404
    assert browser.get(_page(wenshui, far, _id(wenshui, far, REPLY))).status_code == 404


def test_the_interface_gives_the_same(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    stored = huiji.deadline(case_id, REPLY)
    caller = sign_in(open_app(huiji.sessions, TODAY), huiji, "handler", TODAY)

    found = caller.get(f"/procuratorial_suggestion/{case_id}/deadlines/{stored['id']}").json

    assert {key: found[key] for key in stored} == stored
    assert found["case_id"] == str(case_id)
    assert found["started_by"]["unit_id"] == str(huiji.units["addressee"])
    assert (found["started_by"]["transition"], found["started_by"]["occurred_on"]) == (
        "serve",
        SERVED,
    )
    assert (found["may_call_late"], found["why_not_late"]) == (True, [])
    assert found["command"].endswith("--limit SUG-01 --event-at 2026-03-02")


def test_a_draft_document_says_why_nobody_is_late(
    county: Callable[..., County], visit: Visit
) -> None:
    xuyi = county(XUYI)
    case_id = xuyi.serve(SERVED)

    reply = _id(xuyi, case_id, REPLY, "handler")
    page = visit(xuyi, "handler").get(_page(xuyi, case_id, reply)).text

    said = words(page)
    assert "不能认定逾期，只作提醒" in said
    assert "本地规则还没有正式启用" in said
    assert "ld-chip-late" not in page


def test_a_right_says_that_it_is_one_and_what_the_letter_stated(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    found = _id(huiji, case_id, "SUG-04")

    said = words(visit(huiji, "handler").get(_page(huiji, case_id, found)).text)

    assert "的权利，可以用也可以不用" in said
    assert "文书载明 15 日" in said
    assert "--limit SUG-04 --event-at 2026-03-02 --stated 15" in said


def _alter(county: County, deadline_id: str, **altered: Any) -> None:
    """Let a deadline change as an event of its case would have it change."""
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        known = _get(uow, deadline_id)
        said = {
            "id": deadline_id,
            "state": known.state,
            "due_on": known.due_on.isoformat() if known.due_on else None,
            "due_at": None,
            "is_provisional": False,
            "fires": [],
            "inputs": {},
            "cause": {"kind": "pause", "zh": "等检测报告", "en": "awaiting a test report"},
            **altered,
        }
        now = datetime(2026, 4, 20, 2, tzinfo=UTC)
        on, unit_id = date(2026, 4, 20), known.unit_id or known.case_id
        changed = {"changed": [said]}
        project(uow, Change(known.case_id, known.position, on, now, unit_id, changed))


def _get(uow: UnitOfWork, deadline_id: str) -> Deadline:
    mine = (Deadline.tenant_id == uow.tenant_id, Deadline.id == UUID(deadline_id))
    return uow.session.scalars(select(Deadline).where(*mine)).one()


def test_a_paused_deadline_is_violet_has_no_day_and_shows_what_moved_it(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    reply = _id(huiji, case_id, REPLY)
    paused = {"paused_reason": "等检测报告", "paused_since": "2026-04-20"}
    _alter(huiji, reply, state="paused", due_on=None, inputs=paused)
    browser = visit(huiji, "handler")

    page, case = (
        browser.get(_page(huiji, case_id, reply)).text,
        browser.get(address(huiji, case_id)).text,
    )
    todo = browser.get(f"/t/{huiji.tenant_id}/todo?scope=unit").text
    cases = browser.get(f"/t/{huiji.tenant_id}/cases").text

    for text in (page, case, todo, cases):
        assert "ld-chip-paused" in text
        assert "暂停 · 等检测报告" in words(text)
    assert "4月20日 5月6日 周三 暂停 等检测报告" in words(page)
    assert "暂停计时，恢复后重新确定日期" in words(case)
    assert "4月20日起暂停" in words(todo)
    later = todo[todo.index('id="group-later"') :]
    assert "暂停 · 等检测报告" in later


def test_what_goes_on_again_was_held_until_then(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    reply = _id(huiji, case_id, REPLY)
    _alter(huiji, reply, state="paused")
    _alter(huiji, reply, state="open", due_on="2026-05-12")

    said = words(visit(huiji, "handler").get(_page(huiji, case_id, reply)).text)

    assert "5月6日 周三 暂停 等检测报告" in said
    assert "暂停 5月12日 周二 等检测报告" in said


def test_the_interface_does_not_number_the_events_of_a_revision(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    reply = _id(huiji, case_id, REPLY)
    _alter(huiji, reply, due_on="2026-05-20")

    found = huiji.deadline(case_id, REPLY, "handler")

    (revision,) = found["inputs"]["revisions"]
    assert revision.keys() == {"on", "from", "to", "cause", "state"}
    assert (revision["from"], revision["to"]) == ("2026-05-06", "2026-05-20")


def test_a_limit_in_hours_shows_its_moment(county: Callable[..., County], visit: Visit) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    reply = _id(huiji, case_id, REPLY)
    _alter(huiji, reply, due_on=TODAY, due_at="2026-04-27T09:30:00+00:00")
    browser = visit(huiji, "handler")

    todo = words(browser.get(f"/t/{huiji.tenant_id}/todo?scope=unit").text)

    assert "今天 17:30 前 4月27日 周一 17:30，剩 7 小时 08 分" in todo
    assert "4月27日 周一 17:30 前" in words(browser.get(address(huiji, case_id)).text)
