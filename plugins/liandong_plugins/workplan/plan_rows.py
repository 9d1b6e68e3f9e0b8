"""The tasks of a list: each is held by the unit that leads it."""

from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.workplan import plan_fields as f
from liandong_plugins.workplan import plan_papers as papers
from liandong_plugins.workplan import plan_states as s

# fmt: off
approved_here = lm.here("workplan.approval", value=True, usual=False)
free_here = lm.here("workplan.approval", value=False, usual=False)
# fmt: on


@lm.explained("已过完成时限", "the day of the task is over")
def in_time(case: lm.CaseView, on: date) -> bool:
    """The list sets the day, no rule does: a later report accuses nobody."""
    stated = case.row.facts.get(f.due.key) if case.row else None
    return stated is None or on <= date.fromisoformat(str(stated))


# fmt: off
open_tasks = (s.assigned, s.progressing, s.reworking)
here = (s.in_progress,)
task = lm.RowType("task", label="任务", held_by=f.lead_unit, due=f.due, transitions=(
    Move("list", None, s.assigned, label="列入任务", by=f.clerks, asks=f.a_task,
         during=(s.drafting, s.in_progress)),
    Move("hand_down", None, s.assigned, label="转入议定事项", by=f.clerks, asks=f.a_task,
         along=("take_over",)),
    Move("amend", s.assigned, lm.SAME, label="修改", by=f.clerks, asks=f.a_task,
         during=(s.drafting,)),
    Move("remove", open_tasks, s.removed, label="删去", by=f.heads, asks=(common.why,),
         during=(s.drafting, s.in_progress)),
    Move("note_progress", (s.assigned, s.progressing), s.progressing, label="报告进展",
         by=f.holding, by_holder=True, asks=(f.progress,), during=here),
    Move("submit_result", (s.assigned, s.progressing), s.submitted, label="报送完成情况",
         by=f.holding, by_holder=True, asks=(f.result, common.evidence), during=here,
         guard=in_time, otherwise=s.submitted_late),
    Move("send_back", (s.submitted, s.submitted_late, s.resubmitted), s.reworking,
         label="退回补充", by=f.clerks, asks=(f.request,), during=here),
    Move("submit_again", s.reworking, s.resubmitted, label="补充报送", by=f.holding,
         by_holder=True, asks=(f.result, common.evidence), during=here),
    Move("verify", (s.submitted, s.submitted_late), s.verified_first, label="核实通过",
         by=f.clerks, during=here),
    Move("verify_again", s.resubmitted, s.verified, label="补充后核实通过", by=f.clerks,
         during=here),
    Move("urge", open_tasks, lm.SAME, label="督办", by=f.clerks, asks=(f.request,),
         produces=papers.urging, during=here),
    Move("change_day", open_tasks, lm.SAME, label="调整完成时限", by=f.clerks,
         asks=(f.due, common.why), during=here),
    Move("change_lead", open_tasks, lm.SAME, label="调整牵头单位", by=f.approving,
         asks=(f.lead_unit, common.why), during=here, here=approved_here),
    Move("reassign", open_tasks, lm.SAME, label="改由其他单位牵头", by=f.heads,
         asks=(f.lead_unit, common.why), during=here, here=free_here),
))
