"""The papers of reverse linkage, and who drafts, reviews and signs them."""

import liandong.mechanisms as lm
from liandong.mechanisms import common, duties
from liandong_plugins.reverse_linkage import linkage_fields as f

by_chief = lm.Approval(drafts=f.prosecutor, reviews=duties.reviewer @ f.issuer, signs=f.chief)
by_head = lm.Approval(drafts=f.handler, reviews=None, signs=f.head)

# fmt: off
opinion = lm.DocumentType("opinion", label="检察意见书", fields=f.contents, approval=by_chief)
informing_letter = lm.DocumentType("informing_letter", label="不起诉情况告知函",
                                   fields=f.decision)
receipt = lm.DocumentType("opinion_receipt", label="送达回证")
announcement = lm.DocumentType("opinion_announcement", label="宣告送达笔录")
evidence_list = lm.DocumentType("evidence_list", label="证据移送清单")
urging = lm.DocumentType("opinion_urging", label="督促函", fields=(f.urged,), approval=by_chief)
notice = lm.DocumentType("opinion_notice", label="情况通报函", fields=(f.sent_to, f.notified),
                         approval=by_chief)
progress = lm.DocumentType("progress_letter", label="办理情况回复函", approval=by_head,
                           fields=(f.progress, common.evidence))
reply = lm.DocumentType("opinion_reply", label="回复函", approval=by_head,
                        fields=(f.handling, common.evidence))
