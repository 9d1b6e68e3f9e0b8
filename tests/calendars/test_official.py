"""A stated schedule: what may be kept, and every refusal with file, row and field."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from liandong.calendars import (
    Given,
    Judged,
    ScheduleError,
    content_of,
    default_calendar,
    schedule_of,
)
from liandong.features.tenants.service import read_schedule
from support.notices import NOTICE, PUBLISHED, schedule, table

GIVEN = Given(notice=NOTICE, published_on=PUBLISHED)
YAML = f"""year: 2027
notice: {NOTICE}
published_on: 2026-11-04
provisional: false
holidays:
  - {{name: 元旦, name_en: New Year, from: 2027-01-01, until: 2027-01-03}}
  - {{name: 春节, name_en: Spring Festival, from: 2027-02-05, until: 2027-02-11}}
  - {{name: 清明节, name_en: Qingming, from: 2027-04-03, until: 2027-04-05}}
  - {{name: 劳动节, name_en: Labour Day, from: 2027-05-01, until: 2027-05-05}}
  - {{name: 端午节, name_en: Dragon Boat Festival, from: 2027-06-09, until: 2027-06-09}}
  - {{name: 中秋节, name_en: Mid-Autumn Festival, from: 2027-09-15, until: 2027-09-15}}
  - {{name: 国庆节, name_en: National Day, from: 2027-10-01, until: 2027-10-07}}
makeup: [2027-02-20, 2027-04-25, 2027-05-08, 2027-10-09]
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Judged]:
    def run(text: str | bytes, given: Given = GIVEN, name: str = "2027.csv") -> Judged:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_schedule(path, given)

    return run


def refused(read: Callable[..., Judged], *asked: object, **more: object) -> dict[str, str]:
    with pytest.raises(ScheduleError) as caught:
        read(*asked, **more)
    assert all(each.message_zh and each.message_en for each in caught.value.problems)
    return {each.where: each.message_zh for each in caught.value.problems}


def line_of(day: str) -> int:
    return next(n for n, line in enumerate(table(), 1) if line.startswith(day))


def test_three_forms_of_a_table_say_the_same(read: Callable[..., Judged], tmp_path: Path) -> None:
    book = Workbook()
    rows = [line.split(",") for line in table()]
    book.active.append([*rows[0], "文号", "发布日期"])
    for day, *rest in rows[1:]:
        book.active.append([date.fromisoformat(day), *rest, NOTICE, PUBLISHED])
    book.save(tmp_path / "book.xlsx")

    by_csv = read("\n".join(table()))

    assert by_csv.schedule == schedule()
    assert by_csv.schedule == read(YAML, Given(), "any.yaml").schedule
    assert by_csv.schedule == read_schedule(tmp_path / "book.xlsx", Given()).schedule
    assert by_csv.schedule == read("\r\n".join(table()).encode("gb18030")).schedule
    assert (by_csv.schedule.notice, by_csv.schedule.provisional) == (NOTICE, False)
    assert [h.name_en for h in by_csv.schedule.holidays][:2] == ["New Year", "Spring Festival"]
    assert schedule_of(content_of(by_csv.schedule)) == by_csv.schedule


def test_english_heads_and_words_and_three_ways_to_write_a_day_are_read(
    read: Callable[..., Judged],
) -> None:
    text = "\n".join(table()).replace("日期,类型,节日", "Date,Kind,Name")
    text = text.replace(",休,", ",off,").replace(",班,", ",makeup,")
    text = text.replace("2027-02-05", "2027/2/5").replace("2027-02-06", "2027年2月6日")

    assert read(text).schedule == read("\n".join(table())).schedule


def test_the_published_years_balance_and_a_wrong_number_of_make_up_days_is_a_warning(
    read: Callable[..., Judged],
) -> None:
    assert read("\n".join(table())).warnings == ()

    (warning,) = read("\n".join(table()[:-1])).warnings

    assert "放假办法第六条" in warning.message_zh
    assert "4 working days are turned into days off, but 3 made up" in warning.message_en


def test_a_year_whose_days_of_the_law_are_not_listed_must_have_every_holiday(
    read: Callable[..., Judged],
) -> None:
    official = default_calendar().schedule(2026)
    assert official is not None
    lines = [f"{day},休,{each.name}" for each in official.holidays for day in each]
    lines += [f"{day},班," for day in official.makeup]
    head = "日期,类型,节日"

    judged = read("\n".join([head, *lines]), name="2026.csv")

    assert judged.schedule.holidays == official.holidays
    assert ["只核对了每个节日都有" in each.message_zh for each in judged.warnings] == [True]
    for gone in ("春节", "2026-05-01", "2026-10-03"):
        rest = [line for line in lines if gone not in line]
        assert refused(read, "\n".join([head, *rest]), name="2026.csv"), gone


def test_a_name_without_english_is_kept_as_it_is_and_said(read: Callable[..., Judged]) -> None:
    judged = read("\n".join([*table(), "2027-09-03,休,抗战胜利纪念日"]))

    assert "抗战胜利纪念日" in judged.warnings[0].message_zh


WRONG = [
    ("一天写两次", "2027-10-09", "2027-02-07,休,春节", 0, "日期/date"),
    ("又放假又补班", "2027-10-09", "2027-10-02,班,", 0, "日期/date"),
    ("假期断开", "2027-02-10", "", 1, "日期/date"),
    ("缺法定假日", "2027-06-09", "", None, "日期/date"),
    ("补班不在周末", "2027-10-09", "2027-10-08,班,", 0, "类型/kind"),
    ("别的年份", "2027-10-09", "2028-10-14,班,", 0, "日期/date"),
    ("去年十一月", "2027-10-09", "2026-11-14,班,", 0, "日期/date"),
    ("不认识的词", "2027-10-09", "2027-10-09,调,", 0, "类型/kind"),
    ("不是日子", "2027-10-09", "2027-13-09,班,", 0, "日期/date"),
    ("不是日子的词", "2027-10-09", "周六,班,", 0, "日期/date"),
    ("放假没有节日", "2027-06-09", "2027-06-09,休,", 0, "节日/name"),
]


@pytest.mark.parametrize(
    ("there", "instead", "after", "named"), [pytest.param(*each[1:], id=each[0]) for each in WRONG]
)
def test_what_is_wrong_is_refused_with_file_row_and_field(
    read: Callable[..., Judged], there: str, instead: str, after: int | None, named: str
) -> None:
    at = line_of(there)
    lines = table()
    lines[at - 1] = instead

    found = refused(read, "\n".join(lines))

    where = "2027.csv" if after is None else f"2027.csv:{at + after}"
    assert list(found) == [f"{where} {named}"]


def test_everything_wrong_comes_at_once(read: Callable[..., Judged]) -> None:
    lines = [*table(), "2027-06-09,休,端午节", "2027-10-12,班,", "昨天,休,元旦"]

    found = refused(read, "\n".join(lines), Given())

    n = len(lines)
    assert list(found) == [
        f"2027.csv:{n} 日期/date",
        "2027.csv 文号/notice",
        "2027.csv 发布日期/published_on",
        f"2027.csv:{n - 2} 日期/date",
        f"2027.csv:{n - 1} 类型/kind",
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "日期,类型,节日\n"])
def test_an_empty_table_is_refused(read: Callable[..., Judged], text: str) -> None:
    assert "表里没有日子" in refused(read, text).values()


def test_a_table_without_its_columns_or_with_strange_ones_is_refused(
    read: Callable[..., Judged],
) -> None:
    found = refused(read, "日期,颜色\n2027-01-01,红\n")

    assert list(found)[:2] == ["2027.csv:1 颜色", "2027.csv:1 类型/kind"]


def test_two_numbers_of_the_notice_are_refused(read: Callable[..., Judged]) -> None:
    head, first, second, *rest = table()
    lines = [f"{head},文号", f"{first},一号", f"{second},二号", *rest]

    assert list(refused(read, "\n".join(lines))) == [
        "2027.csv:3 文号/notice",
        "2027.csv 文号/notice",
    ]


def test_a_year_the_platform_does_not_know_is_refused(read: Callable[..., Judged]) -> None:
    assert list(refused(read, "日期,类型,节日\n2044-01-01,休,元旦\n")) == ["2027.csv 年份/year"]


def test_a_year_given_beside_the_file_must_be_that_of_its_days(
    read: Callable[..., Judged],
) -> None:
    found = refused(read, "\n".join(table()), Given(2026, NOTICE, PUBLISHED))

    assert len([where for where in found if "csv:" in where]) == len(table()) - 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"no workbook"),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.csv", b"\xff\xfe\xff\xff"),
        ("a.yaml", b"\xff\xfe"),
        ("a.yaml", b"holidays: ["),
        ("a.pdf", b"%PDF"),
    ],
    ids=range(6),
)
def test_a_file_that_cannot_be_read_is_refused(
    read: Callable[..., Judged], name: str, data: bytes
) -> None:
    assert [where.partition(":")[0] for where in refused(read, data, name=name)] == [name]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScheduleError):
        read_schedule(tmp_path / "none.csv", GIVEN)


YAML_WRONG = [
    ("没有文号", f"notice: {NOTICE}", "notice: null", "a.yaml 文号/notice"),
    ("假期先止后起", "until: 2027-02-11", "until: 2027-02-01", "a.yaml:7"),
    ("补班不是日子", "[2027-02-20", "[周六", "a.yaml:13"),
    ("没有公布", "provisional: false", "provisional: true", "a.yaml:4"),
    ("键不认识", "provisional: false", "colour: red", "a.yaml:1"),
]


@pytest.mark.parametrize(
    ("there", "instead", "where"), [pytest.param(*each[1:], id=each[0]) for each in YAML_WRONG]
)
def test_a_wrong_yaml_is_refused_with_its_line(
    read: Callable[..., Judged], there: str, instead: str, where: str
) -> None:
    assert there in YAML

    assert where in refused(read, YAML.replace(there, instead), Given(), name="a.yaml")


def test_the_calendar_counts_by_what_is_laid_over_it(read: Callable[..., Judged]) -> None:
    shipped = default_calendar()
    local = shipped.overlay([date(2027, 3, 8)], [])

    laid = local.laid_over([read("\n".join(table())).schedule])

    assert (laid.is_provisional(date(2027, 3, 1)), laid.is_provisional(date(2028, 3, 1))) == (
        False,
        True,
    )
    assert laid.add(date(2027, 2, 4), 1) == date(2027, 2, 12)
    assert shipped.add(date(2027, 2, 4), 1) == date(2027, 2, 9)
    assert not laid.is_working(date(2027, 3, 8))
    assert len({laid.version, local.version, shipped.version}) == 3
