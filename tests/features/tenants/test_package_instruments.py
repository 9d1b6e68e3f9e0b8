"""A package states documents of its own: who signed, which clauses, what nobody could find."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from features.tenants.test_package_refusals import COUNTY, FIXTURES, edit, problems_of
from liandong.db.unit_of_work import unit_of_work
from liandong.features.onboarding.service import shaky_words
from liandong.features.tenants.service import (
    StatedPackage,
    amend,
    compile_package,
    current,
    export_to,
    load_clauses,
    load_package,
    provenance,
    stated_now,
)
from liandong.features.tenants.service.package import layer_of
from liandong.features.tenants.service.planning import changes
from liandong.features.tenants.service.provenance import Sources
from support.counties import HUIJI, build_county, on, shipped
from support.http import open_app, sign_in

CLAUSES = load_clauses(FIXTURES / "clauses")
NEW = "990101-measures-2026"
SIGNED = "中共旧城县委全面依法治县委员会, 旧城县人民政府, 旧城县人民检察院"
DOCUMENT = f"""instruments:
  - id: {NEW}
    citation: 旧城联发〔2026〕1号
    number: 旧城联发〔2026〕1号
    title: 旧城县府检联动办法
    kind: county_document
    date: 2026-01-05
    issuers: [{SIGNED}]
    status: in_force
    supersedes: [990101-example-2025]
    on_trial: false
    effective_from: 2026-02-01
    effective_note: 自2026年2月1日起施行
    interpreters: []
    anomalies: []
    clauses:
      - key: 第二条
        summary: 联席会议的召集
        mechanisms: [M01]
      - key: 第一条
        summary: 目的
        mechanisms: []
"""
REFUSED = {
    "shipped already": (f"id: {NEW}", "id: 990101-example-draft", "is shipped with the platform"),
    "clause twice": ("key: 第一条", "key: 第二条", "'第二条' stands here twice"),
    "nothing to supersede": ("990101-example-2025]", "990101-nothing]", "no other instrument"),
    "supersedes itself": ("[990101-example-2025]", f"[{NEW}]", "there is no other instrument"),
    "nobody signed": (f"issuers: [{SIGNED}]", "issuers: []", "issuers"),
    "no number": ("    number: 旧城联发〔2026〕1号", "    number: null", "number"),
    "no day": ("    date: 2026-01-05", "    date: 2026-13", "is not a date"),
    "unknown key": ("    on_trial: false", "    trial: false", "unknown key 'trial'"),
}


@pytest.fixture
def county(tmp_path: Path) -> Path:
    root = Path(shutil.copytree(FIXTURES / "tenants", tmp_path / "tenants"))
    (root / COUNTY / "instruments.yaml").write_text(DOCUMENT, "utf-8")
    return root / COUNTY


@pytest.mark.parametrize(("old", "new", "says"), REFUSED.values(), ids=REFUSED)
def test_a_document_that_cannot_be_is_refused_with_file_and_line(
    county: Path, old: str, new: str, says: str
) -> None:
    path = county / "instruments.yaml"
    edit(path, old, new)

    found = [p for p in problems_of(load_package, county, CLAUSES) if says in p.message_en]

    assert found
    name, _, number = found[0].where.rpartition(":")
    assert name == path.as_posix()
    assert int(number) > 1
    assert any("\u4e00" <= character <= "\u9fff" for character in found[0].message_zh)


def test_a_clause_of_an_own_document_resolves_and_another_does_not(county: Path) -> None:
    edit(county / "tenant.yaml", "990101-example-2025", NEW)
    found = problems_of(load_package, county, CLAUSES)

    said = {f"no clause '{clause}' of '{NEW}'" for clause in "一二"}
    assert {each.message_en for each in found} == said


def test_what_the_city_states_its_counties_may_cite(county: Path) -> None:
    (county / "instruments.yaml").rename(county.parent / "instruments.yaml")
    edit(county / "tenant.yaml", "clauses: [一]", f"basis: [{{instrument: {NEW}, clause: 第二条}}]")

    stated = load_package(county, CLAUSES)

    city = load_package(county.parent, CLAUSES)
    compiled = compile_package(stated, (layer_of(city),)).package
    assert [each["id"] for each in compiled.instruments] == [NEW]
    assert "instruments" not in stated.files


def test_an_export_keeps_the_order_of_the_clauses(county: Path, tmp_path: Path) -> None:
    stated = load_package(county, CLAUSES)
    out = tmp_path / "out"
    export_to(stated, out)
    first = (out / "instruments.yaml").read_bytes()
    again = tmp_path / "again"
    export_to(StatedPackage(json.loads(json.dumps(stated.files, sort_keys=True))), again)

    assert (again / "instruments.yaml").read_bytes() == first
    text = first.decode()
    assert text.index("第二条") < text.index("第一条")
    assert SIGNED in text


def test_a_plan_names_the_clause_that_changed(county: Path) -> None:
    before = compile_package(load_package(county, CLAUSES)).package.canonical()
    edit(county / "instruments.yaml", "summary: 目的", "summary: 目的和依据")
    after = compile_package(load_package(county, CLAUSES)).package.canonical()

    (found,) = changes(before, after)

    assert (found.part, found.key, found.path) == ("instruments", NEW, "clauses.第一条.summary")
    assert (found.before, found.after) == ("目的", "目的和依据")


def document(**other: Any) -> dict[str, Any]:
    clause = {"key": "第三条", "summary": "回复", "quotes": ["三十日内"], "mechanisms": ["M10"]}
    return {
        "id": "410108-notice-2026",
        "citation": "惠政文〔2026〕5号",
        "number": "惠政文〔2026〕5号",
        "title": "关于检察建议办理的通知",
        "kind": "county_document",
        "date": "2026-01-05",
        "issuers": ["惠济区人民政府"],
        "status": "in_force",
        "on_trial": False,
        "effective_from": "2026-02-01",
        "effective_note": "自印发之日起",
        "interpreters": [],
        "anomalies": [],
        "clauses": [clause],
        **other,
    }


def with_limit(stated: StatedPackage, basis: list[dict[str, str]]) -> StatedPackage:
    """Return the county with a reply of thirty days that rests on something of its own."""
    rules = stated.files["mechanisms"]
    value = {"length": 30, "counted_in": "day", "evidence": "text", "basis": basis}
    own = {
        "replaces": "SUG-01",
        "matter": "对检察建议的书面回复",
        "start_event": "received",
        "owed_by": "addressee",
        "regime": "NAT",
        "roll": "next_working_day",
        "values": {"2026-02-01": value},
    }
    limits = {**rules["limits"], "410108-09": own}
    made = stated.with_file("mechanisms", {**rules, "limits": limits})
    return made.with_file("instruments", {"instruments": [document()]})


def test_an_own_document_counts_on_page_interface_and_for_lateness(
    sessions: sessionmaker[Session],
) -> None:
    county = build_county(sessions)
    county.join("admin", "office", "tenant_admin")
    basis = [{"instrument": "410108-notice-2026", "clause": "第三条", "conflict": "文中写作第五号"}]
    with unit_of_work(sessions, HUIJI) as uow:
        amend(uow, on("2026-03-01"), with_limit(stated_now(uow), basis), by="hj-admin")
        config = current(uow)
        said = provenance(uow, "limits.410108-09").said
    caller = sign_in(open_app(sessions, "2026-04-27"), county, "admin", "2026-04-27")
    browser = caller.client.application.test_client()
    browser.set_cookie("ld_session", caller.token)

    assert config.is_enforceable(config.local_limits["410108-09"], date(2026, 3, 2))
    assert said.citations[0].words == "《关于检察建议办理的通知》（惠政文〔2026〕5号）第三条"
    assert said.is_doubtful
    page = browser.get(f"/t/{HUIJI}/instruments/410108-notice-2026").text
    assert "关于检察建议办理的通知" in page
    assert "三十日内" in page
    listed = browser.get(f"/t/{HUIJI}/configuration?part=limits").text
    assert "1 项的依据待核对" in listed
    assert "依据待核对" in listed
    rules = browser.get(f"/t/{HUIJI}/mechanisms?mechanism=procuratorial_suggestion").text
    assert "惠政文〔2026〕5号 第三条" in rules
    documents = browser.get(f"/t/{HUIJI}/configuration?part=instruments").text
    assert "关于检察建议办理的通知" in documents
    assert browser.get("/t/620725/instruments/410108-notice-2026").status_code == 404
    headers = {"Authorization": f"Bearer {caller.token}"}
    asked = f"/api/v1/t/{HUIJI}/configuration/value?path=limits.410108-09"
    (told,) = caller.client.get(asked, headers=headers).json["said"]["citations"]
    assert (told["is_resolved"], told["conflict"]) == (True, "文中写作第五号")


def test_what_nobody_could_find_is_kept_flagged_and_calls_nobody_late(
    sessions: sessionmaker[Session],
) -> None:
    basis = [{"as_written": "《省联动指引》第九条", "note": "没有公布"}]
    stated = with_limit(shipped(HUIJI), basis)
    with unit_of_work(sessions, HUIJI) as uow:
        amend(uow, on("2026-03-01"), stated, by="hj-admin")
        config, said = current(uow), provenance(uow, "limits.410108-09").said
        assert stated_now(uow).files == stated.files

    assert not config.is_enforceable(config.local_limits["410108-09"], date(2026, 3, 2))
    (cited,) = said.citations
    assert (cited.words, cited.is_resolved, cited.conflict) == (
        "《省联动指引》第九条",
        False,
        "没有公布",
    )
    (words,) = shaky_words(Sources(stated, ()))
    assert words.zh == "期限 410108-09：依据登记里查不到，待核对（《省联动指引》第九条）"


def test_what_nobody_could_find_has_no_address_to_lead_to(sessions: sessionmaker[Session]) -> None:
    county, stated = build_county(sessions), shipped(HUIJI)
    rules = stated.files["mechanisms"]
    found = {"procuratorial_suggestion": {"basis": [{"as_written": "《省联动指引》第九条"}]}}
    enabled = {**rules["enabled"], **found}
    with unit_of_work(sessions, HUIJI) as uow:
        made = stated.with_file("mechanisms", {**rules, "enabled": enabled})
        amend(uow, on("2026-03-01"), made, by="hj-admin")
    caller = sign_in(open_app(sessions, "2026-04-27"), county, "office", "2026-04-27")
    caller.client.set_cookie("ld_session", caller.token)

    page = caller.client.get(f"/t/{HUIJI}/mechanisms?mechanism=procuratorial_suggestion").text

    assert "《省联动指引》第九条" in page
    assert 'href="None' not in page
