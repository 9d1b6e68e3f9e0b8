"""Each wrong graph, clock and paper is refused at start, by name."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import duties
from mechanisms.samples import (
    A_01,
    A_02,
    MOVES,
    SOUND,
    addressee,
    chief,
    closed,
    handler,
    issuer,
    letter,
    messages,
    plus,
    point,
    prosecutor,
    replied,
    with_move,
    without_move,
)

lost, ghost = lm.states(lost="失落", ghost="无踪")
other = lm.RowType(
    "other", label="别的", transitions=(Move("add", None, ghost, label="加", by=handler),)
)
urgent = SOUND.variants[0]
monthly = lm.Obligation("monthly", label="月报", owed_by=issuer, limit=A_01, met_by=closed)


def with_row(**changes: Any) -> lm.Mechanism:
    """Return the sample with its row's first move changed."""
    first, *rest = point.transitions
    changed = replace(point, transitions=(replace(first, **changes), *rest))
    return replace(SOUND, rows=(changed,), transitions=without_guards())


def without_guards() -> tuple[Move, ...]:
    return tuple(replace(move, guard=None) for move in MOVES.values())


def broken() -> Iterator[Any]:
    yield "没有起始", without_move("open"), "sample: no transition creates it"
    yield "步骤重复", plus(MOVES["close"]), "sample: transition 'close' is declared twice"
    yield (
        "状态重复",
        plus(Move("end", replied, lm.State("closed", "结束"), label="结束", by=chief)),
        "sample: state 'closed' is declared twice",
    )
    yield (
        "到不了的状态",
        plus(Move("find", lost, closed, label="找回", by=chief)),
        "sample: state 'lost' cannot be reached",
    )
    yield (
        "没有出口的循环",
        plus(
            Move("stray", replied, lost, label="走失", by=chief),
            Move("wander", lost, ghost, label="游荡", by=chief),
            Move("return", ghost, lost, label="折返", by=chief),
        ),
        "sample: state 'lost' leads to no final state",
    )
    yield (
        "只能转出",
        with_move("close", hands_over=lm.HandOver("elsewhere")),
        "sample: state 'replied' is left by hand-overs only",
    )
    yield "无人经办", with_move("close", by=()), "sample.close: nobody may fire it"
    yield "起始没有状态", with_move("open", target=lm.SAME), "sample.open: it creates into no state"
    yield (
        "期限不停",
        with_move("drop", releases=()),
        "sample: time limit 'A-01' still runs in final state 'closed'",
    )
    yield (
        "另一去向上期限不停",
        with_move("reply", otherwise=closed),
        "sample: time limit 'A-01' still runs in final state 'closed'",
    )
    yield (
        "停了又起",
        with_move("drop", starts=(A_01,)),
        "sample: time limit 'A-01' still runs in final state 'closed'",
    )
    yield (
        "原地起算不停",
        plus(Move("urge", replied, lm.SAME, label="催", by=chief, starts=(A_01,))),
        "sample: time limit 'A-01' still runs in final state 'closed'",
    )
    yield (
        "停的没有起算",
        with_move("send", starts=()),
        "sample.reply: no move starts or opens 'A-01'",
    )
    yield (
        "行上停的没有起算",
        with_row(stops=(A_02,)),
        "sample.point.add: no move starts or opens 'A-02'",
    )
    yield (
        "条件中的期限没有起算",
        with_move("close", guard=lm.overdue(A_02)),
        "sample.close: no move starts or opens 'A-02'",
    )
    yield (
        "情形所加的期限没有起算",
        replace(SOUND, variants=(replace(urgent, adds=(A_02,)),)),
        "sample.urgent: no move starts or opens 'A-02'",
    )
    yield (
        "载明期限没有指明",
        replace(SOUND, stated={}),
        "sample: time limit 'A-02' is stated in a paper, but no field holds it",
    )
    yield (
        "载明期限没有填写",
        replace(SOUND, variants=(replace(urgent, asks=()),)),
        "sample: no transition asks 'days', which holds time limit 'A-02'",
    )
    yield (
        "审批出了机关",
        with_move("send", produces=replace(letter, approval=lm.Approval(handler, None, chief))),
        "sample: the approval of 'letter' leaves its authority",
    )
    yield (
        "签发人以外的人签发",
        with_move("send", by=prosecutor),
        "sample.send: the signer of its document, and nobody else, must fire it",
    )
    yield (
        "送达的没有制作",
        with_move("send", produces=None),
        "sample.send: no transition produces 'letter', which it delivers",
    )
    yield (
        "文书重复",
        with_move("close", produces=lm.DocumentType("letter", label="另一种函")),
        "sample: document 'letter' is declared twice",
    )
    yield (
        "一个身份两种单位",
        with_move("close", by=duties.handler @ replace(addressee, part=lm.Part.ISSUER)),
        "sample: party 'issuer' is declared twice",
    )


@pytest.mark.parametrize(
    ("mechanism", "message"), [pytest.param(m, t, id=name) for name, m, t in broken()]
)
def test_a_wrong_declaration_is_named(mechanism: lm.Mechanism, message: str) -> None:
    assert message in messages(mechanism)
