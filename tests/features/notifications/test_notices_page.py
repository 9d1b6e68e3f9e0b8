"""The page of notices: newest first by the time shown, and in words of what really happened."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.notifications import service
from support.counties import County, build_county, on
from support.http import open_app, sign_in
from support.ladders import FIRST, decide, late, sweep

LATER = "2026-06-30"


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


@pytest.fixture
def browse(huiji: County) -> Callable[[str], FlaskClient]:
    app = open_app(huiji.sessions, LATER)

    def open_for(who: str) -> FlaskClient:
        browser = app.test_client()
        browser.set_cookie("ld_session", sign_in(app, huiji, who, LATER).token)
        return browser

    return open_for


def _tell(county: County, day: str, key: str) -> None:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        content = {"title": key, "due_on": "2026-05-06"}
        unit_id = county.units["addressee"]
        service.tell(uow, on(day), unit_id, key, "deadline.ahead", None, content)


def test_the_newest_stands_first_by_the_time_shown_on_every_page(
    huiji: County, browse: Callable[[str], FlaskClient]
) -> None:
    days = ["2026-05-04", "2026-03-02", "2026-06-01", "2026-04-01"]
    for day in days:
        _tell(huiji, day, f"{day}件")

    text = browse("handler").get(f"/t/{huiji.tenant_id}/notices").text

    assert re.findall(r"(\d{4}-\d\d-\d\d)件", text) == sorted(days, reverse=True)
    assert "6月1日 周一 " in text
    assert "截止 5月6日 周三" in text
    with huiji.acting("handler", LATER) as (uow, me, _):
        first = service.list_told(uow, me, limit=2)
        rest = service.list_told(uow, me, after=first[-1].notice.id, limit=9)
        read = [told.notice.recorded_at for told in (*first, *rest)]
    assert len(read) == len(days)
    assert read == sorted(read, reverse=True)


def test_what_was_delivered_is_named_and_not_its_proof(
    huiji: County, browse: Callable[[str], FlaskClient]
) -> None:
    case_id = huiji.serve("2026-06-01")
    huiji.reply("2026-06-02", case_id)
    huiji.tell(LATER)

    text = browse("prosecutor").get(f"/t/{huiji.tenant_id}/notices").text

    assert "检察建议书已送达：" in text
    assert "回复函（回复）：" in text
    assert "送达回证已" not in text


@pytest.mark.parametrize(
    ("kind", "said"), [("confirm", "已确认发出 督办"), ("decline", "已决定不发出 督办")]
)
def test_a_suggestion_that_was_decided_asks_for_nothing_any_more(
    huiji: County, browse: Callable[[str], FlaskClient], kind: str, said: str
) -> None:
    late(huiji)
    sweep(huiji, FIRST)
    huiji.tell(FIRST)
    office, path = browse("office"), f"/t/{huiji.tenant_id}/notices"
    assert "等决定 督办" in office.get(path).text

    decide(huiji, "office", FIRST, kind, reason="已电话说明")

    text = office.get(path).text
    assert said in text
    assert "等决定" not in text
    office.set_cookie("ld_language", "en")
    english = office.get(path).text
    assert {"confirm": "Confirmed and sent:", "decline": "Decided not to send:"}[kind] in english
