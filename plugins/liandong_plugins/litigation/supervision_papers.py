"""The papers of a litigation supervision, and who drafts, reviews and signs them."""

import liandong.mechanisms as lm
from liandong.mechanisms import common, duties
from liandong_plugins.litigation import supervision_fields as f
from liandong_plugins.litigation.supervision_fields import chief, prosecutor

# fmt: off
by_chief = lm.Approval(drafts=prosecutor, reviews=duties.reviewer @ f.procuratorate, signs=chief)
REASONED = (f.facts, f.legal_basis, f.opinion)
request = lm.DocumentType("supervision_request", label="行政诉讼监督申请书",
                          fields=(f.court_paper_number, f.grounds, f.prior_remedy),
                          approval=lm.Approval(drafts=f.handler, reviews=None, signs=f.head))
acceptance = lm.DocumentType("acceptance_notice", label="受理通知书")
retrial = lm.DocumentType("retrial_suggestion", label="再审检察建议书", fields=REASONED,
                          approval=by_chief)
advice = lm.DocumentType("court_suggestion", label="检察建议书", fields=REASONED,
                         approval=by_chief)
protest = lm.DocumentType("protest_report", label="提请抗诉报告书", fields=REASONED,
                          approval=by_chief, is_inner=True)
refusal = lm.DocumentType("non_support_decision", label="不支持监督申请决定书", fields=REASONED,
                          approval=by_chief)
termination = lm.DocumentType("termination_decision", label="终结审查决定书", fields=(common.why,),
                              approval=by_chief)
notice = lm.DocumentType("supervision_explanation_notice", label="说明案件执行情况通知书",
                         fields=(f.asked,), approval=by_chief)
receipt = lm.DocumentType("supervision_receipt", label="送达回证")
hearing = lm.DocumentType("hearing_notice", label="听证通知书")
