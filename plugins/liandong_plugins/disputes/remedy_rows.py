"""Beside a reconsideration: the rights to apply and to sue, its hearing, and what it asks for.

References:
    * 行政复议法 第二十条, 第五十一条, 第七十六条; 行政诉讼法 第四十五条, 第四十六条
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.disputes import dispute_guards as g
from liandong_plugins.disputes import dispute_states as s
from liandong_plugins.disputes import reconsideration_fields as f
from liandong_plugins.disputes import reconsideration_states as r
from liandong_plugins.disputes.dispute_fields import handler, head, unit_handler, unit_head

# fmt: off
RIGHTS = (r.REC_01a, r.REC_01b, r.LIT_07a, r.LIT_07b)
right = lm.RowType("right", label="申请复议、起诉的期限", transitions=(
    Move("note_told", None, r.known, label="登记行政行为（已告知救济权利）", by=handler,
         during=s.live, asks=(f.known_on,), counts_from=f.known_on,
         opens=(r.REC_01a, r.LIT_07a)),
    Move("note_untold", None, r.known, label="登记行政行为（未告知救济权利）", by=handler,
         during=s.live, asks=(f.known_on,), counts_from=f.known_on, opens=(r.REC_01b,)),
    Move("note_decision", None, r.known, label="登记收到复议决定", by=handler, during=s.live,
         asks=(f.decision_received_on,), counts_from=f.decision_received_on,
         opens=(r.LIT_07b,)),
    Move("use", r.known, r.used, label="已申请复议或者起诉", by=handler, during=s.live,
         stops=RIGHTS),
    Move("end", r.known, r.lapsed, label="不再行使", by=handler, during=s.live,
         asks=(common.why,), releases=RIGHTS),
))
hearing = lm.RowType("hearing", label="行政复议听证", transitions=(
    Move("set", None, r.set_, label="决定听证", by=handler, during=s.live,
         asks=(f.hearing_on, f.matter), counts_from=f.hearing_on, starts=(r.REC_10b,)),
    Move("notify", r.set_, r.noticed, label="通知听证", by=handler, during=s.live,
         stops=(r.REC_10b,)),
    Move("hear", r.noticed, r.heard, label="举行听证", by=handler, asks=(f.heard,),
         during=s.live),
    Move("cancel", (r.set_, r.noticed), r.dropped, label="取消听证", by=handler,
         asks=(common.why,), during=s.live, releases=(r.REC_10b,)),
))
opinion = lm.RowType("opinion", label="行政复议意见书", held_by=f.corrector, transitions=(
    Move("issue", None, r.issued, label="制发意见书", by=head, during=s.live,
         asks=(f.corrector, f.opinion), guard=lm.entered(g.corrector_takes_part)),
    Move("serve", r.issued, r.served, label="登记送达", by=handler, during=s.live,
         asks=(f.opinion_received_on, common.evidence), counts_from=f.opinion_received_on,
         starts=(r.REC_09,)),
    Move("report", r.served, r.answered, label="报送纠正情况", by=(unit_handler, unit_head),
         by_holder=True, during=s.live, asks=(f.correction, common.evidence),
         stops=(r.REC_09,)),
    Move("note_report", r.served, r.answered, label="登记收到纠正情况", by=handler,
         during=s.live, asks=(f.correction, common.evidence), stops=(r.REC_09,)),
    Move("take_back", (r.issued, r.served), r.taken_back, label="撤回意见书", by=head,
         during=s.live, asks=(common.why,), releases=(r.REC_09,)),
))
