"""The province enters a county with a reason, for hours, to look; the county sees every step."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.outbox import OutboxMessage
from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.entrypoints.app import create_app
from liandong.entrypoints.demo.province import enter_once
from liandong.entrypoints.settings import SECOND_FACTOR_DUTIES
from liandong.features.accounts import service as accounts
from liandong.features.accounts.models import SecondFactor, SessionToken
from liandong.features.audit.models import AuditEntry
from liandong.features.audit.service import verify
from liandong.features.documents.service import FileStore
from liandong.features.notifications.service import list_notices
from liandong.features.visits import service
from liandong.features.visits.models import Visit, VisitRecord, VisitSession
from liandong.features.visits.service import AskedVisit
from liandong.kernel.errors import ForbiddenError, InvalidInputError
from support.counties import HUIJI, SHANDAN, County, build_county, on
from support.http import hidden_of, open_app, sign_in
from support.provinces import GANSU, HENAN, build_province

DAY = "2026-04-27"
REASON = "核对惠济区报送口径与依据是否一致"
RULES, CASES = f"/t/{HUIJI}/mechanisms", f"/t/{HUIJI}/cases"
DEFAULT_DUTIES = frozenset(SECOND_FACTOR_DUTIES.split(","))
ASKED = AskedVisit(str(HUIJI), REASON, "headers")


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    county = build_county(sessions)
    county.join_all(
        {
            "admin": ("bystander", ("tenant_admin",)),
            "convener": ("copied", ("convener",)),
        }
    )
    return county


@pytest.fixture
def province(sessions: sessionmaker[Session]) -> County:
    return build_province(sessions)


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Flask:
    return open_app(sessions, DAY)


def begin(province: County, who: str = "admin", asked: AskedVisit = ASKED) -> tuple[UUID, str]:
    with province.acting(who, DAY) as (_, me, clock):
        principal = me
    return service.begin(province.sessions, clock, principal, asked)


def browse(app: Flask, side: County, who: str, visit: str = "") -> FlaskClient:
    caller = sign_in(app, side, who, DAY)
    caller.client.set_cookie("ld_session", caller.token)
    if visit:
        caller.client.set_cookie(f"ld_visit_{HUIJI}", visit, path=f"/t/{HUIJI}")
    return caller.client


def records(side: County, *kinds: str) -> list[VisitRecord]:
    query = select(VisitRecord).where(VisitRecord.kind.in_(kinds)).order_by(VisitRecord.position)
    with unit_of_work(side.sessions, side.tenant_id) as uow:
        return list(uow.session.scalars(query))


def test_both_sides_record_an_entry_each_in_its_own_chain(county: County, province: County) -> None:
    visit_id, token = begin(province)

    for side, other in ((county, "河南省"), (province, "惠济区")):
        with unit_of_work(side.sessions, side.tenant_id) as uow:
            visit = uow.session.scalars(select(Visit)).one()
            assert (visit.id, visit.other_name, visit.reason) == (visit_id, other, REASON)
            entry = uow.session.scalars(
                select(AuditEntry).where(AuditEntry.action == "visit.entered")
            ).one()
            assert entry.content["reason"] == REASON
            assert token not in str(entry.content)
            assert verify(uow) is None


@pytest.mark.parametrize("who", ["admin", "convener", "chief"])
def test_the_county_is_told_at_once_and_sees_who_is_there(
    app: Flask, county: County, province: County, who: str
) -> None:
    begin(province)

    with county.acting(who, DAY) as (uow, me, _):
        assert [n.kind for n in list_notices(uow, me)] == ["visit.entered"]
    browser = browse(app, county, who)
    for page in ("mechanisms", "notices?show=all", "visits"):
        shown = browser.get(f"/t/{HUIJI}/{page}").text
        assert "正在以省级身份查看，到 12:00 止" in shown
        assert REASON in shown
    assert "河南省进入本县查看" in browser.get(f"/t/{HUIJI}/notices?show=all").text


def test_others_of_the_county_see_no_banner_and_no_record(
    app: Flask, county: County, province: County
) -> None:
    visit_id, _ = begin(province)

    for who in ("handler", "prosecutor", "office"):
        browser = browse(app, county, who)
        assert "省级身份" not in browser.get(RULES).text
        for path in ("visits", f"visits/{visit_id}"):
            assert browser.get(f"/t/{HUIJI}/{path}").status_code == 404


def test_the_visitor_sees_headers_and_rules_and_nothing_else(
    app: Flask, county: County, province: County
) -> None:
    served = county.serve("2026-04-20", title="校园周边")
    county.issue("2026-04-21", title="还没有送达")
    county.open("2026-04-22", title="还在拟")
    _, token = begin(province)
    browser = browse(app, province, "admin", token)

    listed = browser.get(CASES)
    one = browser.get(f"{CASES}/procuratorial_suggestion/{served}")

    assert (listed.status_code, one.status_code) == (200, 200)
    assert "校园周边" in listed.text
    for hidden in ("还没有送达", "还在拟"):
        assert hidden not in listed.text
    for inner in ("抽查 12 家", "第 1 项", "食品安全法"):
        assert inner not in listed.text + one.text
    rules = browser.get(RULES).text
    assert "您以省级身份查看，只能看，到 12:00 止" in rules
    assert "省级查看" in rules


def test_what_the_office_has_as_a_party_is_none_of_the_visitors(
    app: Flask, county: County, province: County
) -> None:
    there = replace(county, units={**county.units, "addressee": county.units["office"]})
    there.people["handler"] = there.join("bureau", "office", "handler", "liaison")
    served = there.serve("2026-04-20", title="给司法局的")
    _, token = begin(province)
    browser = browse(app, province, "admin", token)

    assert browse(app, county, "handler").get(CASES).text.count("给司法局的")
    assert "给司法局的" not in browser.get(CASES).text
    assert browser.get(f"{CASES}/procuratorial_suggestion/{served}").status_code == 404


def test_no_other_page_and_no_interface_opens_to_a_visitor(
    app: Flask, county: County, province: County
) -> None:
    case_id = county.serve("2026-04-20")
    _, token = begin(province)
    browser = browse(app, province, "admin", token)
    paths = {
        rule.rule.replace("<code>", str(HUIJI)).replace("<uuid:case_id>", str(case_id))
        for rule in app.url_map.iter_rules()
        if "<code>" in rule.rule and "GET" in (rule.methods or ())
    }
    opened = {path for path in paths if browser.get(path).status_code == 200}

    assert opened == {RULES, CASES}
    for path in (RULES, CASES, f"/t/{HUIJI}/notices"):
        token_of_form = hidden_of(browser.get(RULES).text, "form_token")
        assert browser.post(path, data=token_of_form).status_code in {404, 405}
    sent = {"Authorization": f"Bearer {token}"}
    assert app.test_client().get(f"/api/v1/t/{HUIJI}/cases", headers=sent).status_code == 401


def test_the_rules_alone_if_no_more_was_asked_for(
    app: Flask, county: County, province: County
) -> None:
    county.serve("2026-04-20")
    _, token = begin(province, asked=replace(ASKED, reach="configuration"))
    browser = browse(app, province, "admin", token)

    assert browser.get(RULES).status_code == 200
    assert browser.get(CASES).status_code == 404


def test_every_request_stands_in_the_countys_record_also_a_refused_one(
    app: Flask, county: County, province: County
) -> None:
    visit_id, token = begin(province)
    browser = browse(app, province, "admin", token)

    browser.get(f"{CASES}?q=食品")
    browser.get(f"/t/{HUIJI}/figures")

    asked = [each.content["address"] for each in records(county, "requested")]
    assert asked == [f"{CASES}?q=食品", f"/t/{HUIJI}/figures"]
    page = browse(app, county, "chief").get(f"/t/{HUIJI}/visits/{visit_id}").text
    assert f"{CASES}?q=食品" in page
    with unit_of_work(county.sessions, HUIJI) as uow:
        actions = select(AuditEntry.action).where(AuditEntry.action == "visit.requested")
        assert len(uow.session.scalars(actions).all()) == 2
        assert verify(uow) is None
    assert records(province, "requested") == []


def test_what_is_no_look_and_what_is_nowhere_is_recorded_before_it_is_refused(
    app: Flask, county: County, province: County
) -> None:
    visit_id, token = begin(province)
    browser = browse(app, province, "admin", token)
    browser.set_cookie(f"ld_visit_{HUIJI}", token, path="/")
    sent = hidden_of(browser.get(RULES).text, "form_token")

    assert browser.post(f"/t/{HUIJI}/notices/read", data=sent).status_code == 404
    assert browser.post(RULES, data=sent).status_code in {404, 405}
    assert browser.get(f"/t/{HUIJI}/nowhere%00").status_code == 404
    assert browser.head(RULES).status_code == 404
    assert browser.get(f"/api/v1/t/{HUIJI}/cases").status_code == 404

    asked = [
        *(RULES, f"POST /t/{HUIJI}/notices/read", f"POST {RULES}"),
        *(f"/t/{HUIJI}/nowhere?", f"HEAD {RULES}", f"/api/v1/t/{HUIJI}/cases"),
    ]
    assert [each.content["address"] for each in records(county, "requested")] == asked
    page = browse(app, county, "chief").get(f"/t/{HUIJI}/visits/{visit_id}").text
    assert f"POST {RULES}" in page


def test_who_must_have_a_second_factor_enters_no_county_without_one(
    county: County, province: County
) -> None:
    app = create_app(
        county.sessions,
        FileStore.at("memory://files"),
        clock=lambda _: on(DAY),
        second_factor_duties=DEFAULT_DUTIES,
    )
    _, token = begin(province)
    browser = browse(app, province, "admin", token)

    refused = browser.get(RULES)

    assert refused.location == f"/t/{HENAN}/account/second-factor"
    assert [each.content["address"] for each in records(county, "requested")] == [RULES]
    with province.acting("admin", DAY) as (uow, me, clock):
        uow.session.add(
            SecondFactor(
                tenant_id=HENAN,
                account_id=me.account_id,
                sealed=b"x",
                last_step=0,
                begun_at=clock.now(),
                confirmed_at=clock.now(),
            )
        )
    assert browser.get(RULES).status_code == 200


def test_over_https_the_cookie_of_an_entry_is_of_this_host_alone(
    county: County, province: County
) -> None:
    app = create_app(
        county.sessions, FileStore.at("memory://f"), clock=lambda _: on(DAY), secure_cookies=True
    )
    caller, base = sign_in(app, province, "admin", DAY), "https://localhost"
    browser = caller.client
    browser.set_cookie("__Host-ld_session", caller.token, secure=True)
    path = f"/t/{HENAN}/province/{HUIJI}/enter"
    form = hidden_of(browser.get(path, base_url=base).text, "form_token")
    said = {**form, "reason": REASON, "reach": "headers", "hours": "4"}

    entered = browser.post(path, data=said, base_url=base)

    kept = entered.headers["Set-Cookie"]
    assert kept.startswith(f"__Host-ld_visit_{HUIJI}=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(kept.split("; "))
    assert browser.get(RULES, base_url=base).status_code == 200
    token = browser.get_cookie(f"__Host-ld_visit_{HUIJI}").value  # type: ignore[union-attr]
    browser.delete_cookie(f"__Host-ld_visit_{HUIJI}")
    browser.set_cookie(f"ld_visit_{HUIJI}", token, path=f"/t/{HUIJI}")
    assert browser.get(RULES, base_url=base).status_code == 404


def test_entering_asks_who_it_is_once_more(app: Flask, county: County, province: County) -> None:
    browser = browse(app, province, "admin")
    path = f"/t/{HENAN}/province/{HUIJI}/enter"
    form = hidden_of(browser.get(path).text, "form_token")
    with global_session(province.sessions) as session:
        session.execute(update(SessionToken).values(confirmed_at=on("2026-04-26").now()))

    asked = browser.post(path, data={**form, "reason": REASON, "reach": "headers", "hours": "4"})

    assert "再确认一次是您本人" in asked.text
    assert records(county, "entered") == []


@pytest.mark.parametrize("who", ["admin", "convener", "chief"])
def test_the_county_ends_it_at_once_and_the_province_hears(
    app: Flask, county: County, province: County, who: str
) -> None:
    visit_id, token = begin(province)
    visitor, host = browse(app, province, "admin", token), browse(app, county, who)
    assert visitor.get(RULES).status_code == 200

    path = f"/t/{HUIJI}/visits/{visit_id}"
    sent = hidden_of(host.get(path).text, "form_token")
    assert host.post(f"{path}/end", data=sent).status_code == 303

    assert visitor.get(RULES).status_code == 404
    assert "已结束，对方马上就看不到了" in host.get(f"{path}?done=ended").text
    assert "正在以省级身份" not in host.get(RULES).text
    assert host.post(f"{path}/end", data=sent).status_code == 409
    (heard,) = records(province, "ended")
    assert heard.recorded_by == f"{HUIJI}-{who}"
    with unit_of_work(county.sessions, HUIJI) as uow:
        said = {each.id for each in records(county, "ended")}
        assert said <= set(uow.session.scalars(select(OutboxMessage.id)))
    for event_id in said:  # as a worker does, once more
        assert service.carry(county.sessions, on(DAY), HUIJI, event_id) == 0


def test_the_visitor_leaves(app: Flask, county: County, province: County) -> None:
    visit_id, token = begin(province)
    visitor = browse(app, province, "admin", token)
    sent = hidden_of(visitor.get(RULES).text, "form_token")

    left = visitor.post(f"/t/{HENAN}/province/visits/{visit_id}/end", data=sent)

    assert left.location == f"/t/{HENAN}/province?done=ended"
    assert visitor.get(RULES).status_code == 404
    assert [each.recorded_by for each in records(county, "ended")] == [f"{HENAN}-admin"]


def test_it_ends_with_its_time_with_the_session_and_with_the_duty(
    sessions: sessionmaker[Session], province: County
) -> None:
    _, token = begin(province)
    app = open_app(sessions, DAY)
    visitor = browse(app, province, "admin", token)
    assert visitor.get(RULES).status_code == 200
    assert browse(open_app(sessions, "2026-04-28"), province, "admin", token).get(
        RULES
    ).status_code in {302, 404}
    late = on(DAY).now().replace(hour=12)
    with unit_of_work(sessions, HUIJI) as uow:
        visit = uow.session.scalars(select(Visit)).one()
        assert (visit.until_at, visit.is_running(late)) == (late, False)
    with unit_of_work(sessions, HENAN) as uow:
        accounts.end_duty(uow, on("2026-04-26"), province.people["admin"], "province_admin", "t")
    assert visitor.get(RULES).status_code == 404
    visitor.delete_cookie("ld_session")
    assert visitor.get(RULES).location.startswith("/sign-in")


def test_a_token_opens_nothing_in_other_hands_nor_in_another_county(
    app: Flask, sessions: sessionmaker[Session], province: County
) -> None:
    province.join("second", "administration", "province_admin")
    build_county(sessions, SHANDAN)
    _, token = begin(province)

    assert browse(app, province, "admin", token).get(RULES).status_code == 200
    assert browse(app, province, "second", token).get(RULES).status_code == 404
    foreign = browse(app, province, "admin")
    foreign.set_cookie(f"ld_visit_{SHANDAN}", token, path=f"/t/{SHANDAN}")
    assert foreign.get(f"/t/{SHANDAN}/mechanisms").status_code == 404
    stranger = app.test_client()
    stranger.set_cookie(f"ld_visit_{HUIJI}", token, path=f"/t/{HUIJI}")
    assert stranger.get(RULES).location.startswith("/sign-in")
    with global_session(sessions) as session:
        assert token not in session.scalars(select(VisitSession.token_hash)).one()


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"reason": "看看"}, "reason"),
        ({"reason": "长" * 501}, "reason"),
        ({"hours": 0}, "hours"),
        ({"hours": 9}, "hours"),
        ({"reach": "everything"}, "reach"),
        ({"county": str(SHANDAN)}, "county"),
        ({"county": "4101"}, "county"),
        ({"county": str(HENAN)}, "county"),
    ],
)
def test_what_may_not_be_entered_so_is_named(
    county: County, province: County, more: dict[str, Any], where: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        begin(province, asked=replace(ASKED, **more))

    assert [each.where for each in refused.value.problems] == [where]
    assert records(county, "entered") == []
    assert records(province, "entered") == []


def test_nobody_else_enters(app: Flask, county: County, province: County) -> None:
    for side, who in ((province, "auditor"), (county, "admin"), (county, "chief")):
        with pytest.raises(ForbiddenError):
            begin(side, who)
    assert records(county, "entered") == []
    auditor = browse(app, province, "auditor")
    assert auditor.get(f"/t/{HENAN}/province").status_code == 200
    assert auditor.get(f"/t/{HENAN}/province/{HUIJI}/enter").status_code == 404


def test_access_never_exists_without_the_countys_record(
    county: County, province: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    from liandong.features.visits.service import beginning

    def fail(*_: object) -> None:
        raise RuntimeError("the second side fails")

    original = beginning.open_visit
    calls: list[int] = []

    def second_fails(uow: Any, *rest: Any) -> Any:
        calls.append(uow.tenant_id)
        return original(uow, *rest) if uow.tenant_id == HUIJI else fail()

    monkeypatch.setattr(beginning, "open_visit", second_fails)
    with pytest.raises(RuntimeError):
        begin(province)

    assert calls == [HUIJI, HENAN]
    assert len(records(county, "entered")) == 1
    with global_session(county.sessions) as session:
        assert session.scalars(select(VisitSession)).all() == []


def test_entries_follow_from_their_records(app: Flask, county: County, province: County) -> None:
    visit_id, token = begin(province)
    browse(app, province, "admin", token).get(RULES)
    with county.acting("chief", DAY) as (_, me, clock):
        principal = me
    service.end(county.sessions, clock, principal, visit_id)

    def state() -> list[dict[str, Any]]:
        with unit_of_work(county.sessions, HUIJI) as uow:
            names = Visit.__table__.columns.keys()
            return [{n: getattr(v, n) for n in names} for v in uow.session.scalars(select(Visit))]

    before = state()
    with unit_of_work(county.sessions, HUIJI) as uow:
        service.rebuild(uow)
    assert state() == before
    assert before[0]["n_requests"] == 1


@pytest.fixture
def enter(app: Flask, province: County) -> Callable[..., Any]:
    browser = browse(app, province, "admin")

    def send(**more: str) -> Any:
        path = f"/t/{HENAN}/province/{HUIJI}/enter"
        form = hidden_of(browser.get(path).text, "form_token")
        answer = browser.post(path, data={**form, "reach": "headers", "hours": "4", **more})
        return browser, answer

    return send


def test_the_province_enters_from_its_page(county: County, enter: Callable[..., Any]) -> None:
    browser, refused = enter(reason="短")
    assert refused.status_code == 422
    assert "写明进入的理由" in refused.text

    browser, entered = enter(reason=REASON)

    assert (entered.status_code, entered.location) == (303, RULES)
    cookie = entered.headers["Set-Cookie"]
    for part in (f"Path=/t/{HUIJI}", "HttpOnly", "SameSite=Lax", "Max-Age=14400"):
        assert part in cookie
    assert "到 14:00 止" in browser.get(RULES).text
    assert "到 14:00 止" in browse(open_app(county.sessions, DAY), county, "chief").get(RULES).text
    page = browser.get(f"/t/{HENAN}/province").text
    assert REASON in page
    assert "山丹县" not in page
    assert browser.get(f"/t/{HENAN}/province/{SHANDAN}/enter").status_code == 404


def test_the_interface_tells_and_ends(
    app: Flask, sessions: sessionmaker[Session], county: County, province: County
) -> None:
    visit_id, token = begin(province)
    browse(app, province, "admin", token).get(RULES)
    caller, base = sign_in(app, county, "chief", DAY), f"/api/v1/t/{HUIJI}/visits"

    listed: Any = caller.call("GET", base).json
    one: Any = caller.call("GET", f"{base}/{visit_id}").json
    ended: Any = caller.call("POST", f"{base}/{visit_id}/end", Idempotency_Key="k").json
    again: Any = caller.call("POST", f"{base}/{visit_id}/end", Idempotency_Key="k").json

    assert [each["id"] for each in listed["items"]] == [str(visit_id)]
    assert [each["address"] for each in one["requests"]] == [RULES]
    assert again == ended
    assert caller.call("POST", f"{base}/{visit_id}/end").json["code"] == "visits.ended"
    assert (ended["is_running"], ended["ended_by"]) == (False, f"{HUIJI}-chief")
    for who in ("handler", "office"):
        assert sign_in(app, county, who, DAY).call("GET", base).status_code == 404
    gansu = build_province(sessions, GANSU)
    other = sign_in(app, gansu, "admin", DAY)
    assert other.call("POST", f"/api/v1/t/{GANSU}/visits/{visit_id}/end").status_code == 404


def test_the_demo_has_an_entry_that_is_over(
    app: Flask, sessions: sessionmaker[Session], county: County
) -> None:
    enter_once(sessions, on(DAY).today(), "x")

    with unit_of_work(sessions, HUIJI) as uow:
        visit = uow.session.scalars(select(Visit)).one()
        assert (visit.visitor, visit.n_requests, visit.ended_by) == ("hn-admin", 2, "hn-admin")
    page = browse(app, county, "chief").get(f"/t/{HUIJI}/visits").text
    assert "河南省 省级管理员" in page
