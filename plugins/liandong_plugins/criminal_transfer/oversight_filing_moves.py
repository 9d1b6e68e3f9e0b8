"""The police should file and do not, or should not and do: reasons, order, what comes of it."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common, roles
from liandong_plugins.criminal_transfer import oversight_fields as f
from liandong_plugins.criminal_transfer import oversight_guards as g
from liandong_plugins.criminal_transfer import oversight_papers as papers
from liandong_plugins.criminal_transfer import oversight_states as s
from liandong_plugins.criminal_transfer.oversight_fields import chief, handler, head, prosecutor

police_alone = lm.one(f.target, held_by=roles.police)
proved = lm.entered(common.delivery_is_proved)
by_service = (handler, head, prosecutor)
#: The supervision is a matter between the procuratorate and the police; who suggested it does not
#: take part.
own_matter = lm.HandOver(
    "transfer_supervision",
    opening="open_filing",
    shares={
        "title": f.matter_title,
        "suspected_crime": f.suspected_crime,
        "variant": f.variant,
    },
    parties={lm.Part.ADDRESSEE: lm.Part.ADDRESSEE},
)

# fmt: off
moves = (
    Move("suggest", None, s.suggested, label="建议立案监督", by=f.suggesting_head,
         asks=(common.title, f.suspected_crime, f.variant), produces=papers.suggestion,
         names=(lm.one(f.procuratorate), police_alone), tells=(f.procuratorate,),
         guard=lm.entered(g.is_about_filing)),
    Move("note_suggestion", None, s.suggested, label="登记书面建议", by=prosecutor,
         asks=(common.title, f.suspected_crime, f.variant, f.grounds, common.evidence),
         names=(lm.one(f.applicant), police_alone), guard=lm.entered(g.is_about_filing)),
    Move("take_up", s.suggested, s.taken_up, label="受理，立案监督", by=prosecutor,
         asks=(f.matter_title,), tells=(f.applicant,), hands_over=own_matter),
    Move("join_up", s.suggested, s.taken_up, label="受理，已监督", by=prosecutor,
         tells=(f.applicant,)),
    Move("decline", s.suggested, s.declined, label="不予受理，答复", by=chief,
         asks=(common.why,), tells=(f.applicant,)),
    Move("inform", s.taken_up, s.told, label="告知行政执法机关", by=prosecutor,
         produces=papers.informing),
    Move("answer", s.taken_up, s.answered, label="告知监督结果", by=prosecutor,
         asks=(f.answered,)),
    Move("open_filing", None, s.examining, label="受理立案监督线索", by=prosecutor,
         asks=(common.title, f.suspected_crime, f.variant), names=(police_alone,),
         guard=lm.entered(g.is_about_filing)),
    Move("discard", (s.reviewing, s.examining), s.discarded, label="不予监督", by=chief,
         asks=(common.why,)),
    Move("demand", s.examining, s.demanded, label="要求说明理由", by=chief,
         produces=papers.demand),
    Move("serve_demand", s.demanded, s.explaining, label="送达要求说明理由通知书", by=by_service,
         delivers=papers.demand, asks=(f.to_target, common.delivery_proof), guard=proved,
         starts=(s.TRF_12A,)),
    Move("explain", s.explaining, s.explained, label="说明理由", by=head,
         produces=papers.explanation, stops=(s.TRF_12A,)),
    Move("accept_reasons", s.explained, s.informing, label="认为理由成立", by=chief,
         asks=(common.why,), starts=(s.TRF_13,)),
    Move("note_informed", s.informing, s.held, label="记录已告知行政执法机关", by=prosecutor,
         stops=(s.TRF_13,)),
    Move("order", (s.explained, s.correcting), s.ordered, label="通知立案", by=chief,
         produces=papers.order, guard=g.should_be_filed),
    Move("serve_order", s.ordered, s.executing, label="送达通知立案书", by=by_service,
         delivers=papers.order, asks=(f.to_target, common.delivery_proof), guard=proved,
         starts=(s.TRF_12B,)),
    Move("order_cancel", (s.explained, s.correcting), s.cancel_ordered, label="通知撤销案件",
         by=chief, produces=papers.cancel_order, guard=g.should_be_cancelled),
    Move("serve_cancel", s.cancel_ordered, s.executing, label="送达通知撤销案件书",
         by=by_service, delivers=papers.cancel_order,
         asks=(f.to_target, common.delivery_proof), guard=proved, starts=(s.TRF_12B,)),
    Move("file_now", (s.explaining, s.explained), s.filed, label="主动立案", by=head,
         asks=(f.filing_number, common.evidence), guard=g.should_be_filed, stops=(s.TRF_12A,),
         starts=(s.TRF_12C,)),
    Move("cancel_now", (s.explaining, s.explained), s.cancelled, label="主动撤销案件", by=head,
         asks=(f.result, common.evidence), guard=g.should_be_cancelled, stops=(s.TRF_12A,)),
    Move("file", (s.executing, s.correcting, s.reported_up), s.filed, label="立案", by=head,
         asks=(f.filing_number, common.evidence), guard=g.should_be_filed, stops=(s.TRF_12B,),
         starts=(s.TRF_12C,)),
    Move("cancel", (s.executing, s.upheld, s.kept, s.correcting, s.reported_up), s.cancelled,
         label="撤销案件", by=head, asks=(f.result, common.evidence),
         guard=g.should_be_cancelled, stops=(s.TRF_12B,)),
    Move("report_progress", s.filed, lm.SAME, label="反馈侦查进展", by=handler,
         asks=(f.progress,)),
    Move("urge", s.filed, lm.SAME, label="催办", by=chief, produces=papers.urging,
         guard=lm.elapsed(s.TRF_12C), tells=(f.target,)),
    Move("conclude", s.filed, s.concluded, label="侦查终结", by=(handler, head),
         asks=(f.result,), stops=(s.TRF_12C,)),
    Move("end", s.may_end, s.ended, label="终结监督", by=chief, asks=(common.why,),
         releases=(s.TRF_12C,)),
    Move("withdraw_demand", (s.demanded, s.explaining, s.explained), s.withdrawn,
         label="撤回要求说明理由", by=chief, asks=(common.why,), revokes=papers.demand,
         releases=(s.TRF_12A,)),
    Move("withdraw_order", (s.ordered, s.executing), s.withdrawn, label="撤回通知立案书",
         by=chief, asks=(common.why,), guard=g.should_be_filed, revokes=papers.order,
         releases=(s.TRF_12B,)),
    Move("withdraw_cancel", (s.cancel_ordered, s.executing), s.withdrawn,
         label="撤回通知撤销案件书", by=chief, asks=(common.why,), guard=g.should_be_cancelled,
         revokes=papers.cancel_order, releases=(s.TRF_12B,)),
)
