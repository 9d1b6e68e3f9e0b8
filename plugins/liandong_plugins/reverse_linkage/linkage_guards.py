"""What the kit has no guard for: sealed records, and a finding on record."""

from datetime import date

import liandong.mechanisms as lm
from liandong_plugins.reverse_linkage.linkage_states import REV_04, REV_10


@lm.explained(
    "未成年人犯罪记录应当封存的案件，不在平台上移送", "sealed records of minors never leave here"
)
def is_open_record(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """刑事诉讼法 第二百八十六条: a sealed record is given to nobody."""
    return case.facts.get("is_sealed") is False


@lm.explained("只有记录应当封存的案件转线下办理", "only a sealed record is handled elsewhere")
def is_sealed_record(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """The other side of the same."""
    return case.facts.get("is_sealed") is True


@lm.explained(
    "先要认定未回复或者无正当理由不处理", "first find that it was not answered or handled"
)
def is_found(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """The finding that begins the duty to notify (高检发释字〔2021〕4号 第十一条) is on record."""
    return REV_10.id in case.deadlines


@lm.explained("回复期限还没有届满", "the days to answer are not over")
def is_reply_over(case: lm.CaseView, on: date) -> bool:
    """It was answered, or its last day is over, whether or not anybody may be called late."""
    reply = case.deadlines.get(REV_04.id)
    if reply is None or not reply.runs:
        return True
    return reply.due_on is not None and reply.due_on < on
