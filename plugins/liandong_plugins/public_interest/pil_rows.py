"""The rows of a public-interest matter: repair, cooperation, the examination's period, hearings."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.public_interest import pil_fields as f
from liandong_plugins.public_interest import pil_papers as papers
from liandong_plugins.public_interest import pil_states as s
from liandong_plugins.public_interest.pil_fields import chief, handler, prosecutor

# fmt: off
repair = lm.RowType("repair", label="公益修复", transitions=(
    Move("plan", None, s.planned, label="提出修复方案", by=(handler, prosecutor),
         asks=(f.plan, f.damages, f.repair_due_on), produces=papers.repair_plan,
         during=(s.rectifying, s.following, s.examining, *s.in_court)),
    Move("accept", (s.planned, s.failing), s.accepted, label="验收合格", by=prosecutor,
         asks=(f.method, f.finding, common.evidence)),
    Move("find_failing", s.planned, s.failing, label="验收不合格", by=prosecutor,
         asks=(f.method, f.finding, common.evidence)),
    Move("give_up", (s.planned, s.failing), s.dropped, label="不再实施", by=chief,
         asks=(common.why,)),
))
cooperation = lm.RowType("cooperation", label="协作记录", internal=True, transitions=(
    Move("record", None, s.kept, label="记录协作", by=prosecutor,
         asks=(f.work, f.helper, f.finding, common.evidence)),
))
examined = (s.rectifying, s.following)
suspension = lm.RowType("suspension", label="中止审查", told_by_moves=True, transitions=(
    Move("propose", None, s.suspension_proposed, label="拟中止审查", by=prosecutor,
         asks=(f.cause, f.clock_basis, common.evidence), during=examined),
    Move("withhold", s.suspension_proposed, s.withheld, label="不予中止", by=chief,
         asks=(common.why,)),
    Move("suspend", s.suspension_proposed, s.suspended, label="中止审查", by=chief,
         produces=papers.suspension, during=examined, starts=(s.PIL_10,),
         changes=(lm.suspends(s.PIL_06a),)),
    Move("resume", s.suspended, s.resumed, label="恢复审查", by=chief,
         produces=papers.resumption, stops=(s.PIL_10,), changes=(lm.resumes(s.PIL_06a),)),
))
no_longer_suspended = lm.no_row(suspension, s.suspended)
period = lm.RowType("period", label="审查起诉期限变动", told_by_moves=True, internal=True,
                    transitions=(
    Move("exclude", None, s.excluded, label="鉴定、评估、审计不计入期限", by=prosecutor,
         asks=(common.why, f.clock_paper, f.excluded_from, f.excluded_until),
         during=(s.following,), guard=lm.counting(s.PIL_06a),
         changes=(lm.excludes(s.PIL_06a, f.excluded_from, f.excluded_until),)),
    Move("exclude_civil", None, s.excluded, label="鉴定、评估、审计不计入期限",
         by=prosecutor, asks=(common.why, f.clock_paper, f.excluded_from, f.excluded_until),
         during=(s.examining,), guard=lm.counting(s.PIL_06b),
         changes=(lm.excludes(s.PIL_06b, f.excluded_from, f.excluded_until),)),
    Move("extend", None, s.extended, label="延长审查起诉期限", by=chief,
         asks=(common.why, f.clock_paper), during=(s.following,), guard=lm.counting(s.PIL_06a),
         changes=(lm.extends(s.PIL_06a, by=s.PIL_06c),)),
    Move("extend_civil", None, s.extended, label="延长审查起诉期限", by=chief,
         asks=(common.why, f.clock_paper), during=(s.examining,), guard=lm.counting(s.PIL_06b),
         changes=(lm.extends(s.PIL_06b, by=s.PIL_06d),)),
))
hearing = lm.RowType("hearing", label="出庭", internal=True, transitions=(
    Move("notify", None, s.notified, label="收到出庭通知", by=prosecutor, asks=(f.hearing_on,),
         during=(s.sued, s.appealed), starts=(s.PIL_13d,)),
    Move("attend", s.notified, s.attending, label="提交派员出庭通知书", by=chief,
         produces=papers.appearance, stops=(s.PIL_13d,)),
    Move("cancel", s.notified, s.called_off, label="法院取消开庭", by=prosecutor,
         asks=(common.why,), releases=(s.PIL_13d,)),
))
