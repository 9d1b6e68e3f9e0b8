"""The rows of a dispute: meetings, what was said in them, what an agreement obliges to."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.disputes import dispute_fields as f
from liandong_plugins.disputes import dispute_states as s
from liandong_plugins.disputes import statements as said
from liandong_plugins.disputes.dispute_fields import handler, head, prosecutor

# fmt: off
leads = (handler, prosecutor)
no_agreement = (*s.working, s.failed, s.explaining, s.explained, s.in_procedure)
meeting = lm.RowType("meeting", label="化解会议", transitions=(
    Move("plan", None, s.planned, label="安排会议、听证或者调解", by=leads, during=s.working,
         asks=(f.meeting_kind, f.meet_on, f.place)),
    Move("hold", s.planned, s.held, label="记录会议情况", by=leads, during=s.working,
         asks=(f.result, common.evidence)),
    Move("hold_with_head", s.planned, s.headed, label="记录会议情况（行政机关负责人参加）",
         by=leads, during=s.working, asks=(f.result, common.evidence)),
    Move("cancel", s.planned, s.cancelled, label="取消会议", by=leads, asks=(common.why,),
         during=(*s.working, s.agreed, s.failed)),
))
statement = lm.RowType("statement", label="调解中的陈述", shown_to=said.heard_by, transitions=(
    Move("take", None, s.kept, label="记录陈述", by=(*leads, f.unit_handler, f.other_handler),
         during=s.working, asks=(said.statement, said.taken_by, said.heard_by),
         guard=lm.entered(said.taken_by_own_unit)),
))
item = lm.RowType("item", label="履行事项", transitions=(
    Move("owe", None, s.owed, label="列出履行事项", by=(handler, head),
         during=(*s.working, s.agreed),
         asks=(f.duty, f.performer, f.due)),
    Move("report", s.owed, s.reported, label="报告履行", by=(f.unit_handler, f.unit_head),
         during=(s.agreed,), asks=(f.measures, common.evidence)),
    Move("confirm", (s.owed, s.reported), s.done, label="确认履行", by=handler,
         during=(s.agreed,), asks=(common.evidence,)),
    Move("send_back", s.reported, s.owed, label="退回继续履行", by=handler, asks=(common.why,),
         during=(s.agreed,)),
    Move("waive", s.owed, s.waived, label="当事人免予履行", by=handler, asks=(common.why,),
         during=(s.agreed,)),
    Move("note_breach", (s.owed, s.reported), s.broken, label="记录未履行", by=handler,
         asks=(common.why,), during=(s.agreed,)),
    Move("correct_breach", s.broken, s.owed, label="更正为待履行", by=handler,
         asks=(common.why,), during=(s.agreed,)),
    Move("void", (s.owed, s.reported, s.broken), s.void, label="协议终止，不再列入", by=handler,
         asks=(common.why,), during=no_agreement),
))
organ = lm.RowType("organ", label="被诉、被申请行政机关", held_by=f.organ, transitions=(
    Move("take_part", None, s.involved, label="被诉、被申请行政机关参加", by=(handler, head),
         along=("start", "add_organ"), asks=(f.organ,)),
))
