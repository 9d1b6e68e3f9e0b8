"""新建区县: a draft becomes a county, whole or not at all, and once."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.accounts.models import Account, AccountLink
from liandong.features.accounts.service.people.using_links import look_at_link
from liandong.features.audit.models import AuditEntry
from liandong.features.audit.service import verify
from liandong.features.onboarding.service import drafts, opening
from liandong.features.onboarding.service.archive import unzipped
from liandong.features.onboarding.service.opening import open_county
from liandong.features.tenants.service import (
    amend,
    compile_package,
    current,
    export_to,
    installed,
    layers_for,
    list_revisions,
    load_package,
    newest,
    plan,
    provenance,
    sources_of,
    stated_now,
)
from liandong.kernel.errors import ConflictError, InvalidInputError
from support.counties import HUIJI, County, on
from support.http import hidden_of, open_app, sign_in
from support.provinces import HENAN, build_province
from support.rosters import book

DAY = "2026-04-27"
JINSHUI, LUANCHUAN = "410105", "410324"
BASE = f"/t/{HENAN}/province/new"
DOCUMENT = {"instrument": "410108-linkage-notice-2024", "effective_from": "2026-05-01"}
TEMPLATE = "template:government_procuratorate"
PEOPLE = {
    "tenant_admin_name": "王一",
    "tenant_admin_login": "js-admin",
    "tenant_admin_unit": "justice_bureau",
    "office_clerk_name": "李二",
    "office_clerk_login": "js-bgs",
    "office_clerk_unit": "justice_bureau",
}


@pytest.fixture
def province(sessions: sessionmaker[Session]) -> County:
    return build_province(sessions)


@pytest.fixture
def client(province: County) -> FlaskClient:
    app = open_app(province.sessions, DAY)
    client = app.test_client()
    client.set_cookie("ld_session", sign_in(app, province, "admin", DAY).token)
    return client


class Walk:
    """Somebody who fills in a draft page by page."""

    def __init__(self, client: FlaskClient, code: str) -> None:
        self.client = client
        token = hidden_of(client.get(BASE).text, "form_token")
        answer = client.post(BASE, data={**token, "code": code})
        assert answer.status_code == 303, answer.text
        self.at = answer.location.rpartition("/")[0]

    @property
    def draft(self) -> UUID:
        return UUID(self.at.rpartition("/")[2])

    def post(self, step: str, data: dict[str, Any]) -> Any:
        shown = {"open": "review"}.get(step, step.partition("/uploads/")[0])
        page = self.client.get(f"{self.at}/{shown}").text
        hidden = hidden_of(page, "form_token", "etag")
        return self.client.post(f"{self.at}/{step}", data={**hidden, **data})

    def fill(self, model: str = TEMPLATE) -> None:
        for step, data in (("start", {"model": model}), ("people", PEOPLE)):
            answer = self.post(step, data)
            assert answer.status_code == 303, answer.text


def revisions_of(province: County, code: str) -> list[Any]:
    with unit_of_work(province.sessions, int(code)) as uow:
        return list(list_revisions(uow))


def test_a_county_is_made_page_by_page_and_its_export_plans_nothing(
    client: FlaskClient, province: County, tmp_path: Path
) -> None:
    assert "金水区" in client.get(f"{BASE}?q=金水").text
    assert "惠济区" not in client.get(f"{BASE}?q=惠济").text
    walk = Walk(client, JINSHUI)
    assert "还没有" in client.get(f"{walk.at}/review").text
    walk.fill()
    chosen = {
        "chosen": ["procuratorial_suggestion"],
        "clauses.procuratorial_suggestion": "三(十五)",
    }
    assert walk.post("mechanisms", chosen).status_code == 303
    assert walk.post("county", {"short_name": "金水", **DOCUMENT}).status_code == 303
    assert walk.post("limits", {}).status_code == 303
    made = walk.post("open", {"mode": "rehearsal", "code": JINSHUI})

    assert made.status_code == 201, made.text
    assert made.text.count("/invitation/") == 2
    with unit_of_work(province.sessions, int(JINSHUI)) as uow:
        stated = stated_now(uow)
        assert stated.tenant["mode"] == "rehearsal"
        assert list(stated.files["mechanisms"]["enabled"]) == ["procuratorial_suggestion"]
        logins = set(uow.session.scalars(select(Account.login)))
    assert logins == {"js-admin", "js-bgs"}
    for tenant in (HENAN, int(JINSHUI)):
        with unit_of_work(province.sessions, tenant) as uow:
            assert verify(uow) is None
    with unit_of_work(province.sessions, HENAN) as uow:
        assert "tenant.opened" in set(uow.session.scalars(select(AuditEntry.action)))
        assert not drafts.list_drafts(uow)
    exported = walk_export(province, tmp_path)
    package = load_package(exported, installed().register, installed().known)
    with unit_of_work(province.sessions, int(JINSHUI)) as uow:
        last = newest(uow)
        assert last is not None
        assert plan(uow, compile_package(package, layers_for(province.sessions, 4101))) == []


def walk_export(province: County, folder: Path) -> Path:
    """Write what the county states as the command line does, below packages of its parents."""
    with unit_of_work(province.sessions, int(JINSHUI)) as uow:
        export_to(stated_now(uow), folder / "county")
    return folder / "county"


def test_two_who_open_the_same_draft_make_one_county(client: FlaskClient, province: County) -> None:
    walk = Walk(client, LUANCHUAN)
    walk.fill()
    seen = hidden_of(client.get(f"{walk.at}/review").text, "form_token", "etag")
    asked = {**seen, "mode": "live", "code": LUANCHUAN}

    first = client.post(f"{walk.at}/open", data=asked)
    second = client.post(f"{walk.at}/open", data=asked)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.text.count("/invitation/") == 2
    assert "/invitation/" not in second.text
    assert len(revisions_of(province, LUANCHUAN)) == 1
    assert len(revisions_of(province, "4103")) == 1


def test_a_county_that_fails_at_the_last_step_is_not_there(
    client: FlaskClient, province: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = Walk(client, LUANCHUAN)
    walk.fill()
    with province.acting("admin", DAY) as (_, me, clock):
        principal = me

    def fail(*_: object) -> None:
        raise ConflictError("x", "x")

    monkeypatch.setattr(opening, "invite_from_above", fail)
    with pytest.raises(ConflictError):
        open_county(province.sessions, clock, principal, walk.draft, 3, "live")

    assert revisions_of(province, LUANCHUAN) == []
    with unit_of_work(province.sessions, HENAN) as uow:
        assert [each.code for each in drafts.list_drafts(uow)] == [LUANCHUAN]
    monkeypatch.undo()
    assert open_county(province.sessions, clock, principal, walk.draft, 3, "live").is_new


def test_what_broke_off_before_the_provinces_record_goes_on(
    client: FlaskClient, province: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = Walk(client, LUANCHUAN)
    walk.fill()
    with province.acting("admin", DAY) as (_, me, clock):
        principal = me

    def fail(*_: object) -> None:
        raise ConnectionError("broken off")

    monkeypatch.setattr(opening, "_finish", fail)
    with pytest.raises(ConnectionError, match="broken off"):
        open_county(province.sessions, clock, principal, walk.draft, 3, "live")
    lost = sole_links(province)
    with pytest.raises(ConnectionError, match="broken off"):
        open_county(province.sessions, clock, principal, walk.draft, 3, "live")
    monkeypatch.undo()
    with unit_of_work(province.sessions, int(LUANCHUAN)) as uow:
        clerk = uow.session.scalars(select(Account).where(Account.login == "js-bgs")).one()
        clerk.is_invited = False  # has set a password by a link told elsewhere
    again = open_county(province.sessions, clock, principal, walk.draft, 3, "rehearsal")

    assert (again.is_new, again.mode) == (False, "live"), "as it was made"
    assert [each.login for each in again.invited] == ["js-admin"]
    look_at_link(province.sessions, clock, again.invited[0].token)
    assert len(sole_links(province)) == 2, "one open link of each"
    assert len(lost & sole_links(province)) == 0, "those lost open nothing"
    assert len(revisions_of(province, LUANCHUAN)) == 1
    with unit_of_work(province.sessions, HENAN) as uow:
        assert "tenant.opened" in set(uow.session.scalars(select(AuditEntry.action)))
        assert not drafts.list_drafts(uow)


def sole_links(province: County) -> set[str]:
    """Return the hashes of the links into the county that still open something."""
    with unit_of_work(province.sessions, int(LUANCHUAN)) as uow:
        open_ones = select(AccountLink.token_hash).where(AccountLink.revoked_at.is_(None))
        return set(uow.session.scalars(open_ones))


def test_what_is_left_out_is_named_with_its_step(client: FlaskClient) -> None:
    walk = Walk(client, LUANCHUAN)

    page = client.get(f"{walk.at}/review").text
    refused = walk.post("open", {"mode": "live"})
    half = walk.post("people", {"tenant_admin_name": "王一"})
    stale = client.post(
        f"{walk.at}/county",
        data={**hidden_of(page, "form_token"), "etag": "9", "short_name": "栾川"},
    )

    assert "要有一位县级管理员" in page
    assert f'href="{walk.at}/people"' in page
    assert f'href="{walk.at}/units"' in page
    assert refused.status_code == 422
    assert "请填账号" in half.text
    assert stale.status_code == 412


TYPED = {
    "title": "栾川县府检联动工作办法",
    "number": "栾政〔2026〕8号",
    "issuers": "中共栾川县委全面依法治县委员会\n栾川县人民政府\n栾川县人民检察院",
    "date": "2026-04-01",
    "status": "in_force",
    "effective_from": "2026-05-01",
    "clauses": "第一条 目的\n第三条 联席会议由下列单位组成 M01、M03\n第八条 两个月内书面回复 M10",
    "roster_clauses": "第三条",
    "office_clauses": "第三条",
}


def test_the_countys_own_document_is_typed_in_and_everything_cites_it(
    client: FlaskClient, province: County
) -> None:
    walk = Walk(client, LUANCHUAN)
    early = walk.post("document", TYPED)
    walk.fill()
    wrong = {
        "number": "",
        "date": "去年",
        "clauses": "第一条\n第二条 M10",
        "roster_clauses": "第九条",
    }
    refused = walk.post("document", {**TYPED, **wrong})

    kept = walk.post("document", TYPED)

    assert "先选起点" in early.text
    for said in ("请填文号", "写成 2026-05-01", "第 1 行写成", "第 2 行没有大意", "没有“第九条”"):
        assert said in refused.text
    assert "中共栾川县委全面依法治县委员会" in refused.text, "what was typed stands there still"
    assert kept.status_code == 303
    page = client.get(f"{walk.at}/mechanisms").text
    assert 'value="第八条"' in page, "the clause that speaks of a mechanism is offered"
    assert "第三条 联席会议由下列单位组成 M01、M03" in client.get(f"{walk.at}/document").text
    chosen = {"chosen": ["procuratorial_suggestion"], "clauses.procuratorial_suggestion": "第八条"}
    assert walk.post("mechanisms", chosen).status_code == 303
    walk.post("start", {"model": "county:410108"})
    walk.post("mechanisms", chosen)
    assert "依据待核对的" in client.get(f"{walk.at}/review").text
    assert walk.post("open", {"mode": "rehearsal"}).status_code == 201
    with unit_of_work(province.sessions, int(LUANCHUAN)) as uow:
        config, shaky = current(uow), sources_of(uow).shaky
        said = provenance(uow, "mechanisms.procuratorial_suggestion").said
    assert config.register.instruments["410324-document"].issuers[0].startswith("中共")
    assert said.citations[0].words == "《栾川县府检联动工作办法》（栾政〔2026〕8号）第八条"
    assert "mechanisms.procuratorial_suggestion" not in {each.path for each in shaky}
    assert all("惠政文" in e.said.citations[0].words for e in shaky), "what the model brought"


def test_a_limit_of_the_countys_own_stands_in_its_slot(
    client: FlaskClient, province: County
) -> None:
    walk = Walk(client, LUANCHUAN)
    walk.fill()
    typed = {
        "MEET-01.unit": "half_year",
        "MEET-01.clauses": "二(三)2",
        "MEET-01.day": "2026-05-01",
    }

    refused = walk.post("limits", {**typed, "HRG-01.unit": "working_day"})
    kept = walk.post("limits", typed)

    assert "请填 1 到 999 的数" in refused.text
    assert kept.status_code == 303
    with unit_of_work(province.sessions, HENAN) as uow:
        limits = drafts.get_draft(uow, walk.draft).stated["mechanisms"]["limits"]
    ((key, limit),) = limits.items()
    assert (key, limit["fills"], limit["start_event"]) == ("410324-01", "MEET-01", "each_half_year")
    assert walk.post("open", {"mode": "rehearsal"}).status_code == 201


def test_a_national_limit_and_a_setting_of_the_countys_own_stand_in_the_step(
    client: FlaskClient, province: County
) -> None:
    walk = Walk(client, LUANCHUAN)
    walk.fill()
    rows = {"row": ["SUG-01", "setting.hotline.mode", "hotline.mode", "delivery.contest_days"]}
    blank = walk.post("limits", {"step": "add", "add_limit": "SUG-01"})
    limit = {
        "SUG-01.length": "1",
        "SUG-01.unit": "month",
        "SUG-01.clauses": "三(十五)",
        "SUG-01.day": "2026-05-01",
    }
    setting = {
        "setting.hotline.mode.value": "data_interchange",
        "setting.hotline.mode.clauses": "三(十二)",
        "setting.delivery.contest_days.value": "3",
        "setting.delivery.contest_days.clauses": "三(十五)",
    }

    wrong = walk.post(
        "limits",
        {
            **rows,
            **limit,
            **setting,
            "SUG-01.clauses": "九十九",
            "setting.hotline.mode.value": "telepathy",
            "setting.delivery.contest_days.clauses": "",
        },
    )
    never = walk.post("limits", {**rows, **limit, "SUG-01.clauses": "九十九"})
    long = walk.post("limits", {**rows, **setting, "setting.delivery.contest_days.value": "999"})
    kept = walk.post("limits", {**rows, **limit, **setting})

    assert 'id="f-SUG-01-length"' in blank.text
    assert "国家规定：两个月" in blank.text
    assert "从列出的里面选" in _beside(wrong.text, "f-setting-hotline-mode-value")
    assert "请填本县文件的条款号" in _beside(wrong.text, "f-setting-delivery-contest-days-clauses")
    assert "没有" in _beside(never.text, "f-SUG-01-clauses"), "as a package is refused"
    assert 'value="九十九"' in never.text, "what was typed stands there still"
    assert "1 到 366" in _beside(long.text, "f-setting-delivery-contest-days-value")
    assert kept.status_code == 303
    rules = stated_in(province, walk)
    ((key, said),) = rules["limits"].items()
    assert (key, said["replaces"], said["regime"]) == ("410324-01", "SUG-01", "NAT")
    assert said["values"]["2026-05-01"]["length"] == 1
    assert rules["settings"]["hotline.mode"] == {
        "value": "data_interchange",
        "clauses": ["三(十二)"],
    }
    assert rules["settings"]["delivery.contest_days"]["value"] == 3
    assert walk.post("limits", {}).status_code == 303
    rules = stated_in(province, walk)
    assert (rules["limits"], rules["settings"]) == ({}, {}), "left blank, the county says nothing"


def _beside(page: str, field: str) -> str:
    """Return what is said to be wrong with a field."""
    found = re.search(rf'id="{field}-error">(.*?)</p>', page, re.DOTALL)
    assert found is not None, field
    return found[1]


def test_what_is_inherited_is_marked_and_switched_off_by_a_clause_alone(
    client: FlaskClient, province: County
) -> None:
    basis = [{"instrument": "henan-document-rules-2024", "clause": "全文"}]
    with unit_of_work(province.sessions, HENAN) as uow:
        above = {"enabled": {"joint_training": {"basis": basis}}}
        amend(uow, on(DAY), stated_now(uow).with_file("mechanisms", above), by="test")
    walk = Walk(client, LUANCHUAN)
    walk.fill("county:410108")
    walk.post("document", TYPED)
    suggestion = {"clauses.procuratorial_suggestion": "第八条"}

    page = client.get(f"{walk.at}/mechanisms").text
    both = walk.post(
        "mechanisms", {"chosen": ["procuratorial_suggestion", "joint_training"], **suggestion}
    )
    inherited = stated_in(province, walk)["enabled"]
    bare = walk.post("mechanisms", {"chosen": ["procuratorial_suggestion"], **suggestion})
    off = {"clauses.joint_training": "第一条", **suggestion}
    assert walk.post("mechanisms", {"chosen": ["procuratorial_suggestion"], **off}).location

    assert "继承自河南省" in page
    assert both.status_code == 303
    assert list(inherited) == ["procuratorial_suggestion"], "the county need not say it again"
    assert "本县不办的，请填本县文件的条款号" in _beside(bare.text, "f-clauses-joint-training")
    said = stated_in(province, walk)["enabled"]["joint_training"]
    assert said == {"clauses": ["第一条"], "remove": True}
    assert "河南省启用" in client.get(f"{walk.at}/mechanisms").text
    review = client.get(f"{walk.at}/review").text
    assert "本县不办的上级规定" in review
    assert "交流培训" in review
    assert walk.post("open", {"mode": "rehearsal"}).status_code == 201


def stated_in(province: County, walk: "Walk") -> Any:
    with unit_of_work(province.sessions, HENAN) as uow:
        return drafts.get_draft(uow, walk.draft).stated["mechanisms"]


def test_a_wrong_row_is_put_right_in_place_and_the_workbook_taken_whole(
    client: FlaskClient,
) -> None:
    walk = Walk(client, LUANCHUAN)
    walk.fill()
    rows = [["单位", "单位类别"], ["县水利局", ""], ["县林业局", "不知道"]]

    none = walk.post("units", {})
    sent = walk.post("units", {"file": (io.BytesIO(book(rows)), "名单.xlsx")})
    page = client.get(f"{walk.at}/units").text
    upload = re.search(r"units/uploads/[0-9a-f-]{36}", page)
    assert upload is not None
    here = upload[0]
    hasty = walk.post("open", {"mode": "live"})
    early = walk.post(here, {"step": "accept"})
    failed = client.get(f"{walk.at}/{here}/refused")
    wrong = walk.post(f"{here}/rows/3", {"3.kind": "还是不知道", "step": "save"})
    still = client.get(f"{walk.at}/units").text
    unknown = walk.post(f"{here}/rows/9", {"9.kind": "其他单位", "step": "save"})
    right = walk.post(f"{here}/rows/3", {"3.kind": "行政执法部门", "step": "save"})
    ready = client.get(f"{walk.at}/units").text
    taken = walk.post(here, {"step": "accept"})

    assert "请先选一个文件" in none.text
    assert sent.status_code == 303
    assert 'name="3.kind"' in page, "the field that is wrong stands beside its row"
    assert "上传的名册还没有接受" in hasty.text
    assert early.status_code == 422
    assert [row[2] for row in _rows(failed.data)] == ["单位名称", "县林业局"]
    assert (wrong.status_code, unknown.status_code) == (303, 404)
    assert "1 行要改" in still
    assert "都已就绪" in ready
    assert (right.status_code, taken.status_code) == (303, 303)
    page = client.get(f"{walk.at}/units").text
    assert "县水利局" in page
    assert "县林业局" in page
    assert client.get(f"{walk.at}/{here}").status_code == 404, "nothing of the file is kept"


def _rows(book: bytes) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(book)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_copy_of_a_county_has_none_of_its_people(client: FlaskClient, province: County) -> None:
    walk = Walk(client, LUANCHUAN)
    walk.fill(f"county:{HUIJI}")

    with unit_of_work(province.sessions, HENAN) as uow:
        draft = drafts.get_draft(uow, walk.draft)
        roster, tenant = draft.stated["roster"], draft.stated["tenant"]
    assert "栾川县" in {unit["name"][:3] for unit in roster["units"]}
    assert tenant["code"] == LUANCHUAN
    assert all({"person", "phone"}.isdisjoint(seat) for seat in roster["seats"])
    assert walk.post("open", {"mode": "rehearsal"}).status_code == 201


def test_a_package_and_a_draft_are_two_views_of_one_thing(
    client: FlaskClient, province: County
) -> None:
    walk = Walk(client, LUANCHUAN)
    walk.fill()
    content = client.get(f"{walk.at}/package.zip").data
    with unit_of_work(province.sessions, HENAN) as uow:
        before = drafts.get_draft(uow, walk.draft).stated
        drafts.put_aside(uow, walk.draft)
    token = hidden_of(client.get(BASE).text, "form_token", "idempotency_key")

    sent = {**token, "package": (io.BytesIO(content), "p.zip")}
    answer = client.post(f"{BASE}/package", data=sent)

    assert answer.status_code == 303
    with unit_of_work(province.sessions, HENAN) as uow:
        (draft,) = drafts.list_drafts(uow)
        assert draft.stated == before


def test_machines_make_a_county_by_the_same_draft(province: County) -> None:
    app = open_app(province.sessions, DAY)
    me, base = sign_in(app, province, "admin", DAY), f"/api/v1/t/{HENAN}/onboarding/drafts"
    auditor = sign_in(app, province, "auditor", DAY)

    begun = me.call("POST", base, {"code": LUANCHUAN, "model": TEMPLATE})
    draft = begun.get_json()
    here, seen = f"{base}/{draft['id']}", begun.headers["ETag"]
    wrong = me.call("PUT", here, {"stated": {"tenant": {}}, "people": []}, If_Match=seen)
    person = {"name": "王一", "login": "lc-admin", "unit": "government", "duties": ["tenant_admin"]}
    body = {"stated": draft["stated"], "people": [person]}
    kept = me.call("PUT", here, body, If_Match=seen)
    stale = me.call("PUT", here, body, If_Match=seen)
    plan = me.call("GET", f"{here}/plan").get_json()
    refused = auditor.call("POST", f"{here}/open", {"mode": "live"}, If_Match=kept.headers["ETag"])
    opened = me.call("POST", f"{here}/open", {"mode": "live"}, If_Match=kept.headers["ETag"])

    assert [each.status_code for each in (begun, wrong, kept, stale)] == [201, 422, 200, 412]
    assert (plan["problems"], plan["city"]) == ([], "洛阳市")
    assert refused.status_code == 404
    assert (opened.status_code, opened.get_json()["is_new"]) == (201, True)
    assert me.call("GET", base).get_json() == {"items": []}


@pytest.mark.parametrize(
    "entries",
    [{}, {"a/tenant.yaml": "code: ["}, {"a/evil.sh": "x"}, {"a/tenant.yaml": "x", "b/x.yaml": ""}],
)
def test_what_is_no_package_is_refused(entries: dict[str, str]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    out.seek(0)
    with pytest.raises(InvalidInputError):
        unzipped(out)
    with pytest.raises(InvalidInputError):
        unzipped(io.BytesIO(b"no zip"))


def test_a_package_that_was_damaged_on_its_way_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/tenant.yaml", "code: '410122'\n" * 40)
    whole = bytearray(out.getvalue())
    at = whole.index(b"tenant.yaml") + len(b"tenant.yaml")
    whole[at : at + 8] = b"\xff" * 8

    with pytest.raises(InvalidInputError, match="ZIP"):
        unzipped(io.BytesIO(bytes(whole)))
