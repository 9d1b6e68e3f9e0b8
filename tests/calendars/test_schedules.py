"""Schedule files: what is shipped, and what is refused with its line."""

from datetime import date
from pathlib import Path

import pytest
from holidays.countries.china import China

from liandong.calendars import load_schedules
from liandong.kernel.errors import ConfigurationError

GOOD = """year: 2028
notice: 国办发明电〔2027〕7号
published_on: 2027-11-04
provisional: false
holidays:
  - {name: 元旦, name_en: New Year, from: 2027-12-31, until: 2028-01-02}
  - {name: 春节, name_en: Spring Festival, from: 2028-01-26, until: 2028-02-01}
makeup: [2028-02-05]
"""
BAD = [
    ("年份与文件名不符", "year: 2028", "year: 2029", 1),
    ("年份不是数", "year: 2028", "year: two", 1),
    ("没有文号却说公布了", "notice: 国办发明电〔2027〕7号", "notice: null", 4),
    ("公布日期不是日期", "published_on: 2027-11-04", "published_on: 去年", 3),
    ("公布日期不存在", "published_on: 2027-11-04", "published_on: 2027-13-04", 3),
    ("多一个键", "provisional: false", "provisional: false\ncolour: red", 1),
    ("YAML 的真假陷阱", "provisional: false", "provisional: no", 4),
    ("假期不是列表", "makeup: [2028-02-05]", "makeup: 2028-02-05", 8),
    ("假期缺一个键", ", until: 2028-02-01}", "}", 7),
    (
        "假期不是映射",
        "{name: 元旦, name_en: New Year, from: 2027-12-31, until: 2028-01-02}",
        "元旦",
        6,
    ),
    ("假期名不是文字", "name: 春节", "name: 1", 7),
    ("假期先止后起", "until: 2028-02-01", "until: 2028-01-20", 7),
    ("假期在别的年份", "from: 2027-12-31", "from: 2027-11-30", 6),
    ("假期重叠", "from: 2028-01-26", "from: 2028-01-02", 7),
    ("补班在周中", "[2028-02-05]", "[2028-02-04]", 8),
    ("补班写了两次", "[2028-02-05]", "[2028-02-05, 2028-02-05]", 8),
    ("补班在假期里", "[2028-02-05]", "[2028-01-29]", 8),
    ("补班不是日期", "[2028-02-05]", "[周六]", 8),
    ("补班在别的年份", "[2028-02-05]", "[2029-02-03]", 8),
    ("不是 YAML", "makeup: [2028-02-05]", "makeup: [2028-02-05", 9),
    ("不是映射", GOOD, "- 1\n", 1),
]


def problems(folder: Path) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        load_schedules(folder)
    return [problem.where for problem in caught.value.problems]


def test_the_published_years_have_their_notice() -> None:
    known = {each.year: each.notice for each in load_schedules() if not each.provisional}

    assert known == {
        2024: "国办发明电〔2023〕7号",
        2025: "国办发明电〔2024〕12号",
        2026: "国办发明电〔2025〕7号",
    }


def test_the_coming_years_have_the_days_of_the_law_and_no_others() -> None:
    coming = [each for each in load_schedules() if each.provisional]

    assert [each.year for each in coming] == list(range(2027, 2037))
    for each in coming:
        law = China(years=each.year, language="zh_CN").items()
        stated = {day for day, names in law if any("（" not in n for n in names.split("; "))}
        assert {day for holiday in each.holidays for day in holiday} == stated
        assert (each.notice, each.makeup) == (None, ())


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "2028.yaml").write_text(GOOD, "utf-8")

    (found,) = load_schedules(tmp_path)

    assert list(found.holidays[0]) == [date(2027, 12, 31), date(2028, 1, 1), date(2028, 1, 2)]
    assert found.makeup == (date(2028, 2, 5),)


@pytest.mark.parametrize(
    ("there", "instead", "line"), [pytest.param(*each[1:], id=each[0]) for each in BAD]
)
def test_a_bad_file_is_refused_with_its_line(
    tmp_path: Path, there: str, instead: str, line: int
) -> None:
    assert there in GOOD
    (tmp_path / "2028.yaml").write_text(GOOD.replace(there, instead), "utf-8")

    assert f"2028.yaml:{line}" in problems(tmp_path)


def test_every_bad_file_is_listed(tmp_path: Path) -> None:
    (tmp_path / "2028.yaml").write_text(GOOD.replace("[2028-02-05]", "[2028-02-04]"), "utf-8")
    (tmp_path / "2029.yaml").write_text(GOOD, "utf-8")

    assert {each.partition(":")[0] for each in problems(tmp_path)} == {"2028.yaml", "2029.yaml"}


def test_a_missing_year_is_refused(tmp_path: Path) -> None:
    for year in ("2028", "2030"):
        bare = f"year: {year}\nnotice: null\npublished_on: null\nprovisional: true\n"
        (tmp_path / f"{year}.yaml").write_text(f"{bare}holidays: []\nmakeup: []\n", "utf-8")

    assert problems(tmp_path) == [str(tmp_path)]


def test_a_folder_without_schedules_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path) == [str(tmp_path)]
