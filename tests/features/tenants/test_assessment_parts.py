"""Who scores, confirms, gives a view and is scored: stated with a clause, inherited, told."""

from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.entrypoints.tenant_words import provenance_in_words
from liandong.features.onboarding.service import change_words
from liandong.features.tenants.service import StatedPackage, compile_package
from liandong.features.tenants.service.package import Against, check_stated, layer_of
from liandong.features.tenants.service.planning import changes
from liandong.features.tenants.service.provenance import Sources
from support.counties import HUIJI, SHANDAN, build_county, shipped
from support.declared import register
from support.http import open_app, sign_in

Parts = dict[str, dict[str, Any]]
BASIS = {"clauses": ["五(三)"]}


def stating(parts: Parts, code: int = HUIJI) -> StatedPackage:
    return shipped(code).with_file("assessment", {"assignment": parts})


def test_what_a_county_states_is_explained_and_planned() -> None:
    sources = Sources(shipped(HUIJI), ())
    said = provenance_in_words(sources.of("assessment.assessor"))
    before = compile_package(shipped(SHANDAN)).package.canonical()
    own = {"assessor": {"units": ["justice_bureau"], "clauses": ["四(一)"]}}
    after = compile_package(stating(own, SHANDAN)).package.canonical()

    assert "justice_bureau" in said
    assert "（惠政文〔2024〕22号）五（三）" in said
    assert [change_words(each).zh for each in changes(before, after)] == [
        "+ 考核分工 评分：justice_bureau"
    ]


def test_a_city_states_it_for_its_counties() -> None:
    city = layer_of(stating({"confirms": {"units": ["government"], **BASIS}}, 4101))

    package = compile_package(stating({}), (city,)).package

    assert [(each.key, each.units) for each in package.assessment] == [
        ("confirms", ("government",))
    ]


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"assessor": {"units": ["nobody"], **BASIS}}, "unknown unit 'nobody'"),
        ({"assessor": {"units": ["justice_bureau"]}}, "a local rule needs a clause"),
        ({"assessor": {"units": [], **BASIS}}, "units"),
        ({"assessed": {"members": True, "units": ["police"], **BASIS}}, "assessed"),
        ({"judge": {"units": ["police"], **BASIS}}, "unknown key 'judge'"),
        ({"confirms": {"remove": True}}, "there is nothing to remove"),
        (
            {
                "assessor": {"units": ["justice_bureau"], **BASIS},
                "assessed": {"units": ["police", "justice_bureau"], **BASIS},
            },
            "'justice_bureau' cannot score itself",
        ),
    ],
)
def test_what_cannot_be_is_refused(parts: Parts, says: str) -> None:
    problem, *_ = check_stated(stating(parts), Against(register()))

    assert says in f"{problem.where} {problem.message_en}"


def test_the_page_of_the_mechanism_says_who_does_what(sessions: sessionmaker[Session]) -> None:
    county = build_county(sessions)
    county.join("admin", "office", "tenant_admin")
    caller = sign_in(open_app(sessions, "2026-04-27"), county, "admin", "2026-04-27")
    client = caller.client.application.test_client()
    client.set_cookie("ld_session", caller.token)

    page = client.get(f"/t/{HUIJI}/mechanisms?mechanism=assessment_supervision").text

    assert "全部成员单位，不含区司法局" in page
    assert "提供意见" in page
    assert "评分" in client.get(f"/t/{HUIJI}/configuration?part=assessment").text
