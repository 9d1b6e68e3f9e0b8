"""The papers of a transfer, and who drafts and signs them; each stays inside its authority."""

import liandong.mechanisms as lm
from liandong.mechanisms import DocumentType, common
from liandong_plugins.criminal_transfer import transfer_fields as f

by_unit = lm.Approval(drafts=f.officer, reviews=None, signs=f.head)
by_police = lm.Approval(drafts=f.policeman, reviews=None, signs=f.chief_of_police)

# fmt: off
report = DocumentType("transfer_report", label="移送涉嫌犯罪案件的报告",
                      fields=(f.findings, f.proposal), is_inner=True)
letter = DocumentType("transfer_letter", label="涉嫌犯罪案件移送书", fields=f.letter,
                      approval=by_unit)
receipt = DocumentType("transfer_receipt", label="涉嫌犯罪案件移送书（回执）")
notice = DocumentType("transfer_notice", label="抄告函")
penalty_copy = DocumentType("penalty_copy", label="抄送处罚决定书函",
                            fields=(f.penalty_copy, f.told_holder))
forwarding = DocumentType("forwarding_notice", label="案件转送告知书",
                          fields=(f.competent, common.why), approval=by_police)
missing = DocumentType("supplement_notice", label="补正材料通知书", fields=(f.missing,),
                       approval=by_police)
filing = DocumentType("filing_notice", label="立案通知书", fields=(f.filing_number,),
                      approval=by_police)
non_filing = DocumentType("non_filing_notice", label="不予立案通知书",
                          fields=(f.non_filing_reason,), approval=by_police)
request = DocumentType("reconsideration_request", label="提请复议书", fields=(f.grounds,),
                       approval=by_unit)
decision = DocumentType("reconsideration_decision", label="复议决定通知书",
                        fields=(f.reconsidered,), approval=by_police)
handover = DocumentType("handover_list", label="涉案物品和材料移交清单",
                        fields=(f.handover_note, common.evidence))
returning = DocumentType("return_letter", label="案件移送处理函", fields=(f.return_reason,),
                         approval=by_police)
