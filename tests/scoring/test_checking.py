"""What is wrong with a scheme is refused with its reason before anybody is scored by it."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from liandong.features.assessment.service.scheme_files import read_scheme
from liandong.scoring.checking import check, check_units
from liandong.scoring.outcome import evaluate
from liandong.scoring.tree import Unit

ITEM: dict[str, Any] = {
    "code": "1",
    "label": "按期回复",
    "points": 10,
    "scorer": "office",
    "inputs": {"n": {"label": "迟复", "unit": " 件", "to": 20, "source": {"judged": True}}},
    "terms": [{"per": "n", "each": -1}],
}
RIGHT: dict[str, Any] = {
    "key": "k",
    "edition": "1",
    "year": 2026,
    "title": "方案",
    "groups": [{"key": "a", "label": "甲组", "for": {"kinds": ["department"]}}],
    "sheets": [{"code": "S", "label": "表", "points": 10, "items": [ITEM]}],
}


def with_item(**changes: Any) -> dict[str, Any]:
    return with_items({**deepcopy(ITEM), **changes})


def with_items(*items: dict[str, Any], **sheet: Any) -> dict[str, Any]:
    own = {"code": "S", "label": "表", "items": list(items), **sheet}
    return {**RIGHT, "sheets": [own]}


def named(code: str, **source: Any) -> dict[str, Any]:
    one = {"n": {"label": "数", "to": 20, "source": {"metric": "m.rate", "take": "part"}, **source}}
    return {**deepcopy(ITEM), "code": code, "inputs": one}


def weighed(*weights: Any) -> dict[str, Any]:
    items = [{**deepcopy(ITEM), "code": f"{i}", "weight": w} for i, w in enumerate(weights)]
    return with_items(*({k: v for k, v in each.items() if v is not None} for each in items))


HUGE = {"n": {"label": "数", "source": {"judged": True}}}
PROBLEMS: dict[str, tuple[dict[str, Any], str, str]] = {
    "weights do not sum": (weighed(60, 30), "权重合计 90%，应为 100%", "sheets[0]"),
    "one without a weight": (weighed(60, None), "要么每一项都有权重", "sheets[0]"),
    "a weight of three places": (
        weighed("33.333", "66.667"),
        "权重至多两位小数",
        "sheets[0].items[0].weight",
    ),
    "no source": (
        with_item(inputs={}, terms=[{"per": 3, "each": -1}]),
        "没有数据来源",
        "sheets[0].items[0]",
    ),
    "an unknown input": (
        with_item(terms=[{"per": "m", "each": -1}]),
        "输入项有 n",
        "sheets[0].items[0].terms[0].per",
    ),
    "points that nobody can reach": (
        with_item(start=3),
        "至多得 3 分，到不了满分 10 分",
        "sheets[0].items[0]",
    ),
    "always the same": (
        with_item(terms=[{"per": "n", "each": 0}]),
        "怎样都是 10 分",
        "sheets[0].items[0]",
    ),
    "nobody scores it": (with_item(scorer=""), "由谁评分", "sheets[0].items[0].scorer"),
    "points that do not add up": (
        with_items(ITEM, points=12),
        "下级合计 10 分，写的满分是 12 分",
        "sheets[0].points",
    ),
    "one code twice": (
        with_items(ITEM, ITEM),
        "编码 1 已用在 sheets[0].items[0]",
        "sheets[0].items[1]",
    ),
    "evidence used twice": (
        with_items(named("1"), named("2")),
        "同一数据 m.rate 已用在 1",
        "sheets[0].items[1].inputs",
    ),
    "numbers that overflow": (
        with_item(
            inputs=HUGE, terms=[{"per": {"times": [{"times": ["n", "n"]}, "n"]}, "each": -1}]
        ),
        "可能大到算不准",
        "sheets[0].items[0]",
    ),
    "an unknown new code": (
        {**RIGHT, "replaces": {"edition": "0", "codes": [{"old": "9", "new": ["8"]}]}},
        "没有编码 8",
        "replaces.codes[0]",
    ),
    "an old code twice": (
        {**RIGHT, "replaces": {"edition": "0", "codes": [{"old": "9", "new": ["1"]}] * 2}},
        "对照了两次",
        "replaces.codes[0]",
    ),
    "grades out of order": (
        {
            **RIGHT,
            "grading": {"grades": [{"label": "良", "from": 80}, {"label": "优", "from": 90}]},
        },
        "从高到低",
        "grading",
    ),
    "shares beyond all": (
        {
            **RIGHT,
            "grading": {"grades": [{"label": "优", "share": 60}, {"label": "良", "share": 50}]},
        },
        "占比合计超过 100%",
        "grading",
    ),
    "too small a share above": (
        {**RIGHT, "parent": {"title": "综合考核", "weight": 8, "at_least": 10}},
        "不得低于 10%",
        "parent.weight",
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_wrong_scheme_is_refused_with_place_and_reason(name: str) -> None:
    raw, words, where = PROBLEMS[name]

    problems = check(raw).problems

    assert [each.where for each in problems if words in each.message_zh][:1] == [where], problems
    assert all(each.message_en for each in problems)


def test_a_right_scheme_has_no_problem_and_sharing_evidence_can_be_argued() -> None:
    shared = with_items(named("1"), named("2", shared="一项看数量，一项看质量"))

    assert not check(RIGHT).problems
    assert not check(shared).problems


def test_form_errors_carry_their_line(tmp_path: Path) -> None:
    text = yaml.safe_dump({**RIGHT, "year": "soon"}, allow_unicode=True, sort_keys=False)
    (tmp_path / "s.yaml").write_text(text.replace("points: 10", "pionts: 10"), "utf-8")
    lines = text.splitlines()

    problems = [str(each) for each in read_scheme(tmp_path / "s.yaml")[1].problems]

    year = lines.index("year: soon") + 1
    assert any(f"s.yaml:{year}: " in each and "年度“soon”不合要求" in each for each in problems)
    assert any("不认识的键“pionts”" in each for each in problems)


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ([{"key": "a", "label": "甲"}, {"key": "b", "label": "乙"}], "现在：甲、乙"),
        ([{"key": "a", "label": "甲", "for": {"kinds": ["township"]}}], "现在：没有"),
    ],
)
def test_a_unit_is_in_exactly_one_peer_group(groups: list[dict[str, Any]], words: str) -> None:
    scheme = check({**RIGHT, "groups": groups}).scheme
    assert scheme is not None

    (problem,) = check_units(scheme, [Unit("u", "department")])

    assert words in problem.message_zh


def test_a_unit_has_exactly_one_sheet_worth_its_points() -> None:
    sheets = [
        {**RIGHT["sheets"][0], "for": {"kinds": ["department"]}},
        {"code": "T", "label": "二", "points": 20, "for": {"units": ["u"]},
         "items": [{**deepcopy(ITEM), "code": "2", "for": {"kinds": ["township"]}}]},
    ]  # fmt: skip
    scheme = check({**RIGHT, "sheets": sheets, "groups": []}).scheme
    assert scheme is not None

    both = check_units(scheme, [Unit("u", "department")])
    short = check_units(scheme, [Unit("u", "township")])

    assert "现在：表、二" in both[0].message_zh
    assert "满分是 10，应为 20" in short[0].message_zh


@pytest.mark.parametrize(
    ("stated", "words"), [("21", "超出 0 至 20"), ("abc", "不是数"), ("1.00001", "至多四位")]
)
def test_a_value_out_of_range_is_named_and_counts_as_missing(stated: str, words: str) -> None:
    scheme = check(RIGHT).scheme
    assert scheme is not None

    outcome, problems = evaluate(scheme, [Unit("u", "department")], {"u": {"1/n": stated}})

    assert [(each.where, words in each.message_zh) for each in problems] == [("u.1/n", True)]
    assert outcome.result("u").total is None
