"""Each name that is not of the mechanism is refused at start, by name."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from mechanisms.samples import (
    A_01,
    A_03,
    MOVES,
    PACKAGE,
    SOUND,
    closed,
    days,
    handler,
    issuer,
    letter,
    messages,
    point,
    sent,
    text,
    variant,
    with_move,
)

lost, ghost = lm.states(lost="失落", ghost="无踪")
ELSEWHERE = lm.TimeLimit("B-99", package=PACKAGE)
other = lm.RowType(
    "other", label="别的", transitions=(Move("add", None, ghost, label="加", by=handler),)
)
absent = replace(variant, key="absent")
urgent = SOUND.variants[0]
unasked = lm.Field("day", lm.FieldKind.DATE, label="日期")
monthly = lm.Obligation("monthly", label="月报", owed_by=issuer, limit=A_01, met_by=closed)


def span(**changes: Any) -> lm.Mechanism:
    said = {"since": lm.cases(sent), **changes}
    return replace(SOUND, metrics=(lm.mean_days("m", lm.cases(closed), label="天数", **said),))


def metric(count: Any) -> lm.Mechanism:
    return replace(SOUND, metrics=(lm.Metric("m", count, lm.due(A_01), label="率"),))


def with_row(**changes: Any) -> lm.Mechanism:
    """Return the sample with its row's first move changed."""
    first, *rest = point.transitions
    changed = replace(point, transitions=(replace(first, **changes), *rest))
    return replace(SOUND, rows=(changed,), transitions=without_guards())


def without_guards() -> tuple[Move, ...]:
    return tuple(replace(move, guard=None) for move in MOVES.values())


def broken() -> Iterator[Any]:
    yield (
        "行重复",
        replace(SOUND, rows=(point, point)),
        "sample: row type 'point' is declared twice",
    )
    yield (
        "情形重复",
        replace(SOUND, variants=(urgent, urgent)),
        "sample: variant 'urgent' is declared twice",
    )
    yield (
        "指标重复",
        replace(SOUND, metrics=SOUND.metrics * 2),
        "sample: metric 'on_time' is declared twice",
    )
    yield (
        "定期义务重复",
        replace(SOUND, obligations=(monthly, monthly)),
        "sample: obligation 'monthly' is declared twice",
    )
    for key in ("read", "export", "escalate", "purge", "change_county"):
        yield (
            f"平台自己的权限 {key}",
            replace(SOUND, transitions=(*SOUND.transitions, replace(MOVES["close"], key=key))),
            f"sample.{key}: '{key}' is the platform's own",
        )
    yield (
        "案件步骤用了 during",
        with_move("close", during=(sent,)),
        "sample.close: 'during' and 'along' are for the moves of rows",
    )
    yield (
        "案件步骤用了 along",
        with_move("close", along=("reply",)),
        "sample.close: 'during' and 'along' are for the moves of rows",
    )
    yield (
        "during 不是案件的状态",
        with_row(during=(ghost,)),
        "sample.point.add: 'sample' has no state 'ghost'",
    )
    yield (
        "along 没有那一步",
        with_row(along=("nowhere",)),
        "sample.point.add: there is no transition 'nowhere'",
    )
    yield (
        "条件中的行不是本机制的",
        with_move("close", guard=lm.no_row(other, ghost)),
        "sample.close: row type 'other' is not of this mechanism",
    )
    yield (
        "条件中的状态不是行的",
        with_move("close", guard=lm.all_of(lm.entered(lm.any_row(point, ghost)))),
        "sample.close: 'point' has no state 'ghost'",
    )
    yield (
        "等待的步骤没有转出事项",
        with_move("close", guard=lm.handed_over_served("close")),
        "sample.close: 'close' hands nothing over",
    )
    yield (
        "转出的行不是本机制的",
        with_move(
            "close", hands_over=lm.HandOver("x", rows=(lm.HandedRows("y", "z", of="other"),))
        ),
        "sample.close: no rows 'other' in these states can be handed over",
    )
    yield (
        "转出的行没有这个状态",
        with_move(
            "close",
            hands_over=lm.HandOver(
                "x", rows=(lm.HandedRows("y", "z", of="point", states=("ghost",)),)
            ),
        ),
        "sample.close: no rows 'point' in these states can be handed over",
    )
    yield (
        "列没有填写",
        replace(SOUND, rows=(replace(point, columns={"key": days}),)),
        "sample.point: no transition asks 'days', which feeds column 'key'",
    )
    yield (
        "同名不同类",
        with_move("close", asks=(replace(text, kind=lm.FieldKind.DATE),)),
        "sample: field 'text' has two different kinds",
    )
    yield (
        "没有选项",
        with_move("close", asks=(lm.Field("c", lm.FieldKind.CHOICE, label="选"),)),
        "sample: field 'c' has no choices",
    )
    yield (
        "情形没有选项",
        replace(SOUND, variants=(urgent, lm.Variant("rare", label="罕见"))),
        "sample: variant 'rare' must be declared and be a choice of the field 'variant'",
    )
    yield (
        "选项没有情形",
        with_move(
            "send",
            produces=replace(
                letter, fields=(text, replace(variant, choices=lm.choices(urgent="急", x="他")))
            ),
            delivers=None,
        ),
        "sample: variant 'x' must be declared and be a choice of the field 'variant'",
    )
    yield (
        "义务所到的状态没有",
        replace(SOUND, obligations=(replace(monthly, met_by=ghost),)),
        "sample.monthly: 'sample' has no state 'ghost'",
    )
    yield "指标的案件状态没有", metric(lm.cases(ghost)), "sample.m: 'sample' has no state 'ghost'"
    yield (
        "天数起点的状态没有",
        span(since=lm.cases(ghost)),
        "sample.m: 'sample' has no state 'ghost'",
    )
    yield "天数起点不是日期", span(since=text), "sample.m: 'text' is no day that is entered there"
    yield "天数终点没有填", span(until=unasked), "sample.m: 'day' is no day that is entered there"
    yield "指标的步骤没有", metric(lm.made("ghost")), "sample.m: there is no move 'ghost'"
    yield (
        "指标的答案没有",
        metric(lm.cases(closed, only=(variant, ("ghost",)))),
        "sample.m: 'variant' has no choice 'ghost'",
    )
    yield (
        "指标所问的字段没有",
        metric(lm.cases(closed, only=(absent, ("urgent",)))),
        "sample.m: no move asks for 'absent'",
    )
    yield (
        "指标所计的抄送没有",
        metric(lm.copied("send")),
        "sample.m: no copy goes with 'send'",
    )
    yield (
        "指标的行状态没有",
        metric(lm.total(lm.rows(point, ghost))),
        "sample.m: 'point' has no state 'ghost'",
    )
    yield "指标的义务没有", metric(lm.met(monthly)), "sample.m: there is no obligation 'monthly'"
    yield "指标的期限没有", metric(lm.met(ELSEWHERE)), "sample.m: no move names time limit 'B-99'"
    yield (
        "期限文件中没有",
        with_move("send", opens=(A_03, ELSEWHERE)),
        "sample: time limit 'B-99' does not stand in the plugin's time_limits.yaml",
    )


@pytest.mark.parametrize(
    ("mechanism", "message"), [pytest.param(m, t, id=name) for name, m, t in broken()]
)
def test_a_wrong_declaration_is_named(mechanism: lm.Mechanism, message: str) -> None:
    assert message in messages(mechanism)


@pytest.mark.parametrize(("row", "move"), [("ghost", "add"), ("point", "add"), ("point", "answer")])
def test_what_a_move_puts_is_a_row_that_a_unit_holds(row: str, move: str) -> None:
    put = lm.Put(row, move, issuer)

    found = messages(with_move("send", puts=(put,)))

    assert f"sample.send: '{row}.{move}' creates no row that a unit holds" in found
