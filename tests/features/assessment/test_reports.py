"""The papers of a round, from a small result: what they say, number by number."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from liandong.features.assessment.service import reports
from liandong.features.assessment.service.reports import Appeal, Days, Known, Paper, Task
from liandong.features.documents.service import (
    Heading,
    Items,
    Letter,
    Paragraph,
    Table,
    to_docx,
    to_pdf,
)
from liandong.features.documents.service.letters import plain
from liandong.features.documents.service.pdf import to_html
from liandong.scoring.editions import computed, digest

Plain = dict[str, Any]


def _item(code: str, label: str, points: int, inputs: Plain, term: Plain) -> Plain:
    return {
        "code": code,
        "label": label,
        "points": points,
        "scorer": "justice_bureau",
        "inputs": inputs,
        "terms": [term],
    }


def _metric(take: str) -> Plain:
    return {"metric": "procuratorial_suggestion.on_time_rate", "take": take}


REPLIES = _item(
    "1",
    "按期回复",
    8,
    {
        "on_time": {"label": "按期回复", "unit": " 件", "source": _metric("part")},
        "due": {"label": "应回复", "unit": " 件", "source": _metric("whole")},
    },
    {
        "per": {"short": {"of": {"rate": {"of": "on_time", "in": "due"}}, "below": 100}},
        "each": -0.08,
    },
)
NOT_DONE = {"not_done": {"label": "未到位", "unit": " 件", "source": {"judged": True}}}
EXPOSED = {"exposed": {"label": "曝光", "unit": " 次", "source": {"judged": True}}}
SCHEME: Plain = {
    "key": "small",
    "edition": "2026-1",
    "year": 2026,
    "title": "试算方案",
    "groups": [
        {"key": "enf", "label": "执法部门", "for": {"kinds": ["department"]}},
        {"key": "town", "label": "镇办", "for": {"kinds": ["township"]}},
    ],
    "sheets": [
        {
            "code": "A",
            "label": "联动工作",
            "points": 24,
            "items": [
                REPLIES,
                _item("2", "整改实效", 6, NOT_DONE, {"per": "not_done", "each": -1.5}),
                _item("3", "舆情", 10, EXPOSED, {"per": "exposed", "each": -1}),
            ],
        }
    ],
    "grading": {
        "of": "percent",
        "grades": [{"label": "优秀", "from": 95}, {"label": "良好", "from": 80}, {"label": "合格"}],
    },
}
UNITS: list[Plain] = [
    {"key": "tax", "name": "税务局", "kind": "department", "roles": []},
    {"key": "finance", "name": "财政局", "kind": "department", "roles": []},
    {"key": "water", "name": "水利局", "kind": "department", "roles": []},
    {"key": "town", "name": "古荥镇", "kind": "township", "roles": []},
]
EVIDENCE: Plain = {
    "tax": {"1/on_time": "9", "1/due": "10", "2/not_done": "1", "3/exposed": "0"},
    "finance": {"1/on_time": "3", "1/due": "3", "2/not_done": "0", "3/exposed": "0"},
    "water": {"1/on_time": "0", "1/due": "0", "2/not_done": "1", "3/exposed": "0"},
    "town": {"1/on_time": "1", "1/due": "3", "3/exposed": "0"},
}
DAYS = Days(
    date(2026, 1, 1),
    date(2026, 10, 31),
    date(2026, 11, 3),
    date(2026, 11, 5),
    date(2026, 11, 20),
    appeal_days=5,
)
RECORD: Plain = {
    "number": "惠检建〔2026〕3号",
    "matter": "检察建议回复",
    "title": "某公司污染环境",
    "on": "2026-05-06",
    "outcome": "late",
    "counts": False,
}
ISSUER = "惠济区府检联动工作联席会议办公室"
PAPER = Paper(ISSUER, "惠联办〔2026〕5号", date(2026, 12, 1))


@pytest.fixture(scope="module")
def content() -> Plain:
    return computed(SCHEME, UNITS, EVIDENCE, {})


@pytest.fixture(scope="module")
def known(content: Plain) -> Known:
    return Known(
        "2026年度府检联动工作考核",
        "惠政文〔2024〕22号第五（三）条",
        DAYS,
        edition=1,
        digest=digest(content),
        appeals=(
            Appeal("tax", "2", "材料已补齐", "partly", "补齐在期限内", old="3.00", new="4.50"),
            Appeal("finance", "1", "理由另附", "rejected"),
            Appeal("water", "2", "还在补材料"),
        ),
        tasks=(Task("tax", "2", "补做整改并附照片", date(2027, 1, 31)),),
        records={"tax": {"procuratorial_suggestion.on_time_rate": [RECORD]}},
    )


def _said(letter: Letter) -> list[str]:
    """The lines of a letter; a row of a table as its cells with | between."""
    found = []
    for block in letter.blocks:
        match block:
            case Table(head, rows):
                found += [" | ".join(row) for row in (head, *rows)]
            case Items(texts):
                found += ["".join(run.text for run in text) for text in texts]
            case Heading(text) | Paragraph(text):
                found.append("".join(run.text for run in text))
    return found


def test_the_bulletin_ranks_each_peer_group_with_its_mean(content: Plain, known: Known) -> None:
    said = _said(reports.bulletin(content, known, PAPER))

    assert "执法部门：3个单位，平均20.07分，最高24.00分，最低14.50分；优秀1个、良好2个。" in said
    assert "镇办：1个单位；古荥镇有事项未评，不排名次。" in said
    start = said.index("执法部门")
    assert said[start + 1 : start + 5] == [
        "名次 | 单位 | 得分 | 满分 | 等次",
        "1 | 财政局 | 24.00 | 24.00 | 优秀",
        "2 | 税务局 | 21.70 | 24.00 | 良好",
        "3 | 水利局 | 14.50 | 16.00 | 良好",
    ]
    assert said[-1].endswith(
        f"前16位为{known.digest[:16]}，可据以重新计算。各单位的逐项得分和依据见单位报告。"
    )


def test_the_bulletin_says_what_was_good_and_what_was_lost(content: Plain, known: Known) -> None:
    said = _said(reports.bulletin(content, known, PAPER))

    assert "执法部门：财政局名列第一。" in said
    assert "各单位都得满分的事项：3 舆情。" in said
    lost = said[said.index("四、失分较多的事项") + 1 : said.index("五、整改要求")]
    assert lost == [
        "1 按期回复：平均得分率74.46%，2个单位失分（税务局、古荥镇）。",
        "2 整改实效：平均得分率83.33%，2个单位失分（税务局、水利局）。",
    ]
    assert "税务局 | 2 整改实效 | 补做整改并附照片 | 2027年1月31日" in said
    assert "复核申诉2项，其中1项改了得分。" in said


def sure(content: Plain, **intervals: list[int]) -> Plain:
    kept = {"weights": "0.1000", "errors": {"2": "0.5000"}, "draws": 1000}
    return content | {"robustness": {"A": kept | {"intervals": intervals}}}


METHOD = (
    "名次区间：各项权重上下浮动10%、人工评分上下浮动0.5分，随机重算1000次，"
    "十次中有九次名次在此区间内。"
)


def test_beside_a_rank_stands_how_sure_it_is(content: Plain, known: Known) -> None:
    drawn = sure(content, finance=[1, 2], tax=[2, 2])
    said = _said(reports.bulletin(drawn, known, PAPER))

    assert "名次 | 名次区间 | 单位 | 得分 | 满分 | 等次" in said
    assert f"{METHOD}区间相交的单位，先后不宜看作实在的高低。" in said
    rows = [line.split(" | ") for line in said if " | " in line]
    ends = {row[2]: row[1] for row in rows if len(row) == 6}
    assert ends | {"财政局": "1–2", "税务局": "2", "古荥镇": "—"} == ends

    report = {
        key: _said(reports.unit_report(drawn, key, known, PAPER))[0] for key in ("finance", "tax")
    }
    assert "名（名次区间1–2，不确定），等次为" in report["finance"]
    assert "名（名次稳定），等次为" in report["tax"]
    assert report["finance"].endswith(METHOD)


def test_sections_without_anything_to_say_are_left_out(content: Plain, known: Known) -> None:
    bare = replace(known, tasks=(), appeals=(), edition=None)

    headings = [b for b in _said(reports.bulletin(content, bare, PAPER)) if b[1:2] == "、"]

    assert headings == ["一、总体情况", "二、考核名次", "三、做得好的方面", "四、失分较多的事项"]


def test_the_notice_says_by_what_and_on_which_days(known: Known) -> None:
    said = _said(reports.notice(SCHEME, UNITS, known, PAPER))

    assert "执法部门（3个）：税务局、财政局、水利局。" in said
    assert "联动工作（24分）" in said
    assert "1 | 按期回复 | 8 | 平台记录" in said
    assert "2 | 整改实效 | 6 | 评分人评定" in said
    assert "材料报送到2026年11月3日为止，此后不再接收。" in said
    assert "数据冻结：2026年11月5日。此后发生和补录的事项不计入本次考核。" in said
    assert "申诉：初步结果公布后5个工作日内，公布当日不计。" in said
    assert "优秀：得分率不低于95%；良好：得分率不低于80%；合格：其余单位。" in said


def test_the_report_of_a_unit_shows_sums_records_and_appeals(content: Plain, known: Known) -> None:
    said = _said(reports.unit_report(content, "tax", known, PAPER))

    assert said[0].endswith("考核得21.70分，满分24.00分，在本组3个单位中列第2名，等次为良好。")
    (replies,) = [each for each in said if each.startswith("1 按期回复 |")]
    assert replies.startswith("1 按期回复 | 7.20 | 8.00 | 起评 8 分；")
    assert replies.endswith(" = 7.20 分")
    assert "惠检建〔2026〕3号 检察建议回复 | 2026年5月6日 | 逾期 | 否" in said
    assert (
        "2 整改实效。申诉理由：材料已补齐。复核部分成立，由3.00分改为4.50分：补齐在期限内。" in said
    )
    assert "2 整改实效：补做整改并附照片（2027年1月31日前完成）。" in said
    assert not [each for each in said if "某公司" in each or "理由另附" in each]


def test_the_report_of_a_unit_says_what_it_would_take(content: Plain, known: Known) -> None:
    said = _said(reports.unit_report(content, "tax", known, PAPER))

    assert "失分最多的事项：2 整改实效失1.50分；1 按期回复失0.80分。" in said
    assert "距上一名差2.30分。" in said
    assert "距优秀的分数线差1.10分。" in said
    assert not [each for each in said if each.startswith("距良好")]


def _graded(grades: list[Plain], unit: str, known: Known) -> list[str]:
    scheme = SCHEME | {"grading": {"of": "percent", "grades": grades}}
    said = _said(reports.unit_report(computed(scheme, UNITS, EVIDENCE, {}), unit, known, PAPER))
    return [each for each in said if "优秀" in each and not each.startswith("2026")]


@pytest.mark.parametrize(
    ("excellent", "said"),
    [
        ({"from": 90, "at_most": 1}, "已达到优秀的分数线，名额之内没有入选。"),
        ({"at_most": 1}, "优秀按名额评定，名额之内没有入选。"),
    ],
)
def test_a_quota_that_stood_in_the_way_is_told(excellent: Plain, said: str, known: Known) -> None:
    grades = [{"label": "优秀"} | excellent, {"label": "合格"}]

    assert _graded(grades, "tax", known) == [said]
    assert _graded(grades, "finance", known) == []


def test_whom_a_veto_put_last_learns_that_points_were_not_the_reason(known: Known) -> None:
    refused = {"refused": {"label": "弄虚作假", "kind": "flag", "source": {"judged": True}}}
    (sheet,) = SCHEME["sheets"]
    exposed = sheet["items"][2] | {
        "inputs": EXPOSED | refused,
        "exceptions": [{"when": "refused", "label": "弄虚作假，直接评为末等", "fails": True}],
    }
    items = [*sheet["items"][:2], exposed]
    scheme = SCHEME | {"sheets": [sheet | {"items": items}]}
    evidence = {unit: said | {"3/refused": unit == "tax"} for unit, said in EVIDENCE.items()}

    said = _said(reports.unit_report(computed(scheme, UNITS, evidence, {}), "tax", known, PAPER))

    assert "因一票否决事项列为末等，与得分无关；所涉事项见逐项得分。" in said
    assert not [each for each in said if "分数线" in each]


def test_a_distance_is_never_told_too_short(known: Known) -> None:
    grades = [{"label": "优秀", "from": "95.01"}, {"label": "合格"}]

    assert _graded(grades, "tax", known) == ["距优秀的分数线差1.11分。"]


def test_who_has_no_total_stands_last_in_the_group() -> None:
    evidence = EVIDENCE | {"tax": {"1/on_time": "9", "1/due": "10"}}

    rows = _rows(reports.ranking_book(computed(SCHEME, UNITS, evidence, {})))

    assert [row[1:4] for row in rows[1:4]] == [
        ["1", "财政局", 24],
        ["2", "水利局", 14.5],
        ["—", "税务局", "—"],
    ]


def test_what_can_only_be_added_has_no_full_points(known: Known) -> None:
    (sheet,) = SCHEME["sheets"]
    praised = {"praised": {"label": "表扬", "unit": " 次", "source": {"judged": True}}}
    bonus = _item("4", "表扬", 2, praised, {"per": "praised", "each": 1}) | {"bonus": True}
    scheme = SCHEME | {"sheets": [sheet | {"items": [*sheet["items"], bonus]}]}
    evidence = {unit: said | {"4/praised": "1"} for unit, said in EVIDENCE.items()}

    said = _said(reports.unit_report(computed(scheme, UNITS, evidence, {}), "tax", known, PAPER))

    assert [each for each in said if each.startswith("4 表扬 | 1.00 | 加减分 | ")]


def test_what_was_invented_for_a_demonstration_says_so(known: Known) -> None:
    invented = SCHEME | {"demo": True}
    result = computed(invented, UNITS, EVIDENCE, {})
    papers = [
        reports.bulletin(result, known, PAPER),
        reports.notice(invented, UNITS, known, PAPER),
        reports.unit_report(result, "tax", known, PAPER),
    ]

    for paper in papers:
        assert paper.draft
        assert "方案的分值、标准和等次为演示虚构，不作为考核的依据。" in _said(paper)


def test_the_report_of_a_unit_goes_to_that_unit(content: Plain, known: Known) -> None:
    letter = reports.unit_report(content, "tax", known, PAPER)

    assert plain(letter.addressee) == "税务局"


def test_what_nobody_scored_is_no_zero(content: Plain, known: Known) -> None:
    said = _said(reports.unit_report(content, "town", known, PAPER))

    assert said[0].endswith("有事项未评，总分和名次尚不能算出。")
    assert [each for each in said if each.startswith("2 整改实效 | 未评 | 6.00 | ")]
    assert not [each for each in said if each.startswith("距")]


def test_a_paper_without_number_or_day_is_a_draft(content: Plain, known: Known) -> None:
    assert not reports.bulletin(content, known, PAPER).draft
    assert reports.bulletin(content, known, Paper(ISSUER)).draft


def test_the_bulletin_becomes_word_and_pdf(content: Plain, known: Known) -> None:
    letter = reports.bulletin(content, known, PAPER)

    ranking = Document(io.BytesIO(to_docx(letter))).tables[0]

    assert [cell.text for cell in ranking.rows[1].cells] == [
        "1",
        "财政局",
        "24.00",
        "24.00",
        "优秀",
    ]
    assert to_docx(letter) == to_docx(letter)
    assert '<td class="words">财政局</td><td>24.00</td>' in to_html(letter)
    assert to_pdf(letter).startswith(b"%PDF-")


def _rows(book: bytes) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(book)).worksheets[0]
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_ranking_as_excel_has_numbers(content: Plain) -> None:
    rows = _rows(reports.ranking_book(content))

    assert rows[1] == ["执法部门", "1", "财政局", 24, 24, "优秀"]
    assert rows[2][3] == pytest.approx(21.7)
    assert rows[4] == ["镇办", "—", "古荥镇", "—", 24, "—"]


def test_the_grid_and_one_unit_as_excel(content: Plain) -> None:
    grid = _rows(reports.grid_book(content))

    assert grid[0][6:] == ["1 按期回复", "2 整改实效", "3 舆情"]
    assert [row[6:] for row in grid[1:]] == [
        [8, 6, 10],
        [7.2, 4.5, 10],
        ["不适用", 4.5, 10],
        [2.67, "未评", 10],
    ]
    unit = _rows(reports.unit_book(content, "tax"))
    assert [row[:4] for row in unit[1:]] == [
        ["1", "按期回复", 7.2, 8],
        ["2", "整改实效", 4.5, 6],
        ["3", "舆情", 10, 10],
        [None, "合计", 21.7, 24],
    ]
    sheet = load_workbook(io.BytesIO(reports.unit_book(content, "tax"))).worksheets[0]
    assert (sheet["C2"].number_format, Decimal(str(sheet["C2"].value))) == ("0.00", Decimal("7.2"))
