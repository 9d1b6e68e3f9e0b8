"""Guidance on evidence, through the engine: asked for, given, followed, and kept inside."""

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.casework import Work, staff
from support.counties import XUYI

UNITS = {
    "bureau": "market_regulation",
    "police": "police",
    "procuratorate": "procuratorate",
    "justice": "justice_bureau",
}
PEOPLE = {
    "officer": ("bureau", ("handler", "liaison")),
    "head": ("bureau", ("unit_head",)),
    "policeman": ("police", ("handler", "liaison")),
    "commander": ("police", ("unit_head",)),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "reviewer": ("procuratorate", ("reviewer",)),
    "chief": ("procuratorate", ("chief_procurator",)),
    "clerk": ("justice", ("office_clerk", "handler", "liaison", "unit_head")),
}
REQUEST = {
    "title": "某公司售假案",
    "suspected_crime": "销售假冒注册商标的商品罪",
    "case_facts": "查扣一百二十箱",
    "questions": "金额如何认定",
}
OPINION = {"evidence_list": "送货单、流水", "legality": "提取电子数据须制作笔录"}
DAY = "2026-04-20"


@pytest.fixture
def work(sessions: sessionmaker[Session]) -> Work:
    return Work(staff(sessions, XUYI, UNITS, PEOPLE), "evidence_guidance")


def test_the_procuratorate_guides_and_nobody_else_hears_of_it(work: Work) -> None:
    case_id = work.open("officer", DAY, "request", REQUEST, issuer="procuratorate")
    work.fire("prosecutor", DAY, case_id, "accept")
    work.row(
        "prosecutor", DAY, case_id, "session", "record", took_place_on=DAY, activity="到场查看"
    )
    facts = {**OPINION, "reviewer": "reviewer"}
    work.sign("prosecutor", "chief", DAY, case_id, "give", "guidance_opinion", **facts)
    work.fire("officer", "2026-04-22", case_id, "follow", done="已补充")
    assert work.fire("prosecutor", "2026-04-23", case_id, "close") == "closed"

    for stranger in ("policeman", "clerk"):
        with pytest.raises((ForbiddenError, NotFoundError)):
            work.look(stranger, case_id, "2026-04-23")


def test_the_police_guide_in_their_own_name(work: Work) -> None:
    case_id = work.open("officer", DAY, "ask_police", REQUEST, assistant="police")
    with pytest.raises((ForbiddenError, NotFoundError)):
        work.fire("prosecutor", DAY, case_id, "accept")
    work.fire("policeman", DAY, case_id, "police_accept")
    signers = ("policeman", "commander")
    work.sign(*signers, DAY, case_id, "police_give", "police_guidance", **OPINION)

    seen = work.look("officer", case_id, DAY)
    assert seen["state"] == "given"
    assert [paper["type"] for paper in seen["documents"] if paper["number"]]


def test_early_intervention_begins_with_the_procuratorate(work: Work) -> None:
    facts = {"title": "某事故", "suspected_crime": "重大责任事故罪", "occasion": "事故调查组邀请"}
    case_id = work.open("prosecutor", DAY, "intervene", facts, applicant="police")

    assert work.look("policeman", case_id, DAY)["state"] == "accepted"
    with pytest.raises(NotFoundError):
        work.look("officer", case_id, DAY)
