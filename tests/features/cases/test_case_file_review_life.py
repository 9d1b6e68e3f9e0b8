"""A round of reviews: reviewers are drawn, score blind, may be replaced; each sees its own."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.cases.errors import FactsError, TransitionNotAllowedError
from liandong.features.cases.models import CaseEvent
from liandong.features.cases.service import FireTransition, RowCommand
from liandong.kernel.errors import ForbiddenError, NotFoundError
from liandong.mechanisms.drawing import rank
from liandong_plugins.enforcement_supervision import review_standard as standard
from support.browsing import Visit
from support.case_forms import words
from support.casework import Work, staff
from support.counties import XUYI

KEY = "case_file_review"
DAY = "2026-04-01"
SEEN = (NotFoundError, ForbiddenError)
UNITS = {
    "bureau": "justice_bureau", "market": "market_regulation", "ecology": "ecology_environment",
    "land": "natural_resources", "social": "social_security", "building": "urban_construction",
    "police": "police", "ours": "procuratorate",
}  # fmt: skip
PEOPLE = {
    "clerk": ("bureau", ("handler",)), "director": ("bureau", ("unit_head",)),
    "market": ("market", ("handler", "unit_head")), "ecology": ("ecology", ("handler",)),
    "land": ("land", ("handler",)), "social": ("social", ("handler",)),
    "building": ("building", ("handler",)), "police": ("police", ("handler",)),
    "ours": ("ours", ("prosecutor",)),
}  # fmt: skip
PLAN = {
    "title": "第一季度评查",
    "year": 2026,
    "quarter": "q1",
    "sampling": "随机",
    "standard": "一",
}
FILE = {"case_title": "某食品店案", "case_number": "1", "file_kind": "penalty"}


@pytest.fixture
def work(sessions: sessionmaker[Session]) -> Work:
    return Work(staff(sessions, XUYI, UNITS, PEOPLE), KEY)


def started(work: Work) -> UUID:
    case_id = work.open("clerk", DAY, "plan", PLAN, respondent="market")
    file = FILE | {"file_unit": str(work.county.units["market"])}
    rows = (RowCommand("file", "sample", None, file),)
    facts = {"submit_by": "2026-04-10"}
    asked = FireTransition("start", date.fromisoformat(DAY), facts, rows)
    work.county.draft("clerk", DAY, case_id, asked)
    work.county.step("clerk", DAY, case_id, "submit", "review_notice")
    work.county.fire("director", DAY, case_id, "start")
    move(work, "market", case_id, "file", 0, "submit",
         materials=[str(work.county.sealed_file("market"))])  # fmt: skip
    move(work, "clerk", case_id, "file", 0, "assign")
    return case_id


def rows(work: Work, who: str, case_id: UUID, kind: str) -> list[dict[str, Any]]:
    found = work.look(who, case_id, DAY)["rows"]
    return sorted((row for row in found if row["type"] == kind), key=lambda row: row["number"])


def move(work: Work, who: str, case_id: UUID, kind: str, nth: int, key: str, **facts: Any) -> None:
    row = rows(work, "clerk", case_id, kind)[nth]
    command = (RowCommand(kind, key, UUID(row["id"]), facts),)
    work.county.fire(who, DAY, case_id, None, rows=command)


def holder(work: Work, sheet: dict[str, Any]) -> str:
    units = {str(unit): name for name, unit in work.county.units.items()}
    return units[sheet["facts"]["person_unit"]]


def marks(each: float) -> dict[str, Any]:
    """Give each item this share of its full marks."""
    scores = {f"score_{key}": full * each for key, (_, full) in standard.ITEMS.items()}
    return {**scores, "no_conflict": True}


def test_the_draw_is_random_explained_and_can_be_repeated(work: Work, visit: Visit) -> None:
    case_id = started(work)

    (made,) = next(e["draws"] for e in work.look("clerk", case_id, DAY)["events"] if "draws" in e)
    keys = [each["key"] for each in made["eligible"]]
    assert keys == sorted(["r02", "r03", "r04", "r05", "r06"], key=lambda k: rank(made["seed"], k))
    assert [each["key"] for each in made["drawn"]] == keys[:2]
    assert {each["key"]: each["why"] for each in made["excluded"]} == {
        "r01": "own_unit", "r07": "own_unit", "r08": "no_unit",
    }  # fmt: skip
    page = words(visit(work.county, "clerk").get(f"/t/{XUYI}/cases/{KEY}/{case_id}").text)
    assert f"随机数 {made['seed']}" in page
    assert "所在单位参与本案" in page


def test_nobody_chooses_a_reviewer(work: Work) -> None:
    case_id = started(work)
    sheet = rows(work, "clerk", case_id, "sheet")[0]["facts"]

    with pytest.raises(FactsError):
        work.row("clerk", DAY, case_id, "sheet", "draw", **sheet)


def test_no_reviewer_sees_another_score_and_no_unit_another_file(work: Work) -> None:
    case_id = started(work)
    first, second = (holder(work, sheet) for sheet in rows(work, "clerk", case_id, "sheet"))
    move(work, first, case_id, "sheet", 0, "score", **marks(0.9))

    assert [row["state"] for row in rows(work, "clerk", case_id, "sheet")] == ["scored", "drawn"]
    for who, states in ((first, ["scored"]), (second, ["drawn"]), ("market", [])):
        assert [row["state"] for row in rows(work, who, case_id, "sheet")] == states
    assert rows(work, second, case_id, "file") == []
    with pytest.raises(SEEN):
        move(work, first, case_id, "sheet", 1, "score", **marks(1))
    with pytest.raises(SEEN):
        work.look("police", case_id, DAY)
    with pytest.raises(TransitionNotAllowedError):
        move(work, "clerk", case_id, "file", 0, "tally", findings="无", opinion_by="2026-04-09")


def test_a_replaced_reviewer_is_not_drawn_again(work: Work) -> None:
    case_id = started(work)
    before = [sheet["facts"]["person"] for sheet in rows(work, "clerk", case_id, "sheet")]
    own = holder(work, rows(work, "clerk", case_id, "sheet")[0])
    move(work, own, case_id, "sheet", 0, "recuse", why="与当事人有亲属关系")
    move(work, "clerk", case_id, "sheet", 0, "replace", ground="own", why="亲属")

    sheets = rows(work, "clerk", case_id, "sheet")
    assert [sheet["state"] for sheet in sheets] == ["replaced", "drawn", "drawn"]
    assert sheets[2]["facts"]["person"] not in before
    assert sheets[2]["facts"]["drawn_for"] == rows(work, "clerk", case_id, "file")[0]["id"]
    assert sheets[2]["facts"]["materials"] == sheets[0]["facts"]["materials"]


def test_a_third_looks_where_two_are_far_apart_and_the_two_nearest_count(work: Work) -> None:
    case_id = started(work)
    for nth, share in ((0, 1), (1, 0.8)):
        who = holder(work, rows(work, "clerk", case_id, "sheet")[nth])
        move(work, who, case_id, "sheet", nth, "score", **marks(share))
    with pytest.raises(TransitionNotAllowedError):
        move(work, "clerk", case_id, "file", 0, "tally", findings="无", opinion_by="2026-04-09")
    move(work, "clerk", case_id, "file", 0, "third_look")
    third = holder(work, rows(work, "clerk", case_id, "sheet")[2])
    move(work, third, case_id, "sheet", 2, "score", **marks(0.9))
    move(work, "clerk", case_id, "file", 0, "tally", findings="送达", opinion_by="2026-04-09")
    move(work, "market", case_id, "file", 0, "opine", opinion="agreed")
    move(work, "director", case_id, "file", 0, "grade", adjustment=-10)

    facts = rows(work, "market", case_id, "file")[0]["facts"]
    assert (facts["score"], facts["final_score"], facts["grade"]) == (85, 75, "qualified")


def graded(work: Work, share: float) -> UUID:
    """Return a round whose file is graded, as both reviewers saw it."""
    case_id = started(work)
    for nth in (0, 1):
        who = holder(work, rows(work, "clerk", case_id, "sheet")[nth])
        move(work, who, case_id, "sheet", nth, "score", **marks(share))
    move(work, "clerk", case_id, "file", 0, "tally", findings="送达", opinion_by="2026-04-09")
    move(work, "market", case_id, "file", 0, "opine", opinion="agreed")
    move(work, "director", case_id, "file", 0, "grade")
    return case_id


def test_a_file_passes_unless_it_failed(work: Work) -> None:
    for share in (0.6, 0.5):
        graded(work, share)

    assert work.rates("clerk", "2026-05-20")["pass_rate"] == (1, 2)


def test_what_is_put_right_after_its_day_is_late_and_no_clock_says_so(work: Work) -> None:
    case_id = graded(work, 0.9)
    defect = {"unit": str(work.county.units["market"]), "due": "2026-05-01"}
    demands = [
        RowCommand("defect", "demand", None, defect | {"defect": text}) for text in ("甲", "乙")
    ]
    facts = {"summary": "一卷", "advice": "改正"}
    asked = FireTransition("report", date.fromisoformat(DAY), facts, tuple(demands))
    work.county.draft("clerk", DAY, case_id, asked)
    work.county.step("clerk", DAY, case_id, "submit", "review_bulletin")
    work.county.fire("director", DAY, case_id, "report")

    ids = [UUID(row["id"]) for row in rows(work, "market", case_id, "defect")]
    for day, row in zip(("2026-05-01", "2026-05-02"), ids, strict=True):
        rectified = (RowCommand("defect", "rectify", row, {"measures": "已改"}),)
        work.county.fire("market", day, case_id, None, rows=rectified)

    states = [row["state"] for row in rows(work, "clerk", case_id, "defect")]
    assert states == ["done", "done_late"]
    assert work.rates("market", "2026-05-20")["rectified_in_time_rate"] == (1, 2)
    assert work.look("market", case_id, "2026-05-20")["deadlines"] == []


def test_a_draw_is_a_fact_of_its_event(work: Work) -> None:
    case_id = started(work)

    with work.county.acting("clerk", DAY) as (uow, _, __):
        query = select(CaseEvent).where(CaseEvent.tenant_id == XUYI, CaseEvent.case_id == case_id)
        made = [e.payload["draws"] for e in uow.session.scalars(query) if "draws" in e.payload]
    assert [draw["pool"] for draws in made for draw in draws] == ["reviewers"]


def test_who_reviews_a_file_is_known_to_who_drew_them_alone(work: Work, visit: Visit) -> None:
    case_id = started(work)
    path = f"/t/{XUYI}/cases/{KEY}/{case_id}"
    drawn = {holder(work, sheet) for sheet in rows(work, "clerk", case_id, "sheet")}
    names = {str(work.county.units[each]) for each in drawn}

    def told(who: str) -> set[str]:
        seen = work.look(who, case_id, DAY)
        return {each["unit_id"] for each in seen["parties"] if each["part"] == "assistant"}

    assert told("clerk") == names
    for who in ("market",):
        own = {str(work.county.units[PEOPLE[who][0]])}
        assert told(who) == names & own
        assert not any(each["draws"] for each in work.look(who, case_id, DAY)["events"])
        assert "随机数" not in visit(work.county, who).get(path).text
