"""A petition in the matter, with its clocks.

References:
    * 信访工作条例 第二十二条, 第二十三条, 第三十四条–第三十六条
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Computed, common
from liandong.mechanisms import Transition as Move
from liandong_plugins.disputes import mediation_fields as f
from liandong_plugins.disputes import mediation_guards as g
from liandong_plugins.disputes import mediation_papers as papers
from liandong_plugins.disputes import mediation_states as s
from liandong_plugins.disputes.mediation_fields import handlers, heads

# fmt: off
new = (s.received, s.again)
in_time_to_object = lm.all_of(lm.running(s.PET_01b), lm.within(s.PET_01b))
organ = (Computed(f.organ, g.own_unit),)
petition = lm.RowType("petition", label="信访事项", held_by=f.organ, shown_to=f.seen_by,
                       transitions=(
    Move("receive", None, s.received, label="登记信访事项", by=handlers, during=s.live,
         asks=(f.received_on, f.seen_by), computes=organ, counts_from=f.received_on,
         guard=g.no_other_is_open, starts=(s.PET_01a,)),
    Move("receive_again", None, s.again, label="登记重复信访", by=handlers, during=s.live,
         asks=(f.received_on, f.seen_by), computes=organ, counts_from=f.received_on,
         guard=g.no_other_is_open, starts=(s.PET_01a,)),
    Move("receive_forwarded", None, s.received, label="登记转送、交办的信访事项",
         by=handlers, during=s.live, asks=(f.received_on, f.seen_by), computes=organ,
         counts_from=f.received_on, guard=g.no_other_is_open, starts=(s.PET_01a,),
         opens=(s.PET_01b,)),
    Move("accept", new, s.taken, label="受理", by=handlers, during=s.live,
         asks=(f.accepted_on,), counts_from=f.accepted_on, stops=(s.PET_01a,),
         releases=(s.PET_01b,), starts=(s.PET_01c,)),
    Move("forward", new, s.forwarded, label="转送有权处理的机关", by=handlers, during=s.live,
         asks=(f.receiver, common.why), stops=(s.PET_01a,), releases=(s.PET_01b,)),
    Move("object", s.received, s.objected, label="提出异议，退回转送机关", by=heads,
         during=s.live, asks=(common.why,), guard=in_time_to_object, stops=(s.PET_01b,),
         releases=(s.PET_01a,)),
    Move("extend", s.taken, lm.SAME, label="延长办理期限", by=heads, during=s.live,
         asks=(common.why,), guard=lm.counting(s.PET_01c),
         changes=(lm.extends(s.PET_01c, by=s.PET_01d),)),
    Move("decide", s.taken, s.decided, label="作出处理意见", by=heads, during=s.live,
         produces=papers.handling, stops=(s.PET_01c,)),
    Move("note_settled", s.taken, s.concluded, label="已调解、和解，信访人撤回", by=heads,
         during=s.live, asks=(f.outcome, common.evidence), stops=(s.PET_01c,)),
    Move("ask_review", s.decided, s.reviewing, label="登记请求复查", by=handlers, during=s.live,
         asks=(f.reviewer, f.review_received_on), counts_from=f.review_received_on,
         starts=(s.PET_01e,)),
    Move("note_review", s.reviewing, s.reviewed, label="登记复查意见", by=handlers,
         during=s.live, asks=(f.reviewed, f.review_files), stops=(s.PET_01e,)),
    Move("ask_recheck", s.reviewed, s.rechecking, label="登记请求复核", by=handlers,
         during=s.live, asks=(f.rechecker, f.recheck_received_on),
         counts_from=f.recheck_received_on, starts=(s.PET_01f,)),
    Move("note_recheck", s.rechecking, s.rechecked, label="登记复核意见", by=handlers,
         during=s.live, asks=(f.rechecked, f.recheck_files), stops=(s.PET_01f,)),
    Move("conclude", (s.decided, s.reviewed), s.concluded, label="没有请求复查、复核", by=handlers,
         during=s.live, asks=(common.why,)),
))
