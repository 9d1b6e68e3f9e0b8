"""A limit has the value in force on a day, and is read from its plugin's package."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import liandong.mechanisms as lm
from liandong.kernel.yamlfile import parse
from liandong.mechanisms.checking.clocks import check_clocks
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


SLOT = (
    "B-01: {slot: true, matter: 开会, start_event: each_period, owed_by: office, regime: POINT}\n"
)


def test_a_slot_has_no_value_of_its_own_and_is_no_limit_by_itself() -> None:
    slot = read(SLOT).limits["B-01"]

    assert (slot.is_slot, slot.values, slot.recurs) == (True, (), ())
    assert read(SLOT).problems == ()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("slot: true", "slot: false", "unknown key 'slot'"),
        ("regime: POINT", "regime: POINT, values: {}", "unknown key 'values'"),
        (", owed_by: office", "", "'owed_by' is missing"),
    ],
)
def test_a_slot_that_says_too_little_or_too_much_is_named(old: str, new: str, says: str) -> None:
    assert says in "\n".join(each.message_en for each in read(SLOT.replace(old, new)).problems)


def test_a_clock_of_a_slot_stops_on_every_way_like_that_of_a_limit() -> None:
    slot = read(SLOT).limits["B-01"]
    waiting, ended = lm.states(waiting="待办", ended="办结")
    by = lm.duties.handler @ lm.Party(lm.Part.ISSUER, held_by=lm.roles.any_unit)
    begin = lm.Transition("open", None, waiting, label="立案", by=by, starts=(slot,))
    end = lm.Transition("close", waiting, ended, label="办结", by=by)

    assert [each.message_en for each in check_clocks("sample", (begin, end))] == [
        "time limit 'B-01' still runs in final state 'ended'"
    ]
    assert not list(check_clocks("sample", (begin, replace(end, stops=(slot,)))))


@pytest.mark.parametrize(
    ("counted_in", "length", "every"),
    [
        ("month", 1, lm.Every.MONTH),
        ("quarter", 1, lm.Every.QUARTER),
        ("half_year", 1, lm.Every.HALF_YEAR),
        ("year", 1, lm.Every.YEAR),
        ("point", 8, lm.Every.MONTH),
        ("point", 0, None),
    ],
)
def test_how_often_a_limit_is_owed_its_value_says(
    counted_in: str, length: int, every: lm.Every | None
) -> None:
    value = lm.LimitValue(
        date(2026, 1, 1), length, lm.CountedIn(counted_in), lm.Evidence.TEXT, basis=()
    )
    values = ((value.effective_from, value),)
    point = lm.TimeLimit("B-02", regime=lm.Regime.POINT, values=values)

    assert point.recurs == ((every,) if every else ())
    assert replace(point, regime=lm.Regime.NAT).recurs == ()
