"""What belongs to a meeting: proposals, agenda, attendance, reports and resolutions."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.meetings import meeting_fields as f
from liandong_plugins.meetings import meeting_states as s
from liandong_plugins.meetings.meeting_guards import in_time

# fmt: off
proposal = lm.RowType("proposal", label="联名提议", held_by=f.unit, transitions=(
    Move("ask_to_join", None, s.asked, label="请联名", by=f.proposing, asks=(f.unit,),
         along=("propose",)),
    Move("join", s.asked, s.joined, label="同意提议", by=f.co_proposing, by_holder=True,
         during=(s.proposed,)),
    Move("refuse", s.asked, s.refused, label="不参与提议", by=f.co_proposing, by_holder=True,
         during=(s.proposed,)),
))
entered = (f.topic, f.topic_kind, f.presenter)
agenda = lm.RowType("agenda", label="议题", transitions=(
    Move("list", None, s.listed, label="列入议程", by=f.arranging, asks=entered,
         during=s.in_preparation),
    Move("suggest", None, s.suggested, label="提出议题", by=f.attending, asks=entered,
         during=s.in_preparation),
    Move("fix", s.suggested, s.listed, label="确定议题", by=f.arranging,
         during=s.in_preparation),
    Move("leave_out", (s.suggested, s.listed), s.left_out, label="不列入", by=f.arranging,
         asks=(common.why,), during=s.in_preparation),
))
about_case = (f.case_topic, f.matter_number, f.participants)
case_item = lm.RowType("case_item", label="案件议题", held_by=f.keeper, shown_to=f.participants,
                       transitions=(
    Move("list_case", None, s.case_listed, label="案件列入议程", by=f.arranging,
         asks=(*about_case, f.keeper.optional()), during=s.in_preparation),
    Move("suggest_case", None, s.case_suggested, label="提出案件议题", by=f.attending,
         asks=(*about_case, f.keeper), during=s.in_preparation),
    Move("fix_case", s.case_suggested, s.case_listed, label="确定案件议题", by=f.arranging,
         during=s.in_preparation),
    Move("leave_out_case", (s.case_suggested, s.case_listed), s.case_left_out,
         label="案件不列入", by=f.arranging, asks=(common.why,), during=s.in_preparation),
    Move("conclude_case", s.case_listed, s.concluded, label="记录会商意见", by=f.clerks,
         asks=(f.outcome,), during=s.after_it),
))
coming = (s.invited, s.principal_comes, s.substitute_comes, s.excused)
checked = (s.held, s.minutes_draft)
attendance = lm.RowType("attendance", label="参会", held_by=f.unit, transitions=(
    Move("invite", None, s.invited, label="通知参会", by=f.heads, asks=(f.unit,),
         along=("notify", "invite_more")),
    Move("attend", coming, s.principal_comes, label="负责人参会", by=f.attending,
         by_holder=True, asks=(f.attendee,), during=(s.notified,)),
    Move("send_substitute", coming, s.substitute_comes, label="委派人员参会", by=f.attending,
         by_holder=True, asks=(f.attendee, common.why), during=(s.notified,)),
    Move("ask_leave", coming, s.excused, label="请假", by=f.attending, by_holder=True,
         asks=(common.why,), during=(s.notified,)),
    Move("came", coming, s.attended, label="登记负责人到会", by=f.clerks, during=checked),
    Move("substitute_came", coming, s.substituted, label="登记委派人员到会", by=f.clerks,
         during=checked),
    Move("stayed_away", coming, s.absent, label="登记未到会", by=f.clerks, during=checked),
))
sitting = lm.RowType("sitting", label="列席", held_by=f.unit, transitions=(
    Move("ask_in", None, s.asked_in, label="通知列席", by=f.heads, asks=(f.unit,),
         along=("notify",)),
    Move("note_sitting", s.asked_in, s.sat_in, label="登记列席", by=f.clerks, during=checked),
    Move("note_absence", s.asked_in, s.stayed_out, label="登记未列席", by=f.clerks,
         during=checked),
))
report = lm.RowType("report", label="汇报材料", held_by=f.unit, due=f.report_by, transitions=(
    Move("request", None, s.requested, label="要求报送", by=f.clerks,
         asks=(f.unit, f.report_topic, f.report_by), during=s.in_preparation),
    Move("hand_in", s.requested, s.handed_in, label="报送材料", by=f.holding, by_holder=True,
         asks=(f.summary, f.materials), during=(s.notified, s.held), guard=in_time,
         otherwise=s.handed_in_late),
    Move("note_missing", s.requested, s.missing, label="登记未报送", by=f.clerks,
         during=s.after_it),
))
resolution = lm.RowType("resolution", label="议定事项", held_by=f.responsible, due=f.due,
                        transitions=(
    Move("decide", None, s.agreed, label="记录议定事项", by=f.clerks,
         asks=(f.decision, f.responsible, f.due), during=checked),
    Move("amend", s.agreed, lm.SAME, label="修改", by=f.clerks,
         asks=(f.decision, f.responsible, f.due), during=checked),
    Move("carry_out", s.agreed, s.carried_out, label="报告落实情况", by=f.holding,
         by_holder=True, asks=(f.result, common.evidence), during=(s.minutes_issued,),
         guard=in_time, otherwise=s.carried_out_late),
    Move("verify", (s.carried_out, s.carried_out_late), s.verified, label="核实落实",
         by=f.clerks, during=(s.minutes_issued,)),
    Move("send_back", (s.carried_out, s.carried_out_late), s.agreed, label="退回",
         by=f.clerks, asks=(f.request,), during=(s.minutes_issued,)),
    Move("set_day", s.agreed, lm.SAME, label="调整时限", by=f.arranging,
         asks=(f.due, common.why), during=(s.minutes_issued,)),
    Move("drop", s.agreed, s.dropped, label="不再落实", by=f.presiding, asks=(common.why,),
         during=(*checked, s.minutes_issued)),
))
