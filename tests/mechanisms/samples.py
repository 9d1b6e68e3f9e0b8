"""A small mechanism that is right, from which the tests break one thing at a time."""

from dataclasses import replace
from datetime import date
from typing import Any

import liandong.mechanisms as lm
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import parse
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import duties, roles
from liandong.mechanisms.limit_files import parse_limits

PACKAGE = "liandong_plugins.sample"
CLAUSES = {("law", "第一条")}
LIMITS_YAML = """\
A-01:
  matter: 书面回复
  start_event: received
  owed_by: addressee
  regime: NAT
  roll: next_working_day
  values:
    2020-01-01:
      length: 2
      counted_in: month
      evidence: text
      basis:
        - {instrument: law, clause: 第一条}
A-02:
  matter: 载明的回复期限
  start_event: received
  owed_by: [addressee, other_party]
  regime: STATED
  roll: none
  values:
    2020-01-01:
      counted_in: stated
      evidence: text
      basis:
        - {instrument: law, clause: 第一条}
A-03:
  matter: 提出异议
  start_event: received
  owed_by: addressee
  regime: NAT
  roll: none
  values:
    2020-01-01:
      length: 10
      counted_in: day
      bound: at_most
      evidence: text
      basis:
        - {instrument: law, clause: 第一条}
"""
FILE = parse_limits(PACKAGE, parse(LIMITS_YAML, "sample/time_limits.yaml"))
A_01, A_02, A_03 = (FILE.limits[key] for key in ("A-01", "A-02", "A-03"))

issuer = lm.Party(lm.Part.ISSUER, held_by=roles.procuratorate)
addressee = lm.Party(lm.Part.ADDRESSEE, held_by=(roles.police, roles.court))
prosecutor, chief = duties.prosecutor @ issuer, duties.chief_procurator @ issuer
handler = duties.handler @ addressee

drafting, sent, replied, closed = lm.states(
    drafting="起草", sent="已发出", replied="已回复", closed="办结"
)
open_, done, late = lm.states(open="待办", done="已办", late="迟到")
text = lm.Field("text", lm.FieldKind.TEXT, label="内容")
days = lm.Field("days", lm.FieldKind.NUMBER, label="期限", minimum=1)
variant = lm.Field(
    "variant",
    lm.FieldKind.CHOICE,
    label="情形",
    required=False,
    choices=lm.choices(urgent="紧急"),
)
letter = lm.DocumentType(
    "letter",
    label="函",
    fields=(text, variant),
    approval=lm.Approval(drafts=prosecutor, reviews=duties.reviewer @ issuer, signs=chief),
)
point = lm.RowType(
    "point",
    label="事项",
    columns={"key": text},
    transitions=(
        Move(
            "add",
            None,
            open_,
            label="提出",
            by=prosecutor,
            asks=(text,),
            during=(drafting,),
        ),
        Move("answer", open_, done, label="答复", by=handler, along=("reply",)),
        Move(
            "object",
            None,
            open_,
            label="异议",
            by=handler,
            during=(sent,),
            guard=lm.within(A_03),
            otherwise=late,
        ),
    ),
)
MOVES = {
    "open": Move("open", None, drafting, label="立项", by=prosecutor),
    "revise": Move("revise", drafting, lm.SAME, label="修改", by=prosecutor, asks=(text,)),
    "send": Move(
        "send",
        drafting,
        sent,
        label="发出",
        by=chief,
        produces=letter,
        delivers=letter,
        guard=lm.any_row(point, open_),
        starts=(A_01,),
        opens=(A_03,),
    ),
    "reply": Move(
        "reply",
        sent,
        replied,
        label="回复",
        by=handler,
        guard=lm.all_rows(point, done),
        stops=(A_01,),
    ),
    "close": Move("close", replied, closed, label="办结", by=chief),
    "drop": Move("drop", sent, closed, label="撤回", by=chief, releases=(A_01,)),
}
urgent = lm.Variant("urgent", label="紧急", limits={A_01: A_02}, asks=(days,))
SOUND = lm.Mechanism(
    key="sample",
    version=1,
    label="样例",
    transitions=tuple(MOVES.values()),
    rows=(point,),
    variants=(urgent,),
    stated={A_02: days},
    metrics=(lm.Metric("on_time", lm.met(A_01), lm.due(A_01), label="按期率"),),
)


def with_move(key: str, **changes: Any) -> lm.Mechanism:
    """Return the sample with one move changed."""
    moves = MOVES | {key: replace(MOVES[key], **changes)}
    return replace(SOUND, transitions=tuple(moves.values()))


def without_move(key: str) -> lm.Mechanism:
    """Return the sample without one move."""
    return replace(SOUND, transitions=tuple(m for m in MOVES.values() if m.key != key))


def plus(*moves: Move) -> lm.Mechanism:
    """Return the sample with more moves."""
    return replace(SOUND, transitions=(*SOUND.transitions, *moves))


def problems(mechanism: lm.Mechanism) -> list[Problem]:
    """Check one mechanism with the sample's limits and clauses."""
    return lm.check([mechanism], [FILE], CLAUSES)


def messages(mechanism: lm.Mechanism) -> set[str]:
    """Return the English of every problem, after its place."""
    return {f"{each.where}: {each.message_en}" for each in problems(mechanism)}


def row(state: str, row_id: str = "p", kind: str = "point", **facts: Any) -> lm.RowView:
    """Return a row to stand in a view."""
    return lm.RowView(row_id, kind, state, facts)


DAY = date(2026, 3, 2)
