"""A scheme edited place by place: what is read, what is refused, what a running round keeps."""

from dataclasses import replace
from functools import partial

import pytest

from liandong.features.assessment.pages.daybook_view import daybook_page
from liandong.features.assessment.pages.inspection_view import inspections_page
from liandong.features.assessment.pages.letter_view import letters_page, sendable
from liandong.features.assessment.service import (
    inspecting,
    issuing,
    noting,
    papers,
    running,
    schemes,
    stating,
)
from liandong.features.assessment.service.editing import (
    Added,
    Row,
    code_at,
    edited,
    rows_of,
    with_item,
)
from liandong.features.assessment.service.noting import Deduction
from liandong.features.assessment.service.replacing import change, fallen
from liandong.features.assessment.service.saying import About
from liandong.features.assessment.service.scheme_tables import as_workbook, as_yaml
from liandong.features.assessment.service.schemes import judge, read_upload
from liandong.features.assessment.service.viewing import see
from liandong.features.units.models import Unit
from liandong.kernel.errors import NotFoundError
from support.assessing import DAYS, SELF, STORE, Assessing, scheme
from support.counties import HUIJI

HEAD = {"title": "新方案", "edition": "2026-2", "reason": "调整"}
PARTS = {"replaces", "title", "edition"}


def typed(code: str, **values: str) -> list[Row]:
    rows = {row.code: row for row in rows_of(scheme())}
    row = rows[code]
    rule = values.pop("rule", row.rule)
    return [replace(row, values={**row.values, **values}, rule=rule)]


def test_what_nobody_touched_stays_to_the_last_value() -> None:
    raw, problems = edited(scheme(), HEAD, rows_of(scheme()), [])

    assert not problems
    rest = {key: value for key, value in raw.items() if key not in PARTS}
    assert rest == {key: value for key, value in scheme().items() if key not in PARTS}
    assert raw["replaces"] == {"reason": "调整", "edition": "2026-1", "codes": []}


def test_points_that_no_longer_add_up_are_named_where_they_stand() -> None:
    raw, problems = edited(scheme(), HEAD, typed("3.1", points="9"), [])
    _, found = judge(raw)

    assert not problems
    assert {code_at(raw, each.where) for each in found} == {"3", "linkage"}


def test_a_rule_that_cannot_be_read_changes_nothing_and_names_its_line() -> None:
    raw, problems = edited(scheme(), HEAD, typed("4.1", rule="terms: [\n- x: :"), [])
    _, stolen = edited(scheme(), HEAD, typed("4.1", rule="points: 99"), [])

    assert [each.where for each in problems] == ["4.1"]
    assert "规则第 2 行" in problems[0].message_zh
    assert [each.where for each in stolen] == ["4.1"]
    assert raw["sheets"] == scheme()["sheets"]


def test_an_item_is_left_out_and_another_comes_in_its_place() -> None:
    raw, _ = edited(scheme(), HEAD, rows_of(scheme()), ["5.1"])
    rule = next(row.rule for row in rows_of(scheme()) if row.code == "5.1")
    added = Added("5", "5.2", "示范案例", "2", "justice_bureau", rule)

    assert raw["replaces"]["codes"] == [{"old": "5.1", "new": []}]
    assert not with_item(raw, added)
    checked, problems = judge(raw)
    assert not problems
    assert checked is not None
    assert change(scheme(), raw) == change(scheme(), raw).__class__(("5.2",), ("5.1",), (), (), ())
    assert [e.where for e in with_item(raw, replace(added, under="5.2"))] == ["5.2"]


def test_a_file_is_read_both_ways_and_refused_by_its_line() -> None:
    for content, name in (
        (as_yaml(scheme()).encode(), "方案.yaml"),
        (as_workbook(scheme()), "方案.xlsx"),
    ):
        raw, problems = read_upload(content, name)
        assert not problems
        assert raw["key"] == "huiji_linkage"
    _, wrong = read_upload(as_yaml(scheme()).replace("points: 8", "points: 9").encode(), "a.yaml")
    _, other = read_upload(b"x", "方案.docx")

    assert wrong[0].where.startswith("a.yaml:")
    assert [each.where for each in other] == ["方案.docx"]


def test_another_edition_in_the_middle_of_the_year_carries_what_was_said(
    play: Assessing,
) -> None:
    play.plan(raw=scheme("carried"))
    play.step("clerk", SELF, "noticed")
    play.assign()
    for code in ("4.1", "5.1"):
        about = About(play.round_id, "finance", code)
        stating.state(play.uow, play.who("liaison", SELF), SELF, about, stating.Statement("见案件"))
    raw, _ = edited(scheme("carried"), HEAD, rows_of(scheme("carried")), ["5.1"])
    rule = next(row.rule for row in rows_of(scheme()) if row.code == "5.1")
    with_item(raw, Added("5", "5.2", "示范案例", "2", "justice_bureau", rule))
    raw["replaces"]["codes"] = [{"old": "5.1", "new": ["5.2"]}]
    lost = {**raw, "replaces": {**raw["replaces"], "codes": [{"old": "5.1", "new": []}]}}
    assert fallen(play.standing(), raw).statements == {}
    assert fallen(play.standing(), lost).statements == {"5.1": 1}
    clerk = play.who("clerk", SELF)
    kept = schemes.state(play.uow, clerk, SELF, raw)
    running.replace_scheme(play.uow, clerk, SELF, play.round_id, kept.id, "指标调整")
    standing = play.standing()

    assert sorted(standing.statements) == [("finance", "4.1"), ("finance", "5.2")]
    assert all("5.2" in each.codes for each in standing.assignments.values())
    assert standing.evaluators("finance", "5.2")


def test_the_day_book_goes_with_its_item(play: Assessing) -> None:
    raw = scheme("booked")
    item = raw["sheets"][0]["items"][-1]["items"][0]
    item["inputs"]["practices"]["source"] = {"deductions": True}
    play.plan(raw=raw)
    about = About(play.round_id, "finance", "5.1")
    clerk = play.who("clerk", SELF)
    noted = Deduction("practices", "1", DAYS["since"], "推广一次")
    noting.deduct(play.uow, clerk, SELF, about, noted)
    new, _ = edited(raw, HEAD, rows_of(raw), ["5.1"])

    assert fallen(play.standing(), new).deductions == {"5.1": 1}


def test_a_unit_that_left_is_still_named_in_what_was_said_of_it(play: Assessing) -> None:
    """It is closed, and the scheme is replaced: its entry, task and letter can still be read."""
    play.plan(raw=scheme("left"))
    play.step("clerk", SELF, "noticed")
    clerk, about = play.who("clerk", SELF), About(play.round_id, "finance", "4.1")
    noted = noting.deduct(play.uow, clerk, SELF, about, Deduction("late", "1", DAYS["since"], "迟"))
    task = inspecting.set_task(play.uow, clerk, SELF, about, "补齐", SELF.today())
    send = partial(issuing.issue, play.uow, clerk, SELF, STORE, play.round_id)
    send(issuing.Order("notice"))
    unit = play.uow.session.get(Unit, (HUIJI, play.county.units["finance"]))
    assert unit is not None
    unit.is_active = False
    raw, _ = edited(scheme("left"), HEAD, rows_of(scheme("left")), [])
    kept = schemes.state(play.uow, clerk, SELF, raw)
    running.replace_scheme(play.uow, clerk, SELF, play.round_id, kept.id, "撤并")
    sight = see(play.uow, clerk, play.round_id)

    assert "finance" not in sight.standing.participants
    assert daybook_page(sight, "")["rows"][0]["unit"] == "区财政局"
    assert inspections_page(sight, "", SELF.today())["tasks"][0]["unit"] == "区财政局"
    assert "区财政局" in letters_page(sight, "", {}, receives=False)["rows"][0]["waiting"]
    assert "task" not in sendable(sight.standing)
    with pytest.raises(NotFoundError):
        send(issuing.Order("task", task=task.id))
    noting.take_back(play.uow, clerk, SELF, play.round_id, noted.id, "误记")
    papers.notice_of(play.uow, play.standing())
