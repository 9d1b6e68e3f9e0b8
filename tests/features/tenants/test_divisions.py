"""The list of division codes: how many counties there are, and what is not counted among them."""

from collections import Counter

import pytest

from liandong.features.tenants.service import divisions
from liandong.kernel.errors import InvalidInputError

MINISTRY_2023 = {
    "市辖区": 977,
    "县级市": 397,
    "县": 1299,
    "自治县": 117,
    "旗": 49,
    "自治旗": 3,
    "特区": 1,
    "林区": 1,
}


def test_the_counties_are_those_that_the_ministry_counts_kind_by_kind() -> None:
    counted = Counter(each.kind for each in divisions().counties())

    assert counted == MINISTRY_2023
    assert counted.total() == 2844


def test_what_is_no_county_is_listed_and_not_counted() -> None:
    uncounted = Counter(
        each.kind for each in divisions().beneath() if each.kind and not each.is_counted
    )

    assert uncounted == {"开发区": 124, "不设区的市": 4, "地区下设区": 4, "行政委员会": 1}


@pytest.mark.parametrize(
    ("code", "name", "kind", "parents"),
    [
        ("410108", "惠济区", "市辖区", ["河南省", "郑州市"]),
        ("110101", "东城区", "市辖区", ["北京市", "北京市辖区"]),
        ("500229", "城口县", "县", ["重庆市", "重庆市辖县"]),
        ("429004", "仙桃市", "县级市", ["湖北省", "湖北省直辖县级行政区划"]),
        ("659001", "石河子市", "县级市", ["新疆维吾尔自治区", "新疆维吾尔自治区直辖县级行政区划"]),
        ("429021", "神农架林区", "林区", ["湖北省", "湖北省直辖县级行政区划"]),
        ("140109", "万柏林区", "市辖区", ["山西省", "太原市"]),
        ("150723", "鄂伦春自治旗", "自治旗", ["内蒙古自治区", "呼伦贝尔市"]),
        ("441900", "东莞市", "不设区的市", ["广东省", "东莞市"]),
        ("460301", "西沙区", "市辖区", ["海南省", "三沙市"]),
    ],
)
def test_a_county_is_found_with_its_kind_below_its_parents(
    code: str, name: str, kind: str, parents: list[str]
) -> None:
    found = divisions().get(code)

    assert (found.name, found.kind, found.level) == (name, kind, "county")
    assert [each.name for each in divisions().parents_of(code)] == parents


def test_parents_come_before_their_children() -> None:
    seen = {""}
    for each in divisions().beneath():
        assert (each.code[:-2]) in seen
        seen.add(each.code)


def test_below_a_city_are_its_counties() -> None:
    found = [each.name for each in divisions().beneath("1410") if each.is_counted]

    assert found[:2] == ["尧都区", "曲沃县"]
    assert len(found) == 17


def test_a_code_that_the_list_lacks_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="990000"):
        divisions().get("990000")
    with pytest.raises(InvalidInputError, match="990000"):
        divisions().beneath("990000")
