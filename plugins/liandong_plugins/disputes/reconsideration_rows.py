"""A reconsideration that goes on beside the resolution: acceptance, copy, answer, decision.

References:
    * 行政复议法 第三十条–第三十二条, 第三十九条, 第四十一条, 第四十八条, 第五十四条, 第五十五条,
      第六十二条, 第七十三条, 第七十四条, 第八十八条
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Computed, common
from liandong.mechanisms import Transition as Move
from liandong_plugins.disputes import dispute_guards as g
from liandong_plugins.disputes import dispute_states as s
from liandong_plugins.disputes import reconsideration_fields as f
from liandong_plugins.disputes import reconsideration_states as r
from liandong_plugins.disputes.dispute_fields import handler, head, unit_handler, unit_head
from liandong_plugins.disputes.incidental_review import moves as incidental

# fmt: off
unit = (unit_handler, unit_head)
examined = (r.filed, r.completed)
ordinary, simple = (r.REC_03a, r.REC_05a), (r.REC_04a, r.REC_04c)
decides = (r.REC_05a, r.REC_04c)
still_owed = (r.REC_03a, r.REC_03b, r.REC_04a, r.REC_04b)
held = tuple(lm.suspends(each) for each in decides)
resumed = tuple(lm.resumes(each) for each in decides)

all_reviewing = (r.reviewing, r.suspended, r.checking, r.referred)
may_examine = lm.all_of(lm.running(r.REC_02a), lm.within(r.REC_02a))
expired = lm.all_of(lm.running(r.REC_02a), lm.elapsed(r.REC_02a))
accepted = (Computed(f.accepted_on, g.today),)
deemed = tuple(
    Move(key, source, r.reviewing, label=label, by=handler, during=s.live,
         computes=(Computed(f.accepted_on, g.expiry),), counts_from=f.accepted_on, guard=expired,
         releases=released, starts=starts)
    for key, source, label, released, starts in (
        ("deem_accepted", r.filed, "审查期限届满，视为受理", (r.REC_02a, r.REC_02b), ordinary),
        ("deem_simple", r.filed, "审查期限届满，视为受理，适用简易程序",
         (r.REC_02a, r.REC_02b), simple),
        # REC-02b was met by asking for completion, and stays so.
        ("deem_completed", r.completed, "补正后审查期限届满，视为受理", (r.REC_02a,), ordinary),
        ("deem_completed_simple", r.completed, "补正后审查期限届满，视为受理，适用简易程序",
         (r.REC_02a,), simple),
    ))

reconsideration = lm.RowType("reconsideration", label="行政复议程序", held_by=f.organ, transitions=(
    Move("take_in", None, r.with_unit, label="行政机关收到复议申请", by=unit, during=s.live,
         asks=(f.application_received_on,), counts_from=f.application_received_on,
         computes=(Computed(f.organ, g.own_unit),), guard=g.no_other_is_open,
         starts=(r.REC_10a,)),
    Move("pass_on", r.with_unit, r.filed, label="转送复议机构", by=unit, by_holder=True,
         during=s.live, asks=(f.forwarded_on,), counts_from=f.forwarded_on, stops=(r.REC_10a,),
         starts=(r.REC_02a, r.REC_02b)),
    Move("correct", r.with_unit, r.corrected, label="自行纠正，不再转送", by=unit_head,
         by_holder=True, during=s.live, asks=(common.why,), releases=(r.REC_10a,)),
    # The application has come: done, in time or late as the day says; nobody is let off.
    Move("file_directly", r.with_unit, r.filed, label="复议机构直接收到申请", by=handler,
         during=s.live, asks=(f.forwarded_on,), counts_from=f.forwarded_on, stops=(r.REC_10a,),
         starts=(r.REC_02a, r.REC_02b)),
    Move("file", None, r.filed, label="收到复议申请", by=handler, during=s.live,
         asks=(f.application_received_on,), counts_from=f.application_received_on,
         guard=g.no_other_is_open, starts=(r.REC_02a, r.REC_02b)),
    Move("withdraw", (r.with_unit, *examined, r.incomplete), r.withdrawn,
         label="申请人受理前撤回申请", by=handler, during=s.live, asks=(common.why,),
         releases=(r.REC_10a, r.REC_02a, r.REC_02b, r.REC_02c)),
    Move("ask_completion", r.filed, r.incomplete, label="通知补正", by=handler, during=s.live,
         asks=(f.asked_for,), guard=may_examine, stops=(r.REC_02b,), releases=(r.REC_02a,)),
    Move("note_notice", r.incomplete, lm.SAME, label="登记申请人收到补正通知", by=handler,
         during=s.live, asks=(f.completion_notice_on,), counts_from=f.completion_notice_on,
         guard=lm.not_running(r.REC_02c), starts=(r.REC_02c,)),
    Move("complete", r.incomplete, r.completed, label="收到补正材料", by=handler, during=s.live,
         asks=(f.completed_on,), counts_from=f.completed_on, stops=(r.REC_02c,),
         starts=(r.REC_02a,)),
    Move("give_up", r.incomplete, r.given_up, label="逾期不补正，视为放弃", by=handler,
         during=s.live, guard=lm.all_of(lm.running(r.REC_02c), lm.elapsed(r.REC_02c)),
         releases=(r.REC_02c,)),
    Move("refuse", examined, r.refused, label="不予受理", by=head, during=s.live,
         asks=(common.why,), guard=may_examine, stops=(r.REC_02a,), releases=(r.REC_02b,)),
    Move("accept", examined, r.reviewing, label="受理，适用普通程序", by=handler,
         during=s.live, computes=accepted, guard=may_examine, stops=(r.REC_02a,),
         releases=(r.REC_02b,), starts=ordinary),
    Move("accept_simple", examined, r.reviewing, label="受理，适用简易程序", by=handler,
         during=s.live, computes=accepted, guard=may_examine, stops=(r.REC_02a,),
         releases=(r.REC_02b,), starts=simple),
    *deemed,
    Move("send_copy", all_reviewing, lm.SAME, label="发送申请书副本（普通程序）", by=handler,
         during=s.live, asks=(f.organ, f.copy_received_on), counts_from=f.copy_received_on,
         guard=lm.all_of(lm.running(r.REC_03a), lm.entered(g.receiver_takes_part)),
         stops=(r.REC_03a,), starts=(r.REC_03b,)),
    Move("send_copy_simple", all_reviewing, lm.SAME, label="发送申请书副本（简易程序）",
         by=handler, during=s.live, asks=(f.organ, f.copy_received_on),
         counts_from=f.copy_received_on,
         guard=lm.all_of(lm.running(r.REC_04a), lm.entered(g.receiver_takes_part)),
         stops=(r.REC_04a,), starts=(r.REC_04b,)),
    Move("answer", all_reviewing, lm.SAME, label="提出书面答复和证据", by=unit, by_holder=True,
         during=s.live, asks=(f.answer, f.answer_files), guard=g.answer_is_owed,
         stops=(r.REC_03b, r.REC_04b)),
    Move("note_reply", all_reviewing, lm.SAME, label="登记收到书面答复", by=handler,
         during=s.live, asks=(f.answer, f.answer_files), guard=g.answer_is_owed,
         stops=(r.REC_03b, r.REC_04b)),
    Move("to_ordinary", r.reviewing, lm.SAME, label="转为普通程序", by=head, during=s.live,
         asks=(common.why,), computes=(Computed(f.accepted_on, g.accepted_day),),
         counts_from=f.accepted_on, guard=lm.all_of(lm.running(r.REC_04c), lm.within(r.REC_04c),
         g.never_held), releases=(r.REC_04c,), starts=(r.REC_05a,)),
    Move("extend", r.reviewing, lm.SAME, label="延长审理期限", by=head, during=s.live,
         asks=(common.why,), guard=lm.counting(r.REC_05a),
         changes=(lm.extends(r.REC_05a, by=r.REC_05b),)),
    Move("suspend", r.reviewing, r.suspended, label="中止审理", by=head, during=s.live,
         asks=(f.suspended_for, common.why), changes=held),
    Move("resume", r.suspended, r.reviewing, label="恢复审理", by=head, during=s.live,
         asks=(common.why,), changes=resumed),
    *incidental(held, resumed),
    Move("decide", r.reviewing, r.decided, label="作出复议决定", by=head, during=s.live,
         asks=(f.decision,), stops=decides, releases=still_owed),
    Move("mediate", r.reviewing, r.mediated, label="制发复议调解书", by=head, during=s.live,
         asks=(common.evidence,), stops=decides, releases=still_owed),
    Move("terminate", all_reviewing, r.terminated,
         label="终止复议", by=head, during=s.live, asks=(f.ended_for,), stops=decides,
         releases=(*still_owed, r.REC_06a, r.REC_06b, r.REC_07a, r.REC_07b, r.REC_08)),
))
