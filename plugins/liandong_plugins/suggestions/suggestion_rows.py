"""The rows of a suggestion: contents, objections, contests of delivery, opinions, copies."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.suggestions import suggestion_fields as f
from liandong_plugins.suggestions import suggestion_papers as papers
from liandong_plugins.suggestions import suggestion_states as s
from liandong_plugins.suggestions.suggestion_fields import chief, handler, head, prosecutor

# fmt: off
RENEWED = ("reissue", "change")
item = lm.RowType("item", label="建议内容", transitions=(
    Move("propose", None, s.proposed, label="提出", by=prosecutor, asks=(f.text,),
         during=(s.drafting,)),
    Move("amend", s.proposed, lm.SAME, label="修改", by=prosecutor, asks=(f.text,),
         during=(s.drafting,)),
    Move("drop", s.proposed, s.dropped, label="删去", by=prosecutor, during=(s.drafting,)),
    Move("restate", s.proposed, lm.SAME, label="更正", by=chief, asks=(f.text,),
         along=RENEWED),
    Move("strike", s.proposed, s.dropped, label="撤去", by=chief, along=RENEWED),
    Move("reopen", (*s.taken, s.settled, s.half_settled, s.unsettled), s.proposed, label="变更",
         by=chief, asks=(f.text,), along=("change",)),
    Move("adopt", s.proposed, s.adopted, label="采纳", by=head, asks=(f.measures, f.completion_on),
         along=("reply",)),
    Move("adopt_part", s.proposed, s.partly, label="部分采纳", by=head,
         asks=(f.measures, f.completion_on, common.why), along=("reply",)),
    Move("decline", s.proposed, s.declined, label="不采纳", by=head, asks=(common.why,),
         along=("reply",)),
    Move("settle", (*s.taken, s.half_settled, s.unsettled), s.settled, label="核实到位",
         by=prosecutor, asks=(f.method, f.finding), during=(s.replied,)),
    Move("half_settle", (*s.taken, s.unsettled), s.half_settled, label="部分到位", by=prosecutor,
         asks=(f.method, f.finding), during=(s.replied,)),
    Move("find_unsettled", s.taken, s.unsettled, label="未到位", by=prosecutor,
         asks=(f.method, f.finding), during=(s.replied,)),
))
OBJECTION_PAUSES = "suggestions.objection_pauses"
goes_on = (lm.resumes(s.SUG_01, when=OBJECTION_PAUSES),)
objection = lm.RowType("objection", label="异议", transitions=(
    Move("object", None, s.pending, label="提出异议", by=(handler, head),
         asks=(f.grounds, common.evidence), during=s.at_unit, guard=lm.within(s.SUG_04),
         otherwise=s.opinion, starts=(s.SUG_05,), produces=papers.written_objection,
         changes=(lm.suspends(s.SUG_01, when=OBJECTION_PAUSES),)),
    Move("uphold", s.pending, s.upheld, label="成立", by=chief, produces=papers.answer,
         stops=(s.SUG_05,), changes=goes_on),
    Move("partly_uphold", s.pending, s.partly_upheld, label="部分成立", by=chief,
         produces=papers.answer, stops=(s.SUG_05,), changes=goes_on),
    Move("reject", s.pending, s.rejected, label="不成立", by=chief, produces=papers.answer,
         stops=(s.SUG_05,), changes=goes_on),
    Move("correct", (s.upheld, s.partly_upheld), s.corrected, label="更正", by=chief,
         along=RENEWED),
))
contest = lm.RowType("contest", label="送达异议", transitions=(
    Move("contest", None, s.contested, label="提出送达异议", by=(handler, head),
         asks=(f.contest_grounds, common.evidence), during=s.at_unit, guard=lm.contestable(),
         doubts=(s.SUG_01,)),
    Move("sustain", s.contested, s.sustained, label="送达异议成立", by=chief, asks=(common.why,),
         along=("redeliver",), clears=(s.SUG_01,)),
    Move("concede", s.contested, s.sustained, label="送达异议成立", by=chief, asks=(common.why,),
         during=(s.replied,)),
    Move("dismiss", s.contested, s.dismissed, label="送达异议不成立", by=chief, asks=(common.why,),
         clears=(s.SUG_01,)),
))
counting, recorded = lm.counting(s.SUG_01), (common.why, f.clock_basis, f.clock_paper)
period = lm.RowType("period", label="期限变动", told_by_moves=True, transitions=(
    Move("suspend", None, s.suspended, label="中止回复期限", by=chief, asks=recorded,
         during=s.at_unit, guard=counting, changes=(lm.suspends(s.SUG_01),)),
    Move("resume", s.suspended, s.resumed, label="恢复回复期限", by=chief, asks=(common.why,),
         during=s.at_unit, changes=(lm.resumes(s.SUG_01),)),
    Move("exclude", None, s.excluded, label="扣除期间", by=chief,
         asks=(*recorded, f.excluded_from, f.excluded_until), during=s.at_unit, guard=counting,
         changes=(lm.excludes(s.SUG_01, f.excluded_from, f.excluded_until),)),
    Move("extend", None, s.extended, label="延长文书载明期限", by=chief,
         asks=(*recorded, f.new_due_on), during=s.at_unit,
         guard=lm.all_of(counting, lm.stated(s.SUG_01)),
         changes=(lm.extends(s.SUG_01, until=f.new_due_on),)),
    Move("waive", None, s.waived, label="免除回复期限", by=chief, asks=recorded,
         during=s.at_unit, guard=lm.running(s.SUG_01), releases=(s.SUG_01,)),
))
consultation = lm.RowType("consultation", label="征求意见", internal=True, transitions=(
    Move("consult", None, s.asked, label="征求意见", by=prosecutor,
         asks=(f.consultation_kind, f.consulted, f.question), during=(s.drafting,)),
    Move("record_opinion", s.asked, s.answered, label="记录意见", by=prosecutor,
         asks=(f.received_opinion, common.evidence), during=(s.drafting,)),
    Move("forgo", s.asked, s.forgone, label="记录未反馈", by=prosecutor, during=(s.drafting,)),
))
before_end = (s.drafting, s.issued, *s.with_unit)
copied = lm.RowType("copy", label="抄送", internal=True, transitions=(
    Move("list", None, s.listed, label="拟抄送", by=prosecutor,
         asks=(f.copy_unit, f.copy_kind, f.copy_rule, f.copy_basis), during=before_end),
    Move("choose", s.listed, s.chosen, label="决定抄送", by=chief, during=before_end),
    Move("leave_out", s.listed, s.left_out, label="不抄送", by=chief, asks=(common.why,),
         during=before_end),
    Move("send", s.chosen, s.sent, label="抄送", by=prosecutor, during=s.with_unit,
         produces=papers.copy_letter),
))
