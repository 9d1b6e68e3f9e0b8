"""The rows of an investigation: what is asked for, obstruction, inquiries, appraisals, period."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.investigation import investigation_fields as f
from liandong_plugins.investigation import investigation_papers as papers
from liandong_plugins.investigation import investigation_states as s
from liandong_plugins.investigation.investigation_fields import chief, head, liaison, prosecutor

# fmt: off
item = lm.RowType("item", label="调取内容", transitions=(
    Move("propose", None, s.requested, label="提出", by=prosecutor, asks=(f.text,),
         during=(s.drafting,)),
    Move("amend", s.requested, lm.SAME, label="修改", by=prosecutor, asks=(f.text,),
         during=(s.drafting,)),
    Move("drop", s.requested, s.dropped, label="删去", by=prosecutor, during=(s.drafting,)),
    Move("provide", s.requested, s.given, label="提供复制件或者查阅", by=(liaison, head),
         asks=(f.material, common.evidence), during=s.at_unit),
    Move("lend", s.requested, s.lent, label="移交原件", by=(liaison, head), asks=(f.material,),
         during=s.at_unit),
    Move("lack", s.requested, s.unavailable, label="说明不能提供", by=(liaison, head),
         asks=(common.why, common.evidence), during=s.at_unit),
    Move("ask_again", (s.given, s.unavailable), s.requested, label="要求补充", by=prosecutor,
         asks=(f.text,), along=("ask_more",)),
    Move("give_back", s.lent, s.returned, label="归还原件", by=prosecutor,
         asks=(common.evidence,), during=(*s.at_unit, s.handed_over)),
))
obstruction = lm.RowType("obstruction", label="拒绝、阻碍", transitions=(
    Move("record", None, s.recorded, label="记录", by=prosecutor,
         asks=(f.obstruction_facts, f.reasons_given, common.evidence), during=s.on_the_way,
         starts=(s.PIL_09,)),
    Move("explain", s.unresolved, lm.SAME, label="说明情况", by=(liaison, head),
         asks=(f.explanation, common.evidence), during=s.at_unit),
    Move("warn", s.recorded, s.warned, label="督促协助", by=chief, produces=papers.urging,
         during=s.on_the_way),
    Move("notify", s.warned, s.notified, label="通报政府", by=chief,
         along=("notify_government",), stops=(s.PIL_09,)),
    Move("report", s.warned, s.reported, label="报告、通报", by=chief,
         asks=(f.reported_to,), during=s.on_the_way, stops=(s.PIL_09,)),
    Move("follow", s.warned, s.followed_up, label="转跟踪问效", by=prosecutor,
         during=s.on_the_way, guard=lm.handed_over_told("follow_up"), stops=(s.PIL_09,)),
    Move("settle", s.unresolved, s.settled, label="确认已配合", by=prosecutor,
         asks=(common.why,), during=(*s.on_the_way, s.handed_over), releases=(s.PIL_09,)),
))
inquiry = lm.RowType("inquiry", label="询问", internal=True, transitions=(
    Move("record_inquiry", None, s.taken, label="记录询问", by=prosecutor,
         asks=(f.person, f.record, common.evidence), during=(*s.at_unit, s.handed_over),
         produces=papers.inquiry_record),
))
appraisal = lm.RowType("appraisal", label="委托鉴定、评估、审计", internal=True, transitions=(
    Move("plan", None, s.planned, label="拟委托", by=prosecutor,
         asks=(f.entrusted_kind, f.entrusted_body), during=(*s.at_unit, s.handed_over)),
    Move("entrust", s.planned, s.entrusted, label="委托", by=chief, produces=papers.appraisal,
         during=(*s.at_unit, s.handed_over)),
    Move("receive_opinion", s.entrusted, s.concluded, label="收到意见", by=prosecutor,
         asks=(f.opinion, common.evidence), during=(*s.at_unit, s.handed_over)),
    Move("cancel", (s.planned, s.entrusted), s.cancelled, label="取消委托", by=prosecutor,
         asks=(common.why,), during=(*s.at_unit, s.handed_over)),
))
period = lm.RowType("period", label="期限变动", told_by_moves=True, transitions=(
    Move("extend", None, s.extended, label="延长协助期限", by=chief,
         asks=(common.why, f.new_due_on), during=s.at_unit, guard=lm.counting(s.COOP_01),
         changes=(lm.extends(s.COOP_01, until=f.new_due_on, times=2),)),
))
