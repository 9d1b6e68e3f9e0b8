"""年度要点、任务清单与计划 (M02): a list of a year, its tasks, and how they are carried out.

References:
    * 惠政文〔2024〕22号 五(二), 二(三)1, 二(三)2; 文司发〔2025〕11号 第五条

Limitations:
    * A county's 每年定期或不定期 has neither an event nor a number: no move starts it.
    * Each task's day is the list's own: a later report is kept as late and accuses nobody.
    * Who approves is the county's: with `workplan.approval` the convener's side after the plenary
      meeting, else the list is put into force by the unit that drafts it.
    * A new lead unit takes part in the matter before a task is given to it.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.workplan import plan_fields as f
from liandong_plugins.workplan import plan_papers as papers
from liandong_plugins.workplan import plan_rows as rows
from liandong_plugins.workplan import plan_states as s

# fmt: off
done = (s.verified_first, s.verified, s.removed)
MECHANISM = lm.Mechanism(
    key="annual_plan_tasks", version=1, label="年度要点、任务清单与计划", number_word="联要",
    ways=(
        ("submit_list", "approve", "issue", "close"),
        ("put_in_force", "close"),
    ),
    rows=(rows.task,), package=__package__,
    transitions=(
        Move("open", None, s.drafting, label="拟订清单", by=f.clerks,
             asks=(common.title, f.year, f.list_kind, f.points),
             names=(lm.any_number(f.lead), lm.any_number(f.co_drafter)), tells=(f.co_drafter,)),
        Move("take_over", None, s.in_progress, label="会议议定事项", by=f.clerks,
             asks=(common.title,), names=(lm.any_number(f.lead),), tells=(f.lead,)),
        Move("submit_list", s.drafting, s.under_review, label="提请审议", by=f.clerks,
             names=(lm.maybe(f.approver),), tells=(f.approver,), here=rows.approved_here,
             guard=lm.any_row(rows.task, s.assigned)),
        Move("put_in_force", s.drafting, s.in_progress, label="印发清单", by=f.heads,
             produces=papers.task_list, tells=(f.lead, f.co_drafter), here=rows.free_here,
             guard=lm.any_row(rows.task, s.assigned)),
        Move("approve", s.under_review, s.approved, label="审议通过", by=f.approving,
             asks=(f.passed_by,)),
        Move("issue", s.approved, s.in_progress, label="印发审议通过的清单", by=f.heads,
             produces=papers.task_list, tells=(f.lead, f.co_drafter)),
        Move("close", s.in_progress, s.closed, label="办结", by=f.clerks,
             guard=lm.all_rows(rows.task, *done)),
        Move("revise", s.drafting, lm.SAME, label="修改清单", by=f.clerks,
             asks=tuple(each.optional() for each in f.a_list)),
        Move("name_leads", s.drafting, lm.SAME, label="列出责任单位", by=f.clerks,
             names=(lm.several(f.lead),)),
        Move("bring_in", s.in_progress, lm.SAME, label="增加责任单位", by=f.clerks,
             names=(lm.several(f.lead),), tells=(f.lead,)),
        Move("name_approver", s.in_progress, lm.SAME, label="写明召集人", by=f.clerks,
             names=(lm.one(f.approver),), tells=(f.approver,), here=rows.approved_here),
        Move("comment", s.drafting, lm.SAME, label="提出意见", by=f.co_drafting,
             asks=(f.opinion,)),
        Move("return_list", s.under_review, s.drafting, label="退回修改", by=f.approving,
             asks=(common.why,)),
        Move("take_back", s.under_review, s.drafting, label="撤回修改", by=f.clerks,
             asks=(common.why,)),
        Move("give_up", (s.drafting, s.approved), s.given_up, label="不再制定", by=f.heads,
             asks=(common.why,)),
        Move("stop", s.in_progress, s.stopped, label="终止实施", by=f.heads,
             asks=(common.why,)),
    ),
    spares=(lm.withdrawn(s.given_up, s.stopped), lm.withdrawn(s.removed, of=rows.task)),
    metrics=(
        lm.Metric("on_time_rate", lm.rows(rows.task, s.submitted),
                  lm.rows(rows.task, s.submitted, s.submitted_late), label="任务按期完成率"),
        lm.Metric("first_time_rate", lm.rows(rows.task, s.verified_first),
                  lm.rows(rows.task, s.verified_first, s.verified), label="一次核实通过率"),
        lm.Metric("done_rate", lm.rows(rows.task, s.verified_first, s.verified),
                  lm.rows(rows.task, s.assigned), label="任务完成率"),
        lm.mean_days("overdue_days", lm.rows(rows.task, s.submitted_late), since=f.due,
                     label="超过完成时限平均天数"),
    ),
)
