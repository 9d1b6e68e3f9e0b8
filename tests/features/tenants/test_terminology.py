"""A county says its own words on every page: 协调机制 for 联席会议, from its day on."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.tenant_words import provenance_in_words
from liandong.features.onboarding.service import change_words
from liandong.features.tenants.service import (
    Configuration,
    StatedPackage,
    amend,
    compile_package,
    stated_now,
)
from liandong.features.tenants.service.package import Against, check_stated, layer_of
from liandong.features.tenants.service.planning import changes
from liandong.features.tenants.service.provenance import Sources
from liandong.features.tenants.service.terminology import Wording, terms
from support.counties import HUIJI, build_county, on, shipped
from support.declared import register
from support.http import open_app, sign_in

OLD, NEW = (
    {"label": "协调机制", "clauses": ["二(一)"]},
    {"label": "联动协调会", "clauses": ["二(一)"]},
)
TERMS = {
    "joint_meeting": {"values": {"2026-03-01": OLD, "2026-05-01": NEW}},
    "convener": {"values": {"2024-01-19": {"label": "总协调人", "clauses": ["二(二)"]}}},
}
Terms = dict[str, dict[str, Any]]


def stating(terms_stated: Terms, code: int = HUIJI) -> StatedPackage:
    stated = shipped(code)
    rules = stated.files.get("mechanisms", {})
    return stated.with_file("mechanisms", {**rules, "terminology": terms_stated})


def wording(day: str, stated: Terms, *above: StatedPackage) -> Wording:
    package = compile_package(stating(stated), tuple(map(layer_of, above))).package
    config = Configuration(HUIJI, package.digest, package.canonical())
    return config.wording_on(date.fromisoformat(day))


def test_the_day_decides_and_before_it_the_word_is_ours() -> None:
    said = "召开联席会议"

    assert [wording(day, TERMS)(said) for day in ("2026-02-28", "2026-03-01", "2026-05-01")] == [
        "召开联席会议",
        "召开协调机制",
        "召开联动协调会",
    ]


def test_what_is_made_of_a_term_follows_it_and_what_only_looks_so_does_not() -> None:
    words = wording("2026-04-01", TERMS)
    stated = {**TERMS, "office": {"values": {"2026-01-01": {**OLD, "label": "府检联动办"}}}}

    assert words("联席会议办公室") == "协调机制办公室"
    assert wording("2026-04-01", stated)("联席会议办公室的联席会议") == "府检联动办的协调机制"
    assert words("召集人、副召集人") == "总协调人、副召集人"
    assert {each.label.zh for each in terms().values()} == set(words.labels)


def test_a_city_says_it_for_its_counties_and_a_county_otherwise_or_not_at_all() -> None:
    city = stating({"liaison": {"values": {"2026-01-01": {**OLD, "label": "联系人员"}}}}, 4101)

    assert wording("2026-04-01", {}, city)("联络员") == "联系人员"
    assert wording("2026-04-01", {"liaison": {"remove": True}}, city)("联络员") == "联络员"
    said = provenance_in_words(Sources(stating(TERMS), ()).of("terminology.joint_meeting"))
    assert "惠济区" in said
    assert "2026-03-01 起称“协调机制”；2026-05-01 起称“联动协调会”" in said
    assert "惠政文〔2024〕22号）二（一）" in said


def test_the_plan_says_what_will_be_called_how() -> None:
    before, after = (compile_package(stating(each)).package.canonical() for each in ({}, TERMS))

    said = [change_words(each).zh for each in changes(before, after)]

    assert "+ 用语 召集人：2024-01-19 起称“总协调人”" in said


def since(day: str, **label: Any) -> Terms:
    return {"convener": {"values": {day: {"clauses": ["一"], **label}}}}


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        ({"joint_meting": TERMS["convener"]}, "unknown term 'joint_meting'; known are:"),
        (since("2026-01-01", label="联络员"), "'联络员' is what 'liaison' is called already"),
        (since("2026-01-01", label="长" * 21), "label"),
        (since("2026-01-01", label=""), "label"),
        (since("2026-01-01", label="总召", clauses=["九"]), "no clause '九'"),
        (since("2026-13-41x", label="总召"), "2026-13-41x"),
        ({"convener": {"values": {"2026-01-01": {"label": "总召"}}}}, "2026-01-01"),
        ({"convener": {"values": {}}}, "values"),
        ({"convener": {"remove": True}}, "there is nothing to remove"),
    ],
)
def test_what_cannot_be_is_refused(stated: Terms, says: str) -> None:
    problem, *_ = check_stated(stating(stated), Against(register()))

    assert says in f"{problem.where} {problem.message_en}"


def test_every_page_of_the_county_says_its_words_and_nothing_that_was_written_changes(
    sessions: sessionmaker[Session],
) -> None:
    county = build_county(sessions)
    county.join("admin", "office", "tenant_admin")
    own = {
        **TERMS,
        "liaison": {"values": {"2026-01-01": {"label": "联系人员", "clauses": ["二(三)1"]}}},
    }
    with unit_of_work(sessions, HUIJI) as uow:
        stated = stated_now(uow)
        rules = {**stated.files["mechanisms"], "terminology": own}
        amend(uow, on("2026-03-01"), stated.with_file("mechanisms", rules), by="hj-admin")
    caller = sign_in(open_app(sessions, "2026-04-27"), county, "admin", "2026-04-27")
    client = caller.client.application.test_client()
    client.set_cookie("ld_session", caller.token)

    def page(path: str) -> str:
        return str(client.get(f"/t/{HUIJI}/{path}").text)

    rules_page = page("mechanisms?mechanism=joint_meeting")
    assert "协调机制与专题会商" in rules_page
    assert "联席会议与专题会商" not in rules_page
    assert "联席会议的职责" in page("instruments/410108-linkage-notice-2024"), (
        "words of the document"
    )
    assert "协调机制" in page("configuration?part=terminology")
    assert "惠济区" in page("configuration/value?path=terminology.joint_meeting")
    people = page("accounts")
    assert "联系人员" in people
    assert "联络员" not in people
    client.set_cookie("ld_language", "en")
    assert "oint meeting" in page("mechanisms?mechanism=joint_meeting")
