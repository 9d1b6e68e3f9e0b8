"""What goes out as a workbook comes in again: the roster changes nothing, refused rows alone."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from liandong.authz.vocabulary import KINDS
from liandong.features.rosters.service.books import FIELDS, refused_book, template
from liandong.features.rosters.service.judging import Judged
from liandong.features.rosters.service.reading import ROLE_LABELS
from liandong.features.rosters.service.sheets import REFUSED, Row, read_sheet
from liandong.features.rosters.service.wording import wording
from support.counties import shipped
from support.rosters import TODAY, book, judged, words

COUNTIES = ("410108", "620725", "320830", "141121")
HAN = st.text("区县人民政府检察院公安局财政审计中心街道镇甲乙丙丁Ab12（）", min_size=2, max_size=12)
NAMES = HAN.filter(lambda text: text[0] not in "（12" and not text.isascii())
DAYS = st.dates(TODAY.replace(year=2020), TODAY).map(str)
PEOPLE = st.text("王李张刘陈璐伟光", min_size=2, max_size=4)
PHONES = st.sampled_from(["13800000001", "0371-63639999", "6612", "63639999、13800000002"])


@st.composite
def rosters(draw: Any) -> dict[str, Any]:
    """Any roster that the schema and the checks of a package take."""
    names = iter(draw(st.lists(NAMES, min_size=3, max_size=24, unique_by=str.casefold)))
    units: list[dict[str, Any]] = []
    for number, name in enumerate(names):
        unit = {"key": f"u{number}", "name": name, "kind": draw(st.sampled_from(sorted(KINDS)))}
        unit |= {"vertical": draw(st.booleans()), "note": draw(NAMES)}
        unit["member"] = draw(st.booleans())
        unit["partner"] = not unit["member"] and draw(st.booleans())
        for part in draw(st.sets(st.sampled_from(["full_name", "short_name", "aliases"]))):
            other = next(names, None)
            if other:
                unit[part] = [other] if part == "aliases" else other
        unit["roles"] = draw(st.lists(st.sampled_from(sorted(ROLE_LABELS)), unique=True))
        units.append(unit)
    seats = []
    for number in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(sorted(wording().seat_labels)))
        seat = {"key": f"s{number}", "seat": kind, "label": draw(NAMES)}
        seat["unit"] = draw(st.sampled_from(units))["key"]
        stated = {"person": PEOPLE, "title": NAMES, "phone": PHONES, "from": DAYS}
        parts = draw(st.sets(st.sampled_from(sorted(stated))))
        seat |= {part: draw(stated[part]) for part in parts}
        if "person" in seat:
            seat.setdefault("from", "2024-01-19")
        seats.append(seat)
    return {"units": units, "seats": seats}


@given(rosters())
@settings(max_examples=60, deadline=None)
def test_any_roster_written_and_read_again_changes_nothing(roster: dict[str, Any]) -> None:
    outcome = judged(template(roster, TODAY), roster=roster)
    assert not outcome.failed, [words(each) for each in outcome.failed]
    assert not [each.words.zh for each in outcome.changes]
    assert outcome.roster == roster
    assert not [each for each in (*outcome.units, *outcome.people) if each.leaves]


@pytest.mark.parametrize("code", COUNTIES)
def test_the_roster_of_each_county_comes_back_as_it_is(code: str) -> None:
    roster = shipped(code).files["roster"]
    outcome = judged(template(roster, TODAY), code)
    assert outcome.roster == roster
    assert (outcome.counts["same"], outcome.units) == (len(outcome.rows), ())


def test_the_template_has_lists_to_choose_from_and_says_how_to_fill_it() -> None:
    made = load_workbook(BytesIO(template()))
    sheet, lists = made["单位名册"], made["选项"]
    assert [cell.value for cell in sheet[1]] == [wording().labels[name] for name in FIELDS]
    assert lists.sheet_state == "hidden"
    checked = {str(check.sqref)[0]: check for check in sheet.data_validations.dataValidation}
    assert len(checked) == 4  # kind, vertical, part, seat
    kinds = [row[0] for row in lists.iter_rows(values_only=True) if row[0]]
    assert len(kinds) == len(KINDS)
    assert made["填写说明"]["A1"].value == "单位名称"


def test_exactly_the_refused_rows_go_out_and_come_in_again() -> None:
    rows = [
        ["单位", "分管领导", "职务", "联络员", "职务", "电话"],
        ["区财政局", "王一", "副局长", "王二", "科长", "13800000001"],
        ["区审计局", "李一", "副局长", "李二", "科长", "不知道"],
        ["甲乙丙", "", "", "张三", "", ""],
    ]
    outcome = judged(book(rows))
    assert [each.row.number for each in outcome.failed] == [3, 4]

    data = refused_book(outcome.failed)
    sheet = load_workbook(BytesIO(data))[REFUSED]
    listed = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in listed] == ["原文件行号", "3", "4"]
    assert "不像电话号码" in str(listed[1][1])

    again = read_sheet(data)
    assert again.is_partial
    assert [row.cells for row in again.rows] == [dict(each.row.cells) for each in outcome.failed]


def test_a_cell_that_looks_like_a_formula_stays_a_text() -> None:
    row = Row(2, {"name": "=1+1", "seat": "成员"})
    cell = load_workbook(BytesIO(refused_book([Judged(row, "failed")])))[REFUSED]["C2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
