"""The papers of supervision: those of the procuratorate, of the unit and of the police."""

import liandong.mechanisms as lm
from liandong.mechanisms import DocumentType, common
from liandong_plugins.criminal_transfer import oversight_fields as f

by_chief = lm.Approval(drafts=f.prosecutor, reviews=f.reviewer, signs=f.chief)
by_target = lm.Approval(drafts=f.handler, reviews=None, signs=f.head)

# fmt: off
opinion = DocumentType("transfer_opinion", label="要求移送的文书", approval=by_chief, fields=(
    common.title, f.suspected_crime, f.instrument, f.demands, f.legal_basis, f.reply_by))
disagreement = DocumentType("disagreement_reply", label="不同意移送的回复函",
                            fields=(f.disagreement, common.evidence), approval=by_target)
police_notice = DocumentType("police_notice", label="告知函", fields=(f.police_told, f.is_vertical),
                             approval=by_chief)
suggestion = DocumentType("supervision_suggestion", label="建议立案监督函",
                          fields=(f.grounds, common.evidence))
demand = DocumentType("reasons_demand", label="要求说明理由通知书", fields=(f.demand_reason,),
                      approval=by_chief)
explanation = DocumentType("reasons_reply", label="说明理由回复书",
                           fields=(f.explanation, common.evidence), approval=by_target)
order = DocumentType("filing_order", label="通知立案书", fields=(f.order_reason,),
                     approval=by_chief)
cancel_order = DocumentType("cancel_order", label="通知撤销案件书", fields=(f.order_reason,),
                            approval=by_chief)
informing = DocumentType("informing_letter", label="理由成立告知函", fields=(f.informed,))
correction = DocumentType("correction_notice", label="纠正违法通知书", fields=(f.corrected,),
                          approval=by_chief)
recheck = DocumentType("recheck_result", label="复查结果通知书", fields=(f.answer_reason,),
                       approval=by_chief)
reconsidered = DocumentType("order_reconsideration", label="复议决定书",
                            fields=(f.answer_reason,), approval=by_chief)
urging = DocumentType("supervision_urging", label="立案监督案件催办函", fields=(f.urged,),
                      approval=by_chief)
