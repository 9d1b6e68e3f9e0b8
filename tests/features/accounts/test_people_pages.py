"""账号管理, one-time links and loans, as people and machines meet them."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.accounts import service
from liandong.features.accounts.models import Account, AccountRecord, SessionToken
from liandong.features.accounts.service import Act, list_asks
from support.counties import County
from support.http import Caller, hidden_of, open_app, sign_in

DAY = "2026-04-27"
PASSWORD = "huangshan-maofeng-77"
BASE = "/t/410108"


@pytest.fixture(scope="module")
def app(huiji: County) -> Flask:
    return open_app(huiji.sessions, DAY)


@pytest.fixture
def browse(app: Flask, huiji: County) -> Iterator[Any]:
    def open_as(who: str) -> FlaskClient:
        browser = app.test_client()
        browser.set_cookie("ld_session", sign_in(app, huiji, who, DAY).token)
        return browser

    return open_as


@pytest.fixture
def admin(browse: Any) -> FlaskClient:
    return browse("admin")


def send(browser: FlaskClient, path: str, **fields: Any) -> Any:
    page = browser.get(f"{BASE}{path}").text
    names = [n for n in ("form_token", "idempotency_key") if f'name="{n}"' in page]
    return browser.post(f"{BASE}{path}", data={**hidden_of(page, *names), **fields})


def invite(browser: FlaskClient, county: County, login: str, unit: str = "addressee") -> Any:
    return send(
        browser,
        "/accounts/new",
        login=login,
        name="新同志",
        unit_id=str(county.units[unit]),
        duties=["prosecutor" if unit == "procuratorate" else "handler"],
        day=DAY,
        reason="新录用",
    )


def link_of(page: str) -> str:
    return unescape(re.findall(r'value="(http[^"]*/invitation/[^"]+)"', page)[0])


def test_an_invitation_leads_to_a_password_and_a_session(
    app: Flask, huiji: County, admin: FlaskClient
) -> None:
    told = invite(admin, huiji, "page-new")
    assert told.status_code == 201
    link = link_of(told.text)
    assert link not in admin.get(f"{BASE}/accounts?q=page-new").text

    person = app.test_client()
    assert "新同志 · page-new" in person.get(link).text
    weak = person.post(link, data={"password": "1234567890", "again": "1234567890"})
    assert (weak.status_code, "password" in weak.text) == (422, True)
    unequal = person.post(link, data={"password": PASSWORD, "again": "another"})
    assert "两次输入的新密码不一样" in unequal.text
    assert "密码设好了" in person.post(link, data={"password": PASSWORD, "again": PASSWORD}).text
    entered = person.post("/sign-in", data={"account": "page-new", "password": PASSWORD})
    assert entered.status_code == 303
    gone, unknown = person.get(link), person.get("/invitation/nobody-knows-this")
    assert (gone.status_code, unknown.status_code) == (404, 404)
    assert "链接无效" in gone.text
    for said in ({"password": PASSWORD, "again": PASSWORD}, {"password": "a", "again": "b"}):
        answered = app.test_client().post(link, data=said)
        assert (answered.status_code, "链接无效" in answered.text) == (404, True)
    strip = re.compile(r"[0-9a-f-]{36}|page-new|invitation/[\w-]+|value=\"[0-9a-f]{64}\"")
    assert strip.sub("", app.test_client().get(link).text) == strip.sub(
        "", app.test_client().get("/invitation/nobody-knows-this").text
    )


def test_the_list_names_unit_duties_and_state(huiji: County, admin: FlaskClient) -> None:
    invite(admin, huiji, "page-listed")
    page = admin.get(f"{BASE}/accounts").text
    assert "账号管理" in page
    assert "页" not in re.findall(r"<h1>[^<]*", page)[0]
    found = admin.get(f"{BASE}/accounts?state=invited&q=page-listed").text
    assert found.count("<tr id=") == 1
    assert "4月27日起" in found
    assert "待设密码" in found
    assert "没有这样的账号" in admin.get(f"{BASE}/accounts?q=nobody-at-all").text


def test_each_act_has_a_form_and_is_told_in_the_record(huiji: County, admin: FlaskClient) -> None:
    who = huiji.join("of the pages", "addressee", "handler")
    path = f"/accounts/{who}"
    for act, fields in (
        ("give", {"duties": ["desk"], "day": DAY, "until": "2026-05-06"}),
        ("end", {"duties": ["desk"], "day": DAY}),
        ("rename", {"name": "李科长"}),
        ("move", {"unit_id": str(huiji.units["bystander"])}),
        ("close", {}),
    ):
        assert send(admin, f"{path}/{act}", **fields, reason="工作调整").status_code == 303, act
    assert send(admin, f"{path}/reopen", reason="返聘").status_code == 201
    assert send(admin, f"{path}/unlink", reason="发错了").status_code == 303
    page = admin.get(f"{BASE}{path}").text
    for words in (
        "admin 给岗位：收发岗，4月27日至5月6日",
        "admin 结束岗位：收发岗，最后一天4月26日",
        "admin 名称由“of the pages”改为“李科长”",
        "原单位的岗位同时结束",
        "admin 停用账号",
        "admin 恢复账号",
        "admin 收回链接",
        "工作调整",
    ):
        assert words in page, words


def test_what_is_refused_says_why_and_keeps_what_was_typed(
    huiji: County, admin: FlaskClient
) -> None:
    path = f"/accounts/{huiji.people['handler']}/give"
    refused = send(admin, path, duties=["prosecutor"], day=DAY, reason="我要当检察官")
    assert refused.status_code == 422
    assert "不能设承办检察官" in refused.text
    assert "我要当检察官" in refused.text
    own = send(admin, f"/accounts/{huiji.people['admin']}/close", reason="x")
    assert (own.status_code, "不能办理自己的账号" in own.text) == (409, True)


def test_a_form_sent_twice_acts_once(huiji: County, admin: FlaskClient) -> None:
    who = huiji.join("twice", "addressee", "handler")
    page = admin.get(f"{BASE}/accounts/{who}/rename").text
    data = {**hidden_of(page, "form_token", "idempotency_key"), "name": "王一", "reason": "更正"}
    for _ in range(2):
        assert admin.post(f"{BASE}/accounts/{who}/rename", data=data).status_code == 303
    assert admin.get(f"{BASE}/accounts/{who}").text.count("改为“王一”") == 1


def test_the_other_authority_confirms_on_its_page_and_gets_the_link(
    huiji: County, admin: FlaskClient, browse: Any
) -> None:
    asked = invite(admin, huiji, "page-asked", "procuratorate")
    assert (asked.status_code, asked.location) == (303, f"{BASE}/accounts?done=asked")
    chief = browse("chief")
    page = chief.get(f"{BASE}/accounts").text
    assert "邀请：新同志" in page
    ask = re.findall(r"/accounts/asks/([0-9a-f-]{36})", page)[-1]
    assert admin.get(f"{BASE}/accounts/asks/{ask}").status_code == 404
    told = send(chief, f"/accounts/asks/{ask}", step="confirm")
    assert told.status_code == 201
    assert "/invitation/" in link_of(told.text)


def test_declining_says_why(huiji: County, admin: FlaskClient, browse: Any) -> None:
    invite(admin, huiji, "page-declined", "procuratorate")
    with huiji.acting("chief", DAY) as (uow, me, clock):
        ask = list_asks(uow, me, clock)[-1].id
    chief = browse("chief")
    page = chief.get(f"{BASE}/accounts/asks/{ask}").text
    assert "5月11日 10:00前有效，过期自动失效" in page
    late = {**hidden_of(page, "form_token"), "step": "confirm"}
    assert send(chief, f"/accounts/asks/{ask}", step="decline").status_code == 422
    assert (
        send(chief, f"/accounts/asks/{ask}", step="decline", reason="没有此人").status_code == 303
    )
    assert chief.get(f"{BASE}/accounts/asks/{ask}").status_code == 404
    told = chief.post(f"{BASE}/accounts/asks/{ask}", data=late)
    assert (told.status_code, "已经有人办过了" in told.text) == (409, True)


def test_the_head_of_a_unit_sees_its_accounts_and_changes_none(huiji: County, browse: Any) -> None:
    head = browse("head")
    page = head.get(f"{BASE}/accounts").text
    assert "handler" in page
    assert "prosecutor" not in page
    assert "/accounts/new" not in page
    assert head.get(f"{BASE}/accounts/{huiji.people['chief']}").status_code == 404
    assert head.get(f"{BASE}/accounts/{huiji.people['handler']}/close").status_code == 404


def test_a_reset_is_told_to_the_person_until_they_know(
    app: Flask, huiji: County, admin: FlaskClient, browse: Any
) -> None:
    who = huiji.join("forgetful", "addressee", "handler")
    link = link_of(send(admin, f"/accounts/{who}/link", reason="忘记密码").text)
    app.test_client().post(link, data={"password": PASSWORD, "again": PASSWORD})
    person = browse("forgetful")
    page = person.get(f"{BASE}/account").text
    assert "不是您要的，马上找管理员" in page
    assert "管理员给您的账号发过重设密码的链接。" in person.get(f"{BASE}/todo").text
    token = hidden_of(page, "form_token")
    assert person.post(f"{BASE}/account/known", data=token).status_code == 303
    assert "马上找管理员" not in person.get(f"{BASE}/account").text


def test_a_duty_is_lent_seen_and_taken_back_on_ones_own_pages(huiji: County, browse: Any) -> None:
    huiji.join_all(
        {"lender": ("bystander", ("unit_head",)), "borrower": ("bystander", ("handler",))}
    )
    lender, borrower = browse("lender"), browse("borrower")
    fields = {"duty": "unit_head", "deputy_id": str(huiji.people["borrower"]), "day": DAY}
    missing = send(lender, "/account/loans", **fields, reason="休假")
    assert (missing.status_code, "请写明到哪一天为止" in missing.text) == (422, True)
    lent = send(lender, "/account/loans", **fields, until="2026-05-06", reason="休假")
    assert lent.status_code == 303
    assert "请borrower代办单位负责人" in lender.get(f"{BASE}/account/loans").text
    assert "您正在代lender办理单位负责人，到5月6日为止。" in borrower.get(f"{BASE}/todo").text
    page = borrower.get(f"{BASE}/account/loans").text
    end = re.findall(r"/account/loans/[0-9a-f-]{36}/end", page)[0]
    data = hidden_of(page, "form_token", "idempotency_key")
    assert borrower.post(f"{BASE}{end}", data=data).status_code == 303
    assert "您正在代" not in borrower.get(f"{BASE}/todo").text


def test_machines_do_the_same(app: Flask, huiji: County) -> None:
    def call(who: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        caller: Caller = sign_in(app, huiji, who, DAY)
        return caller.call(method, f"/api/v1{BASE}{path}", body, **headers)

    why = {"reason": "工作需要"}
    body = {**why, "login": "api-new", "name": "接口", "duties": ["handler"], "day": DAY}
    body["unit_id"] = str(huiji.units["addressee"])
    first = call("admin", "POST", "/accounts", body, Idempotency_Key="k")
    assert (first.status_code, "/invitation/" in first.json["link"]) == (201, True)
    again = call("admin", "POST", "/accounts", body, Idempotency_Key="k")
    assert (again.status_code, again.json["link"]) == (201, None)
    assert again.json["account_id"] == first.json["account_id"]
    one = call("admin", "GET", f"/accounts/{first.json['account_id']}").json
    assert (one["state"], one["duties"][0]["duty"]) == ("invited", "handler")
    assert [record["kind"] for record in one["records"]] == [
        "link_issued",
        "duty_given",
        "created",
    ]
    listed = call("admin", "GET", "/accounts?state=invited&text=api-new").json["items"]
    assert len(listed) == 1
    refused = call("admin", "POST", f"/accounts/{huiji.people['admin']}/close", why)
    assert (refused.status_code, refused.json["code"]) == (409, "accounts.own")
    asked = call("admin", "POST", f"/accounts/{huiji.people['reviewer']}/close", why)
    assert asked.json["is_asked"]
    waiting = call("chief", "GET", "/accounts/asks").json["items"][-1]
    declined = call("chief", "POST", f"/accounts/asks/{waiting['id']}/decline", why)
    assert declined.status_code == 200
    lent = {**why, "duties": ["unit_head"], "deputy_id": str(huiji.people["handler"])}
    lent |= {"day": DAY, "until": "2026-05-06"}
    made = call("head", "POST", "/me/delegations", lent)
    assert made.status_code == 201
    found = call("handler", "GET", "/me/delegations").json["items"][0]
    assert found["holder"] == "head"
    ended = call("head", "POST", f"/me/delegations/{found['id']}/end", why)
    assert (ended.status_code, ended.json["items"][0]["lent_until"]) == (200, "2026-04-26")


def test_a_visitor_and_a_neighbour_find_nothing(app: Flask, huiji: County, admin: Any) -> None:
    with huiji.acting("admin", DAY) as (uow, _, _clock):
        assert uow.session.get(Account, (huiji.tenant_id, huiji.people["handler"])) is not None
    assert app.test_client().get(f"{BASE}/accounts").status_code == 302
    assert admin.get("/t/320830/accounts").status_code == 404


def test_the_pages_are_in_english_for_who_chose_it(huiji: County, admin: FlaskClient) -> None:
    admin.set_cookie("ld_language", "en")
    who = huiji.join("english", "addressee", "handler")
    send(admin, f"/accounts/{who}/give", duties=["desk"], day=DAY, reason="more to do")
    page = admin.get(f"{BASE}/accounts/{who}").text
    assert "admin gave the duty" in page
    assert "Move to another unit" in page
    listed = admin.get(f"{BASE}/accounts?q=english").text
    assert "<h1>Accounts" in listed
    own = admin.get(f"{BASE}/account/loans").text
    assert "Ask a colleague to stand in" in own
    refused = send(admin, f"/accounts/{who}/give", duties=["prosecutor"], day=DAY, reason="x")
    assert "cannot be held in a unit of kind" in refused.text


REFUSED = 401, "reauthentication.required"


def stale(app: Flask, county: County, who: str) -> Caller:
    """Return a person whose session is open, and who proved who they are eleven minutes ago."""
    caller = sign_in(app, county, who, DAY)
    with global_session(county.sessions) as session:
        query = select(SessionToken).where(SessionToken.account_id == county.people[who])
        for each in session.scalars(query):
            each.created_at -= timedelta(minutes=11)
    return caller


def test_every_act_on_accounts_asks_once_more_who_it_is(app: Flask, huiji: County) -> None:
    who, deputy = huiji.join("acted on", "addressee", "desk"), str(huiji.people["handler"])
    with huiji.acting("admin", DAY) as (uow, me, clock):
        about = huiji.people["prosecutor"]
        service.act_on(uow, me, clock, about, Act("rename", "更正", name="检察官乙"))
    with huiji.acting("chief", DAY) as (uow, me, clock):
        ask = service.list_asks(uow, me, clock)[-1].id
    days, why = {"day": DAY, "until": DAY}, {"reason": "更正"}
    person = {"login": "not-yet", "name": "新", "unit_id": str(huiji.units["addressee"])}
    lent = {"duties": ["desk"], "deputy_id": deputy, **days, **why}
    acts = {
        "": {**person, "duties": ["handler"], **days, **why},
        f"/{who}/give": {"duties": ["handler"], **days, **why},
        f"/{who}/end": {"duties": ["desk"], "day": DAY, **why},
        f"/{who}/move": {"unit_id": str(huiji.units["bystander"]), **why},
        f"/{who}/rename": {"name": "乙", **why},
        f"/{who}/link": why,
        f"/{who}/unlink": why,
        f"/{who}/lend": lent,
        f"/{who}/take_back": {"delegation_id": str(who), **why},
        f"/{who}/close": why,
        f"/{who}/reopen": why,
    }
    calls = [("admin", f"accounts{path}", body) for path, body in acts.items()]
    calls += [("chief", f"accounts/asks/{ask}/confirm", None)]
    calls += [("chief", f"accounts/asks/{ask}/decline", why)]
    calls += [("acted on", "me/delegations", lent)]
    before = records(huiji)

    for name, path, body in calls:
        refused = stale(app, huiji, name).call("POST", f"/api/v1/t/410108/{path}", body)
        assert (refused.status_code, refused.json.get("code")) == REFUSED, path
    for name, path, _ in calls:
        page = {"accounts": "accounts/new", "me/delegations": "account/loans"}.get(path, path)
        page = page.removesuffix("/confirm").removesuffix("/decline")
        browser = app.test_client()
        browser.set_cookie("ld_session", stale(app, huiji, name).token)
        token = hidden_of(browser.get(f"{BASE}/account").text, "form_token")
        asked = browser.post(f"{BASE}/{page}", data={**token, "step": "confirm"})
        assert (asked.status_code, "再确认一次是您本人" in asked.text) == (401, True), page
    assert records(huiji) == before


def records(county: County) -> int:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        return uow.session.scalar(select(func.count()).select_from(AccountRecord)) or 0
