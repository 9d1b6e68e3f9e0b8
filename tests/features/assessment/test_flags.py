"""What looks as if it was done for the assessment: found by rules, judged by people."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from liandong.features.assessment.service import flags, stating
from liandong.features.assessment.service.burden import burden_of, heaviest
from liandong.features.assessment.service.evidencing import Paper
from liandong.features.assessment.service.flags.finding import Flag, Shown, Trace, Traces, rules_of
from liandong.features.assessment.service.saying import About
from liandong.features.assessment.service.viewing import see
from liandong.kernel.errors import ForbiddenError, InvalidInputError, NotFoundError
from support.assessing import FROZEN, SELF, Assessing, handed_in

SINCE, FREEZE = date(2026, 1, 1), date(2026, 11, 5)
NOTHING = Traces((), (), (), ())
RULES = rules_of({})
LONG = (
    "已对辖区内全部在建工地逐一排查，发现问题七处，当场整改五处，其余两处限期十日内整改完毕并复查。"
)


def trace(n: int, on: date, unit: str = "finance", **more: Any) -> Trace:
    case = f"00000000-0000-0000-0000-{n:012}"
    return Trace(unit, "reverse_linkage", case, f"第{n}号", "一件", on, id=f"e{n}", **more)


def found(traces: Traces, **rules: Any) -> list[Flag]:
    return flags.found_in(traces, RULES | rules, SINCE, FREEZE)


def closed(*days: int) -> Traces:
    return replace(
        NOTHING, closings=[trace(n, FREEZE - timedelta(days=d)) for n, d in enumerate(days)]
    )


def test_closings_just_before_the_freeze_are_shown_with_their_figures() -> None:
    (flag,) = found(closed(0, 1, 2, 6, 100, 200))

    assert flag.zh.startswith("全年办结 6 件，4 件在数据冻结前 7 日内")
    assert {each["number"] for each in flag.records} == {"第0号", "第1号", "第2号", "第3号"}


@pytest.mark.parametrize(
    "days",
    [
        (0, 1, 2),  # too few to say anything
        (0, 1, 2, 7, 100),  # the seventh day before is outside
        (0, 1, 2, 3, *range(10, 90, 10)),  # a third of the year's
        (0, 1, 2, -1, -2),  # after the freeze is not counted
    ],
)
def test_what_happens_all_the_year_is_nothing(days: tuple[int, ...]) -> None:
    assert not found(closed(*days))


def test_entries_made_late_on_one_day_are_shown_and_prompt_ones_are_not() -> None:
    day = date(2026, 10, 30)
    late = [trace(n, day - timedelta(days=10 + n), entered=day) for n in range(3)]
    prompt = [trace(n, day - timedelta(days=9), entered=day) for n in range(3, 9)]
    spread = [
        trace(n, day - timedelta(days=40), entered=day - timedelta(days=n)) for n in range(10, 20)
    ]

    (flag,) = found(replace(NOTHING, entries=late + prompt + spread))
    assert [each["number"] for each in flag.records] == ["第0号", "第1号", "第2号"]
    assert not found(replace(NOTHING, entries=late[:2] + prompt))


def test_letters_that_say_the_same_are_shown_and_short_or_other_ones_are_not() -> None:
    same = [trace(n, SINCE, text=LONG.replace("七", "七八九"[n])) for n in range(3)]
    other = trace(4, SINCE, text="经核查，该项目环评手续齐全，未发现违法排污，建议结案。" * 2)
    short = [trace(n, SINCE, text="已整改") for n in (5, 6)]
    one_case = [trace(7, SINCE, text=LONG[::-1]), trace(7, SINCE, text=LONG[::-1])]

    (flag,) = found(replace(NOTHING, letters=[*same, other, *short, *one_case]))
    assert [each["number"] for each in flag.records] == ["第0号", "第1号", "第2号"]


def test_one_file_for_two_items_or_by_two_units_is_shown_to_each() -> None:
    files = [
        Shown("finance", "4.1", "照片.pdf", "a"),
        Shown("finance", "5.1", "照片.pdf", "a"),
        Shown("police", "4.1", "图.pdf", "a"),
        Shown("police", "5.1", "别的.pdf", "b"),
    ]
    first, second = found(replace(NOTHING, files=files))

    assert (first.unit, second.unit) == ("finance", "police")
    assert "4.1、5.1" in first.zh
    assert "另有 1 个单位" in second.zh


def test_a_scheme_states_other_numbers() -> None:
    rules = rules_of({"process": {"flags": {"closings": {"least": 3, "times": 1}}}})

    assert rules["closings"]["days"] == 7
    assert found(closed(0, 1, 2), **rules)


@pytest.fixture
def flagged(noticed: Assessing) -> Assessing:
    """The finance bureau shows one file for two items; the figures are frozen."""
    file = handed_in(noticed, "liaison")
    for code in ("4.1", "5.1"):
        about = About(noticed.round_id, "finance", code)
        said = stating.Statement("见附件", papers=(Paper(file.id),))
        stating.state(noticed.uow, noticed.who("liaison", SELF), SELF, about, said)
    noticed.step("clerk", FROZEN, "frozen")
    return noticed


def seen(play: Assessing, who: str) -> list[flags.SeenFlag]:
    principal = play.who(who, FROZEN)
    return flags.flags_for(play.uow, principal, see(play.uow, principal, play.round_id))


def judge(play: Assessing, who: str, verdict: str, reason: str = "问过经办人") -> None:
    (key,) = play.standing().flags
    principal = play.who(who, FROZEN)
    flags.judge(play.uow, principal, FROZEN, play.round_id, key, verdict, reason)


def answer(play: Assessing, who: str) -> None:
    (key,) = play.standing().flags
    principal = play.who(who, FROZEN)
    flags.answer(play.uow, principal, FROZEN, play.round_id, key, "两项都由这份材料证明")


def test_the_unit_sees_a_flag_once_it_is_asked_and_no_other_unit_does(flagged: Assessing) -> None:
    assert [each.raw["kind"] for each in seen(flagged, "clerk")] == ["files"]
    assert seen(flagged, "first")
    assert not seen(flagged, "liaison")
    with pytest.raises(NotFoundError):
        answer(flagged, "liaison")
    judge(flagged, "clerk", "asked")
    answer(flagged, "liaison")

    assert [len(each.said) for each in seen(flagged, "liaison")] == [2]
    assert not seen(flagged, "police")
    with pytest.raises(NotFoundError):
        answer(flagged, "police")


def test_a_verdict_has_a_reason_and_takes_no_point(flagged: Assessing) -> None:
    with pytest.raises(InvalidInputError):
        judge(flagged, "clerk", "founded", " ")
    with pytest.raises(InvalidInputError):
        judge(flagged, "clerk", "punished")
    with pytest.raises(ForbiddenError):
        judge(flagged, "police", "unfounded")
    with pytest.raises(ForbiddenError):
        judge(flagged, "finance_head", "unfounded")
    judge(flagged, "clerk", "founded")
    judge(flagged, "convener", "unfounded")

    assert seen(flagged, "clerk")[0].verdict == "unfounded"
    assert not flagged.standing().marks
    assert not flagged.standing().deductions


def test_the_burden_counts_what_was_typed_uploaded_and_filled_in(flagged: Assessing) -> None:
    burden = burden_of(flagged.standing(), "finance")
    nothing = burden_of(flagged.standing(), "police")

    assert (burden.typed, burden.letters, burden.uploaded, burden.picked) == (2, 6, 2, 0)
    assert burden.counted == 4  # due, met, due, sent of 3.1 and 3.2
    assert burden.filled == 4 / 8
    assert nothing.filled == 1.0
    assert [code for code, _, _ in heaviest(flagged.standing())] == ["4.1", "5.1"]
