"""A document that was superseded flags all that rests on it, until it is cited anew."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.planning import Plan, in_words
from liandong.entrypoints.tenant_words import provenance_in_words
from liandong.features.onboarding.service import shaky_words
from liandong.features.tenants.service import (
    ClauseRegister,
    Sources,
    install,
    installed,
    load_clauses,
    provenance,
)
from liandong.features.tenants.service.package_clauses import Instrument
from support.counties import HUIJI, SHANDAN, build_county, shipped
from support.http import open_app, sign_in

OLD, NEW = "410108-linkage-notice-2024", "410108-linkage-rules-2027"
FIRST = date(2027, 1, 1)


def newer(status: str = "in_force") -> Instrument:
    return replace(
        load_clauses().instruments[OLD],
        id=NEW,
        title="府检联动工作规则",
        number="惠政发〔2026〕9号",
        status=status,
        effective_from=FIRST,
        clauses={},
        supersedes=(OLD,),
    )


@pytest.fixture
def _superseded() -> Iterator[None]:
    here = installed()
    install(replace(here, register=ClauseRegister({**here.register.instruments, NEW: newer()})))
    yield
    install(here)


def test_a_draft_supersedes_nothing_and_one_in_force_is_the_successor() -> None:
    known = load_clauses().instruments
    draft = ClauseRegister({**known, NEW: newer("draft")})
    in_force = ClauseRegister({**known, NEW: newer()})
    gone = ClauseRegister({OLD: replace(known[OLD], status="superseded")})

    assert not draft.is_superseded(OLD)
    assert in_force.is_superseded(OLD)
    assert in_force.successor(OLD) == newer()
    assert gone.is_superseded(OLD)
    assert gone.successor(OLD) is None


@pytest.mark.usefixtures("_superseded")
def test_what_rests_on_it_is_flagged_and_nothing_else() -> None:
    sources = Sources(shipped(HUIJI), ())
    outdated = {each.path for each in sources.shaky}

    cited = {path for path in sources.paths if OLD in str(sources.of(path).said.citations)}
    assert outdated == cited
    assert "mechanisms.procuratorial_suggestion" in outdated
    assert "tenant.supervision_body" not in outdated, "it rests on a regulation"
    assert not Sources(shipped(SHANDAN), ()).shaky
    said = provenance_in_words(sources.of("mechanisms.procuratorial_suggestion"))
    assert "! 依据 2027-01-01 起被《府检联动工作规则》替代" in said


@pytest.mark.usefixtures("_superseded")
def test_the_plan_says_so() -> None:
    found = tuple(shaky_words(Sources(shipped(HUIJI), ())))

    said = in_words([Plan("410108", "惠济区", (), doubts=found)])

    assert "! 机制 联席会议与专题会商：依据 2027-01-01 起被《府检联动工作规则》替代" in said
    assert any(each.zh.startswith("督促链 督办：") for each in found), "by its label, not its key"
    assert "its basis is superseded by 《府检联动工作规则》 from 2027-01-01" in found[0].en


@pytest.mark.usefixtures("_superseded")
def test_page_and_interface_say_so(sessions: sessionmaker[Session]) -> None:
    county = build_county(sessions)
    county.join("admin", "office", "tenant_admin")
    caller = sign_in(open_app(sessions, "2026-04-27"), county, "admin", "2026-04-27")
    browser = caller.client.application.test_client()
    browser.set_cookie("ld_session", caller.token)
    base = f"/t/{HUIJI}/configuration"

    page = browser.get(f"{base}?part=mechanisms").text
    value = browser.get(f"{base}/value?path=mechanisms.joint_meeting").text
    asked = f"/api/v1{base}/value?path=mechanisms.joint_meeting"
    headers = {"Authorization": f"Bearer {caller.token}"}
    told = caller.client.get(asked, headers=headers).json["said"]["citations"]

    assert "项的依据已被替代" in page
    assert "2027-01-01 起被《府检联动工作规则》替代" in value
    assert {each["superseded"] for each in told} == {NEW}
    with unit_of_work(sessions, HUIJI) as uow:
        assert provenance(uow, "mechanisms.joint_meeting").said.is_outdated
