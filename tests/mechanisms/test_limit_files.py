"""Limits are read strictly: every key that is missing, unknown or wrong is named with its line."""

from collections.abc import Iterator
from typing import Any

import pytest

import liandong.mechanisms as lm
from liandong.kernel.yamlfile import parse
from liandong.mechanisms.limit_files import parse_limits
from mechanisms.samples import CLAUSES, LIMITS_YAML, PACKAGE

PLAIN = LIMITS_YAML[: LIMITS_YAML.index("A-02")]


def read(text: str) -> lm.LimitFile:
    return parse_limits(PACKAGE, parse(text, "f.yaml"))


def found(text: str) -> list[str]:
    return [f"{p.where}: {p.message_en}" for p in lm.check([], [read(text)], CLAUSES)]


def edited() -> Iterator[Any]:
    for name, old, new, message in (
        ("陷阱词作键", "  matter:", "  on: 1\n  matter:", "f.yaml:2: YAML reads 'on' as a boolean"),
        (
            "陷阱词作值",
            "roll: next_working_day",
            "roll: no",
            "f.yaml:6: YAML reads 'no' as a boolean",
        ),
        (
            "键写了两次",
            "  regime:",
            "  matter: 甲\n  regime:",
            "f.yaml:5: 'matter' stands here twice",
        ),
        ("没有顺延", "  roll: next_working_day\n", "", "f.yaml:1: A-01: 'roll' is missing"),
        ("没有责任方", "  owed_by: addressee\n", "", "f.yaml:1: A-01: 'owed_by' is missing"),
        (
            "不认识的键",
            "  regime:",
            "  colour: red\n  regime:",
            "f.yaml:5: A-01.colour: unknown key 'colour'",
        ),
        ("不认识的算法", "NAT", "MOON", "f.yaml:5: A-01.regime: 'MOON' is none of: NAT, NATX"),
        (
            "工作日不顺延",
            "NAT",
            "WD",
            "f.yaml:6: A-01.roll: working days never roll",
        ),
        (
            "时点须说明是否含当日",
            "NAT",
            "POINT",
            "f.yaml:1: A-01: 'inclusive' is missing",
        ),
        (
            "没有数字的不写长度",
            "NAT",
            "NONE",
            "f.yaml:9: A-01.values.2020-01-01.length: unknown key 'length'",
        ),
        (
            "载明的期限只写载明",
            "NAT",
            "STATED",
            "f.yaml:10: A-01.values.2020-01-01.counted_in: regime STATED does not count in month",
        ),
        (
            "只有载明的期限写载明",
            "counted_in: month",
            "counted_in: stated",
            "f.yaml:10: A-01.values.2020-01-01.counted_in: regime NAT does not count in stated",
        ),
        (
            "小时只按小时计",
            "NAT",
            "HOUR",
            "f.yaml:10: A-01.values.2020-01-01.counted_in: regime HOUR does not count in month",
        ),
        (
            "工作日只按工作日计",
            "NAT\n  roll: next_working_day",
            "PEN\n  roll: none",
            "f.yaml:10: A-01.values.2020-01-01.counted_in: regime PEN does not count in month",
        ),
        (
            "是否含当日只写真假",
            "NAT",
            "POINT\n  inclusive: maybe",
            "f.yaml:6: A-01.inclusive: it is true or false",
        ),
        (
            "只有时点的长度可以是零",
            "length: 2",
            "length: 0",
            "f.yaml:9: A-01.values.2020-01-01.length: only a point has length 0",
        ),
        (
            "延长须写所延长的期限",
            "length: 2",
            "length: 2\n      bound: extension",
            "f.yaml:1: A-01.extends: 'extends' and 'bound: extension' come together",
        ),
        (
            "写了所延长的期限须是延长",
            "  regime:",
            "  extends: A-01\n  regime:",
            "f.yaml:5: A-01.extends: 'extends' and 'bound: extension' come together",
        ),
        (
            "没有证据",
            "      evidence: text\n",
            "",
            "f.yaml:8: A-01.values.2020-01-01: 'evidence' is missing",
        ),
        (
            "没有依据",
            PLAIN[PLAIN.index("      basis") :],
            "",
            "f.yaml:8: A-01.values.2020-01-01.basis: the legal basis is missing",
        ),
        (
            "依据没有条款",
            ", clause: 第一条",
            "",
            "f.yaml:13: A-01.values.2020-01-01.basis.0: 'clause' is missing",
        ),
        (
            "依据不是登记的条款",
            "第一条",
            "第九条",
            "f.yaml:13: no clause '第九条' of 'law' is registered",
        ),
        (
            "长度不是整数",
            "length: 2",
            "length: 两",
            "f.yaml:9: A-01.values.2020-01-01.length: a length is a whole number",
        ),
        (
            "长度不是负数",
            "length: 2",
            "length: -2",
            "f.yaml:9: A-01.values.2020-01-01.length: a length is a whole number",
        ),
        (
            "生效日期不是日期",
            "2020-01-01:",
            "去年:",
            "f.yaml:8: A-01.values.去年: '去年' is not a date",
        ),
        (
            "没有值",
            PLAIN[PLAIN.index("    2020") :],
            "    {}\n",
            "f.yaml:7: A-01.values: there must be a dated value",
        ),
        (
            "值不是键值",
            PLAIN[PLAIN.index("    2020") :],
            "    2020-01-01: 两个月\n",
            "f.yaml:8: A-01.values.2020-01-01: a mapping must stand here",
        ),
        (
            "值不按日期先后",
            PLAIN,
            PLAIN + "    2019-01-01: null\n",
            "f.yaml:14: A-01.values.2019-01-01: it must take effect after 2020-01-01",
        ),
        (
            "同一天有两个值",
            PLAIN,
            PLAIN + "    2020-01-01: null\n",
            "f.yaml:14: '2020-01-01' stands here twice",
        ),
        (
            "同一天有两个值，写法不同",
            PLAIN,
            PLAIN + "    20200101: null\n",
            "f.yaml:14: A-01.values.20200101: it must take effect after 2020-01-01",
        ),
        (
            "失效日期早于生效日期",
            "      length: 2\n",
            "      length: 2\n      effective_to: 2019-12-31\n",
            "f.yaml:10: A-01.values.2020-01-01.effective_to: it is a day after the value took",
        ),
        (
            "失效日期不是日期",
            "      length: 2\n",
            "      length: 2\n      effective_to: 以后\n",
            "f.yaml:10: A-01.values.2020-01-01.effective_to: it is a day after the value took",
        ),
        (
            "前一个值还没有失效",
            PLAIN,
            PLAIN.replace("length: 2", "length: 2\n      effective_to: 2021-06-01")
            + "    2021-01-01: null\n",
            "f.yaml:15: A-01.values.2021-01-01: the value before it holds until 2021-06-01",
        ),
        (
            "空的值不是废止",
            PLAIN[PLAIN.index("    2020") :],
            "    2020-01-01: {}\n",
            "f.yaml:8: A-01.values.2020-01-01: 'evidence' is missing",
        ),
        (
            "是否权利只写真假",
            "  regime:",
            "  right: 是\n  regime:",
            "f.yaml:5: A-01.right: it is true or false",
        ),
        (
            "不认识的版本日",
            "  regime:",
            "  applies_to: birth\n  regime:",
            "f.yaml:5: A-01.applies_to: 'birth' is none of: start_event, case_opened",
        ),
        (
            "冲突要用两种语言说明",
            "  regime:",
            "  conflicts_with: {B-01: {zh: 甲}}\n  regime:",
            "f.yaml:5: A-01.conflicts_with.B-01: 'en' is missing",
        ),
        (
            "所延长的期限没有",
            "  regime:",
            "  extends: A-09\n  regime:",
            "f.yaml:5: there is no time limit 'A-09'",
        ),
    ):
        yield pytest.param(PLAIN.replace(old, new), message, id=name)


@pytest.mark.parametrize(("text", "message"), list(edited()))
def test_what_is_wrong_is_named_with_its_line(text: str, message: str) -> None:
    assert any(each.startswith(message) for each in found(text)), found(text)


def test_the_sample_has_no_problem() -> None:
    assert found(LIMITS_YAML) == []


def test_a_file_that_is_no_mapping_is_refused() -> None:
    assert any("a mapping must stand here" in each for each in found("- A-01\n"))


@pytest.mark.parametrize("regime", ["POINT", "STATED", "NONE"])
def test_a_limit_without_a_length_to_bound_has_no_bound(regime: str) -> None:
    text = PLAIN.replace("NAT", regime).replace("length: 2", "bound: at_most")

    assert "f.yaml:9: A-01.values.2020-01-01.bound: unknown key 'bound'" in found(text)


@pytest.mark.parametrize("bound", ["at_most", "at_least", "before"])
def test_a_length_may_say_what_it_bounds(bound: str) -> None:
    text = PLAIN.replace("length: 2", f"length: 2\n      bound: {bound}")
    value = read(text).limits["A-01"]

    assert found(text) == []
    assert value.values[0][1] is not None
    assert value.values[0][1].bound == bound


def test_an_extension_names_the_limit_that_it_extends() -> None:
    longer = PLAIN.replace("A-01:", "A-02:\n  extends: A-01").replace(
        "length: 2", "length: 1\n      bound: extension"
    )

    assert found(PLAIN + longer) == []
    assert read(PLAIN + longer).limits["A-02"].extends == "A-01"


@pytest.mark.parametrize(
    ("regime", "length", "unit"),
    [
        ("HOUR", 24, "hour"),
        ("POINT\n  inclusive: true", 5, "point"),
        ("POINT\n  inclusive: true", 1, "quarter"),
        ("POINT\n  inclusive: false", 0, "point"),
    ],
)
def test_hours_and_points_are_read(regime: str, length: int, unit: str) -> None:
    text = PLAIN.replace("NAT", regime).replace("length: 2", f"length: {length}")
    text = text.replace("counted_in: month", f"counted_in: {unit}")
    ((_, value),) = read(text).limits["A-01"].values

    assert found(text) == []
    assert value is not None
    assert (value.length, value.counted_in) == (length, unit)
