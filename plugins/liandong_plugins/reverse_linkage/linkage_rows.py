"""The rows of reverse linkage: what happens to a period, evidence, the lapse, contests."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.reverse_linkage import linkage_fields as f
from liandong_plugins.reverse_linkage import linkage_states as s
from liandong_plugins.reverse_linkage.linkage_fields import chief, handler, head, prosecutor

# fmt: off
in_review, recorded = (s.reviewing,), (common.why, f.clock_basis, f.clock_paper)
period = lm.RowType("period", label="期限变动", told_by_moves=True, transitions=(
    Move("suspend", None, s.suspended, label="中止审查", by=chief, during=in_review,
         asks=(f.obstacle, common.why, f.clock_paper), guard=lm.counting(s.REV_02),
         starts=(s.REV_08,), changes=(lm.suspends(s.REV_02),)),
    Move("resume", s.suspended, s.resumed, label="恢复审查", by=chief, during=in_review,
         asks=(common.why,), stops=(s.REV_08,), changes=(lm.resumes(s.REV_02),)),
    Move("exclude", None, s.excluded, label="扣除委托调查期间", by=chief, during=in_review,
         asks=(*recorded, f.excluded_from, f.excluded_until), guard=lm.counting(s.REV_02),
         changes=(lm.excludes(s.REV_02, f.excluded_from, f.excluded_until),)),
    Move("extend", None, s.extended, label="延长审查期限", by=chief, during=in_review,
         asks=(*recorded, f.new_due_on), guard=lm.counting(s.REV_02),
         changes=(lm.extends(s.REV_02, until=f.new_due_on),)),
    Move("extend_penalty", None, s.extended, label="延长处罚办案期限", by=head, during=(s.filed,),
         asks=(*recorded, f.new_due_on), guard=lm.counting(s.PEN_01),
         changes=(lm.extends(s.PEN_01, until=f.new_due_on),)),
))
exhibit = lm.RowType("exhibit", label="移送的证据", transitions=(
    Move("list", None, s.listed, label="列入清单", by=prosecutor, asks=(f.exhibit,),
         during=(s.drafting, s.issued, *s.undecided)),
    Move("strike", s.listed, s.struck, label="删去", by=prosecutor,
         during=(s.drafting, s.issued, *s.undecided)),
    Move("hand", s.listed, s.handed, label="移送", by=prosecutor, along=("hand_evidence",)),
))
lapse = lm.RowType("lapse", label="不再给予行政处罚的期限", told_by_moves=True, transitions=(
    Move("two_years", None, s.counted, label="记明不再给予行政处罚的期限（二年）",
         by=(prosecutor, handler), asks=(f.act_ended_on,),
         during=(s.drafting, s.issued, *s.undecided),
         counts_from=f.act_ended_on, opens=(s.PEN_07A,)),
    Move("five_years", None, s.counted, label="记明不再给予行政处罚的期限（五年）",
         by=(prosecutor, handler), asks=(f.act_ended_on,),
         during=(s.drafting, s.issued, *s.undecided),
         counts_from=f.act_ended_on, opens=(s.PEN_07B,)),
))
contest = lm.RowType("contest", label="送达异议", transitions=(
    Move("contest", None, s.contested, label="提出送达异议", by=(handler, head),
         asks=(f.contest_grounds, common.evidence), during=s.before_reply,
         guard=lm.contestable(), doubts=(s.REV_04,)),
    Move("sustain", s.contested, s.sustained, label="送达异议成立", by=chief, asks=(common.why,),
         along=("redeliver",), clears=(s.REV_04,)),
    Move("concede", s.contested, s.sustained, label="送达异议成立", by=chief, asks=(common.why,),
         during=(s.filed, *s.decided, s.replied)),
    Move("dismiss", s.contested, s.dismissed, label="送达异议不成立", by=chief, asks=(common.why,),
         clears=(s.REV_04,)),
))
