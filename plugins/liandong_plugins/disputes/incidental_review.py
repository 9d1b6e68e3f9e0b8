"""A document or basis reviewed along with a reconsideration: 行政复议法 第五十六条–第六十条."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong_plugins.disputes import dispute_states as s
from liandong_plugins.disputes import reconsideration_fields as f
from liandong_plugins.disputes import reconsideration_states as r
from liandong_plugins.disputes.dispute_fields import handler, head

Changes = tuple[lm.ClockChange, ...]


def moves(held: Changes, resumed: Changes) -> tuple[Move, ...]:
    """Return the moves of the review: the reconsideration is held while it lasts."""
    # fmt: off
    return (
        Move("check_document", r.reviewing, r.checking, label="附带审查，有权处理", by=head,
             during=s.live, asks=(f.document_name, f.maker), changes=held,
             starts=(r.REC_06a, r.REC_07a)),
        Move("notify_maker", r.checking, lm.SAME, label="通知制定机关", by=handler, during=s.live,
             asks=(f.notice_received_on,), counts_from=f.notice_received_on,
             guard=lm.running(r.REC_07a), stops=(r.REC_07a,), starts=(r.REC_07b,)),
        Move("note_answer", r.checking, lm.SAME, label="登记制定机关的答复", by=handler,
             during=s.live, asks=(f.maker_answer, f.maker_files), guard=lm.running(r.REC_07b),
             stops=(r.REC_07b,)),
        Move("conclude_check", r.checking, r.reviewing, label="附带审查完毕，恢复审理", by=head,
             during=s.live, asks=(f.handling,), guard=lm.not_running(r.REC_07a),
             stops=(r.REC_06a,), releases=(r.REC_07b,), changes=resumed),
        Move("refer_document", r.reviewing, r.referred, label="附带审查，无权处理", by=head,
             during=s.live, asks=(f.document_name, f.maker), changes=held, starts=(r.REC_06b,)),
        Move("forward", r.referred, lm.SAME, label="转送有权处理的机关", by=handler,
             during=s.live, asks=(f.question_received_on,), counts_from=f.question_received_on,
             guard=lm.running(r.REC_06b), stops=(r.REC_06b,), starts=(r.REC_08,)),
        Move("conclude_referral", r.referred, r.reviewing, label="收到处理结果，恢复审理", by=head,
             during=s.live, asks=(f.handling,), guard=lm.all_of(lm.not_running(r.REC_06b),
             lm.running(r.REC_08)), stops=(r.REC_08,), changes=resumed),
    )
