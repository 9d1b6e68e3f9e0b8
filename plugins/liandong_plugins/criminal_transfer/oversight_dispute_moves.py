"""The police do not act, or contest: correction, re-examination, reconsideration, upper level."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.criminal_transfer import oversight_fields as f
from liandong_plugins.criminal_transfer import oversight_guards as g
from liandong_plugins.criminal_transfer import oversight_papers as papers
from liandong_plugins.criminal_transfer import oversight_states as s
from liandong_plugins.criminal_transfer.oversight_fields import chief, head, prosecutor

# fmt: off
moves = (
    Move("correct_silence", s.explaining, s.correcting, label="未说明理由，纠正违法", by=chief,
         produces=papers.correction, tells=(f.target,), guard=lm.elapsed(s.TRF_12A),
         stops=(s.TRF_12A,)),
    Move("correct", s.executing, s.correcting, label="未执行通知，纠正违法", by=chief,
         produces=papers.correction, tells=(f.target,), guard=lm.elapsed(s.TRF_12B),
         stops=(s.TRF_12B,)),
    Move("correct_refusal", (s.upheld, s.kept), s.correcting, label="维持后不撤案，纠正违法",
         by=chief, produces=papers.correction, tells=(f.target,)),
    Move("ask_recheck", s.correcting, s.rechecking, label="申请复查", by=head,
         asks=(f.objections, common.evidence), starts=(s.TRF_19A,)),
    Move("keep_correction", s.rechecking, s.correcting, label="复查维持纠正意见", by=chief,
         produces=papers.recheck, tells=(f.target,), stops=(s.TRF_19A,)),
    Move("revoke_correction", s.rechecking, s.ended, label="撤销纠正意见", by=chief,
         asks=(common.why,), revokes=papers.correction, stops=(s.TRF_19A,)),
    Move("report_up", s.correcting, s.reported_up, label="报上一级检察院协商", by=chief,
         asks=(common.why,)),
    Move("ask_reconsider", s.executing, s.reconsidering, label="要求复议", by=head,
         asks=(f.objections, common.evidence), guard=g.should_be_cancelled,
         stops=(s.TRF_12B,), starts=(s.TRF_19B,)),
    Move("keep_order", s.reconsidering, s.upheld, label="复议维持", by=chief,
         produces=papers.reconsidered, tells=(f.target,), stops=(s.TRF_19B,)),
    Move("change_order", s.reconsidering, s.ended, label="复议变更，撤销通知", by=chief,
         asks=(common.why,), revokes=papers.cancel_order, stops=(s.TRF_19B,)),
    Move("ask_review", s.upheld, s.with_superior, label="提请上一级检察院复核", by=head,
         asks=(f.objections, common.evidence), starts=(s.TRF_19C,)),
    Move("record_kept", s.with_superior, s.kept, label="记录上级复核维持", by=prosecutor,
         asks=(f.answer_reason, common.evidence), stops=(s.TRF_19C,)),
    Move("record_changed", s.with_superior, s.ended, label="记录上级复核变更", by=prosecutor,
         asks=(f.answer_reason, common.evidence), revokes=papers.cancel_order,
         stops=(s.TRF_19C,)),
)
