"""The section 口径与例外: every open question with what holds here, and on which basis."""

import re
from datetime import date
from typing import Any

import pytest

from liandong.features.tenants.pages.county import County
from liandong.features.tenants.pages.limit_rows import limit_rows
from liandong.features.tenants.pages.readings_view import readings_section
from liandong.features.tenants.pages.rules_view import rules_page
from liandong.features.tenants.service import installed
from support.readings import config_of

HUIJI, WENSHUI, XUYI = "410108", "141121", "320830"


def _section(code: str, **settings: Any) -> dict[str, Any]:
    config = config_of(code, {key.replace("__", "."): v for key, v in settings.items()})
    return readings_section(County(config, installed(), date(2026, 5, 12), f"/t/{code}"))


def _answers(section: dict[str, Any], question: str) -> list[dict[str, Any]]:
    (row,) = [row for row in section["rows"] if row["id"] == question]
    found: list[dict[str, Any]] = row["answers"]
    return found


@pytest.mark.parametrize("code", [HUIJI, WENSHUI, XUYI])
def test_every_question_has_an_answer(code: str) -> None:
    section = _section(code)

    assert [row["id"] for row in section["rows"]] == [f"A{n}" for n in range(1, 19)]
    assert all(row["question"] and row["why"] and row["answers"] for row in section["rows"])
    assert all(answer["text"] for row in section["rows"] for answer in row["answers"])


def test_a_default_is_called_so() -> None:
    (rule, stop) = _answers(_section(HUIJI), "A4")

    assert (rule["text"], rule["badges"][0]["label"], rule["own"]) == ("从当时算起", "默认", False)
    assert stop["text"] == "休息日不停"


def test_a_county_s_own_reading_stands_with_its_basis() -> None:
    section = _section(HUIJI, hours__rule="next_hour")
    rule = _answers(section, "A4")[0]

    assert (rule["text"], rule["badges"][0]["label"], rule["own"]) == (
        "从下一个整点算起",
        "本地",
        True,
    )
    assert [link["label"] for link in rule["basis"]] == ["民法典 第二百零四条"]
    assert "1 个有本区自己的口径" in section["sentence"]


def test_what_is_read_per_limit_names_the_limit() -> None:
    (start,) = _answers(_section(WENSHUI), "A2")

    assert start["text"] == "对检察建议的书面回复（SEED-WS-01）：收到检察建议书之日"
    assert [badge["label"] for badge in start["badges"]] == ["本地", "待确认"]
    assert [each["text"] for each in _answers(_section(HUIJI), "A2")] == ["本区没有这条期限"]
    assert len(_answers(_section(XUYI), "A1")) == 2
    texts = [each["text"] for each in _answers(_section(HUIJI, **{"target__SUG-05": 5}), "A13")]
    assert texts == ["不设目标", "复核异议并作出处理（SUG-05）：5 个工作日"]


def test_a_draft_document_says_what_follows() -> None:
    notes = [each["note"] for each in _answers(_section(XUYI), "A11")]

    assert notes == ["本县：征求意见稿", "本县：演练，谁都不逾期"]


def test_a_limit_that_calls_nobody_late_says_why() -> None:
    county = County(config_of(HUIJI), installed(), date(2026, 5, 12), "/t/410108")
    notes = {row["code"]: row["note"] for row in limit_rows(county, "procuratorial_suggestion")}

    assert notes["SUG-04"] == "这是权利，过期就不能再行使，不算逾期"
    assert notes["SUG-05"] == "规定没有写天数，只作提醒"
    assert notes["SUG-01"] == ""


def test_a_limit_stands_as_the_county_reads_it() -> None:
    own = {"rule.effective_to.SUG-09": "2026-05-11"}
    county = County(config_of(HUIJI, own), installed(), date(2026, 5, 12), "/t/410108")
    values = {row["code"]: row["value"] for row in limit_rows(county, "procuratorial_suggestion")}

    assert values["SUG-09"].endswith("现在没有规定")


def test_what_waits_for_a_mechanism_says_so_once() -> None:
    notes = [each["note"] for each in _answers(_section(HUIJI), "A9")]

    assert notes[:2] == ["", ""]
    assert notes[2].startswith("装上“重大涉企处罚")


@pytest.mark.parametrize(("code", "here"), [(HUIJI, "本区"), (WENSHUI, "本县")])
def test_the_page_speaks_of_days_in_words_and_of_the_county_as_it_calls_itself(
    code: str, here: str
) -> None:
    county = County(config_of(code), installed(), date(2026, 5, 12), f"/t/{code}")
    page = rules_page(county, "", "procuratorial_suggestion")

    assert page["readings"]["head"] == f"{here}怎样算"
    days = {row["effective_on"] for group in page["groups"] for row in group["rows"]}
    facts = [fact["text"] for fact in page["detail"]["facts"]]
    assert not [text for text in [*days, *facts] if re.search(r"\d{4}-\d\d-\d\d", text)]
    labels = [row["label"] for row in page["detail"]["limits"]]
    assert not [label for label in labels if re.search(r"[A-Z]+-\d\d", label)]
    assert any(row["code"] == "SUG-01" or row["own"] for row in page["detail"]["limits"])
