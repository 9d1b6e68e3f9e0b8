"""The papers of an investigation, and who drafts, reviews and signs them."""

import liandong.mechanisms as lm
from liandong.mechanisms import duties
from liandong_plugins.investigation import investigation_fields as f
from liandong_plugins.investigation.investigation_fields import chief, issuer, prosecutor

# fmt: off
by_chief = lm.Approval(drafts=prosecutor, reviews=duties.reviewer @ issuer, signs=chief)
notice = lm.DocumentType("evidence_notice", label="调取证据通知书", fields=f.contents,
                         approval=by_chief)
urging = lm.DocumentType("assistance_urging", label="督促协助函", fields=(f.urged,),
                         approval=by_chief)
bulletin = lm.DocumentType("obstruction_notice", label="通报函", fields=(f.notice_facts,),
                           approval=by_chief)
appraisal = lm.DocumentType("appraisal_request", label="委托鉴定函",
                            fields=(f.entrusted_matter,), approval=by_chief)
evidence_list = lm.DocumentType("evidence_list", label="调取证据清单")
inquiry_record = lm.DocumentType("inquiry_record", label="询问笔录")
return_receipt = lm.DocumentType("evidence_receipt", label="送达回证")
announcement = lm.DocumentType("evidence_announcement", label="宣告送达笔录")
