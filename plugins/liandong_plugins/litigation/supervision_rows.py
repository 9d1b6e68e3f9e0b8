"""The rows of a litigation supervision: the period, other parties' opinions, hearings."""

from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.litigation import supervision_fields as f
from liandong_plugins.litigation import supervision_papers as papers
from liandong_plugins.litigation import supervision_states as s
from liandong_plugins.litigation.supervision_fields import chief, desk, prosecutor


@lm.explained("简易办理的案件不得延长", "a simple case is not prolonged")
def is_no_simple_case(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """行政诉讼监督规则 第七十九条: a simple case is decided within its period."""
    return not case.facts.get("is_simple")


# fmt: off
counting = lm.counting(s.LIT_03)
period = lm.RowType("period", label="期限变动", told_by_moves=True, transitions=(
    Move("extend", None, s.extended, label="延长审查期限", by=chief,
         asks=(common.why, f.new_due_on), during=(s.reviewing,),
         guard=lm.all_of(counting, is_no_simple_case),
         changes=(lm.extends(s.LIT_03, until=f.new_due_on),)),
    Move("exclude", None, s.excluded, label="扣除鉴定、调卷期间", by=prosecutor,
         asks=(common.why, f.excluded_for, f.excluded_from, f.excluded_until),
         during=(s.reviewing,), guard=counting,
         changes=(lm.excludes(s.LIT_03, f.excluded_from, f.excluded_until),)),
))
opinion = lm.RowType("opinion", label="其他当事人意见", transitions=(
    Move("send_copy", None, s.awaited, label="发送申请书副本", by=(desk, prosecutor),
         asks=(f.other_name, f.complaint_received_on), counts_from=f.complaint_received_on,
         during=(s.accepted, s.reviewing), starts=(s.LIT_08a,)),
    Move("give", s.awaited, s.given, label="提出书面意见",
         by=(f.other_handler, f.other_head, prosecutor), asks=(f.other_opinion, common.evidence),
         during=(s.accepted, s.reviewing), stops=(s.LIT_08a,)),
    Move("go_without", s.awaited, s.not_given, label="记录没有提出意见", by=prosecutor,
         during=(s.reviewing,), releases=(s.LIT_08a,)),
))
hearing = lm.RowType("hearing", label="听证", transitions=(
    Move("plan", None, s.planned, label="决定听证", by=prosecutor,
         asks=(f.hearing_on, f.hearing_matter), counts_from=f.hearing_on,
         during=(s.reviewing,), starts=(s.LIT_08c,)),
    Move("notify", s.planned, s.noticed, label="通知听证", by=prosecutor, during=(s.reviewing,),
         produces=papers.hearing, stops=(s.LIT_08c,)),
    Move("hold", s.noticed, s.held, label="举行听证", by=prosecutor, asks=(f.outcome,),
         during=(s.reviewing,)),
    Move("cancel", (s.planned, s.noticed), s.cancelled, label="取消听证", by=prosecutor,
         asks=(common.why,), during=(s.reviewing,), releases=(s.LIT_08c,)),
))
