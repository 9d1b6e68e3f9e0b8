"""Workbooks as they come by WeChat: each mess by itself."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from liandong.features.rosters.errors import RosterFileError
from liandong.features.rosters.service.sheets import MOST_ROWS, REFUSED, read_sheet
from support.rosters import book, judged, one, seats_of, unit_of, words

HEAD = ("单位", "联络员", "职务", "联系方式")


def test_a_title_stands_above_the_head_and_notes_below_it() -> None:
    read = read_sheet(
        book(
            [
                ["惠济区府检联动联络员名单"],
                [],
                ["序号", "成员单位", "姓名", "职务", "电话", "微信群"],
                ["一、政府部门"] * 6,
                [1, "区财政局", "王一", "科长", 13800000001, "已进"],
                [2.0, "区审计局", "王二", "科长", 13800000002, ""],
                ["注：以上人员如有变动请及时报联动办"],
                ["合计", 2],
            ],
            merged=["A1:F1", "A4:F4", "A7:F7"],
        )
    )
    assert [(row.number, row.cells["name"]) for row in read.rows] == [
        (5, "区财政局"),
        (6, "区审计局"),
    ]
    assert read.rows[0].cells["seat"] == "联络员"  # the title speaks of them
    assert read.unused == ("序号", "微信群")
    assert [number for number, _ in read.aside] == [4, 7, 8]


def test_a_merged_unit_stands_for_all_its_people() -> None:
    rows = [HEAD, ["区城管局", "王一", "科长", "13800000001"], [None, "王二", "科员", "63639999"]]
    outcome = judged(book(rows, merged=["A2:A3"]))

    assert [each.verdict for each in outcome.rows] == ["changed", "changed"]
    assert not outcome.rows[1].notes
    found = seats_of(outcome, "urban_management", "liaison")
    assert [each["person"] for each in found] == ["王一", "王二"]
    assert [each["key"] for each in found] == [
        "liaison_urban_management",
        "liaison_urban_management_2",
    ]


def test_an_empty_unit_below_another_is_taken_for_it_and_is_to_be_checked() -> None:
    rows = [HEAD, ["区城管局", "王一", "科长", ""], [None, "王二", "科员", ""]]
    assert "按上一行的“区城管局”，请核对" in words(judged(book(rows)).rows[1])


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        (13812345678.0, "13812345678"),
        (13812345678, "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("1.3812345678E10", "13812345678"),
        ("13812345678.0", "13812345678"),
        ("0371-63639999", "0371-63639999"),
        ("（0371）63639999", "0371-63639999"),
        ("63639999\n13812345678", "63639999、13812345678"),
        ("63639999/13812345678", "63639999、13812345678"),
        ("6612", "6612"),
    ],
)
def test_phone_numbers_are_read_as_they_are_meant(written: object, phone: str) -> None:
    outcome = judged(book([HEAD, ["区财政局", "王一", "科长", written]]))
    assert seats_of(outcome, "finance", "liaison")[0]["phone"] == phone


@pytest.mark.parametrize("written", ["1381234567", 1381234567.0, "见附件", "138123456789"])
def test_what_is_no_phone_number_is_said(written: object) -> None:
    row = one(judged(book([HEAD, ["区财政局", "王一", "科长", written]])))
    assert row.verdict == "failed"
    assert [each.field for each in row.wrong] == ["phone"]
    assert "不像电话号码" in row.wrong[0].words.zh
    assert "no phone number" in row.wrong[0].words.en


def test_blanks_width_and_numbering_make_no_other_unit() -> None:
    rows = [
        HEAD,
        ["　3、区 财 政 局  ", "王　一", " 科 长 ", ""],
        ["１２３４５热线", "王二", "", ""],
    ]
    outcome = judged(book(rows))

    assert [each.unit for each in outcome.rows] == ["finance", "hotline_12345"]
    seat = seats_of(outcome, "finance", "liaison")[0]
    assert (seat["person"], seat["title"]) == ("王一", "科长")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("惠济区人力资源和社会保障局", "human_resources"),
        ("区人社局", "human_resources"),
        ("郑州市惠济区人力资源社会保障局", "human_resources"),
        ("区市场监督管理局", "market_regulation"),
        ("郑州市公安局惠济分局", "police"),
        ("惠济公安分局", "police"),
        ("惠济区检察院", "procuratorate"),
        ("区人民检察院", "procuratorate"),
        ("区卫生健康委员会", "health"),
        ("自然资源主管部门", "natural_resources"),
        ("惠济区新城街道", "township_01"),
    ],
)
def test_a_unit_is_known_by_any_of_its_names(written: str, key: str) -> None:
    assert one(judged(book([HEAD, [written, "王一", "科长", ""]]))).unit == key


def test_a_name_that_only_means_the_unit_is_to_be_checked_and_becomes_an_alias() -> None:
    table = book([HEAD, ["惠济区人力资源和社会保障局", "王一", "科长", ""]])
    first = judged(table)
    assert "按名称认作“区人社局”，请核对" in words(one(first))
    assert unit_of(first, "human_resources")["name"] == "区人社局"
    assert unit_of(first, "human_resources")["aliases"] == ["惠济区人力资源和社会保障局"]

    again = judged(table, roster=first.roster)
    assert one(again).verdict == "same"
    assert not words(one(again))
    assert not again.changes


def test_heads_say_two_people_side_by_side() -> None:
    rows = [
        ["序号", "单位名称", "分管领导", "职务", "联络员", "职务", "手机"],
        [1, "区财政局", "王一", "副局长", "王二", "科长", "13800000001"],
    ]
    outcome = judged(book(rows))
    (member,) = seats_of(outcome, "finance", "member")
    (liaison,) = seats_of(outcome, "finance", "liaison")
    assert (member["key"], member["person"], member["title"]) == (
        "member_finance",
        "王一",
        "副局长",
    )
    assert (liaison["person"], liaison["title"], liaison["phone"]) == (
        *("王二", "科长", "13800000001"),
    )


def test_a_head_of_two_lines_says_whose_column_it_is() -> None:
    rows = [
        ["单位", "分管领导", None, "联络员", None],
        ["单位", "姓名", "职务", "姓名", "联系电话"],
        ["区财政局", "王一", "副局长", "王二", "63639999"],
    ]
    outcome = judged(book(rows, merged=["A1:A2", "B1:C1", "D1:E1"]))
    assert seats_of(outcome, "finance", "member")[0]["person"] == "王一"
    assert seats_of(outcome, "finance", "liaison")[0]["phone"] == "63639999"


def test_the_head_stands_again_where_a_page_breaks() -> None:
    rows = [HEAD, ["区财政局", "王一", "科长", ""], HEAD, ["区审计局", "王二", "科长", ""]]
    assert len(judged(book(rows)).rows) == 2


def test_two_people_in_one_cell_are_refused() -> None:
    row = one(judged(book([HEAD, ["区财政局", "王一、李二", "科长", ""]])))
    assert row.verdict == "failed"
    assert "一人一行" in words(row)


def test_the_number_of_an_identity_card_is_refused() -> None:
    row = one(judged(book([HEAD, ["区财政局", "王一", "科长", "410108199001011234"]])))
    assert "身份证号码" in words(row)


@pytest.mark.parametrize(
    ("written", "day"),
    [("2026.3.2", "2026-03-02"), ("2026年3月2日", "2026-03-02"), (46083.0, "2026-03-02")],
)
def test_days_are_read_however_they_are_written(written: object, day: str) -> None:
    head = (*HEAD, "任职时间")
    outcome = judged(book([head, ["区财政局", "王一", "科长", "", written]]))
    assert seats_of(outcome, "finance", "liaison")[0]["from"] == day


def test_the_sheet_of_the_roster_need_not_be_the_first() -> None:
    made = Workbook()
    made.active.append(["封面"])
    sheet = made.create_sheet("名单")
    sheet.append(HEAD)
    sheet.append(["区财政局", "王一"])
    file = BytesIO()
    made.save(file)
    assert len(read_sheet(file.getvalue()).rows) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no workbook", "读不出表格"),
        (book([["姓名", "电话"], ["王一", "1"]]), "没有找到“单位名称”一列"),
        (book([HEAD]), "列名下面没有内容"),
        (book([HEAD, *(["区财政局"] for _ in range(MOST_ROWS + 1))]), "一次最多"),
    ],
    ids=["bytes", "no units", "no rows", "too many"],
)
def test_what_is_no_roster_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(RosterFileError) as refused:
        read_sheet(data)
    assert said in refused.value.problems[0].message_zh


def test_a_file_of_refused_rows_says_nothing_of_those_it_lacks() -> None:
    rows = [HEAD, ["区财政局", "王一", "科长", ""]]
    assert judged(book(rows)).units
    assert not judged(book(rows, name=REFUSED)).units
