"""A limit has the value in force on a day, and is read from its plugin's package."""

from datetime import date
from pathlib import Path

import pytest

import liandong.mechanisms as lm
from liandong.kernel.yamlfile import parse
from liandong.mechanisms.limit_files import parse_limits
from mechanisms.samples import A_01, FILE, LIMITS_YAML, PACKAGE

PLAIN = LIMITS_YAML[: LIMITS_YAML.index("A-02")]


def read(text: str) -> lm.LimitFile:
    return parse_limits(PACKAGE, parse(text, "f.yaml"))


def test_a_limit_says_nothing_before_its_first_day() -> None:
    assert A_01.value_on(date(2019, 12, 31)) is None


def test_a_limit_speaks_from_its_first_day() -> None:
    value = A_01.value_on(date(2020, 1, 1))

    assert value is not None
    assert (value.length, value.counted_in) == (2, lm.CountedIn.MONTH)
    assert value.basis == (lm.LegalBasis("law", "第一条"),)


def test_a_later_value_replaces_an_earlier_one_and_null_repeals() -> None:
    later = PLAIN + PLAIN[PLAIN.index("    2020") :].replace("2020-01-01", "2022-01-01").replace(
        "length: 2", "length: 3"
    )
    limit = read(later + "    2024-01-01: null\n").limits["A-01"]

    lengths = [
        value.length if (value := limit.value_on(date(year, 6, 1))) else None
        for year in (2019, 2021, 2023, 2025)
    ]

    assert lengths == [None, 2, 3, None]


def test_a_value_may_end_of_itself() -> None:
    limit = read(PLAIN.replace("length: 2", "length: 2\n      effective_to: 2024-12-31")).limits[
        "A-01"
    ]

    assert limit.value_on(date(2024, 12, 31)) is not None
    assert limit.value_on(date(2025, 1, 1)) is None


def test_the_version_is_that_of_the_start_event_unless_the_rule_says_the_opening() -> None:
    started, opened = date(2026, 3, 2), date(2025, 12, 30)
    by_opening = read(PLAIN.replace("  regime", "  applies_to: case_opened\n  regime", 1)).limits[
        "A-01"
    ]

    assert A_01.version_day(started, opened) == started
    assert by_opening.version_day(started, opened) == opened
    assert by_opening.version_day(started, None) == started


def test_a_conflict_names_the_other_limit_in_words() -> None:
    text = PLAIN.replace("  regime", "  conflicts_with: {A-02: {zh: 甲, en: a}}\n  regime", 1)

    assert read(text).limits["A-01"].conflicts == (lm.Conflict("A-02", "甲", "a"),)


def test_what_is_owed_by_several_is_a_tuple() -> None:
    assert A_01.owed_by == ("addressee",)
    assert FILE.limits["A-02"].owed_by == ("addressee", "other_party")


def test_limits_are_read_from_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "read_plugin").mkdir()
    (tmp_path / "read_plugin" / "__init__.py").write_text("")
    (tmp_path / "read_plugin" / "time_limits.yaml").write_text(LIMITS_YAML, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    there, missing = lm.time_limits("read_plugin", "A-01", "A-77")

    assert there.value_on(date(2026, 1, 1)) is not None
    assert missing == lm.TimeLimit("A-77", package="read_plugin")
    assert lm.read_limits("read_plugin").where("A-01", "roll") == "read_plugin/time_limits.yaml:6"


def test_a_plugin_without_a_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bare_plugin").mkdir()
    (tmp_path / "bare_plugin" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)

    file = lm.read_limits("bare_plugin")

    assert [p.message_en for p in file.problems] == ["there is no such file"]
    assert file.where("A-01") == "bare_plugin/time_limits.yaml"
