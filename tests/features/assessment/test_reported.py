"""A county reports a published result; its province sees sums, nobody else anything."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import unit_of_work
from liandong.features.assessment.models import AssessmentEdition, AssessmentReport
from liandong.features.assessment.pages.province_view import reported_page
from liandong.features.assessment.service import contesting, upward
from liandong.features.assessment.service.contesting import Decision
from liandong.features.assessment.service.editions import get_edition
from liandong.features.assessment.service.recording import standing_of
from liandong.features.assessment.service.saying import About
from support.assessing import (
    DECIDED,
    FROZEN,
    PEOPLE,
    RESULT,
    SELF,
    UNITS,
    WINDOW_OVER,
    Assessing,
    scheme,
)
from support.casework import staff
from support.counties import HUIJI, on
from support.http import Caller, open_app, sign_in
from support.provinces import GANSU, HENAN, build_province

DAY = "2026-11-19"
REPORTED = f"/t/{HENAN}/province/assessment"
WHO = ("clerk", "convener", "liaison")


@dataclass(frozen=True)
class Told:
    """A published round in 惠济, one that runs, and two provinces."""

    play: Assessing
    callers: dict[str, Caller]
    running: str
    before: str = ""
    preview: str = ""
    first: Any = None

    @property
    def path(self) -> str:
        return f"/api/v1/t/{HUIJI}/assessment/rounds/{self.play.round_id}/report"

    @property
    def page(self) -> str:
        return f"/t/{HUIJI}/assessment/{self.play.round_id}/report"

    def get(self, who: str, path: str) -> TestResponse:
        browser = self.callers[who].client
        browser.set_cookie("ld_session", self.callers[who].token)
        answer: TestResponse = browser.get(path)
        return answer


@pytest.fixture(scope="module")
def told(server: EmbeddedServer, template: str) -> Iterator[Told]:
    url = clone(server, template)
    engine = open_engine(url)
    sessions = open_sessions(engine)
    county = staff(sessions, HUIJI, UNITS, PEOPLE)
    with unit_of_work(sessions, HUIJI) as uow:
        running = Assessing(uow, county).plan(raw=scheme("other"))
        play = Assessing(uow, county)
        play.plan()
        play.step("clerk", SELF, "noticed")
        play.assign()
        play.step("clerk", FROZEN, "frozen")
        play.mark_all()
        play.step("clerk", RESULT, "preliminary")
        about = About(play.round_id, "finance", "4.1")
        for outcome, points in (("rejected", ""), ("partly", "5.5")):
            made = contesting.appeal(uow, play.who("liaison"), RESULT, about, "6", "漏计")
            said = Decision(outcome, points, "看过材料")
            who = play.who("justice_head")
            contesting.decide_appeal(uow, who, RESULT, play.round_id, made.id, said)
        play.step("clerk", WINDOW_OVER, "reviewed")
        play.step("convener", DECIDED, "decided", "会议审定")
        play.step("clerk", DECIDED, "published")
    app = open_app(sessions, DAY)
    callers = {who: sign_in(app, county, who, DAY) for who in WHO}
    for name, tenant in (("henan", HENAN), ("gansu", GANSU)):
        callers[name] = sign_in(app, build_province(sessions, tenant), "admin", DAY)
    found = Told(play, callers, str(running))
    before = found.get("henan", REPORTED).text
    preview = found.get("convener", found.page).text
    first = callers["convener"].call("POST", found.path)
    yield replace(found, before=before, preview=preview, first=first)
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])


def reported(told: Told, who: str, tenant: int) -> list[dict[str, object]]:
    path = f"/api/v1/t/{tenant}/province/assessments"
    found: list[dict[str, object]] = told.callers[who].call("GET", path).json["items"]
    return found


def test_who_has_no_part_reports_nothing_and_nothing_is_reported_too_early(told: Told) -> None:
    early = told.path.replace(str(told.play.round_id), told.running)

    assert told.callers["liaison"].call("POST", told.path).status_code == 404
    answer = told.callers["clerk"].call("POST", early)
    assert (answer.status_code, answer.json["code"]) == (409, "assessment.step")
    assert told.get("liaison", told.page).status_code == 404
    assert "还没有区县上报" in told.before
    assert "惠济区" in told.before


def test_a_province_sees_the_sums_of_who_reported_once_and_no_unit(told: Told) -> None:
    first = told.first
    again = told.callers["clerk"].call("POST", told.path)

    assert first.status_code == 201, first.text
    assert (again.status_code, again.json["code"]) == (409, "assessment.reported")
    (row,) = reported(told, "henan", HENAN)
    assert row | {"reported_at": ""} == first.json | {"reported_at": ""}
    with unit_of_work(told.play.county.sessions, HUIJI) as uow:
        edition = get_edition(uow, told.play.round_id)
        units = edition.content["outcome"]["units"]
        totals = [Decimal(each["total"]) for each in units.values()]
        names = [each["name"] for each in edition.content["units"]]
    said = row["content"]
    assert isinstance(said, dict)
    assert (row["digest"], row["county"], row["stands"]) == (edition.digest, "惠济区", True)
    assert (said["units"], said["appeals"], said["upheld"]) == (30, 2, 1)
    assert abs(Decimal(said["mean"]) - sum(totals, Decimal(0)) / 30) <= Decimal("0.005")
    page = told.get("henan", REPORTED).text
    assert said["mean"] in page
    assert said["mean"] in told.preview
    for name in names:
        assert name not in str(row), name


def test_another_province_and_who_is_not_of_it_see_nothing(told: Told) -> None:

    assert reported(told, "gansu", GANSU) == []
    assert "惠济区" not in told.get("gansu", f"/t/{GANSU}/province/assessment").text
    for who in WHO:
        for path in (REPORTED, f"/t/{HUIJI}/province/assessment"):
            assert told.get(who, path).status_code == 404, (who, path)


def test_the_export_holds_what_the_page_shows(told: Told) -> None:
    answer = told.get("henan", f"{REPORTED}.xlsx")
    head, line = load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True)
    (row,) = reported(told, "henan", HENAN)
    said = row["content"]

    assert isinstance(said, dict)
    found = dict(zip(head, line, strict=True))
    assert (found["区县"], found["平均得分"]) == ("惠济区", said["mean"])
    assert found["结果校验值"] == row["digest"]


def test_what_was_reported_before_a_correction_stays(told: Told) -> None:
    with unit_of_work(told.play.county.sessions, HENAN) as uow:
        (first,) = upward.list_reports(uow)
        kept = {key: getattr(first, key) for key in ("county_id", "county_name", "year")}
        kept |= {"content": first.content, "reported_by": first.reported_by}
        later = type(first)(
            tenant_id=HENAN, **kept, digest="1" * 64, reported_at=first.reported_at.replace(hour=23)
        )
        uow.session.add(later)
        uow.session.flush()
        assert upward.standing_reports(upward.list_reports(uow)) == [later]
        uow.session.rollback()


def test_counties_of_another_scheme_stand_apart() -> None:
    def said(county: int, mean: str, scheme: str) -> AssessmentReport:
        title = {"zh": "联动考核", "en": "Linkage"}
        of = {"key": "k", "edition": "1", "title": title, "digest": scheme * 64}
        content = {"scheme": of, "units": 30, "mean": mean, "deviation": "1.00", "grades": []}
        content |= {"appeals": 0, "upheld": 0, "automatic": None}
        return AssessmentReport(
            id=UUID(int=county), county_id=county, county_name=f"{county}县", year=2026,
            digest=str(county) * 64, content=content, reported_at=on(DAY).now(),
        )  # fmt: skip

    counties = {n: f"{n}县" for n in (1, 2, 3, 4)}
    told = [said(1, "90.00", "a"), said(2, "80.00", "b"), said(3, "70.00", "a")]
    page = reported_page(told, counties, "x", "/t/41", UTC)

    drawn = [each["chart"] and each["chart"]["values"] for each in page["groups"]]
    assert drawn == [[70.0, 90.0], None]
    assert [[row["county"] for row in each["rows"]] for each in page["groups"]] == [
        *(["1县", "3县"], ["2县"])
    ]
    assert page["silent"] == "4县"


def test_sums_leave_out_who_has_no_total_and_what_did_not_apply(told: Told) -> None:
    def unit(total: str | None, grade: str, **places: tuple[str, str]) -> dict[str, object]:
        kept = {key: {"full": full, "standing": how} for key, (full, how) in places.items()}
        words = {"zh": grade, "en": grade} if grade else None
        return {"total": total, "grade": words, "places": kept}

    applied = {"3.1": ("10", "scored"), "4.1": ("30", "scored")}
    units = {
        "finance": unit("90", "良好", **applied, **{"3.2": ("10", "not_applicable")}),
        "police": unit("95", "优秀", **applied),
        "statistics": unit(None, "", **{"4.1": ("0", "missing")}),
    }
    with unit_of_work(told.play.county.sessions, HUIJI) as uow:
        standing = standing_of(uow, told.play.round_id)
    content = {"outcome": {"units": units}, "scheme": dict(standing.raw)}
    said = upward.summary_of(standing, AssessmentEdition(number=1, content=content))

    assert (said["units"], said["mean"], said["deviation"]) == (3, "92.50", "2.50")
    assert [(each["zh"], each["units"]) for each in said["grades"]] == [("优秀", 1), ("良好", 1)]
    assert said["automatic"] == "25.00"
