"""The papers of a public-interest matter, and who drafts, reviews and signs them."""

import liandong.mechanisms as lm
from liandong.mechanisms import common, duties
from liandong_plugins.public_interest import pil_fields as f
from liandong_plugins.public_interest.pil_fields import chief, issuer, prosecutor

# fmt: off
by_chief = lm.Approval(drafts=prosecutor, reviews=duties.reviewer @ issuer, signs=chief)
clue_letter = lm.DocumentType(
    "clue_letter", label="公益诉讼案件线索移送函", fields=(*f.about, f.duty_unit, f.materials),
    approval=lm.Approval(drafts=f.sender, reviews=None, signs=f.sending_head))
feedback_letter = lm.DocumentType("feedback_letter", label="线索处理情况反馈函",
                                  fields=(common.why,), approval=by_chief)
jurisdiction_letter = lm.DocumentType("jurisdiction_letter", label="案件线索移送函",
                                      fields=(f.competent, common.why), approval=by_chief)
filing_decision = lm.DocumentType("filing_decision", label="立案决定书",
                                  fields=(f.case_facts, f.legal_basis), approval=by_chief)
return_receipt = lm.DocumentType("filing_return_receipt", label="送达回证")
service_record = lm.DocumentType("filing_service_record", label="宣告送达笔录")
closing_decision = lm.DocumentType("closing_decision", label="终结案件决定书",
                                   fields=(f.ending,), approval=by_chief)
suspension = lm.DocumentType("suspension", label="中止审查决定书",
                             fields=(f.cause, f.clock_basis), approval=by_chief)
resumption = lm.DocumentType("resumption", label="恢复审查决定书", fields=(common.why,),
                             approval=by_chief)
public_notice = lm.DocumentType("public_notice", label="公告", fields=(f.notice, f.medium),
                                approval=by_chief)
indictment = lm.DocumentType("indictment", label="公益诉讼起诉书", approval=by_chief, fields=(
    f.defendant, f.court, f.claims, f.suit_facts))
appearance = lm.DocumentType("appearance", label="派员出庭通知书", fields=(f.appearing,),
                             approval=by_chief)
withdrawal = lm.DocumentType("withdrawal", label="撤回起诉决定书", fields=(common.why,),
                             approval=by_chief)
repair_plan = lm.DocumentType("repair_plan", label="修复方案")
