"""总览: what slips, whom to chase, and never a red unit by a limit that may not accuse."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, update
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.accounts.models import SessionToken
from liandong.features.cases import service
from liandong.features.dashboards import service as dashboards
from liandong.features.dashboards.pages.view import overview_page
from liandong.features.deadlines.models import Deadline
from liandong.features.documents.service import FileStore
from liandong.features.units.service import list_active
from liandong.kernel.errors import NotFoundError
from liandong.kernel.ids import uuid7
from support.applications import app_over
from support.counties import HUIJI, SHANDAN, WENSHUI, XUYI, County, on

Look = Callable[..., str]
TITLE = "加强校园周边食品经营监管"
DRAFT = "还没想好的草稿标题"
LATE = "2026-05-12"
LEADERS = frozenset({"convener", "deputy"})
SEATED = {HUIJI: LEADERS, SHANDAN: LEADERS, XUYI: {"convener"}, WENSHUI: set()}


@pytest.fixture
def overview(sessions: sessionmaker[Session], tmp_path: Path) -> Look:
    """The page of one of a county's people on a day."""

    def look(county: County, who: str = "office", day: str = LATE, status: int = 200) -> str:
        clock, token = on(day), f"{county.tenant_id}-{who}-{day}"
        app = app_over(sessions, FileStore.at(str(tmp_path)), lambda _zone: clock)
        browser = app.test_client()
        with global_session(sessions) as session:
            session.merge(
                SessionToken(
                    token_hash=hashlib.sha256(token.encode()).hexdigest(),
                    tenant_id=county.tenant_id,
                    account_id=county.people[who],
                    created_at=clock.now(),
                    seen_at=clock.now(),
                    expires_at=clock.now() + timedelta(hours=1),
                )
            )
        browser.set_cookie("ld_session", token)
        answer = browser.get(f"/t/{county.tenant_id}/overview")
        assert answer.status_code == status, answer.text[-2000:]
        return answer.text

    return look


@pytest.fixture
def huiji(county: Callable[..., County]) -> County:
    """One suggestion to be answered, and one that is still a draft."""
    found = county()
    found.serve("2026-03-02", items=2)
    found.open("2026-04-24", title=DRAFT)
    return found


def figure(text: str, label: str) -> str:
    """Return the value and the note of a figure, without tags."""
    found = re.search(rf"<dt>{label}</dt>(.*?)</div>", text, re.DOTALL)
    assert found, label
    return re.sub(r"<[^>]+>", " ", found[1])


def add_leaders(county: County) -> None:
    """Seat a convener and a deputy in the units that the county's roster names, if it does."""
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        units = [u for u in list_active(uow) if u.kind != "procuratorate"]
        for who, role in (("convener", "convener"), ("deputy", "deputy_convener")):
            seats = [u for u in units if role in u.roles]
            for unit in seats[-1:]:
                county.units[who] = unit.id
                county.join(who, who, "convener")


def add_ended(county: County, outcomes: dict[str, str]) -> None:
    """Give the case a time limit that ended on each day."""
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        query = select(Deadline).where(
            Deadline.tenant_id == uow.tenant_id, Deadline.unit_id == county.units["addressee"]
        )
        kept = uow.session.scalars(query).first()
        same = {c.key: getattr(kept, c.key) for c in Deadline.__mapper__.columns}
        for day, outcome in outcomes.items():
            on_day, state = date.fromisoformat(day), {"state": "done", "outcome": outcome}
            flags = {"is_enforceable": True, "is_right": False, "next_fire_at": None}
            days = {"id": uuid7(), "due_on": on_day, "ended_on": on_day}
            uow.session.add(Deadline(**{**same, **state, **flags, **days}))


def test_the_office_sees_who_is_late_and_finds_the_case(huiji: County, overview: Look) -> None:
    text = overview(huiji)
    assert "1 件已逾期，三个工作日内没有到期的。" in text
    assert "ld-text-red" in text
    assert "ld-chip-late" in text
    assert f"/t/{huiji.tenant_id}/cases/procuratorial_suggestion/" in text
    assert TITLE in text
    assert "应于 5月" in text
    assert DRAFT not in text


def test_what_comes_soon_is_near_and_nobody_is_red(huiji: County, overview: Look) -> None:
    text = overview(huiji, day="2026-04-30")
    assert "没有逾期的，1 件三个工作日内到期。" in text
    assert "ld-chip-near" in text
    assert "ld-text-red" not in text
    assert " 1 " in figure(text, "近期到期")
    assert " 0 " in figure(text, "已逾期")


def test_a_limit_that_may_not_accuse_never_reddens(huiji: County, overview: Look) -> None:
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        mine = Deadline.tenant_id == uow.tenant_id
        uow.session.execute(update(Deadline).where(mine).values(is_enforceable=False))
    text = overview(huiji)
    assert "只提醒，不算逾期" in text
    assert "ld-chip-late" not in text
    assert "ld-text-red" not in text
    assert "ld-heat-2" not in text


def test_a_rate_shows_what_it_is_made_of(huiji: County, overview: Look) -> None:
    days = {f"2026-0{n}-10": "in_time" for n in range(1, 5)}
    add_ended(huiji, days)
    few = figure(overview(huiji), "本年按期率")
    assert "太少，不算" in few
    assert "按期 4 ÷ 今年办结 4 件" in few
    add_ended(huiji, {"2026-02-11": "late", "2025-12-11": "late"})
    text = figure(overview(huiji), "本年按期率")
    assert "80.0" in text
    assert "按期 4 ÷ 今年办结 5 件" in text


def test_the_months_tell_nothing_due_from_all_in_time(huiji: County, overview: Look) -> None:
    add_ended(huiji, {"2026-03-10": "in_time", "2026-02-11": "late", "2025-05-11": "late"})
    text = overview(huiji)
    cells = re.findall(r"<td(?: class=\"ld-heat-\d\")?>([0-9·])</td>", text)
    assert "".join(cells) == "········10·1"  # from June 2025 to May 2026
    assert '<td class="ld-heat-total">2</td>' in text


def test_a_unit_that_sees_no_case_is_told_so(county: Callable[..., County], overview: Look) -> None:
    assert "还没有您能看到的案件" in overview(county())


@pytest.mark.parametrize("tenant_id", [HUIJI, SHANDAN, XUYI, WENSHUI])
def test_in_every_county_office_and_leaders_have_figures(
    county: Callable[..., County], overview: Look, tenant_id: int
) -> None:
    found = county(tenant_id)
    found.serve("2026-03-02")
    found.open("2026-04-24", title=DRAFT)
    add_leaders(found)
    for who in {"office", "chief", *LEADERS} & found.people.keys():
        text = overview(found, who)
        assert " 2 " in figure(text, "在办") if who == "chief" else " 1 " in figure(text, "在办")
        assert (DRAFT in text) is False
        assert TITLE in text, who


@pytest.mark.parametrize("tenant_id", [HUIJI, SHANDAN, XUYI, WENSHUI])
def test_each_leader_named_by_a_county_is_seated(
    county: Callable[..., County], tenant_id: int
) -> None:
    found = county(tenant_id)
    add_leaders(found)
    assert LEADERS & found.people.keys() == SEATED[tenant_id]


def test_a_convener_sees_no_letter_and_no_undelivered_matter(huiji: County, overview: Look) -> None:
    add_leaders(huiji)
    served = huiji.serve("2026-03-03", title="活禽经营")
    issued = huiji.issue("2026-03-04", title="预付卡消费")
    for who in ("convener", "deputy"):
        text = overview(huiji, who)
        assert "活禽经营" in text
        assert "预付卡消费" not in text
        assert huiji.look(who, served)["level"] == "header"
        with pytest.raises(NotFoundError):
            huiji.look(who, issued)


def test_others_of_a_conveners_unit_see_nothing_by_its_seat(
    county: Callable[..., County],
) -> None:
    found = county()
    add_leaders(found)
    served = found.serve("2026-03-02")
    assert found.units["copied"] == found.units["convener"]
    with pytest.raises(NotFoundError):
        found.look("reader", served)
    with found.acting("reader", LATE) as (uow, me, _):
        assert service.count_cases(uow, me, service.CaseFilter()) == 0


def test_a_clock_that_stands_still_is_counted(huiji: County) -> None:
    with huiji.acting("office", LATE) as (uow, me, _):
        found = dashboards.overview(uow, me, date.fromisoformat(LATE))
    shown = overview_page(replace(found, paused=3), "/t/410108")["figures"][3]
    assert (found.paused, shown["value"]) == (0, 3)
    assert shown["note"] == "停下的日子不计入期限"


def test_others_have_no_overview(huiji: County, overview: Look) -> None:
    overview(huiji, "handler", status=404)


def test_more_cases_need_no_more_queries(huiji: County, overview: Look) -> None:
    def count() -> int:
        asked: list[str] = []

        def note(*given: Any) -> None:
            asked.append(given[2])

        event.listen(Engine, "before_cursor_execute", note)
        overview(huiji)
        event.remove(Engine, "before_cursor_execute", note)
        return len(asked)

    overview(huiji)
    before = count()
    for title in ("活禽经营", "预付卡消费"):
        huiji.serve("2026-03-03", title=title)
    assert count() == before
