"""联席会议与专题会商 (M01): from the proposal or the plan to the resolution that is carried out.

References:
    * 征求意见稿 四(一), 二(一)①, 二(六)②; 山政发〔2025〕8号 四(一), 二.5, 二.9;
      惠政文〔2024〕22号 二(一)–(三)2, 四(一), 五(三); 文司发〔2025〕11号 第三条, 第六条

Limitations:
    * How often a meeting is owed, without a case, the county's own limits say (MEET-01): a meeting
      of the kind that its `limits.<id>.met_by` names meets them on the day it is held.
    * A county's limit that has neither an event nor a number (定期, 适时) is started by no move.
    * The days for reports and resolutions are those the meeting sets; who is later is not accused.
    * Whoever prepares a meeting records what the chair of another unit decided by word of mouth.
    * Members that were not invited read the numbered papers (`send_minutes`) where the county's
      setting `meetings.minutes_to_members` says that minutes bind them; the head picks whom, so
      that the minutes of a small meeting do not go to everybody.
    * A standing attendee (role `attendee`) is on the sheet and reads the meeting; it puts nothing
      on the agenda, and whether it came counts in no rate. Guests of one meeting stand in `guests`.
    * Minutes go to every participant: what was said of a case stands in its own item alone.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Part, common
from liandong.mechanisms import Transition as Move
from liandong_plugins.meetings import meeting_fields as f
from liandong_plugins.meetings import meeting_guards as g
from liandong_plugins.meetings import meeting_papers as papers
from liandong_plugins.meetings import meeting_rows as rows
from liandong_plugins.meetings import meeting_states as s

# fmt: off
plan = tuple(each.optional() for each in f.planning)
sides = (lm.maybe(f.chair), lm.maybe(f.co_convener))
present = (s.attended, s.substituted, s.absent)
to_tasks = lm.HandOver("annual_plan_tasks", "take_over", shares={"title": common.title}, rows=(
    lm.HandedRows("task", "hand_down", of=rows.resolution.key, states=(s.agreed.key,),
                  holder=Part.ADDRESSEE, shares={
                      "task": f.decision, "lead": f.responsible, "due": f.due}),))
regular = lm.Obligation("regular", label="定期召开会议", owed_by=None, limit=s.MEET_01,
                        met_by=s.held, undone_by=(s.notified,), told_by=f.series)

MECHANISM = lm.Mechanism(
    key="joint_meeting", version=1, label="联席会议与专题会商", number_word="联会",
    ways=(
        ("notify", "convene", "take_minutes", "issue_minutes", "close"),
        ("notify", "convene", "take_minutes", "sign_minutes", "cosign", "close"),
        ("accept", "notify", "convene", "take_minutes", "issue_minutes", "close"),
    ),
    rows=(rows.agenda, rows.case_item, rows.attendance, rows.sitting, rows.report,
          rows.resolution, rows.proposal),
    obligations=(regular,), reads=g.READS,
    appointment=lm.Appointment(on=f.meet_on, at=f.meet_at, until=f.ends_at, place=f.place,
                               states=(s.notified,), names=f.series),
    transitions=(
        Move("open", None, s.planned, label="筹备会议", by=f.clerks,
             asks=(common.title, f.series, *plan[1:]), names=sides, tells=(f.chair, f.co_convener)),
        Move("propose", None, s.proposed, label="提议召开会议", by=f.proposing,
             asks=(common.title, f.matter),
             names=(lm.one(f.organiser), lm.any_number(f.co_proposer)),
             tells=(f.organiser, f.co_proposer),
             puts=(lm.Put(rows.proposal.key, "ask_to_join", f.co_proposer),)),
        Move("take_up", None, s.planned, label="筹备会议研究疑难事项", by=f.clerks,
             asks=(common.title,)),
        Move("accept", s.proposed, s.planned, label="同意召开", by=f.clerks,
             asks=(f.series,), names=sides, tells=(f.chair, f.co_convener)),
        Move("decline", s.proposed, s.declined, label="不召开", by=f.heads, asks=(common.why,),
             guard=g.may_be_declined),
        Move("withdraw", s.proposed, s.proposal_withdrawn, label="撤回提议", by=f.proposing),
        Move("notify", s.planned, s.notified, label="签发会议通知", by=f.heads,
             produces=papers.notice, tells=(f.member, f.co_convener, f.chair, f.observer),
             guard=lm.all_of(lm.any_row(rows.agenda, s.listed), lm.entered(g.is_entrusted)),
             puts=(lm.Put(rows.attendance.key, "invite", f.member),
                   lm.Put(rows.attendance.key, "invite", f.co_convener),
                   lm.Put(rows.sitting.key, "ask_in", f.observer))),
        Move("invite_more", s.notified, lm.SAME, label="补充通知参会单位", by=f.heads,
             names=(lm.several(f.member),), tells=(f.member,),
             puts=(lm.Put(rows.attendance.key, "invite", f.member),)),
        Move("invite_units", s.planned, lm.SAME, label="列出参会单位", by=f.clerks,
             names=(lm.several(f.member),)),
        Move("invite_observers", s.planned, lm.SAME, label="列出列席单位", by=f.clerks,
             names=(lm.several(f.observer),)),
        Move("name_sides", s.planned, lm.SAME, label="写明主持、会签单位", by=f.clerks,
             names=sides, tells=(f.chair, f.co_convener)),
        Move("arrange", s.planned, lm.SAME, label="修改筹备内容", by=f.clerks,
             asks=(common.title.optional(), *plan)),
        Move("convene", s.notified, s.held, label="会议召开", by=f.clerks, guard=g.has_come),
        Move("undo_convening", s.held, s.notified, label="撤销召开登记", by=f.clerks,
             asks=(common.why,), guard=lm.all_of(
                 lm.no_row(rows.attendance, *present), lm.no_row(rows.resolution, s.agreed),
                 lm.no_row(rows.sitting, s.sat_in, s.stayed_out),
                 lm.no_row(rows.report, s.missing), lm.no_row(rows.case_item, s.concluded))),
        Move("reschedule", s.notified, lm.SAME, label="延期、变更时间地点", by=f.presiding,
             produces=papers.change),
        Move("call_off", s.in_preparation, s.cancelled, label="取消会议", by=f.presiding,
             asks=(common.why,)),
        Move("take_minutes", s.held, s.minutes_draft, label="整理会议纪要", by=f.clerks),
        Move("issue_minutes", s.minutes_draft, s.minutes_issued, label="印发会议纪要",
             by=f.heads, produces=papers.minutes, tells=(f.member,), copies=True,
             guard=lm.all_of(g.is_ours_alone, lm.all_rows(rows.attendance, *present))),
        Move("sign_minutes", s.minutes_draft, s.minutes_signed, label="签署纪要，送会签",
             by=f.heads, produces=papers.minutes, tells=(f.co_convener,),
             guard=lm.all_of(g.is_joint, lm.all_rows(rows.attendance, *present))),
        Move("cosign", s.minutes_signed, s.minutes_issued, label="会签纪要", by=f.co_heads,
             tells=(f.member,), copies=True),
        Move("name_cosigner", s.minutes_signed, lm.SAME, label="写明会签单位", by=f.clerks,
             names=(lm.one(f.co_convener),), tells=(f.co_convener,)),
        Move("return_minutes", s.minutes_signed, s.minutes_draft, label="退回修改",
             by=f.co_heads, asks=(common.why,), revokes=papers.minutes),
        Move("take_back_minutes", s.minutes_signed, s.minutes_draft, label="撤回修改",
             by=f.heads, asks=(common.why,), revokes=papers.minutes),
        Move("note", (s.held, s.minutes_draft), s.noted, label="不制发纪要，记明情况",
             by=f.heads, asks=(common.why,), guard=lm.no_row(rows.resolution, s.agreed)),
        Move("send_minutes", s.minutes_issued, lm.SAME, label="会议纪要抄送成员单位", by=f.heads,
             names=(lm.several(f.copied),), tells=(f.copied,), here=lm.here(
                 "meetings.minutes_to_members", value=True, usual=False)),
        Move("close", s.minutes_issued, s.closed, label="办结", by=f.clerks,
             guard=lm.all_rows(rows.resolution, s.verified, s.dropped)),
        Move("assign", s.minutes_issued, s.assigned, label="议定事项转任务清单", by=f.clerks,
             guard=lm.all_of(lm.any_row(rows.resolution, s.agreed), lm.no_row(
                 rows.resolution, s.carried_out, s.carried_out_late)), hands_over=to_tasks),
    ),
    spares=(lm.withdrawn(s.cancelled, s.proposal_withdrawn),),
    metrics=(
        lm.Metric("attendance_rate", lm.rows(rows.attendance, s.attended, s.substituted),
                  lm.rows(rows.attendance, *present), label="到会率"),
        lm.Metric("principal_rate", lm.rows(rows.attendance, s.attended),
                  lm.rows(rows.attendance, s.attended, s.substituted), label="负责人到会率"),
        lm.Metric("reports_on_time", lm.rows(rows.report, s.handed_in),
                  lm.rows(rows.report, s.handed_in, s.handed_in_late, s.missing),
                  label="材料按时报送率"),
        lm.Metric("resolutions_on_time", lm.rows(rows.resolution, s.carried_out),
                  lm.rows(rows.resolution, s.carried_out, s.carried_out_late),
                  label="议定事项按期落实率"),
        lm.Metric("cycle_rate", lm.met(regular), lm.due(regular), label="会议按期召开率"),
    ),
)
